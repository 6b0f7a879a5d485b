// How far a person has looked at what happens in a record.
import type { LooksReader, LooksWriter } from '../core/things/ports.ts';
import type { Sql } from './sql.ts';

interface LookRow {
  since: number;
  latest: number;
  at: number;
}

export function openLooks(sql: Sql): LooksReader & LooksWriter {
  return {
    async last(personId, recordId) {
      const row = await sql.get<LookRow>(
        'SELECT since, latest, at FROM record_look WHERE person_id = ? AND record_id = ?',
        personId,
        recordId,
      );
      return row && { since: Number(row.since), latest: Number(row.latest), at: Number(row.at) };
    },
    async put(personId, recordId, { since, latest, at }) {
      await sql.put(
        `INSERT INTO record_look (person_id, record_id, since, latest, at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (person_id, record_id) DO UPDATE SET
           since = excluded.since, latest = excluded.latest, at = excluded.at`,
        personId,
        recordId,
        since,
        latest,
        at,
      );
    },
  };
}
