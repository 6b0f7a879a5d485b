// When the doses of a medicine are meant, out of its schedule: who writes down how often seldom says at what time.
import { exactly } from '../../things/common/dates.ts';
import type { Medication } from '../../things/medication.ts';
import type { Schedule } from './schedule.ts';

/** Morning, noon, evening, night. */
const timesOfDay = ['08:00:00', '12:00:00', '18:00:00', '22:00:00'] as const;

/** Of so many doses a day, where nobody said when. */
const usualPlaces: readonly (readonly number[])[] = [[], [0], [0, 2], [0, 1, 2], [0, 1, 2, 3]];

export interface DoseTimes {
  /** The first day: `2026-11-25`. */
  readonly from: string;
  /** The last one, where it is known. */
  readonly until: string | undefined;
  /** There are doses on each so many days. */
  readonly everyDays: number;
  /** Of one day, in their order: which of the times of a day it is, and what the clock shows then, `08:00:00`. */
  readonly times: readonly { readonly place: number; readonly time: string }[];
}

/** None where it is taken as needed, or nobody knows how often. @param effectiveDate of its item */
export function listDoseTimes(
  value: Medication,
  { dosesADay = 0, parts, isAsNeeded }: Schedule,
  effectiveDate: string,
): DoseTimes | undefined {
  if (isAsNeeded || dosesADay === 0) return undefined;
  const places = parts
    ? parts.flatMap((part, place) => (part > 0 ? [place] : []))
    : usualPlaces[dosesADay < 1 ? 1 : Math.round(dosesADay)];
  const times = (places ?? []).flatMap(place => {
    const time = timesOfDay[place];
    return time === undefined ? [] : { place, time };
  });
  if (times.length === 0) return undefined;
  return {
    // Of the first dose, where it is known.
    from: findDay(value.dateStarted) ?? effectiveDate.slice(0, 10),
    until: findDay(value.dateDiscontinued),
    everyDays: dosesADay < 1 ? Math.round(1 / dosesADay) : 1,
    times,
  };
}

/** Is it one of the days on which there are doses? */
export function isDoseDay({ from, until, everyDays }: DoseTimes, day: string): boolean {
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
  return days >= 0 && days % everyDays === 0 && (until === undefined || day <= until);
}

/** `2026-11-25`; undefined where it says no day. */
export function findDay(date: Medication['dateStarted']): string | undefined {
  const day = date && exactly(date)?.date;
  if (!day) return undefined;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.y}-${two(day.m)}-${two(day.d)}`;
}
