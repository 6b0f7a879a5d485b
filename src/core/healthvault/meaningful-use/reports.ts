// The two meaningful-use reports of an application, page by page. Called by the methods of their names.
import { getLast } from '../../../assume.ts';
import type { Application } from '../../applications/application.ts';
import type { Awaitable } from '../../awaitable.ts';
import type { Reader } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import type { DocumentReceipt, PackageReceipt, PatientActivity, Period, ReportQuery } from './ports.ts';

export interface ReportPage {
  readonly period: Period;
  readonly max: number | undefined;
  /** As the page before told it. */
  readonly cursor: string | undefined;
}

export interface Report<Row> {
  readonly sources: readonly { readonly id: string; readonly rows: readonly Row[] }[];
  /** Undefined on the last page. */
  readonly cursor: string | undefined;
}

/** Patients that documents of the application came of, and who looked into their records. @throws INVALID_XML for a cursor */
export function readVdtReport(
  vault: Vault,
  app: Application,
  page: ReportPage,
): Promise<Report<PatientActivity>> {
  return report(vault, app, page, {
    read: (db, query) => db.meaningfulUse.activities(query),
    place: ({ source, patientId, organizationId }) => [source, patientId, organizationId],
    isPlace: ([source, patientId, organizationId, ...more]) =>
      isText(source) && isText(patientId) && isText(organizationId) && more.length === 0,
  });
}

/** Documents of the application, and since when people have them. @throws INVALID_XML for a cursor */
export function readTimelyAccessReport(
  vault: Vault,
  app: Application,
  page: ReportPage,
): Promise<Report<DocumentReceipt>> {
  return report(vault, app, page, {
    read: (db, query) => db.meaningfulUse.receipts(query),
    place: ({ number }) => [number],
    isPlace: ([number, ...more]) => Number.isSafeInteger(number) && more.length === 0,
  });
}

/** Packages of the application, and since when people could pick them up. @throws INVALID_XML for a cursor */
export function readPackagesReport(
  vault: Vault,
  app: Application,
  page: ReportPage,
): Promise<Report<PackageReceipt>> {
  return report(vault, app, page, {
    read: (db, query) => db.meaningfulUse.packages(query),
    place: ({ number }) => [number],
    isPlace: ([number, ...more]) => Number.isSafeInteger(number) && more.length === 0,
  });
}

function isText(part: unknown): boolean {
  return typeof part === 'string';
}

type Place = ReportQuery['after'] & object;

interface Kind<Row> {
  read(db: Reader, query: ReportQuery): Awaitable<Row[]>;
  place(row: Row): Place;
  isPlace(place: readonly unknown[]): boolean;
}

async function report<Row extends { readonly source: string }>(
  { store, limits }: Vault,
  app: Application,
  { period, max, cursor }: ReportPage,
  kind: Kind<Row>,
): Promise<Report<Row>> {
  const { meaningfulUseItemsMax } = limits;
  const limit = Math.min(max ?? meaningfulUseItemsMax, meaningfulUseItemsMax);
  const sources = [app.id, ...(app.meaningfulUseSources ?? [])];
  const after = cursor === undefined ? undefined : placeIn(cursor, kind);
  // One more than asked for tells whether there is more.
  const found = await store.read(db => kind.read(db, { sources, period, after, limit: limit + 1 }));
  const rows = found.slice(0, limit);
  return {
    sources: sources
      .map(id => ({ id, rows: rows.filter(({ source }) => source === id) }))
      .filter(({ rows }) => rows.length > 0),
    cursor: found.length > limit ? cursorAt(kind.place(getLast(rows))) : undefined,
  };
}

function cursorAt(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeIn(cursor: string, { isPlace }: Pick<Kind<never>, 'isPlace'>): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && isPlace(place)) return place;
  } catch {
    // What is no JSON is no cursor.
  }
  throw fault('INVALID_XML', 'info/cursor: is none that an answer had');
}
