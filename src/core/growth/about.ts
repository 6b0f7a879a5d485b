// Whom a record is about, as far as curves depend on it: when they were born, and as a boy or a girl.

import basic, { readCountryCode } from '../../things/basic.ts';
import birth, { type Birth } from '../../things/birth.ts';
import personal from '../../things/personal.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import { findReadableSingleton } from '../things/typed.ts';
import type { Sex } from './references.ts';

export interface About {
  /** `2021-04-30`. */
  readonly born: string | undefined;
  readonly birthYear: number | undefined;
  readonly sex: Sex | undefined;
  /** Two letters. */
  readonly country: string | undefined;
  /** How long before it was due, of who was born after fewer than 37 weeks; 0 for all others. */
  readonly earlyDays: number;
}

const dayMs = 86_400_000;
export const adultAt = 18;

/** What the grant does not open is not known. */
export async function readAbout(db: Reader, grant: Grant): Promise<About> {
  const { birthdate: { date } = {} } = (await findReadableSingleton(db, grant, personal))?.value ?? {};
  const { gender, birthyear, country } = (await findReadableSingleton(db, grant, basic))?.value ?? {};
  return {
    born: date && [date.y, date.m, date.d].map(part => String(part).padStart(2, '0')).join('-'),
    birthYear: date?.y ?? birthyear,
    sex: gender,
    country: readCountryCode(country)?.toUpperCase(),
    earlyDays: countEarlyDays((await findReadableSingleton(db, grant, birth))?.value),
  };
}

const weeksOfPregnancy = 40;
const fullTermWeeks = 37;

function countEarlyDays(birth: Birth | undefined): number {
  if (!birth || birth.weeks >= fullTermWeeks) return 0;
  return 7 * weeksOfPregnancy - 7 * birth.weeks - (birth.days ?? 0);
}

/** Full days from one day to another; less than none where it comes before. Both as `2026-11-25`, or longer. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs);
}

/** Is it known that they were so old? By the year of birth alone, once the birthday has passed for certain. @param day `2026-11-25` */
export function isKnownToBe(
  years: number,
  { born, birthYear }: Pick<About, 'born' | 'birthYear'>,
  day: string,
): boolean {
  if (born !== undefined) return !isYoungerThan(years, { born, birthYear }, day);
  return birthYear !== undefined && Number(day.slice(0, 4)) - birthYear > years;
}

/** Is it known that they are younger than that? @param day `2026-11-25` */
export function isYoungerThan(
  years: number,
  { born, birthYear }: Pick<About, 'born' | 'birthYear'>,
  day: string,
): boolean {
  if (born !== undefined) return day < `${Number(born.slice(0, 4)) + years}${born.slice(4)}`;
  return birthYear !== undefined && Number(day.slice(0, 4)) - birthYear < years;
}
