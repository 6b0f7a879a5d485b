// How much one party may have mailed to others. What was mailed counts, whatever became of it: who may withdraw an invitation
// and send the next could mail strangers without end.
import { countTry } from '../limits/rate-limit.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** May a person have one more mailed to an address? If so, it counts. */
export async function mayHaveMailed(
  db: Writer,
  vault: Vault,
  personId: string,
  address: string,
): Promise<boolean> {
  const { mailsPerPersonPerHourMax, mailsPerPersonPerDayMax } = vault.limits;
  const now = vault.clock.now();
  return (
    (await db.mail.queuedByPerson(personId, now - hourMs)) < mailsPerPersonPerHourMax &&
    (await db.mail.queuedByPerson(personId, now - dayMs)) < mailsPerPersonPerDayMax &&
    (await countReceived(db, vault, personId, address)) &&
    (await countInAll(db, vault, address))
  );
}

/** Of many accounts that one party may have, or that go on together, an address gets so much and no more. */
function countInAll(db: Writer, vault: Vault, address: string): Promise<boolean> {
  const max = vault.limits.mailsPerReceiverInAllPerDayMax;
  const key = addressKeyOf(address);
  return countTry(db, vault, { kind: 'mail of people to', key, isEndless: true, max, windowMs: dayMs });
}

/** Counts a mail to an address, for each sender by itself: one takes nothing from the others. */
export function countReceived(db: Writer, vault: Vault, sender: string, address: string): Promise<boolean> {
  const max = vault.limits.mailsPerReceiverPerDayMax;
  const key = addressKeyOf(address);
  return countTry(db, vault, { kind: `mail of ${sender} to`, key, max, windowMs: dayMs });
}

function addressKeyOf(address: string): string {
  return address.trim().toLowerCase();
}
