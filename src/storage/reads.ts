// What applications have read, by kind of item.
import type { ReadsReader, ReadsWriter } from '../core/audit/ports.ts';
import type { ReadCount } from '../core/audit/read-count.ts';
import type { Sql } from './sql.ts';

interface ReadRow {
  app_id: string;
  person_id: string;
  record_id: string;
  type_id: string;
  items: number;
  last_at: number;
}

export function openReads(sql: Sql): ReadsReader & ReadsWriter {
  return {
    async of({ appId, personId, recordId }) {
      const rows = await sql.all<ReadRow>(
        'SELECT * FROM app_read WHERE app_id = ? AND person_id = ? AND record_id = ? ORDER BY last_at DESC, type_id',
        appId,
        personId,
        recordId,
      );
      return rows.map(count);
    },
    async ofRecord({ recordId, personId }) {
      const rows = await sql.all<ReadRow>(
        `SELECT * FROM app_read WHERE record_id = ? ${personId === undefined ? '' : 'AND person_id = ?'}
         ORDER BY last_at DESC, app_id, type_id`,
        recordId,
        ...(personId === undefined ? [] : [personId]),
      );
      return rows.map(count);
    },
    async add(added) {
      await sql.put(
        `INSERT INTO app_read (app_id, person_id, record_id, type_id, items, last_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (app_id, person_id, record_id, type_id) DO UPDATE SET
           items = app_read.items + excluded.items,
           last_at = CASE WHEN excluded.last_at > app_read.last_at THEN excluded.last_at ELSE app_read.last_at END`,
        added.appId,
        added.personId,
        added.recordId,
        added.typeId,
        added.items,
        added.lastAt,
      );
    },
  };
}

function count(row: ReadRow): ReadCount {
  return {
    appId: row.app_id,
    personId: row.person_id,
    recordId: row.record_id,
    typeId: row.type_id,
    items: Number(row.items),
    lastAt: Number(row.last_at),
  };
}
