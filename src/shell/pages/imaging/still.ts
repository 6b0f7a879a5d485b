// The address of a frame as a still picture.
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import type { ItemAtHand } from '../../items/at-hand.ts';
import { stillHref } from '../../items/pictures/links.ts';

export function stillOf(
  { thing }: ItemAtHand,
  { blob, frame }: { readonly blob: ThingBlob; readonly frame: number },
  size: 'small' | 'large',
): string {
  return stillHref(thing.id, blob.blobId, frame, size);
}
