// What applications did with items and what is open to them. Asked by the operator's checks alone: it goes through all that an
// application was authorised for.
import type { AppStanding, AppUse } from '../core/applications/examine.ts';
import type { Permission } from '../core/authorization/rules.ts';
import { type Sql, toUndefined } from './sql.ts';

const ofIts = 'record_id IN (SELECT record_id FROM app_authorization WHERE app_id = ?)';

/** Each takes the id of the application as often as it has places. */
const ways: readonly string[] = [
  `SELECT type_id, 'Read' AS permission, MAX(last_at) AS last_at FROM app_read WHERE app_id = ? GROUP BY type_id`,
  `SELECT type_id, 'Create' AS permission, MAX(created_at) AS last_at FROM thing
   WHERE ${ofIts} AND created_app = ? GROUP BY type_id`,
  ...['thing', 'thing_history'].map(
    table => `SELECT type_id, CASE updated_action WHEN 'Deleted' THEN 'Delete' ELSE 'Update' END AS permission,
       MAX(updated_at) AS last_at FROM ${table}
     WHERE ${ofIts} AND updated_app = ? AND updated_action <> 'Created' GROUP BY type_id, updated_action`,
  ),
];

export async function findAppUses(sql: Sql, appId: string): Promise<AppUse[]> {
  const uses: AppUse[] = [];
  for (const way of ways) {
    const rows = await sql.all<{ type_id: string; permission: Permission; last_at: number }>(
      way,
      ...[...way.matchAll(/\?/g)].map(() => appId),
    );
    uses.push(
      ...rows.map(row => ({ typeId: row.type_id, permission: row.permission, lastAt: Number(row.last_at) })),
    );
  }
  return uses;
}

export async function findAppStanding(
  sql: Sql,
  appId: string,
  { now, idleSince }: { now: number; idleSince: number },
): Promise<AppStanding> {
  const all = await sql.get<{ first: number | null; count: number }>(
    'SELECT MIN(created_at) AS first, COUNT(*) AS count FROM app_authorization WHERE app_id = ?',
    appId,
  );
  const idle = await sql.get<{ count: number }>(
    `SELECT COUNT(*) AS count FROM app_authorization a WHERE a.app_id = ? AND a.updated_at < ?
       AND NOT EXISTS (SELECT 1 FROM app_read r WHERE r.app_id = a.app_id AND r.person_id = a.person_id
         AND r.record_id = a.record_id AND r.last_at >= ?)
       AND NOT EXISTS (SELECT 1 FROM thing t WHERE t.record_id = a.record_id AND t.updated_at >= ? AND t.updated_app = a.app_id)`,
    appId,
    idleSince,
    idleSince,
    idleSince,
  );
  const sessions = await sql.all<{ thumbprint: string | null; count: number }>(
    'SELECT thumbprint, COUNT(*) AS count FROM app_session WHERE app_id = ? AND expires_at > ? GROUP BY thumbprint',
    appId,
    now,
  );
  const stray = await sql.get<{ count: number }>(
    `SELECT COUNT(*) AS count FROM user_token t WHERE t.app_id = ? AND t.expires_at > ? AND NOT EXISTS (
       SELECT 1 FROM app_authorization a WHERE a.app_id = t.app_id AND a.person_id = t.person_id)`,
    appId,
    now,
  );
  return {
    firstAuthorizedAt: all?.first == null ? undefined : Number(all.first),
    authorizations: Number(all?.count ?? 0),
    idle: Number(idle?.count ?? 0),
    sessions: sessions.map(row => ({ thumbprint: toUndefined(row.thumbprint), count: Number(row.count) })),
    strayTokens: Number(stray?.count ?? 0),
  };
}
