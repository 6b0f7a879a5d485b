// From who is calling to what they may do: loads the grant of an application or of a person on a record.
import type { Application } from '../applications/application.ts';
import { fault } from '../errors.ts';
import type { Reader } from '../ports.ts';
import type { RecordAccess } from '../records/record.ts';
import { type Avenue, type Grant, makeGrant } from './grant.ts';

/**
 * What an application may do on a record for a person.
 * @param recordAlias the record's id as this application knows it
 * @throws INVALID_RECORD when the application knows no such record of this person; ACCESS_DENIED when the
 *   authorisation or the person's own access is gone
 */
export async function grantForApp(
  db: Reader,
  app: Application,
  person: { id: string; avenue: Avenue },
  recordAlias: string,
  now: number,
): Promise<Grant> {
  const known = await db.aliases.record(app.id, recordAlias);
  if (!known || known.personId !== person.id) throw fault('INVALID_RECORD');
  const grant = await grantOn(db, app, person, known.recordId, now);
  if (!grant) throw fault('ACCESS_DENIED', 'The record is no longer authorised for this application.');
  return grant;
}

/** As above, by the record's own id; undefined when nothing is granted. */
export async function grantOn(
  db: Reader,
  app: Application,
  person: { id: string; avenue: Avenue },
  recordId: string,
  now: number,
): Promise<Grant | undefined> {
  const authorization = await db.authorizations.find(app.id, person.id, recordId);
  if (!authorization) return undefined;
  const access = await currentAccess(db, person.id, recordId, now);
  if (!access) return undefined;
  const mode = person.avenue === 'Online' ? 'online' : 'offline';
  const rules = authorization.rules.filter(rule => rule.mode === mode);
  return makeGrant({ recordId, personId: person.id, app, avenue: person.avenue, rules, access });
}

/** What a person may do with a record by their own hand, in the Shell. */
export async function grantForPerson(db: Reader, personId: string, recordId: string, now: number): Promise<Grant> {
  const access = await currentAccess(db, personId, recordId, now);
  if (!access) throw fault('ACCESS_DENIED');
  return makeGrant({ recordId, personId, app: undefined, avenue: 'Online', rules: undefined, access });
}

async function currentAccess(db: Reader, personId: string, recordId: string, now: number): Promise<RecordAccess | undefined> {
  const access = await db.records.access(personId, recordId);
  if (!access || (access.expiresAt !== undefined && access.expiresAt <= now)) return undefined;
  return access;
}
