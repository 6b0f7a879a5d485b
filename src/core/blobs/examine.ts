// Whether the bytes of blobs are where the database says. Asked by a server that starts, and by the doctor.
import { hashSha256 } from '../secrets.ts';
import type { Reader } from '../store.ts';
import type { BlobStore, HeldPart } from './ports.ts';

const lookedAtFirst = 5;
const hashedOfMany = 20;

/** Of some blobs that the vault holds, is not even one in the store? @throws when the store does not answer */
export async function areElsewhere(db: Reader, blobs: BlobStore): Promise<boolean> {
  for await (const _ of blobs.list()) break;
  const some = await db.blobs.heldParts(undefined, lookedAtFirst);
  if (some.length === 0) return false;
  for (const { blobId, name } of some) if (await blobs.has(blobId, name)) return false;
  return true;
}

export interface BlobsFound {
  /** Of all parts of blobs that are whole. */
  readonly parts: number;
  /** Parts whose bytes are not there. */
  readonly missing: number;
  /** Parts whose bytes are others than came. */
  readonly damaged: number;
  readonly hashed: number;
  /** Ids under which there are bytes that the database knows nothing of. */
  readonly strays: readonly string[];
}

export interface Thoroughness {
  readonly isThorough: boolean;
  /** From 0 to 1, that one excluded. */
  readonly random: () => number;
}

/**
 * Compares the store with the database, and the bytes with their hashes: of some, or of all where it is thorough.
 * Other processes may add and remove blobs meanwhile.
 * @throws when the store does not answer
 */
export async function examineBlobs(
  db: Reader,
  blobs: BlobStore,
  { isThorough, random }: Thoroughness,
): Promise<BlobsFound> {
  const strays: string[] = [];
  const stored = new Set<string>();
  for await (const { blobId, part } of blobs.list()) {
    stored.add(`${blobId}/${part}`);
    // Its row comes before its bytes, and goes after them.
    if (strays.at(-1) !== blobId && !(await db.blobs.byId(blobId))) strays.push(blobId);
  }
  const sample: HeldPart[] = [];
  let parts = 0;
  let missing = 0;
  let damaged = 0;
  for await (const part of heldParts(db)) {
    parts += 1;
    if (!stored.has(`${part.blobId}/${part.name}`) && (await isMissing(db, blobs, part))) {
      missing += 1;
    } else if (isThorough) {
      if (!(await isWhole(db, blobs, part))) damaged += 1;
    } else if (sample.length < hashedOfMany) sample.push(part);
    else if (random() * parts < hashedOfMany) sample[Math.floor(random() * hashedOfMany)] = part;
  }
  for (const part of sample) if (!(await isWhole(db, blobs, part))) damaged += 1;
  return { parts, missing, damaged, strays, hashed: isThorough ? parts - missing : sample.length };
}

const pageSize = 1000;

async function* heldParts(db: Reader): AsyncGenerator<HeldPart> {
  let after: { blobId: string; position: number } | undefined;
  for (;;) {
    const page = await db.blobs.heldParts(after, pageSize);
    yield* page;
    after = page.at(-1);
    if (page.length < pageSize) return;
  }
}

/** It may have come, or its blob have gone, since the store was listed. */
async function isMissing(db: Reader, blobs: BlobStore, { blobId, name }: HeldPart): Promise<boolean> {
  return !(await blobs.has(blobId, name)) && (await isHeld(db, blobId));
}

async function isHeld(db: Reader, blobId: string): Promise<boolean> {
  const state = (await db.blobs.byId(blobId))?.state;
  return state === 'complete' || state === 'attached';
}

async function isWhole(
  db: Reader,
  blobs: BlobStore,
  { blobId, name, digest, length }: HeldPart,
): Promise<boolean> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of blobs.read(blobId, name, 0, length)) pieces.push(Buffer.from(piece));
  } catch {
    return !(await isHeld(db, blobId));
  }
  return hashSha256(Buffer.concat(pieces)).equals(digest);
}
