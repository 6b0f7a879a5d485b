// Records and who may reach them.
import { after } from '../core/awaitable.ts';
import type { RecordsReader, RecordsWriter, Usage } from '../core/records/ports.ts';
import type { HealthRecord, RecordAccess } from '../core/records/record.ts';
import { dropFhirExports, ofPersonAndRecord } from './fhir-exports.ts';
import { eraseLog } from './log.ts';
import { vaultBytes } from './room.ts';
import type { KeyRing } from './sealing/key-ring.ts';
import { putRecordKeys, wrappedBytes } from './sealing/record-keys.ts';
import { type Dialect, type Sql, type SqlValue, toNull } from './sql.ts';

interface RecordRow {
  id: string;
  name: string;
  country: string;
  state: HealthRecord['state'];
  created_at: number;
  updated_at: number;
  deleted_at: number | null;
}

export interface AccessRow {
  person_id: string;
  record_id: string;
  level: RecordAccess['level'];
  relationship: number;
  type_ids: string | null;
  access_created_at: number;
  expires_at: number | null;
}

const accessColumns =
  'person_id, record_id, level, relationship, type_ids, a.created_at AS access_created_at, expires_at';

const recordColumns = 'r.id, r.name, r.country, r.state, r.created_at, r.updated_at, r.deleted_at';

const ofPerson = `SELECT ${accessColumns}, ${recordColumns}
  FROM record_access a JOIN record r ON r.id = a.record_id WHERE person_id = ?`;

/** Nothing holds them any more: their bytes go with the next sweep of blobs, whether or not this process lives to do it. */
const dropBlobs = `UPDATE blob SET state = 'dropped', expires_at = 0
  WHERE record_id = ? OR id IN (SELECT blob_id FROM thing_blob WHERE record_id = ?)`;

/** Of the record, of all records of whose it is, and of all there are; and whether a change of it is to be told. */
const usage = `SELECT r.bytes, r.blob_bytes, r.sequence, r.open_sequence, r.open_updated_at,
    (SELECT COALESCE(SUM(o.bytes), 0) FROM record o WHERE o.owner_id = r.owner_id), ${vaultBytes},
    EXISTS (SELECT 1 FROM app_authorization a JOIN event_subscription s ON s.app_id = a.app_id WHERE a.record_id = r.id)
      OR EXISTS (SELECT 1 FROM fhir_subscription f WHERE f.record_id = r.id),
    r.log_end, (SELECT number FROM key_change WHERE id = 0)
  FROM record r WHERE r.id = ?`;
const setUsage = 'UPDATE record SET bytes = ?, blob_bytes = ?, sequence = ?, updated_at = ?';
const openly = ', open_sequence = ?, open_updated_at = ?';
const logged = ', log_end = ?';

/** All that goes with a record. Its log stays, and says nothing any more. */
const tablesOfRecords = [
  'thing',
  'thing_history',
  'thing_blob',
  'thing_relation',
  'document_text',
  'record_operation',
  'record_access',
  'app_authorization',
  'record_alias',
  'record_app_alias',
  'outbox',
  'event_lane',
  'event_parked',
  'alternate_id',
  'sharing_invitation',
  'app_read',
  'document_receipt',
  'document_action',
  'record_look',
  'record_key',
  'secret_address',
  'reminder',
  'reminded',
  'import',
  'import_slice',
  'import_thing',
  'import_mapping',
  'image_intake',
  'image_file',
  'image_header',
  'smart_grant',
  'fhir_token',
  'fhir_index',
  'fhir_export_record',
  'fhir_subscription',
  'fhir_subscription_event',
  'fhir_binary',
  'direct_letter',
  'direct_contents',
  'direct_copy',
] as const;

/** In place of a key that goes, so that no page of the database keeps it. */
const blankKeys = 'UPDATE record_key SET wrapped = ? WHERE record_id = ?';

export function openRecords(sql: Sql, dialect: Dialect, ring: KeyRing): RecordsReader & RecordsWriter {
  return { ...lookUps(sql, ring), ...changes(sql, dialect.addToRoomUsed, ring), ...openChoices(sql) };
}

