// Records in the bin: nobody and no application reaches them, custodians can take them out again for a time, then they
// are gone with everything in them.
import { assume } from '../../assume.ts';
import { purgeRecord } from '../audit/purge.ts';
import {
  type EndedAuthorization,
  type EndedTogether,
  endAuthorizations,
  giveBackAuthorizations,
} from '../authorization/end.ts';
import { fault } from '../faults.ts';
import { demandCustodian } from '../sharing/access.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

/**
 * @returns what applications lost by it, for an undo
 * @throws accessDenied for who is no custodian
 */
export async function putRecordInBin(
  db: Writer,
  vault: Vault,
  personId: string,
  recordId: string,
): Promise<EndedAuthorization[]> {
  await demandCustodian(db, vault, personId, recordId);
  const ended = await putInBin(db, recordId, vault.clock.now());
  await audit(db, vault, 'DeleteRecord', personId, recordId);
  return ended;
}

/** @param deletedAt from when its time in the bin counts */
export async function putInBin(
  db: Writer,
  recordId: string,
  deletedAt: number,
): Promise<EndedAuthorization[]> {
  const record = assume(await db.records.byId(recordId), 'the record');
  await db.records.update({ ...record, state: 'deleted', deletedAt });
  return endAuthorizations(db, { recordId });
}

/**
 * @param ended what applications had, where it is an undo
 * @throws recordNotFound for what is not in this person's bin
 */
export async function takeRecordOutOfBin(
  db: Writer,
  vault: Vault,
  personId: string,
  recordId: string,
  ended?: EndedTogether,
): Promise<void> {
  const found = (await db.records.inBin(personId)).find(({ record }) => record.id === recordId);
  if (found?.access.level !== 'custodian') throw fault('recordNotFound');
  await db.records.update({ ...found.record, state: 'active', deletedAt: undefined });
  if (ended) await giveBackAuthorizations(db, ended, vault.clock.now());
  await audit(db, vault, 'RestoreRecord', personId, recordId);
}

/** Removes for good what has been in the bin for its time, one record a transaction. */
export async function emptyBin(vault: Vault): Promise<void> {
  const before = vault.clock.now() - vault.limits.recordBinMs;
  for (const id of await vault.store.read(db => db.records.deletedBefore(before))) {
    await vault.store.write(async db => {
      // Somebody may have taken it out meanwhile.
      const { state, deletedAt } = (await db.records.byId(id)) ?? {};
      if (state !== 'deleted' || deletedAt === undefined || deletedAt > before) return;
      await purgeRecord(db, vault.clock.now(), id);
    });
  }
}

async function audit(
  db: Writer,
  vault: Vault,
  action: string,
  personId: string | undefined,
  recordId: string,
): Promise<void> {
  await db.audit.add({
    at: vault.clock.now(),
    action,
    personId,
    appId: undefined,
    recordId,
    avenue: undefined,
    details: {},
  });
}
