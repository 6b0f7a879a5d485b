// Readings as the points of a chart: each by itself, or, where there are too many to tell apart, the average of a day, week,
// month or year with its lowest and highest.
import { getFirst } from '../../../assume.ts';
import type { PartedReading as Reading } from './contexts.ts';

export type Gathered = 'one' | 'day' | 'week' | 'month' | 'year';

export interface Point {
  /** Milliseconds of the local time, as if it were UTC. */
  readonly at: number;
  readonly count: number;
  /** Of a point that is one reading. */
  readonly id: string | undefined;
  /** For each line. */
  readonly values: readonly (PointValue | undefined)[];
}

export interface PointValue {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface Points {
  readonly span: Gathered;
  /** Oldest first. */
  readonly points: readonly Point[];
}

/** More points than this cannot be told apart, nor read in a table. */
const pointsMax = 120;
const spans: readonly Gathered[] = ['one', 'day', 'week', 'month', 'year'];

/** @param readings newest first */
export function makePoints(readings: readonly Reading[]): Points {
  const oldestFirst = [...readings].reverse();
  for (const span of spans) {
    const points = gathered(oldestFirst, span);
    if (points.length <= pointsMax || span === 'year') return { span, points };
  }
  throw new Error('a year is the longest span');
}

function gathered(readings: readonly Reading[], span: Gathered): Point[] {
  const byStart = new Map<string, Reading[]>();
  for (const [index, reading] of readings.entries()) {
    const start = span === 'one' ? String(index) : startOf(reading.at, span);
    const all = byStart.get(start);
    if (all) all.push(reading);
    else byStart.set(start, [reading]);
  }
  return [...byStart].map(([start, all]): Point => {
    const first = getFirst(all);
    return {
      at: span === 'one' ? momentOf(first.at) : momentOf(start),
      count: all.length,
      id: all.length === 1 ? first.id : undefined,
      values: first.values.map((_, line) => summed(all.flatMap(({ values }) => values[line] ?? []))),
    };
  });
}

function summed(numbers: readonly number[]): PointValue | undefined {
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((a, b) => a + b, 0);
  return { mean: sum / numbers.length, low: Math.min(...numbers), high: Math.max(...numbers) };
}

/** The first day of the span that a date-time is in. */
function startOf(dateTime: string, span: Gathered): string {
  const day = dateTime.slice(0, 10);
  if (span === 'month') return `${day.slice(0, 7)}-01`;
  if (span === 'year') return `${day.slice(0, 4)}-01-01`;
  if (span === 'day') return day;
  const date = new Date(momentOf(day));
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return new Date(date.getTime() - sinceMonday * 86_400_000).toISOString().slice(0, 10);
}

/** Milliseconds of a local date-time, as if it were UTC. */
export function momentOf(dateTime: string): number {
  return Date.parse(`${dateTime.length === 10 ? `${dateTime}T00:00:00` : dateTime}Z`);
}
