// Tokens of applications, people and browsers, by hash; and what may be used once.
import type { AppSessionsReader, AppSessionsWriter } from '../core/healthvault/sessions/ports.ts';
import type { Person, ShellSession } from '../core/people/person.ts';
import type { SessionsReader, SessionsWriter } from '../core/people/ports.ts';
import { findCaller } from './callers.ts';
import { type Sql, toNull, toUndefined } from './sql.ts';

interface UserRow {
  app_id: string;
  person_id: string;
  shell_hash: Buffer | null;
  expires_at: number;
  state: Person['state'] | null;
}

interface ShellRow {
  hash: Buffer;
  id: string;
  person_id: string;
  address: string;
  browser: string;
  system: string;
  created_at: number;
  last_used_at: number;
  proved_at: number;
  expires_at: number;
}

export function openSessions(
  sql: Sql,
): AppSessionsReader & AppSessionsWriter & SessionsReader & SessionsWriter {
  return { ...lookUps(sql), ...changes(sql), ...shellChanges(sql) };
}

function lookUps(sql: Sql): AppSessionsReader & SessionsReader {
  return {
    caller: asked => findCaller(sql, asked),
    async user(hash) {
      const row = await sql.get<UserRow>(
        `SELECT t.app_id, t.person_id, t.shell_hash, t.expires_at, p.state
         FROM user_token t LEFT JOIN person p ON p.id = t.person_id WHERE t.hash = ?`,
        hash,
      );
      if (!row) return undefined;
      const { app_id: appId, person_id: personId, shell_hash: shellHash, expires_at: expiresAt, state } = row;
      const token = {
        hash,
        appId,
        personId,
        shellHash: toUndefined(shellHash),
        expiresAt: Number(expiresAt),
      };
      return { token, personState: toUndefined(state) };
    },
    async shell(hash) {
      const row = await sql.get<ShellRow>('SELECT * FROM shell_session WHERE hash = ?', hash);
      return row && shellSession(row);
    },
    async shellsOf(personId, now) {
      const rows = await sql.all<ShellRow>(
        'SELECT * FROM shell_session WHERE person_id = ? AND expires_at > ? ORDER BY last_used_at DESC, id',
        personId,
        now,
      );
      return rows.map(shellSession);
    },
  };
}

const tablesOfSessions = ['app_session', 'user_token', 'shell_session', 'smart_row', 'smart_grant'] as const;

/** What opens something to whoever holds it, or read mail where others could, and what waits to be mailed. */
const tablesOfTrust = [
  'known_browser',
  'confirmed_address',
  'sharing_invitation',
  'app_admin_invitation',
  'sign_up_code',
  'parked',
  'secret_address',
  'mail',
  'mail_letter',
] as const;

type ShellChange = 'putShell' | 'removeShell' | 'touchShell' | 'renewShell';

function changes(sql: Sql): AppSessionsWriter & Omit<SessionsWriter, ShellChange> {
  const endAll = async () => {
    for (const table of tablesOfSessions) await sql.put(`DELETE FROM ${table}`);
    await sql.put(`DELETE FROM mailed_link WHERE kind <> 'made'`);
  };
  return {
    async putApp(s) {
      await sql.put(
        'INSERT INTO app_session (hash, app_id, hmac, sealed_secret, thumbprint, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
        s.hash,
        s.appId,
        s.hmac,
        s.sealedSecret,
        toNull(s.thumbprint),
        s.expiresAt,
      );
    },
    async putUser(t) {
      await sql.put(
        'INSERT INTO user_token (hash, app_id, person_id, shell_hash, expires_at) VALUES (?, ?, ?, ?, ?)',
        t.hash,
        t.appId,
        t.personId,
        toNull(t.shellHash),
        t.expiresAt,
      );
    },
    async removeUser(hash) {
      await sql.put('DELETE FROM user_token WHERE hash = ?', hash);
    },
    async useOnce(kind, hash, now, expiresAt) {
      await sql.put('DELETE FROM used_once WHERE kind = ? AND hash = ? AND expires_at <= ?', kind, hash, now);
      const added = await sql.run(
        'INSERT INTO used_once (kind, hash, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        kind,
        hash,
        expiresAt,
      );
      return added === 1;
    },
    async sweep(now) {
      for (const table of ['app_session', 'user_token', 'shell_session', 'used_once']) {
        await sql.put(`DELETE FROM ${table} WHERE expires_at <= ?`, now);
      }
    },
    endAll,
    async forgetAll() {
      await endAll();
      for (const table of tablesOfTrust) await sql.put(`DELETE FROM ${table}`);
    },
  };
}

function shellChanges(sql: Sql): Pick<SessionsWriter, ShellChange> {
  return {
    async putShell(s) {
      await sql.put(
        `INSERT INTO shell_session (hash, id, person_id, address, browser, system, created_at, last_used_at, proved_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        s.hash,
        s.id,
        s.personId,
        s.place.address,
        s.place.browser,
        s.place.system,
        s.createdAt,
        s.lastUsedAt,
        s.provedAt,
        s.expiresAt,
      );
    },
    async removeShell(hash) {
      await sql.put('DELETE FROM user_token WHERE shell_hash = ?', hash);
      await sql.put('DELETE FROM shell_session WHERE hash = ?', hash);
    },
    async touchShell(hash, at) {
      await sql.put('UPDATE shell_session SET last_used_at = ? WHERE hash = ?', at, hash);
    },
    async renewShell(before, { hash, provedAt }) {
      await sql.put('UPDATE user_token SET shell_hash = ? WHERE shell_hash = ?', hash, before);
      await sql.put(
        'UPDATE shell_session SET hash = ?, proved_at = ?, last_used_at = ? WHERE hash = ?',
        hash,
        provedAt,
        provedAt,
        before,
      );
    },
  };
}

function shellSession(row: ShellRow): ShellSession {
  return {
    hash: row.hash,
    id: row.id,
    personId: row.person_id,
    place: { address: row.address, browser: row.browser, system: row.system },
    createdAt: Number(row.created_at),
    lastUsedAt: Number(row.last_used_at),
    provedAt: Number(row.proved_at),
    expiresAt: Number(row.expires_at),
  };
}
