// Moments as items hold them and as REST tells them. Items say local times, mostly without a zone, and JSON has no time without
// one: they are told as UTC, as FHIR tells them.
import type { ApproxDateTime, DateTime, Time } from '../../things/common/dates.ts';
import { matchMoment } from './model.ts';

const offsetForm = /^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

function pad(value: number, places = 2): string {
  return String(value).padStart(places, '0');
}

export function printDay({ y, m, d }: DateTime['date']): string {
  return `${pad(y, 4)}-${pad(m)}-${pad(d)}`;
}

function printTime({ h, m, s = 0, f }: Time): string {
  return `${pad(h)}:${pad(m)}:${pad(s)}${f === undefined ? '' : `.${pad(f, 3)}`}`;
}

/** What the clock showed: `2026-11-25T08:30:00`. */
export function printWall({ date, time }: DateTime): string {
  return `${printDay(date)}T${time ? printTime(time) : '00:00:00'}`;
}

export function printMoment(at: DateTime): string {
  const zone = at.tz?.text ?? '';
  return `${printWall(at)}${offsetForm.test(zone) ? zone : 'Z'}`;
}

/** The earliest that an approximate date can mean; undefined for words. */
export function printApprox(at: ApproxDateTime): string | undefined {
  if ('descriptive' in at) return undefined;
  const { date, time, tz } = at.structured;
  const day = { y: date.y, m: date.m ?? 1, d: date.m === undefined ? 1 : (date.d ?? 1) };
  return printMoment({ date: day, ...(time && { time }), ...(tz && { tz }) });
}

/** Of what `moment` of model.ts took. A zone that it names beside its offset is not kept. */
export function readMoment(sent: string): DateTime {
  const [y, m, d, h, minute, s, fraction, zone] = matchMoment(sent) ?? [];
  const date = { y: Number(y), m: Number(m), d: Number(d) };
  if (h === undefined) return { date };
  const f = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  return {
    date,
    time: { h: Number(h), m: Number(minute), s: Number(s ?? 0), ...(f > 0 && { f }) },
    ...(zone !== undefined && { tz: { text: writeOffset(zone) } }),
  };
}

export function readApprox(sent: string): ApproxDateTime {
  return { structured: readMoment(sent) };
}

function writeOffset(zone: string): string {
  if (zone === 'Z') return zone;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** Milliseconds of what REST tells, or of what was sent. */
export function toInstant(at: DateTime): number {
  return Date.parse(printMoment(at));
}

/** What clocks at UTC show at a moment. */
export function atUtc(milliseconds: number): DateTime {
  const at = new Date(milliseconds);
  const f = at.getUTCMilliseconds();
  return {
    date: { y: at.getUTCFullYear(), m: at.getUTCMonth() + 1, d: at.getUTCDate() },
    time: { h: at.getUTCHours(), m: at.getUTCMinutes(), s: at.getUTCSeconds(), ...(f > 0 && { f }) },
    tz: { text: 'Z' },
  };
}

/** A duration of ISO 8601. */
export function printMinutes(minutes: number): string {
  const [h, m] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return `PT${h > 0 ? `${h}H` : ''}${m > 0 || h === 0 ? `${m}M` : ''}`;
}
