// Look-up tables of a file: palettes of colours, and tables that make of what was stored what was measured.
import { bytesOf, type Dataset, itemsOf } from '../dataset.ts';
import type { Values } from './native.ts';

interface Table {
  readonly first: number;
  readonly values: Uint16Array;
  readonly bits: number;
}

/** @returns undefined where a palette is kept in a way that is not read here, or not there */
export function paint(values: Values, data: Dataset): Uint8Array | undefined {
  const tables = ['1', '2', '3'].map(n => readTable(data, `x0028110${n}`, `x0028120${n}`));
  const [red, green, blue] = tables;
  if (!red || !green || !blue) return undefined;
  const rgb = new Uint8Array(values.length * 3);
  for (const [component, table] of [red, green, blue].entries()) {
    const down = table.values.some(value => value > 255) ? 8 : 0;
    const last = table.values.length - 1;
    for (let i = 0; i < values.length; i++) {
      const place = Math.min(last, Math.max(0, (values[i] ?? 0) - table.first));
      rgb[i * 3 + component] = (table.values[place] ?? 0) >> down;
    }
  }
  return rgb;
}

/** What was measured, of what was stored; undefined where the file has no such table. */
export function measure(values: Values, data: Dataset): Uint16Array | undefined {
  const [item] = itemsOf(data, 'x00283000');
  const table = item && readTable(item, 'x00283002', 'x00283006');
  if (!table) return undefined;
  const last = table.values.length - 1;
  return Uint16Array.from(
    values,
    value => table.values[Math.min(last, Math.max(0, value - table.first))] ?? 0,
  );
}

/** The values from which on, and up to which, a table for seeing tells apart. */
export function readSeen(data: Dataset): { from: number; to: number } | undefined {
  const [item] = itemsOf(data, 'x00283010');
  const table = item && readTable(item, 'x00283002', 'x00283006');
  return table && { from: table.first, to: table.first + table.values.length };
}

function readTable(data: Dataset, aboutTag: string, valuesTag: string): Table | undefined {
  const about = readWords(data, aboutTag);
  const words = readWords(data, valuesTag);
  const [told = 0, first = 0, bits = 16] = about ?? [];
  const count = told === 0 ? 65_536 : told;
  if (!words || words.length === 0) return undefined;
  const isSigned = data.elements[aboutTag]?.vr === 'SS';
  const from = isSigned ? (first << 16) >> 16 : first;
  if (bits <= 8 && words.length <= count / 2 + 1)
    return { first: from, bits, values: splitWords(words, count) };
  return { first: from, bits, values: words.subarray(0, count) };
}

/** Two values of eight bits lie in a word, the lower first. */
function splitWords(words: Uint16Array, count: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, i) => ((words[i >> 1] ?? 0) >> ((i & 1) * 8)) & 255);
}

function readWords(data: Dataset, tag: string): Uint16Array | undefined {
  const element = data.elements[tag];
  const bytes = element && bytesOf(data, element);
  if (!bytes) return undefined;
  return Uint16Array.from({ length: bytes.length >> 1 }, (_, i) =>
    data.isLittleEndian ? bytes.readUInt16LE(i * 2) : bytes.readUInt16BE(i * 2),
  );
}
