// The temperature of a body among the vital signs of a visit, and from when on it is a fever, by where it was taken.
import type { Reference, Series } from '../thing-type.ts';
import { type CodableValue, isSaid } from './codable.ts';
import { findUcumOfUnits } from './unit-names.ts';

/** One measurement among the vital signs. */
interface Sign {
  readonly title: CodableValue;
  readonly value?: number | undefined;
  readonly unit?: CodableValue | undefined;
  readonly flag?: CodableValue | undefined;
}

interface Signs {
  readonly vitalSignsResults?: readonly Sign[] | undefined;
  readonly site?: string | undefined;
}

export type Place = 'rectum' | 'ear' | 'forehead' | 'mouth' | 'armpit';

/** In °C, as nurses and family doctors count. */
export const feverFrom: Readonly<Record<Place, number>> = {
  rectum: 38,
  ear: 38,
  forehead: 38,
  mouth: 37.8,
  armpit: 37.2,
};

/** Where it was not said where it was taken. */
export const feverAnywhereFrom = 38;

/** What people write where they took it, in the languages of the pages. */
const placeWords: readonly (readonly [Place, RegExp])[] = [
  ['forehead', /forehead|temple|temporal|stirn|schläfe|frente|sien/i],
  ['ear', /\bears?\b|tympan|aural|ohr|o[ií]do|oreja/i],
  ['mouth', /mouth|oral|tongue|mund|zunge|boca|lengua/i],
  ['armpit', /armpit|axill?|\barm|achsel|sobaco/i],
  ['rectum', /rect|rekt|anal|bottom|\bpo\b|popo|after|recto|culo/i],
];

export function findPlace(site: string | undefined): Place | undefined {
  return placeWords.find(([, words]) => words.test(site ?? ''))?.[0];
}

export const temperatureSeries: Series<Signs> = {
  label: 'Temperature',
  unit: '°C',
  value: signs => findTemperature(signs)?.celsius,
  context: placeOf,
  reference: (context, ageDays): Reference => ({
    min: isKnownPlace(context) && context !== 'armpit' ? 36 : 35,
    below: [35, 32],
    max: (isKnownPlace(context) && feverFrom[context]) || feverAnywhereFrom,
    // A fever is counted from there on.
    excludesMax: true,
    // In the first three months each fever is urgent.
    above: ageDays !== undefined && ageDays < youngDays ? [0, 0] : [39, 40],
    source: 'Mayo Clinic',
  }),
  said: signs => findTemperature(signs)?.flag,
  measured: { base: 'celsius', substance: undefined, display: signs => findTemperature(signs)?.display },
};

const youngDays = 91;

function isKnownPlace(context: string | undefined): context is Place {
  return context !== undefined && Object.hasOwn(feverFrom, context);
}

/** Where it was taken, by a word that all languages share where there is one. */
export function placeOf({ site }: Pick<Signs, 'site'>): CodableValue | undefined {
  const place = findPlace(site);
  if (site === undefined) return undefined;
  return place === undefined ? { text: site } : { text: site, code: [{ value: place, type: 'place' }] };
}

export function isTemperature({ title }: Pick<Sign, 'title'>): boolean {
  return isSaid(title, 'Tmp', 'Temperature');
}

function findTemperature({ vitalSignsResults = [] }: Signs) {
  const found = vitalSignsResults.find(one => isTemperature(one) && findCelsius(one) !== undefined);
  const celsius = found && findCelsius(found);
  if (found?.value === undefined || celsius === undefined) return undefined;
  const units = unitOf(found) === '[degF]' ? '°F' : '°C';
  return { celsius, flag: found.flag, display: { value: found.value, units } };
}

/** Undefined in a unit that nobody knows, and where there is none. */
export function findCelsius({ value, unit }: Pick<Sign, 'value' | 'unit'>): number | undefined {
  if (value === undefined) return undefined;
  switch (unitOf({ unit })) {
    case 'Cel':
      return value;
    case '[degF]':
      return Number((((value - 32) * 5) / 9).toFixed(2));
    default:
      return undefined;
  }
}

function unitOf({ unit }: Pick<Sign, 'unit'>): string | undefined {
  return unit && findUcumOfUnits(unit);
}
