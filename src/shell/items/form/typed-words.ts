// The words that dates are typed by, of each language, ready to be looked for: folded, the longer ones first.

import { getFirst, getOf } from '../../../assume.ts';
import { type Language, makeOnceEach } from '../../../locales/language.ts';
import { typedDateWords } from '../../../locales/words.ts';
import { foldText } from '../../../spelling.ts';

export type Half = 'am' | 'pm';

/** Small letters without accents, single spaces between words and numbers. */
export function fold(text: string): string {
  return foldText(text)
    .replace(/(\d)t(?=\d)/g, '$1 ')
    .replace(/(\d)h(?=\d)/g, '$1:')
    .replace(/(\d)(?=\p{L})/gu, '$1 ')
    .replace(/[,;\s]+/g, ' ')
    .trim();
}

export const unitNames = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const;

const daysFromNow = {
  dayBeforeYesterday: -2,
  yesterday: -1,
  today: 0,
  tomorrow: 1,
  dayAfterTomorrow: 2,
} as const;

type Phrases = ReturnType<typeof typedDateWords>;

/** Longer phrases first, so that none is taken for a part of it. */
export type Words = Readonly<Record<keyof Phrases | 'day', readonly string[]>>;

export const wordsOf = onceEach((language): Words => {
  const all = Object.entries(typedDateWords(language)).map(([name, phrases]): [string, string[]] => [
    name,
    sortByLength(phrases.split(',').map(fold)),
  ]);
  return {
    ...(Object.fromEntries(all) as Record<keyof Phrases, string[]>),
    day: sortByLength(daysOf(language).keys()),
  };
});

/** `heute morgen=am` is a day and a half of it. */
const daysOf = onceEach(language => {
  const words = typedDateWords(language);
  const days = new Map<string, { days: number; half: Half | undefined }>();
  for (const [name, away] of Object.entries(daysFromNow))
    for (const phrase of words[name as keyof typeof daysFromNow].split(',').map(fold)) {
      const [, half] = phrase.split('=');
      days.set(readWord(phrase), { days: away, half: half === 'am' || half === 'pm' ? half : undefined });
    }
  return days;
});

export function getDayNamed(language: Language, phrase: string) {
  return getOf(daysOf(language), phrase);
}

/** What stands before a meaning: `two=2`. */
export function readWord(phrase: string): string {
  return getFirst(phrase.split('='));
}

function sortByLength(phrases: Iterable<string>): string[] {
  return [...phrases].sort((a, b) => b.length - a.length);
}

export function anyOf(phrases: readonly string[]): string {
  return sortByLength(phrases)
    .map(text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
}

function onceEach<T>(make: (language: Language) => T): (language: Language) => T {
  const made = new Map<Language, T>();
  return language => {
    let one = made.get(language);
    if (one === undefined) {
      one = make(language);
      made.set(language, one);
    }
    return one;
  };
}

export const monthsOf = makeOnceEach(locale => nameAll(locale, 'month', 12, i => Date.UTC(2000, i, 15), 1));
/** The first of October 2000 was a Sunday. */
export const weekdaysOf = makeOnceEach(locale =>
  nameAll(locale, 'weekday', 7, i => Date.UTC(2000, 9, 1 + i), 0),
);

function nameAll(
  locale: string,
  what: 'month' | 'weekday',
  count: number,
  at: (index: number) => number,
  from: number,
): Map<string, number> {
  const names = new Map<string, number>();
  for (const width of ['long', 'short'] as const) {
    // A month alone may be named otherwise than in a date.
    const beside = what === 'month' ? ({ day: 'numeric' } as const) : {};
    const format = new Intl.DateTimeFormat(locale, { [what]: width, ...beside, timeZone: 'UTC' });
    for (let index = 0; index < count; index++) {
      const part = format.formatToParts(at(index)).find(({ type }) => type === what);
      names.set(fold(part?.value ?? '').replace(/\.$/, ''), index + from);
    }
  }
  return names;
}
