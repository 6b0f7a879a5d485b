// Moments as devices tell them: with their offset, as epochs, or as a clock on the wall. Items have what the clock said.
import type { DateTime } from '../../things/common/dates.ts';
import { getOffset } from '../../things/common/zones.ts';

/** Both in milliseconds; `wall` as if the clock there were that of UTC. */
export interface Moment {
  readonly at: number;
  readonly wall: number;
}

const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** A moment by the clocks of a zone. */
export function momentIn(at: number, zone: string): Moment {
  return { at, wall: at + offsetIn(at, zone) };
}

/** The same moment by the clocks of another zone, where that is one. */
export function moveTo(moment: Moment, zone: string | undefined): Moment {
  if (zone === undefined) return moment;
  try {
    return momentIn(moment.at, zone);
  } catch {
    return moment;
  }
}

/**
 * `2024-01-03 07:12:00 +0100`, `2024-01-03T07:12:00+01:00`, `…Z`; without an offset `at` is of no zone, and serves among its like.
 * Undefined for what is none.
 */
export function parseMoment(text: string): Moment | undefined {
  // Readings that follow each other are mostly of one day, and a pattern costs ten times as much as looking at their times.
  if (text.length === 25 && text.startsWith(lastDay.text) && text.charCodeAt(19) === 32)
    return momentOfDay(text);
  const wall = parseWall(text);
  if (wall === undefined) return undefined;
  const offset = parseOffset(text) ?? 0;
  if (text.length === 25 && text.charCodeAt(19) === 32)
    lastDay = { text: Buffer.from(text.slice(0, 11)).toString(), start: Math.floor(wall / dayMs) * dayMs };
  return { at: wall - offset, wall };
}

let lastDay = { text: '-', start: 0 };

/** `2024-01-03 07:12:00 +0100` of a day that is known. */
function momentOfDay(text: string): Moment | undefined {
  const [h, m, s, hours, minutes] = [
    twoDigits(text, 11),
    twoDigits(text, 14),
    twoDigits(text, 17),
    twoDigits(text, 21),
    twoDigits(text, 23),
  ];
  if (!(h <= 23 && m <= 59 && s <= 59 && hours <= 23 && minutes <= 59)) return undefined;
  const wall = lastDay.start + ((h * 60 + m) * 60 + s) * 1000;
  const offset = (hours * 60 + minutes) * minuteMs;
  return { at: text.charCodeAt(20) === 45 ? wall + offset : wall - offset, wall };
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

const numbers =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s?([AP])M)?)?/i;

/** Year, month and day in that order, and the time if there is one. */
export function parseWall(text: string): number | undefined {
  const found = numbers.exec(text);
  if (!found) return undefined;
  const [y, m, d, h, min, s] = found.slice(1, 7).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return wallOf(y, m, d, hourOf(h, found[7]), min, s);
}

/** NaN where there is none in that half of the day. */
export function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Undefined where there is no such day or time. */
export function wallOf(y: number, m: number, d: number, h = 0, min = 0, s = 0): number | undefined {
  if (!(y >= 1900 && y <= 9999 && h <= 23 && min <= 59 && s <= 59)) return undefined;
  const wall = Date.UTC(y, m - 1, d, h, min, s);
  const day = new Date(wall);
  return day.getUTCMonth() === m - 1 && day.getUTCDate() === d ? wall : undefined;
}

/** In milliseconds. */
function parseOffset(text: string): number | undefined {
  if (text.endsWith('Z')) return 0;
  const found = /:\d{2}(?:[.,]\d+)?(?:\s?[AP]M)? ?([+-])(\d{2}):?(\d{2})$/i.exec(text);
  if (!found) return undefined;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return (found[1] === '-' ? -minutes : minutes) * minuteMs;
}

export function dayOf({ wall }: Moment): number {
  return Math.floor(wall / dayMs);
}

/** A day by its number, without a time. */
export function dateOfDay(day: number): DateTime {
  const date = new Date(day * dayMs);
  return { date: { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() } };
}

export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** To the second. */
export function dateTimeOf({ wall }: Moment): DateTime {
  const date = new Date(wall);
  return {
    date: { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() },
    time: { h: date.getUTCHours(), m: date.getUTCMinutes(), s: date.getUTCSeconds() },
  };
}

/** By the moment alone, so that it is the same wherever it was exported. */
export function instantText({ at }: Moment): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

// Clocks change by whole quarters of an hour, and to ask for each moment costs more than all else.
const quarterMs = 15 * minuteMs;
let known: { readonly zone: string; readonly offsets: Map<number, number> } | undefined;

function offsetIn(at: number, zone: string): number {
  if (known?.zone !== zone || known.offsets.size > 100_000) known = { zone, offsets: new Map() };
  const quarter = Math.floor(at / quarterMs);
  const offset = known.offsets.get(quarter) ?? getOffset(quarter * quarterMs, zone);
  known.offsets.set(quarter, offset);
  return offset;
}
