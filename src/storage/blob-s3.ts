// Blobs in a bucket of anything that speaks S3: an object a part, below a prefix and the blob's id. Loaded only where an
// operator chose it. Credentials come from the environment, as the SDK finds them.
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import type { BlobStore } from '../core/blobs/ports.ts';
import { FilesUnavailable } from '../core/store.ts';

export interface S3Place {
  readonly bucket: string;
  /** Empty, or ending in a slash. */
  readonly prefix: string;
  /** Undefined for Amazon's own. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** Is the bucket part of the path? Most servers but Amazon's want that. */
  readonly pathStyle: boolean;
}

// The lockfile names a version of the SDK that runs on every Node in `engines`; a warning at each command helps nobody.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** A part is held in memory while it is sent, since its length and hash come first: so many at a time. */
const sentAtOnce = 8;

export function makeS3Client(
  { endpoint, region, pathStyle }: S3Place,
  credentials?: S3ClientConfig['credentials'],
): S3Client {
  return new S3Client({
    region,
    forcePathStyle: pathStyle,
    // What other servers do not know is left out unless it is demanded.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
  });
}

/** Its methods throw FilesUnavailable while the server does not answer, or answers that it cannot serve. */
export function openBlobS3(place: S3Place, credentials?: S3ClientConfig['credentials']): BlobStore {
  const client = makeS3Client(place, credentials);
  client.middlewareStack.add(next => args => next(args).catch(tellOutage), { step: 'initialize' });
  const { bucket, prefix } = place;
  const turn = turns(sentAtOnce);
  const key = (blobId: string, part = '') => `${prefix}${blobId}/${part}`;
  return {
    suffixOf: () => '',
    put: (blobId, part, bytes) =>
      turn(async () => {
        const Body = await gathered(bytes);
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key(blobId, part), Body }));
        return undefined;
      }),
    async *read(blobId, part, from, to, mayEnd = false) {
      if (to <= from) return;
      const { Body, ContentRange } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key(blobId, part), Range: `bytes=${from}-${to - 1}` }),
      );
      if (!ContentRange?.startsWith(`bytes ${from}-`))
        throw new Error('S3 sent another range than was asked for');
      yield* exactly(tellingOutage(Body as AsyncIterable<Uint8Array>), to - from, mayEnd);
    },
    async has(blobId, part) {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key(blobId, part) }));
        return true;
      } catch (error) {
        if ((error as S3ServiceException).$metadata?.httpStatusCode === 404) return false;
        throw error;
      }
    },
    list: () => partsBelow(client, bucket, prefix),
    async removePart(blobId, part) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key(blobId, part) }));
    },
    async remove(blobId, keep) {
      for (;;) {
        const { Contents = [], IsTruncated } = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: key(blobId) }),
        );
        const keys = Contents.flatMap(({ Key }) => Key ?? []);
        const Objects = keys.filter(name => !keep?.has(name.slice(key(blobId).length))).map(Key => ({ Key }));
        if (Objects.length > 0) {
          const { Errors = [] } = await client.send(
            new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
          );
          if (Errors.length > 0) throw new Error(`S3 would not delete ${Errors.length} objects.`);
        }
        if (!IsTruncated) return;
      }
    },
  };
}

/** @throws FilesUnavailable, or the error where the server answered that the request is wrong */
function tellOutage(error: S3ServiceException): never {
  const status = error.$metadata?.httpStatusCode;
  if (status !== undefined && status < 500) throw error;
  throw new FilesUnavailable({ cause: error });
}

async function* tellingOutage<T>(pieces: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* pieces;
  } catch (error) {
    tellOutage(error as S3ServiceException);
  }
}

async function* partsBelow(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<{ blobId: string; part: string }> {
  let ContinuationToken: string | undefined;
  do {
    const more = ContinuationToken && { ContinuationToken };
    const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...more }));
    for (const { Key = '' } of page.Contents ?? []) {
      const [blobId, part] = Key.slice(prefix.length).split('/', 2);
      if (blobId && part) yield { blobId, part };
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
}

/** Not every server ends where it was told to. */
async function* exactly(
  bytes: AsyncIterable<Uint8Array>,
  count: number,
  mayEnd: boolean,
): AsyncGenerator<Buffer> {
  let left = count;
  for await (const { buffer, byteOffset, byteLength } of bytes) {
    const length = Math.min(left, byteLength);
    if (length > 0) yield Buffer.from(buffer, byteOffset, length);
    left -= length;
    if (left === 0) return;
  }
  if (!mayEnd) throw new Error('S3 sent fewer bytes than it has');
}

async function gathered(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Lets so many pieces of work run at a time; others wait for their turn. */
function turns(max: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async work => {
    if (running >= max) await new Promise<void>(resolve => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
