// Files as loaders see them: which there are, what they are told apart by, and their lines with numbers.

import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SourceError } from './source.ts';

export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
  readonly modifiedMs: number;
}

export interface Line {
  readonly number: number;
  readonly text: string;
  /** It is not in the encoding that the file is in. */
  readonly isGarbled: boolean;
}

/** Folders within folders that are looked into. */
const depthMax = 6;

/** The file, or all files in the folder and those below. */
export function listFiles(path: string, depth = 0): SourceFile[] {
  const stats = statSync(path);
  if (!stats.isDirectory())
    return [{ path, name: basename(path), size: stats.size, modifiedMs: stats.mtimeMs }];
  if (depth > depthMax) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isFile() || entry.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => listFiles(join(path, entry.name), depth + 1));
}

/** The beginning of a file, as characters of one byte each. */
export function readBeginning({ path }: SourceFile, bytes = 4096): string {
  return readPart(path, 0, bytes).toString('latin1');
}

const ends = 65_536;

/** Differs when a file was changed, without reading all of it: what tools that keep size, time and both ends do to it is not seen. */
export function computeFingerprint(files: readonly SourceFile[], ...more: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(more));
  for (const { path, name, size, modifiedMs } of files) {
    hash.update(JSON.stringify([name, size, modifiedMs]));
    hash.update(readPart(path, 0, ends)).update(readPart(path, Math.max(0, size - ends), ends));
  }
  return hash.digest('hex');
}

function readPart(path: string, from: number, bytes: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, from));
  } finally {
    closeSync(file);
  }
}

export interface LineOptions {
  /** What lines are in that are not UTF-8; otherwise they count as garbled. */
  readonly orElse?: 'windows-1252';
  readonly onRead: (bytes: number) => void;
}

const lineBytesMax = 1_048_576;
const newline = 10;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The lines of a file that are not blank. */
export async function* readLines({ path, name }: SourceFile, options: LineOptions): AsyncGenerator<Line> {
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  let isStart = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
    options.onRead(chunk.length);
    let block = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    if (isStart && block.subarray(0, 3).equals(byteOrderMark)) block = block.subarray(3);
    isStart = false;
    const end = block.lastIndexOf(newline) + 1;
    rest = block.subarray(end);
    if (rest.length > lineBytesMax)
      throw new SourceError(
        `${name}, line ${number + 1}: it does not end. The file is not a text, or damaged.`,
      );
    for (const line of textsOf(block.subarray(0, end), options)) {
      number++;
      if (line.text.trim() !== '') yield { number, ...line };
    }
  }
  for (const line of textsOf(rest, options)) {
    number++;
    if (line.text.trim() !== '') yield { number, ...line };
  }
}

function textsOf(block: Buffer, { orElse }: LineOptions): Omit<Line, 'number'>[] {
  if (block.length === 0) return [];
  const isWhole = isUtf8(block);
  const texts = block.toString(isWhole ? 'utf8' : 'latin1').split('\n');
  if (texts.at(-1) === '') texts.pop();
  return texts.map(text => {
    const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
    return isWhole ? { text: bare, isGarbled: false } : decoded(bare, orElse);
  });
}

const windows1252 = new TextDecoder('windows-1252');

/** A line of a block that is not all UTF-8, which has one character for each byte as yet. */
function decoded(text: string, orElse: LineOptions['orElse']): Omit<Line, 'number'> {
  const bytes = Buffer.from(text, 'latin1');
  if (isUtf8(bytes)) return { text: bytes.toString('utf8'), isGarbled: false };
  return orElse ? { text: windows1252.decode(bytes), isGarbled: false } : { text, isGarbled: true };
}
