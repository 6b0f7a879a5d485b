// Audit rows, written in the transaction of what they tell of.
import type { StoredAuditRow } from '../core/audit/audit.ts';
import type { AuditReader, AuditWriter } from '../core/audit/ports.ts';
import { type Sql, toNull, toUndefined, writePlaces } from './sql.ts';
import { joinInOrder } from './thing-query.ts';

interface Row {
  id: number;
  at: number;
  action: string;
  person_id: string | null;
  app_id: string | null;
  record_id: string | null;
  avenue: StoredAuditRow['avenue'] | null;
  details: string;
}

/** Of how many rows it is looked up who appears in them. */
const lookedThrough = 5000;

/** Each action is read by its own index range, and they are merged. */
const ofAction = 'SELECT * FROM audit WHERE record_id IS NULL AND action = ?';

export function openAudit(sql: Sql): AuditReader & AuditWriter {
  return {
    add(row) {
      return sql.put(
        'INSERT INTO audit (at, action, person_id, app_id, record_id, avenue, details) VALUES (?, ?, ?, ?, ?, ?, ?)',
        row.at,
        row.action,
        toNull(row.personId),
        toNull(row.appId),
        toNull(row.recordId),
        toNull(row.avenue),
        JSON.stringify(row.details),
      );
    },
    async ofRecord({ recordId, personId, appId, actions, from, to, before, limit }) {
      const conditions: [string, (string | number)[]][] = [['record_id = ?', [recordId]]];
      if (personId !== undefined) conditions.push(['person_id = ?', [personId]]);
      if (appId === 'none') conditions.push(['app_id IS NULL', []]);
      else if (appId !== undefined) conditions.push(['app_id = ?', [appId]]);
      if (actions) conditions.push([`action IN (${writePlaces(actions.length)})`, [...actions]]);
      if (from !== undefined) conditions.push(['at >= ?', [from]]);
      if (to !== undefined) conditions.push(['at < ?', [to]]);
      if (before !== undefined) conditions.push(['id < ?', [before]]);
      const rows = await sql.all<Row>(
        `SELECT * FROM audit WHERE ${conditions.map(([text]) => text).join(' AND ')} ORDER BY id DESC LIMIT ? + 0`,
        ...conditions.flatMap(([, values]) => values),
        limit,
      );
      return rows.map(stored);
    },
    async withoutRecord({ actions, limit }) {
      const rows = await sql.all<Row>(
        `${joinInOrder(
          actions.map(() => ofAction),
          'id DESC',
        )} LIMIT ? + 0`,
        ...actions,
        limit,
      );
      return rows.map(stored);
    },
    async seenIn(recordId) {
      const seen = async (column: 'person_id' | 'app_id') => {
        const rows = await sql.all<{ id: string }>(
          `SELECT DISTINCT ${column} AS id FROM
             (SELECT ${column} FROM audit WHERE record_id = ? ORDER BY id DESC LIMIT ${lookedThrough}) AS newest
           WHERE ${column} IS NOT NULL`,
          recordId,
        );
        return rows.map(({ id }) => id);
      };
      return { personIds: await seen('person_id'), appIds: await seen('app_id') };
    },
  };
}

function stored(row: Row): StoredAuditRow {
  return {
    id: Number(row.id),
    at: Number(row.at),
    action: row.action,
    personId: toUndefined(row.person_id),
    appId: toUndefined(row.app_id),
    recordId: toUndefined(row.record_id),
    avenue: toUndefined(row.avenue),
    details: JSON.parse(row.details),
  };
}
