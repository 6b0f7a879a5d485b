// Addresses that open something of a record to whoever has them.
import type { AddressKind, SecretAddress } from '../core/secret-addresses/address.ts';
import type { SecretAddressesReader, SecretAddressesWriter } from '../core/secret-addresses/ports.ts';
import { type Sql, toNull, toUndefined } from './sql.ts';

interface AddressRow {
  id: string;
  token_hash: Buffer;
  sealed_token: Buffer | null;
  kind: AddressKind;
  record_id: string;
  person_id: string;
  name: string;
  choice: string;
  created_at: number;
}

export function openSecretAddresses(sql: Sql): SecretAddressesReader & SecretAddressesWriter {
  return {
    async byToken<Kind extends AddressKind>(kind: Kind, tokenHash: Buffer) {
      const text = 'SELECT * FROM secret_address WHERE token_hash = ? AND kind = ?';
      const row = await sql.get<AddressRow>(text, tokenHash, kind);
      return row && toAddress<Kind>(row);
    },
    async ofRecord<Kind extends AddressKind>(kind: Kind, recordId: string) {
      const text = 'SELECT * FROM secret_address WHERE record_id = ? AND kind = ? ORDER BY created_at, id';
      const rows = await sql.all<AddressRow>(text, recordId, kind);
      return rows.map(row => toAddress<Kind>(row));
    },
    async put(address) {
      await sql.put(
        `INSERT INTO secret_address (id, token_hash, sealed_token, kind, record_id, person_id, name, choice, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, sealed_token = excluded.sealed_token`,
        address.id,
        address.tokenHash,
        toNull(address.sealedToken),
        address.kind,
        address.recordId,
        address.personId,
        address.name,
        JSON.stringify(address.choice),
        address.createdAt,
      );
    },
    async remove(id) {
      await sql.put('DELETE FROM secret_address WHERE id = ?', id);
    },
    async removeOf(personId, recordId, kind) {
      const text = 'DELETE FROM secret_address WHERE person_id = ? AND record_id = ?';
      if (kind === undefined) await sql.put(text, personId, recordId);
      else await sql.put(`${text} AND kind = ?`, personId, recordId, kind);
    },
  };
}

function toAddress<Kind extends AddressKind>(row: AddressRow): SecretAddress<Kind> {
  return {
    id: row.id,
    kind: row.kind as Kind,
    recordId: row.record_id,
    personId: row.person_id,
    name: row.name,
    choice: JSON.parse(row.choice),
    createdAt: Number(row.created_at),
    tokenHash: row.token_hash,
    sealedToken: toUndefined(row.sealed_token),
  };
}
