// Dates as items hold them: exact or approximate, with or without a time, and always local.
import { getAt } from '../../assume.ts';
import { checked, type Infer, named } from '../../schema/schema.ts';
import { oneElement, optional, seq } from '../../schema/sequence.ts';
import { int, isDay, string } from '../../schema/text.ts';
import { platformCodableValue } from './codable.ts';
import { dates } from './namespaces.ts';
import type { Say } from './say.ts';

export const year = named(dates, 'year', int({ min: 1000, max: 9999 }));
export const month = named(dates, 'month', int({ min: 1, max: 12 }));
export const day = named(dates, 'day', int({ min: 1, max: 31 }));
export const hour = named(dates, 'hour', int({ min: 0, max: 23 }));
export const minute = named(dates, 'minute', int({ min: 0, max: 59 }));
export const second = named(dates, 'second', int({ min: 0, max: 59 }));
export const millisecond = named(dates, 'millisecond', int({ min: 0, max: 999 }));

const noSuchDay = 'there is no such day';

/** A day. The published schema lets 31 February pass; the calendar does not. */
export const date = named(
  dates,
  'date',
  checked(seq({ y: year, m: month, d: day }), 'date', ({ y, m, d }) =>
    isDay(y, m, d) ? undefined : noSuchDay,
  ),
);
export type DateOnly = Infer<typeof date>;

/** A year, a month of a year, or a day. */
export const approxDate = named(
  dates,
  'approx-date',
  checked(seq({ y: year, m: optional(month), d: optional(day) }), 'date', ({ y, m, d }) =>
    m === undefined || d === undefined || isDay(y, m, d) ? undefined : noSuchDay,
  ),
);
export type ApproxDate = Infer<typeof approxDate>;

export const time = named(
  dates,
  'time',
  seq({ h: hour, m: minute, s: optional(second), f: optional(millisecond) }),
);
export type Time = Infer<typeof time>;

export const dateTime = named(
  dates,
  'date-time',
  seq({ date, time: optional(time), tz: optional(platformCodableValue) }),
);
export type DateTime = Infer<typeof dateTime>;

export const structuredApproxDate = named(
  dates,
  'StructuredApproxDate',
  seq({ date: approxDate, time: optional(time), tz: optional(platformCodableValue) }),
);

/** A date as far as it is known, or words such as "as a child". */
export const approxDateTime = named(
  dates,
  'approx-date-time',
  oneElement({ structured: structuredApproxDate, descriptive: string }),
);
export type ApproxDateTime = Infer<typeof approxDateTime>;

export type DateValue =
  | DateOnly
  | ApproxDate
  | DateTime
  | Infer<typeof structuredApproxDate>
  | ApproxDateTime;

/**
 * The earliest moment a date can mean, `2026-11-25T08:30:00` or with `.fff`, in its own local time:
 * a missing month or day counts as the first. Words have none.
 */
export function getEarliest(value: DateValue): string | undefined {
  if ('descriptive' in value) return undefined;
  if ('structured' in value) return getEarliest(value.structured);
  if ('y' in value) return `${dayText(value)}T00:00:00`;
  return `${dayText(value.date)}T${value.time ? momentText(value.time) : '00:00:00'}`;
}

export type KnownTo = 'day' | 'month' | 'year';

/** How far a date is known; undefined for words. */
export function findKnownTo(value: DateValue): KnownTo | undefined {
  if ('descriptive' in value) return undefined;
  if ('structured' in value) return findKnownTo(value.structured);
  if (!('y' in value)) return findKnownTo(value.date);
  const { m, d } = known(value);
  return m === undefined ? 'year' : d === undefined ? 'month' : 'day';
}

/** A date for people to read: `25 Nov 2026 08:30`, `Nov 2026`, or the words themselves. */
export function dateText(value: DateValue, say: Say): string {
  if ('descriptive' in value) return value.descriptive;
  if ('structured' in value) return dateText(value.structured, say);
  if ('y' in value) return dayInWords(known(value), say);
  return dateText(value.date, say) + (value.time ? ` ${timeText(value.time)}` : '');
}

function dayInWords({ y, m, d }: ApproxDate, say: Say): string {
  if (m === undefined) return String(y);
  const month = say(getAt(monthNames, m - 1));
  return d === undefined ? `${month} ${y}` : say('{0} {1} {2}', d, month, y);
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A time of day for people to read: `08:30`. */
export function timeText({ h, m }: Time): string {
  return `${pad(h)}:${pad(m)}`;
}

/** The exact date as an approximate one. */
export function approximately({ date: { y, m, d }, time, tz }: DateTime): ApproxDateTime {
  return { structured: { date: { y, m, d }, ...(time && { time }), ...(tz && { tz }) } };
}

/** A date that is known to the day; undefined when it is not. */
export function exactly(value: ApproxDateTime): DateTime | undefined {
  if ('descriptive' in value) return undefined;
  const { date, time, tz } = value.structured;
  if (date.m === undefined || date.d === undefined) return undefined;
  return { date: { y: date.y, m: date.m, d: date.d }, ...(time && { time }), ...(tz && { tz }) };
}

/** What `exactlyOrEarliest` cannot keep, for the `loses` of versions. */
export const dateLoses =
  'how far a date is known (a missing month or day becomes the first; words, or no date, 1 January 1000)';

/**
 * A date to stand where an exact one is required: a missing month or day is the first.
 * Words, or no date at all, name no day, so they become the first there is, which nobody takes for a real one.
 */
export function exactlyOrEarliest(value: ApproxDateTime | undefined): DateTime {
  if (value === undefined || 'descriptive' in value) return { date: { y: 1000, m: 1, d: 1 } };
  const { date, time, tz } = value.structured;
  const { y, m = 1, d = 1 } = known(date);
  return { date: { y, m, d }, ...(time && { time }), ...(tz && { tz }) };
}

/** As far as it says something: a day without its month does not. */
function known({ y, m, d }: ApproxDate): ApproxDate {
  return m === undefined ? { y } : { y, m, d };
}

function dayText(date: ApproxDate): string {
  const { y, m = 1, d = 1 } = known(date);
  return `${y}-${pad(m)}-${pad(d)}`;
}

function momentText({ h, m, s = 0, f = 0 }: Time): string {
  const fraction = f === 0 ? '' : `.${String(f).padStart(3, '0').replace(/0+$/, '')}`;
  return `${pad(h)}:${pad(m)}:${pad(s)}${fraction}`;
}

function pad(n: number | string): string {
  return String(n).padStart(2, '0');
}
