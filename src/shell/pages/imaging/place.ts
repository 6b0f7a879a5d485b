// Where in a study a file is.
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import { listFrames, type ShownStudy } from './study.ts';

export interface PlaceInStudy {
  readonly blob: ThingBlob;
  /** Counted from 0. */
  readonly series: number;
  readonly picture: number;
}

export function findShown({ series }: ShownStudy, blobId: string): PlaceInStudy | undefined {
  for (const [number, { pictures }] of series.entries()) {
    const frames = listFrames(pictures);
    const picture = frames.findIndex(({ blob }) => blob.blobId === blobId);
    const found = frames[picture];
    if (found) return { blob: found.blob, series: number, picture };
  }
  return undefined;
}
