// Pixels that are not packed: from the bytes of a file to numbers, whatever their size, sign and order of bytes.
import type { Picture } from './picture.ts';
import { UndrawnPicture } from './undrawn.ts';

export type Values = Uint8Array | Int16Array | Uint16Array | Float32Array;

/** How the numbers of a frame lie in bytes. */
export interface Laid {
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly isSigned: boolean;
  readonly isFloat: boolean;
}

/** The bytes of one frame, the low byte of each number first. @throws UndrawnPicture where they are not there */
export function cutNative(picture: Picture, frame: number): Uint8Array {
  const { data, element, rows, columns, samples, bitsAllocated, photometric } = picture;
  const count = rows * columns * (isHalved(photometric) ? 2 : samples);
  const all = data.bytes.subarray(element.dataOffset, element.dataOffset + element.length);
  if (bitsAllocated === 1) return spreadBits(all, frame * count, count);
  const length = (count * bitsAllocated) / 8;
  const cut = all.subarray(frame * length, (frame + 1) * length);
  if (cut.length < length) throw new UndrawnPicture('broken');
  const isWords = element.vr === 'OW' && bitsAllocated === 8;
  if (data.isLittleEndian) return cut;
  return swap(all, frame * length, length, isWords ? 2 : bitsAllocated / 8);
}

/** Two of three components are told for every second pixel only. */
export function isHalved(photometric: string): boolean {
  return photometric === 'YBR_FULL_422' || photometric === 'YBR_PARTIAL_422';
}

function spreadBits(all: Uint8Array, from: number, count: number): Uint8Array {
  if (all.length * 8 < from + count) throw new UndrawnPicture('broken');
  const spread = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const at = from + i;
    spread[i] = ((all[at >> 3] ?? 0) >> (at & 7)) & 1;
  }
  return spread;
}

function swap(all: Uint8Array, from: number, length: number, size: number): Uint8Array {
  const swapped = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const at = from + i;
    swapped[i] = all[at - (at % size) + size - 1 - (at % size)] ?? 0;
  }
  return swapped;
}

/** @param bytes the low byte of each number first */
export function readValues(bytes: Uint8Array, laid: Laid): Values {
  const { bitsAllocated, isFloat, isSigned } = laid;
  if (isFloat) return readFloats(bytes, bitsAllocated);
  switch (bitsAllocated) {
    case 1:
      return bytes;
    case 8:
      return readBytes(bytes, laid);
    case 16:
      return readWords(align(bytes, 2), laid);
    case 32: {
      const { buffer, byteOffset, length } = align(bytes, 4);
      return Float32Array.from(
        isSigned
          ? new Int32Array(buffer, byteOffset, length >> 2)
          : new Uint32Array(buffer, byteOffset, length >> 2),
      );
    }
    default:
      throw new UndrawnPicture('packing');
  }
}

function readBytes(bytes: Uint8Array, { isSigned, bitsStored, highBit }: Laid): Values {
  if (!isSigned && bitsStored === 8) return bytes;
  const down = Math.max(0, highBit + 1 - bitsStored);
  const mask = 2 ** bitsStored - 1;
  if (!isSigned) return bytes.map(value => (value >> down) & mask);
  const sign = 32 - bitsStored;
  return Int16Array.from(bytes, value => ((value >> down) << sign) >> sign);
}

function readWords(bytes: Uint8Array, { isSigned, bitsStored, highBit }: Laid): Values {
  const words = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const down = Math.max(0, highBit + 1 - bitsStored);
  if (bitsStored === 16)
    return isSigned ? new Int16Array(words.buffer, words.byteOffset, words.length) : words;
  const mask = 2 ** bitsStored - 1;
  if (!isSigned) return words.map(value => (value >> down) & mask);
  const sign = 32 - bitsStored;
  return Int16Array.from(words, value => ((value >> down) << sign) >> sign);
}

function readFloats(bytes: Uint8Array, bitsAllocated: number): Float32Array {
  const { buffer, byteOffset, length } = align(bytes, 8);
  return bitsAllocated === 64
    ? Float32Array.from(new Float64Array(buffer, byteOffset, length >> 3))
    : new Float32Array(buffer, byteOffset, length >> 2);
}

function align(bytes: Uint8Array, size: number): Uint8Array {
  return bytes.byteOffset % size === 0 ? bytes : Uint8Array.from(bytes);
}
