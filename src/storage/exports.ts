// Exports that are under way or have just ended.
import type { ExportsReader, ExportsWriter, KeptExport } from '../core/records/ports.ts';
import type { Sql } from './sql.ts';

interface ExportRow {
  id: string;
  person_id: string;
  record_id: string;
  done: number;
  total: number;
  state: KeptExport['state'];
  told_at: number;
}

export function openExports(sql: Sql): ExportsReader & ExportsWriter {
  return {
    async ofPerson(personId) {
      const rows = await sql.all<ExportRow>(
        'SELECT * FROM export_under_way WHERE person_id = ? ORDER BY place',
        personId,
      );
      return rows.map(row => ({
        id: row.id,
        personId: row.person_id,
        recordId: row.record_id,
        done: Number(row.done),
        total: Number(row.total),
        state: row.state,
        toldAt: Number(row.told_at),
      }));
    },
    async put({ id, personId, recordId, done, total, state, toldAt }) {
      await sql.run(
        `INSERT INTO export_under_way (id, person_id, record_id, done, total, state, told_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
           done = excluded.done, total = excluded.total, state = excluded.state, told_at = excluded.told_at`,
        id,
        personId,
        recordId,
        done,
        total,
        state,
        toldAt,
      );
    },
    async forgetEnded(personId, before) {
      await sql.run(
        `DELETE FROM export_under_way WHERE (person_id = ? AND state <> 'running') OR told_at <= ?`,
        personId,
        before,
      );
    },
  };
}
