// Ids that applications give to records.
import type { AlternateIdsReader, AlternateIdsWriter } from '../core/healthvault/alternate-ids/ports.ts';
import type { Sql } from './sql.ts';

export function openAlternateIds(sql: Sql): AlternateIdsReader & AlternateIdsWriter {
  return {
    async find(appId, alternateId) {
      const row = await sql.get<{ person_id: string; record_id: string }>(
        'SELECT person_id, record_id FROM alternate_id WHERE app_id = ? AND alternate_id = ?',
        appId,
        alternateId,
      );
      return row && { appId, alternateId, personId: row.person_id, recordId: row.record_id };
    },
    async ofRecord({ appId, personId, recordId }) {
      const rows = await sql.all<{ alternate_id: string }>(
        'SELECT alternate_id FROM alternate_id WHERE app_id = ? AND person_id = ? AND record_id = ? ORDER BY created_at, alternate_id',
        appId,
        personId,
        recordId,
      );
      return rows.map(row => row.alternate_id);
    },
    async add({ appId, alternateId, personId, recordId }, createdAt) {
      await sql.put(
        'INSERT INTO alternate_id (app_id, alternate_id, person_id, record_id, created_at) VALUES (?, ?, ?, ?, ?)',
        appId,
        alternateId,
        personId,
        recordId,
        createdAt,
      );
    },
    async remove(appId, alternateId) {
      await sql.put('DELETE FROM alternate_id WHERE app_id = ? AND alternate_id = ?', appId, alternateId);
    },
    async removeOf({ appId, personId, recordId }) {
      await sql.put(
        'DELETE FROM alternate_id WHERE app_id = ? AND person_id = ? AND record_id = ?',
        appId,
        personId,
        recordId,
      );
    },
  };
}
