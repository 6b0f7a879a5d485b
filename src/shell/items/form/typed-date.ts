// Dates as people type them: `yesterday 8 pm`, `gestern 20 Uhr`, `3 days ago`, `March 2019`, `27.11.2026`, `2026-11-27 08:30`. The
// words are those of the reader's language, and the English ones; whoever types a date sees what was understood before it is
// saved.

import { getNamed, getOf } from '../../../assume.ts';
import type { Language } from '../../../locales/language.ts';
import { isDay } from '../../../schema/text.ts';
import type { ApproxDate, Time } from '../../../things/common/dates.ts';
import {
  anyOf,
  fold,
  getDayNamed,
  type Half,
  monthsOf,
  readWord,
  unitNames,
  type Words,
  weekdaysOf,
  wordsOf,
} from './typed-words.ts';

/** As far as it was said. */
export interface TypedDate {
  readonly date: ApproxDate;
  readonly time?: Time | undefined;
}

/** The moment at which it is typed, by the clock of whoever types. */
export interface TypedAt {
  /** In milliseconds since 1970. */
  readonly now: number;
  /** An IANA name. */
  readonly zone: string;
  /** Is it about something to come? Then a Monday is the next one. */
  readonly looksAhead: boolean;
}

const lengthMax = 100;

/** @returns undefined for what is no date; `ambiguous` for one of which nobody can tell day and month */
export function readTypedDate(
  typed: string,
  at: TypedAt,
  language: Language,
): TypedDate | 'ambiguous' | undefined {
  if (typed.length > lengthMax) return undefined;
  const text = fold(typed);
  const own = new Reading(text, at, language).read();
  return own ?? (language === 'en' ? undefined : new Reading(text, at, 'en').read());
}

interface Clock {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly h: number;
  readonly min: number;
}

/** What looks like a date and is none. */
type NoDate = 'none' | 'ambiguous';

class Reading {
  /** What is left to read, with a space at both ends. */
  #text: string;
  readonly #at: TypedAt;
  readonly #language: Language;
  readonly #words: Words;
  readonly #now: Clock;
  #half: Half | undefined;
  /** `pm` says nothing by itself, `in the evening` does. */
  #needsHour = false;

  constructor(text: string, at: TypedAt, language: Language) {
    this.#text = ` ${text} `;
    this.#at = at;
    this.#language = language;
    this.#words = wordsOf(language);
    this.#now = clockAt(at.now, at.zone);
  }

