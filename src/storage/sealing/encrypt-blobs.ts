// Seals the files that a vault from before it was encrypted has. A file has both until the database names what is sealed; what it
// was before goes once nobody reads it any more.
import { createHash } from 'node:crypto';
import type { BlobStore } from '../../core/blobs/ports.ts';
import { sealOwnKey } from './blob-keys.ts';
import type { KeyWork } from './change-keys.ts';
import { isSealedPart, sealChunks, sealedName } from './sealed-blobs.ts';
import { drawKey, SealKey } from './xaes.ts';

const blobsAtOnce = 100;

interface PlainBlob {
  readonly id: string;
  readonly state: string;
  readonly length: number;
  readonly part_bytes: number;
}

interface SealedPart {
  readonly position: number;
  readonly before: string;
  readonly name: string;
  readonly digest: Buffer;
}

/** @param kept parts as they are kept @returns how many files were sealed */
export async function encryptBlobs(work: KeyWork, kept: BlobStore): Promise<number> {
  const { sql } = work.database;
  const left: { id: string; part: string }[] = [];
  let sealed = 0;
  for (let after = ''; ; ) {
    const blobs = await sql.all<PlainBlob>(
      `SELECT id, state, length, part_bytes FROM blob
       WHERE sealed_key IS NULL AND state IN ('complete', 'attached') AND id > ? ORDER BY id LIMIT ${blobsAtOnce}`,
      after,
    );
    for (const blob of blobs) {
      const before = await encryptBlob(work, kept, blob);
      for (const part of before) left.push({ id: blob.id, part });
      if (before.length > 0 || Number(blob.length) === 0) sealed++;
      work.watcher.onSlice?.('blob', 1);
      work.watcher.goOn?.();
    }
    after = blobs.at(-1)?.id ?? '';
    if (blobs.length < blobsAtOnce) break;
  }
  if (left.length > 0) await work.pauseForReaders();
  for (const { id, part } of left) await kept.removePart(id, part);
  return sealed;
}

/** @returns the names of parts that are not needed any more */
async function encryptBlob(
  { database, ring }: KeyWork,
  kept: BlobStore,
  blob: PlainBlob,
): Promise<readonly string[]> {
  const { sql } = database;
  const key = drawKey();
  const parts: SealedPart[] = [];
  const rows = await sql.all<{ position: number; name: string }>(
    'SELECT position, name FROM blob_part WHERE blob_id = ? ORDER BY position',
    blob.id,
  );
  for (const { position, name } of rows) {
    if (isSealedPart(name)) continue;
    const length = Math.min(
      Number(blob.part_bytes),
      Number(blob.length) - Number(position) * Number(blob.part_bytes),
    );
    const hash = createHash('sha256');
    const bytes = kept.read(blob.id, name, 0, length);
    const sealed = sealedName(name);
    await kept.put(blob.id, sealed, sealChunks(new SealKey(key), sealed, bytes, hash));
    parts.push({ position: Number(position), before: name, name: sealed, digest: hash.digest() });
  }
  const holder = await sql.get<{ record_id: string }>(
    'SELECT record_id FROM thing_blob WHERE blob_id = ? LIMIT 1',
    blob.id,
  );
  const own = await sealOwnKey(sql, ring, { key, blobId: blob.id, recordId: holder?.record_id });
  const isTaken = await database.transact(async () => {
    const changed = await sql.run(
      'UPDATE blob SET sealed_key = ?, key_record_id = ? WHERE id = ? AND sealed_key IS NULL AND state = ?',
      own.sealed,
      own.recordId,
      blob.id,
      blob.state,
    );
    if (changed === 0) return false;
    for (const { position, name, digest } of parts)
      await sql.run(
        'UPDATE blob_part SET name = ?, kept_digest = ? WHERE blob_id = ? AND position = ?',
        name,
        digest,
        blob.id,
        position,
      );
    return true;
  });
  return parts.map(({ before, name }) => (isTaken ? before : name));
}
