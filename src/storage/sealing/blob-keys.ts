// The keys of blobs: sealed with a key of the vault until an item holds the blob, with a key of the record from then on.
import type { Sql } from '../sql.ts';
import type { KeyRing, RecordKeys } from './key-ring.ts';

interface KeyRow {
  readonly sealed_key: Buffer | null;
  readonly key_record_id: string | null;
}

const keyOfBlob = 'SELECT sealed_key, key_record_id FROM blob WHERE id = ?';

/** Undefined where the blob is not sealed. @throws when its key is gone with its record */
export async function readBlobKey(sql: Sql, ring: KeyRing, id: string): Promise<Buffer | undefined> {
  const row = await sql.get<KeyRow>(keyOfBlob, id);
  if (!row?.sealed_key) return undefined;
  if (row.key_record_id === null) return ring.open(row.sealed_key);
  const keys = await ring.recordKeys(sql, row.key_record_id);
  if (!keys) throw new Error(`The key of the record ${row.key_record_id} is not there: it was erased.`);
  return keys.openBytes(row.sealed_key, aboutKey);
}

const aboutKey = 'key of a blob';

/** From now on whoever has the keys of the record has that of the blob, and nobody else. */
export async function giveKeyToRecord(
  { sql, ring, record }: { sql: Sql; ring: KeyRing; record: string },
  keys: RecordKeys,
  id: string,
): Promise<void> {
  const row = await sql.get<KeyRow>(keyOfBlob, id);
  if (!row?.sealed_key || row.key_record_id !== null) return;
  await sql.put(
    'UPDATE blob SET sealed_key = ?, key_record_id = ? WHERE id = ?',
    keys.sealBytes(ring.open(row.sealed_key), aboutKey),
    record,
    id,
  );
}
