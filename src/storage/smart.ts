// What the authorization server keeps: tokens and codes by their hash, grants, keys.
import type { Person } from '../core/people/person.ts';
import type { SmartGrant, SmartReader, SmartRow, SmartToken, SmartWriter } from '../core/smart/ports.ts';
import { application } from './applications.ts';
import { joinReach, type ReachRow, reachColumns, readReach } from './reach.ts';
import { type Sql, type SqlValue, toNull, toUndefined } from './sql.ts';

interface RowColumns {
  kind: string;
  id_hash: Buffer;
  sealed: Buffer;
  app_id: string | null;
  grant_hash: Buffer | null;
  uid_hash: Buffer | null;
  consumed_at: number | null;
  expires_at: number;
}

interface GrantColumns {
  hash: Buffer;
  app_id: string;
  person_id: string;
  record_id: string | null;
  scopes: string;
  is_offline: number;
  shell_id: string | null;
  created_at: number;
  expires_at: number;
}

type TokenPart = readonly [
  kind: string,
  sealed: Buffer,
  appId: string,
  grantHash: Buffer | null,
  uidHash: Buffer | null,
  consumedAt: number | null,
  expiresAt: number,
];

/** What belongs to a grant that is none is null. */
type GrantPart = readonly [
  hash: Buffer | null,
  personId: string,
  recordId: string | null,
  scopes: string,
  isOffline: number,
  shellId: string | null,
  createdAt: number,
  grantExpiresAt: number,
];

type OwnerPart = readonly [
  definition: string | null,
  personState: Person['state'] | null,
  isSignedIn: number,
  recordAlias: string | null,
];

type TokenColumns = readonly [...TokenPart, ...GrantPart, ...OwnerPart, ...ReachRow];

const tokenQuery = `
  SELECT t.kind, t.sealed, t.app_id, t.grant_hash, t.uid_hash, t.consumed_at, t.expires_at,
    g.hash, g.person_id, g.record_id, g.scopes, g.is_offline, g.shell_id, g.created_at, g.expires_at,
    a.definition, p.state,
    CASE WHEN EXISTS (
      SELECT 1 FROM shell_session s WHERE s.person_id = g.person_id AND s.id = g.shell_id AND s.expires_at > ?
    ) THEN 1 ELSE 0 END,
    l.alias, ${reachColumns}
  FROM smart_row t
  LEFT JOIN smart_grant g ON g.hash = t.grant_hash AND g.app_id = t.app_id
  LEFT JOIN application a ON a.id = t.app_id
  LEFT JOIN person p ON p.id = g.person_id
  LEFT JOIN record_alias l ON l.app_id = g.app_id AND l.person_id = g.person_id AND l.record_id = g.record_id
  ${joinReach}
  WHERE t.id_hash = ? AND t.kind IN ('AccessToken', 'ClientCredentials')`;

export function openSmart(sql: Sql): SmartReader & SmartWriter {
  return { ...lookUps(sql), ...changes(sql) };
}

/** What ends with an authorisation, in its transaction. */
export async function endSmartGrants(
  sql: Sql,
  appId: string,
  personId: string,
  recordId: string,
): Promise<void> {
  const of = 'app_id = ? AND person_id = ? AND record_id = ?';
  const values = [appId, personId, recordId];
  await sql.put(
    `DELETE FROM smart_row WHERE grant_hash IN (SELECT hash FROM smart_grant WHERE ${of})`,
    ...values,
  );
  await sql.put(`DELETE FROM smart_grant WHERE ${of}`, ...values);
  await sql.put(
    `DELETE FROM fhir_subscription_event WHERE subscription_id IN (SELECT id FROM fhir_subscription WHERE ${of})`,
    ...values,
  );
  await sql.put(`DELETE FROM fhir_subscription WHERE ${of}`, ...values);
}

/**
 * What was granted for no one record works with all that the person authorised: it ends with the last of them, so that it is not
 * there again when the person lets the application in anew.
 */
export async function endSmartGrantsOfNone(sql: Sql, appId: string, personId: string): Promise<void> {
  const of = `app_id = ? AND person_id = ? AND record_id IS NULL AND NOT EXISTS (
    SELECT 1 FROM app_authorization a WHERE a.app_id = smart_grant.app_id AND a.person_id = smart_grant.person_id)`;
  await sql.put(
    `DELETE FROM smart_row WHERE grant_hash IN (SELECT hash FROM smart_grant WHERE ${of})`,
    appId,
    personId,
  );
  await sql.put(`DELETE FROM smart_grant WHERE ${of}`, appId, personId);
}

