// What a DICOM file tells of its pixels: how they lie there, and how they are to be seen. Of a file with many frames each may
// tell its own (functional groups).
import { UnreadableFile } from '../../format.ts';
import { type Dataset, type DicomElement, itemsOf, parseDicom, pixelTag, readNumber } from '../dataset.ts';
import { countFrames } from '../frames.ts';
import { readAscii } from '../text.ts';
import { Decoders } from './codecs.ts';
import { frameBytesMax, framePixelsMax } from './limits.ts';
import { UndrawnPicture } from './undrawn.ts';

export interface Picture {
  readonly decoders: Decoders;
  readonly data: Dataset;
  readonly syntax: string;
  readonly element: DicomElement;
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly photometric: string;
  /** All of one component, then all of the next. */
  readonly isPlanar: boolean;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly isSigned: boolean;
  readonly isFloat: boolean;
  readonly frames: number;
}

const floatTag = 'x7fe00008';
const doubleTag = 'x7fe00009';

/** @throws UndrawnPicture */
export function readPicture(bytes: Buffer): Picture {
  const { data, transferSyntax: syntax } = parse(bytes);
  const element = data.elements[pixelTag] ?? data.elements[floatTag] ?? data.elements[doubleTag];
  const rows = readNumber(data, 'x00280010') ?? 0;
  const columns = readNumber(data, 'x00280011') ?? 0;
  if (!element || rows === 0 || columns === 0) throw new UndrawnPicture('none');
  if (rows * columns > framePixelsMax) throw new UndrawnPicture('too-large');
  const samples = readNumber(data, 'x00280002') ?? 1;
  const bits = readBits(data, element.tag);
  if (![1, 3, 4].includes(samples) || bits.bitsStored > bits.bitsAllocated)
    throw new UndrawnPicture('broken');
  demandBytes(rows * columns * samples, bits.bitsAllocated);
  // Colours finer than that nobody makes.
  if (samples > 1 && bits.bitsAllocated > 16) throw new UndrawnPicture('packing');
  return {
    decoders: new Decoders(),
    data,
    syntax,
    element,
    rows,
    columns,
    samples,
    photometric: readAscii(data, 'x00280004') ?? (samples === 1 ? 'MONOCHROME2' : 'RGB'),
    isPlanar: readNumber(data, 'x00280006') === 1,
    ...bits,
    isSigned: readNumber(data, 'x00280103') === 1,
    isFloat: element.tag !== pixelTag,
    frames: countFrames(data) ?? 1,
  };
}

function readBits(data: Dataset, tag: string) {
  const told = readNumber(data, 'x00280100') ?? 8;
  const bitsAllocated = tag === floatTag ? 32 : tag === doubleTag ? 64 : told;
  const bitsStored = readNumber(data, 'x00280101') || bitsAllocated;
  const highBit = Math.min(readNumber(data, 'x00280102') ?? bitsStored - 1, bitsAllocated - 1);
  return { bitsAllocated, bitsStored, highBit };
}

const bitsKnown = [1, 8, 16, 32, 64];

/** Before anything is made room for. @throws UndrawnPicture */
export function demandBytes(values: number, bitsEach: number): void {
  if (!bitsKnown.includes(bitsEach)) throw new UndrawnPicture('packing');
  if (values * Math.max(1, bitsEach / 8) > frameBytesMax) throw new UndrawnPicture('too-large');
}

function parse(bytes: Buffer) {
  try {
    return parseDicom(bytes, false);
  } catch (error) {
    throw error instanceof UnreadableFile ? new UndrawnPicture('broken') : error;
  }
}

/** The data sets that may tell of a frame, its own before what is said of all. */
export function listAbout({ data }: Picture, frame: number, group: string): Dataset[] {
  const own = itemsOf(data, 'x52009230')[frame];
  const [shared] = itemsOf(data, 'x52009229');
  const groups = [own, shared].flatMap(one => (one ? itemsOf(one, group).slice(0, 1) : []));
  return [...groups, data];
}

/** Numbers in a text of decimals: `0.5\0.5`. */
export function readDecimals(among: readonly Dataset[], tag: string): number[] | undefined {
  for (const data of among) {
    const numbers = (readAscii(data, tag) ?? '').split('\\').map(text => (text.trim() ? Number(text) : NaN));
    if (numbers.every(Number.isFinite)) return numbers;
  }
  return undefined;
}
