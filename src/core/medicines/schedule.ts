// How often a medicine is taken, out of the words that people write: `1-0-1`, `twice a day`, `every second day`, `as needed`.

import type { Language } from '../../locales/language.ts';
import { typedScheduleWords } from '../../locales/words.ts';
import { foldText } from '../../spelling.ts';

export interface Schedule {
  /** On average: half a dose where it is taken every second day. Undefined where the words do not say. */
  readonly dosesADay: number | undefined;
  /** In the morning, at noon, in the evening, at night, where it is written so: `1-0-1`. */
  readonly parts: readonly number[] | undefined;
  readonly isAsNeeded: boolean;
}

const lengthMax = 200;

/** The words are those of the reader's language, and the English ones. */
export function readSchedule(written: string | undefined, language: Language): Schedule {
  const text = ` ${fold((written ?? '').slice(0, lengthMax))} `;
  const parts = readParts(text);
  const isAsNeeded = [language, 'en' as const].some(one => has(text, listWords(one, 'asNeeded')));
  const dosesADay = parts
    ? parts.filter(part => part > 0).length
    : (countDoses(text, language) ?? (language === 'en' ? undefined : countDoses(text, 'en')));
  return { dosesADay, parts, isAsNeeded };
}

function fold(text: string): string {
  return foldText(text)
    .replace(/(\d)(?=[\p{L}×])/gu, '$1 ')
    .replace(/[,;.\s]+/g, ' ')
    .trim();
}

/** `1-0-1`, `1 – 0 – ½ – 0`. */
function readParts(text: string): number[] | undefined {
  const amount = '(?:\\d{1,2}(?: ?[12]⁄[234])?|½|1⁄2|[1]/2)';
  const found = new RegExp(` (${amount}(?: ?[-–] ?${amount}){2,3}) `).exec(text);
  const parts = found?.[1]?.split(/[-–]/).map(part => (/½|1[⁄/]2/.test(part) ? 0.5 : Number(part)));
  return parts?.some(part => part > 0) ? parts : undefined;
}

function countDoses(text: string, language: Language): number | undefined {
  for (const { pattern, readDoses } of listWays(language)) {
    const found = pattern.exec(text);
    const doses = found && readDoses(found[1]);
    if (doses) return doses;
  }
  let left = text;
  let count = 0;
  for (const part of listWords(language, 'parts'))
    if (left.includes(` ${part} `)) {
      left = left.replace(` ${part} `, ' ');
      count += 1;
    }
  return count === 0 ? undefined : count;
}

/** A way to say how often: what it looks like, and what that is in doses a day. */
interface Way {
  readonly pattern: RegExp;
  readonly readDoses: (number: string | undefined) => number | undefined;
}

const ways = new Map<Language, readonly Way[]>();

/** Made once for a language: a page asks of every medicine. */
function listWays(language: Language): readonly Way[] {
  const made = ways.get(language) ?? makeWays(language);
  ways.set(language, made);
  return made;
}

function makeWays(language: Language): Way[] {
  const number = `(\\d{1,2}|${anyOf(listWords(language, 'numbers').map(one => one.split('=')[0] ?? ''))})`;
  const made: Way[] = [];
  for (const [name, doses] of [
    ['everyHours', (hours: number) => 24 / hours],
    ['everyDays', (days: number) => 1 / days],
  ] as const)
    for (const phrase of listWords(language, name)) {
      const [words = '', fixed] = phrase.split('=');
      made.push({
        pattern: new RegExp(` ${words.replace('#', number)} `),
        readDoses: said => {
          const count = fixed === undefined ? readNumber(said ?? '', language) : Number(fixed);
          return count ? doses(count) : undefined;
        },
      });
    }
  for (const [name, days] of [
    ['aDay', 1],
    ['aWeek', 7],
  ] as const) {
    const phrases = anyOf(listWords(language, name));
    const times = anyOf(listWords(language, 'times'));
    made.push(
      {
        pattern: new RegExp(` ${number}(?: (?:${times}))? (?:${phrases}) `),
        readDoses: said => readNumber(said ?? '', language) / days,
      },
      { pattern: new RegExp(` (?:${phrases}) `), readDoses: () => 1 / days },
    );
  }
  return made;
}

function readNumber(word: string, language: Language): number {
  if (/^\d/.test(word)) return Number(word);
  return Number(
    listWords(language, 'numbers')
      .find(one => one.startsWith(`${word}=`))
      ?.split('=')[1],
  );
}

function has(text: string, phrases: readonly string[]): boolean {
  return phrases.some(phrase => text.includes(` ${phrase} `));
}

/** The longest first. A page asks of every medicine. */
function listWords(language: Language, name: WordsName): readonly string[] {
  const key = `${language} ${name}`;
  let words = folded.get(key);
  if (!words) {
    words = typedScheduleWords(language)
      [name].split(',')
      .map(fold)
      .sort((a, b) => b.length - a.length);
    folded.set(key, words);
  }
  return words;
}

type WordsName = keyof ReturnType<typeof typedScheduleWords>;

const folded = new Map<string, readonly string[]>();

function anyOf(phrases: readonly string[]): string {
  return [...phrases].sort((a, b) => b.length - a.length).join('|');
}
