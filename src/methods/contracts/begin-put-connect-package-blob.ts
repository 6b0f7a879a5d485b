// BeginPutConnectPackageBlob.
import { secret } from '../../schema/schema.ts';
import { optional, seq } from '../../schema/sequence.ts';
import { oneOf, positiveInteger, string } from '../../schema/text.ts';
import { noInfo } from './parts/no-info.ts';

export const beginPutConnectPackageBlob = {
  1: {
    request: noInfo,
    response: seq({
      'blob-ref-url': secret(string),
      'package-blob-chunk-encryption-algorithm': oneOf('aes256'),
      'blob-pre-encryption-chunk-size': positiveInteger(),
      'blob-post-encryption-chunk-size': positiveInteger(),
      'max-blob-size': positiveInteger(),
      'blob-hash-algorithm': string,
      'blob-hash-parameters': seq({ 'block-size': optional(positiveInteger()) }),
    }),
  },
};
