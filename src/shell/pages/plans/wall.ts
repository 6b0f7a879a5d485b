// The time on the clock, as items hold it.
import type { DateTime } from '../../../things/common/dates.ts';

/** @param wall `2026-11-25T08:30:00` */
export function toDateTime(wall: string): DateTime {
  const [y = 0, m = 0, d = 0, h = 0, minute = 0, s = 0] = wall.split(/[-T:]/).map(Number);
  return { date: { y, m, d }, time: { h, m: minute, s } };
}
