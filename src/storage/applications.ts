// Applications, their certificates, and the secrets of SODA children.
import type { Application, Certificate } from '../core/applications/application.ts';
import type { ApplicationsReader, ApplicationsWriter } from '../core/ports.ts';
import { parsedOnce } from './parsed-once.ts';
import { orNull, orUndefined, type Sql } from './sql.ts';

interface CertificateRow {
  readonly app_id: string;
  readonly thumbprint: string;
  readonly pem: string;
  readonly added_at: number;
  readonly added_by: string | null;
}

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
      const rows = await sql.all<CertificateRow>(
        'SELECT app_id, thumbprint, pem, added_at, added_by FROM application_certificate WHERE app_id = ? ORDER BY added_at, thumbprint',
        appId,
      );
      return rows.map(
        (row): Certificate => ({
          appId: row.app_id,
          thumbprint: row.thumbprint,
          pem: row.pem,
          addedAt: Number(row.added_at),
          addedBy: orUndefined(row.added_by),
        }),
      );
    },
    async children(masterId, { offset, limit }) {
      const rows = await sql.all<{ definition: string }>(
        'SELECT definition FROM application WHERE master_id = ? ORDER BY created_at, id LIMIT ? OFFSET ?',
        masterId,
        limit,
        offset,
      );
      return rows.map(row => application(row.definition));
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
        'INSERT INTO application_certificate (app_id, thumbprint, pem, added_at, added_by) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        c.appId,
        c.thumbprint,
        c.pem,
        c.addedAt,
        orNull(c.addedBy),
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
