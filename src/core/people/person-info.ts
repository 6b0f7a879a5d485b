// What an application may know of a person: name, settings it kept, and the records authorised for it.
// Called by the methods that answer with people or records; printed by methods/parts/person-info.ts.
import { getFirst, getLast } from '../../assume.ts';
import type { Application } from '../applications/application.ts';
import { type AuthAction, judgeAuthorization } from '../authorization/auth-action.ts';
import type { Authorization } from '../authorization/authorization.ts';
import type { Avenue, Grant } from '../authorization/grant.ts';
import { findAppGrant } from '../authorization/grants.ts';
import { mayServeRecordsOf } from '../authorization/location.ts';
import { isOfScope, type Rule, withoutScopes } from '../authorization/rules.ts';
import { fault } from '../faults.ts';
import type { Usage } from '../records/ports.ts';
import type { HealthRecord, RecordAccess } from '../records/record.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Person } from './person.ts';

export interface PersonInfo {
  readonly person: Person;
  /** The id the application knows the person by. */
  readonly alias: string;
  /** The settings element as the application wrote it. */
  readonly settingsXml: string | undefined;
  /** By the id the application knows the record by. */
  readonly selectedRecordAlias: string | undefined;
  readonly records: readonly AuthorizedRecord[];
  readonly moreRecords: boolean;
}

export interface AuthorizedRecord {
  readonly record: HealthRecord;
  /** The id the application knows the record by, for this person. */
  readonly alias: string;
  /** The id it knows the record by, whoever authorised it. */
  readonly aliasInApp: string;
  readonly access: RecordAccess;
  readonly authorization: Authorization;
  readonly action: AuthAction;
  readonly usage: Usage;
  /** Are clinical documents taken over as they come? */
  readonly takesDocuments: boolean;
  /** What the application may do while the person is there, and while not. */
  readonly grants: { readonly online: Grant; readonly offline: Grant };
}

/** @returns undefined when the person is not active or has no record left that is authorised for the application */
export async function findPersonInfo(
  db: Reader,
  vault: Vault,
  app: Application,
  { id, avenue }: { id: string; avenue: Avenue | undefined },
): Promise<PersonInfo | undefined> {
  const person = await db.people.byId(id);
  const alias = await db.aliases.ofPerson(app.id, id);
  if (person?.state !== 'active' || alias === undefined) return undefined;
  const records = await listAuthorizedRecords(db, vault, app, { id, avenue });
  if (records.length === 0) return undefined;
  const settings = await db.settings.get(app.id, id);
  const selected =
    records.find(({ record }) => record.id === settings?.selectedRecordId) ?? getFirst(records);
  const ordered = [selected, ...records.filter(other => other !== selected)];
  const max = vault.limits.personInfoRecordsMax;
  return {
    person,
    alias,
    settingsXml: settings?.xml || undefined,
    selectedRecordAlias: selected.alias,
    records: ordered.slice(0, max),
    moreRecords: ordered.length > max,
  };
}

/** As above, for a caller who has nothing to ask about a person without records. @throws accessDenied */
export async function demandPersonInfo(
  db: Reader,
  vault: Vault,
  app: Application,
  person: { id: string; avenue: Avenue },
): Promise<PersonInfo> {
  const info = await findPersonInfo(db, vault, app, person);
  if (!info) throw fault('accessDenied', 'The person has no record that is authorised for this application.');
  return info;
}

/** People with a record authorised for the application, in the order of their aliases. */
export async function listAuthorizedPeople(
  db: Reader,
  vault: Vault,
  app: Application,
  page: { after: string | undefined; createdSince: number | undefined; limit: number },
): Promise<{ people: PersonInfo[]; more: boolean }> {
  const people: PersonInfo[] = [];
  let after = page.after ?? '';
  // Some may have nothing left to show, and a client goes on from the last it saw: fill the page, and one more.
  for (;;) {
    const due = page.limit + 1 - people.length;
    const found = await db.authorizations.people(app.id, {
      after,
      createdSince: page.createdSince ?? 0,
      limit: due,
    });
    for (const { personId } of found) {
      const info = await findPersonInfo(db, vault, app, { id: personId, avenue: undefined });
      if (info) people.push(info);
    }
    if (found.length < due || people.length > page.limit) break;
    after = getLast(found).alias;
  }
  return { people: people.slice(0, page.limit), more: people.length > page.limit };
}

/**
 * The records a person authorised for an application and can still reach, oldest authorisation first.
 * Offline, only those for which offline access was granted.
 */
export async function listAuthorizedRecords(
  db: Reader,
  vault: Vault,
  app: Application,
  { id, avenue }: { id: string; avenue: Avenue | undefined },
): Promise<AuthorizedRecord[]> {
  const found: AuthorizedRecord[] = [];
  for (const authorization of await db.authorizations.ofPerson(app.id, id)) {
    if (avenue === 'Offline' && !authorization.rules.some(isOffline)) continue;
    const record = await authorizedRecord(db, vault, app, authorization);
    if (record) found.push(record);
  }
  return found;
}

function isOffline(rule: Rule): boolean {
  return rule.mode === 'offline' && !isOfScope(rule);
}

async function authorizedRecord(
  db: Reader,
  vault: Vault,
  app: Application,
  authorization: Authorization,
): Promise<AuthorizedRecord | undefined> {
  const { personId, recordId } = authorization;
  const now = vault.clock.now();
  const online = await findAppGrant(db, app, { id: personId, avenue: 'Online' }, recordId, now);
  const offline = await findAppGrant(db, app, { id: personId, avenue: 'Offline' }, recordId, now);
  const record = await db.records.byId(recordId);
  const access = await db.records.access(personId, recordId);
  const alias = await db.aliases.ofRecord(app.id, personId, recordId);
  const aliasInApp = await db.aliases.ofRecordInApp(app.id, recordId);
  if (!online || !offline || !record || !access || alias === undefined || aliasInApp === undefined)
    return undefined;
  return {
    record,
    alias,
    aliasInApp,
    access,
    authorization,
    action: judgeAuthorization({
      asked: app.rules,
      granted: withoutScopes(authorization.rules),
      access,
      isServed: await mayServeRecordsOf(db, app, personId),
    }),
    usage: await db.records.usage(recordId),
    takesDocuments: (await db.records.documentsTakenBy(recordId)) !== undefined,
    grants: { online, offline },
  };
}
