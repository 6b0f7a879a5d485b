// Units of measurement.
import { wc } from './wc.ts';

/** How many of the base unit there are in each. */
const meters = { mi: 1609.344, km: 1000, yd: 0.9144, m: 1, ft: 0.3048, cm: 0.01, in: 0.0254 };
/** A month is the twelfth part of a year, a year 365.25 days: as UCUM has them. */
const seconds = {
  ns: 1e-9,
  us: 1e-6,
  ms: 0.001,
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
  mo: 2_629_800,
  a: 31_557_600,
};
const pascals = {
  pa: 1,
  kpa: 1000,
  hpa: 100,
  cmh2o: 98.0665,
  mmhg: 133.322387415,
  psi: 6894.757293168361,
  bar: 100_000,
  atm: 101_325,
};
/** Stones and pounds together are no multiple of anything. */
const kilograms = { lb: 0.45359237, kg: 1, g: 0.001, mg: 1e-6, mcg: 1e-9, oz: 0.028349523125 };

export const units = [
  wc(
    'distance-units',
    'Units of distance',
    [
      ['mi', 'miles'],
      ['km', 'kilometers'],
      ['yd', 'yards'],
      ['m', 'meters'],
      ['ft', 'feet'],
      ['cm', 'centimeters'],
      ['in', 'inches'],
    ],
    { infoXml: conversions(meters) },
  ),
  wc(
    'duration-units',
    'Units of time',
    [
      ['ns', 'nanoseconds'],
      ['us', 'microseconds'],
      ['ms', 'milliseconds'],
      ['s', 'seconds'],
      ['min', 'minutes'],
      ['h', 'hours'],
      ['d', 'days'],
      ['mo', 'months'],
      ['a', 'years'],
    ],
    { infoXml: conversions(seconds) },
  ),
  wc('measurement-unit-sets', 'The lists of units there are', [
    ['lab-results-units', 'lab-results-units'],
    ['exercise-detail-units', 'exercise-units'],
  ]),
  wc(
    'pressure-units',
    'Units of pressure',
    [
      ['pa', 'pascal'],
      ['kpa', 'kilopascal'],
      ['hpa', 'hectopascal'],
      ['cmh2o', 'centimeters of water'],
      ['mmhg', 'millimeters of mercury'],
      ['psi', 'pound per square inch'],
      ['bar', 'bar'],
      ['atm', 'atmosphere'],
    ],
    { infoXml: conversions(pascals) },
  ),
  wc(
    'weight-units',
    'Units of weight',
    [
      ['lb', 'pound'],
      ['kg', 'kilogram'],
      ['g', 'gram'],
      ['mg', 'milligram'],
      ['mcg', 'microgram'],
      ['oz', 'ounce'],
      ['stlb', 'Stone-pounds'],
    ],
    { infoXml: conversions(kilograms) },
  ),
];

/** In the form that HealthVault's libraries take. */
/** The schema demands an offset, and so do clients. */
function conversions(multipliers: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(multipliers).map(([code, multiplier]) => [
      code,
      `<unit-conversions><base-unit-conversion><linear-conversion><multiplier>${multiplier}</multiplier><offset>0</offset></linear-conversion></base-unit-conversion></unit-conversions>`,
    ]),
  );
}
