// Pictures that are packed in each of the ways that are unpacked here, written by the test.
import { deflateRawSync } from 'node:zlib';
import { deflatedLittleEndian } from '../formats/dicom/uids.ts';
import { element } from '../formats/dicom/write.ts';
import { makeDicom } from './dicom-files.ts';

/** One component, row by row. */
export interface Plain {
  readonly size: number;
  readonly valueAt: (x: number, y: number) => number;
}

const jpeg = '1.2.840.10008.1.2.4';

interface Packing {
  readonly syntax: string;
  readonly bits: 8 | 16;
  readonly pack: (plain: Plain) => Buffer | Promise<Buffer>;
}

/** How a frame of each is packed, by what it is called. */
export const packings = {
  RLE: { syntax: '1.2.840.10008.1.2.5', bits: 16, pack: packRle },
  JPEG: { syntax: `${jpeg}.50`, bits: 8, pack: plain => packWasm(loadJpeg, plain, 8) },
  'JPEG lossless': { syntax: `${jpeg}.70`, bits: 16, pack: packLossless },
  'JPEG-LS': { syntax: `${jpeg}.80`, bits: 16, pack: plain => packWasm(loadJpegLs, plain, 16) },
  'JPEG 2000': { syntax: `${jpeg}.90`, bits: 16, pack: plain => packWasm(loadJpeg2000, plain, 16) },
  'high-throughput JPEG 2000': {
    syntax: `${jpeg}.201`,
    bits: 16,
    pack: plain => packWasm(loadHighThroughput, plain, 16),
  },
} satisfies Record<string, Packing>;

export type PackingName = keyof typeof packings;

/** A file of one frame, which lies in one fragment. */
export function wrapPacked(name: PackingName, size: number, packed: Buffer): Buffer {
  const { syntax, bits } = packings[name];
  const about = makeDicom({
    ...{ study: '1.2.3', rows: size, columns: size, transferSyntax: syntax, pixels: Buffer.alloc(0) },
    more: [
      element('00280100', 'US', [bits]),
      element('00280101', 'US', [bits]),
      element('00280102', 'US', [bits - 1]),
    ],
  });
  const head = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]);
  const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
  return Buffer.concat([about, head, item(Buffer.alloc(0)), item(packed), end]);
}

function item(bytes: Buffer): Buffer {
  const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
}

/** Its dataset; the head of a file is never deflated. */
export function splitDataset(file: Buffer): { head: Buffer; dataset: Buffer } {
  // Group 2 ends where the length in its first element says.
  const at = 144 + file.readUInt32LE(140);
  return { head: file.subarray(0, at), dataset: file.subarray(at) };
}

export function makeDeflated({ size, valueAt }: Plain): Buffer {
  const { head, dataset } = splitDataset(
    makeDicom({
      ...{ study: '1.2.3', rows: size, columns: size, transferSyntax: deflatedLittleEndian },
      pixels: wordsOf({ size, valueAt }),
    }),
  );
  return Buffer.concat([head, deflateRawSync(dataset)]);
}

function* valuesOf({ size, valueAt }: Plain): Generator<number> {
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) yield valueAt(x, y);
}

function wordsOf(plain: Plain): Buffer {
  return Buffer.from(Uint16Array.from(valuesOf(plain)).buffer);
}

/** No byte of it is repeated, so that all are runs of what is told. */
function packRle(plain: Plain): Buffer {
  const words = wordsOf(plain);
  const segments = [1, 0].map(from => {
    const bytes = Buffer.from(words.filter((_, at) => at % 2 === from));
    const runs: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += 128) {
      const run = bytes.subarray(at, at + 128);
      runs.push(Buffer.from([run.length - 1]), run);
    }
    return Buffer.concat(runs);
  });
  const head = Buffer.alloc(64);
  head.writeUInt32LE(2);
  head.writeUInt32LE(64, 4);
  head.writeUInt32LE(64 + (segments[0]?.length ?? 0), 8);
  return Buffer.concat([head, ...segments]);
}

/** Each number as how far it is from the one before it; how many bits that takes is told in five. */
function packLossless({ size, valueAt }: Plain): Buffer {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let at = count - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const before = x > 0 ? valueAt(x - 1, y) : y > 0 ? valueAt(0, y - 1) : 0x8000;
      const difference = ((valueAt(x, y) - before) << 16) >> 16;
      const length = 32 - Math.clz32(Math.abs(difference));
      put(length, 5);
      if (length < 16) put(difference < 0 ? difference + 2 ** length - 1 : difference, length);
    }
  while (bits.length % 8 > 0) bits.push(1);
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = bits.slice(at, at + 8).reduce((all, bit) => all * 2 + bit, 0);
    bytes.push(byte, ...(byte === 0xff ? [0] : []));
  }
  const lengths = [0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const table = [0, ...lengths, ...Array.from({ length: 17 }, (_, category) => category)];
  return Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xc3, 0, 11, 16, size >> 8, size & 255, size >> 8, size & 255, 1, 1, 0x11, 0],
    ...[0xff, 0xc4, 0, 2 + table.length, ...table],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 1, 0, 0],
    ...[...bytes, 0xff, 0xd9],
  ]);
}

type LoadEncoder = () => Promise<new () => WasmEncoder>;

const quietly = (): EncoderSettings => ({ print() {}, printErr() {} });
const loadJpeg: LoadEncoder = async () =>
  (await (await import('@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs')).default(quietly())).JPEGEncoder;
const loadJpegLs: LoadEncoder = async () =>
  (await (await import('@cornerstonejs/codec-charls/wasmjs')).default(quietly())).JpegLSEncoder;
const loadJpeg2000: LoadEncoder = async () =>
  (await (await import('@cornerstonejs/codec-openjpeg/wasmjs')).default(quietly())).J2KEncoder;
const loadHighThroughput: LoadEncoder = async () =>
  (await (await import('@cornerstonejs/codec-openjph/wasmjs')).default(quietly())).HTJ2KEncoder;

async function packWasm(load: LoadEncoder, plain: Plain, bits: 8 | 16): Promise<Buffer> {
  const encoder = new (await load())();
  const { size } = plain;
  const about = { bitsPerSample: bits, componentCount: 1, isSigned: false, isUsingColorTransform: false };
  const frame = { width: size, height: size, ...about };
  encoder.getDecodedBuffer(frame).set(bits === 8 ? Uint8Array.from(valuesOf(plain)) : wordsOf(plain));
  encoder.encode();
  const packed = Buffer.from(encoder.getEncodedBuffer());
  encoder.delete();
  return packed;
}
