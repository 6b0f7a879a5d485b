// Limits of imports.
import { dayMs, minuteMs } from '../limits/durations.ts';

export const importLimits = {
  /** Bytes of a file that is read into a record. It counts for nothing in the record: it goes when it was read. */
  importBytesMax: 4_294_967_296,
  /** Files of one person that came and were not imported yet; imports in a record that are not written to their end count too. */
  importsPerPersonMax: 5,
  /** How long a file waits for its next part, and then for its person to say what is to become of it. */
  importIdleMs: 7 * dayMs,
  /** Items that a file may tell of. */
  importItemsMax: 5_000_000,
  /** Bytes that wait in a record for one person to choose from, of all their imports, as they are kept: pressed. */
  importStagedBytesMax: 1_073_741_824,
  /** Bytes of one item, its note included. */
  importItemBytesMax: 1_048_576,
  /** Bytes of a file that an item holds. */
  importFileBytesMax: 16_777_216,
  /** Items that are compared, written or taken back together, in one transaction. */
  importSliceItems: 50,
  /** Lines that a preview shows of one kind, each to be left out by itself. */
  importLinesMax: 50,
  /** Lines of one kind that a preview shows beside what they change in the record, or are similar to; similar ones beyond stay out. */
  importPairsMax: 200,
  /** Sources, and things that were not understood, that a preview tells apart. */
  importSourcesMax: 100,
  importLeftOutMax: 200,
  /** Of the thread that reads a file: how long it may be silent. */
  importSilenceMs: 2 * minuteMs,
  /** How long it may take in all: so long for any file, so much more for each MiB of it, and never longer than that. */
  importReadBaseMs: 10 * minuteMs,
  importReadMsPerMiB: 120_000,
  importReadMs: 120 * minuteMs,
  /** Its memory: what JavaScript has, and the buffers beside that. */
  importMemoryBytesMax: 268_435_456,
  importBufferBytesMax: 134_217_728,
  /** How many imports one process works on together. */
  importsAtOnce: 2,
  /** How often reading is tried, where a process ended over it, and how long one that failed waits. */
  importTriesMax: 20,
  importRetryMs: minuteMs,
  /** Imports that the page of a record lists, and how their columns are kept for the next file. */
  importsListed: 100,
  importMappingsMax: 50,
};
