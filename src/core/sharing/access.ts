// Who has access to a record, and how that changes and ends. A record keeps at least one custodian without an end.
import { assume } from '../../assume.ts';
import type { StoredAuditRow } from '../audit/audit.ts';
import {
  type EndedAuthorization,
  type EndedTogether,
  endAuthorizations,
  giveBackAuthorizations,
} from '../authorization/end.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import { countReceived } from '../mail/allowance.ts';
import { tell } from '../people/letters.ts';
import type { Person } from '../people/person.ts';
import type { RecordAccess } from '../records/record.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

/** @throws accessDenied unless the person looks after the record today */
export async function demandCustodian(
  db: Reader,
  vault: Vault,
  personId: string,
  recordId: string,
): Promise<void> {
  if (!(await isCustodian(db, vault, personId, recordId)))
    throw fault('accessDenied', 'Only a custodian of the record may do this.');
}

/** Does the person look after the record today? */
export async function isCustodian(
  db: Reader,
  vault: Vault,
  personId: string,
  recordId: string,
): Promise<boolean> {
  const access = await db.records.access(personId, recordId);
  return access?.level === 'custodian' && !hasEnded(access, vault.clock.now());
}

export interface Participant {
  readonly person: Person;
  readonly access: RecordAccess;
}

/** Everybody with access that has not ended, oldest first. */
export async function listParticipants(db: Reader, vault: Vault, recordId: string): Promise<Participant[]> {
  const found: Participant[] = [];
  for (const access of await db.records.accessesTo(recordId)) {
    const person = await db.people.byId(access.personId);
    if (person && !hasEnded(access, vault.clock.now())) found.push({ person, access });
  }
  return found;
}

/** Nothing that rested on an access that is over comes back with this one; time ends one without anybody to note it. */
export async function giveAccess(db: Writer, vault: Vault, access: RecordAccess): Promise<void> {
  const { personId, recordId } = access;
  const before = await db.records.access(personId, recordId);
  if (!before || hasEnded(before, vault.clock.now())) {
    await endAuthorizations(db, { personId, recordId });
    await endOwn(db, access);
  }
  // The code of who looked after it is not there again once they do so again.
  if (access.level !== 'custodian') await db.secretAddresses.removeOf(personId, recordId, 'emergency');
  if (access.level === 'view') await db.secretAddresses.removeOf(personId, recordId, 'intake');
  await db.records.putAccess(access);
}

/** What a person has of a record for themselves: it ends with the access, and no undo brings it back. */
async function endOwn(
  db: Writer,
  { personId, recordId }: Pick<RecordAccess, 'personId' | 'recordId'>,
): Promise<void> {
  await db.secretAddresses.removeOf(personId, recordId);
  await db.reminders.remove(personId, recordId);
}

export type AccessChange = Pick<RecordAccess, 'level' | 'typeIds' | 'expiresAt'>;

/**
 * Changes what somebody may do; what applications have through that person shrinks with it.
 * @throws accessDenied for who is no custodian; accessNotFound; custodianLast
 */
export async function changeAccess(
  db: Writer,
  vault: Vault,
  by: string,
  { personId, recordId }: Pick<RecordAccess, 'personId' | 'recordId'>,
  change: AccessChange,
): Promise<void> {
  await demandCustodian(db, vault, by, recordId);
  const access = await db.records.access(personId, recordId);
  if (!access) throw fault('accessNotFound');
  const staysCustodian = change.level === 'custodian' && change.expiresAt === undefined;
  if (!staysCustodian) await demandOtherCustodian(db, vault, access);
  await giveAccess(db, vault, { ...access, ...change });
  if (!staysCustodian) await passRecordOn(db, vault, access);
  if (change.level !== 'custodian') await withdrawOffers(db, access);
  await audit(db, vault, 'ChangeAccess', by, access);
}

/** What somebody says of whom a record is about to them. */
export async function changeRelationship(
  db: Writer,
  vault: Vault,
  { personId, recordId }: Grant,
  relationship: number,
): Promise<void> {
  const access = assume(await db.records.access(personId, recordId), 'access to it');
  if (access.relationship === relationship) return;
  await giveAccess(db, vault, { ...access, relationship });
  await audit(db, vault, 'ChangeRelationship', personId, access);
}

/**
 * Ends somebody's access, one's own or, as a custodian, another's. Applications lose what they had through that person.
 * @returns what was, so that it can be given back
 * @throws accessDenied; accessNotFound; custodianLast
 */
export async function endAccess(
  db: Writer,
  vault: Vault,
  by: string,
  { personId, recordId }: Pick<RecordAccess, 'personId' | 'recordId'>,
): Promise<EndedAccess> {
  if (by !== personId) await demandCustodian(db, vault, by, recordId);
  const access = await db.records.access(personId, recordId);
  if (!access) throw fault('accessNotFound');
  await demandOtherCustodian(db, vault, access);
  await db.records.removeAccess(personId, recordId);
  await passRecordOn(db, vault, access);
  const authorizations = await endAuthorizations(db, { personId, recordId });
  await endOwn(db, access);
  await withdrawOffers(db, access);
  await audit(db, vault, 'EndAccess', by, access);
  const person = by === personId ? undefined : await db.people.byId(personId);
  const record = await db.records.byId(recordId);
  // Whoever ends and gives back again and again sends so many mails and no more.
  if (person && (await countReceived(db, vault, by, person.email)))
    await tell(db, vault, person, 'accessEnded', { what: record?.name ?? '' });
  return { access, authorizations };
}

