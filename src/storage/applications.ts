// Applications, their certificates, and the secrets of SODA children.
import type { Application, Certificate } from '../core/applications/application.ts';
import type { ApplicationsReader, ApplicationsWriter } from '../core/ports.ts';
import { parsedOnce } from './parsed-once.ts';
import { orNull, type Sql } from './sql.ts';

export function applications(sql: Sql): ApplicationsReader & ApplicationsWriter {
  return { ...lookUps(sql), ...changes(sql) };
}

function lookUps(sql: Sql): ApplicationsReader {
  return {
    async byId(id) {
      const row = await sql.get<{ definition: string }>(
        'SELECT definition FROM application WHERE id = ?',
        id,
      );
      return row && application(row.definition);
    },
    async all() {
      const rows = await sql.all<{ definition: string }>(
        'SELECT definition FROM application ORDER BY created_at, id',
      );
      return rows.map(row => application(row.definition));
    },
    async certificates(appId) {
      const rows = await sql.all<{ app_id: string; thumbprint: string; pem: string; added_at: number }>(
        'SELECT app_id, thumbprint, pem, added_at FROM application_certificate WHERE app_id = ? ORDER BY added_at, thumbprint',
        appId,
      );
      return rows.map(
        (row): Certificate => ({
          appId: row.app_id,
          thumbprint: row.thumbprint,
          pem: row.pem,
          addedAt: Number(row.added_at),
        }),
      );
    },
    async childCount(masterId) {
      const row = await sql.get<{ count: number }>(
        'SELECT COUNT(*) AS count FROM application WHERE master_id = ?',
        masterId,
      );
      return Number(row?.count ?? 0);
    },
    async sharedSecret(appId) {
      const row = await sql.get<{ shared_secret: Buffer | null }>(
        'SELECT shared_secret FROM application WHERE id = ?',
        appId,
      );
      return row?.shared_secret ?? undefined;
    },
  };
}

function changes(sql: Sql): ApplicationsWriter {
  return {
    async put(app) {
      await sql.run(
        `INSERT INTO application (id, master_id, created_at, updated_at, definition) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET master_id = excluded.master_id, updated_at = excluded.updated_at, definition = excluded.definition`,
        app.id,
        orNull(app.masterId),
        app.createdAt,
        app.updatedAt,
        JSON.stringify(app),
      );
    },
    async addCertificate(c) {
      await sql.run(
        'INSERT INTO application_certificate (app_id, thumbprint, pem, added_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
        c.appId,
        c.thumbprint,
        c.pem,
        c.addedAt,
      );
    },
    async removeCertificates(appId) {
      await sql.run('DELETE FROM application_certificate WHERE app_id = ?', appId);
    },
    async putSharedSecret(appId, sealed) {
      await sql.run('UPDATE application SET shared_secret = ? WHERE id = ?', sealed, appId);
    },
  };
}

/** Properties that are not set are left out of the JSON, so they read as undefined. */
export const application = parsedOnce<Application>();
