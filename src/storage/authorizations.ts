// What people granted applications.
import type { Authorization } from '../core/authorization/authorization.ts';
import type { AuthorizationsReader, AuthorizationsWriter } from '../core/authorization/ports.ts';
import { after } from '../core/awaitable.ts';
import {
  type AuthorizationRow,
  authorization,
  joinReach,
  type ReachRow,
  reachColumns,
  readReach,
} from './reach.ts';
import { endSmartGrants, endSmartGrantsOfNone } from './smart.ts';
import type { Sql } from './sql.ts';

export function openAuthorizations(sql: Sql): AuthorizationsReader & AuthorizationsWriter {
  return { ...lookUps(sql), ...openLists(sql), ...changes(sql) };
}

function lookUps(sql: Sql): Omit<AuthorizationsReader, Lists> {
  return {
    async find(appId, personId, recordId) {
      const row = await sql.get<AuthorizationRow>(
        'SELECT * FROM app_authorization WHERE app_id = ? AND person_id = ? AND record_id = ?',
        appId,
        personId,
        recordId,
      );
      return row && authorization(row);
    },
    async byRecordAlias(appId, alias) {
      const [row] = await sql.rows<ReachRow>(
        `SELECT ${reachColumns} FROM record_alias l ${joinReach} WHERE l.app_id = ? AND l.alias = ?`,
        appId,
        alias,
      );
      return row && readReach(appId, row);
    },
    reach: (appId, personId, recordId) =>
      after(
        sql.rows<ReachRow>(
          `SELECT ${reachColumns} FROM record_alias l ${joinReach} WHERE l.app_id = ? AND l.person_id = ? AND l.record_id = ?`,
          appId,
          personId,
          recordId,
        ),
        ([row]) => row && readReach(appId, row),
      ),
    async maySendDirect(appId, personId, recordId) {
      const row = await sql.get<{ may_send_direct: number }>(
        'SELECT may_send_direct FROM app_authorization WHERE app_id = ? AND person_id = ? AND record_id = ?',
        appId,
        personId,
        recordId,
      );
      return Number(row?.may_send_direct ?? 0) === 1;
    },
    async withdrawnRules(appId, personId, recordId) {
      const row = await sql.get<{ withdrawn_rules: string }>(
        'SELECT withdrawn_rules FROM app_authorization WHERE app_id = ? AND person_id = ? AND record_id = ?',
        appId,
        personId,
        recordId,
      );
      return JSON.parse(row?.withdrawn_rules ?? '[]');
    },
  };
}

type Lists = 'ofPerson' | 'everyOfPerson' | 'everyOnRecord' | 'people' | 'updatedRecords';

function openLists(sql: Sql): Pick<AuthorizationsReader, Lists> {
  return {
    ofPerson: (appId, personId) =>
      all(sql, 'app_id = ? AND person_id = ? ORDER BY created_at, record_id', appId, personId),
    everyOfPerson: personId => all(sql, 'person_id = ? ORDER BY created_at, app_id, record_id', personId),
    everyOnRecord: recordId => all(sql, 'record_id = ? ORDER BY created_at, app_id, person_id', recordId),
    async people(appId, { after = '', createdSince = 0, limit }) {
      const rows = await sql.all<{ alias: string; person_id: string }>(
        `SELECT p.alias, p.person_id FROM person_alias p WHERE p.app_id = ? AND p.alias > ? AND EXISTS (
           SELECT 1 FROM app_authorization a WHERE a.app_id = p.app_id AND a.person_id = p.person_id AND a.created_at >= ?)
         ORDER BY p.alias LIMIT ? + 0`,
        appId,
        after,
        createdSince,
        limit,
      );
      return rows.map(row => ({ alias: row.alias, personId: row.person_id }));
    },
    async updatedRecords(appId, since = 0) {
      const rows = await sql.all<AuthorizationRow & { record_updated_at: number; sequence: number }>(
        `SELECT a.*, r.open_updated_at AS record_updated_at, r.open_sequence AS sequence
         FROM app_authorization a JOIN record r ON r.id = a.record_id
         WHERE a.app_id = ? AND r.open_updated_at >= ? ORDER BY r.open_updated_at, r.id, a.person_id`,
        appId,
        since,
      );
      return rows.map(row => ({
        authorization: authorization(row),
        updatedAt: Number(row.record_updated_at),
        sequence: Number(row.sequence),
      }));
    },
  };
}

async function all(sql: Sql, where: string, ...values: string[]): Promise<Authorization[]> {
  const rows = await sql.all<AuthorizationRow>(`SELECT * FROM app_authorization WHERE ${where}`, ...values);
  return rows.map(authorization);
}

function changes(sql: Sql): AuthorizationsWriter {
  return {
    async put(a) {
      await sql.put(
        `INSERT INTO app_authorization (app_id, person_id, record_id, rules, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (app_id, person_id, record_id) DO UPDATE SET rules = excluded.rules, updated_at = excluded.updated_at,
           withdrawn_rules = '[]'`,
        a.appId,
        a.personId,
        a.recordId,
        JSON.stringify(a.rules),
        a.createdAt,
        a.updatedAt,
      );
    },
    async putMaySendDirect(appId, personId, recordId, maySend) {
      await sql.put(
        'UPDATE app_authorization SET may_send_direct = ? WHERE app_id = ? AND person_id = ? AND record_id = ?',
        maySend ? 1 : 0,
        appId,
        personId,
        recordId,
      );
    },
    async putWithdrawnRules(appId, personId, recordId, rules) {
      await sql.put(
        'UPDATE app_authorization SET withdrawn_rules = ? WHERE app_id = ? AND person_id = ? AND record_id = ?',
        JSON.stringify(rules),
        appId,
        personId,
        recordId,
      );
    },
    async remove(appId, personId, recordId) {
      await endSmartGrants(sql, appId, personId, recordId);
      await sql.put(
        'DELETE FROM app_authorization WHERE app_id = ? AND person_id = ? AND record_id = ?',
        appId,
        personId,
        recordId,
      );
      await endSmartGrantsOfNone(sql, appId, personId);
    },
  };
}
