// The addresses of people for Direct. An address that was somebody's is never given to another: their mail may still come to it.
// One that is made tells nobody that its person has an account here, nor can it be guessed.

import { boundMarks } from '../../../spelling.ts';
import { fault } from '../../faults.ts';
import { isMailAddress } from '../../mail/address.ts';
import type { Person } from '../../people/person.ts';
import type { Reader, Writer } from '../../store.ts';
import { ofPerson } from '../../turns.ts';
import type { Vault } from '../../vault.ts';

export interface PersonDirectAddress {
  readonly address: string;
  /** The record that mail goes into. */
  readonly recordId: string;
  /** Is it about them? Into that of somebody else they look after, nothing goes unless they say so. */
  readonly isOwnRecord: boolean;
}

/** Undefined where the vault has no Direct, or the person has no address yet or nothing to file mail in. */
export async function findDirectAddress(
  db: Reader,
  vault: Vault,
  personId: string,
): Promise<PersonDirectAddress | undefined> {
  const { direct } = vault;
  const stored = direct && (await db.directInbox.addressOf(personId));
  const found = stored && (await findOwnRecord(db, personId));
  if (!direct || !stored || !found) return undefined;
  return { address: `${vault.keys.open(stored.sealed).toString()}@${direct.domain}`, ...found };
}

const self = 1;

type FoundRecord = Pick<PersonDirectAddress, 'recordId' | 'isOwnRecord'>;

/** The record about the person; without one, the first that they look after. */
async function findOwnRecord(db: Reader, personId: string): Promise<FoundRecord | undefined> {
  const all = (await db.records.ofPerson(personId)).filter(({ access }) => access.level === 'custodian');
  const own = all.find(({ access }) => access.relationship === self);
  const found = own ?? all[0];
  return found && { recordId: found.record.id, isOwnRecord: own !== undefined };
}

export interface Recipient extends PersonDirectAddress {
  readonly personId: string;
}

/** Who gets what is sent to an address, one that they had before among them. Undefined where nobody does. */
export async function findRecipient(
  db: Reader,
  vault: Vault,
  address: string,
): Promise<Recipient | undefined> {
  const local = localPartOf(vault, address);
  const found = local === undefined ? undefined : await db.directInbox.addressByHash(hashLocal(vault, local));
  const personId = found?.personId;
  const person = personId === undefined ? undefined : await db.people.byId(personId);
  if (person?.state !== 'active') return undefined;
  const record = await findOwnRecord(db, person.id);
  return record && { personId: person.id, address: address.toLowerCase(), ...record };
}

/** Undefined for an address of another domain. */
export function localPartOf({ direct }: Vault, address: string): string | undefined {
  const at = address.lastIndexOf('@');
  if (!direct || at < 1 || address.slice(at + 1).toLowerCase() !== direct.domain) return undefined;
  return address.slice(0, at).toLowerCase();
}

/** Of whoever writes by Direct, whatever the case of its letters. */
export function hashSender({ keys }: Vault, address: string): Buffer {
  return keys.hash(`direct sender\n${address.toLowerCase()}`);
}

function hashLocal({ keys }: Vault, local: string): Buffer {
  return keys.hash(`direct address\n${local}`);
}

/** One that is made. @returns the one they have, where they have one */
export async function makeDirectAddress(
  db: Writer,
  vault: Vault,
  { id: personId, name }: Pick<Person, 'id' | 'name'>,
): Promise<string> {
  const domain = demandDomain(vault);
  const present = await db.directInbox.addressOf(personId);
  if (present) return `${vault.keys.open(present.sealed).toString()}@${domain}`;
  for (let tries = 0; tries < triesMax; tries++) {
    const local = makeLocalPart(vault, name);
    if (await putAddress(db, vault, personId, local)) return `${local}@${domain}`;
  }
  throw fault('limitReached', 'No address could be made.');
}

const triesMax = 20;
const nameMax = 30;
/** Without those that are taken for others. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const randomLetters = 5;

function makeLocalPart({ ids }: Vault, name: string): string {
  const words = boundMarks(name)
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .split(/[^a-z\d]+/)
    .filter(word => word !== '');
  const tail = [...ids.bytes(randomLetters)].map(byte => letters.charAt(byte % letters.length)).join('');
  return [...words, tail].join('.').slice(-nameMax).replace(/^\.+/, '');
}

const own = /^[a-z\d](?:[a-z\d]|[._-](?=[a-z\d])){2,39}$/;
/** Mail to these is for whoever runs the domain, or means something of its own. */
const reserved: ReadonlySet<string> = new Set(
  'abuse admin administrator direct hostmaster info keepwell mailer-daemon newuser no-reply noreply operator postmaster root security support webmaster'.split(
    ' ',
  ),
);

/**
 * Takes another address, as the person wants it; those before stay theirs, and mail to them comes.
 * @throws invalid for what is no address; credentialTaken; limitReached
 */
export async function chooseDirectAddress(
  db: Writer,
  vault: Vault,
  personId: string,
  localPart: string,
): Promise<string> {
  const domain = demandDomain(vault);
  const local = localPart.trim().toLowerCase();
  const address = `${local}@${domain}`;
  if (!own.test(local) || !isMailAddress(address))
    throw fault('invalid', 'An address has 3 to 40 letters from a to z, digits, and . - _ between them.');
  if (reserved.has(local)) throw fault('credentialTaken', 'This address is taken.');
  const had = await db.directInbox.addressByHash(hashLocal(vault, local));
  if (had && had.personId !== personId) throw fault('credentialTaken', 'This address is taken.');
  if (!had && (await db.directInbox.countAddresses(personId)) >= vault.limits.directAddressesPerPersonMax)
    throw fault('limitReached', 'There may be no more addresses; those from before stay in use.');
  if (!(await putAddress(db, vault, personId, local)))
    throw fault('credentialTaken', 'This address is taken.');
  return address;
}

async function putAddress(db: Writer, vault: Vault, personId: string, local: string): Promise<boolean> {
  const sealed = vault.keys.seal(Buffer.from(local));
  return db.directInbox.putAddress(personId, {
    hash: hashLocal(vault, local),
    sealed,
    at: vault.clock.now(),
  });
}

function demandDomain({ direct }: Vault): string {
  if (!direct) throw fault('invalid', 'This vault has no Direct.');
  return direct.domain;
}

const perRun = 100;

/** Gives people an address who have none. Run by background.ts. */
export async function giveAddresses(vault: Vault): Promise<void> {
  if (!vault.direct) return;
  for (const id of await vault.store.read(db => db.directInbox.withoutAddress(perRun)))
    await vault.store.write(async db => {
      const person = await db.people.byId(id);
      if (person) await makeDirectAddress(db, vault, person);
    }, ofPerson(id));
}
