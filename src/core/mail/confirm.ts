// Which people have shown that they read the mail to their address.
import type { Writer } from '../ports.ts';
import type { Vault } from '../vault.ts';

/** The address a person has now is theirs. Another one, if they change it, has to be confirmed anew. */
export async function confirmAddress(db: Writer, vault: Vault, personId: string): Promise<void> {
  const at = vault.clock.now();
  await db.mail.confirmAddress(personId, at);
  await db.audit.add({
    at,
    action: 'ConfirmAddress',
    personId,
    appId: undefined,
    recordId: undefined,
    avenue: undefined,
    details: {},
  });
}
