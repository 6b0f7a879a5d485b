// The temperature of a body among the vital signs of a visit, and from when on it is a fever, by where it was taken.
import type { Infer } from '../../schema/schema.ts';
import type { Reference, Series } from '../thing-type.ts';
import type { vitalSigns } from '../vital-signs.ts';
import { isSaid } from './codable.ts';
import { findUcumOfText } from './unit-names.ts';

type VitalSigns = Infer<typeof vitalSigns>;

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

export const temperatureSeries: Series<VitalSigns> = {
  label: 'Temperature',
  unit: '°C',
  value: signs => findTemperature(signs)?.celsius,
  context({ site }) {
    const place = findPlace(site);
    if (site === undefined) return undefined;
    return place === undefined ? { text: site } : { text: site, code: [{ value: place, type: 'place' }] };
  },
  reference: (context): Reference => ({
    min: 36,
    max: feverFrom[context as Place] ?? feverAnywhereFrom,
  }),
  measured: { base: 'celsius', substance: undefined, display: signs => findTemperature(signs)?.display },
};

function findTemperature({ vitalSignsResults = [] }: VitalSigns) {
  const found = vitalSignsResults.find(({ title }) => isSaid(title, 'Tmp', 'Temperature'));
  if (found?.value === undefined) return undefined;
  const { value, unit } = found;
  const isFahrenheit =
    unit === undefined ? value > hotterThanAnybody : findUcumOfText(unit.text) === '[degF]';
  return {
    celsius: isFahrenheit ? Number((((value - 32) * 5) / 9).toFixed(2)) : value,
    display: { value, units: isFahrenheit ? '°F' : '°C' },
  };
}

/** In °C. */
const hotterThanAnybody = 46;
