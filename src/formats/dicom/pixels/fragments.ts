// Frames that are packed lie in fragments, one or more for each, with a table of where frames begin that may be empty.
import type { Picture } from './picture.ts';
import { UndrawnPicture } from './undrawn.ts';

interface Fragment {
  /** From the first byte of the first fragment's item, as the table counts. */
  readonly offset: number;
  readonly bytes: Buffer;
}

/** The packed bytes of one frame. @throws UndrawnPicture */
export function cutPacked(picture: Picture, frame: number): Buffer {
  const { table, fragments } = readFragments(picture);
  const { frames } = picture;
  if (frames === 1) return join(fragments);
  if (fragments.length === frames) return join(fragments.slice(frame, frame + 1));
  const starts = table.length === frames ? table : findStarts(fragments);
  const from = starts[frame];
  if (from === undefined || starts.length !== frames) throw new UndrawnPicture('broken');
  const to = starts[frame + 1] ?? Number.POSITIVE_INFINITY;
  return join(fragments.filter(({ offset }) => offset >= from && offset < to));
}

function join(fragments: readonly Fragment[]): Buffer {
  const [only] = fragments;
  if (!only) throw new UndrawnPicture('broken');
  return fragments.length === 1 ? only.bytes : Buffer.concat(fragments.map(({ bytes }) => bytes));
}

/** Where no table says it, frames begin with the mark of a JPEG, or of a codestream of JPEG 2000. */
function findStarts(fragments: readonly Fragment[]): number[] {
  return fragments.filter(({ bytes }) => isStart(bytes)).map(({ offset }) => offset);
}

function isStart(bytes: Buffer): boolean {
  const mark = bytes.length < 4 ? 0 : bytes.readUInt32BE();
  return mark >>> 8 === 0xffd8ff || mark === 0xff4fff51 || mark === 0x0000000c;
}

const itemMark = 0xe000fffe;

/** What a file that breaks off lacks at its end is missing in the picture. */
function readFragments({ data: { bytes }, element }: Picture): { table: number[]; fragments: Fragment[] } {
  const items: Buffer[] = [];
  let at = element.dataOffset;
  while (at + 8 <= bytes.length && readMark(bytes, at) === itemMark) {
    const length = bytes.readUInt32LE(at + 4);
    items.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  const [head = Buffer.alloc(0), ...rest] = items;
  const table = Array.from({ length: head.length >> 2 }, (_, i) => head.readUInt32LE(i * 4));
  let offset = 0;
  const fragments = rest.map(piece => {
    const from = offset;
    offset += 8 + piece.length;
    return { offset: from, bytes: piece };
  });
  return { table, fragments };
}

/** Group and element, as one number. */
function readMark(bytes: Buffer, at: number): number {
  return bytes.readUInt16LE(at + 2) * 0x10000 + bytes.readUInt16LE(at);
}
