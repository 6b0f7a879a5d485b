// Reads blobs: by a range of their bytes, by the token in an address, or whole into an answer.
import { mayCall } from '../applications/application.ts';
import { addInheritance } from '../applications/inheritance.ts';
import { noteFileRead } from '../audit/reads.ts';
import { noteRefusal } from '../audit/refusals.ts';
import type { Grant } from '../authorization/grant.ts';
import { findAppGrant } from '../authorization/grants.ts';
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import { isVisible } from '../things/rights.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { type StoredBlob, storedOf, type ThingBlob } from './blob.ts';
import { makeBlobUrl, openTicket, type ReadTicket, sealTicket } from './tokens.ts';

/** The bytes from `from` up to `to`, that one excluded, a piece at a time. */
export async function* readBytes(
  vault: Vault,
  blob: StoredBlob,
  from: number,
  to: number,
): AsyncGenerator<Buffer> {
  for await (const piece of lendBytes(vault, blob, from, to)) yield Buffer.from(piece);
}

/** The same without a copy: a piece holds only until the next is asked for. */
export async function* lendBytes(
  { blobs, store }: Vault,
  { id, partBytes }: StoredBlob,
  from: number,
  to: number,
): AsyncGenerator<Buffer> {
  const first = Math.floor(from / partBytes);
  const parts = await store.read(db => db.blobs.parts(id, first, Math.ceil(to / partBytes)));
  for (const [i, { name }] of parts.entries()) {
    const start = (first + i) * partBytes;
    yield* blobs.read(id, name, Math.max(0, from - start), Math.min(partBytes, to - start));
  }
}

async function readWhole(vault: Vault, blob: StoredBlob, max = blob.length): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.min(max, blob.length));
  let at = 0;
  for await (const piece of lendBytes(vault, blob, 0, bytes.length)) at += piece.copy(bytes, at);
  if (at < bytes.length) throw new Error('a thing holds a blob that is not there');
  return bytes;
}

/** The beginning of a blob. */
export function readFirst(vault: Vault, blob: StoredBlob, bytes: number): Promise<Buffer> {
  return readWhole(vault, blob, bytes);
}

/** What an answer has room for still. */
export interface AnswerRoom {
  bytesMax: number;
  blobsMax: number;
}

/** The blobs of these things by the name of their set. @throws answerTooLarge when there are too many to tell of */
export async function readBlobs(
  vault: Vault,
  grant: Grant,
  things: readonly Pick<StoredThing, 'blobSet'>[],
  left: AnswerRoom,
): Promise<ReadonlyMap<string, readonly ThingBlob[]>> {
  const ids = [...new Set(things.flatMap(({ blobSet }) => blobSet ?? []))];
  const sets = new Map<string, readonly ThingBlob[]>();
  if (ids.length === 0) return sets;
  for (let i = 0; i < ids.length; i += setsAtOnce) {
    const some = await vault.store.read(db => db.things(grant).blobSets(ids.slice(i, i + setsAtOnce)));
    for (const [id, blobs] of some) {
      left.blobsMax -= blobs.length;
      sets.set(id, blobs);
    }
    if (left.blobsMax < 0) throw fault('answerTooLarge', 'The things have too many blobs for one answer.');
  }
  return sets;
}

const setsAtOnce = 20;

/** The whole of a blob that a thing holds. The caller has checked that it is not too large. */
export function readInline(vault: Vault, blob: ThingBlob): Promise<Buffer> {
  return readWhole(vault, storedOf(blob));
}

/** An address to read a blob by, for a while. Whoever has it needs no session, but its giver must still have the right. */
export function readUrl(
  vault: Vault,
  { recordId, personId, app, avenue }: Grant,
  { id: thingId, blobSet }: Pick<StoredThing, 'id' | 'blobSet'>,
  { blobId }: ThingBlob,
): string {
  if (!app || blobSet === undefined)
    throw new TypeError('addresses are for applications, of what a thing holds');
  const expiresAt = vault.clock.now() + vault.limits.blobReadTokenTtlMs;
  const ticket = { blobId, recordId, thingId, setId: blobSet, personId, appId: app.id, avenue, expiresAt };
  return makeBlobUrl(vault.instance, sealTicket(vault.keys, ticket));
}

export interface OpenedBlob {
  readonly blob: StoredBlob;
  /** How the thing holds it. */
  readonly held: ThingBlob;
}

/**
 * The blob that an address stands for.
 * @throws blobAddressInvalid for what is no token to read by, or of a blob that is gone; accessDenied when it is over, or
 *   the application may no longer read the thing
 */
export async function openByToken(vault: Vault, token: string): Promise<OpenedBlob> {
  const ticket = openTicket(vault.keys, token);
  if (!ticket) throw fault('blobAddressInvalid');
  if (ticket.expiresAt <= vault.clock.now()) throw fault('blobAddressOver');
  const { grant, ...opened } = await openByTicket(vault, ticket);
  noteFileRead(vault, grant);
  return opened;
}

/** For what is being read: an address that ends meanwhile ends nothing, the access does. @throws as openByToken */
export async function demandOpen(vault: Vault, token: string): Promise<void> {
  const ticket = openTicket(vault.keys, token);
  if (!ticket) throw fault('blobAddressInvalid');
  await openByTicket(vault, ticket);
}

async function openByTicket(vault: Vault, ticket: ReadTicket): Promise<OpenedBlob & { grant: Grant }> {
  const { appId, personId, avenue, recordId } = ticket;
  return vault.store.read(async db => {
    const stored = await db.applications.byId(appId);
    const app = stored && (await addInheritance(db, stored));
    // Whom the address was given to need not be where the application is.
    const works = app && mayCall({ ...app, ipPrefixes: [] }, vault.mode, '');
    const person = await db.people.byId(personId);
    const grant =
      works && (await findAppGrant(db, app, { id: personId, avenue }, recordId, vault.clock.now()));
    if (!grant || person?.state !== 'active') {
      noteRefusal(vault, { appId, personId, recordId, asked: 'file', why: 'accessDenied' });
      throw fault('accessDenied');
    }
    return { grant, ...(await openHeld(db, grant, ticket)) };
  });
}

async function openHeld(
  db: Reader,
  grant: Grant,
  { thingId, setId, blobId }: ReadTicket,
): Promise<OpenedBlob> {
  const things = db.unscoped(grant, 'an address that opens nothing any more says why');
  const [thing] = await things.byIds([thingId]);
  const held = (await things.blobSets([setId])).get(setId)?.find(one => one.blobId === blobId);
  if (!thing || !held || !isVisible(grant, thing)) throw fault('blobAddressInvalid');
  if (!grant.permits('Read', thing.typeId, thing.effectiveDate)) throw fault('accessDenied');
  return { blob: storedOf(held), held };
}
