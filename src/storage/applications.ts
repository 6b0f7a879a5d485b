// Applications, their certificates, and the secrets of SODA children.
import type { Application, Certificate } from '../core/applications/application.ts';
import type { ApplicationsReader, ApplicationsWriter } from '../core/applications/ports.ts';
import { findAppStanding, findAppUses } from './app-standing.ts';
import { dropFhirExports } from './fhir-exports.ts';
import { makeParser } from './parsed-once.ts';
import { type Sql, toNull, toUndefined } from './sql.ts';

interface CertificateRow {
  readonly app_id: string;
  readonly thumbprint: string;
  readonly pem: string;
  readonly added_at: number;
  readonly added_by: string | null;
}

/** A person's alias is made when they first authorise an application, and stays. */
const tablesOfUse = [
  'person_alias',
  'connect_request',
  'connect_package',
  'event_subscription',
  'sign_up_code',
] as const;

const tablesOfConfiguration = [
  'application_certificate',
  'application_text',
  'app_admin',
  'app_admin_invitation',
  'app_entry',
  'app_session',
  'smart_row',
  'smart_grant',
] as const;

/** As `JSON.stringify` writes it; within a text its quotes would stand behind backslashes. */
const saysSelfRegistered = '%"isSelfRegistered":true%';

export function openApplications(sql: Sql): ApplicationsReader & ApplicationsWriter {
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
    all: () => definitions(sql, '1 = 1'),
    registered: () => definitions(sql, 'shared_secret IS NULL'),
    ...selfRegistered(sql),
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
          addedBy: toUndefined(row.added_by),
        }),
      );
    },
    async children(masterId, { offset, limit }) {
      const rows = await sql.all<{ definition: string }>(
        'SELECT definition FROM application WHERE master_id = ? ORDER BY created_at, id LIMIT ? + 0 OFFSET ?',
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
    async isTakenUp(appId) {
      const parts = [
        'SELECT 1 FROM application WHERE master_id = ?',
        ...tablesOfUse.map(table => `SELECT 1 FROM ${table} WHERE app_id = ?`),
      ];
      const found = await sql.get(
        `SELECT 1 AS found WHERE ${parts.map(part => `EXISTS (${part})`).join(' OR ')}`,
        ...parts.map(() => appId),
      );
      return found !== undefined;
    },
    async sharedSecret(appId) {
      const row = await sql.get<{ shared_secret: Buffer | null }>(
        'SELECT shared_secret FROM application WHERE id = ?',
        appId,
      );
      return row?.shared_secret ?? undefined;
    },
    uses: appId => findAppUses(sql, appId),
    standing: (appId, times) => findAppStanding(sql, appId, times),
  };
}

/** Oldest first. */
function selfRegistered(sql: Sql): Pick<ApplicationsReader, 'countSelfRegistered' | 'selfRegisteredBefore'> {
  return {
    async countSelfRegistered() {
      const row = await sql.get<{ count: number }>(
        `SELECT COUNT(*) AS count FROM application WHERE shared_secret IS NULL AND definition LIKE ?`,
        saysSelfRegistered,
      );
      return Number(row?.count ?? 0);
    },
    async selfRegisteredBefore(time) {
      return sql.column<string>(
        `SELECT id FROM application
         WHERE shared_secret IS NULL AND updated_at < ? AND definition LIKE ? ORDER BY updated_at, id`,
        time,
        saysSelfRegistered,
      );
    },
  };
}

async function definitions(sql: Sql, where: string): Promise<Application[]> {
  const rows = await sql.all<{ definition: string }>(
    `SELECT definition FROM application WHERE ${where} ORDER BY created_at, id`,
  );
  return rows.map(row => application(row.definition));
}

function changes(sql: Sql): ApplicationsWriter {
  return {
    async put(app) {
      await sql.put(
        `INSERT INTO application (id, master_id, created_at, updated_at, definition) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET master_id = excluded.master_id, updated_at = excluded.updated_at, definition = excluded.definition`,
        app.id,
        toNull(app.masterId),
        app.createdAt,
        app.updatedAt,
        JSON.stringify(app),
      );
      // What people let it do goes with what the operator does: given anew, it asks them anew. So it is for its children.
      if (!app.methodGroups.includes('direct'))
        await sql.put(
          `UPDATE app_authorization SET may_send_direct = 0 WHERE may_send_direct = 1
           AND app_id IN (SELECT id FROM application WHERE id = ? OR master_id = ?)`,
          app.id,
          app.id,
        );
    },
    async addCertificate(c) {
      await sql.put(
        'INSERT INTO application_certificate (app_id, thumbprint, pem, added_at, added_by) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        c.appId,
        c.thumbprint,
        c.pem,
        c.addedAt,
        toNull(c.addedBy),
      );
    },
    async removeCertificates(appId) {
      await sql.put('DELETE FROM application_certificate WHERE app_id = ?', appId);
    },
    async removeCertificate(appId, thumbprint) {
      await sql.put(
        'DELETE FROM application_certificate WHERE app_id = ? AND thumbprint = ?',
        appId,
        thumbprint,
      );
    },
    async remove(appId) {
      await dropFhirExports(sql, 'app_id = ?', appId);
      for (const table of tablesOfConfiguration)
        await sql.put(`DELETE FROM ${table} WHERE app_id = ?`, appId);
      await sql.put('DELETE FROM application WHERE id = ?', appId);
    },
    async putSharedSecret(appId, sealed) {
      await sql.put('UPDATE application SET shared_secret = ? WHERE id = ?', sealed, appId);
    },
  };
}

/** Properties that are not set are left out of the JSON, so they read as undefined. */
export const application = makeParser<Application>();
