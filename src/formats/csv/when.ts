// Dates, times and numbers as tables have them.

import { isDay } from '../../schema/text.ts';
import type { DateTime } from '../../things/common/dates.ts';

export const dateOrders = ['ymd', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

const numeric = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ,]+(.+))?$/;
const named =
  /^(?:\p{L}+,?\s+)?(?:(\d{1,2})(?:\.|st|nd|rd|th|º)?\s+(?:de\s+)?(\p{L}{3,})\.?|(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(?:de\s+)?(\d{4})(?:[ ,]+(.+))?$/u;
const clock =
  /^(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp])?\.?\s?[Mm]?\.?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/;
/** Seconds or thousandths since 1970: from 2001 on. */
const epoch = /^(\d{10})(\d{3})?$/;

/** By the first three letters of their names in English, Spanish, German and French; July in French by four. */
const months: readonly (readonly string[])[] = [
  ['jan', 'ene', 'jän'],
  ['feb', 'fév', 'fev'],
  ['mar', 'mär', 'mrz'],
  ['apr', 'abr', 'avr'],
  ['may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'ago', 'aoû', 'aou'],
  ['sep'],
  ['oct', 'okt'],
  ['nov'],
  ['dec', 'dic', 'dez', 'déc'],
];

export interface Told {
  readonly order: DateOrder;
  readonly zone: string;
  /** In a column of its own. */
  readonly time?: string;
  /** In milliseconds. Two digits of a year stand for the last year that ends in them; without a clock, for one of this century. */
  readonly now?: number | undefined;
  /** How many years the day may lie ahead of the clock's. */
  readonly yearsAhead?: number;
}

/**
 * @returns undefined for what is no date; without a time of its own where it says none
 */
export function readWhen(
  text: string,
  { order, zone, time, now, yearsAhead = 0 }: Told,
): DateTime | undefined {
  const said = text.trim();
  const seconds = epoch.exec(said);
  if (seconds) return inZone(Number(said) * (seconds[2] === undefined ? 1000 : 1), zone);
  const lastYear = now === undefined ? undefined : inZone(now, zone).date.y + yearsAhead;
  const day = readNumericDay(said, order, lastYear) ?? readNamedDay(said);
  if (!day || !isDay(day.y, day.m, day.d) || day.y < 1900 || day.y > 2200) return undefined;
  const clockText = (time?.trim() || day.rest || '').trim();
  const { y, m, d } = day;
  if (clockText === '') return { date: { y, m, d } };
  const at = readClock(clockText);
  if (!at) return undefined;
  if (!at.isUtc) return { date: { y, m, d }, time: at.time };
  const { h, m: minute, s = 0 } = at.time;
  return inZone(Date.UTC(y, m - 1, d, h, minute, s), zone);
}

interface Day {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly rest: string | undefined;
}

function readNumericDay(text: string, order: DateOrder, lastYear = 2099): Day | undefined {
  const [, a = '', b = '', c = '', rest] = numeric.exec(text) ?? [];
  if (a === '') return undefined;
  if (a.length === 4) return { y: Number(a), m: Number(b), d: Number(c), rest };
  const year = (digits: string) => {
    if (digits.length !== 2) return Number(digits);
    const ofThisCentury = 2000 + Number(digits);
    return ofThisCentury > lastYear ? ofThisCentury - 100 : ofThisCentury;
  };
  if (order === 'ymd') return c.length <= 2 ? { y: year(a), m: Number(b), d: Number(c), rest } : undefined;
  const [d, m] = order === 'dmy' ? [a, b] : [b, a];
  return { y: year(c), m: Number(m), d: Number(d), rest };
}

function readNamedDay(text: string): Day | undefined {
  const [, d1, name1, name2, d2, y, rest] = named.exec(text) ?? [];
  const name = (name1 ?? name2 ?? '').toLowerCase();
  const m = months.findIndex(names => names.some(beginning => name.startsWith(beginning))) + 1;
  if (y === undefined || m === 0) return undefined;
  return { y: Number(y), m, d: Number(d1 ?? d2), rest };
}

function readClock(text: string): { time: NonNullable<DateTime['time']>; isUtc: boolean } | undefined {
  const [, hours, minutes, seconds, , half, zone] = clock.exec(text) ?? [];
  if (hours === undefined) return undefined;
  let h = Number(hours);
  if (half !== undefined) {
    if (h < 1 || h > 12) return undefined;
    h = (h % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const [m, s] = [Number(minutes), seconds === undefined ? undefined : Number(seconds)];
  if (h > 23 || m > 59 || (s ?? 0) > 59) return undefined;
  // With an offset it is the clock of who was there, which is what items hold.
  return { time: { h, m, ...(s !== undefined && { s }) }, isUtc: /^(Z|UTC|GMT)$/.test(zone ?? '') };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function inZone(at: number, zone: string): DateTime {
  let clockOf = clocks.get(zone);
  if (!clockOf) {
    clockOf = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    });
    clocks.set(zone, clockOf);
  }
  const parts = Object.fromEntries(clockOf.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year: y = 0, month: m = 0, day: d = 0, hour: h = 0, minute = 0, second: s = 0 } = parts;
  return { date: { y, m, d }, time: { h, m: minute, s } };
}

/** Does it lie ahead of the clock, by more than zones differ? */
export function isAhead({ date: { y, m, d } }: DateTime, now: number | undefined): boolean {
  return now !== undefined && Date.UTC(y, m - 1, d) > now + zonesMs;
}

/** It is tomorrow in the east of the world while it is today in the west. */
const zonesMs = 24 * 3_600_000;

/** By days over 12 in what stands there, then by the mark between, then as the language of the person has it. */
export function guessOrder(samples: readonly string[], language: string): DateOrder {
  const days = samples.flatMap(text => {
    const [, a = '', b = '', c = ''] = numeric.exec(text.trim()) ?? [];
    return a === '' ? [] : [{ a, b, c, mark: text.trim().charAt(a.length) }];
  });
  if (days.length > 0 && days.every(({ a }) => a.length === 4)) return 'ymd';
  if (days.some(({ a, c }) => Number(a) > 31 && c.length <= 2)) return 'ymd';
  if (days.some(({ a }) => a.length <= 2 && Number(a) > 12)) return 'dmy';
  if (days.some(({ a, b }) => a.length <= 2 && Number(b) > 12)) return 'mdy';
  if (days.some(({ mark }) => mark === '.')) return 'dmy';
  return language === 'en' ? 'mdy' : days.length > 0 ? 'dmy' : 'ymd';
}

export type DecimalMark = '.' | ',';

/** A comma before other than three digits is a decimal one. */
export function guessDecimals(samples: readonly string[]): DecimalMark {
  const texts = samples.map(text => text.trim());
  const commas = texts.filter(
    text => /^[-+]?\d{1,3}(?:\.\d{3})*,\d+$/.test(text) && !/^\d{1,3},\d{3}$/.test(text),
  );
  const points = texts.filter(text => /^[-+]?\d{1,3}(?:,\d{3})*\.\d+$/.test(text) || /^\d+\.\d+$/.test(text));
  return commas.length > points.length ? ',' : '.';
}

const grouped = { '.': /^\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?$/, ',': /^\d{1,3}(\.\d{2,3})*\.\d{3}(,\d+)?$/ };
/** One mark before other than three digits, or behind more than three, stands between no thousands. */
const decimal = /^\d*[.,](\d{1,2}|\d{4,})$|^\d{4,}[.,]\d+$/;

/** @returns undefined for what is no number; a unit behind it is passed by */
export function readNumber(text: string, mark: DecimalMark): number | undefined {
  // Thousands are set apart in many ways; what stands otherwise between digits, as in 5'7", is something else.
  const plain = text.trim().replace(/(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))/g, '');
  const [, sign = '', digits = ''] = /^([-+]?)\s*([\d.,]+)[^\d.,=]*$/.exec(plain) ?? [];
  const other = mark === ',' ? '.' : ',';
  const normal = grouped[mark].test(digits)
    ? digits.replaceAll(other, '').replace(',', '.')
    : digits.replace(decimal.test(digits) ? /[.,]/ : mark, '.');
  if (!/^\d+(\.\d+)?$|^\.\d+$/.test(normal)) return undefined;
  const number = Number(`${sign}${normal}`);
  return Number.isFinite(number) ? number : undefined;
}
