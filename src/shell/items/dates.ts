// Dates of items in words, as far as they are known, and days as they are asked for.

import { type Language, makeOnceEach } from '../../locales/language.ts';
import type { ApproxDate, Time } from '../../things/common/dates.ts';

export interface DateInWords {
  readonly text: string;
  /** For machines; undefined where words are all there is. */
  readonly moment: string | undefined;
}

interface Zoned {
  readonly date: ApproxDate;
  readonly time?: Time | undefined;
  readonly tz?: { readonly text: string } | undefined;
}

/** Of any type of the dates' own schema; undefined for what is only a part of a date, such as a year. */
export function sayDate(value: unknown, language: Language): DateInWords | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('descriptive' in value) return { text: String(value.descriptive), moment: undefined };
  if ('structured' in value) return sayDate(value.structured, language);
  if ('y' in value) {
    const date = value as ApproxDate;
    return { text: dayInWords(date, language), moment: dayMoment(date) };
  }
  if ('h' in value) return { text: clockInWords(value as Time), moment: clock(value as Time) };
  if (!('date' in value)) return undefined;
  const { date, time, tz } = value as Zoned;
  const text = [
    [dayInWords(date, language), time && clockInWords(time)].filter(Boolean).join(', '),
    tz && `(${tz.text})`,
  ];
  return {
    text: text.filter(Boolean).join(' '),
    moment: [dayMoment(date), time && clock(time)].filter(Boolean).join('T'),
  };
}

const years = makeOnceEach(locale => new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' }));
const months = makeOnceEach(
  locale => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }),
);
const days = makeOnceEach(
  locale =>
    new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' }),
);

function dayInWords({ y, m, d }: ApproxDate, language: Language): string {
  const format = m === undefined ? years(language) : d === undefined ? months(language) : days(language);
  const date = new Date(Date.UTC(2000, (m ?? 1) - 1, d ?? 1));
  date.setUTCFullYear(y);
  const text = format.format(date);
  // A day without its month says nothing in any order; it is told as it stands.
  return m === undefined && d !== undefined ? `${text} (${d})` : text;
}

function dayMoment({ y, m, d }: ApproxDate): string {
  return [y, m, m === undefined ? undefined : d]
    .filter(part => part !== undefined)
    .map(part => String(part).padStart(2, '0'))
    .join('-');
}

/** Seconds are told where they say something. */
function clockInWords({ h, m, s, f }: Time): string {
  return clock({ h, m, ...(s || f ? { s } : {}), ...(f ? { f } : {}) });
}

function clock({ h, m, s, f }: Time): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  const fraction = f === undefined ? '' : `.${String(f).padStart(3, '0')}`;
  const seconds = s === undefined && f === undefined ? '' : `:${pad(s ?? 0)}${fraction}`;
  return `${pad(h)}:${pad(m)}${seconds}`;
}

/** The time of day of a local date-time; nothing at midnight, which stands for none. */
export function getTime(dateTime: string): string {
  const time = dateTime.slice(11, 16);
  return time === '00:00' ? '' : time;
}

/** Where there is little room: `25 Nov 2026`. */
export function sayShortDay(dateTime: string, language: Language): string {
  const date = new Date(`${dateTime.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? dateTime : shortDays(language).format(date);
}

const shortDays = makeOnceEach(
  locale => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
);

/** `November 2026`. */
export function sayMonth(milliseconds: number, language: Language): string {
  return months(language).format(milliseconds);
}

/** Is it a day as forms and addresses write it? */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}
