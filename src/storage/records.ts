// Records and who may reach them.
import type { RecordsReader, RecordsWriter } from '../core/ports.ts';
import type { HealthRecord, RecordAccess } from '../core/records/record.ts';
import { orNull, type Sql } from './sql.ts';

interface RecordRow {
  id: string;
  name: string;
  state: HealthRecord['state'];
  created_at: number;
  updated_at: number;
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

export function records(sql: Sql): RecordsReader & RecordsWriter {
  return {
    async byId(id) {
      const row = await sql.get<RecordRow>(
        'SELECT id, name, state, created_at, updated_at FROM record WHERE id = ?',
        id,
      );
      return row && record(row);
    },
    async access(personId, recordId) {
      const row = await sql.get<AccessRow>(
        `SELECT ${accessColumns} FROM record_access a WHERE person_id = ? AND record_id = ?`,
        personId,
        recordId,
      );
      return row && recordAccess(row);
    },
    async ofPerson(personId) {
      const rows = await sql.all<RecordRow & AccessRow>(
        `SELECT ${accessColumns}, r.id, r.name, r.state, r.created_at, r.updated_at
         FROM record_access a JOIN record r ON r.id = a.record_id WHERE person_id = ? ORDER BY a.created_at, r.id`,
        personId,
      );
      return rows.map(row => ({ record: record(row), access: recordAccess(row) }));
    },
    async insert(r) {
      await sql.run(
        'INSERT INTO record (id, name, state, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
        r.id,
        r.name,
        r.state,
        r.createdAt,
        r.updatedAt,
      );
    },
    async update(r) {
      await sql.run(
        'UPDATE record SET name = ?, state = ?, updated_at = ? WHERE id = ?',
        r.name,
        r.state,
        r.updatedAt,
        r.id,
      );
    },
    async putAccess(a) {
      await sql.run(
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
        orNull(a.expiresAt),
      );
    },
    async removeAccess(personId, recordId) {
      await sql.run('DELETE FROM record_access WHERE person_id = ? AND record_id = ?', personId, recordId);
    },
  };
}

function record(row: RecordRow): HealthRecord {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
  };
}

export function recordAccess(row: AccessRow): RecordAccess {
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
