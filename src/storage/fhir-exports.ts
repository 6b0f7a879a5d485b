// Exports of FHIR that applications asked for: what they asked, of which records, and how far they have come.
import type { FhirExport } from '../core/fhir/export-state.ts';
import type { FhirExportsReader, FhirExportsWriter } from '../core/fhir/ports.ts';
import { getRow, type Sql, type SqlValue, toNull, toUndefined } from './sql.ts';

interface ExportRow {
  id: string;
  app_id: string;
  person_id: string | null;
  at: number;
  state: string;
}

type Progress = Pick<FhirExport, 'asked' | 'next' | 'kinds'>;

export function openFhirExports(sql: Sql): FhirExportsReader & FhirExportsWriter {
  return {
    async byId(id) {
      const row = await sql.get<ExportRow>('SELECT * FROM fhir_export WHERE id = ?', id);
      if (!row) return undefined;
      const { app_id: appId, person_id, at, state } = row;
      const records = await listRecords(sql, id);
      return {
        ...(JSON.parse(state) as Progress),
        ...{ id, appId, personId: toUndefined(person_id), at: Number(at), records },
      };
    },
    async count({ appId, personId }) {
      const { count } = await getRow<{ count: number }>(
        sql,
        `SELECT COUNT(*) AS count FROM fhir_export WHERE app_id = ? AND COALESCE(person_id, '') = ?`,
        appId,
        personId ?? '',
      );
      return Number(count);
    },
    async add({ id, appId, personId, at, records, ...progress }) {
      await sql.put(
        'INSERT INTO fhir_export (id, app_id, person_id, at, state) VALUES (?, ?, ?, ?, ?)',
        id,
        appId,
        toNull(personId),
        at,
        printState(progress),
      );
      for (const { place, ...of } of records)
        await sql.put(
          'INSERT INTO fhir_export_record (export_id, place, person_id, record_id) VALUES (?, ?, ?, ?)',
          id,
          place,
          of.personId,
          of.recordId,
        );
    },
    async setProgress({ id, ...progress }) {
      await sql.put('UPDATE fhir_export SET state = ? WHERE id = ?', printState(progress), id);
    },
    remove: id => dropFhirExports(sql, 'id = ?', id),
    sweep: before => dropFhirExports(sql, 'at <= ?', before),
  };
}

function printState({ asked, next, kinds }: Progress): string {
  return JSON.stringify({ asked, next, kinds });
}

async function listRecords(sql: Sql, id: string): Promise<FhirExport['records']> {
  const rows = await sql.all<{ place: number; person_id: string; record_id: string }>(
    'SELECT place, person_id, record_id FROM fhir_export_record WHERE export_id = ? ORDER BY place',
    id,
  );
  return rows.map(row => ({ place: Number(row.place), personId: row.person_id, recordId: row.record_id }));
}

/** What a person's token began goes with the record: it may tell its kinds. One of a backend service goes on without it. */
export const ofPersonAndRecord = `person_id IS NOT NULL AND id IN
  (SELECT export_id FROM fhir_export_record WHERE record_id = ?)`;

/** @param where of `fhir_export` */
export async function dropFhirExports(sql: Sql, where: string, ...values: SqlValue[]): Promise<void> {
  for (const { id } of await sql.all<{ id: string }>(
    `SELECT id FROM fhir_export WHERE ${where}`,
    ...values,
  )) {
    await sql.put('DELETE FROM fhir_export_record WHERE export_id = ?', id);
    await sql.put('DELETE FROM fhir_export WHERE id = ?', id);
  }
}
