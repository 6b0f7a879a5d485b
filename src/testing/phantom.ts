// Slices of a body that nobody has: a CT of a chest with lungs, a spine, ribs and a lump, the same for the same number, written as
// a scanner writes it.
import { element } from '../formats/dicom/write.ts';
import { type MadeInstance, makeDicom } from './dicom-files.ts';

export interface PhantomSlice extends Pick<MadeInstance, 'study' | 'series' | 'patientName' | 'birthDate'> {
  /** Counted from 1. */
  readonly number: number;
  readonly of: number;
  readonly size?: number;
}

const hu = { air: -1000, lung: -780, fat: -90, muscle: 55, bone: 700, lump: 95 };

/** Stored as they are with 1024 added, which the file says. */
export function makePhantom({ number, of, size = 512, ...about }: PhantomSlice): Buffer {
  return makeDicom({
    ...about,
    number,
    rows: size,
    columns: size,
    pixels: drawSlice(number / of, size),
    more: [
      element('00200032', 'DS', `-180\\-180\\${number}`),
      element('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
      element('00280030', 'DS', '0.7\\0.7'),
      element('00281050', 'DS', '40'),
      element('00281051', 'DS', '400'),
      element('00281052', 'DS', '-1024'),
      element('00281053', 'DS', '1'),
    ],
  });
}

/** @param height from the feet of the series to its head, as a share */
function drawSlice(height: number, size: number): Buffer {
  const pixels = new Uint16Array(size * size);
  const wide = 0.38 + 0.06 * Math.sin(height * Math.PI);
  const lung = 0.13 * Math.sin(height * Math.PI);
  const lumpAt = { x: 0.18 * Math.cos(height * 9), y: -0.05 + 0.1 * Math.sin(height * 7) };
  let noise = Math.round(height * 0x7fffffff) | 1;
  for (let row = 0, at = 0; row < size; row++) {
    const y = row / size - 0.5;
    for (let column = 0; column < size; column++, at++) {
      const x = column / size - 0.5;
      noise = (Math.imul(noise, 1103515245) + 12345) & 0x7fffffff;
      const value = tissueAt(x, y, { wide, lung, lumpAt });
      pixels[at] = value + 1024 + (value === hu.air ? 0 : (noise >> 16) % 24);
    }
  }
  return Buffer.from(pixels.buffer);
}

interface Body {
  readonly wide: number;
  readonly lung: number;
  readonly lumpAt: { readonly x: number; readonly y: number };
}

function tissueAt(x: number, y: number, { wide, lung, lumpAt }: Body): number {
  const body = (x / wide) ** 2 + (y / (wide * 0.72)) ** 2;
  if (body > 1) return hu.air;
  if ((x - lumpAt.x) ** 2 + (y - lumpAt.y) ** 2 < 0.0006) return hu.lump;
  if ((x / 0.035) ** 2 + ((y - 0.17) / 0.04) ** 2 < 1) return hu.bone;
  if (((Math.abs(x) - 0.17) / (lung + 0.001)) ** 2 + (y / (lung * 1.3 + 0.001)) ** 2 < 1) return hu.lung;
  if (body > 0.72 && body < 0.78 && Math.floor((Math.atan2(y, x) + 4) * 5) % 3 === 0) return hu.bone;
  return body > 0.85 ? hu.fat : hu.muscle;
}
