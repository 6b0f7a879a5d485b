// That an emergency page was opened by its code: noted in the log, and mailed to whose code it is.
import { countTry } from '../limits/rate-limit.ts';
import { tell } from '../people/letters.ts';
import type { SignInPlace } from '../people/person.ts';
import type { Vault } from '../vault.ts';
import type { SecretAddress } from './address.ts';
import { noteStranger, type OpenedAddress } from './addresses.ts';

const hourMs = 3_600_000;

/** The log has each opening; of many in an hour the first are mailed. */
export async function noteEmergencyOpened(
  vault: Vault,
  { address, person, record }: OpenedAddress<'emergency'>,
  { browser, system, address: network }: SignInPlace,
): Promise<void> {
  const max = vault.limits.emergencyMailsPerHourMax;
  const place = [browser, system, network].filter(part => part !== '').join(', ');
  await vault.store.write(
    async db => {
      await noteStranger(db, vault, 'OpenEmergencyAddress', address);
      const count = { kind: 'emergency mails', key: address.id, max, windowMs: hourMs };
      if (await countTry(db, vault, count))
        await tell(db, vault, person, 'emergencyOpened', { what: record.name, place });
    },
    { recordId: record.id },
  );
}

const ticketKind = 'emergency photo';

/** A page that is open fetches its picture soon. */
const ticketMs = 10 * 60_000;

/** Lets the page that was opened, which is in the log, show the picture, which then needs no line of its own. */
export function makePhotoTicket({ keys, clock }: Vault, { id }: SecretAddress): string {
  const inside = { kind: ticketKind, id, at: clock.now() };
  return keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
}

/** False for what is none of ours, is of another address, or old. */
export function isPhotoTicket({ keys, clock }: Vault, { id }: SecretAddress, ticket: string): boolean {
  try {
    const inside = JSON.parse(keys.open(Buffer.from(ticket, 'base64url')).toString());
    return inside.kind === ticketKind && inside.id === id && clock.now() - inside.at <= ticketMs;
  } catch {
    return false;
  }
}
