// Thing elements as PutThings takes them.
import { escapeText } from '../schema/xml-reader.ts';
import type { UploadedBlob } from './blobs.ts';
import { writeElement } from './envelope.ts';

export interface ThingKey {
  readonly id: string;
  /** Changes with every write; an update or removal names the one it saw. */
  readonly versionStamp: string;
}

/** A blob that was uploaded, as it is to be kept with a thing. */
export interface BlobToPut extends UploadedBlob {
  /** No other blob of the thing has it; empty for the nameless one. */
  readonly name: string;
  /** Such as `image/png`. */
  readonly contentType: string;
}

export interface PutOptions {
  readonly note?: string;
  /** An id of the application's own, up to 255 characters. */
  readonly clientId?: string;
  /** Nobody may change its data later. */
  readonly readOnly?: boolean;
  readonly blobs?: readonly BlobToPut[];
}

const readOnlyFlag = 16;

/** A thing that is not there yet. */
export function writeNewThing(typeId: string, item: string, options: PutOptions = {}): string {
  const flags = options.readOnly ? `<flags>${readOnlyFlag}</flags>` : '';
  const dataXml = `<data-xml>${item}${commonOf(options)}</data-xml>`;
  return `<thing>${writeElement('type-id', typeId)}${flags}${dataXml}${blobPayload(options.blobs)}</thing>`;
}

/** A new version of one that is: what is left out stays as it is. */
export function writeNextVersion(
  key: ThingKey,
  typeId: string,
  dataXml: string,
  blobs?: readonly BlobToPut[],
): string {
  return `<thing>${writeKey('thing-id', key)}${writeElement('type-id', typeId)}${dataXml}${blobPayload(blobs)}</thing>`;
}

export function writeKey(name: string, { id, versionStamp }: ThingKey): string {
  return writeElement(name, id).replace('>', ` version-stamp="${versionStamp}">`);
}

function commonOf({ note, clientId }: PutOptions): string {
  const inner =
    (note === undefined ? '' : `<note>${escapeText(note)}</note>`) +
    (clientId === undefined ? '' : `<client-thing-id>${escapeText(clientId)}</client-thing-id>`);
  return inner === '' ? '' : `<common>${inner}</common>`;
}

function blobPayload(blobs: readonly BlobToPut[] = []): string {
  return blobs.length === 0 ? '' : `<blob-payload>${blobs.map(blobElement).join('')}</blob-payload>`;
}

function blobElement({ name, contentType, length, hash, url }: BlobToPut): string {
  const params = `<params>${writeElement('block-size', hash.blockSize)}</params>`;
  const hashInfo = `<hash-info>${writeElement('algorithm', hash.algorithm)}${params}${writeElement('hash', hash.value)}</hash-info>`;
  const info = `<name>${escapeText(name)}</name><content-type>${escapeText(contentType)}</content-type>${hashInfo}`;
  const where = `<blob-ref-url>${escapeText(url)}</blob-ref-url>`;
  return `<blob><blob-info>${info}</blob-info>${writeElement('content-length', length)}${where}</blob>`;
}
