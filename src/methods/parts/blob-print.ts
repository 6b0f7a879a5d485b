// The blobs of things as GetThings shows them: as blob-payload in version 3, as data-other, which knows the one without a
// name, in versions 1 and 2. They are read by blob-payload.ts.
import type { Grant } from '../../core/authorization/grant.ts';
import type { ThingBlob } from '../../core/blobs/blob.ts';
import { isEncodedText } from '../../core/blobs/encodings.ts';
import { type AnswerRoom, readBlobs, readInline, readUrl } from '../../core/blobs/read.ts';
import { fault } from '../../core/healthvault/status-fault.ts';
import type { ShownThing } from '../../core/things/query.ts';
import type { Vault } from '../../core/vault.ts';
import { escapeAttribute, escapeText } from '../../schema/xml-reader.ts';

/** Which blobs to show, and how. */
export interface BlobFormat {
  readonly as: 'information' | 'inline' | 'streamed' | 'other-data';
  /** All when undefined. */
  readonly names: ReadonlySet<string> | undefined;
}

/** Prints what a thing has of blobs. */
export type PrintBlobs = (thing: ShownThing) => string;

const none: PrintBlobs = () => '';

/**
 * Reads the blobs of these things as they are asked for.
 * @throws BLOB_SIZE_TOO_LARGE_FOR_INLINE, CANNOT_GET_STREAMED_OTHER_DATA, RESPONSE_TOO_LONG
 */
export async function prepareBlobs(
  vault: Vault,
  grant: Grant,
  things: readonly ShownThing[],
  { as, names }: BlobFormat,
  left: AnswerRoom,
): Promise<PrintBlobs> {
  const sets = await readBlobs(vault, grant, things, left);
  if (sets.size === 0) return none;
  const printed = new Map<string, string>();
  const wanted = as === 'other-data' ? new Set(['']) : names;
  for (const thing of things) {
    const blobs = (sets.get(thing.blobSet ?? '') ?? []).filter(({ name }) => wanted?.has(name) ?? true);
    if (blobs.length === 0) continue;
    let out = '';
    for (const blob of blobs) {
      if (as === 'other-data') out += dataOther(blob, await inline(vault, blob, as, left));
      else if (as === 'inline') out += blobElement(blob, await inline(vault, blob, as, left));
      else out += blobElement(blob, as === 'streamed' ? url(vault, grant, thing, blob) : '');
    }
    printed.set(thing.versionStamp, as === 'other-data' ? out : `<blob-payload>${out}</blob-payload>`);
  }
  return ({ versionStamp }) => printed.get(versionStamp) ?? '';
}

async function inline(
  vault: Vault,
  blob: ThingBlob,
  as: BlobFormat['as'],
  left: AnswerRoom,
): Promise<string> {
  const { inlineBlobBytesMax } = vault.limits;
  if (as === 'other-data' && blob.streamed) throw fault('CANNOT_GET_STREAMED_OTHER_DATA');
  if (blob.length > inlineBlobBytesMax)
    throw fault('BLOB_SIZE_TOO_LARGE_FOR_INLINE', `The limit is ${inlineBlobBytesMax} bytes.`);
  left.bytesMax -= Math.ceil(blob.length / 3) * 4;
  if (left.bytesMax < 0) throw fault('RESPONSE_TOO_LONG', 'Ask for the blobs streamed.');
  const bytes = await readInline(vault, blob);
  if (as === 'other-data')
    return isEncodedText(blob.currentEncoding) ? escapeText(bytes.toString()) : bytes.toString('base64');
  return bytes.length === 0 ? '' : `<base64data>${bytes.toString('base64')}</base64data>`;
}

/** Base64 is always the last encoding of what comes in data-other. */
function dataOther({ contentType, currentEncoding }: ThingBlob, data: string): string {
  const written = isEncodedText(currentEncoding) ? currentEncoding : undefined;
  const encoding = written ?? (currentEncoding ? `${currentEncoding},base64` : 'base64');
  const type = contentType === '' ? '' : ` content-type="${escapeAttribute(contentType)}"`;
  return `<data-other${type} content-encoding="${escapeAttribute(encoding)}">${data}</data-other>`;
}

function url(vault: Vault, grant: Grant, thing: ShownThing, blob: ThingBlob): string {
  return `<blob-ref-url>${escapeText(readUrl(vault, grant, thing, blob))}</blob-ref-url>`;
}

function blobElement(blob: ThingBlob, data: string): string {
  const { legacyEncoding, currentEncoding } = blob;
  return (
    `<blob>${info(blob)}<content-length>${blob.length}</content-length>${data}` +
    `${encoding('legacy-content-encoding', legacyEncoding)}${encoding('current-content-encoding', currentEncoding)}</blob>`
  );
}

function info({ name, contentType, hashAlgorithm, blockSize, hash }: ThingBlob): string {
  return (
    `<blob-info><name>${escapeText(name)}</name><content-type>${escapeText(contentType)}</content-type>` +
    `<hash-info><algorithm>${hashAlgorithm}</algorithm><params><block-size>${blockSize}</block-size></params>` +
    `<hash>${hash}</hash></hash-info></blob-info>`
  );
}

function encoding(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${escapeText(value)}</${name}>`;
}
