// Numbers below each other: all of a column with the same decimals.
import type { Language } from '../../../locales/language.ts';
import { sayNumber } from '../../../locales/numbers.ts';

type Written = (value: number) => string;

/** More than anybody measures, and fewer than what conversion between units leaves behind. */
const readingDigits = 5;
const averageDigits = 4;

export function sayReading(readings: readonly number[], language: Language): Written {
  return withDecimals(decimalsIn(readings, readingDigits), language);
}

/** Averages have one decimal more than what they are of: nobody measured others. */
export function sayAverage(
  averages: readonly number[],
  readings: readonly number[],
  language: Language,
): Written {
  const measured = decimalsIn(readings, readingDigits);
  return withDecimals(Math.min(decimalsIn(averages, averageDigits), measured + 1), language);
}

function withDecimals(decimals: number, language: Language): Written {
  const format = new Intl.NumberFormat(language, {
    useGrouping: false,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return value => (isPlain(value) ? format.format(value) : sayNumber(value, language));
}

/** As many as one of them needs. */
function decimalsIn(numbers: readonly number[], digits: number): number {
  return Math.max(0, ...numbers.map(value => countDecimals(Number(value.toPrecision(digits)))));
}

export function countDecimals(value: number): number {
  return isPlain(value) ? (String(value).split('.')[1]?.length ?? 0) : 0;
}

/** Is it written without an exponent? */
function isPlain(value: number): boolean {
  return !String(value).includes('e');
}
