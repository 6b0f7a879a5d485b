// Pictures on their way into a record, and what the headers of their files say: pressed, and sealed with the key of the record.

import type { InstanceHeader, Intake, IntakeAbout, IntakeFile } from '../core/imaging/intake.ts';
import type { ImagesReader, ImagesWriter } from '../core/imaging/ports.ts';
import { hashText, pack, type Seals, unpack } from './import-seals.ts';
import type { KeyRing } from './sealing/key-ring.ts';
import { type Sql, type SqlValue, toNull, writePlaces } from './sql.ts';

interface IntakeRow {
  record_id: string;
  id: string;
  person_id: string;
  state: Intake['state'];
  begun_at: number;
  changed_at: number;
  files: number;
  bytes: number;
  sealed: Buffer;
}

interface FileRow {
  position: number;
  sealed: Buffer;
}

type KeptFile = Omit<IntakeFile, 'position'>;

const aboutIntake = (id: string) => `image intake ${id}`;
const aboutFile = (id: string, position: number) => `file ${position} of image intake ${id}`;
const aboutHeader = (blobId: string) => `image header ${blobId}`;

/** What each table seals, by what its rows are of. */
export const sealedOfImages: Readonly<Record<string, (row: Readonly<Record<string, SqlValue>>) => string>> = {
  image_intake: row => aboutIntake(String(row.id)),
  image_file: row => aboutFile(String(row.intake_id), Number(row.position)),
  image_header: row => aboutHeader(String(row.blob_id)),
};

export function openImages(sql: Sql, ring: KeyRing): ImagesReader & ImagesWriter {
  const seals = { sql, ring };
  return { ...openIntakes(seals), ...changeIntakes(seals), ...openHeaders(seals) };
}

function openIntakes({ sql, ring }: Seals): Omit<ImagesReader, 'headers'> {
  const open = async (row: IntakeRow): Promise<Intake> => ({
    recordId: row.record_id,
    id: row.id,
    personId: row.person_id,
    state: row.state,
    begunAt: Number(row.begun_at),
    changedAt: Number(row.changed_at),
    files: Number(row.files),
    bytes: Number(row.bytes),
    about: unpack<IntakeAbout>(await ring.recordKeys(sql, row.record_id), row.sealed, aboutIntake(row.id)),
  });
  const openFiles = async (recordId: string, id: string, rows: readonly FileRow[]): Promise<IntakeFile[]> => {
    const keys = rows.length > 0 ? await ring.recordKeys(sql, recordId) : undefined;
    return rows.map(({ position, sealed }) => ({
      position: Number(position),
      ...unpack<KeptFile>(keys, sealed, aboutFile(id, Number(position))),
    }));
  };
  return {
    async intake({ recordId, id }) {
      const row = await sql.get<IntakeRow>(
        'SELECT * FROM image_intake WHERE record_id = ? AND id = ?',
        recordId,
        id,
      );
      return row && open(row);
    },
    async openIntakes(recordId, personId, limit) {
      const rows = await sql.all<IntakeRow>(
        `SELECT * FROM image_intake WHERE record_id = ? AND person_id = ? AND state = 'open'
         ORDER BY begun_at DESC, id LIMIT ? + 0`,
        recordId,
        personId,
        limit,
      );
      return Promise.all(rows.map(open));
    },
    async idleIntakes(before, limit) {
      const rows = await sql.rows<[string, string]>(
        'SELECT record_id, id FROM image_intake WHERE changed_at <= ? ORDER BY changed_at LIMIT ? + 0',
        before,
        limit,
      );
      return rows.map(([recordId, id]) => ({ recordId, id }));
    },
    async files({ recordId, id }, after, limit) {
      const rows = await sql.all<FileRow>(
        `SELECT position, sealed FROM image_file WHERE record_id = ? AND intake_id = ? AND position > ?
         ORDER BY position LIMIT ? + 0`,
        recordId,
        id,
        after,
        limit,
      );
      return openFiles(recordId, id, rows);
    },
    async filesNamed({ recordId, id }, name) {
      const rows = await sql.all<FileRow>(
        `SELECT position, sealed FROM image_file WHERE record_id = ? AND intake_id = ? AND name_hash = ?
         ORDER BY position`,
        recordId,
        id,
        hashText(await ring.recordKeys(sql, recordId), `name ${name}`),
      );
      return openFiles(recordId, id, rows);
    },
  };
}

