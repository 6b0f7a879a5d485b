// Numbers below each other: all of a column with the same decimals.
import type { Language } from '../language.ts';
import { numberText } from './tree.ts';

/** More than anybody measures, and fewer than what conversion between units leaves behind. */
const readingDigits = 5;
/** Averages have more digits than anybody measured. */
const averageDigits = 4;

/** How the numbers of a column are written: with as many decimals as one of them needs. */
export function columnText(
  numbers: readonly number[],
  of: 'readings' | 'averages',
  language: Language,
): (value: number) => string {
  const digits = of === 'readings' ? readingDigits : averageDigits;
  const decimals = Math.max(0, ...numbers.map(value => decimalsOf(Number(value.toPrecision(digits)))));
  const format = new Intl.NumberFormat(language, {
    useGrouping: false,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return value => (isPlain(value) ? format.format(value) : numberText(value, language));
}

function decimalsOf(value: number): number {
  return isPlain(value) ? (String(value).split('.')[1]?.length ?? 0) : 0;
}

/** Is it written without an exponent? */
function isPlain(value: number): boolean {
  return !String(value).includes('e');
}
