// A study as its page shows it: its series, and the files of each, in their order. What its item names and no file is there for
// is left out.
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import type { Reader } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';
import { readValue } from '../../../things/data.ts';
import medicalImageStudy, { type MedicalImageStudy } from '../../../things/medical-image-study.ts';
import type { ItemAtHand } from '../../items/at-hand.ts';
import { isStudy } from '../../items/pictures/links.ts';
import { notFound } from '../../web/problem.ts';

export interface Picture {
  readonly blob: ThingBlob;
  readonly frames: number;
}

type Series = MedicalImageStudy['series'][number];

export interface ShownSeries {
  readonly about: Omit<Series, 'images'>;
  readonly pictures: readonly Picture[];
}

export interface ShownStudy {
  readonly study: MedicalImageStudy;
  readonly series: readonly ShownSeries[];
  readonly keys: readonly Picture[];
}

/** @throws Problem for an item that is no study */
export async function readShownStudy(
  db: Reader,
  { limits }: Vault,
  { grant, thing }: ItemAtHand,
): Promise<ShownStudy> {
  if (!isStudy(thing)) throw notFound();
  const study = readValue(medicalImageStudy, thing);
  const { blobSet } = thing;
  const blobs =
    blobSet === undefined ? [] : ((await db.things(grant).blobSets([blobSet])).get(blobSet) ?? []);
  const byName = new Map(blobs.map(blob => [blob.name, blob]));
  const headers = await db.images.headers(
    grant.recordId,
    blobs.map(({ blobId }) => blobId),
  );
  let left = limits.pictureFramesMax;
  const find = ({ imageBlobName }: { readonly imageBlobName: string }): Picture[] => {
    const blob = byName.get(imageBlobName);
    if (!blob) return [];
    const frames = Math.max(1, Math.min(headers.get(blob.blobId)?.frames ?? 1, left));
    left -= frames;
    return [{ blob, frames }];
  };
  const series = study.series.map(({ images, ...about }) => ({ about, pictures: images.flatMap(find) }));
  return {
    study,
    series: series.filter(({ pictures }) => pictures.length > 0),
    keys: (study.keyImages ?? []).flatMap(find),
  };
}

export interface FrameOfPicture {
  readonly blob: ThingBlob;
  /** In its file, counted from 0. */
  readonly frame: number;
}

export function countFrames(pictures: readonly Picture[]): number {
  return pictures.reduce((sum, { frames }) => sum + frames, 0);
}

/** By its place among all frames of a series, in their order; none of them is listed. */
export function findFrame(pictures: readonly Picture[], place: number): FrameOfPicture | undefined {
  let frame = place;
  for (const { blob, frames } of pictures) {
    if (frame < frames) return { blob, frame };
    frame -= frames;
  }
  return undefined;
}

/** Of a series, as it is seen small. */
export function findMiddle(pictures: readonly Picture[]): FrameOfPicture | undefined {
  return findFrame(pictures, countFrames(pictures) >> 1);
}
