// Blobs: uploaded in chunks and downloaded as a stream, hashed on the way, whatever their length.

import { isPassing, makeHttpError, readResponseId, wait } from './attempt.ts';
import { type BlockHash, BlockHasher } from './block-hash.ts';
import type { Caller } from './caller.ts';
import type { ResponseOf } from './contracts.ts';
import { CallError, type ErrorContext, UnreachableError } from './errors.ts';
import type { CallFor } from './options.ts';

export type BlobSource = Blob | Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface TransferOptions {
  /** Called after every chunk; the total is unknown for a stream that does not tell. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void;
  readonly signal?: AbortSignal | undefined;
}

/** How far an upload has come: plain data, to be kept where a program that is begun anew finds it. */
export interface UploadState {
  readonly url: string;
  readonly sent: number;
  readonly chunkBytes: number;
  readonly blockBytes: number;
  readonly max: number;
}

export interface UploadOptions extends TransferOptions {
  /** Called after every chunk that the platform has. */
  readonly onState?: (state: UploadState) => void;
  /** Goes on from there, within a day: the source is read from its beginning, what the platform has is not sent again. */
  readonly resume?: UploadState | undefined;
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

/**
 * A blob is refused, too large, or not what was put.
 * @example
 * const url = new URL('/streaming/wildcatblob.ashx?blob-ref-token=none', platformUrl).href;
 * const gone = { name: '', contentType: 'text/plain', length: 5, hash: undefined, url };
 * const error = await record.downloadBlob(gone).catch((error: unknown) => error);
 * console.log(error instanceof BlobError); // true
 */
export class BlobError extends CallError {
  override readonly name = 'BlobError';
}

export async function uploadBlob(
  app: Caller,
  how: CallFor,
  source: BlobSource,
  options: UploadOptions = {},
): Promise<UploadedBlob> {
  const given = { ...how, ...(options.signal && { signal: options.signal }) };
  const { url, chunkBytes, blockBytes, max, sent } = options.resume ?? (await beginUpload(app, given));
  return sendBlob(app, { url, chunkBytes, blockBytes, max, sent }, source, { ...options, ...given });
}

async function beginUpload(app: Caller, how: CallFor): Promise<UploadState> {
  const put = await app.call('BeginPutBlob', 1, undefined, how);
  const { blockSize: blockBytes = defaultBlockBytes } = put.blobHashParameters;
  return { url: put.blobRefUrl, chunkBytes: put.blobChunkSize, blockBytes, max: put.maxBlobSize, sent: 0 };
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
  /** So many bytes of it the platform has already. */
  readonly sent?: number;
}

/** Length and hash of what it answers are those of the source. */
export async function sendBlob(
  app: Caller,
  { url, chunkBytes, blockBytes, max, close, sent: had = 0 }: UploadTarget,
  source: BlobSource,
  { onProgress, onState, ...how }: UploadOptions & CallFor = {},
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
    // Of the last chunk the platform may not know that it was the last.
    if (sent + body.length > had || isLast)
      await app.transfer(url, { method: 'POST', body, headers }, how, drain);
    sent += body.length;
    onProgress?.(read, total);
    onState?.({ url, sent, chunkBytes, blockBytes, max });
  }
  return { url, length: read, hash: await hasher.finish() };
}

async function drain(response: Response): Promise<void> {
  if (!response.ok) throw await refused(response);
  await response.arrayBuffer();
}

export async function readBlobs(app: Caller, how: CallFor, thingId: string): Promise<BlobInfo[]> {
  const blobPayloadRequest = { blobFormat: { blobFormatSpec: 'streamed' as const } };
  const format = { section: ['blobpayload' as const], blobPayloadRequest };
  const { group } = await app.call('GetThings', 3, { group: [{ id: [thingId], format }] }, how);
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
 * The bytes of a blob, gone on with where they break off. The stream ends with a BlobError if they are not those that were
 * hashed when it was put.
 */
export async function downloadBlob(
  app: Caller,
  blob: Pick<BlobInfo, 'url' | 'length' | 'hash'>,
  { onProgress, ...how }: TransferOptions & CallFor = {},
): Promise<ReadableStream<Uint8Array>> {
  const { length, hash } = blob;
  const hasher = hash && new BlockHasher(hash.blockSize);
  const bytes = bytesOf(app, blob, await ask(app, blob, 0, how), how);
  let received = 0;
  return new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { done, value } = await bytes.next();
      if (!done) {
        await hasher?.update(value);
        received += value.length;
        onProgress?.(received, length);
        stream.enqueue(value);
        return;
      }
      const isWhole =
        (length === undefined || received === length) && (await hasher?.finish())?.value === hash?.value;
      if (isWhole) stream.close();
      else stream.error(new BlobError('What came is not the blob that was put.'));
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
}

/** A download that breaks off so often without a byte more is given up. */
const breaksMax = 4;
/** One that brings nothing for so long has broken off. */
const stallMsUsual = 60_000;

async function* bytesOf(
  app: Caller,
  blob: Pick<BlobInfo, 'url' | 'length'>,
  first: Response,
  how: CallFor,
): AsyncGenerator<Uint8Array, undefined> {
  const { signal, timeoutMs = stallMsUsual } = how;
  let received = 0;
  let response = first;
  for (let breaks = 0; ; breaks++) {
    try {
      for await (const bytes of readerOf(bodyOf(response), { signal, stallMs: timeoutMs })) {
        breaks = 0;
        received += bytes.length;
        yield bytes;
      }
      if (blob.length === undefined || received >= blob.length) return undefined;
    } catch (error) {
      if (signal?.aborted || breaks >= breaksMax) throw error;
    }
    if (breaks >= breaksMax) return undefined;
    await wait(100 * 2 ** breaks, signal);
    response = await ask(app, blob, received, how);
  }
}

async function ask(
  app: Caller,
  { url }: Pick<BlobInfo, 'url'>,
  from: number,
  how: CallFor,
): Promise<Response> {
  const headers = from > 0 ? { range: `bytes=${from}-` } : {};
  return app.transfer(url, { headers }, how, async response => {
    if (!response.ok) throw await refused(response);
    if (from > 0 && response.status !== 206)
      throw new BlobError('The download broke off, and cannot be gone on with.', contextOf(response));
    return response;
  });
}

function bodyOf({ body }: Response): ReadableStream<Uint8Array> {
  if (!body) throw new UnreachableError('The platform answered without a body.');
  return body;
}

async function refused(response: Response): Promise<CallError> {
  await response.body?.cancel();
  const error = makeHttpError(response);
  if (isPassing(error)) return error;
  return new BlobError(
    `The platform refused the blob with HTTP status ${response.status}.`,
    contextOf(response),
  );
}

function contextOf(response: Response): ErrorContext {
  return { httpStatus: response.status, responseId: readResponseId(response) };
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
async function* readerOf(
  stream: ReadableStream<Uint8Array>,
  { signal, stallMs }: { signal?: AbortSignal | undefined; stallMs?: number | undefined } = {},
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  const give = () => void reader.cancel(signal?.reason).catch(() => {});
  signal?.addEventListener('abort', give);
  try {
    for (;;) {
      const timer = stallMs === undefined ? undefined : setTimeout(give, stallMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      signal?.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener('abort', give);
    await reader.cancel().catch(() => {});
  }
}
