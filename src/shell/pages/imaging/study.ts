// A study as its page shows it: its series, and the files of each, in their order. What its item names and no file is there for
// is left out.
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import type { Reader } from '../../../core/store.ts';
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
export async function readShownStudy(db: Reader, { grant, thing }: ItemAtHand): Promise<ShownStudy> {
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
  const find = ({ imageBlobName }: { readonly imageBlobName: string }): Picture[] => {
    const blob = byName.get(imageBlobName);
    return blob ? [{ blob, frames: headers.get(blob.blobId)?.frames ?? 1 }] : [];
  };
  const series = study.series.map(({ images, ...about }) => ({ about, pictures: images.flatMap(find) }));
  return {
    study,
    series: series.filter(({ pictures }) => pictures.length > 0),
    keys: (study.keyImages ?? []).flatMap(find),
  };
}

/** All frames of a series, in their order. */
export function listFrames(
  pictures: readonly Picture[],
): { readonly blob: ThingBlob; readonly frame: number }[] {
  return pictures.flatMap(({ blob, frames }) =>
    Array.from({ length: frames }, (_, frame) => ({ blob, frame })),
  );
}
