// The keys of blobs: sealed with a key of the vault until an item holds the blob, with a key of the record from then on.
import type { Sql, SqlValue } from '../sql.ts';
import type { KeyRing, RecordKeys } from './key-ring.ts';
import { aboutUploadKey } from './places.ts';

interface KeyRow {
  readonly sealed_key: Buffer | null;
  readonly key_record_id: string | null;
}

const keyOfBlob = 'SELECT sealed_key, key_record_id FROM blob WHERE id = ?';

/** Undefined where the blob is not sealed. @throws when its key is gone with its record */
export async function readBlobKey(sql: Sql, ring: KeyRing, id: string): Promise<Buffer | undefined> {
  const row = await sql.get<KeyRow>(keyOfBlob, id);
  if (!row?.sealed_key) return undefined;
  if (row.key_record_id === null) return ring.open(row.sealed_key, aboutUploadKey(id));
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
    keys.sealBytes(ring.open(row.sealed_key, aboutUploadKey(id)), aboutKey),
    record,
    id,
  );
}

/** What a text of a blob is sealed with: it belongs to one place in a set. */
export function aboutBlobText(record: string, set: string, position: number, what: string): string {
  return `blob ${record} ${set} ${position} ${what}`;
}

/** The key of a blob as it is to be kept; undefined where it is so. */
export async function resealBlobKey(
  sql: Sql,
  ring: KeyRing,
  row: Readonly<Record<string, SqlValue>>,
): Promise<{ set: { sealed_key: Buffer }; was: string } | undefined> {
  const sealed = row.sealed_key;
  if (!Buffer.isBuffer(sealed)) return undefined;
  const { key_record_id: recordId } = row;
  const was = 'sealed_key';
  if (recordId === null) {
    if (ring.isCurrent(sealed)) return undefined;
    const about = aboutUploadKey(String(row.id));
    return { set: { sealed_key: ring.seal(ring.open(sealed, about), about) }, was };
  }
  const keys = await ring.recordKeys(sql, String(recordId));
  if (!keys || sealed.readUInt32BE() === keys.current) return undefined;
  return { set: { sealed_key: keys.sealBytes(keys.openBytes(sealed, aboutKey), aboutKey) }, was };
}

/** The key of a blob that had none. */
export async function sealOwnKey(
  sql: Sql,
  ring: KeyRing,
  { key, blobId, recordId }: { key: Buffer; blobId: string; recordId: string | undefined },
): Promise<{ sealed: Buffer; recordId: string | null }> {
  const keys = recordId === undefined ? undefined : await ring.recordKeys(sql, recordId);
  return keys && recordId !== undefined
    ? { sealed: keys.sealBytes(key, aboutKey), recordId }
    : { sealed: ring.seal(key, aboutUploadKey(blobId)), recordId: null };
}
