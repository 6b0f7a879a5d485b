// GetApplicationInfo: how the application, or a child of it, is registered.
import type { Application } from '../core/applications/application.ts';
import { withInheritance } from '../core/applications/soda.ts';
import { fault } from '../core/errors.ts';
import type { Infer } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, guid, string, textWithAttributes } from '../schema/text.ts';
import { method, version } from './method.ts';
import { authAnswer, authXml } from './parts/auth-xml.ts';
import { moment } from './parts/moments.ts';

const localText = textWithAttributes(string, { 'xml:lang': { optional: string, key: 'language' } });

const application = seq({
  id: guid,
  name: many(localText, { min: 1 }),
  'app-auth-required': boolean,
  'restrict-app-users': boolean,
  'is-published': boolean,
  'action-url': optional(string),
  description: many(localText),
  'person-online-base-auth-xml': authXml,
  'person-offline-base-auth-xml': optional(authXml),
  'app-type': string,
  'master-app-id': optional(guid),
  'master-app-name': optional(localText),
  'created-date': optional(moment),
  'updated-date': optional(moment),
  'valid-ip-prefixes': optional(string),
});

const infoVersion = version('app', {
  // Texts are kept in one language, so there is never more to choose from.
  request: seq({ 'all-languages': optional(boolean), 'child-app-id': optional(guid) }),
  response: seq({ application }),
  async run({ vault, app }, { childAppId }) {
    return vault.store.read(async db => {
      const isOwn = childAppId === undefined || childAppId === app.id;
      const stored = isOwn ? app : await db.applications.byId(childAppId);
      const wanted = stored && (isOwn ? stored : await withInheritance(db, stored));
      if (!wanted || (wanted !== app && wanted.masterId !== app.id)) {
        throw fault('INVALID_APP', 'The child-app-id is not that of a child of this application.');
      }
      const master = wanted.masterId === undefined ? undefined : await db.applications.byId(wanted.masterId);
      return { application: applicationAnswer(wanted, master) };
    });
  },
});

export default method({
  name: 'GetApplicationInfo',
  auth: 'app',
  versions: { 1: infoVersion, 2: infoVersion },
});

function applicationAnswer(app: Application, master: Application | undefined): Infer<typeof application> {
  const rules = (mode: 'online' | 'offline') => app.rules.filter(rule => rule.mode === mode);
  return {
    id: app.id,
    name: [{ value: app.name }],
    appAuthRequired: true,
    restrictAppUsers: false,
    isPublished: app.state === 'active',
    actionUrl: app.actionUrl,
    description: app.description === '' ? [] : [{ value: app.description }],
    personOnlineBaseAuthXml: authAnswer(rules('online')),
    personOfflineBaseAuthXml: rules('offline').length > 0 ? authAnswer(rules('offline')) : undefined,
    appType: app.kind.startsWith('soda') ? 'Soda' : 'Web',
    masterAppId: app.masterId,
    masterAppName: master && { value: master.name },
    createdDate: app.createdAt,
    updatedDate: app.updatedAt,
    validIpPrefixes: app.ipPrefixes.length > 0 ? app.ipPrefixes.join(',') : undefined,
  };
}
