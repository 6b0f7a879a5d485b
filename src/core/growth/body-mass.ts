// The body mass index: of each weight with the height that was measured about then.
import type { Language } from '../../locales/language.ts';
import height from '../../things/height.ts';
import type { Series } from '../../things/index.ts';
import weight from '../../things/weight.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Days, Reading, Readings } from '../things/series.ts';
import { readSeries } from '../things/series.ts';
import type { Vault } from '../vault.ts';
import { type About, countDays, isYoungerThan } from './about.ts';
import { grownAt } from './references.ts';

export const bodyMassSeries: Series = {
  label: 'BMI',
  unit: 'kg/m²',
  // Made of two kinds of item.
  value: () => undefined,
  reference: () => ({
    ofAdults: true,
    source: 'World Health Organization',
    min: 18.5,
    max: 25,
    excludesMax: true,
    below: [17, 16],
    above: [30, 40],
  }),
};

/** How far a height may be from a weight while one grows. */
const apartDaysMax = 92;

export async function readBodyMass(
  vault: Vault,
  grant: Grant,
  about: About,
  days: Days & { readonly limit?: number },
  language: Language,
): Promise<Readings> {
  const weights = await readSeries(vault, grant, weight, days, language);
  const heights = await readSeries(vault, grant, height, {}, language);
  return {
    ...weights,
    readings: weights.readings.flatMap((reading): Reading[] => {
      const [kg] = reading.values;
      const m = findHeight(
        heights.readings,
        reading.at,
        isYoungerThan(grownAt, about, reading.at.slice(0, 10)),
      );
      if (kg === undefined || m === undefined) return [];
      const index = Number((kg / m ** 2).toFixed(1));
      const as = { kind: bodyMassSeries.label, of: 0, value: index };
      const valued = [{ what: '', value: index, unit: bodyMassSeries.unit, said: [], ranges: [], as }];
      return [{ ...reading, values: [index], displays: [undefined], contexts: [undefined], valued }];
    }),
  };
}

/** The nearest in time; of who is grown it may be any. @returns in metres */
function findHeight(heights: readonly Reading[], at: string, isGrowing: boolean): number | undefined {
  let found: number | undefined;
  let nearest = isGrowing ? apartDaysMax : Infinity;
  for (const { at: then, values } of heights) {
    const apart = Math.abs(countDays(then, at));
    const [m] = values;
    if (m !== undefined && m > 0 && apart <= nearest) {
      found = m;
      nearest = apart;
    }
  }
  return found;
}
