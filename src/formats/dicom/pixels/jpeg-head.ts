// The head of a JPEG: how large the picture is, read before a decoder is given the bytes.
import { UndrawnPicture } from './undrawn.ts';

export interface JpegHead {
  /** The number of its SOF: 0xc0 baseline, 0xc1 extended, 0xc3 lossless, 0xf7 JPEG-LS. */
  readonly frame: number;
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly hasJfif: boolean;
  /** What Adobe's mark says of its colours: 0 as they are, 1 YCbCr. */
  readonly adobe: number | undefined;
  /** Where the ids of its components stand: of its frame, and of its first scan. */
  readonly frameIds: readonly number[];
  readonly scanIds: readonly number[];
}

/** @throws UndrawnPicture */
export function readJpegHead(bytes: Uint8Array): JpegHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  let hasJfif = false;
  let adobe: number | undefined;
  let frame: Omit<JpegHead, 'hasJfif' | 'adobe' | 'scanIds'> | undefined;
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) throw new UndrawnPicture('broken');
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new UndrawnPicture('broken');
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const body = at + 4;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) break;
    if (marker === 0xe0 && isText(bytes, body, 'JFIF')) hasJfif = true;
    if (marker === 0xee && isText(bytes, body, 'Adobe')) adobe = bytes[body + 11];
    if (isFrame(marker) && end >= body + 6) frame = readFrameHead(view, marker, body);
    if (marker === 0xda) {
      if (!frame) break;
      const scans = bytes[body] ?? 0;
      const scanIds = Array.from({ length: scans }, (_, i) => body + 1 + i * 2);
      return { ...frame, hasJfif, adobe, scanIds };
    }
    at = end;
  }
  throw new UndrawnPicture('broken');
}

function readFrameHead(view: DataView, frame: number, body: number) {
  const components = view.getUint8(body + 5);
  return {
    frame,
    precision: view.getUint8(body),
    rows: view.getUint16(body + 1),
    columns: view.getUint16(body + 3),
    components,
    frameIds: Array.from({ length: components }, (_, i) => body + 6 + i * 3),
  };
}

function isFrame(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;
}

function isText(bytes: Uint8Array, at: number, text: string): boolean {
  return Buffer.from(bytes.subarray(at, at + text.length)).toString('latin1') === text;
}
