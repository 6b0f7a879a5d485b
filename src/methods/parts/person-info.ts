// The person and record elements that several methods answer with.
import type { AuthorizedRecord, PersonInfo } from '../../core/people/person-info.ts';
import { relationshipName } from '../../core/records/relationships.ts';
import type { Vault } from '../../core/vault.ts';
import type { Infer } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, guid, int, long, oneOf, string, textWithAttributes } from '../../schema/text.ts';
import { everyType } from '../../things/index.ts';
import { appSettings } from './app-settings.ts';
import { moment } from './moments.ts';
import { permissionsOn, thingTypePermission } from './thing-type-permission.ts';

const authActions = oneOf(
  '',
  'NoActionRequired',
  'AuthorizationRequired',
  'ReauthorizationRequired',
  'ReauthorizationNotPossible',
  'RecordLocationNotSupported',
);

/** Its text is the record's name. */
export const recordElement = textWithAttributes(string, {
  id: guid,
  'record-custodian': { optional: boolean },
  'rel-type': int(),
  'rel-name': { optional: string },
  'auth-expires': { optional: moment },
  'display-name': { optional: string },
  state: { optional: oneOf('Active', 'ReadOnly', 'Suspended', 'Deleted') },
  'date-created': { optional: moment },
  'max-size-bytes': { optional: long() },
  'size-bytes': { optional: long() },
  'app-record-auth-action': { optional: authActions },
  'app-specific-record-id': { optional: string },
  'location-country': { optional: string },
  'date-updated': { optional: moment },
  'latest-operation-sequence-number': { optional: long() },
  'record-app-auth-created-date': { optional: moment },
});

const culture = seq({ language: optional(string), country: optional(string) });

export const personElement = seq({
  'person-id': guid,
  name: string,
  'app-settings': optional(appSettings),
  'selected-record-id': optional(guid),
  'more-records': optional(boolean),
  record: many(recordElement),
  groups: optional(
    seq({ group: many(seq({ name: string, id: guid, 'contact-email': string }), { min: 1 }) }),
  ),
  'preferred-culture': optional(culture),
  'preferred-uiculture': optional(culture),
  location: optional(seq({ country: string, 'state-province': optional(string) })),
  'effective-record-permission-list': optional(
    seq({
      'effective-record-permission': many(
        seq({ 'record-id': guid, 'thing-type-permission': many(thingTypePermission) }),
        { min: 1 },
      ),
    }),
  ),
});

export function personAnswer(
  info: PersonInfo,
  vault: Vault,
  { permissions = false }: { permissions?: boolean } = {},
): Infer<typeof personElement> {
  const { person } = info;
  const [language, country] = person.culture.split('-');
  const preferred = { language, country };
  return {
    personId: info.alias,
    name: person.name,
    appSettings: info.settingsXml,
    selectedRecordId: info.selectedRecordAlias,
    moreRecords: info.moreRecords,
    record: info.records.map(record => recordAnswer(record, vault)),
    preferredCulture: preferred,
    preferredUiculture: preferred,
    location: { country: person.country },
    ...(permissions && {
      effectiveRecordPermissionList: { effectiveRecordPermission: info.records.map(permissionsOf) },
    }),
  };
}

/** What HealthVault gave for access that does not end. */
const neverExpires = Date.parse('9999-12-31T23:59:59.999Z');

export function recordAnswer(
  { record, alias, aliasInApp, access, authorization, action, usage }: AuthorizedRecord,
  { limits }: Vault,
): Infer<typeof recordElement> {
  return {
    value: record.name,
    id: alias,
    'record-custodian': access.level === 'custodian',
    'rel-type': access.relationship,
    'rel-name': relationshipName(access.relationship),
    'auth-expires': access.expiresAt ?? neverExpires,
    'display-name': record.name,
    state: record.state === 'active' ? 'Active' : 'Suspended',
    'date-created': record.createdAt,
    'max-size-bytes': limits.recordQuotaBytes,
    'size-bytes': usage.bytes,
    'app-record-auth-action': action,
    'app-specific-record-id': aliasInApp,
    'date-updated': Math.max(record.updatedAt, authorization.updatedAt),
    'latest-operation-sequence-number': usage.sequence,
    'record-app-auth-created-date': authorization.createdAt,
  };
}

function permissionsOf({ alias, grants }: AuthorizedRecord) {
  const all = everyType().flatMap(type => type.versions.map(version => permissionsOn(version.id, grants)));
  return { recordId: alias, thingTypePermission: all.filter(permission => permission !== undefined) };
}
