// A zip, read by its directory without being held: which files it has, and the bytes of one as they unpack. What lies about its
// size, is broken or unpacks beyond all measure is refused on the way (limits.ts). Nothing of it is ever written anywhere.
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { type FileHead, type SourceFile, UnreadableFile } from '../format.ts';
import {
  archiveDirectoryBytesMax,
  archiveEntriesMax,
  freeUnpackedBytes,
  packedTimesMax,
  unpackedBytesMax,
} from './limits.ts';

/** A file in an archive. */
export interface ArchiveEntry {
  /** Its way in there, with slashes: words of whoever made it. */
  readonly name: string;
  /** As the directory says. */
  readonly size: number;
  /** Its bytes, in pieces. @param tell gets how far the archive was read for it. @throws UnreadableFile on the way, where they are not what the directory says */
  read(tell?: (bytes: number) => void): AsyncGenerator<Uint8Array, void>;
}

export interface Archive {
  readonly entries: readonly ArchiveEntry[];
}

/** Does the file begin as a zip does? */
export function isArchive({ head }: FileHead): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

const opened = new WeakMap<SourceFile, Promise<Archive>>();

/** Its directory is read once, whoever asks. @throws UnreadableFile */
export function openArchive(file: SourceFile): Promise<Archive> {
  const archive = opened.get(file) ?? open(file);
  opened.set(file, archive);
  return archive;
}

async function open(file: SourceFile): Promise<Archive> {
  const reader = new DirectoryReader(file);
  const budget = { left: unpackedBytesMax };
  const entries: ArchiveEntry[] = [];
  try {
    const zip = await fromRandomAccessReaderPromise(reader, file.size, { autoClose: false });
    for await (const entry of zip.eachEntry()) {
      if (entries.length >= archiveEntriesMax || reader.bytes > archiveDirectoryBytesMax)
        throw new UnreadableFile('too-large');
      if (!entry.fileName.endsWith('/')) entries.push(entryOf(file, zip, pickFacts(entry), budget));
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    // The directory stands at the end.
    const isCut = error instanceof Error && /end of central directory/i.test(error.message);
    throw new UnreadableFile(isCut ? 'cut-off' : 'damaged');
  }
  return { entries };
}

/** Of a row of the directory what is kept of each: a large one has very many. */
interface EntryFacts {
  readonly name: string;
  readonly size: number;
  readonly sum: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** All that finding its bytes takes. */
  readonly at: Pick<Entry, 'relativeOffsetOfLocalHeader' | 'compressedSize'>;
}

function pickFacts(entry: Entry): EntryFacts {
  return {
    name: entry.fileName,
    size: entry.uncompressedSize,
    sum: entry.crc32,
    method: entry.compressionMethod,
    isEncrypted: entry.isEncrypted(),
    at: {
      relativeOffsetOfLocalHeader: entry.relativeOffsetOfLocalHeader,
      compressedSize: entry.compressedSize,
    },
  };
}

function entryOf(file: SourceFile, zip: ZipFile, entry: EntryFacts, budget: { left: number }): ArchiveEntry {
  const { name, size } = entry;
  return { name, size, read: tell => unpack(file, zip, entry, budget, tell) };
}

const piece = 64 * 1024;

async function* unpack(
  file: SourceFile,
  zip: ZipFile,
  entry: EntryFacts,
  budget: { left: number },
  tell: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array, void> {
  if (entry.isEncrypted) throw new UnreadableFile('encrypted');
  if (entry.method !== 0 && entry.method !== 8) throw new UnreadableFile('damaged');
  const start = await findStart(zip, entry);
  const packed = readPieces(file, start, start + entry.at.compressedSize, tell);
  let [bytes, sum] = [0, 0];
  for await (const part of entry.method === 0 ? packed : inflate(packed)) {
    bytes += part.length;
    budget.left -= part.length;
    if (bytes > entry.size) throw new UnreadableFile('damaged');
    if (bytes > freeUnpackedBytes && bytes > entry.at.compressedSize * packedTimesMax)
      throw new UnreadableFile('unpacks-too-large');
    if (budget.left < 0) throw new UnreadableFile('unpacks-too-large');
    sum = crc32(part, sum);
    yield part;
  }
  if (bytes !== entry.size || sum !== entry.sum) throw new UnreadableFile('damaged');
}

async function findStart(zip: ZipFile, { at }: EntryFacts): Promise<number> {
  try {
    return (await zip.readLocalFileHeaderPromise(at as Entry, { minimal: true })).fileDataStart;
  } catch {
    throw new UnreadableFile('damaged');
  }
}

async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(packed, { objectMode: false, highWaterMark: piece });
  const inflated = createInflateRaw({ chunkSize: piece });
  source.on('error', error => inflated.destroy(error));
  source.pipe(inflated);
  try {
    for await (const part of inflated) yield part as Uint8Array;
  } catch (error) {
    throw isOfZlib(error) ? new UnreadableFile('damaged') : error;
  } finally {
    source.destroy();
    inflated.destroy();
  }
}

function isOfZlib(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

/** A file from a byte to before another, in pieces. @throws UnreadableFile where it ends before */
export async function* readPieces(
  file: SourceFile,
  from = 0,
  to = file.size,
  tell?: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  // The next is on its way while one is looked at.
  const ask = (at: number) => {
    const asked = file.read(at, Math.min(at + piece, to));
    // Who stops here does not wait for it.
    asked.catch(() => {});
    return asked;
  };
  let next = ask(from);
  for (let at = from; at < to; ) {
    const part = await next;
    if (part.length === 0) throw new UnreadableFile('cut-off');
    at += part.length;
    if (at < to) next = ask(at);
    tell?.(at);
    yield part;
  }
}

/** For the directory, which is read in many small steps, mostly one after the other. */
class DirectoryReader extends RandomAccessReader {
  readonly #file: SourceFile;
  #held: { from: number; bytes: Uint8Array } = { from: 0, bytes: new Uint8Array() };
  /** So many were asked for. */
  bytes = 0;

  constructor(file: SourceFile) {
    super();
    this.#file = file;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.bytes += length;
    this.#find(position, length).then(
      found => {
        buffer.set(found, offset);
        callback(null, found.length);
      },
      (error: Error) => callback(error),
    );
  }

  async #find(position: number, length: number): Promise<Uint8Array> {
    const from = position - this.#held.from;
    if (from >= 0 && from + length <= this.#held.bytes.length)
      return this.#held.bytes.subarray(from, from + length);
    const to = Math.min(this.#file.size, position + Math.max(length, piece));
    this.#held = { from: position, bytes: await this.#file.read(position, to) };
    return this.#held.bytes.subarray(0, length);
  }
}
