// Numbers as a language writes them, to the digit.

import type { DisplayValue } from '../things/common/measurements.ts';
import { type Language, makeOnceEach } from './language.ts';

/** To the digit, as the language writes it. */
export function sayNumber(value: number, language: Language): string {
  if (!Number.isFinite(value)) return String(value);
  const exact = String(value);
  return exact.includes('e') ? exact : numbers(language).format(value);
}

/** What stands before the decimals in numbers of the language. */
export function getDecimalMark(language: Language): string {
  return marks(language);
}

const marks = makeOnceEach(locale => new Intl.NumberFormat(locale).format(0.5).charAt(1));

const numbers = makeOnceEach(
  locale => new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 20 }),
);

/** Digits with the mark of the language. */
export function writeNumber(text: string, language: Language): string {
  return text.replace('.', getDecimalMark(language));
}

/** The digits as they were typed, which a number alone may have lost: 180.0. */
export function sayDisplay({ value, units, text }: DisplayValue, language: Language): string {
  const typed = text?.endsWith(` ${units}`) ? text.slice(0, -units.length - 1) : undefined;
  const isThatNumber = typed !== undefined && /^[+-]?\d+(\.\d+)?$/.test(typed) && Number(typed) === value;
  return writeNumber(isThatNumber ? typed : String(value), language);
}
