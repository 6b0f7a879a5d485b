// Frames that are packed as JPEG, JPEG-LS, JPEG 2000 or RLE. The decoders are WebAssembly, or JavaScript, and run in a thread
// that bounds their memory and time; the size that a frame tells of is compared before they are given it.

import { isInFragments } from '../frames.ts';
import { cutPacked } from './fragments.ts';
import { type JpegHead, readJpegHead } from './jpeg-head.ts';
import type { Laid } from './native.ts';
import { demandBytes, type Picture } from './picture.ts';
import { unpackRle } from './rle.ts';
import { UndrawnPicture } from './undrawn.ts';

export interface Unpacked {
  readonly bytes: Uint8Array;
  readonly isPlanar: boolean;
  readonly laid: Laid;
  readonly samples: number;
  /** Its colours are red, green and blue, whatever the file says of them. */
  readonly isRgb: boolean;
}

type Unpack = (packed: Uint8Array, picture: Picture) => Promise<Unpacked>;

const jpeg = '1.2.840.10008.1.2.4';

/** Is a frame packed, so that it lies in fragments? */
export function isPacked({ element }: Picture): boolean {
  return isInFragments(element);
}

const unpackers: ReadonlyMap<string, Unpack> = new Map([
  ['1.2.840.10008.1.2.5', unpackRleFrame],
  [`${jpeg}.50`, unpackJpeg],
  [`${jpeg}.51`, unpackJpeg],
  [`${jpeg}.57`, unpackLossless],
  [`${jpeg}.70`, unpackLossless],
  [`${jpeg}.80`, unpackJpegLs],
  [`${jpeg}.81`, unpackJpegLs],
  [`${jpeg}.90`, unpackJpeg2000],
  [`${jpeg}.91`, unpackJpeg2000],
  [`${jpeg}.201`, unpackHighThroughput],
  [`${jpeg}.202`, unpackHighThroughput],
  [`${jpeg}.203`, unpackHighThroughput],
]);

/** @throws UndrawnPicture */
export async function unpackFrame(picture: Picture, frame: number): Promise<Unpacked> {
  const unpack = unpackers.get(picture.syntax);
  if (!unpack) throw new UndrawnPicture('packing');
  const unpacked = await unpack(cutPacked(picture, frame), picture);
  const { rows, columns } = picture;
  const length = rows * columns * unpacked.samples * (unpacked.laid.bitsAllocated / 8);
  if (unpacked.bytes.length < length) throw new UndrawnPicture('broken');
  return { ...unpacked, bytes: unpacked.bytes.subarray(0, length) };
}

async function unpackRleFrame(packed: Uint8Array, picture: Picture): Promise<Unpacked> {
  const { rows, columns, samples, bitsAllocated } = picture;
  if (bitsAllocated === 1) throw new UndrawnPicture('packing');
  const bytes = unpackRle(packed, rows * columns, samples, bitsAllocated / 8);
  return { bytes, isPlanar: true, laid: picture, samples, isRgb: false };
}

async function unpackJpeg(packed: Uint8Array, picture: Picture): Promise<Unpacked> {
  const head = demandSize(packed, picture);
  if (head.frame === 0xc3) return unpackLossless(packed, picture);
  if (head.precision !== 8) throw new UndrawnPicture('packing');
  const { JPEGDecoder } = await picture.decoders.jpeg();
  return runWasm(new JPEGDecoder(), isPlainRgb(head, picture) ? nameRgb(packed, head) : packed, picture, {
    isRgb: true,
  });
}

/** Where no mark in a JPEG says so, its decoder takes three components for YCbCr, and DICOM may have it otherwise. */
function isPlainRgb({ components, hasJfif, adobe }: JpegHead, { photometric }: Picture): boolean {
  return components === 3 && photometric === 'RGB' && !hasJfif && adobe === undefined;
}

/** The decoder leaves components that are called R, G and B as they are. */
function nameRgb(packed: Uint8Array, { frameIds, scanIds }: JpegHead): Uint8Array {
  const named = Uint8Array.from(packed);
  for (const ids of [frameIds, scanIds]) for (const [i, at] of ids.entries()) named[at] = 'RGB'.charCodeAt(i);
  return named;
}

