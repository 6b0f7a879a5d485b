// Blobs: what was uploaded. What things hold of it is in thing-blobs.ts, the bytes are in the blob store.
import { countParts, type StoredBlob, type Upload } from '../core/blobs/blob.ts';
import type { BlobsReader, BlobsWriter } from '../core/blobs/ports.ts';
import { readBlobKey } from './sealing/blob-keys.ts';
import type { KeyRing } from './sealing/key-ring.ts';
import { aboutUploadKey } from './sealing/places.ts';
import { countKept, isSealedPart } from './sealing/sealed-blobs.ts';
import { drawKey } from './sealing/xaes.ts';
import { getRow, type Sql, toNull, toUndefined, writePlaces } from './sql.ts';

interface BlobRow {
  id: string;
  purpose: Upload['purpose'];
  app_id: string;
  person_id: string | null;
  record_id: string | null;
  token_hash: Buffer | null;
  state: Upload['state'];
  length: number;
  part_bytes: number;
  held_bytes: number;
  told_bytes: number | null;
  hash: Buffer | null;
  begun_at: number;
  expires_at: number;
}

export function openBlobs(sql: Sql, ring: KeyRing): BlobsReader & BlobsWriter {
  return { ...lookUps(sql, ring), ...openHeldParts(sql), ...changes(sql, ring) };
}

function lookUps(sql: Sql, ring: KeyRing): Omit<BlobsReader, 'heldParts' | 'countParts'> {
  return {
    key: id => readBlobKey(sql, ring, id),
    async byId(id) {
      const row = await sql.get<BlobRow>('SELECT * FROM blob WHERE id = ?', id);
      return row && upload(row);
    },
    async byToken(tokenHash) {
      const row = await sql.get<BlobRow>('SELECT * FROM blob WHERE token_hash = ?', tokenHash);
      return row && upload(row);
    },
    parts: (id, from, to) =>
      sql.all<{ name: string; digest: Buffer }>(
        'SELECT name, digest FROM blob_part WHERE blob_id = ? AND position >= ? AND position < ? ORDER BY position',
        id,
        from,
        to,
      ),
    async unattached(appId) {
      const row = await getRow<{ count: number; bytes: number }>(
        sql,
        `SELECT COUNT(*) AS count, COALESCE(SUM(length), 0) AS bytes FROM blob
         WHERE app_id = ? AND state <> 'attached'`,
        appId,
      );
      return { count: Number(row.count), bytes: Number(row.bytes) };
    },
    async held(recordId, now, personId) {
      const row = await getRow<{ bytes: number }>(
        sql,
        `SELECT COALESCE(SUM(CASE WHEN person_id = ? THEN COALESCE(told_bytes, held_bytes) ELSE held_bytes END), 0) AS bytes
         FROM blob WHERE record_id = ? AND held_bytes > 0 AND state <> 'attached' AND state <> 'dropped' AND expires_at > ?
           AND EXISTS (SELECT 1 FROM record_access a WHERE a.person_id = blob.person_id
             AND a.record_id = blob.record_id AND (a.expires_at IS NULL OR a.expires_at > ?))`,
        personId,
        recordId,
        now,
        now,
      );
      return Number(row.bytes);
    },
    async overdue(now, limit) {
      const rows = await sql.all<BlobRow>(
        `SELECT * FROM blob WHERE state <> 'attached' AND expires_at <= ? ORDER BY expires_at LIMIT ? + 0`,
        now,
        limit,
      );
      return rows.map(upload);
    },
  };
}

