// Which day it is for people of whom nobody knows where on earth they are: what is said of a day is right for all of them.
import { isDay } from '../schema/text.ts';

const hourMs = 3_600_000;

/** The widest offsets from UTC there are. */
export const zonesEastMs = 14 * hourMs;
export const zonesWestMs = 12 * hourMs;

/** Where days begin first: what comes after it has begun nowhere. As yyyy-MM-dd. */
export function getLatestDay(now: number): string {
  return new Date(now + zonesEastMs).toISOString().slice(0, 10);
}

/** Where days end last: what comes before it is over everywhere. */
export function getEarliestDay(now: number): string {
  return new Date(now - zonesWestMs).toISOString().slice(0, 10);
}

const yearMin = 1800;

/** Nothing that is kept of people is older. @param day `2026-11-25` */
export function isKeptYear(day: string): boolean {
  return Number(day.slice(0, 4)) >= yearMin;
}

/** Is it a day, as yyyy-MM-dd, that has begun somewhere? */
export function isPastDay(text: string, now: number): boolean {
  const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const isReal = y !== undefined && isKeptYear(text) && isDay(Number(y), Number(m), Number(d));
  return isReal && text <= getLatestDay(now);
}
