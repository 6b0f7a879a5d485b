// A file as its lines, one after the other, none of which is held beyond a bound.
import { type ReadingOptions, type SourceFile, UnreadableFile } from '../format.ts';

export interface Line {
  /** Without what ends it. */
  readonly bytes: Uint8Array;
  /** Was it longer than what is kept of it? */
  readonly isCut: boolean;
}

export interface Lines {
  /** The bytes that end a line; without any it is LF. */
  readonly ends?: readonly number[];
  /** Of a line that are kept. */
  readonly bytesMax: number;
}

const chunkBytes = 256 * 1024;
const lineFeed = 0x0a;

/** Empty lines too. @throws UnreadableFile */
export async function* readLines(
  file: SourceFile,
  { tell }: Pick<ReadingOptions, 'tell'>,
  { ends = [lineFeed], bytesMax }: Lines,
): AsyncGenerator<Line> {
  const isEnd = new Uint8Array(256);
  for (const byte of ends) isEnd[byte] = 1;
  let kept: Uint8Array[] = [];
  let length = 0;
  let isCut = false;
  const keep = (bytes: Uint8Array) => {
    const room = bytesMax - length;
    isCut ||= bytes.length > room;
    if (room <= 0 || bytes.length === 0) return;
    kept.push(bytes.subarray(0, room));
    length += Math.min(room, bytes.length);
  };
  const take = (): Line => {
    const line = { bytes: Buffer.concat(kept), isCut };
    kept = [];
    length = 0;
    isCut = false;
    return line;
  };
  for (let at = 0; at < file.size; ) {
    let chunk = await file.read(at, Math.min(at + chunkBytes, file.size));
    if (chunk.length === 0) throw new UnreadableFile('cut-off');
    const next = at + chunk.length;
    if (at === 0) chunk = chunk.subarray(countMark(chunk));
    at = next;
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      if (isEnd[chunk[i] ?? 0] === 0) continue;
      keep(chunk.subarray(from, i));
      from = i + 1;
      yield take();
    }
    keep(chunk.subarray(from));
    tell(at);
  }
  if (length > 0) yield take();
}

/** The bytes of a mark of UTF-8. */
export function countMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
