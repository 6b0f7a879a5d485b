// Where in a study a file is.
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import { countFrames, type ShownStudy } from './study.ts';

export interface PlaceInStudy {
  readonly blob: ThingBlob;
  /** Counted from 0. */
  readonly series: number;
  readonly picture: number;
}

export function findShown({ series }: ShownStudy, blobId: string): PlaceInStudy | undefined {
  for (const [number, { pictures }] of series.entries()) {
    const place = pictures.findIndex(({ blob }) => blob.blobId === blobId);
    const found = pictures[place];
    if (found) return { blob: found.blob, series: number, picture: countFrames(pictures.slice(0, place)) };
  }
  return undefined;
}
