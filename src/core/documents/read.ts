// Reads the words of files that wait for it, for search: whoever put them there, by pages or as an application. Run by
// background.ts.
import { readFirst } from '../blobs/read.ts';
import type { Tenure } from '../leases/tenure.ts';
import type { Vault } from '../vault.ts';
import { isPdf } from './kinds.ts';
import { readPdfText } from './pdf-thread.ts';
import type { WaitingDocument } from './ports.ts';

const atOnce = 20;

/** Goes on until nothing waits. One that broke the process it was read by is left alone after some tries. */
export async function readDocuments(vault: Vault, tenure: Tenure): Promise<void> {
  for (;;) {
    const waiting = await vault.store.read(db => db.documents.waiting(vault.clock.now(), atOnce));
    for (const document of waiting) {
      if (tenure.isOver()) return;
      await readOne(vault, document);
    }
    if (waiting.length < atOnce) return;
  }
}

async function readOne(vault: Vault, document: WaitingDocument): Promise<void> {
  const { clock, limits, store } = vault;
  const { recordId, blobId, tries } = document;
  await store.write(db => db.documents.begin(document, clock.now() + limits.documentRetryMs), { recordId });
  const text = tries < limits.documentTriesMax ? await readWords(vault, blobId) : undefined;
  await store.write(
    async db => {
      // It says whether the keys of the record were changed meanwhile.
      await db.records.usage(recordId);
      await db.documents.put(document, text);
    },
    { recordId },
  );
}

const headBytes = 1024;

async function readWords(vault: Vault, blobId: string): Promise<string | undefined> {
  const blob = await vault.store.read(db => db.blobs.byId(blobId));
  if (!blob || blob.length > vault.limits.documentBytesMax) return undefined;
  if (!isPdf(await readFirst(vault, blob, headBytes))) return undefined;
  return readPdfText(vault, await readFirst(vault, blob, blob.length));
}
