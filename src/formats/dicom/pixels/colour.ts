// Colours of a frame as red, green and blue, a byte each, whatever they are kept as.
import { isHalved, type Laid, readValues, type Values } from './native.ts';

interface Coloured {
  readonly bytes: Uint8Array;
  readonly laid: Laid;
  readonly pixels: number;
  readonly samples: number;
  readonly photometric: string;
  readonly isPlanar: boolean;
  readonly isRgb: boolean;
}

export function makeRgb({
  bytes,
  laid,
  pixels,
  samples,
  photometric,
  isPlanar,
  isRgb,
}: Coloured): Uint8Array {
  const values = toBytes(readValues(bytes, laid), laid);
  const isYbr = !isRgb && photometric.startsWith('YBR_FULL');
  const spread =
    isYbr && isHalved(photometric) && bytes.length < pixels * 3 ? spreadHalved(values, pixels) : values;
  const rgb = new Uint8Array(pixels * 3);
  const [step, next] = isPlanar ? [1, pixels] : [samples, 1];
  for (let i = 0, at = 0; at < rgb.length; i += step, at += 3) {
    rgb[at] = spread[i] ?? 0;
    rgb[at + 1] = spread[i + next] ?? 0;
    rgb[at + 2] = spread[i + 2 * next] ?? 0;
  }
  return isYbr ? fromYbr(rgb) : rgb;
}

/** Of finer colours the highest eight bits. */
function toBytes(values: Values, { bitsStored }: Laid): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const divisor = 2 ** Math.max(0, bitsStored - 8);
  return Uint8Array.from(values, value => value / divisor);
}

/** Two pixels lie as Y, Y, Cb, Cr. */
function spreadHalved(values: Uint8Array, pixels: number): Uint8Array {
  const spread = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const pair = (i >> 1) * 4;
    spread[i * 3] = values[pair + (i & 1)] ?? 0;
    spread[i * 3 + 1] = values[pair + 2] ?? 0;
    spread[i * 3 + 2] = values[pair + 3] ?? 0;
  }
  return spread;
}

function fromYbr(ybr: Uint8Array): Uint8Array {
  const rgb = new Uint8ClampedArray(ybr.length);
  for (let i = 0; i < ybr.length; i += 3) {
    const y = ybr[i] ?? 0;
    const cb = (ybr[i + 1] ?? 0) - 128;
    const cr = (ybr[i + 2] ?? 0) - 128;
    rgb[i] = y + 1.402 * cr;
    rgb[i + 1] = y - 0.344136 * cb - 0.714136 * cr;
    rgb[i + 2] = y + 1.772 * cb;
  }
  return new Uint8Array(rgb.buffer);
}
