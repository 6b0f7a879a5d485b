// The temperature of a body among the vital signs of a visit, and from when on it is a fever, by where it was taken.
import type { Infer } from '../../schema/schema.ts';
import type { Reference, Series } from '../thing-type.ts';
import type { vitalSigns } from '../vital-signs.ts';
import { isSaid } from './codable.ts';
import { findUcumOfText } from './unit-names.ts';

type VitalSigns = Infer<typeof vitalSigns>;

/** In °C, for places as they are written in items. Nurses and family doctors count by these. */
export const feverFrom: ReadonlyMap<string, number> = new Map([
  ['rectum', 38],
  ['ear', 38],
  ['forehead', 38],
  ['mouth', 37.8],
  ['armpit', 37.2],
]);

export const temperatureSeries: Series<VitalSigns> = {
  label: 'Temperature',
  unit: '°C',
  value: signs => findTemperature(signs)?.celsius,
  context: ({ site }) => (site === undefined ? undefined : { text: site }),
  reference: (context): Reference => ({ min: 36, max: feverFrom.get(context ?? '') ?? 38 }),
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
