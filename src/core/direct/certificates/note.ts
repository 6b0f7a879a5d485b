// What is done to keys and trust of Direct messages stands in the audit trail, as the command line's.
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';

type Action =
  | 'AddDirectKey'
  | 'RemoveDirectKey'
  | 'RevokeDirectKey'
  | 'AddDirectTrust'
  | 'RemoveDirectTrust'
  | 'ChooseDirectRevocation';

/** @param of an id, or a domain of the vault */
export async function noteDirect(
  db: Writer,
  { clock }: Pick<Vault, 'clock'>,
  action: Action,
  of: string,
): Promise<void> {
  await db.audit.add({
    at: clock.now(),
    action,
    personId: undefined,
    appId: undefined,
    recordId: undefined,
    avenue: undefined,
    details: { of },
  });
}
