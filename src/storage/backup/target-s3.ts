// Backups in a bucket of anything that speaks S3, below a prefix. Loaded only where an operator chose it.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import { makeS3Client, type S3Place } from '../blob-s3.ts';
import { sayBlobPlace } from '../blob-store.ts';
import type { Target } from './target.ts';

export function openS3Target(place: S3Place): Target {
  const client = makeS3Client(place);
  const { bucket: Bucket, prefix } = place;
  return {
    place: sayBlobPlace(place),
    async put(name, Body) {
      await client.send(new PutObjectCommand({ Bucket, Key: prefix + name, Body }));
    },
    async putIfAbsent(name, Body) {
      // Not every server knows the condition: then what is there is looked at first.
      if (await this.get(name)) return false;
      try {
        await client.send(new PutObjectCommand({ Bucket, Key: prefix + name, Body, IfNoneMatch: '*' }));
        return true;
      } catch (error) {
        const status = statusOf(error);
        if (status === 412 || status === 409) return false;
        throw error;
      }
    },
    // What S3 acknowledges is durable.
    settle: async () => {},
    async get(name) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: prefix + name }));
        return Body && Buffer.from(await Body.transformToByteArray());
      } catch (error) {
        // A bucket that is gone is told of otherwise.
        if ((error as S3ServiceException).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async *list(folder) {
      const Prefix = folder === '' ? prefix : `${prefix}${folder}/`;
      let ContinuationToken: string | undefined;
      do {
        const more = ContinuationToken && { ContinuationToken };
        const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ...more }));
        for (const { Key = '' } of page.Contents ?? []) yield Key.slice(prefix.length);
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken);
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: prefix + name }));
    },
    // A write that was cut off left nothing.
    tidy: async () => {},
  };
}

function statusOf(error: unknown): number | undefined {
  return (error as S3ServiceException).$metadata?.httpStatusCode;
}
