// Reads the words of files that wait for it, for search: whoever put them there, by pages or as an application. Run by
// background.ts.
import { readFirst } from '../blobs/read.ts';
import type { Tenure } from '../leases/tenure.ts';
import { tooLate } from '../limits/bounded-thread.ts';
import type { Vault } from '../vault.ts';
import { isPdf, isPicture } from './kinds.ts';
import { readPdfText } from './pdf-thread.ts';
import type { WaitingDocument } from './ports.ts';
import { readPicture, readScannedPdf } from './scans.ts';

/**
 * Goes on until nothing waits. Records take turns, so that no one's documents keep those of others. One that broke the process
 * it was read by, or took too long, is left alone after some tries.
 */
export async function readDocuments(vault: Vault, tenure: Tenure): Promise<void> {
  let after = '';
  while (!tenure.isOver()) {
    const from = after;
    const document = await vault.store.read(db => db.documents.next(vault.clock.now(), from));
    if (!document && from === '') return;
    if (document) await readOne(vault, document);
    after = document?.recordId ?? '';
  }
}

async function readOne(vault: Vault, document: WaitingDocument): Promise<void> {
  const { clock, limits, store } = vault;
  const { recordId, blobId, tries } = document;
  await store.write(db => db.documents.begin(document, clock.now() + limits.documentRetryMs), { recordId });
  const text = tries < limits.documentTriesMax ? await readWords(vault, blobId) : undefined;
  // The machine may have had too much to do.
  if (text === tooLate && tries + 1 < limits.documentTriesMax) return;
  await store.write(
    async db => {
      // It says whether the keys of the record were changed meanwhile.
      await db.records.usage(recordId);
      await db.documents.put(document, text === tooLate ? undefined : text);
    },
    { recordId },
  );
}

const headBytes = 1024;

/** A scanner may write its own name on what it scans: with fewer letters a PDF is looked at as a picture, too. */
const lettersMin = 30;

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

async function readWords(vault: Vault, blobId: string): Promise<string | typeof tooLate | undefined> {
  const blob = await vault.store.read(db => db.blobs.byId(blobId));
  if (!blob || blob.length > vault.limits.documentBytesMax) return undefined;
  const head = await readFirst(vault, blob, headBytes);
  if (vault.ocr && isPicture(head)) return readPicture(vault, await readFirst(vault, blob, blob.length));
  if (!isPdf(head)) return undefined;
  const bytes = await readFirst(vault, blob, blob.length);
  const text = await readPdfText(vault, bytes);
  if (!vault.ocr || typeof text !== 'string' || countLetters(text) >= lettersMin) return text;
  return [text, await readScannedPdf(vault, bytes)].filter(Boolean).join('\n');
}
