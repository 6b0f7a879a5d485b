// Blobs: uploaded in chunks and downloaded as a stream, hashed on the way, whatever their length.

import { type BlockHash, BlockHasher } from './block-hash.ts';
import type { Caller } from './caller.ts';
import type { ResponseOf } from './contracts.ts';
import type { Actor } from './envelope.ts';
import { UnreachableError } from './errors.ts';

export type BlobSource = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface TransferOptions {
  /** Called after every chunk; the total is unknown for a stream that does not tell. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void;
  readonly signal?: AbortSignal;
}

/** A blob the platform holds that belongs to no thing yet: PutThings attaches it. */
export interface UploadedBlob {
  readonly url: string;
  readonly length: number;
  readonly hash: BlockHash;
}

/** A blob of a thing, as GetThings tells of it. */
export interface BlobInfo {
  /** Empty for the nameless one. */
  readonly name: string;
  readonly contentType: string;
  readonly length: number | undefined;
  readonly hash: BlockHash | undefined;
  /** Good for minutes. */
  readonly url: string;
}

export class BlobError extends Error {
  override readonly name = 'BlobError';
  /** Of the answer that refused it, where there was one. */
  readonly httpStatus: number | undefined;

  constructor(message: string, httpStatus?: number) {
    super(message);
    this.httpStatus = httpStatus;
  }
}

export async function uploadBlob(
  app: Caller,
  actor: Actor,
  source: BlobSource,
  options?: TransferOptions,
): Promise<UploadedBlob> {
  const put = await app.call('BeginPutBlob', 1, undefined, actor);
  const { blockSize = defaultBlockBytes } = put.blobHashParameters;
  const to = {
    url: put.blobRefUrl,
    chunkBytes: put.blobChunkSize,
    blockBytes: blockSize,
    max: put.maxBlobSize,
  };
  return sendBlob(app, to, source, options);
}

/** Where HealthVault's documents leave the size of blocks out, they mean this. */
export const defaultBlockBytes = 2_097_152;

export interface UploadTarget {
  readonly url: string;
  readonly chunkBytes: number;
  readonly blockBytes: number;
  readonly max: number;
  /** What becomes of a chunk on its way, if it does not go as it is. */
  readonly close?: (chunk: Uint8Array) => Promise<Uint8Array>;
}

/** Length and hash of what it answers are those of the source. */
export async function sendBlob(
  app: Caller,
  { url, chunkBytes, blockBytes, max, close }: UploadTarget,
  source: BlobSource,
  { onProgress, signal }: TransferOptions = {},
): Promise<UploadedBlob> {
  const hasher = new BlockHasher(blockBytes);
  const total = lengthOf(source);
  let read = 0;
  let sent = 0;
  for await (const { bytes, isLast } of chunksOf(source, chunkBytes)) {
    read += bytes.length;
    if (read > max) throw new BlobError(`A blob may have ${max} bytes at most.`);
    await hasher.update(bytes);
    const body = close && bytes.length > 0 ? new Uint8Array(await close(bytes)) : bytes;
    const headers = {
      // The length of what is sent is known with its last chunk only.
      ...(body.length > 0 && { 'content-range': `bytes ${sent}-${sent + body.length - 1}/*` }),
      ...(isLast && { 'x-hv-blob-complete': '1' }),
    };
    await transfer(app, url, { method: 'POST', body, headers, signal: signal ?? null });
    sent += body.length;
    onProgress?.(read, total);
  }
  return { url, length: read, hash: await hasher.finish() };
}

export async function readBlobs(app: Caller, actor: Actor, thingId: string): Promise<BlobInfo[]> {
  const blobPayloadRequest = { blobFormat: { blobFormatSpec: 'streamed' as const } };
  const format = { section: ['blobpayload' as const], blobPayloadRequest };
  const { group } = await app.call('GetThings', 3, { group: [{ id: [thingId], format }] }, actor);
  const [thing] = group?.[0]?.thing ?? [];
  return (thing?.blobPayload?.blob ?? []).map(blobOf);
}

type Thing = NonNullable<NonNullable<ResponseOf<'GetThings', 3>['group']>[number]['thing']>[number];
type Blob3 = NonNullable<Thing['blobPayload']>['blob'][number];

function blobOf({ blobInfo: { name, contentType, hashInfo }, contentLength, data }: Blob3): BlobInfo {
  if (!data || !('blobRefUrl' in data)) throw new UnreachableError('The platform told no address of a blob.');
  const blockSize = hashInfo?.params?.blockSize ?? defaultBlockBytes;
  const isKnown = hashInfo?.algorithm === 'SHA256Block';
  const hash = isKnown ? { algorithm: 'SHA256Block' as const, blockSize, value: hashInfo.hash } : undefined;
  return { name, contentType, length: contentLength, hash, url: data.blobRefUrl };
}

/**
 * The bytes of a blob. The stream ends with a BlobError if they are not those that were hashed when it was put.
 */
export async function downloadBlob(
  app: Caller,
  { url, length, hash }: Pick<BlobInfo, 'url' | 'length' | 'hash'>,
  { onProgress, signal }: TransferOptions = {},
): Promise<ReadableStream<Uint8Array>> {
  const { body } = await transfer(app, url, { signal: signal ?? null });
  if (!body) throw new UnreachableError('The platform answered without a body.');
  const hasher = hash && new BlockHasher(hash.blockSize);
  let received = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      async transform(bytes, stream) {
        await hasher?.update(bytes);
        received += bytes.length;
        onProgress?.(received, length);
        stream.enqueue(bytes);
      },
      async flush(stream) {
        const isWhole =
          (length === undefined || received === length) && (await hasher?.finish())?.value === hash?.value;
        if (!isWhole) stream.error(new BlobError('What came is not the blob that was put.'));
      },
    }),
  );
}

async function transfer(app: Caller, url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await app.fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new UnreachableError('The address of the blob cannot be reached.', (error as Error).cause ?? error);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw new BlobError(`The platform refused the blob with HTTP status ${response.status}.`, response.status);
}

function lengthOf(source: BlobSource): number | undefined {
  if (source instanceof Uint8Array) return source.length;
  return source instanceof Blob ? source.size : undefined;
}

interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isLast: boolean;
}

/** Chunks of exactly the given size but for the last, which may be empty. */
async function* chunksOf(source: BlobSource, size: number): AsyncGenerator<Chunk> {
  let chunk = new Uint8Array(size);
  let filled = 0;
  for await (const bytes of partsOf(source)) {
    for (let start = 0; start < bytes.length; ) {
      if (filled === size) {
        yield { bytes: chunk, isLast: false };
        chunk = new Uint8Array(size);
        filled = 0;
      }
      const part = bytes.subarray(start, start + size - filled);
      chunk.set(part, filled);
      filled += part.length;
      start += part.length;
    }
  }
  yield { bytes: chunk.subarray(0, filled), isLast: true };
}

async function* partsOf(source: BlobSource): AsyncGenerator<Uint8Array> {
  if (source instanceof Uint8Array) yield source;
  else if (source instanceof Blob) yield* readerOf(source.stream());
  else if (source instanceof ReadableStream) yield* readerOf(source);
  else yield* source;
}

/** Not every browser lets one iterate over a stream. */
async function* readerOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
