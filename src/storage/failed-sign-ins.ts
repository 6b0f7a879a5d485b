// How often signing in failed, for the operator's page. A part of operators.ts.
import type { FailedSignIns, OperatorsReader, OperatorsWriter } from '../core/operator/ports.ts';
import { getRow, type Sql } from './sql.ts';

type Own =
  | keyof Pick<OperatorsReader, 'failedSignInsByHour' | 'latestFailedSignIns'>
  | keyof Pick<OperatorsWriter, 'countFailedSignInRows' | 'noteFailedSignIn' | 'sweepFailedSignIns'>;

interface Row {
  hour: number;
  way: FailedSignIns['way'];
  outcome: FailedSignIns['outcome'];
  address: string;
  tries: number;
  last_at: number;
}

export function openFailedSignIns(sql: Sql): Pick<OperatorsReader & OperatorsWriter, Own> {
  return {
    async failedSignInsByHour(since) {
      const rows = await sql.all<{ hour: number; tries: number }>(
        'SELECT hour, SUM(tries) AS tries FROM failed_sign_in WHERE hour >= ? GROUP BY hour ORDER BY hour DESC',
        since,
      );
      return rows.map(({ hour, tries }) => ({ hour: Number(hour), count: Number(tries) }));
    },
    async latestFailedSignIns(limit) {
      const rows = await sql.all<Row>(
        'SELECT * FROM failed_sign_in ORDER BY last_at DESC, hour DESC, way, outcome, address LIMIT ? + 0',
        limit,
      );
      return rows.map(({ hour, way, outcome, address, tries, last_at }) => ({
        ...{ way, outcome, address },
        hour: Number(hour),
        count: Number(tries),
        lastAt: Number(last_at),
      }));
    },
    countFailedSignInRows: async hour =>
      Number(
        (await getRow<{ n: number }>(sql, 'SELECT COUNT(*) AS n FROM failed_sign_in WHERE hour = ?', hour)).n,
      ),
    async noteFailedSignIn({ hour, way, outcome, address, count, lastAt }) {
      await sql.put(
        `INSERT INTO failed_sign_in (hour, way, outcome, address, tries, last_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (hour, way, outcome, address) DO UPDATE SET
           tries = failed_sign_in.tries + excluded.tries, last_at = excluded.last_at`,
        hour,
        way,
        outcome,
        address,
        count,
        lastAt,
      );
    },
    async sweepFailedSignIns(before) {
      await sql.put('DELETE FROM failed_sign_in WHERE hour < ?', before);
    },
  };
}
