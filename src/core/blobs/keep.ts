// Keeps bytes that did not come as chunks: those inside a request, or out of a package. Called by inline.ts.
import { isBackupUnderWay } from '../backup/hold.ts';
import { fault } from '../faults.ts';
import { hashSha256 } from '../secrets.ts';
import { ownRows, type Reader, type Writer } from '../store.ts';
import { ofUploads } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { demandRoom, demandRoomIn, insertUpload, type UploadOwner } from './begin.ts';
import { type BlobFacts, getBytesMax, getFacts, type Part, type Upload } from './blob.ts';
import { blockHash } from './hash.ts';

/** What more must hold of a blob that goes into a record. What it throws ends the blob. */
export interface Room {
  /** In the transaction that begins it. */
  admit(db: Reader): Promise<void>;
  /** In a transaction for every part, before that is written. */
  grow(db: Writer, upload: Upload, length: number): Promise<void>;
}

/** Stores bytes as a blob that nothing holds yet. @throws limitReached, tooLarge, and what `room` does */
export async function keepBlob(
  vault: Vault,
  owner: UploadOwner,
  bytes: AsyncIterable<Buffer>,
  room?: Room,
): Promise<BlobFacts> {
  const upload = await insertUpload(vault, owner, undefined, room?.admit);
  try {
    const suffix = await vault.blobs.suffixOf(upload.id);
    const parts: Part[] = [];
    let length = 0;
    for await (const part of blocks(bytes, upload.partBytes)) {
      length += part.length;
      const bytesMax = getBytesMax(vault.limits, upload.purpose);
      if (length > bytesMax) throw fault('tooLarge', `A blob may have ${bytesMax} bytes.`);
      await demandRoom(vault, owner.appId, length);
      const lengthNow = length;
      if (room)
        await vault.store.write(
          db => room.grow(db, upload, lengthNow),
          ofUploads(owner.appId, owner.recordId),
        );
      const name = `${parts.length}${suffix}`;
      const keptDigest = await vault.blobs.put(upload.id, name, streamOnce(part));
      parts.push({ name, digest: hashSha256(part), keptDigest });
    }
    const hash = blockHash(parts.map(({ digest }) => digest));
    const whole = { ...upload, length, hash, state: 'complete' as const };
    await vault.store.write(async db => {
      await db.blobs.advance(whole, upload, parts);
      await demandRoomIn(db, vault, owner.appId, 0);
    }, ofUploads(owner.appId));
    return getFacts(whole);
  } catch (error) {
    await dropBlob(vault, upload.id);
    throw error;
  }
}

/** Blocks of one size, the last apart. */
async function* blocks(bytes: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let held = 0;
  for await (let piece of bytes) {
    while (held + piece.length >= size) {
      const end = size - held;
      yield Buffer.concat([...pieces, piece.subarray(0, end)]);
      piece = piece.subarray(end);
      pieces = [];
      held = 0;
    }
    if (piece.length > 0) pieces.push(piece);
    held += piece.length;
  }
  if (held > 0) yield Buffer.concat(pieces);
}

export async function* streamOnce(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/**
 * Removes a blob that nothing holds: out of reach first, then its bytes, then what is known of it. While a backup is made its
 * bytes stay for a later sweep: the backup may have seen it before.
 */
export async function dropBlob(vault: Vault, id: string): Promise<void> {
  const isFree = await vault.store.write(
    db => db.blobs.move(id, 'dropped', ['open', 'closing', 'complete', 'dropped']),
    ownRows,
  );
  if (!isFree || (await vault.store.read(isBackupUnderWay))) return;
  await vault.blobs.remove(id);
  await vault.store.write(db => db.blobs.remove(id), ownRows);
}
