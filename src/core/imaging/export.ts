// Studies out again, as the files of a disc: streamed one after the other.
import type { Grant } from '../authorization/grant.ts';
import { storedOf } from '../blobs/blob.ts';
import { streamOnce } from '../blobs/keep.ts';
import { demandStillOpen, streamBytes } from '../records/still-open.ts';
import type { Vault } from '../vault.ts';
import { makeDisc } from './disc.ts';
import type { HeldInstance } from './held.ts';
import { dicomContentType } from './study.ts';

export interface DiscEntry {
  readonly path: string;
  readonly contentType: string;
  readonly content: AsyncIterable<Buffer>;
}

/** It breaks off when the person's access ends. @throws accessDenied on the way */
export async function* exportDisc(
  vault: Vault,
  grant: Grant,
  instances: readonly HeldInstance[],
): AsyncGenerator<DiscEntry> {
  await demandStillOpen(vault, grant);
  const { directory, files } = makeDisc(vault, instances);
  yield { path: 'DICOMDIR', contentType: dicomContentType, content: streamOnce(directory) };
  for (const { path, instance } of files)
    yield {
      path,
      contentType: dicomContentType,
      content: streamBytes(vault, grant, storedOf(instance.blob)),
    };
}