export interface EndedAccess {
  readonly access: RecordAccess;
  readonly authorizations: readonly EndedAuthorization[];
}

/** Whoever may no longer share the record leaves no door open: others could come in by their invitations. */
async function withdrawOffers(db: Writer, { personId, recordId }: RecordAccess): Promise<void> {
  const all = await db.sharing.invitations(recordId);
  for (const { id, fromPersonId } of all) if (fromPersonId === personId) await db.sharing.remove(id);
}

const newsActions = ['AcceptInvitation', 'DeclineInvitation', 'EndAccess', 'GiveBackAccess'] as const;

/** A change of the people who share a record, by another person. */
export interface SharingNews {
  readonly action: (typeof newsActions)[number];
  readonly at: number;
  /** Undefined for whoever declined, whom nobody knows, and for a person who is gone. */
  readonly name: string | undefined;
}

const newsMs = 7 * 86_400_000;
const newsMax = 5;

/** Of the last week, newest first; nothing for a person who does not look after the record. */
export async function listSharingNews(
  db: Reader,
  vault: Vault,
  { personId, recordId, access }: Grant,
): Promise<SharingNews[]> {
  if (access.level !== 'custodian') return [];
  const from = vault.clock.now() - newsMs;
  const rows = await db.audit.ofRecord({ recordId, actions: newsActions, from, limit: newsMax });
  const news: SharingNews[] = [];
  for (const { action, at, personId: by } of rows) {
    const known = newsActions.find(name => name === action);
    const person = by === undefined ? undefined : await db.people.byId(by);
    if (known && by !== personId) news.push({ action: known, at, name: person?.name });
  }
  return news;
}

/** Could the person reach a record once, which they cannot now? */
export async function hadAccess(
  db: Reader,
  { personId, recordId }: Pick<RecordAccess, 'personId' | 'recordId'>,
): Promise<boolean> {
  if (await db.records.access(personId, recordId)) return true;
  return (await listEnds(db, { personId, recordId })).length > 0;
}

async function listEnds(
  db: Reader,
  { personId, recordId }: Pick<RecordAccess, 'personId' | 'recordId'>,
): Promise<StoredAuditRow[]> {
  const ends = await db.audit.ofRecord({ recordId, actions: ['EndAccess'], limit: endsRead });
  return ends.filter(({ details }) => details.of === personId);
}

/**
 * Undoes the end of another's access.
 * @returns false where the person has access again, or lost it once more since
 * @throws accessDenied for a person who is no custodian
 */
export async function giveBackAccess(
  db: Writer,
  vault: Vault,
  by: string,
  { access, ...ended }: EndedTogether & Pick<EndedAccess, 'access'>,
): Promise<boolean> {
  await demandCustodian(db, vault, by, access.recordId);
  const present = await db.records.access(access.personId, access.recordId);
  const endedSince = (await listEnds(db, access)).some(({ at }) => at > ended.endedAt);
  if (endedSince || (present && !hasEnded(present, vault.clock.now()))) return false;
  await giveAccess(db, vault, access);
  await giveBackAuthorizations(db, ended, vault.clock.now());
  await audit(db, vault, 'GiveBackAccess', by, access);
  return true;
}

/** A record counts for who made it, until they no longer look after it: then for who does so longest. */
export async function passRecordOn(
  db: Writer,
  vault: Vault,
  { personId, recordId }: Pick<RecordAccess, 'personId' | 'recordId'>,
): Promise<void> {
  if ((await db.records.owner(recordId)) !== personId) return;
  const next = (await listParticipants(db, vault, recordId)).find(
    ({ person, access }) =>
      person.id !== personId && access.level === 'custodian' && access.expiresAt === undefined,
  );
  if (next) await db.records.giveTo(recordId, next.person.id);
}

/** Is there a custodian beside this one who stays? */
async function demandOtherCustodian(db: Reader, vault: Vault, access: RecordAccess): Promise<void> {
  const others = (await listParticipants(db, vault, access.recordId)).filter(
    ({ person, access: other }) =>
      person.id !== access.personId &&
      person.state === 'active' &&
      other.level === 'custodian' &&
      other.expiresAt === undefined,
  );
  if (access.level === 'custodian' && others.length === 0) throw fault('custodianLast');
}

/** How many ends of accesses to a record are looked through. */
const endsRead = 100;

function hasEnded({ expiresAt }: Pick<RecordAccess, 'expiresAt'>, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

async function audit(
  db: Writer,
  vault: Vault,
  action: string,
  by: string,
  { personId, recordId, level }: RecordAccess,
): Promise<void> {
  await db.audit.add({
    at: vault.clock.now(),
    action,
    personId: by,
    appId: undefined,
    recordId,
    avenue: undefined,
    details: { of: personId, level },
  });
}
