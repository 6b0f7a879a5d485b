// Dates of items as FHIR's, and back. Items hold the local time of where they were made, mostly without a zone, and FHIR has no time
// without one: it is given that of the settings, and what is kept beside says that it had none.
import type { ApproxDateTime, DateOnly, DateTime, Time } from '../../things/common/dates.ts';
import { getOwn, isObject, type Json } from './json.ts';
import type { Converter, Settings } from './mapping.ts';

const pattern =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2}))?)?)?$/;
const offset = /^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

function pad(value: number, places = 2): string {
  return String(value).padStart(places, '0');
}

function writeDay({ y, m, d }: { y: number; m?: number | undefined; d?: number | undefined }): string {
  if (m === undefined) return pad(y, 4);
  return `${pad(y, 4)}-${pad(m)}${d === undefined ? '' : `-${pad(d)}`}`;
}

function writeTime({ h, m, s = 0, f }: Time): string {
  return `${pad(h)}:${pad(m)}:${pad(s)}${f === undefined ? '' : `.${pad(f, 3)}`}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a zone was off UTC at a local time, as `+02:00`. Of a local time that there was twice, the first. */
export function findOffset(local: string, zone: string): string {
  if (zone === 'UTC') return '+00:00';
  const wall = Date.parse(`${local}Z`);
  // The offset at the moment that the local time would be in UTC, then at the moment it is by that offset.
  const first = offsetAt(wall, zone);
  const minutes = offsetAt(wall - first * 60_000, zone);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function offsetAt(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const name = format.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? '';
  const found = /([+-])(\d{2}):(\d{2})/.exec(name);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}

function writeMoment(
  day: { y: number; m?: number | undefined; d?: number | undefined },
  time: Time | undefined,
  tz: string | undefined,
  { zone }: Settings,
): string {
  const date = writeDay(day);
  if (!time || date.length < 10) return date;
  const local = `${date}T${writeTime(time)}`;
  return local + (tz !== undefined && offset.test(tz) ? tz : findOffset(local, zone));
}

interface Read {
  readonly date: Json;
  readonly time?: Json;
  readonly tz?: Json;
}

function readMoment(json: Json): Read | undefined {
  const found = typeof json === 'string' ? pattern.exec(json) : null;
  if (!found) return undefined;
  const [, y, m, d, h, minute, s, fraction, tz] = found;
  const date = {
    y: Number(y),
    ...(m !== undefined && { m: Number(m) }),
    ...(d !== undefined && { d: Number(d) }),
  };
  if (h === undefined || tz === undefined) return { date };
  const f = fraction === undefined ? undefined : Number(fraction.padEnd(3, '0').slice(0, 3));
  // A leap second is the last of its minute.
  const time = { h: Number(h), m: Number(minute), s: Math.min(Number(s), 59), ...(f !== undefined && { f }) };
  return { date, time, tz: { text: tz } };
}

/** A moment, or a day. What is not known to the day cannot be read. */
export const dateTime: Converter<DateTime> = {
  write(value, settings) {
    const { date, time, tz } = value as unknown as DateTime;
    return writeMoment(date, time, tz?.text, settings);
  },
  read(json) {
    const moment = readMoment(json);
    return moment && isDay(moment.date) ? { ...moment } : undefined;
  },
};

function isDay(date: Json): boolean {
  return isObject(date) && Object.hasOwn(date, 'd');
}

/** A date as far as it is known. Words are none: see `words` of the row for where they go. */
export const approxDateTime: Converter<ApproxDateTime> = {
  write(value, settings) {
    const { structured } = value as unknown as {
      structured?: Extract<ApproxDateTime, { structured: unknown }>['structured'];
    };
    return structured && writeMoment(structured.date, structured.time, structured.tz?.text, settings);
  },
  read(json) {
    const moment = readMoment(json);
    return moment && { structured: { ...moment } };
  },
};

/** The words of a date that is not known in numbers: `as a child`. */
export const dateWords: Converter<ApproxDateTime> = {
  write(value) {
    const words = getOwn(value, 'descriptive');
    return typeof words === 'string' && /\S/.test(words) ? words : undefined;
  },
  read: json => (typeof json === 'string' ? { descriptive: json } : undefined),
};

/** A day. */
export const date: Converter<DateOnly> = {
  write: value => writeDay(value as unknown as DateOnly),
  read(json) {
    const moment = readMoment(json);
    return moment && isDay(moment.date) ? moment.date : undefined;
  },
};

/** A day, a month or a year. */
export const approxDate: Converter<{ readonly y: number }> = {
  write: value => writeDay(value as unknown as DateOnly),
  read: json => readMoment(json)?.date,
};
