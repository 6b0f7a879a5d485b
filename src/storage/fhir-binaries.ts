// Binaries that were sent by FHIR and that nothing holds yet: what kind of content they are.
import type { FhirBinariesReader, FhirBinariesWriter } from '../core/fhir/ports.ts';
import type { Sql } from './sql.ts';

export function openFhirBinaries(sql: Sql): FhirBinariesReader & FhirBinariesWriter {
  return {
    async byId(id) {
      const row = await sql.get<{ sealed: Buffer }>('SELECT sealed FROM fhir_binary WHERE id = ?', id);
      return row?.sealed;
    },
    async put({ id, recordId, sealed, expiresAt }) {
      await sql.put(
        'INSERT INTO fhir_binary (id, record_id, sealed, expires_at) VALUES (?, ?, ?, ?)',
        id,
        recordId,
        sealed,
        expiresAt,
      );
    },
    async sweep(now) {
      await sql.put('DELETE FROM fhir_binary WHERE expires_at <= ?', now);
    },
  };
}