/** What those who look after a record chose for all of it. */
type Choices = 'tellsLooks' | 'documentsTakenBy';

function openChoices(
  sql: Sql,
): Pick<RecordsReader, Choices> & Pick<RecordsWriter, 'setTellsLooks' | 'setDocumentsTakenBy'> {
  return {
    async tellsLooks(recordId) {
      const row = await sql.get<{ looks_told: number }>(
        'SELECT looks_told FROM record WHERE id = ?',
        recordId,
      );
      return Number(row?.looks_told ?? 0) === 1;
    },
    setTellsLooks(recordId, tells) {
      return sql.put('UPDATE record SET looks_told = ? WHERE id = ?', tells ? 1 : 0, recordId);
    },
    async documentsTakenBy(recordId) {
      const row = await sql.get<{ documents_taken_by: string | null }>(
        'SELECT documents_taken_by FROM record WHERE id = ?',
        recordId,
      );
      return row?.documents_taken_by ?? undefined;
    },
    setDocumentsTakenBy(recordId, personId) {
      return sql.put('UPDATE record SET documents_taken_by = ? WHERE id = ?', toNull(personId), recordId);
    },
  };
}

function lookUps(sql: Sql, ring: KeyRing): Omit<RecordsReader, Choices> {
  return {
    async byId(id) {
      const row = await sql.get<RecordRow>(`SELECT ${recordColumns} FROM record r WHERE id = ?`, id);
      return row && record(row);
    },
    async access(personId, recordId) {
      const row = await sql.get<AccessRow>(
        `SELECT ${accessColumns} FROM record_access a JOIN record r ON r.id = a.record_id
         WHERE person_id = ? AND record_id = ? AND r.state <> 'deleted'`,
        personId,
        recordId,
      );
      return row && readRecordAccess(row);
    },
    async accessesTo(recordId) {
      const rows = await sql.all<AccessRow>(
        `SELECT ${accessColumns} FROM record_access a WHERE record_id = ? ORDER BY a.created_at, person_id`,
        recordId,
      );
      return rows.map(readRecordAccess);
    },
    async ofPerson(personId) {
      const rows = await sql.all<RecordRow & AccessRow>(
        `${ofPerson} AND r.state <> 'deleted' ORDER BY a.created_at, r.id`,
        personId,
      );
      return rows.map(row => ({ record: record(row), access: readRecordAccess(row) }));
    },
    async inBin(personId) {
      const rows = await sql.all<RecordRow & AccessRow>(
        `${ofPerson} AND r.state = 'deleted' ORDER BY r.deleted_at, r.id`,
        personId,
      );
      return rows.map(row => ({ record: record(row), access: readRecordAccess(row) }));
    },
    async owner(recordId) {
      const row = await sql.get<{ owner_id: string | null }>(
        'SELECT owner_id FROM record WHERE id = ?',
        recordId,
      );
      return row?.owner_id ?? undefined;
    },
    async owned(personId) {
      const rows = await sql.all<{ id: string }>('SELECT id FROM record WHERE owner_id = ?', personId);
      return rows.map(({ id }) => id);
    },
    async deletedBefore(time) {
      const rows = await sql.all<{ id: string }>(
        `SELECT id FROM record WHERE state = 'deleted' AND deleted_at <= ? ORDER BY deleted_at`,
        time,
      );
      return rows.map(({ id }) => id);
    },
    usage: recordId =>
      after(sql.rows<(number | Buffer | null)[]>(usage, recordId), ([row]) => {
        const logEnd = row?.[8];
        // Every write asks for this before it seals, and so never does with keys that were changed before it began.
        if (row) ring.expectChange(Number(row[9]));
        return readUsage(row?.slice(0, 8).map(Number), Buffer.isBuffer(logEnd) ? logEnd : undefined);
      }),
  };
}

