// BeginPutBlob.
import { secret } from '../../schema/schema.ts';
import { seq } from '../../schema/sequence.ts';
import { int, limitedString, positiveInteger, string } from '../../schema/text.ts';
import { noInfo } from './parts/no-info.ts';

export const beginPutBlob = {
  1: {
    request: noInfo,
    response: seq({
      'blob-ref-url': secret(string),
      'blob-chunk-size': int(),
      'max-blob-size': positiveInteger(),
      'blob-hash-algorithm': limitedString({ maxLength: 255 }),
      'blob-hash-parameters': seq({ 'block-size': positiveInteger() }),
    }),
  },
};
