// What an instance says and shows, of those that are held: its elements as JSON, where its frames lie, where a value does.
import type { BulkPlace } from '../../formats/dicom/bulk.ts';
import type { DicomJson } from '../../formats/dicom/json.ts';
import { findFrames, type PixelPlace, type Range } from '../../formats/dicom/pixels.ts';
import { storedOf } from '../blobs/blob.ts';
import { lendBytes } from '../blobs/read.ts';
import type { Vault } from '../vault.ts';
import type { HeldInstance } from './held.ts';
import { readStored } from './read-header.ts';

/** Undefined where its header is longer than is read. @param url of the instance */
export async function readJson(
  vault: Vault,
  personId: string,
  { blob }: HeldInstance,
  url: string,
): Promise<DicomJson | undefined> {
  const read = await readStored(
    vault,
    { personId, blob: storedOf(blob) },
    { want: 'json', url },
    found => found !== undefined,
  );
  return typeof read === 'string' ? undefined : read;
}

export interface Frames {
  readonly transferSyntax: string;
  readonly isCompressed: boolean;
  /** Where the pieces of each lie in the file. */
  readonly frames: readonly (readonly Range[])[];
}

/** Undefined where it has none, or nothing tells them apart. */
export async function readFrames(
  vault: Vault,
  personId: string,
  { blob }: HeldInstance,
): Promise<Frames | undefined> {
  const stored = storedOf(blob);
  const place = await readStored(
    vault,
    { personId, blob: stored },
    { want: 'pixels' },
    found => found !== undefined,
  );
  if (typeof place === 'string' || place === undefined) return undefined;
  const frames = await findFrames(place satisfies PixelPlace, stored.length, async (from, to) => {
    const pieces: Buffer[] = [];
    for await (const piece of lendBytes(vault, stored, from, to)) pieces.push(Buffer.from(piece));
    return Buffer.concat(pieces);
  });
  return frames && { transferSyntax: place.transferSyntax, isCompressed: place.length === undefined, frames };
}

/** Where a value lies in the file, by its way in it. */
export async function findValue(
  vault: Vault,
  personId: string,
  { blob }: HeldInstance,
  path: readonly string[],
): Promise<BulkPlace | undefined> {
  const read = await readStored(
    vault,
    { personId, blob: storedOf(blob) },
    { want: 'bulk', path },
    found => found !== undefined,
  );
  return typeof read === 'string' || !read || read.to > blob.length ? undefined : read;
}
