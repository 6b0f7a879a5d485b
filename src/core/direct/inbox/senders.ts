// Whom a person takes mail from: those they accepted, answered or wrote to, and those among the contacts of their record.
import contact from '../../../things/contact.ts';
import { readValue } from '../../../things/data.ts';
import { findPersonGrant } from '../../authorization/grants.ts';
import { fault } from '../../faults.ts';
import type { Reader, Writer } from '../../store.ts';
import { ofMailbox } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { hashSender, type Recipient } from './address.ts';

const contactsMax = 500;

/** May what a sender writes, whose name is proved, go into the record at once? */
export async function isKnownSender(
  db: Reader,
  vault: Vault,
  { personId, recordId, isOwnRecord }: Pick<Recipient, 'personId' | 'recordId' | 'isOwnRecord'>,
  address: string,
): Promise<boolean> {
  const said = await db.directInbox.sender(personId, hashSender(vault, address));
  if (said !== undefined || !isOwnRecord) return said === 'accepted';
  const grant = await findPersonGrant(db, personId, recordId, vault.clock.now());
  if (!grant) return false;
  const contacts = await db.things(grant).ofTypes(
    contact.versions.map(({ id }) => id),
    contactsMax,
  );
  const folded = address.toLowerCase();
  return contacts.some(thing =>
    readValue(contact, thing).contact?.email?.some(one => one.address.trim().toLowerCase() === folded),
  );
}

/** Whoever a person writes to may answer. In the transaction that queues what they write. */
export async function knowSender(db: Writer, vault: Vault, personId: string, address: string): Promise<void> {
  await putSender(db, vault, personId, address, 'accepted');
}

async function putSender(
  db: Writer,
  vault: Vault,
  personId: string,
  address: string,
  standing: 'accepted' | 'refused',
): Promise<void> {
  const hash = hashSender(vault, address);
  const isNew = (await db.directInbox.sender(personId, hash)) === undefined;
  if (isNew && (await db.directInbox.countSenders(personId)) >= vault.limits.directSendersPerPersonMax)
    throw fault('limitReached', 'There may be no more senders that something is said about.');
  const sealed = vault.keys.seal(Buffer.from(address));
  await db.directInbox.putSender(personId, { hash, sealed, standing, at: vault.clock.now() });
}

/** Says what becomes of the mail of a sender from now on. @throws limitReached */
export async function judgeSender(
  vault: Vault,
  personId: string,
  address: string,
  standing: 'accepted' | 'refused',
): Promise<void> {
  await vault.store.write(db => putSender(db, vault, personId, address, standing), ofMailbox(personId));
}

export async function dropSender(vault: Vault, personId: string, address: string): Promise<void> {
  const hash = hashSender(vault, address);
  await vault.store.write(db => db.directInbox.dropSender(personId, hash), ofMailbox(personId));
}
