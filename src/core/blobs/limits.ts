// Limits of blobs.
import { dayMs, minuteMs } from '../limits/durations.ts';

export const blobLimits = {
  blobReadTokenTtlMs: 30 * minuteMs,
  blobWriteTokenTtlMs: dayMs,
  /** Bytes of a blob; clients take it for an int. */
  blobBytesMax: 2_147_483_647,
  /** Bytes of every chunk of an upload but the last, and of the blocks that are hashed. */
  blobChunkBytes: 2_097_152,
  /** Bytes of a blob that may come inside an answer. */
  inlineBlobBytesMax: 10_485_760,
  blobsPerThingMax: 5000,
  /** Blobs of all the things that a request changes the blobs of, and those that an answer tells of. */
  blobsPerPutMax: 10_000,
  blobsPerAnswerMax: 20_000,
  /** Of what an application uploaded and no thing holds: blobs, and their bytes. */
  blobUploadsPerAppMax: 10_000,
  blobUploadBytesPerAppMax: 17_179_869_184,
};
