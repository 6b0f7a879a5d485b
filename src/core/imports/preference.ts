// Whether clinical documents are taken over as they come. HealthVault called it auto-reconcile, and tells applications of it.
import type { Grant } from '../authorization/grant.ts';
import { demandCustodian } from '../sharing/access.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

/** From now on in the name of whoever wants it, as far as their rights go. @throws accessDenied unless it is a custodian */
export async function setDocumentsTaken(
  db: Writer,
  vault: Vault,
  { personId, recordId }: Pick<Grant, 'personId' | 'recordId'>,
  isTaken: boolean,
): Promise<void> {
  await demandCustodian(db, vault, personId, recordId);
  if (((await db.records.documentsTakenBy(recordId)) !== undefined) === isTaken) return;
  await db.records.setDocumentsTakenBy(recordId, isTaken ? personId : undefined);
  await db.audit.add({
    at: vault.clock.now(),
    action: isTaken ? 'TakeDocuments' : 'AskForDocuments',
    personId,
    appId: undefined,
    recordId,
    avenue: undefined,
    details: {},
  });
}
