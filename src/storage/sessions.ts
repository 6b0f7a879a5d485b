// Tokens of applications, people and browsers, by hash; and what may be used once.
import type { AppSession } from '../core/applications/session.ts';
import type { SessionsReader, SessionsWriter } from '../core/ports.ts';
import { orNull, orUndefined, type Sql } from './sql.ts';

export function sessions(sql: Sql): SessionsReader & SessionsWriter {
  return {
    async app(hash) {
      const row = await sql.get<{ app_id: string; hmac: AppSession['hmac']; sealed_secret: Buffer; expires_at: number }>(
        'SELECT app_id, hmac, sealed_secret, expires_at FROM app_session WHERE hash = ?',
        hash,
      );
      return (
        row && { hash, appId: row.app_id, hmac: row.hmac, sealedSecret: row.sealed_secret, expiresAt: Number(row.expires_at) }
      );
    },
    async user(hash) {
      const row = await sql.get<{ app_id: string; person_id: string; shell_hash: Buffer | null; expires_at: number }>(
        'SELECT app_id, person_id, shell_hash, expires_at FROM user_token WHERE hash = ?',
        hash,
      );
      return (
        row && {
          hash,
          appId: row.app_id,
          personId: row.person_id,
          shellHash: orUndefined(row.shell_hash),
          expiresAt: Number(row.expires_at),
        }
      );
    },
    async shell(hash) {
      const row = await sql.get<{ person_id: string; expires_at: number }>(
        'SELECT person_id, expires_at FROM shell_session WHERE hash = ?',
        hash,
      );
      return row && { hash, personId: row.person_id, expiresAt: Number(row.expires_at) };
    },
    async putApp(s) {
      await sql.run(
        'INSERT INTO app_session (hash, app_id, hmac, sealed_secret, expires_at) VALUES (?, ?, ?, ?, ?)',
        s.hash, s.appId, s.hmac, s.sealedSecret, s.expiresAt,
      );
    },
    async putUser(t) {
      await sql.run(
        'INSERT INTO user_token (hash, app_id, person_id, shell_hash, expires_at) VALUES (?, ?, ?, ?, ?)',
        t.hash, t.appId, t.personId, orNull(t.shellHash), t.expiresAt,
      );
    },
    async removeUser(hash) {
      await sql.run('DELETE FROM user_token WHERE hash = ?', hash);
    },
    async putShell(s) {
      await sql.run('INSERT INTO shell_session (hash, person_id, expires_at) VALUES (?, ?, ?)', s.hash, s.personId, s.expiresAt);
    },
    async removeShell(hash) {
      await sql.run('DELETE FROM user_token WHERE shell_hash = ?', hash);
      await sql.run('DELETE FROM shell_session WHERE hash = ?', hash);
    },
    async useOnce(kind, hash, now, expiresAt) {
      await sql.run('DELETE FROM used_once WHERE kind = ? AND hash = ? AND expires_at <= ?', kind, hash, now);
      const added = await sql.run(
        'INSERT INTO used_once (kind, hash, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        kind, hash, expiresAt,
      );
      return added === 1;
    },
    async sweep(now) {
      for (const table of ['app_session', 'user_token', 'shell_session', 'used_once']) {
        await sql.run(`DELETE FROM ${table} WHERE expires_at <= ?`, now);
      }
    },
  };
}
