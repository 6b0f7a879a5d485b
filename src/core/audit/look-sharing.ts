// Who is told who looked at a record: those who look after it, or all who may read it, as the former choose. Whoever looked is
// in the log either way.
import type { Grant } from '../authorization/grant.ts';
import { demandCustodian } from '../sharing/access.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { getOwnOnly } from './activity.ts';

/** Is the reader told of the looks of others? */
export async function seesLooks(db: Reader, grant: Grant): Promise<boolean> {
  return getOwnOnly(grant) === undefined || (await db.records.tellsLooks(grant.recordId));
}

/** @throws accessDenied unless it is for a custodian */
export async function shareLooks(
  db: Writer,
  vault: Vault,
  { personId, recordId }: Pick<Grant, 'personId' | 'recordId'>,
  isTold: boolean,
): Promise<void> {
  await demandCustodian(db, vault, personId, recordId);
  if ((await db.records.tellsLooks(recordId)) === isTold) return;
  await db.records.setTellsLooks(recordId, isTold);
  await db.audit.add({
    at: vault.clock.now(),
    action: isTold ? 'TellLooks' : 'KeepLooks',
    personId,
    appId: undefined,
    recordId,
    avenue: undefined,
    details: {},
  });
}
