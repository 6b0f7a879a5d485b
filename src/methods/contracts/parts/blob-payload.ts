// The blobs of a thing: blob-payload in version 2 of its element; data-other, which knows one without a name, in version 1.
import { secret } from '../../../schema/schema.ts';
import { choice, many, optional, seq } from '../../../schema/sequence.ts';
import { limitedString, long, positiveInteger, string, textWithAttributes } from '../../../schema/text.ts';

const text255 = limitedString({ maxLength: 255 });
const text1024 = limitedString({ maxLength: 1024 });

export const blobInfo = seq({
  name: text255,
  'content-type': text1024,
  'hash-info': optional(
    seq({
      algorithm: text255,
      params: optional(seq({ 'block-size': optional(positiveInteger()) })),
      hash: limitedString({ minLength: 1, maxLength: 512 }),
    }),
  ),
});

export const blobPayload = seq({
  blob: many(
    seq({
      'blob-info': blobInfo,
      'content-length': optional(long()),
      data: optional(choice({ base64data: limitedString({ minLength: 1 }), 'blob-ref-url': secret(string) })),
      'legacy-content-encoding': optional(text1024),
      'current-content-encoding': optional(text1024),
    }),
    { min: 1 },
  ),
});

export const dataOther = textWithAttributes(string, {
  'content-type': { optional: text1024, key: 'contentType' },
  'content-encoding': { optional: text1024, key: 'encoding' },
});
