// The demo's calendar: days counted back from today, as items hold dates.
import type { ApproxDateTime, DateOnly, DateTime } from '../things/common/dates.ts';

export const daysOfDemo = 730;
export const dayMs = 86_400_000;

export interface Days {
  /** A day so many days ago. */
  date(ago: number): DateOnly;
  at(ago: number, hour: number, minute: number): DateTime;
  about(ago: number): ApproxDateTime;
  /** The year so many years ago. */
  year(ago: number): number;
}

/** @param now milliseconds, UTC. What happened at least a day ago has happened everywhere. */
export function makeDays(now: number): Days {
  const date = (ago: number) => {
    const day = new Date(now - ago * dayMs);
    return { y: day.getUTCFullYear(), m: day.getUTCMonth() + 1, d: day.getUTCDate() };
  };
  return {
    date,
    at: (ago, h, m) => ({ date: date(ago), time: { h, m } }),
    about: ago => ({ structured: { date: date(ago) } }),
    year: ago => new Date(now).getUTCFullYear() - ago,
  };
}

/** Days from the first of the demo to yesterday: every so many days, with how far its years have gone (0 to 1). */
export function* walkDays(
  step: number,
  offset = 0,
  over = daysOfDemo,
): Generator<{ ago: number; progress: number }> {
  for (let ago = over - offset; ago >= 1; ago -= step) yield { ago, progress: 1 - ago / over };
}
