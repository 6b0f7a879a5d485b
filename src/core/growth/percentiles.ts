// Where a child stands among others of its age: by its days since birth, or since it was due if it came early, until it is two.
import { type About, countDays } from './about.ts';
import { curves, findPercentile, findRestrictedZ, findValue, findZ } from './lms.ts';
import { type Expected, findExpected, type Measure, type Source } from './references.ts';

export interface Assessed {
  /** How many of a hundred children are below, from 0 to 100. */
  readonly percentile: number;
  readonly z: number;
  readonly source: Source;
  /** Was the age counted from when it was due? */
  readonly isCorrected: boolean;
}

/** @param value in kg, cm or kg/m² @param day `2026-11-25`, or longer; undefined where nothing can be said */
export function assess(about: About, measure: Measure, value: number, day: string): Assessed | undefined {
  const found = findExpectedOf(about, measure, day);
  if (!found || !(value > 0)) return undefined;
  const z = measure === 'height' || measure === 'head' ? findZ(found, value) : findRestrictedZ(found, value);
  return { percentile: findPercentile(z), z, source: found.source, isCorrected: found.isCorrected };
}

export interface Band {
  readonly min: number;
  readonly max: number;
}

/** What lies between two percentiles on a day. */
export function findBand(
  about: About,
  measure: Measure,
  day: string,
  low: keyof typeof curves,
  high: keyof typeof curves,
): Band | undefined {
  const found = findExpectedOf(about, measure, day);
  return found && { min: findValue(found, curves[low]), max: findValue(found, curves[high]) };
}

/** From two years on, how early a child came no longer shows. */
const correctedDaysMax = 731;

function findExpectedOf(
  { born, sex, earlyDays, country }: About,
  measure: Measure,
  day: string,
): (Expected & { readonly isCorrected: boolean }) | undefined {
  if (born === undefined || sex === undefined) return undefined;
  const days = countDays(born, day);
  const isCorrected = earlyDays > 0 && days < correctedDaysMax;
  const found = findExpected(measure, sex, isCorrected ? days - earlyDays : days, findPreferred(country));
  return found && { ...found, isCorrected };
}

/** Doctors in the United States use the charts of the CDC from two years on, others mostly those of the WHO. */
export function findPreferred(country: string | undefined): Source {
  return country === 'US' ? 'cdc' : 'who';
}
