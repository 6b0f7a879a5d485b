// Limits of what is asked by FHIR.
import { minuteMs } from '../limits/durations.ts';

export const fhirLimits = {
  /** Resources of a page, and those that are looked at where the index alone does not tell. */
  fhirPageMax: 240,
  fhirLookedAtMax: 1000,
  /** Parameters of a search, and values of them in all. */
  fhirParametersMax: 60,
  fhirValuesMax: 200,
  /** Resources that a page has beside those that were found. */
  fhirIncludedMax: 500,
  /** A search counts no further. */
  fhirCountedMax: 200_000,
  /** Things that the index goes through at once; how long a search waits for it before it asks to come again. */
  fhirIndexSlice: 200,
  fhirIndexWaitMs: 2000,
  /** Things of a type in a summary: of what lasts, and of what is measured. */
  fhirSummaryLastingMax: 200,
  fhirSummaryNewestMax: 10,
  /** The body of a request, once it is decompressed. */
  fhirBodyBytesMax: 10_485_760,
  /** Entries of a batch or transaction. */
  fhirEntriesMax: 500,
  /** Calls of one application in a minute; each entry of a batch or transaction is one. */
  fhirCallsPerMinuteMax: 30_000,
  /** Bulk exports of an application at a time for a person, and of its own; records of one, and how long one is there. */
  fhirExportsMax: 10,
  fhirExportRecordsMax: 10_000,
  fhirExportMs: 1440 * minuteMs,
  /** Resources that a process remembers as it made them. */
  fhirMadeBytesMax: 33_554_432,
  /** How long a cursor leads on. */
  fhirCursorMs: 60 * minuteMs,
};
