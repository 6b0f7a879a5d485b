// Tries that are counted. One statement counts a try where there is room, so nothing comes between looking and counting,
// in a transaction that runs alone as in one of many.
import type { TriesReader, TriesWriter, TryCount } from '../core/limits/ports.ts';
import { getRow, type Sql } from './sql.ts';

interface TryRow {
  used: number;
  ends_at: number;
}

export function openTries(sql: Sql): TriesReader & TriesWriter {
  const waitFor = async (counts: readonly TryCount[], now: number) => {
    let waitMs = 0;
    for (const count of counts) waitMs = Math.max(waitMs, await waitForOne(sql, count, now));
    return waitMs;
  };
  const giveBack = async (counts: readonly Pick<TryCount, 'id'>[]) => {
    for (const { id } of counts)
      await sql.put('UPDATE tries SET used = used - 1 WHERE id = ? AND used > 0', id);
  };
  return {
    waitFor,
    giveBack,
    async take(counts, now) {
      const taken: TryCount[] = [];
      for (const count of counts.toSorted((a, b) => a.id.compare(b.id))) {
        if (await takeOne(sql, count, now)) taken.push(count);
        else {
          await giveBack(taken);
          return waitFor(counts, now);
        }
      }
      return 0;
    },
    async add({ id, windowMs }, amount, now) {
      await sql.put(
        `INSERT INTO tries (id, used, ends_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET
          used = CASE WHEN tries.ends_at <= ? THEN excluded.used ELSE tries.used + excluded.used END,
          ends_at = CASE WHEN tries.ends_at <= ? THEN excluded.ends_at ELSE tries.ends_at END`,
        id,
        amount,
        now + windowMs,
        now,
        now,
      );
      const row = await getRow<TryRow>(sql, 'SELECT used, ends_at FROM tries WHERE id = ?', id);
      return { used: Number(row.used), endsAt: Number(row.ends_at) };
    },
    sweep: (now, max) =>
      sql.run(
        `DELETE FROM tries WHERE ends_at <= ? AND id IN
          (SELECT id FROM tries WHERE ends_at <= ? ORDER BY ends_at LIMIT ? + 0)`,
        now,
        now,
        max,
      ),
  };
}

async function waitForOne(sql: Sql, { id, max, windowMs }: TryCount, now: number): Promise<number> {
  const row = await sql.get<TryRow>('SELECT used, ends_at FROM tries WHERE id = ? AND ends_at > ?', id, now);
  if (!row) return max > 0 ? 0 : windowMs;
  return Number(row.used) < max ? 0 : Number(row.ends_at) - now;
}

async function takeOne(sql: Sql, { id, max, windowMs }: TryCount, now: number): Promise<boolean> {
  if (max <= 0) return false;
  const changed = await sql.run(
    `INSERT INTO tries (id, used, ends_at) VALUES (?, 1, ?) ON CONFLICT (id) DO UPDATE SET
      used = CASE WHEN tries.ends_at <= ? THEN 1 ELSE tries.used + 1 END,
      ends_at = CASE WHEN tries.ends_at <= ? THEN excluded.ends_at ELSE tries.ends_at END
      WHERE tries.ends_at <= ? OR tries.used < ?`,
    id,
    now + windowMs,
    now,
    now,
    now,
    max,
  );
  return changed === 1;
}
