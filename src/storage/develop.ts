// Who configures applications, and what is kept of an application beside its definition.
import type { AdminInvitation, AppAdmin, AppEntry } from '../core/applications/app-entry.ts';
import type { AppAdminsReader, AppAdminsWriter } from '../core/applications/ports.ts';
import type { Sql } from './sql.ts';

interface InvitationRow {
  app_id: string;
  email: string;
  invited_at: number;
}

export function openAppAdmins(sql: Sql): AppAdminsReader & AppAdminsWriter {
  return { ...lookUps(sql), ...changes(sql) };
}

function lookUps(sql: Sql): AppAdminsReader {
  return {
    async has(appId, personId) {
      const found = await sql.get(
        'SELECT 1 AS found FROM app_admin WHERE app_id = ? AND person_id = ?',
        appId,
        personId,
      );
      return found !== undefined;
    },
    async of(appId) {
      const rows = await sql.all<{ app_id: string; person_id: string; added_at: number }>(
        'SELECT * FROM app_admin WHERE app_id = ? ORDER BY added_at, person_id',
        appId,
      );
      return rows.map(
        (row): AppAdmin => ({ appId: row.app_id, personId: row.person_id, addedAt: Number(row.added_at) }),
      );
    },
    async appsOf(personId) {
      const rows = await sql.all<{ app_id: string }>(
        'SELECT app_id FROM app_admin WHERE person_id = ? ORDER BY added_at, app_id',
        personId,
      );
      return rows.map(row => row.app_id);
    },
    async invitations(appId) {
      const rows = await sql.all<InvitationRow>(
        'SELECT * FROM app_admin_invitation WHERE app_id = ? ORDER BY invited_at, email',
        appId,
      );
      return rows.map(invitation);
    },
    async invitationsTo(email) {
      const rows = await sql.all<InvitationRow>(
        'SELECT * FROM app_admin_invitation WHERE email = ? ORDER BY invited_at, app_id',
        email.toLowerCase(),
      );
      return rows.map(invitation);
    },
    async entry(appId) {
      const row = await sql.get<{ entry: string }>('SELECT entry FROM app_entry WHERE app_id = ?', appId);
      return row ? JSON.parse(row.entry) : {};
    },
    async entries() {
      const rows = await sql.all<{ app_id: string; entry: string }>('SELECT app_id, entry FROM app_entry');
      return new Map(rows.map(row => [row.app_id, JSON.parse(row.entry) as AppEntry]));
    },
  };
}

function changes(sql: Sql): AppAdminsWriter {
  return {
    async add({ appId, personId, addedAt }) {
      await sql.put(
        'INSERT INTO app_admin (app_id, person_id, added_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        appId,
        personId,
        addedAt,
      );
    },
    async remove(appId, personId) {
      await sql.put('DELETE FROM app_admin WHERE app_id = ? AND person_id = ?', appId, personId);
    },
    async invite({ appId, email, invitedAt }) {
      await sql.put(
        `INSERT INTO app_admin_invitation (app_id, email, invited_at) VALUES (?, ?, ?)
         ON CONFLICT (app_id, email) DO UPDATE SET invited_at = excluded.invited_at`,
        appId,
        email,
        invitedAt,
      );
    },
    async removeInvitation(appId, email) {
      await sql.put('DELETE FROM app_admin_invitation WHERE app_id = ? AND email = ?', appId, email);
    },
    async putEntry(appId, entry) {
      await sql.put(
        `INSERT INTO app_entry (app_id, entry) VALUES (?, ?)
         ON CONFLICT (app_id) DO UPDATE SET entry = excluded.entry`,
        appId,
        JSON.stringify(entry),
      );
    },
  };
}

function invitation(row: InvitationRow): AdminInvitation {
  return { appId: row.app_id, email: row.email, invitedAt: Number(row.invited_at) };
}