  read(): TypedDate | 'ambiguous' | undefined {
    if (this.#take(this.#words.now)) return this.#isDone() ? this.#momentAt(this.#at.now) : undefined;
    // `de la mañana` has the word for tomorrow in it.
    this.#takeHalf(phrase => phrase.includes(' '));
    const away = this.#takeAway();
    if (away?.time) return this.#isDone() ? away : undefined;
    const date = away?.date ?? this.#takeDate();
    if (date === 'ambiguous') return date;
    const time = this.#takeTime();
    while (this.#take(this.#words.fill));
    if (date === 'none' || time === 'none' || !this.#isDone()) return undefined;
    const { y, m, d } = this.#now;
    if (date === undefined) return time && { date: { y, m, d }, time };
    // A time needs a day.
    if (time && date.d === undefined) return undefined;
    return { date, ...(time && { time }) };
  }

  #isDone(): boolean {
    return this.#text.trim() === '';
  }

  /** Takes the first of some phrases that stands in the text out of it. */
  #take(phrases: readonly string[]): string | undefined {
    const found = phrases.find(phrase => this.#text.includes(` ${phrase} `));
    if (found !== undefined) this.#text = this.#text.replace(` ${found} `, ' ');
    return found;
  }

  #match(pattern: RegExp): readonly string[] | undefined {
    const found = pattern.exec(this.#text);
    if (!found) return undefined;
    this.#text = this.#text.slice(0, found.index) + this.#text.slice(found.index + found[0].length);
    return found.map(part => part ?? '');
  }

  #takeHalf(fits: (phrase: string) => boolean): void {
    const after = this.#take(this.#words.after.filter(fits));
    const half = after ?? this.#take(this.#words.before.filter(fits));
    if (half === undefined) return;
    this.#half = after === undefined ? 'am' : 'pm';
    this.#needsHour ||= /^[ap]\.?m/.test(half);
  }

  /** `3 days ago`, `in two weeks`, `last month`: no more exact than it is said. */
  #takeAway(): TypedDate | undefined {
    const { ago, ahead, last, next, numbers } = this.#words;
    const unit = `(${anyOf(unitNames.flatMap(name => this.#words[name]))})`;
    const count = `(\\d{1,4}|${anyOf(numbers.map(readWord))}) ?${unit}`;
    for (const [phrases, sign] of [
      [ago, -1],
      [ahead, 1],
    ] as const)
      for (const phrase of phrases) {
        const found = this.#match(new RegExp(` ${phrase.replace('#', count)}(?= )`));
        if (found) return this.#move(sign * this.#readCount(found[1] ?? ''), found[2] ?? '');
      }
    const long = `(${anyOf([...this.#words.months, ...this.#words.years])})`;
    for (const [phrases, sign] of [
      [last, -1],
      [next, 1],
    ] as const) {
      const found = this.#match(
        new RegExp(` (?:(?:${anyOf(phrases)}) ${long}|${long} (?:${anyOf(phrases)}))(?= )`),
      );
      if (found) return this.#move(sign, found[1] || found[2] || '');
    }
    return undefined;
  }

  #readCount(text: string): number {
    if (/^\d/.test(text)) return Number(text);
    return Number(this.#words.numbers.find(one => readWord(one) === text)?.split('=')[1]);
  }

  #move(by: number, unit: string): TypedDate {
    const { now } = this.#at;
    const { y, m } = this.#now;
    const name = unitNames.find(one => this.#words[one].includes(unit));
    switch (name) {
      case 'minutes':
        return this.#momentAt(now + by * 60_000);
      case 'hours':
        return this.#momentAt(now + by * 3_600_000);
      case 'years':
        return { date: { y: y + Math.round(by) } };
      case 'months': {
        const month = new Date(Date.UTC(y, m - 1 + Math.round(by), 1));
        return { date: { y: month.getUTCFullYear(), m: month.getUTCMonth() + 1 } };
      }
      default:
        return { date: addDays(this.#now, Math.round(by * (name === 'weeks' ? 7 : 1))) };
    }
  }

  #momentAt(at: number): TypedDate {
    const { y, m, d, h, min } = clockAt(at, this.#at.zone);
    return { date: { y, m, d }, time: { h, m: min } };
  }

  #takeDate(): ApproxDate | NoDate | undefined {
    const named = this.#take(this.#words.day);
    if (named !== undefined) {
      const { days, half } = getDayNamed(this.#language, named);
      this.#half = half ?? this.#half;
      return addDays(this.#now, days);
    }
    return (
      this.#takeIso() ?? this.#takeNumbers() ?? this.#takeMonth() ?? this.#takeWeekday() ?? this.#takeYear()
    );
  }

  #takeIso(): ApproxDate | NoDate | undefined {
    const found = this.#match(/ (\d{4})-(\d\d?)(?:-(\d\d?))?(?= )/);
    if (!found) return undefined;
    const [, y, m, d] = found;
    return check({ y: Number(y), m: Number(m), ...(d !== '' && { d: Number(d) }) });
  }

  /** `27.11.2026`, `27/11`, `3/2019`. */
  #takeNumbers(): ApproxDate | NoDate | undefined {
    const month = this.#match(/ (\d\d?)[./](\d{4})(?= )/);
    if (month) return check({ y: Number(month[2]), m: Number(month[1]) });
    const found = this.#match(/ (\d\d?)([./-]) ?(\d\d?)(?:\2 ?(\d{4}|\d\d))?[.]?(?= )/);
    if (!found) return undefined;
    const [one, other] = [Number(found[1]), Number(found[3])];
    // Some who write English put the month first.
    const isOpen = this.#language === 'en' && found[2] !== '.';
    if (isOpen && one <= 12 && other <= 12 && one !== other) return 'ambiguous';
    const [d, m] = isOpen && other > 12 ? [other, one] : [one, other];
    return this.#completeYear(m, d, found[4]);
  }

  /** `27 November 2026`, `March 5th`, `marzo de 2019`. */
  #takeMonth(): ApproxDate | NoDate | undefined {
    const months = monthsOf(this.#language);
    const any = `(${anyOf([...months.keys()])})\\.?`;
    const gap = `(?: (?:${anyOf(this.#words.fill)}))? `;
    const year = `(?:${gap}(\\d{4}))?`;
    const first = ` ?(?:${anyOf(this.#words.ordinals)}|\\.)?`;
    const dayFirst = this.#match(new RegExp(` (\\d\\d?)${first}${gap}${any}${year}(?= )`));
    if (dayFirst)
      return this.#completeYear(getOf(months, dayFirst[2] ?? ''), Number(dayFirst[1]), dayFirst[3]);
    const found = this.#match(new RegExp(` ${any}(?: (\\d\\d?)(?![\\d:])${first})?${year}(?= )`));
    if (!found) return undefined;
    const [, name = '', d = '', y = ''] = found;
    const m = getOf(months, name);
    if (d !== '') return this.#completeYear(m, Number(d), y);
    return { y: y === '' ? this.#nearestYear(m, 1) : Number(y), m };
  }

  #completeYear(m: number, d: number, year = ''): ApproxDate | NoDate {
    if (year === '') return check({ y: this.#nearestYear(m, d), m, d });
    if (year.length === 4) return check({ y: Number(year), m, d });
    const now = this.#now.y;
    const y = now - (now % 100) + Number(year);
    return check({ y: y > now + (this.#at.looksAhead ? planYears : 0) ? y - 100 : y, m, d });
  }

  /** The last such day, or of what is to come the next. */
  #nearestYear(m: number, d: number): number {
    const now = this.#now;
    const ahead = (m - now.m) * 31 + d - now.d;
    if (this.#at.looksAhead) return ahead < 0 ? now.y + 1 : now.y;
    return ahead > 0 ? now.y - 1 : now.y;
  }

  #takeWeekday(): ApproxDate | undefined {
    const weekdays = weekdaysOf(this.#language);
    const named = this.#take([...weekdays.keys()]);
    if (named === undefined) return undefined;
    const { y, m, d } = this.#now;
    const today = new Date(Date.UTC(y, m - 1, d)).getUTCDay();
    const ahead = (getOf(weekdays, named) - today + 7) % 7;
    const isLast = this.#take(this.#words.last) !== undefined;
    const isNext = this.#take(this.#words.next) !== undefined;
    if (isNext) return addDays(this.#now, ahead || 7);
    if (this.#at.looksAhead && !isLast) return addDays(this.#now, ahead);
    return addDays(this.#now, ahead === 0 && !isLast ? 0 : ahead - 7);
  }

  #takeYear(): ApproxDate | undefined {
    const found = this.#match(/ (1\d{3}|2\d{3})(?= )/);
    return found && { y: Number(found[1]) };
  }

  #takeTime(): Time | 'none' | undefined {
    if (this.#take(this.#words.noon)) return { h: 12, m: 0 };
    if (this.#take(this.#words.midnight)) return { h: 0, m: 0 };
    this.#takeHalf(() => true);
    const isAt = this.#take(this.#words.at) !== undefined;
    const found =
      this.#match(/ (\d\d?)[:.](\d\d)(?::\d\d)?(?= )/) ??
      this.#match(new RegExp(` (\\d\\d?) (?:${anyOf(this.#words.clock)})(?: (\\d\\d))?(?= )`)) ??
      (isAt || this.#half ? this.#match(/ (\d\d?)(?= )/) : undefined);
    if (!found) return isAt || this.#needsHour ? 'none' : undefined;
    this.#take(this.#words.clock);
    const [, hours, minutes = ''] = found;
    const [hour, m] = [Number(hours), Number(minutes)];
    const h = this.#half === 'pm' && hour < 12 ? hour + 12 : this.#half === 'am' && hour === 12 ? 0 : hour;
    return h > 23 || m > 59 ? 'none' : { h, m };
  }
}

/** How far ahead years of two digits are meant. */
const planYears = 20;

const dayClocks = new Map<string, Intl.DateTimeFormat>();

function clockAt(at: number, timeZone: string): Clock {
  let format = dayClocks.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    dayClocks.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const get = (part: string) => getNamed(parts, part);
  return { y: get('year'), m: get('month'), d: get('day'), h: get('hour'), min: get('minute') };
}

function addDays({ y, m, d }: Clock, days: number): { y: number; m: number; d: number } {
  const date = new Date(Date.UTC(y, m - 1, d + days));
  return { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() };
}

function check({ y, m, d }: { y: number; m: number; d?: number }): ApproxDate | 'none' {
  if (y < 1000 || m < 1 || m > 12 || (d !== undefined && !isDay(y, m, d))) return 'none';
  return { y, m, ...(d !== undefined && { d }) };
}
