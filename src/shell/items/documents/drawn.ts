// Which files there are pictures of, and where.
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import { getMediaType, isPlain, pdfType } from '../../../core/documents/kinds.ts';
import type { Vault } from '../../../core/vault.ts';
import { itemHref } from '../kinds.ts';

const drawnTypes = ['image/jpeg', 'image/png', 'image/webp', pdfType];

export function isDrawn({ limits }: Vault, blob: ThingBlob): boolean {
  return drawnTypes.includes(getMediaType(blob)) && isPlain(blob) && blob.length <= limits.documentBytesMax;
}

export function previewHref(thingId: string, { blobId }: ThingBlob, size: 'small' | 'large'): string {
  return `${itemHref(thingId)}/files/${blobId}/preview?size=${size}`;
}
