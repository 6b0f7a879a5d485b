// What the authorization server keeps: tokens and codes by their hash, grants, keys.
import type { Person } from '../core/people/person.ts';
import type { SmartGrant, SmartReader, SmartRow, SmartWriter } from '../core/smart/ports.ts';
import { application } from './applications.ts';
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

/** What belongs to a grant that is none is NULL. */
type TokenColumns = RowColumns &
  Omit<GrantColumns, 'hash' | 'app_id' | 'expires_at'> & {
    hash: Buffer | null;
    app_id: string;
    grant_expires_at: number;
    definition: string | null;
    person_state: Person['state'] | null;
    is_signed_in: number;
  };

const tokenQuery = `
  SELECT r.kind, r.id_hash, r.sealed, r.app_id, r.grant_hash, r.uid_hash, r.consumed_at, r.expires_at,
    g.hash, g.person_id, g.record_id, g.scopes, g.is_offline, g.shell_id, g.created_at, g.expires_at AS grant_expires_at,
    a.definition, p.state AS person_state,
    CASE WHEN EXISTS (
      SELECT 1 FROM shell_session s WHERE s.person_id = g.person_id AND s.id = g.shell_id AND s.expires_at > ?
    ) THEN 1 ELSE 0 END AS is_signed_in
  FROM smart_row r
  LEFT JOIN smart_grant g ON g.hash = r.grant_hash AND g.app_id = r.app_id
  LEFT JOIN application a ON a.id = r.app_id
  LEFT JOIN person p ON p.id = g.person_id
  WHERE r.id_hash = ? AND r.kind IN ('AccessToken', 'ClientCredentials')`;

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
}

function lookUps(sql: Sql): SmartReader {
  const grant = async (hash: Buffer) => {
    const row = await sql.get<GrantColumns>('SELECT * FROM smart_grant WHERE hash = ?', hash);
    return row && toGrant(row);
  };
  return {
    grant,
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
      const found = await sql.get<TokenColumns>(tokenQuery, now, idHash);
      if (!found) return undefined;
      return {
        row: toRow(found),
        grant:
          found.hash === null
            ? undefined
            : toGrant({ ...found, hash: found.hash, expires_at: found.grant_expires_at }),
        app: found.definition === null ? undefined : application(found.definition),
        personState: toUndefined(found.person_state),
        isSignedIn: Number(found.is_signed_in) === 1,
      };
    },
    async keys() {
      const rows = await sql.all<{ id: string; sealed: Buffer; made_at: number }>(
        'SELECT * FROM smart_key ORDER BY made_at, id',
      );
      return rows.map(row => ({ id: row.id, sealed: row.sealed, madeAt: Number(row.made_at) }));
    },
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