/** Of a snapshot too, which a backup reads. */
export function openHeldParts(sql: Sql): Pick<BlobsReader, 'heldParts' | 'countParts'> {
  return {
    async heldParts(after, limit, of = 'whole') {
      const rows = await sql.all<{
        blob_id: string;
        position: number;
        name: string;
        digest: Buffer;
        length: number;
        part_bytes: number;
      }>(
        `SELECT p.blob_id, p.position, p.name, COALESCE(p.kept_digest, p.digest) AS digest, b.length, b.part_bytes
         FROM blob_part p JOIN blob b ON b.id = p.blob_id
         WHERE (p.blob_id, p.position) > (?, ?) AND ${of === 'any' ? "b.state <> 'dropped'" : "b.state IN ('complete', 'attached')"}
         ORDER BY p.blob_id, p.position LIMIT ? + 0`,
        after?.blobId ?? '',
        after?.position ?? -1,
        limit,
      );
      return rows.map(row => {
        const start = Number(row.position) * Number(row.part_bytes);
        const length = Math.min(Number(row.part_bytes), Number(row.length) - start);
        return {
          blobId: row.blob_id,
          position: Number(row.position),
          name: row.name,
          digest: row.digest,
          length: isSealedPart(row.name) ? countKept(length) : length,
        };
      });
    },
    async countParts() {
      const row = await getRow<{ count: number }>(
        sql,
        `SELECT COUNT(*) AS count FROM blob_part p JOIN blob b ON b.id = p.blob_id WHERE b.state <> 'dropped'`,
      );
      return Number(row.count);
    },
  };
}

function changes(sql: Sql, ring: KeyRing): BlobsWriter {
  return {
    async insert(u) {
      await sql.put(
        `INSERT INTO blob (id, purpose, app_id, person_id, record_id, token_hash, state, length, part_bytes,
           held_bytes, told_bytes, hash, begun_at, expires_at, sealed_key) VALUES (${writePlaces(15)})`,
        u.id,
        u.purpose,
        u.appId,
        toNull(u.personId),
        toNull(u.recordId),
        toNull(u.tokenHash),
        u.state,
        u.length,
        u.partBytes,
        u.heldBytes,
        toNull(u.toldBytes),
        toNull(u.hash),
        u.begunAt,
        u.expiresAt,
        ring.isSealing ? ring.seal(drawKey(), aboutUploadKey(u.id)) : null,
      );
    },
    async advance(after, before, added) {
      const changed = await sql.run(
        `UPDATE blob SET length = ?, hash = ?, state = ? WHERE id = ? AND state = 'open' AND length = ?`,
        after.length,
        toNull(after.hash),
        after.state,
        before.id,
        before.length,
      );
      if (changed === 0) return false;
      const count = countParts(before);
      for (const [i, { name, digest, keptDigest }] of added.entries())
        await sql.put(
          'INSERT INTO blob_part (blob_id, position, name, digest, kept_digest) VALUES (?, ?, ?, ?, ?)',
          before.id,
          count + i,
          name,
          digest,
          toNull(keptDigest),
        );
      return true;
    },
    async move(id, to, from) {
      const changed = await sql.run(
        `UPDATE blob SET state = ? WHERE id = ? AND state IN (${writePlaces(from.length)})`,
        to,
        id,
        ...from,
      );
      return changed > 0;
    },
    async hold(id, bytes, until) {
      await sql.put('UPDATE blob SET held_bytes = ?, expires_at = ? WHERE id = ?', bytes, until, id);
    },
    async remove(id) {
      await sql.put('DELETE FROM blob_part WHERE blob_id = ?', id);
      await sql.put('DELETE FROM blob WHERE id = ?', id);
    },
  };
}

type HeldRow = Pick<BlobRow, 'id' | 'length' | 'part_bytes' | 'hash'>;

function stored(row: HeldRow): StoredBlob {
  return {
    id: row.id,
    length: Number(row.length),
    partBytes: Number(row.part_bytes),
    hash: toUndefined(row.hash),
  };
}

function upload(row: BlobRow): Upload {
  return {
    ...stored(row),
    purpose: row.purpose,
    appId: row.app_id,
    personId: toUndefined(row.person_id),
    recordId: toUndefined(row.record_id),
    tokenHash: toUndefined(row.token_hash),
    heldBytes: Number(row.held_bytes),
    toldBytes: row.told_bytes === null ? undefined : Number(row.told_bytes),
    state: row.state,
    begunAt: Number(row.begun_at),
    expiresAt: Number(row.expires_at),
  };
}
