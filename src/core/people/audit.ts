// What happens to accounts, in the audit trail.
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

export async function noteAction(
  db: Writer,
  { clock }: Vault,
  action: string,
  personId: string | undefined,
  recordId?: string,
): Promise<void> {
  await db.audit.add({
    at: clock.now(),
    action,
    personId,
    appId: undefined,
    recordId,
    avenue: undefined,
    details: {},
  });
}
