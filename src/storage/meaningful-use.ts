// Receipts of documents and packages, and what people did with documents.
import type {
  DocumentReceipt,
  MeaningfulUseReader,
  MeaningfulUseWriter,
  PackageReceipt,
} from '../core/healthvault/meaningful-use/ports.ts';
import { type Sql, toNull, toUndefined, writePlaces } from './sql.ts';

interface DocumentRow {
  id: number;
  record_id: string;
  thing_id: string;
  source: string;
  patient_id: string;
  organization_id: string;
  event_at: number;
  available_at: number;
  package_id: string | null;
}

type ActivityRow = Pick<DocumentRow, 'source' | 'patient_id' | 'organization_id'>;
type PackageRow = Pick<DocumentRow, 'id' | 'source' | 'available_at'> & { sealed_code: Buffer };

export function openMeaningfulUse(sql: Sql): MeaningfulUseReader & MeaningfulUseWriter {
  return { ...reports(sql), ...notes(sql) };
}

function reports(sql: Sql): MeaningfulUseReader {
  return {
    async activities({ sources, period, after = ['', '', ''], limit }) {
      const rows = await sql.all<ActivityRow>(
        `SELECT DISTINCT source, patient_id, organization_id FROM document_receipt d
         WHERE source IN (${writePlaces(sources.length)}) AND event_at BETWEEN ? AND ?
           AND (source, patient_id, organization_id) > (?, ?, ?)
           AND EXISTS (SELECT 1 FROM document_action a WHERE a.record_id = d.record_id AND a.last_at >= d.available_at)
         ORDER BY source, patient_id, organization_id LIMIT ? + 0`,
        ...sources,
        period.from,
        period.to,
        ...after,
        limit,
      );
      return rows.map(row => ({
        source: row.source,
        patientId: row.patient_id,
        organizationId: row.organization_id,
      }));
    },
    async receipts({ sources, period, after = [0], limit }) {
      const rows = await sql.all<DocumentRow>(
        `SELECT * FROM document_receipt
         WHERE source IN (${writePlaces(sources.length)}) AND event_at BETWEEN ? AND ? AND package_id IS NULL AND id > ?
         ORDER BY id LIMIT ? + 0`,
        ...sources,
        period.from,
        period.to,
        ...after,
        limit,
      );
      return rows.map(documentReceipt);
    },
    async packages({ sources, period, after = [0], limit }) {
      const rows = await sql.all<PackageRow>(
        `SELECT * FROM package_receipt
         WHERE source IN (${writePlaces(sources.length)}) AND available_at BETWEEN ? AND ? AND id > ?
         ORDER BY id LIMIT ? + 0`,
        ...sources,
        period.from,
        period.to,
        ...after,
        limit,
      );
      return rows.map(packageReceipt);
    },
    async actionCount(recordId, action) {
      const row = await sql.get<{ total: number }>(
        'SELECT COALESCE(SUM(count), 0) AS total FROM document_action WHERE record_id = ? AND action = ?',
        recordId,
        action,
      );
      return Number(row?.total ?? 0);
    },
  };
}

function notes(sql: Sql): MeaningfulUseWriter {
  return {
    async putReceipt(r) {
      await sql.put(
        `INSERT INTO document_receipt
           (record_id, thing_id, source, patient_id, organization_id, event_at, available_at, package_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (record_id, thing_id, source) DO NOTHING`,
        r.recordId,
        r.thingId,
        r.source,
        r.patientId,
        r.organizationId,
        r.eventAt,
        r.availableAt,
        toNull(r.packageId),
      );
    },
    async addAction(a) {
      await sql.put(
        `INSERT INTO document_action (record_id, thing_id, person_id, app_id, action, first_at, last_at, count)
         VALUES (?, ?, ?, ?, ?, ?, ?, 1)
         ON CONFLICT (record_id, thing_id, person_id, app_id, action)
         DO UPDATE SET last_at = excluded.last_at, count = document_action.count + 1`,
        a.recordId,
        a.thingId,
        a.personId,
        a.appId ?? '',
        a.action,
        a.at,
        a.at,
      );
    },
    async putPackage({ source, sealedCode, availableAt }) {
      await sql.put(
        'INSERT INTO package_receipt (source, sealed_code, available_at) VALUES (?, ?, ?)',
        source,
        sealedCode,
        availableAt,
      );
    },
  };
}

function documentReceipt(row: DocumentRow): DocumentReceipt {
  return {
    number: Number(row.id),
    recordId: row.record_id,
    thingId: row.thing_id,
    source: row.source,
    patientId: row.patient_id,
    organizationId: row.organization_id,
    eventAt: Number(row.event_at),
    availableAt: Number(row.available_at),
    packageId: toUndefined(row.package_id),
  };
}

function packageReceipt(row: PackageRow): PackageReceipt {
  return {
    number: Number(row.id),
    source: row.source,
    sealedCode: row.sealed_code,
    availableAt: Number(row.available_at),
  };
}