function changeIntakes({ sql, ring }: Seals): Omit<ImagesWriter, 'putHeader'> {
  return {
    async insert(one) {
      const keys = await ring.recordKeys(sql, one.recordId);
      await sql.put(
        `INSERT INTO image_intake (record_id, id, person_id, state, begun_at, changed_at, files, bytes, sealed)
         VALUES (${writePlaces(9)})`,
        one.recordId,
        one.id,
        one.personId,
        one.state,
        one.begunAt,
        one.changedAt,
        one.files,
        one.bytes,
        pack(keys, one.about, aboutIntake(one.id)),
      );
    },
    async update(one) {
      const keys = await ring.recordKeys(sql, one.recordId);
      await sql.put(
        `UPDATE image_intake SET state = ?, changed_at = ?, files = ?, bytes = ?, sealed = ?
         WHERE record_id = ? AND id = ?`,
        one.state,
        one.changedAt,
        one.files,
        one.bytes,
        pack(keys, one.about, aboutIntake(one.id)),
        one.recordId,
        one.id,
      );
    },
    async addFile({ recordId, id }, { position, ...file }) {
      const keys = await ring.recordKeys(sql, recordId);
      await sql.put(
        `INSERT INTO image_file (record_id, intake_id, position, blob_id, name_hash, sealed)
         VALUES (${writePlaces(6)})`,
        recordId,
        id,
        position,
        toNull(file.facts?.blobId),
        hashText(keys, `name ${file.name}`),
        pack(keys, file satisfies KeptFile, aboutFile(id, position)),
      );
    },
    dropFiles: ({ recordId, id }, limit) =>
      sql.run(
        `DELETE FROM image_file WHERE record_id = ? AND intake_id = ? AND position IN
           (SELECT position FROM image_file WHERE record_id = ? AND intake_id = ? ORDER BY position LIMIT ? + 0)`,
        recordId,
        id,
        recordId,
        id,
        limit,
      ),
    async dropIntake({ recordId, id }) {
      await sql.put('DELETE FROM image_intake WHERE record_id = ? AND id = ?', recordId, id);
    },
  };
}

function openHeaders({ sql, ring }: Seals): Pick<ImagesReader, 'headers'> & Pick<ImagesWriter, 'putHeader'> {
  return {
    async headers(recordId, blobIds) {
      const found = new Map<string, InstanceHeader>();
      const keys = await ring.recordKeys(sql, recordId);
      for (let at = 0; at < blobIds.length; at += askedAtOnce) {
        const some = blobIds.slice(at, at + askedAtOnce);
        const rows = await sql.all<{ blob_id: string; sealed: Buffer }>(
          `SELECT blob_id, sealed FROM image_header WHERE record_id = ? AND blob_id IN (${writePlaces(some.length)})`,
          recordId,
          ...some,
        );
        for (const { blob_id: id, sealed } of rows) found.set(id, unpack(keys, sealed, aboutHeader(id)));
      }
      return found;
    },
    async putHeader(recordId, blobId, header) {
      const keys = await ring.recordKeys(sql, recordId);
      await sql.put(
        `INSERT INTO image_header (record_id, blob_id, sealed) VALUES (?, ?, ?)
         ON CONFLICT (record_id, blob_id) DO NOTHING`,
        recordId,
        blobId,
        pack(keys, header, aboutHeader(blobId)),
      );
    },
  };
}

const askedAtOnce = 100;

/** Of a file that no thing of its record holds any more. */
export async function dropHeader(sql: Sql, record: string, blobId: string): Promise<void> {
  await sql.put(
    `DELETE FROM image_header WHERE record_id = ? AND blob_id = ? AND NOT EXISTS
       (SELECT 1 FROM thing_blob WHERE blob_id = ? AND record_id = ?)`,
    record,
    blobId,
    blobId,
    record,
  );
}
