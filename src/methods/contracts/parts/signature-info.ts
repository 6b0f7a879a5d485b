// What is said of a thing's digital signature, beside the Signature itself.
import { secret } from '../../../schema/schema.ts';
import { any, many, optional, seq } from '../../../schema/sequence.ts';
import { int, limitedString, string } from '../../../schema/text.ts';

const hashInfo = seq({
  algorithm: limitedString({ minLength: 1 }),
  params: optional(seq({ 'block-size': optional(int({ min: 1 })) })),
  hash: string,
});

export const signatureInfo = seq({
  'sig-data': seq({
    'hv-signature-method': secret(limitedString({ minLength: 1 })),
    'blob-signature-info': optional(
      secret(
        seq({
          item: many(
            seq({
              'blob-info': seq({
                name: limitedString({ maxLength: 255 }),
                'content-type': limitedString({ maxLength: 1024 }),
                'hash-info': optional(hashInfo),
              }),
            }),
            { min: 1 },
          ),
        }),
      ),
    ),
    'algorithm-tag': limitedString({ minLength: 1 }),
  }),
  signature: any(),
});
