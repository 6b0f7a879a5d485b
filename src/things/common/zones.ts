// Between the clock on somebody's wall and moments.

/** The moment when the clocks there first show a time; where they skip it, when they would have, which is after the gap. @param wall `2026-11-25T09:00:00` */
export function getMoment(wall: string, zone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  // As if the clocks went as the day before, and as the day after.
  const before = asUtc - getOffset(asUtc - dayMs, zone);
  const after = asUtc - getOffset(asUtc + dayMs, zone);
  return [before, after].find(at => at + getOffset(at, zone) === asUtc) ?? before;
}

const dayMs = 86_400_000;

/** How far the clocks are ahead of UTC, in milliseconds. */
export function getOffset(at: number, zone: string): number {
  const parts = Object.fromEntries(
    clocks(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts as Record<string, number>;
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** Which day it is there: `2026-11-25`. @param at milliseconds */
export function getDayThere(at: number, zone: string): string {
  return new Date(at + getOffset(at, zone)).toISOString().slice(0, 10);
}

/** What the clocks there show: `2026-11-25T08:30:00`. @param at milliseconds */
export function getWallThere(at: number, zone: string): string {
  return new Date(at + getOffset(at, zone)).toISOString().slice(0, 19);
}

const made = new Map<string, Intl.DateTimeFormat>();

function clocks(timeZone: string): Intl.DateTimeFormat {
  const format =
    made.get(timeZone) ??
    new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  made.set(timeZone, format);
  return format;
}
