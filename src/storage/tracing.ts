// The applications that are traced, and their traces.
import type { TracingReader, TracingWriter } from '../core/healthvault/tracing/ports.ts';
import type { Sql } from './sql.ts';

interface TraceRow {
  id: string;
  app_id: string;
  is_proved: number;
  sealed: Buffer;
}

export function openTracing(sql: Sql): TracingReader & TracingWriter {
  return {
    async all(now) {
      const rows = await sql.all<{ app_id: string; person_id: string; ends_at: number }>(
        'SELECT app_id, person_id, ends_at FROM tracing WHERE ends_at > ?',
        now,
      );
      return rows.map(row => ({ appId: row.app_id, personId: row.person_id, until: Number(row.ends_at) }));
    },
    async traces(appId) {
      const rows = await sql.all<TraceRow>(
        'SELECT id, app_id, is_proved, sealed FROM trace WHERE app_id = ? ORDER BY place DESC',
        appId,
      );
      return rows.map(({ id, app_id, is_proved, sealed }) => ({
        id,
        appId: app_id,
        isProved: Number(is_proved) === 1,
        sealed,
      }));
    },
    async put({ appId, personId, until }) {
      await sql.put(
        `INSERT INTO tracing (app_id, person_id, ends_at) VALUES (?, ?, ?)
         ON CONFLICT (app_id) DO UPDATE SET person_id = excluded.person_id, ends_at = excluded.ends_at`,
        appId,
        personId,
        until,
      );
    },
    async remove(appId) {
      await sql.put('DELETE FROM trace WHERE app_id = ?', appId);
      await sql.put('DELETE FROM tracing WHERE app_id = ?', appId);
    },
    async note({ id, appId, isProved, sealed }, keepMax) {
      const ofKind = [appId, isProved ? 1 : 0] as const;
      await sql.put(
        'INSERT INTO trace (app_id, is_proved, id, sealed) VALUES (?, ?, ?, ?)',
        ...ofKind,
        id,
        sealed,
      );
      await sql.put(
        `DELETE FROM trace WHERE app_id = ? AND is_proved = ? AND place <= (SELECT place FROM trace
          WHERE app_id = ? AND is_proved = ? ORDER BY place DESC LIMIT 1 OFFSET ? + 0)`,
        ...ofKind,
        ...ofKind,
        keepMax,
      );
    },
    async sweep(now) {
      await sql.put('DELETE FROM trace WHERE app_id IN (SELECT app_id FROM tracing WHERE ends_at <= ?)', now);
      await sql.put('DELETE FROM tracing WHERE ends_at <= ?', now);
    },
  };
}
