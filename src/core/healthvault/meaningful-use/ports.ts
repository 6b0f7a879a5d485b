// What meaningful use asks of the store: documents that came, what people did with them, and packages that were dropped off.
import type { Awaitable } from '../../awaitable.ts';

/** A C-CDA document that a source sent to a record. */
export interface NewDocumentReceipt {
  readonly recordId: string;
  readonly thingId: string;
  /** The application, or the domain of a Direct sender. */
  readonly source: string;
  readonly patientId: string;
  /** Empty where the document names none. */
  readonly organizationId: string;
  /** Of the visit, or of the discharge. */
  readonly eventAt: number;
  readonly availableAt: number;
  /** Of the package it came in; undefined for all others. */
  readonly packageId: string | undefined;
}

export interface DocumentReceipt extends NewDocumentReceipt {
  /** In the order they came. Unlike a record's id it may be told to applications. */
  readonly number: number;
}

export type MeaningfulUseAction = 'view' | 'download' | 'transmit';

/** Something that somebody did with a document. */
export interface DocumentAction {
  readonly recordId: string;
  readonly thingId: string;
  readonly personId: string;
  /** Undefined in the Shell. */
  readonly appId: string | undefined;
  readonly action: MeaningfulUseAction;
  readonly at: number;
}

export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Rows of the given sources in a fixed order, after the place that a page ended at. */
export interface ReportQuery {
  readonly sources: readonly string[];
  readonly period: Period;
  readonly after: readonly (string | number)[] | undefined;
  readonly limit: number;
}

export interface PatientActivity {
  readonly source: string;
  readonly patientId: string;
  readonly organizationId: string;
}

export interface PackageReceipt {
  readonly number: number;
  readonly source: string;
  /** The identity code, which is what its sender calls the id of the package. */
  readonly sealedCode: Buffer;
  readonly availableAt: number;
}

export interface MeaningfulUseReader {
  /** Patients of whom something came with its event in the period, and in whose record somebody acted since. */
  activities(query: ReportQuery): Awaitable<PatientActivity[]>;
  /** Documents with their event in the period, those of packages apart. */
  receipts(query: ReportQuery): Awaitable<DocumentReceipt[]>;
  /** Packages that were made available in the period. */
  packages(query: ReportQuery): Awaitable<PackageReceipt[]>;
  /** How often somebody did something in a record. */
  actionCount(recordId: string, action: MeaningfulUseAction): Awaitable<number>;
}

export interface MeaningfulUseWriter {
  putReceipt(receipt: NewDocumentReceipt): Awaitable<void>;
  /** Adds to what the same person did before with the same document and application. */
  addAction(action: DocumentAction): Awaitable<void>;
  putPackage(receipt: Omit<PackageReceipt, 'number'>): Awaitable<void>;
}