function lookUps(sql: Sql): SmartReader {
  const grant = async (hash: Buffer) => {
    const row = await sql.get<GrantColumns>('SELECT * FROM smart_grant WHERE hash = ?', hash);
    return row && toGrant(row);
  };
  return {
    grant,
    async hasOffline({ appId, personId, recordId }, now) {
      const text = `SELECT 1 AS one FROM smart_grant WHERE app_id = ? AND person_id = ? AND is_offline = 1
        AND expires_at > ? AND (record_id IS NULL OR record_id = ?) LIMIT 1`;
      return (await sql.get(text, appId, personId, now, recordId)) !== undefined;
    },
    async row(kind, idHash) {
      const text = 'SELECT * FROM smart_row WHERE id_hash = ? AND kind = ?';
      const row = await sql.get<RowColumns>(text, idHash, kind);
      return row && toRow(row);
    },
    async rowByUid(kind, uidHash) {
      const text = 'SELECT * FROM smart_row WHERE uid_hash = ? AND kind = ?';
      const row = await sql.get<RowColumns>(text, uidHash, kind);
      return row && toRow(row);
    },
    async token(idHash, now) {
      const [found] = await sql.rows<TokenColumns>(tokenQuery, now, idHash);
      return found && readToken(idHash, found);
    },
    async keys() {
      const rows = await sql.all<{ id: string; sealed: Buffer; made_at: number }>(
        'SELECT * FROM smart_key ORDER BY made_at, id',
      );
      return rows.map(row => ({ id: row.id, sealed: row.sealed, madeAt: Number(row.made_at) }));
    },
  };
}

function readToken(
  id_hash: Buffer,
  [kind, sealed, app_id, grant_hash, uid_hash, consumed_at, expires_at, ...others]: TokenColumns,
): SmartToken {
  const [hash, person_id, record_id, scopes, is_offline, shell_id, created_at, grantExpiresAt, ...owner] =
    others;
  const [definition, personState, isSignedIn, recordAlias, ...reach] = owner;
  const grant = { hash, app_id, person_id, record_id, scopes, is_offline, shell_id, created_at };
  const basis = recordAlias === null ? undefined : readReach(app_id, reach);
  return {
    row: toRow({ kind, id_hash, sealed, app_id, grant_hash, uid_hash, consumed_at, expires_at }),
    grant: hash === null ? undefined : toGrant({ ...grant, hash, expires_at: grantExpiresAt }),
    app: definition === null ? undefined : application(definition),
    personState: toUndefined(personState),
    isSignedIn: Number(isSignedIn) === 1,
    reach: basis && recordAlias !== null ? { ...basis, recordAlias } : undefined,
  };
}

const insertRow = `INSERT INTO smart_row (kind, id_hash, sealed, app_id, grant_hash, uid_hash, consumed_at, expires_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id_hash, kind) DO`;

function changes(sql: Sql): SmartWriter {
  return {
    async putRow(row) {
      await sql.put(
        `${insertRow} UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at, uid_hash = excluded.uid_hash`,
        ...toValues(row),
      );
    },
    async addRow(row) {
      return (await sql.run(`${insertRow} NOTHING`, ...toValues(row))) === 1;
    },
    async consumeRow(kind, idHash, at) {
      const text =
        'UPDATE smart_row SET consumed_at = ? WHERE id_hash = ? AND kind = ? AND consumed_at IS NULL';
      return (await sql.run(text, at, idHash, kind)) === 1;
    },
    async removeRow(kind, idHash) {
      await sql.put('DELETE FROM smart_row WHERE id_hash = ? AND kind = ?', idHash, kind);
    },
    async putGrant(g) {
      await sql.put(
        `INSERT INTO smart_grant (hash, app_id, person_id, record_id, scopes, is_offline, shell_id, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (hash) DO UPDATE SET expires_at = excluded.expires_at`,
        g.hash,
        g.appId,
        g.personId,
        toNull(g.recordId),
        g.scopes,
        g.isOffline ? 1 : 0,
        toNull(g.shellId),
        g.createdAt,
        g.expiresAt,
      );
    },
    async removeGrant(hash) {
      await sql.put(
        `UPDATE fhir_subscription SET due_at = 0 WHERE status <> 'off' AND EXISTS (
           SELECT 1 FROM smart_grant g WHERE g.hash = ? AND g.app_id = fhir_subscription.app_id
             AND g.person_id = fhir_subscription.person_id)`,
        hash,
      );
      await sql.put('DELETE FROM smart_row WHERE grant_hash = ?', hash);
      await sql.put('DELETE FROM smart_grant WHERE hash = ?', hash);
    },
    async putKey({ id, sealed, madeAt }) {
      await sql.put('INSERT INTO smart_key (id, sealed, made_at) VALUES (?, ?, ?)', id, sealed, madeAt);
    },
    async sweep(now) {
      await sql.put('DELETE FROM smart_row WHERE expires_at <= ?', now);
      await sql.put('DELETE FROM smart_grant WHERE expires_at <= ?', now);
    },
  };
}

function toValues(row: SmartRow): SqlValue[] {
  return [
    row.kind,
    row.idHash,
    row.sealed,
    toNull(row.appId),
    toNull(row.grantHash),
    toNull(row.uidHash),
    toNull(row.consumedAt),
    row.expiresAt,
  ];
}

function toRow(row: RowColumns): SmartRow {
  return {
    kind: row.kind,
    idHash: row.id_hash,
    sealed: row.sealed,
    appId: toUndefined(row.app_id),
    grantHash: toUndefined(row.grant_hash),
    uidHash: toUndefined(row.uid_hash),
    consumedAt: row.consumed_at === null ? undefined : Number(row.consumed_at),
    expiresAt: Number(row.expires_at),
  };
}

function toGrant(row: GrantColumns): SmartGrant {
  return {
    hash: row.hash,
    appId: row.app_id,
    personId: row.person_id,
    recordId: toUndefined(row.record_id),
    scopes: row.scopes,
    isOffline: Number(row.is_offline) === 1,
    shellId: toUndefined(row.shell_id),
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
  };
}
