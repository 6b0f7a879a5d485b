// The blobs of a thing as requests write them: blob-payload in version 2, data-other, which knows one without a name, in
// version 1. They are printed by blob-print.ts.
import { getFirst } from '../../assume.ts';
import { splitEncoding } from '../../core/blobs/encodings.ts';
import type { PutBlob } from '../../core/blobs/put.ts';
import { fault } from '../../core/healthvault/status-fault.ts';
import { decodeBase64 } from '../../core/secrets.ts';
import type { Infer } from '../../schema/schema.ts';
import type { XmlCursor } from '../../schema/xml-reader.ts';
import { blobPayload, dataOther } from '../contracts/parts/blob-payload.ts';

/** Reads blob-payload or data-other, if one stands at the cursor. */
export function readBlobs(at: XmlCursor, methodVersion: 1 | 2): PutBlob[] | undefined {
  if (methodVersion === 1) return at.atNamed('data-other') ? [ofDataOther(dataOther.parse(at))] : undefined;
  return at.atNamed('blob-payload') ? blobPayload.parse(at).blob.map(putBlob) : undefined;
}

type Blob = Infer<typeof blobPayload>['blob'][number];

function putBlob({ blobInfo, contentLength, data, ...encodings }: Blob): PutBlob {
  const { name, contentType, hashInfo } = blobInfo;
  if (/[\t\n\r]/.test(name + contentType))
    throw fault('INVALID_XML', 'The name and the content-type of a blob have no tabs or line breaks.');
  const bytes = data && 'base64data' in data ? decodeBase64(data.base64data) : undefined;
  if (data && 'base64data' in data && !bytes) throw fault('INVALID_XML', 'base64data is not base64.');
  const blockSize = hashInfo?.params?.blockSize;
  return {
    name,
    contentType,
    ...(hashInfo && {
      hash: {
        algorithm: hashInfo.algorithm,
        value: hashInfo.hash,
        ...(blockSize !== undefined && { blockSize }),
      },
    }),
    ...(contentLength !== undefined && { length: contentLength }),
    ...(bytes && { bytes }),
    ...(data && 'blobRefUrl' in data && { url: data.blobRefUrl }),
    ...(encodings.legacyContentEncoding && { legacyEncoding: encodings.legacyContentEncoding }),
    ...(encodings.currentContentEncoding && { currentEncoding: encodings.currentContentEncoding }),
  };
}

/** Text without an encoding is kept as its UTF-8. Of base64 alone the bytes are kept, of anything else the text. */
function ofDataOther({ value, contentType = '', encoding = '' }: Infer<typeof dataOther>): PutBlob {
  const what = { name: '', contentType };
  if (value === '') return { ...what, length: 0 };
  const names = splitEncoding(encoding);
  if (names.length === 0) return { ...what, bytes: Buffer.from(value) };
  if (names.length > 1 || !/^base-?64$/.test(getFirst(names)))
    return { ...what, bytes: Buffer.from(value), legacyEncoding: encoding, currentEncoding: encoding };
  const bytes = decodeBase64(value);
  if (!bytes) throw fault('CONTENT_ENCODING_DATA_MISMATCH');
  return { ...what, bytes, legacyEncoding: encoding };
}
