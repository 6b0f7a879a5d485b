// How many frames an instance has: as many as it says, its pixel data can hold, and anybody may want to see.
import { type Dataset, type DicomElement, pixelTag, readNumber } from './dataset.ts';
import { framesMax } from './limits.ts';
import { readAscii } from './text.ts';

/** Undefined where it does not say. */
export function countFrames(data: Dataset): number | undefined {
  const said = readAscii(data, 'x00280008');
  if (said === undefined) return undefined;
  const told = /^\+?\d{1,10}\b/.test(said) ? Number.parseInt(said, 10) : 1;
  return Math.max(1, Math.min(told, framesMax, countHeld(data)));
}

/** Of pixels that lie in fragments nobody says how long they are. */
function countHeld(data: Dataset): number {
  const element = data.elements[pixelTag];
  if (!element || isInFragments(element)) return framesMax;
  const number = (tag: string, other: number) => readNumber(data, tag) ?? other;
  const samples = readAscii(data, 'x00280004')?.endsWith('_422') ? 2 : number('x00280002', 1);
  const bits = number('x00280010', 0) * number('x00280011', 0) * samples * number('x00280100', 8);
  return bits > 0 ? Math.floor((element.length * 8) / bits) : 1;
}

/** Is what is packed cut into pieces, whose lengths stand before each? */
export function isInFragments({ length, hadUndefinedLength }: DicomElement): boolean {
  return length === 0xffffffff || hadUndefinedLength === true;
}
