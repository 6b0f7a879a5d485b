// Limits of what is read of documents: to find them by their words, and to show them small.
import { minuteMs } from '../limits/durations.ts';

export const documentLimits = {
  /** A larger file is kept, and neither read nor shown small. */
  documentBytesMax: 33_554_432,
  /** Pages of a PDF whose words are read, and how many characters of them. */
  documentPagesMax: 500,
  documentTextCharactersMax: 300_000,
  /** Files of one item whose words a search looks at. */
  documentFilesSearchedMax: 10,
  /** Of the thread that reads a PDF: how long, and how much memory. */
  documentReadMs: 20_000,
  documentMemoryBytesMax: 268_435_456,
  /** Of a PDF without words, and of photos, where something reads pictures: pages, pixels before and after they are drawn anew. */
  ocrPagesMax: 10,
  ocrPixelsMax: 50_000_000,
  ocrPictureSideMax: 2500,
  /** How long one page may take, and all of a document: less than `documentRetryMs`. */
  ocrPageMs: 20_000,
  ocrDocumentMs: 90_000,
  ocrMemoryBytesMax: 1_073_741_824,
  /** How often it is tried, where a process ended over it or it took too long. */
  documentTriesMax: 3,
  /** How long a try may take before it counts as one that ended so. */
  documentRetryMs: 2 * minuteMs,
  /** Small pictures of documents that a process remembers. */
  documentPicturesBytesMax: 33_554_432,
};
