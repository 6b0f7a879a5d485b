// Back at once to an application that has all it asks for, on the record that it is about.
import { isAdmitted } from '../../../core/applications/admitted.ts';
import type { Application } from '../../../core/applications/application.ts';
import { mayServeRecordsOf } from '../../../core/authorization/location.ts';
import { compareReach } from '../../../core/authorization/reach.ts';
import type { Rule } from '../../../core/authorization/rules.ts';
import { findAsk, type SmartAnswer, type SmartAsk } from '../../../core/smart/ask.ts';
import { makeGranted } from '../../../core/smart/narrow.ts';
import { covers, parseScopes, scopesToRules } from '../../../core/smart/scopes.ts';
import { typesOfResource } from '../../../core/smart/types.ts';
import type { SignedInVisit } from '../../web/visit.ts';
import type { ShellRequest } from '../shell-request.ts';

/**
 * Undefined where the person is asked: as something new is asked for, as it is not clear which record is meant, or as anybody
 * could be at the other end: an address of this very computer or of an app on a phone is nobody's for sure.
 */
export async function answerWithoutAsking(
  visit: SignedInVisit,
  app: Application,
  { uid }: ShellRequest<'SMART'>,
): Promise<SmartAnswer | undefined> {
  const { vault, person, session } = visit;
  const ask = await findAsk(vault, uid);
  const recordId = ask && findRecord(visit, ask);
  if (!ask || recordId === undefined || !isSure(app, ask)) return undefined;
  const asked = parseScopes(ask.scopes);
  const picked = scopesToRules(asked, typesOfResource).filter(({ mode }) => mode === 'online');
  const { rules, scopes, isOffline } = makeGranted(asked, picked);
  return vault.store.read(async db => {
    const authorization = await db.authorizations.find(app.id, person.id, recordId);
    const personAlias = await db.aliases.ofPerson(app.id, person.id);
    if (!authorization || personAlias === undefined || rules.length === 0) return undefined;
    if (!(await isAdmitted(db, app, person.id)) || !(await mayServeRecordsOf(db, app, person.id)))
      return undefined;
    if (!rules.every(rule => isGranted(rule, authorization.rules))) return undefined;
    const shellId = session.id;
    const personId = person.id;
    return { uid, isGranted: true, personId, personAlias, recordId, scopes, isOffline, shellId };
  });
}

/** Of rules, only those count whose scope says as much: what a rule reaches tells neither the kind of resource nor its category. */
function isGranted(asked: Rule, given: readonly Rule[]): boolean {
  const alike = given.filter(({ scope }) => scope === undefined || covers(scope, asked.scope ?? ''));
  return compareReach([asked], alike).every(({ isGiven }) => isGiven);
}

/** That of the launch, or the only one that the person has. */
function findRecord({ person, records }: SignedInVisit, { launch }: SmartAsk): string | undefined {
  if (launch && launch.personId !== person.id) return undefined;
  const ids = records.map(({ record }) => record.id);
  if (launch) return ids.find(id => id === launch.recordId);
  return ids.length === 1 ? ids[0] : undefined;
}

function isSure({ smart }: Application, { redirectUri }: SmartAsk): boolean {
  return smart?.clientType !== 'public' || redirectUri.startsWith('https:');
}
