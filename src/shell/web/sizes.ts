// Sizes of files and records as people read them.
import { getAt } from '../../assume.ts';
import type { Language } from '../../locales/language.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export function saySize(bytes: number, language: Language): string {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const format = {
    style: 'unit',
    unit: getAt(units, step),
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumSignificantDigits: 3,
  } as const;
  return new Intl.NumberFormat(language, format).format(bytes / 1000 ** step);
}
