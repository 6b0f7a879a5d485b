// Which files are read for their words, and which are shown small.
import { getFirst } from '../../assume.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import { splitEncoding } from '../blobs/encodings.ts';

export const pdfType = 'application/pdf';

/** `image/jpeg`. */
export function getMediaType({ contentType }: Pick<ThingBlob, 'contentType'>): string {
  return getFirst(contentType.split(';', 1)).trim().toLowerCase();
}

/** What is encoded in some way is not what it says it is. */
export function isPlain({ currentEncoding }: Pick<ThingBlob, 'currentEncoding'>): boolean {
  return splitEncoding(currentEncoding ?? '').length === 0;
}

/** Those that are read for their words, where something reads pictures. */
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/tiff'];

/** What says nothing of itself may be a PDF too: it is looked at. */
export function mayHoldText(blob: Pick<ThingBlob, 'contentType' | 'currentEncoding'>): boolean {
  const types = [pdfType, 'application/octet-stream', '', ...pictureTypes];
  return types.includes(getMediaType(blob)) && isPlain(blob);
}

/** By its first bytes: JPEG, PNG, TIFF, WebP. */
export function isPicture(bytes: Buffer): boolean {
  return /^(\xff\xd8\xff|\x89PNG|II\*\0|MM\0\*|RIFF[\s\S]{4}WEBP)/.test(
    bytes.subarray(0, 16).toString('latin1'),
  );
}

export function isPdf(bytes: Buffer): boolean {
  return bytes.subarray(0, 1024).includes('%PDF-');
}