function readUsage(numbers: readonly number[] = [], logEnd: Buffer | undefined): Usage {
  const [bytes = 0, blobBytes = 0, sequence = 0, openSequence = 0, openUpdatedAt = 0] = numbers;
  const [ownerBytes = 0, vaultBytes = 0, subscribers = 0] = numbers.slice(5);
  return {
    bytes,
    blobBytes,
    sequence,
    openSequence,
    openUpdatedAt,
    ownerBytes,
    vaultBytes,
    hasSubscribers: subscribers > 0,
    logEnd,
  };
}

function changes(
  sql: Sql,
  addToRoom: string,
  ring: KeyRing,
): Omit<RecordsWriter, 'setTellsLooks' | 'setDocumentsTakenBy'> {
  return {
    ...accessChanges(sql),
    async insert(r, ownerId) {
      await sql.put(
        `INSERT INTO record (id, name, country, state, created_at, updated_at, open_updated_at, owner_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        r.id,
        r.name,
        r.country,
        r.state,
        r.createdAt,
        r.updatedAt,
        r.updatedAt,
        ownerId,
      );
      ring.forgetRecord(r.id);
      if (ring.isSealing) await putRecordKeys(sql, r.id, ring.makeRecordKeys());
    },
    async giveTo(recordId, ownerId) {
      await sql.put('UPDATE record SET owner_id = ? WHERE id = ?', ownerId, recordId);
    },
    async update(r) {
      await sql.put(
        'UPDATE record SET name = ?, country = ?, state = ?, updated_at = ?, deleted_at = ? WHERE id = ?',
        r.name,
        r.country,
        r.state,
        r.updatedAt,
        toNull(r.deletedAt),
        r.id,
      );
    },
    setUsage(recordId, { bytes, blobBytes, sequence, updatedAt, isOpen, logEnd }) {
      const values: SqlValue[] = [bytes, blobBytes, sequence, updatedAt];
      if (isOpen) values.push(sequence, updatedAt);
      if (logEnd) values.push(logEnd);
      const set = `${setUsage}${isOpen ? openly : ''}${logEnd ? logged : ''} WHERE id = ?`;
      return after(sql.put(addToRoom, bytes, recordId), () => sql.put(set, ...values, recordId));
    },
    async purge(recordId) {
      await sql.put(dropBlobs, recordId, recordId);
      await sql.put(addToRoom, 0, recordId);
      ring.forgetRecord(recordId);
      await sql.put(blankKeys, Buffer.alloc(wrappedBytes), recordId);
      await dropFhirExports(sql, ofPersonAndRecord, recordId);
      for (const table of tablesOfRecords)
        await sql.put(`DELETE FROM ${table} WHERE record_id = ?`, recordId);
      const erased = await eraseLog(sql, recordId);
      await sql.put('DELETE FROM record WHERE id = ?', recordId);
      return erased;
    },
  };
}

function accessChanges(sql: Sql): Pick<RecordsWriter, 'putAccess' | 'removeAccess'> {
  return {
    async putAccess(a) {
      await sql.put(
        `INSERT INTO record_access (person_id, record_id, level, relationship, type_ids, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (person_id, record_id) DO UPDATE SET
           level = excluded.level, relationship = excluded.relationship, type_ids = excluded.type_ids, expires_at = excluded.expires_at`,
        a.personId,
        a.recordId,
        a.level,
        a.relationship,
        a.typeIds ? JSON.stringify(a.typeIds) : null,
        a.createdAt,
        toNull(a.expiresAt),
      );
    },
    async removeAccess(personId, recordId) {
      await sql.put('DELETE FROM record_access WHERE person_id = ? AND record_id = ?', personId, recordId);
    },
  };
}

function record(row: RecordRow): HealthRecord {
  return {
    id: row.id,
    name: row.name,
    country: row.country,
    state: row.state,
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    deletedAt: row.deleted_at === null ? undefined : Number(row.deleted_at),
  };
}

export function readRecordAccess(row: AccessRow): RecordAccess {
  return {
    personId: row.person_id,
    recordId: row.record_id,
    level: row.level,
    relationship: Number(row.relationship),
    typeIds: row.type_ids === null ? undefined : JSON.parse(row.type_ids),
    createdAt: Number(row.access_created_at),
    expiresAt: row.expires_at === null ? undefined : Number(row.expires_at),
  };
}
