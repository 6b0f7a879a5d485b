// Makes, finds, renews and ends secret addresses. Their tokens are kept as hashes, and looked up by these.
import type { Grant } from '../authorization/grant.ts';
import { findPersonGrant, leaveOutPersonal } from '../authorization/grants.ts';
import { fault } from '../faults.ts';
import { countTry } from '../limits/rate-limit.ts';
import { cleanHeaderText } from '../mail/address.ts';
import type { Person } from '../people/person.ts';
import type { HealthRecord } from '../records/record.ts';
import { hashSha256 } from '../secrets.ts';
import { isCustodian } from '../sharing/access.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { AddressChoices, AddressKind, SecretAddress } from './address.ts';

/** In hexadecimal: addresses are read in any case. */
const tokenBytes = 20;
const tokenText = /^[0-9a-f]{40}$/i;

export const addressNameMax = 60;

export interface NewAddress<Kind extends AddressKind> {
  readonly kind: Kind;
  readonly name: string;
  readonly choice: AddressChoices[Kind];
}

export interface MadeAddress<Kind extends AddressKind> {
  readonly address: SecretAddress<Kind>;
  readonly token: string;
}

/**
 * Whoever reads a record makes one of its calendar; one of its emergency page goes to strangers, so custodians make it.
 * @throws accessDenied; limitReached when the record has as many as it may
 */
export async function makeAddress<Kind extends AddressKind>(
  db: Writer,
  vault: Vault,
  grant: Grant,
  { kind, name, choice }: NewAddress<Kind>,
): Promise<MadeAddress<Kind>> {
  const { recordId, personId } = grant;
  if (kind === 'emergency' && grant.access.level !== 'custodian')
    throw fault('accessDenied', 'Only a custodian of the record may do this.');
  if (kind === 'intake' && grant.access.level === 'view')
    throw fault('accessDenied', 'You may not add to this record.');
  const present = await db.secretAddresses.ofRecord(kind, recordId);
  if (present.length >= vault.limits.secretAddressesPerRecordMax) throw fault('limitReached');
  const made = withToken<Kind>(vault, {
    id: vault.ids.guid(),
    kind,
    recordId,
    personId,
    name: cleanHeaderText(name).slice(0, addressNameMax),
    choice,
    createdAt: vault.clock.now(),
  });
  await db.secretAddresses.put(made.address);
  await note(db, vault, 'MakeSecretAddress', made.address, personId);
  return made;
}

function withToken<Kind extends AddressKind>(
  { ids, keys }: Vault,
  facts: Omit<SecretAddress<Kind>, 'tokenHash' | 'sealedToken'>,
): MadeAddress<Kind> {
  const bytes = ids.bytes(tokenBytes);
  // A card is printed again; a calendar is told to its program once.
  const sealedToken = facts.kind === 'emergency' ? keys.seal(bytes) : undefined;
  return { address: { ...facts, tokenHash: hashSha256(bytes), sealedToken }, token: bytes.toString('hex') };
}

/** Those of a record that somebody may end: their own, and to custodians all. */
export async function listAddresses<Kind extends AddressKind>(
  db: Reader,
  vault: Vault,
  { recordId, personId }: Grant,
  kind: Kind,
): Promise<SecretAddress<Kind>[]> {
  const all = await db.secretAddresses.ofRecord(kind, recordId);
  if (await isCustodian(db, vault, personId, recordId)) return all;
  return all.filter(address => address.personId === personId);
}

/** The token again, where it was kept. */
export function openToken({ keys }: Vault, { sealedToken }: SecretAddress): string | undefined {
  return sealedToken && keys.open(sealedToken).toString('hex');
}

/** Another token, so that the one before opens nothing any more. @throws accessDenied for who did not make it */
export async function renewAddress<Kind extends AddressKind>(
  db: Writer,
  vault: Vault,
  grant: Grant,
  kind: Kind,
  id: string,
): Promise<MadeAddress<Kind>> {
  const before = (await listAddresses(db, vault, grant, kind)).find(
    one => one.id === id && one.personId === grant.personId,
  );
  if (!before) throw fault('accessDenied', 'There is no such address of yours.');
  const made = withToken<Kind>(vault, before);
  await db.secretAddresses.put(made.address);
  await note(db, vault, 'RenewSecretAddress', made.address, grant.personId);
  return made;
}

/** Does nothing where there is none that the person may end. */
export async function endAddress(
  db: Writer,
  vault: Vault,
  grant: Grant,
  kind: AddressKind,
  id: string,
): Promise<void> {
  const address = (await listAddresses(db, vault, grant, kind)).find(one => one.id === id);
  if (!address) return;
  await db.secretAddresses.remove(id);
  await note(db, vault, 'EndSecretAddress', address, grant.personId);
}

export interface OpenedAddress<Kind extends AddressKind> {
  readonly address: SecretAddress<Kind>;
  readonly person: Person;
  readonly record: HealthRecord;
  /** Of who made it, as it is today; of a calendar without what is personal. */
  readonly grant: Grant;
}

/** Undefined for what never was, was ended or renewed, and while who made it may not read the record. */
export async function openAddress<Kind extends AddressKind>(
  db: Reader,
  vault: Vault,
  kind: Kind,
  token: string,
): Promise<OpenedAddress<Kind> | undefined> {
  if (!tokenText.test(token)) return undefined;
  const address = await db.secretAddresses.byToken(kind, hashSha256(Buffer.from(token, 'hex')));
  if (!address) return undefined;
  const { personId, recordId } = address;
  const person = await db.people.byId(personId);
  const record = await db.records.byId(recordId);
  const grant = await findPersonGrant(db, personId, recordId, vault.clock.now());
  if (!grant || !record || person?.state !== 'active' || record.state !== 'active') return undefined;
  if (kind === 'emergency' && grant.access.level !== 'custodian') return undefined;
  if (kind === 'intake' && grant.access.level === 'view') return undefined;
  // A calendar goes to a program, and what is personal goes to none.
  return { address, person, record, grant: kind === 'calendar' ? leaveOutPersonal(grant) : grant };
}

const hourMs = 3_600_000;

/** A calendar is read again and again: the log says once an hour that it was. */
export async function noteCalendarRead(vault: Vault, address: SecretAddress): Promise<void> {
  const count = { kind: 'calendar noted', key: address.id, max: 1, windowMs: hourMs };
  await vault.store.write(
    async db => {
      if (await countTry(db, vault, count)) await noteStranger(db, vault, 'ReadCalendar', address);
    },
    { recordId: address.recordId },
  );
}

/** Who has an address is nobody that is known, so the entry names nobody; it says with whose rights they read. */
export async function noteStranger(
  db: Writer,
  vault: Vault,
  action: string,
  address: SecretAddress,
): Promise<void> {
  await note(db, vault, action, address, undefined, { rightsOf: address.personId });
}

async function note(
  db: Writer,
  vault: Vault,
  action: string,
  { id, kind, recordId }: SecretAddress,
  personId: string | undefined,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const details = { address: id, kind, ...more };
  const at = vault.clock.now();
  await db.audit.add({ at, action, personId, appId: undefined, recordId, avenue: undefined, details });
}
