// Moments as clinical documents write them, HL7's `20120806103000-0500` and ISO 8601, as far as they are known.
import {
  type ApproxDate,
  type ApproxDateTime,
  type DateTime,
  exactly,
  type Time,
} from '../../things/common/dates.ts';

const hl7 = /^(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})?(\d{2})?(?:\.(\d{1,6}))?)?\s*([+-]\d{2}:?\d{2}|Z)?$/;
const iso =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*([+-]\d{2}:?\d{2}|Z)?)?)?)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** A time whose zone some programs write as hours alone, `-05`, or without its first digit, `-500`. */
const shortZone = /^(\d{10,14}(?:\.\d{1,6})?)\s*([+-])(?:(\d{2})|(\d)(\d{2}))$/;

function lengthenZone(_: string, time: string, sign: string, hours?: string, hour = '', minutes = '00') {
  return `${time}${sign}${hours ?? `0${hour}`}${minutes}`;
}

/** A day with a time that has a digit too few or too many, so that only the day can be told. */
const dayOnly = /^(\d{4})(\d{2})(\d{2})\d{1,7}\s*(?:[+-]\d{1,4}|Z)?$/;

/** A moment as far as it is said: its own local time, and the zone where that stands there. */
export interface Moment {
  readonly date: ApproxDate;
  readonly time?: Time;
  /** `-05:00`, or `Z`. */
  readonly zone?: string;
}

/** Undefined for what is no moment, such as the 31st of February or a year before 1000. */
export function readMoment(written: string | undefined): Moment | undefined {
  const text = (written?.trim() ?? '').replace(shortZone, lengthenZone);
  const found = hl7.exec(text) ?? iso.exec(text) ?? dayOnly.exec(text);
  if (!found) return undefined;
  const [, y = '', m, d, h, minute, s, f, zone] = found;
  const date = readDay(Number(y), Number(m ?? 0), Number(d ?? 0));
  if (!date) return undefined;
  const time = date.d === undefined || h === undefined ? undefined : readTime(h, minute, s, f);
  // Midnight to the second is how programs write a day.
  if (!time || isMidnight(time)) return { date };
  return { date, time, ...(zone !== undefined && { zone: readZone(zone) }) };
}

const spelled =
  /^(?:(\d{1,2})[ -]([A-Za-z]{3,9})|([A-Za-z]{3,9}) (\d{1,2})),?[ -](\d{4})(?:,? (\d{1,2}):(\d{2}) ?([AP]M)?)?$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A moment as English documents spell it, `20 Dec 2004 12:16 PM`: with the month in letters it means one day only. */
export function readSpelledMoment(written: string | undefined): Moment | undefined {
  const found = spelled.exec(written?.trim() ?? '');
  if (!found) return undefined;
  const [, day, month, otherMonth, otherDay, year, hour, minute, half] = found;
  const m = months.indexOf((month ?? otherMonth ?? '').slice(0, 3).toLowerCase()) + 1;
  const date = m === 0 ? undefined : readDay(Number(year), m, Number(day ?? otherDay));
  if (!date) return undefined;
  const h = hour === undefined ? undefined : readHour(Number(hour), half?.toUpperCase());
  const time = h === undefined ? undefined : readTime(String(h), minute);
  return { date, ...(time && { time }) };
}

function readHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half === 'PM' ? 12 : 0);
}

function readDay(y: number, m: number, d: number): ApproxDate | undefined {
  if (y < 1000) return undefined;
  if (m === 0) return { y };
  if (m > 12) return undefined;
  if (d === 0) return { y, m };
  const last = new Date(Date.UTC(2000, 0, 1));
  last.setUTCFullYear(y, m, 0);
  return d > last.getUTCDate() ? undefined : { y, m, d };
}

function readTime(hour: string, minute = '00', second?: string, fraction?: string): Time | undefined {
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 23 || m > 59) return undefined;
  // A leap second is the last of its minute.
  const s = second === undefined ? undefined : Math.min(Number(second), 59);
  const f = fraction === undefined ? undefined : Number(fraction.padEnd(3, '0').slice(0, 3));
  return { h, m, ...(s !== undefined && { s }), ...(f !== undefined && { f }) };
}

function isMidnight({ h, m, s, f = 0 }: Time): boolean {
  return h === 0 && m === 0 && s === 0 && f === 0;
}

function readZone(written: string): string {
  return written === 'Z' ? written : `${written.slice(0, 3)}:${written.slice(-2)}`;
}

export function toApprox(moment: Moment | undefined): ApproxDateTime | undefined {
  if (!moment) return undefined;
  const { date, time, zone } = moment;
  return {
    structured: { date, ...(time && { time }), ...(zone !== undefined && { tz: { text: zone } }) },
  };
}

/** In words for notes, as far as it is known: `2011-02-27 10:30`, `2011-02`, `2011`. */
export function sayMoment(moment: Moment | undefined): string | undefined {
  if (!moment) return undefined;
  const { date, time, zone } = moment;
  const pad = (part: number) => String(part).padStart(2, '0');
  const day = [date.y, ...[date.m, date.d].filter(part => part !== undefined).map(pad)].join('-');
  return [day, time && `${pad(time.h)}:${pad(time.m)}`, time && zone].filter(Boolean).join(' ');
}

/** Undefined unless it is known to the day. */
export function toExact(moment: Moment | undefined): DateTime | undefined {
  const approx = toApprox(moment);
  return approx && exactly(approx);
}
