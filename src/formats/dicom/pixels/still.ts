// A frame as it is first seen, a byte a pixel or three, without its numbers: for still pictures.
import type { Frame, FrameFacts, Window } from './frame.ts';

export interface Still {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

/** Of several windows that a file tells of, the first; without any, from the lowest value to the highest. */
export function chooseWindow({ windows, lowest, highest }: FrameFacts): Window {
  return windows[0] ?? { center: (lowest + highest + 1) / 2, width: Math.max(1, highest - lowest + 1) };
}

export function makeStill({ facts, pixels }: Frame, window: Window = chooseWindow(facts)): Still {
  const { rows: height, columns: width, kind, slope, intercept, isInverted } = facts;
  if (kind === 'rgb') return { width, height, channels: 3, pixels };
  const values = openValues(kind, pixels);
  const grey = new Uint8ClampedArray(width * height);
  const divisor = Math.max(1, window.width - 1);
  const from = window.center - 0.5;
  for (let i = 0; i < grey.length; i++) {
    const value = (values[i] ?? 0) * slope + intercept;
    const shade = ((value - from) / divisor + 0.5) * 255;
    grey[i] = isInverted ? 255 - shade : shade;
  }
  return { width, height, channels: 1, pixels: new Uint8Array(grey.buffer) };
}

function openValues(
  kind: Exclude<FrameFacts['kind'], 'rgb'>,
  { buffer, byteOffset, byteLength }: Uint8Array,
) {
  switch (kind) {
    case 'u8':
      return new Uint8Array(buffer, byteOffset, byteLength);
    case 'i16':
      return new Int16Array(buffer, byteOffset, byteLength >> 1);
    case 'u16':
      return new Uint16Array(buffer, byteOffset, byteLength >> 1);
    case 'f32':
      return new Float32Array(buffer, byteOffset, byteLength >> 2);
  }
}