async function unpackLossless(packed: Uint8Array, picture: Picture): Promise<Unpacked> {
  const { precision, components } = demandSize(packed, picture);
  const { Decoder } = await import('jpeg-lossless-decoder-js');
  const bytesEach = precision <= 8 ? 1 : 2;
  demandBytes(picture.rows * picture.columns * components, bytesEach * 8);
  const own = Uint8Array.from(packed);
  try {
    const decoded = new Decoder().decode(own.buffer, 0, own.length, bytesEach);
    const bytes = new Uint8Array(decoded.buffer, decoded.byteOffset, decoded.byteLength);
    return { bytes, isPlanar: false, laid: layIn(bytesEach * 8, picture), samples: components, isRgb: false };
  } catch {
    throw new UndrawnPicture('broken');
  }
}

async function unpackJpegLs(packed: Uint8Array, picture: Picture): Promise<Unpacked> {
  demandSize(packed, picture);
  demandEnd(packed);
  const { JpegLSDecoder } = await picture.decoders.jpegLs();
  const decoder = new JpegLSDecoder();
  return runWasm(decoder, packed, picture, { isPlanar: () => decoder.getInterleaveMode() === 0 });
}

async function unpackJpeg2000(packed: Uint8Array, picture: Picture): Promise<Unpacked> {
  const { J2KDecoder } = await picture.decoders.jpeg2000();
  return runWasm(new J2KDecoder(), packed, picture, { isRgb: picture.photometric !== 'YBR_FULL' });
}

async function unpackHighThroughput(packed: Uint8Array, picture: Picture): Promise<Unpacked> {
  const { HTJ2KDecoder } = await picture.decoders.highThroughput();
  return runWasm(new HTJ2KDecoder(), packed, picture, { isRgb: picture.photometric !== 'YBR_FULL' });
}

interface Told {
  readonly isRgb?: boolean;
  readonly isPlanar?: () => boolean;
}

function runWasm(decoder: WasmDecoder, packed: Uint8Array, picture: Picture, told: Told): Unpacked {
  try {
    decoder.getEncodedBuffer(packed.length).set(packed);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount: samples } = decoder.getFrameInfo();
    if (width !== picture.columns || height !== picture.rows) throw new UndrawnPicture('broken');
    return {
      bytes: Uint8Array.from(decoder.getDecodedBuffer()),
      isPlanar: samples > 1 && (told.isPlanar?.() ?? false),
      laid: layIn(bitsPerSample <= 8 ? 8 : 16, picture),
      samples,
      isRgb: told.isRgb ?? false,
    };
  } catch (error) {
    throw error instanceof UndrawnPicture ? error : new UndrawnPicture('broken');
  } finally {
    letGo(decoder);
  }
}

/** What it was given may have left it broken: then it goes with its file. */
function letGo(decoder: WasmDecoder): void {
  try {
    decoder.delete();
  } catch {
    // Nothing was waiting for it.
  }
}

/** A decoder gives the low bits of as many bytes as it needs. */
function layIn(bitsAllocated: number, { bitsStored, isSigned }: Picture): Laid {
  const bits = Math.min(bitsStored, bitsAllocated);
  return { bitsAllocated, bitsStored: bits, highBit: bits - 1, isSigned, isFloat: false };
}

/** Of one that breaks off its decoder may never come to an end. @throws UndrawnPicture */
function demandEnd(packed: Uint8Array): void {
  // A blank byte may fill it up.
  const end = packed.at(-1) === 0 ? packed.length - 1 : packed.length;
  if (packed[end - 2] !== 0xff || packed[end - 1] !== 0xd9) throw new UndrawnPicture('broken');
}

function demandSize(packed: Uint8Array, { rows, columns }: Picture): JpegHead {
  const head = readJpegHead(packed);
  if (head.rows !== rows || head.columns !== columns) throw new UndrawnPicture('broken');
  return head;
}
