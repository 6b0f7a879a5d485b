// Sign-up codes, by hash, and who was admitted to applications that restrict their users.
import type { AdmissionsReader, AdmissionsWriter } from '../core/applications/ports.ts';
import type { SignUpCodesReader, SignUpCodesWriter } from '../core/people/ports.ts';
import { getRow, type Sql } from './sql.ts';

export function signUpCodes(sql: Sql): SignUpCodesReader & SignUpCodesWriter {
  return {
    async isOpen(hash, now) {
      return (
        (await sql.get('SELECT 1 FROM sign_up_code WHERE hash = ? AND expires_at > ?', hash, now)) !==
        undefined
      );
    },
    async openOf(appId, now) {
      const row = await getRow<{ n: number }>(
        sql,
        'SELECT COUNT(*) AS n FROM sign_up_code WHERE app_id = ? AND expires_at > ?',
        appId,
        now,
      );
      return Number(row.n);
    },
    async add({ hash, appId, expiresAt }) {
      await sql.put(
        'INSERT INTO sign_up_code (hash, app_id, expires_at) VALUES (?, ?, ?)',
        hash,
        appId,
        expiresAt,
      );
    },
    async use(hash, now) {
      return (await sql.run('DELETE FROM sign_up_code WHERE hash = ? AND expires_at > ?', hash, now)) === 1;
    },
    async sweep(now) {
      await sql.put('DELETE FROM sign_up_code WHERE expires_at <= ?', now);
    },
  };
}

export function openAdmissions(sql: Sql): AdmissionsReader & AdmissionsWriter {
  return {
    async has(appId, personId) {
      return (
        (await sql.get('SELECT 1 FROM app_admission WHERE app_id = ? AND person_id = ?', appId, personId)) !==
        undefined
      );
    },
    async add(appId, personId, at) {
      await sql.put(
        'INSERT INTO app_admission (app_id, person_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        appId,
        personId,
        at,
      );
    },
  };
}
