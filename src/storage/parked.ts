// What applications posted for a page that is yet to come.
import type { ParkedReader, ParkedWriter } from '../core/healthvault/parked/ports.ts';
import { getRow, type Sql } from './sql.ts';

interface ParkedRow {
  id: string;
  browser_hash: Buffer;
  address_hash: Buffer;
  sealed: Buffer;
  expires_at: number;
}

export function openParked(sql: Sql): ParkedReader & ParkedWriter {
  return {
    async find(id) {
      const row = await sql.get<ParkedRow>('SELECT * FROM parked WHERE id = ?', id);
      return (
        row && {
          id: row.id,
          browserHash: row.browser_hash,
          addressHash: row.address_hash,
          sealed: row.sealed,
          expiresAt: Number(row.expires_at),
        }
      );
    },
    async count(addressHash, now) {
      const all = await getRow<{ n: number }>(
        sql,
        'SELECT COUNT(*) AS n FROM parked WHERE expires_at > ?',
        now,
      );
      const ofAddress = await getRow<{ n: number }>(
        sql,
        'SELECT COUNT(*) AS n FROM parked WHERE address_hash = ? AND expires_at > ?',
        addressHash,
        now,
      );
      return { all: Number(all.n), ofAddress: Number(ofAddress.n) };
    },
    async put({ id, browserHash, addressHash, sealed, expiresAt }) {
      await sql.put(
        'INSERT INTO parked (id, browser_hash, address_hash, sealed, expires_at) VALUES (?, ?, ?, ?, ?)',
        id,
        browserHash,
        addressHash,
        sealed,
        expiresAt,
      );
    },
    async remove(id) {
      await sql.put('DELETE FROM parked WHERE id = ?', id);
    },
    async sweep(now) {
      await sql.put('DELETE FROM parked WHERE expires_at <= ?', now);
    },
  };
}
