// Invitations to records.
import type { Invitation } from '../core/sharing/invitation.ts';
import type { SharingReader, SharingWriter } from '../core/sharing/ports.ts';
import { type Sql, toNull, toUndefined } from './sql.ts';

interface InvitationRow {
  id: string;
  code_hash: Buffer;
  record_id: string;
  from_person_id: string;
  email: string;
  level: Invitation['level'];
  type_ids: string | null;
  access_ends_at: number | null;
  sealed_pin: Buffer;
  wrong_pins: number;
  created_at: number;
  expires_at: number;
}

export function openSharing(sql: Sql): SharingReader & SharingWriter {
  return {
    async invitation(codeHash) {
      const row = await sql.get<InvitationRow>(
        'SELECT * FROM sharing_invitation WHERE code_hash = ?',
        codeHash,
      );
      return row && invitation(row);
    },
    async isInvited(email, now) {
      const text = 'SELECT 1 FROM sharing_invitation WHERE LOWER(email) = ? AND expires_at > ?';
      return (await sql.get(text, email, now)) !== undefined;
    },
    async invitations(recordId) {
      const rows = await sql.all<InvitationRow>(
        'SELECT * FROM sharing_invitation WHERE record_id = ? ORDER BY created_at, id',
        recordId,
      );
      return rows.map(invitation);
    },
    async put(i) {
      await sql.put(
        `INSERT INTO sharing_invitation (id, code_hash, record_id, from_person_id, email, level, type_ids,
           access_ends_at, sealed_pin, wrong_pins, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET wrong_pins = excluded.wrong_pins`,
        i.id,
        i.codeHash,
        i.recordId,
        i.fromPersonId,
        i.email,
        i.level,
        i.typeIds ? JSON.stringify(i.typeIds) : null,
        toNull(i.accessEndsAt),
        i.sealedPin,
        i.wrongPins,
        i.createdAt,
        i.expiresAt,
      );
    },
    async remove(id) {
      await sql.put('DELETE FROM sharing_invitation WHERE id = ?', id);
    },
    async sweep(now) {
      await sql.put('DELETE FROM sharing_invitation WHERE expires_at <= ?', now);
    },
  };
}

function invitation(row: InvitationRow): Invitation {
  const accessEndsAt = toUndefined(row.access_ends_at);
  return {
    id: row.id,
    codeHash: row.code_hash,
    recordId: row.record_id,
    fromPersonId: row.from_person_id,
    email: row.email,
    level: row.level,
    typeIds: row.type_ids === null ? undefined : JSON.parse(row.type_ids),
    accessEndsAt: accessEndsAt === undefined ? undefined : Number(accessEndsAt),
    sealedPin: row.sealed_pin,
    wrongPins: Number(row.wrong_pins),
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
  };
}
