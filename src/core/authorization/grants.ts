// From who is calling to what they may do: loads the grant of an application on a record.
import type { Application } from '../applications/application.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import { fault } from '../faults.ts';
import type { RecordAccess } from '../records/record.ts';
import { keepToRules } from '../smart/narrow.ts';
import type { Scopes } from '../smart/scopes.ts';
import type { Reader } from '../store.ts';
import { type Avenue, type Grant, makeGrant, type NameDamaged } from './grant.ts';
import type { GrantBasis } from './ports.ts';
import { areOfScopesAlone, isOfScope } from './rules.ts';

/** For whom an application works. */
export interface Worker {
  readonly id: string;
  readonly avenue: Avenue;
  /**
   * Do rules that stand for SMART scopes count too? A rule says less than its scope (`?category=…`, kinds of resource that share a
   * type), so they count only where the scope itself is held to: at the FHIR interface. Those of the token, as it was given.
   */
  readonly withScopes?: Scopes;
}

/**
 * What an application may do on a record for a person, by rules that stand for no SMART scope.
 * @param recordAlias the record's id as this application knows it
 * @throws as judgeAppGrant
 */
export async function makeAppGrant(
  db: Reader,
  app: Application,
  person: Omit<Worker, 'withScopes'>,
  recordAlias: string,
  now: number,
): Promise<Grant> {
  return judgeAppGrant(app, person, await db.authorizations.byRecordAlias(app.id, recordAlias), now);
}

/**
 * The same from what was looked up.
 * @throws recordNotFound when the application knows no such record of this person; accessDenied when the
 *   authorisation or the person's own access is gone
 */
export function judgeAppGrant(
  app: Application,
  person: Omit<Worker, 'withScopes'>,
  reach: GrantBasis | undefined,
  now: number,
): Grant {
  if (!reach || reach.personId !== person.id) throw fault('recordNotFound');
  const grant = granted(app, person, reach, now);
  if (!grant) throw fault('accessDenied', 'The record is no longer authorised for this application.');
  return grant;
}

/** As above, by the record's own id, and by rules of scopes where they are asked for; undefined when nothing is granted. */
export async function findAppGrant(
  db: Reader,
  app: Application,
  person: Worker,
  recordId: string,
  now: number,
): Promise<Grant | undefined> {
  const authorization = await db.authorizations.find(app.id, person.id, recordId);
  const access = authorization && (await db.records.access(person.id, recordId));
  return granted(app, person, { recordId, personId: person.id, authorization, access }, now);
}

/** The same from what was looked up. */
export function findGrantWithin(
  app: Application,
  person: Worker,
  reach: GrantBasis,
  now: number,
): Grant | undefined {
  return reach.personId === person.id ? granted(app, person, reach, now) : undefined;
}

/**
 * What a person may do on a record with their own hand, in the Shell.
 * @throws accessDenied when the person has no access, or it has ended
 */
export async function makePersonGrant(
  db: Reader,
  personId: string,
  recordId: string,
  now: number,
): Promise<Grant> {
  const grant = await findPersonGrant(db, personId, recordId, now);
  if (!grant) throw fault('accessDenied', 'You have no access to this record.');
  return grant;
}

/** The same; undefined when the person has no access, or it has ended. */
export async function findPersonGrant(
  db: Reader,
  personId: string,
  recordId: string,
  now: number,
): Promise<Grant | undefined> {
  const access = await db.records.access(personId, recordId);
  if (!access || ended(access, now)) return undefined;
  return makeGrant({
    recordId,
    personId,
    app: undefined,
    avenue: 'Online',
    rules: undefined,
    access,
    canEnd: true,
  });
}

/** The same grant for a page, which tells the person of each item that its lists leave out because it cannot be opened. */
export function skipDamaged(grant: Grant, onDamaged: NameDamaged): Grant {
  return makeGrant({ ...grant, onDamaged });
}

/** What a person reads for a program: as somebody sees it with whom they share the record, so nothing that is personal. */
export function leaveOutPersonal({ recordId, personId, access }: Grant): Grant {
  return makeGrant({
    recordId,
    personId,
    app: undefined,
    avenue: 'Online',
    rules: undefined,
    access: { ...access, level: 'view' },
  });
}

/** The granted rules of this mode, within what the person may still do; undefined when either is gone, or none is of this interface. */
function granted(
  app: Application,
  { avenue, withScopes: scopes }: Worker,
  { recordId, personId, authorization, access }: GrantBasis,
  now: number,
): Grant | undefined {
  if (!authorization || !access || ended(access, now)) return undefined;
  if (scopes === undefined && areOfScopesAlone(authorization.rules)) return undefined;
  const mode = avenue === 'Online' ? 'online' : 'offline';
  const rules = authorization.rules.filter(
    rule => rule.mode === mode && (scopes !== undefined || !isOfScope(rule)),
  );
  return makeGrant({
    ...{ recordId, personId, app, avenue, rules, access },
    scopes: scopes && keepToRules(scopes, rules),
    canEnd: true,
  });
}

/**
 * The grant as it is now, for a write within its transaction: a request may have waited for its turn since its grant was made.
 * @throws accessDenied where it ended
 */
export const renewGrant = goOn(function* (db: Reader, grant: Grant, now: number): Work<Grant> {
  if (!grant.canEnd) return grant;
  const { app, personId, recordId, avenue, scopes: withScopes } = grant;
  let renewed: Grant | undefined;
  if (app) {
    const reach = yield* take(db.authorizations.reach(app.id, personId, recordId));
    renewed = reach && granted(app, { id: personId, avenue, ...(withScopes && { withScopes }) }, reach, now);
  } else renewed = yield* take(findPersonGrant(db, personId, recordId, now));
  if (!renewed) throw fault('accessDenied', 'The access to the record ended meanwhile.');
  return renewed;
});

function ended({ expiresAt }: RecordAccess, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
