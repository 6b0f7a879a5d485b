// Bytes that items of an import hold. They are stored before the slice is written, as bytes take longer than a transaction may;
// what the slice does not take goes again.
import type { Grant } from '../authorization/grant.ts';
import type { BlobFacts } from '../blobs/blob.ts';
import { dropBlob, keepBlob, streamOnce } from '../blobs/keep.ts';
import type { PutBlob } from '../blobs/put.ts';
import { dayMs } from '../limits/durations.ts';
import type { Vault } from '../vault.ts';
import type { Import, Staged } from './import.ts';

/** By the places of their items in the slice. */
export type StoredFiles = ReadonlyMap<number, { readonly put: PutBlob; readonly facts: BlobFacts }>;

const none: StoredFiles = new Map();

/** Of the slice that comes next. @param isWanted is what its person chose */
export async function storeFiles(
  vault: Vault,
  one: Import,
  isWanted: (staged: Staged, place: number) => boolean,
): Promise<StoredFiles> {
  if (!one.about.found?.hasFiles) return none;
  const staged = (await vault.store.read(db => db.imports.slice(one, one.done))) ?? [];
  const stored = new Map<number, { put: PutBlob; facts: BlobFacts }>();
  try {
    for (const [place, each] of staged.entries()) {
      const { file } = each.candidate;
      if (!file || !isWanted(each, place)) continue;
      const put = { name: file.name ?? '', contentType: file.contentType };
      const bytes = streamOnce(Buffer.from(file.base64, 'base64'));
      stored.set(place, { put, facts: await keepBlob(vault, ownerOf(vault, one), bytes) });
    }
  } catch (error) {
    await dropUntaken(vault, stored);
    throw error;
  }
  return stored;
}

/** Those that nothing holds. */
export async function dropUntaken(vault: Vault, stored: StoredFiles): Promise<void> {
  for (const { facts } of stored.values()) await dropBlob(vault, facts.blobId);
}

/** Those that a process left behind when it ended go by themselves. */
function ownerOf({ clock }: Vault, { personId, recordId }: Pick<Grant, 'personId' | 'recordId'>) {
  return { appId: `import files ${personId}`, personId, recordId, expiresAt: clock.now() + dayMs };
}
