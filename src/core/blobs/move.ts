// Takes the bytes of all blobs from one store to another. Every part that is copied is read back and compared with its hash;
// parts that are there are passed over, so what was cut off goes on. Nothing is removed but by removeMoved, which compares
// each part once more. Called by the command line.
import { hashSha256 } from '../secrets.ts';
import type { Store } from '../store.ts';
import type { BlobStore, HeldPart } from './ports.ts';

export interface Places {
  readonly from: BlobStore;
  readonly to: BlobStore;
}

export interface Moved {
  /** Of all blobs, uploads under way included. */
  readonly parts: number;
  /** Parts that came by this. */
  readonly copied: number;
  readonly bytes: number;
  /** Parts that are in neither place, or whose bytes are others than came. */
  readonly lost: readonly { readonly blobId: string; readonly position: number }[];
}

export interface MoveOptions {
  /** Asked in short: copying takes long, and a read of the store must not. */
  readonly store: Pick<Store, 'read'>;
  readonly places: Places;
  /** Called after each part. */
  readonly onPart: () => void;
}

/** Parts that are moved beside each other: a bucket answers late, but many at once. */
const besides = 8;

/** @throws what the stores do */
export async function copyBlobs({ store, places: { from, to }, onPart }: MoveOptions): Promise<Moved> {
  const there = new Set<string>();
  for await (const { blobId, part } of to.list()) there.add(`${blobId}/${part}`);
  let [parts, copied, bytes] = [0, 0, 0];
  const lost: HeldPart[] = [];
  for await (const some of partsInGroups(store)) {
    await Promise.all(
      some.map(async part => {
        parts += 1;
        if (!there.has(`${part.blobId}/${part.name}`)) {
          const outcome = await copyPart(store, { from, to }, part);
          if (outcome === 'copied') [copied, bytes] = [copied + 1, bytes + part.length];
          else if (outcome === 'lost') lost.push(part);
        }
        onPart();
      }),
    );
  }
  return { parts, copied, bytes, lost };
}

/** @returns `gone` for one whose blob was dropped meanwhile */
async function copyPart(
  store: Pick<Store, 'read'>,
  { from, to }: Places,
  part: HeldPart,
): Promise<'copied' | 'lost' | 'gone'> {
  const bytes = await readWhole(from, part);
  if (!bytes) return (await isKnown(store, part)) ? 'lost' : 'gone';
  await to.put(part.blobId, part.name, once(bytes));
  if (await readWhole(to, part)) return 'copied';
  await to.removePart(part.blobId, part.name);
  throw new Error('What was written there is not what is read back. Nothing of the old place was removed.');
}

export interface Removed {
  readonly blobs: number;
  readonly parts: number;
}

/**
 * Removes from the old place what the new one has, a blob once all its parts there were compared with their hashes.
 * @throws NotMoved at the first part that is not in the new place; what was removed before that is whole there
 */
export async function removeMoved({ store, places: { from, to }, onPart }: MoveOptions): Promise<Removed> {
  let [blobs, parts] = [0, 0];
  let blobId: string | undefined;
  const finish = async (id: string | undefined) => {
    if (id === undefined) return;
    await from.remove(id);
    blobs += 1;
  };
  for await (const some of partsInGroups(store)) {
    const whole = await Promise.all(some.map(part => readWhole(to, part)));
    for (const [index, part] of some.entries()) {
      if (part.blobId !== blobId) await finish(blobId);
      blobId = part.blobId;
      if (!whole[index] && (await isKnown(store, part))) throw new NotMoved();
      parts += 1;
      onPart();
    }
  }
  await finish(blobId);
  return { blobs, parts };
}

/** A part is not in the place that it should have come to. */
export class NotMoved extends Error {}

/** The bytes of a part, if they are there and those that came. */
async function readWhole(
  blobs: BlobStore,
  { blobId, name, length, digest }: HeldPart,
): Promise<Buffer | undefined> {
  if (!(await blobs.has(blobId, name))) return undefined;
  const pieces: Buffer[] = [];
  for await (const piece of blobs.read(blobId, name, 0, length)) pieces.push(Buffer.from(piece));
  const bytes = Buffer.concat(pieces);
  return hashSha256(bytes).equals(digest) ? bytes : undefined;
}

async function isKnown(store: Pick<Store, 'read'>, { blobId }: HeldPart): Promise<boolean> {
  const state = (await store.read(db => db.blobs.byId(blobId)))?.state;
  return state !== undefined && state !== 'dropped';
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const pageSize = 1000;

async function* partsInGroups(store: Pick<Store, 'read'>): AsyncGenerator<HeldPart[]> {
  let after: { blobId: string; position: number } | undefined;
  for (;;) {
    const since = after;
    const page = await store.read(db => db.blobs.heldParts(since, pageSize, 'any'));
    for (let at = 0; at < page.length; at += besides) yield page.slice(at, at + besides);
    after = page.at(-1);
    if (page.length < pageSize) return;
  }
}
