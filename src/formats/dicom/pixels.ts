// Where the frames of an instance lie in its file. Of compressed ones the pieces are told from each other by reading their
// heads, and nothing else of them.
import { type DicomFile, pixelTag, readNumber } from './dataset.ts';
import { readAscii } from './text.ts';

export interface PixelPlace {
  readonly transferSyntax: string;
  readonly frames: number;
  /** Where the value begins in the file. */
  readonly from: number;
  /** Of compressed pixels nobody says. */
  readonly length: number | undefined;
  /** Bytes of a frame of such as are not; undefined where frames share a byte. */
  readonly frameBytes: number | undefined;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Frames, and pieces of them, that are told apart: a film of an hour has fewer. */
const fragmentsMax = 200_000;

/** Undefined where it has none, or the file is deflated, where nothing lies in a place of its own. */
export function findPixels({ data, transferSyntax, isDeflated }: DicomFile): PixelPlace | undefined {
  const element = data.elements[pixelTag];
  if (!element || isDeflated) return undefined;
  const number = (tag: string, other: number) => readNumber(data, tag) ?? other;
  const said = Number.parseInt(readAscii(data, 'x00280008') ?? '1', 10);
  const bits =
    number('x00280010', 0) * number('x00280011', 0) * number('x00280002', 1) * number('x00280100', 8);
  return {
    transferSyntax,
    frames: said > 0 && said <= fragmentsMax ? said : 1,
    from: element.dataOffset,
    length: element.hadUndefinedLength ? undefined : element.length,
    frameBytes: bits > 0 && bits % 8 === 0 ? bits / 8 : undefined,
  };
}

/** The bytes of a file from one place to before another. */
export type ReadRange = (from: number, to: number) => Promise<Buffer>;

/**
 * The pieces of each frame, in their order.
 * @returns undefined where nothing tells the frames apart, or the file breaks off
 */
export async function findFrames(
  place: PixelPlace,
  size: number,
  read: ReadRange,
): Promise<Range[][] | undefined> {
  const { from, length, frames, frameBytes } = place;
  if (length !== undefined) {
    if (frames === 1) return from + length <= size ? [[{ from, to: from + length }]] : undefined;
    if (frameBytes === undefined || frameBytes * frames > length || from + length > size) return undefined;
    return Array.from({ length: frames }, (_, at) => [
      { from: from + at * frameBytes, to: from + (at + 1) * frameBytes },
    ]);
  }
  const found = await listFragments(from, size, read);
  if (!found) return undefined;
  const { offsets, fragments } = found;
  if (frames === 1) return [fragments.map(toRange)];
  if (offsets.length === frames) return groupByOffsets(offsets, fragments);
  return fragments.length === frames ? fragments.map(fragment => [toRange(fragment)]) : undefined;
}

interface Fragment extends Range {
  /** Of its head, counted from the first one's. */
  readonly at: number;
}

function toRange({ from, to }: Fragment): Range {
  return { from, to };
}

const itemMark = 0xe000fffe;
const endMark = 0xe0ddfffe;

async function listFragments(
  start: number,
  size: number,
  read: ReadRange,
): Promise<{ offsets: number[]; fragments: Fragment[] } | undefined> {
  const fragments: Fragment[] = [];
  const offsets: number[] = [];
  let first: number | undefined;
  for (let at = start; at + 8 <= size && fragments.length < fragmentsMax; ) {
    const head = await read(at, at + 8);
    const [mark, length] = [head.readUInt32LE(0), head.readUInt32LE(4)];
    if (mark === endMark) return { offsets, fragments };
    const [from, to] = [at + 8, at + 8 + length];
    if (mark !== itemMark || to > size) return undefined;
    if (first === undefined) {
      // The first item says where frames begin, or nothing.
      const table = length <= fragmentsMax * 4 ? await read(from, to) : Buffer.alloc(0);
      for (let i = 0; i + 4 <= table.length; i += 4) offsets.push(table.readUInt32LE(i));
      first = to;
    } else fragments.push({ at: at - first, from, to });
    at = to;
  }
  return undefined;
}

function groupByOffsets(offsets: readonly number[], fragments: readonly Fragment[]): Range[][] | undefined {
  const frames: Range[][] = [];
  let next = 0;
  for (const fragment of fragments) {
    if (fragment.at === offsets[next]) {
      frames.push([]);
      next++;
    }
    const own = frames.at(-1);
    if (!own) return undefined;
    own.push(toRange(fragment));
  }
  return next === offsets.length ? frames : undefined;
}
