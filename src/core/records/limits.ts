// Limits of records: how many, how large, and what goes in and out of them as files.
import { dayMs, minuteMs } from '../limits/durations.ts';

export const recordLimits = {
  /** Of a record, of all records together that are one person's, and of all there are; every version counts. */
  recordQuotaBytes: 4_294_967_296,
  personQuotaBytes: 17_179_869_184,
  vaultQuotaBytes: 1_099_511_627_776,
  recordsPerPersonMax: 50,
  /** How long a deleted record can be taken out of the bin. */
  recordBinMs: 30 * dayMs,
  /** Files that one person puts into records by the pages, while they are under way, and records being exported. */
  uploadsPerPersonMax: 50,
  /** How long such a file waits for its next part. */
  uploadIdleMs: 15 * minuteMs,
  exportsPerPersonMax: 2,
  /** For values in one CSV of an export; spreadsheets take no more than so many, and what is left out is told. */
  exportColumnsMax: 2000,
};
