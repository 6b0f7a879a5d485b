// Makes shades of grey of numbers: by a table where there are as many numbers as fit into sixteen bits.
import type { Window } from './facts.ts';
import type { Frame } from './frames.ts';

let known = '';
let table = new Uint32Array(0);

/** The file's own first one, or from the lowest value to the highest. */
export function chooseWindow({ facts: { windows, lowest, highest } }: Frame): Window {
  return windows[0] ?? { center: (lowest + highest + 1) / 2, width: Math.max(1, highest - lowest + 1) };
}

/** Into the pixels of a picture of the canvas. */
export function shade(frame: Frame, window: Window, isInverted: boolean, into: Uint32Array): void {
  const { facts, values } = frame;
  if (facts.kind === 'rgb') {
    paint(values as Uint8Array, isInverted, into);
    return;
  }
  const isTurned = facts.isInverted !== isInverted;
  if (values instanceof Float32Array) {
    for (let i = 0; i < into.length; i++) into[i] = greyOf(values[i] ?? 0, frame, window, isTurned);
    return;
  }
  const shades = readTable(frame, window, isTurned);
  const raw =
    values instanceof Int16Array ? new Uint16Array(values.buffer, values.byteOffset, values.length) : values;
  for (let i = 0; i < into.length; i++) into[i] = shades[raw[i] ?? 0] ?? 0;
}

function paint(rgb: Uint8Array, isInverted: boolean, into: Uint32Array): void {
  const turned = isInverted ? 0xffffff : 0;
  for (let i = 0, at = 0; i < into.length; i++, at += 3) {
    const colour = (rgb[at] ?? 0) | ((rgb[at + 1] ?? 0) << 8) | ((rgb[at + 2] ?? 0) << 16);
    into[i] = ((colour ^ turned) | 0xff000000) >>> 0;
  }
}

function readTable(frame: Frame, window: Window, isTurned: boolean): Uint32Array {
  const { kind, slope, intercept } = frame.facts;
  const name = [kind, slope, intercept, window.center, window.width, isTurned].join(' ');
  if (name === known) return table;
  const made = new Uint32Array(kind === 'u8' ? 256 : 65_536);
  for (let raw = 0; raw < made.length; raw++)
    made[raw] = greyOf(kind === 'i16' ? (raw << 16) >> 16 : raw, frame, window, isTurned);
  known = name;
  table = made;
  return made;
}

function greyOf(stored: number, { facts }: Frame, { center, width }: Window, isTurned: boolean): number {
  const value = stored * facts.slope + facts.intercept;
  const share = (value - center + 0.5) / Math.max(1, width - 1) + 0.5;
  const grey = Math.min(255, Math.max(0, Math.round(share * 255)));
  const turned = isTurned ? 255 - grey : grey;
  return (0xff000000 | (turned * 0x010101)) >>> 0;
}
