// The words of documents, pressed together and sealed with the key of their record; which files are still to be read.
import { deflateSync, inflateSync } from 'node:zlib';
import type { DocumentsReader, DocumentsWriter } from '../core/documents/ports.ts';
import type { KeyRing, RecordKeys } from './sealing/key-ring.ts';
import type { SealedRecord } from './sealing/sealed-record.ts';
import { type Sql, type SqlValue, writePlaces } from './sql.ts';

interface WaitingRow {
  record_id: string;
  blob_id: string;
  tries: number;
}

export function openDocuments(sql: Sql, ring: KeyRing): DocumentsReader & DocumentsWriter {
  return {
    async next(now, recordId) {
      const row = await sql.get<WaitingRow>(
        `SELECT record_id, blob_id, tries FROM document_text
         WHERE state = 'waiting' AND record_id > ? AND due_at <= ? ORDER BY record_id, due_at LIMIT 1`,
        recordId,
        now,
      );
      return row && { recordId: row.record_id, blobId: row.blob_id, tries: Number(row.tries) };
    },
    async begin({ recordId, blobId, tries }, dueAt) {
      await sql.put(
        `UPDATE document_text SET tries = ?, due_at = ? WHERE record_id = ? AND blob_id = ? AND state = 'waiting'`,
        tries + 1,
        dueAt,
        recordId,
        blobId,
      );
    },
    async put({ recordId, blobId }, text) {
      const keys = text === undefined ? undefined : await ring.recordKeys(sql, recordId);
      const pressed = text === undefined ? null : deflateSync(text);
      await sql.put(
        `UPDATE document_text SET state = 'read', sealed = ?
         WHERE record_id = ? AND blob_id = ? AND state = 'waiting'`,
        keys && pressed ? keys.sealBytes(pressed, aboutWords(blobId)) : pressed,
        recordId,
        blobId,
      );
    },
  };
}

function aboutWords(blobId: string): string {
  return `words of ${blobId}`;
}

/** What a file that a thing holds may say waits to be read. */
export async function awaitReading(
  { sql, record }: Pick<SealedRecord, 'sql' | 'record'>,
  blobId: string,
): Promise<void> {
  await sql.put(
    `INSERT INTO document_text (record_id, blob_id, state, tries, due_at) VALUES (?, ?, 'waiting', 0, 0)
     ON CONFLICT (record_id, blob_id) DO NOTHING`,
    record,
    blobId,
  );
}

/** The words of the files in these sets, of so many of them: all are in memory at once. */
export async function readTexts(
  { sql, ring, record }: SealedRecord,
  ids: readonly string[],
  filesMax: number,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  if (ids.length === 0) return texts;
  const rows = await sql.all<{ set_id: string; blob_id: string; sealed: Buffer }>(
    `SELECT held.set_id, held.blob_id, words.sealed
     FROM thing_blob held JOIN document_text words ON words.record_id = held.record_id AND words.blob_id = held.blob_id
     WHERE held.record_id = ? AND held.set_id IN (${writePlaces(ids.length)}) AND words.sealed IS NOT NULL
     ORDER BY held.set_id, held.position LIMIT ? + 0`,
    record,
    ...ids,
    filesMax,
  );
  const keys = rows.length > 0 ? await ring.recordKeys(sql, record) : undefined;
  for (const { set_id: id, blob_id: blobId, sealed } of rows) {
    const text = inflateSync(openWords(keys, sealed, blobId)).toString();
    texts.set(id, [texts.get(id), text].filter(Boolean).join('\n'));
  }
  return texts;
}

/** What is pressed begins with this; the generation of a key, with which begins what is sealed, is never so high. */
const pressedMark = 0x78;

function openWords(keys: RecordKeys | undefined, kept: Buffer, blobId: string): Buffer {
  return keys && kept[0] !== pressedMark ? keys.openBytes(kept, aboutWords(blobId)) : kept;
}

/** The words of a file as they are to be kept; undefined where they are so. */
export async function resealWords(
  sql: Sql,
  ring: KeyRing,
  row: Readonly<Record<string, SqlValue>>,
): Promise<{ set: { sealed: Buffer }; was: string } | undefined> {
  const kept = row.sealed;
  if (!Buffer.isBuffer(kept)) return undefined;
  const blobId = String(row.blob_id);
  const keys = await ring.recordKeys(sql, String(row.record_id));
  if (!keys || (kept[0] !== pressedMark && kept.readUInt32BE() === keys.current)) return undefined;
  return {
    set: { sealed: keys.sealBytes(openWords(keys, kept, blobId), aboutWords(blobId)) },
    was: 'sealed',
  };
}

/** Removes the words of a file that no thing of its record holds any more. */
export async function dropWords(sql: Sql, record: string, blobId: string): Promise<void> {
  await sql.put(
    `DELETE FROM document_text WHERE record_id = ? AND blob_id = ? AND NOT EXISTS
       (SELECT 1 FROM thing_blob WHERE blob_id = ? AND record_id = ?)`,
    record,
    blobId,
    blobId,
    record,
  );
}
