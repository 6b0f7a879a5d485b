// Which days a chart is of: a day, a week … up to today, everything, or between two dates.
import { getEarliestDay, getLatestDay } from '../../../core/days.ts';
import type { Days } from '../../../core/things/series.ts';
import { isDay } from '../dates.ts';

export const spans = ['day', 'week', 'month', 'half-year', 'year', 'all'] as const;
export type Span = (typeof spans)[number];

export interface Chosen extends Days {
  /** Undefined between two dates. */
  readonly span: Span | undefined;
}

const monthsOf: Partial<Record<Span, number>> = { month: 1, 'half-year': 6, year: 12 };
const daysOf: Partial<Record<Span, number>> = { day: 0, week: 6 };

/** A span up to today. */
export function chooseSpan(span: Span, now: number): Chosen {
  return { span, from: firstDay(span, now) };
}

/** What an address asks for; undefined where it asks for nothing that there is. Dates the wrong way round are turned. */
export function readChosen(
  { range, from, to }: { range?: string | undefined; from?: string | undefined; to?: string | undefined },
  now: number,
): Chosen | undefined {
  const [first, last] = [from, to].map(day => (day !== undefined && isDay(day) ? day : undefined));
  if (first !== undefined || last !== undefined) {
    const isTurned = first !== undefined && last !== undefined && first > last;
    return { span: undefined, from: isTurned ? last : first, to: isTurned ? first : last };
  }
  const span = spans.find(one => one === range);
  return span && chooseSpan(span, now);
}

/**
 * The shortest span in which there is something to compare: two readings; where there is one only, the shortest that has it.
 * @param newest local date-times of the newest readings that are not ahead
 */
export function findFirstSpan(newest: readonly string[], now: number): Span {
  const [last, second] = [...newest].sort().reverse();
  const has = (moment: string | undefined, span: Span) =>
    moment !== undefined && moment.slice(0, 10) >= (firstDay(span, now) ?? '');
  return spans.find(span => has(second ?? last, span)) ?? 'all';
}

/** The first day that may be in it for whoever looks, wherever they are. */
function firstDay(span: Span, now: number): string | undefined {
  const days = daysOf[span];
  if (days !== undefined) return getEarliestDay(now - days * 86_400_000);
  const months = monthsOf[span];
  if (months === undefined) return undefined;
  const date = new Date(`${getLatestDay(now)}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() - months);
  // A month without that day ends before it.
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0);
  return date.toISOString().slice(0, 10);
}

/** As it stands in an address. */
export function writeChosen({ span, from, to }: Chosen): Record<string, string> {
  if (span !== undefined) return { range: span };
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
