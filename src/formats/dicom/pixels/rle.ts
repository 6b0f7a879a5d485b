// RLE of DICOM: each byte of each sample is a segment of its own, the high byte first, packed as PackBits.
import { rleTimesMax } from './limits.ts';
import { UndrawnPicture } from './undrawn.ts';

const headBytes = 64;

/** @returns one component after the other, the low byte of each number first */
export function unpackRle(
  packed: Uint8Array,
  pixels: number,
  samples: number,
  bytesEach: number,
): Uint8Array {
  const segments = samples * bytesEach;
  const head = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < headBytes || head.getUint32(0, true) !== segments) throw new UndrawnPicture('broken');
  if (pixels * segments > packed.length * rleTimesMax) throw new UndrawnPicture('broken');
  const values = new Uint8Array(pixels * segments);
  for (let segment = 0; segment < segments; segment++) {
    const from = head.getUint32(4 + segment * 4, true);
    const to = segment + 1 < segments ? head.getUint32(8 + segment * 4, true) : packed.length;
    const component = Math.floor(segment / bytesEach);
    const place = component * pixels * bytesEach + (bytesEach - 1 - (segment % bytesEach));
    unpackSegment(packed.subarray(from, to), values, { place, step: bytesEach, count: pixels });
  }
  return values;
}

interface Where {
  readonly place: number;
  readonly step: number;
  readonly count: number;
}

/** What a segment lacks at its end stays black. */
function unpackSegment(packed: Uint8Array, values: Uint8Array, { place, step, count }: Where): void {
  let at = 0;
  let done = 0;
  while (at < packed.length && done < count) {
    const control = packed[at++] ?? 0;
    if (control === 128) continue;
    if (control < 128) {
      for (let i = 0; i <= control && done < count; i++) values[place + done++ * step] = packed[at++] ?? 0;
    } else {
      const value = packed[at++] ?? 0;
      for (let i = 0; i <= 256 - control && done < count; i++) values[place + done++ * step] = value;
    }
  }
}
