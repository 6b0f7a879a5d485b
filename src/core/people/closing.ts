// Deleting an account: it and the records that nobody else looks after are out of reach at once and gone after a time.
// Signing in until then brings all back.
import { assume } from '../../assume.ts';
import { purgeRecord } from '../audit/purge.ts';
import { endAuthorizations } from '../authorization/end.ts';
import { fault } from '../faults.ts';
import { isLastOperator, passOn } from '../operator/last.ts';
import { putInBin } from '../records/bin.ts';
import { listParticipants, type Participant, passRecordOn } from '../sharing/access.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { noteAction } from './audit.ts';
import { tell } from './letters.ts';
import type { Person } from './person.ts';

/** Ids of the records, out of the bin, that only this person looks after without an end. */
export async function listLonelyRecords(db: Reader, vault: Vault, personId: string): Promise<string[]> {
  const lonely: string[] = [];
  for (const { record, access } of await db.records.ofPerson(personId)) {
    if (access.level !== 'custodian') continue;
    if (!(await hasOtherCustodian(db, vault, personId, record.id))) lonely.push(record.id);
  }
  return lonely;
}

async function hasOtherCustodian(
  db: Reader,
  vault: Vault,
  personId: string,
  recordId: string,
): Promise<boolean> {
  return (await otherCustodians(db, vault, personId, recordId)).some(
    ({ person }) => person.state === 'active',
  );
}

async function otherCustodians(
  db: Reader,
  vault: Vault,
  personId: string,
  recordId: string,
): Promise<Participant[]> {
  return (await listParticipants(db, vault, recordId)).filter(
    ({ person, access }) =>
      person.id !== personId && access.level === 'custodian' && access.expiresAt === undefined,
  );
}

const dayMs = 24 * 3_600_000;

/**
 * @returns when it will be gone; of one that is closed already, as it was said then
 * @throws accessDenied for the last operator: nobody could run the vault then
 */
export async function closeAccount(db: Writer, vault: Vault, { id: personId }: Person): Promise<number> {
  const { clock, limits } = vault;
  const person = assume(await db.people.byId(personId), 'the person');
  const before = await db.people.closing(person.id);
  if (before) return before.dueAt;
  if (await isLastOperator(db, person.id))
    throw fault('accessDenied', 'The vault would have no operator. Name another first.');
  const dueAt = clock.now() + limits.accountGraceMs;
  const recordIds = await listLonelyRecords(db, vault, person.id);
  for (const id of recordIds) {
    // The bin counts from when a record came into it; this one is not to go before the account does.
    await putInBin(db, id, dueAt - limits.recordBinMs + dayMs);
  }
  await db.people.update({ ...person, state: 'closed' });
  await endAuthorizations(db, { personId });
  await db.people.putClosing({ personId: person.id, dueAt, recordIds });
  for (const { hash } of await db.sessions.shellsOf(person.id, clock.now()))
    await db.sessions.removeShell(hash);
  await db.credentials.removeMailedLinksOf(person.id);
  await noteAction(db, vault, 'CloseAccount', person.id);
  await tell(db, vault, person, 'closed', { until: dueAt });
  return dueAt;
}

export async function reopenAccount(db: Writer, vault: Vault, person: Person): Promise<Person> {
  const closing = await db.people.closing(person.id);
  for (const id of closing?.recordIds ?? []) {
    const record = await db.records.byId(id);
    if (record?.state === 'deleted')
      await db.records.update({ ...record, state: 'active', deletedAt: undefined });
  }
  const active: Person = { ...person, state: 'active' };
  await db.people.update(active);
  await db.people.removeClosing(person.id);
  await noteAction(db, vault, 'ReopenAccount', person.id);
  await tell(db, vault, person, 'reopened');
  return active;
}

/** Removes for good the accounts whose time is over, one a transaction. */
export async function purgeClosedAccounts(vault: Vault): Promise<void> {
  const now = vault.clock.now();
  for (const id of await vault.store.read(db => db.people.closingsDue(now))) {
    await vault.store.write(async db => {
      // Somebody may have come back meanwhile.
      const closing = await db.people.closing(id);
      if (!closing || closing.dueAt > now) return;
      const binned = (await db.records.inBin(id)).filter(({ access }) => access.level === 'custodian');
      for (const { record } of binned) {
        // Others whose accounts are closed too can still come back for it.
        if ((await otherCustodians(db, vault, id, record.id)).length > 0) continue;
        await purgeRecord(db, now, record.id);
      }
      for (const recordId of await db.records.owned(id))
        await passRecordOn(db, vault, { personId: id, recordId });
      const wasOperator = await db.operators.is(id);
      await db.people.purge(id);
      await noteAction(db, vault, 'PurgeAccount', id);
      if (wasOperator) await passOn(db, vault);
    });
  }
}
