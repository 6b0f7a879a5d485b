// Exports of FHIR that applications asked for: what they asked, and how far they have come.
import type { FhirExport } from '../core/fhir/export-state.ts';
import type { FhirExportsReader, FhirExportsWriter } from '../core/fhir/ports.ts';
import { getRow, type Sql } from './sql.ts';

interface ExportRow {
  id: string;
  app_id: string;
  at: number;
  state: string;
}

type Kept = Omit<FhirExport, 'id' | 'appId' | 'at'>;

export function openFhirExports(sql: Sql): FhirExportsReader & FhirExportsWriter {
  return {
    async byId(id) {
      const row = await sql.get<ExportRow>('SELECT * FROM fhir_export WHERE id = ?', id);
      if (!row) return undefined;
      return { id, appId: row.app_id, at: Number(row.at), ...(JSON.parse(row.state) as Kept) };
    },
    async count(appId) {
      const { count } = await getRow<{ count: number }>(
        sql,
        'SELECT COUNT(*) AS count FROM fhir_export WHERE app_id = ?',
        appId,
      );
      return Number(count);
    },
    async put({ id, appId, at, ...kept }) {
      await sql.put(
        `INSERT INTO fhir_export (id, app_id, at, state) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state`,
        id,
        appId,
        at,
        JSON.stringify(kept),
      );
    },
    async remove(id) {
      await sql.put('DELETE FROM fhir_export WHERE id = ?', id);
    },
    async sweep(before) {
      await sql.put('DELETE FROM fhir_export WHERE at <= ?', before);
    },
  };
}
