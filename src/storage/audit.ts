// Audit rows and events, written in the transaction of what they tell of.
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

export function outbox(sql: Sql): Writer['outbox'] {
  return {
    async add(event) {
      await sql.run(
        'INSERT INTO outbox (at, kind, record_id, payload) VALUES (?, ?, ?, ?)',
        event.at,
        event.kind,
        event.recordId,
        JSON.stringify(event.payload),
      );
    },
  };
}
