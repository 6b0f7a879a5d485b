// Audit rows, written in the transaction of what they tell of.
import type { Writer } from '../core/ports.ts';
import { orNull, type Sql } from './sql.ts';

export function audit(sql: Sql): Writer['audit'] {
  return {
    async add(row) {
      await sql.run(
        'INSERT INTO audit (at, action, person_id, app_id, record_id, avenue, details) VALUES (?, ?, ?, ?, ?, ?, ?)',
        row.at,
        row.action,
        orNull(row.personId),
        orNull(row.appId),
        orNull(row.recordId),
        orNull(row.avenue),
        JSON.stringify(row.details),
      );
    },
  };
}
