// Which people have shown that they read the mail to their address.
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

/** The address a person has now is theirs. Another one, if they change it, has to be confirmed anew. The first time counts. */
export async function confirmAddress(db: Writer, vault: Vault, personId: string): Promise<void> {
  if ((await db.mail.addressOf(personId))?.isConfirmed) return;
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

/**
 * Has the person shown that the address is theirs? Whoever is made an operator or an admin by an address has, wherever the
 * vault runs: where nobody can, only the command line names them.
 */
export async function hasConfirmed(db: Reader, personId: string): Promise<boolean> {
  return (await db.mail.addressOf(personId))?.isConfirmed ?? false;
}

/** The same for what harms nobody else. Where no mail goes out, nobody can, and the address is taken as it is. */
export async function isOwnAddress(db: Reader, { mail }: Vault, personId: string): Promise<boolean> {
  return !mail.mailer || hasConfirmed(db, personId);
}
