// Leases, by the clock of the database.
import type { Lease, LeasesReader, LeasesWriter } from '../core/leases/ports.ts';
import { type Dialect, getRow, type Sql } from './sql.ts';

export function openLeases(sql: Sql, { now, lockRow }: Dialect): LeasesReader & LeasesWriter {
  return {
    now: async () => Number((await getRow<{ now: number }>(sql, `SELECT ${now} AS now`)).now),
    held: () => sql.all<Lease>(`SELECT name, holder FROM lease WHERE expires_at > ${now} ORDER BY name`),
    async take({ name, holder }, forMs) {
      const taken = await sql.run(
        `INSERT INTO lease (name, holder, expires_at) VALUES (?, ?, ${now} + ?)
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
         WHERE lease.holder = excluded.holder OR lease.expires_at <= ${now}`,
        name,
        holder,
        forMs,
      );
      return taken === 1;
    },
    async holds({ name, holder }) {
      const row = await sql.get<Lease>(
        `SELECT name, holder FROM lease WHERE name = ? AND holder = ? AND expires_at > ${now}${lockRow}`,
        name,
        holder,
      );
      return row !== undefined;
    },
    async release(holder) {
      await sql.put('DELETE FROM lease WHERE holder = ?', holder);
    },
    async sweep() {
      await sql.put(`DELETE FROM lease WHERE expires_at <= ${now}`);
    },
  };
}
