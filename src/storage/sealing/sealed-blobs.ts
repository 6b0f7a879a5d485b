// A store of bytes in which parts are sealed with a key of their blob, in chunks, so that a range is opened without the rest. A
// chunk is bound to the name of its part and its place in it. How long a part is, is known to the database: one that was cut off
// is too short for what is asked of it.
import { createHash, type Hash } from 'node:crypto';
import type { BlobStore } from '../../core/blobs/ports.ts';
import type { Store } from '../../core/store.ts';
import { makeRoom } from '../make-room.ts';
import { sealingLimits } from './limits.ts';
import { nonceBytes, SealKey, tagBytes } from './xaes.ts';

/** Of what came. */
export const chunkBytes = 65_536;
const keptChunkBytes = chunkBytes + nonceBytes + tagBytes;

/** How the names of parts that are sealed end. */
const suffix = '-e';

export function isSealedPart(name: string): boolean {
  return name.endsWith(suffix);
}

export function sealedName(name: string): string {
  return `${name}${suffix}`;
}

/** How many bytes of a part are kept, of how many that came. */
export function countKept(length: number): number {
  return length + Math.ceil(length / chunkBytes) * (nonceBytes + tagBytes);
}

export function sealBlobs(kept: BlobStore, store: Pick<Store, 'read'>): BlobStore {
  const keys = new Map<string, SealKey>();
  const findKey = async (blobId: string) => {
    const known = keys.get(blobId);
    if (known) return known;
    const bytes = await store.read(db => db.blobs.key(blobId));
    if (!bytes) return undefined;
    const key = new SealKey(bytes);
    makeRoom(keys, sealingLimits.blobKeysMax);
    keys.set(blobId, key);
    return key;
  };
  const keyOf = async (blobId: string) => {
    const key = await findKey(blobId);
    if (!key) throw new Error(`The key of the file ${blobId} is not there.`);
    return key;
  };
  return {
    ...kept,
    kept,
    // By the blob, not by the vault: that may have been encrypted since the blob was begun. One that is gone takes nothing plain.
    async suffixOf(blobId) {
      const isPlain = !(await findKey(blobId)) && (await store.read(db => db.blobs.byId(blobId)));
      return isPlain ? '' : suffix;
    },
    async put(blobId, part, bytes) {
      if (!isSealedPart(part)) return kept.put(blobId, part, bytes);
      const hash = createHash('sha256');
      await kept.put(blobId, part, sealChunks(await keyOf(blobId), part, bytes, hash));
      return hash.digest();
    },
    async *read(blobId, part, from, to) {
      if (to <= from) return;
      if (!isSealedPart(part)) yield* kept.read(blobId, part, from, to);
      else yield* openChunks(kept, await keyOf(blobId), { blobId, part, from, to });
    },
    async remove(blobId, keep) {
      if (!keep) keys.delete(blobId);
      await kept.remove(blobId, keep);
    },
  };
}

function writeAssociated(part: string, index: number): Buffer {
  return Buffer.from(`part ${part} ${index}`);
}

/** @param hash of what is kept */
export async function* sealChunks(
  key: SealKey,
  part: string,
  bytes: AsyncIterable<Buffer>,
  hash: Hash,
): AsyncGenerator<Buffer> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let [held, index] = [0, 0];
  const seal = () => {
    const sealed = key.seal(chunk.subarray(0, held), writeAssociated(part, index));
    hash.update(sealed);
    index++;
    held = 0;
    return sealed;
  };
  for await (const piece of bytes)
    for (let at = 0; at < piece.length; ) {
      const copied = piece.copy(chunk, held, at);
      held += copied;
      at += copied;
      if (held === chunkBytes) yield seal();
    }
  if (held > 0) yield seal();
}

interface PartRange {
  readonly blobId: string;
  readonly part: string;
  readonly from: number;
  readonly to: number;
}

async function* openChunks(
  kept: BlobStore,
  key: SealKey,
  { blobId, part, from, to }: PartRange,
): AsyncGenerator<Buffer> {
  let index = Math.floor(from / chunkBytes);
  const end = Math.ceil(to / chunkBytes);
  const open = (sealed: Buffer) => {
    const start = index * chunkBytes;
    const plain = key.open(sealed, writeAssociated(part, index));
    index++;
    return plain.subarray(Math.max(0, from - start), to - start);
  };
  let left = to - from;
  const bytes = kept.read(blobId, part, index * keptChunkBytes, end * keptChunkBytes, true);
  for await (const sealed of inChunks(bytes)) {
    const plain = open(sealed);
    left -= plain.length;
    yield plain;
  }
  if (left > 0) throw new Error('a part of a blob is shorter than it was');
}

/** What is kept of each chunk; the last may be shorter. */
async function* inChunks(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunk = Buffer.allocUnsafe(keptChunkBytes);
  let held = 0;
  for await (const piece of bytes)
    for (let at = 0; at < piece.length; ) {
      const copied = piece.copy(chunk, held, at);
      held += copied;
      at += copied;
      if (held < keptChunkBytes) continue;
      yield chunk;
      held = 0;
    }
  if (held > 0) yield chunk.subarray(0, held);
}
