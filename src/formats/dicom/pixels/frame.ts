// One frame of a DICOM file: its pixels as numbers or colours, and what is needed to see and measure them. Runs in a thread.
import type { Dataset } from '../dataset.ts';
import { readAscii } from '../text.ts';
import { makeRgb } from './colour.ts';
import { measure, paint, readSeen } from './look-up.ts';
import { cutNative, isHalved, readValues, type Values } from './native.ts';
import { isPacked, unpackFrame } from './packed.ts';
import { listAbout, type Picture, readDecimals, readPicture } from './picture.ts';
import { UndrawnPicture } from './undrawn.ts';

/** Where a value becomes black and where white, as DICOM has it. */
export interface Window {
  readonly center: number;
  readonly width: number;
  readonly name?: string;
}

export interface FrameFacts {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  /** How a pixel is kept: numbers of so many bits, or red, green and blue. */
  readonly kind: 'u8' | 'i16' | 'u16' | 'f32' | 'rgb';
  /** What was measured is what is kept times `slope` plus `intercept`. */
  readonly slope: number;
  readonly intercept: number;
  readonly unit?: string;
  /** Is the highest value black? */
  readonly isInverted: boolean;
  readonly windows: readonly Window[];
  /** Of the values as measured. */
  readonly lowest: number;
  readonly highest: number;
  /** Millimetres from row to row and from column to column; of the detector, where the file knows no other. */
  readonly spacing?: readonly [number, number];
  readonly isAtDetector?: boolean;
  /** Shape of a pixel where no length is known: height to width. */
  readonly aspect?: number;
  readonly modality?: string;
  readonly milliseconds?: number;
}

export interface Frame {
  readonly facts: FrameFacts;
  /** The low byte of each number first. */
  readonly pixels: Uint8Array;
}

/** @throws UndrawnPicture */
export async function readFrame(bytes: Buffer, frame: number): Promise<Frame> {
  return drawFrame(readPicture(bytes), frame);
}

/** @throws UndrawnPicture */
export async function drawFrame(picture: Picture, frame: number): Promise<Frame> {
  if (!Number.isInteger(frame) || frame < 0 || frame >= picture.frames) throw new UndrawnPicture('none');
  const { rows, columns, photometric, data } = picture;
  const taken = isPacked(picture)
    ? await unpackFrame(picture, frame)
    : {
        bytes: cutNative(picture, frame),
        isPlanar: picture.isPlanar,
        laid: picture,
        samples: isHalved(photometric) ? 2 : picture.samples,
        isRgb: false,
      };
  const pixels = rows * columns;
  if (taken.samples > 1) {
    const rgb = makeRgb({ ...taken, pixels, photometric });
    return { facts: { ...describe(picture, frame), ...plain, kind: 'rgb' }, pixels: rgb };
  }
  const values = readValues(taken.bytes, taken.laid);
  if (photometric === 'PALETTE COLOR') {
    const rgb = paint(values, data);
    if (!rgb) throw new UndrawnPicture('packing');
    return { facts: { ...describe(picture, frame), ...plain, kind: 'rgb' }, pixels: rgb };
  }
  return describeValues(picture, frame, values);
}

const plain = { slope: 1, intercept: 0, isInverted: false, windows: [], lowest: 0, highest: 255 };

function describeValues(picture: Picture, frame: number, stored: Values): Frame {
  const measured = measure(stored, picture.data);
  const values = measured ?? stored;
  const among = listAbout(picture, frame, 'x00289145');
  const [slope = 1] = (!measured && readDecimals(among, 'x00281053')) || [];
  const [intercept = 0] = (!measured && readDecimals(among, 'x00281052')) || [];
  const unit = readUnit(picture, among);
  const { lowest, highest } = findRange(values, readPadding(picture.data, picture.isSigned));
  const [from, to] = [lowest * slope + intercept, highest * slope + intercept];
  const facts: FrameFacts = {
    ...describe(picture, frame),
    kind: nameKind(values),
    slope: slope || 1,
    intercept,
    ...(unit !== undefined && { unit }),
    isInverted: picture.photometric === 'MONOCHROME1' || readAscii(picture.data, 'x20500020') === 'INVERSE',
    windows: listWindows(picture, frame),
    lowest: Math.min(from, to),
    highest: Math.max(from, to),
  };
  return { facts, pixels: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

function nameKind(values: Values): FrameFacts['kind'] {
  if (values instanceof Uint8Array) return 'u8';
  if (values instanceof Int16Array) return 'i16';
  return values instanceof Uint16Array ? 'u16' : 'f32';
}

/** What a CT measured is in Hounsfield units, also where it does not say so. */
function readUnit({ data }: Picture, among: readonly Dataset[]): string | undefined {
  const said = among.map(one => readAscii(one, 'x00281054')).find(text => text !== undefined);
  if (said !== undefined) return said === 'US' ? undefined : said;
  return readAscii(data, 'x00080060') === 'CT' ? 'HU' : undefined;
}

/** What stands where nothing was measured. */
function readPadding({ elements, bytes, isLittleEndian }: Dataset, isSigned: boolean): number | undefined {
  const element = elements.x00280120;
  if (!element || element.length < 2 || element.dataOffset + 2 > bytes.length) return undefined;
  const value = isLittleEndian
    ? bytes.readUInt16LE(element.dataOffset)
    : bytes.readUInt16BE(element.dataOffset);
  return isSigned ? (value << 16) >> 16 : value;
}

function findRange(values: Values, padding: number | undefined): { lowest: number; highest: number } {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === padding || Number.isNaN(value)) continue;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return lowest <= highest ? { lowest, highest } : { lowest: 0, highest: 0 };
}

const windowsMax = 8;

function listWindows(picture: Picture, frame: number): Window[] {
  const among = listAbout(picture, frame, 'x00289132');
  const centers = readDecimals(among, 'x00281050') ?? [];
  const widths = readDecimals(among, 'x00281051') ?? [];
  const names =
    among
      .map(one => readAscii(one, 'x00281055'))
      .find(text => text !== undefined)
      ?.split('\\') ?? [];
  const windows = centers.slice(0, windowsMax).flatMap((center, i) => {
    const width = widths[i] ?? 0;
    const name = names[i]?.trim();
    return width >= 1 || (width > 0 && picture.isFloat) ? { center, width, ...(name && { name }) } : [];
  });
  if (windows.length > 0) return windows;
  const seen = readSeen(picture.data);
  return seen ? [{ center: (seen.from + seen.to) / 2, width: Math.max(1, seen.to - seen.from) }] : [];
}

function describe(picture: Picture, frame: number) {
  const { rows, columns, frames, data } = picture;
  const among = listAbout(picture, frame, 'x00289110');
  const spacing = readPair(readDecimals(among, 'x00280030'));
  const atDetector = spacing ? undefined : readPair(readDecimals(among, 'x00181164'));
  const aspect = readPair(readDecimals([data], 'x00280034'));
  const modality = readAscii(data, 'x00080060');
  const [milliseconds] = readDecimals([data], 'x00181063') ?? [];
  return {
    rows,
    columns,
    frames,
    ...(spacing && { spacing }),
    ...(atDetector && { spacing: atDetector, isAtDetector: true }),
    ...(aspect && { aspect: aspect[0] / aspect[1] }),
    ...(modality !== undefined && { modality }),
    ...(milliseconds !== undefined && milliseconds > 0 && { milliseconds }),
  };
}

function readPair(numbers: readonly number[] | undefined): readonly [number, number] | undefined {
  const [first = 0, second = 0] = numbers ?? [];
  return first > 0 && second > 0 ? [first, second] : undefined;
}
