// What food and days of eating are told to contain: the unit in which people count each nutrient, as packages print it, and
// how much of it nobody eats in a day. Items hold kilograms of all of them.
import { measuredBy } from '../../schema/schema.ts';
import { type Occurs, optional } from '../../schema/sequence.ts';
import { weightValue } from './measurements.ts';
import type { Range } from './usual.ts';

type NutrientUnit = 'g' | 'mg' | 'µg';

const perKilogram: Readonly<Record<NutrientUnit, number>> = { g: 1e3, mg: 1e6, µg: 1e9 };

/** By wire name, the most in its unit. */
const nutrients = {
  'total-fat': ['g', 1000],
  'saturated-fat': ['g', 500],
  'trans-fat': ['g', 200],
  'monounsaturated-fat': ['g', 500],
  'polyunsaturated-fat': ['g', 500],
  protein: ['g', 1000],
  carbohydrates: ['g', 2000],
  'total-carbohydrates': ['g', 2000],
  'dietary-fiber': ['g', 300],
  sugars: ['g', 2000],
  sodium: ['mg', 50_000],
  cholesterol: ['mg', 50_000],
  calcium: ['mg', 20_000],
  iron: ['mg', 1000],
  magnesium: ['mg', 10_000],
  phosphorus: ['mg', 20_000],
  potassium: ['mg', 50_000],
  zinc: ['mg', 1000],
  'vitamin-A-RAE': ['µg', 100_000],
  'vitamin-E': ['mg', 5000],
  'vitamin-D': ['µg', 10_000],
  'vitamin-C': ['mg', 50_000],
  thiamin: ['mg', 5000],
  riboflavin: ['mg', 5000],
  niacin: ['mg', 10_000],
  'vitamin-B-6': ['mg', 5000],
  'folate-DFE': ['µg', 50_000],
  'vitamin-B-12': ['µg', 50_000],
  'vitamin-K': ['µg', 50_000],
} as const satisfies Readonly<Record<string, readonly [unit: NutrientUnit, most: number]>>;
type Nutrient = keyof typeof nutrients;

const typedUnits: Readonly<Record<NutrientUnit, readonly string[]>> = {
  g: ['g', 'mg', 'oz'],
  mg: ['mg', 'g', 'µg'],
  µg: ['µg', 'mg', 'g'],
};

type Amount = Occurs<typeof weightValue, 0, false>;

/** Fields for the amounts of nutrients, each in the unit that people count it in. */
export function amountsOf<const Name extends Nutrient>(...names: readonly Name[]): Record<Name, Amount> {
  return Object.fromEntries(names.map(name => [name, amountOf(name)])) as Record<Name, Amount>;
}

function amountOf(name: Nutrient): Amount {
  const [unit] = nutrients[name];
  const shownIn = { unit, perBase: perKilogram[unit] };
  return optional(measuredBy(weightValue, { units: typedUnits[unit], shownIn }));
}

/** How much there is of each, in kilograms, for the `usual` of a type. */
export function usualAmounts(
  amounts: Readonly<Partial<Record<Nutrient, Amount>>>,
): Readonly<Record<string, Range>> {
  return Object.fromEntries(
    Object.entries(nutrients)
      .filter(([name]) => name in amounts)
      .map(([name, [unit, most]]) => [name, [0, most / perKilogram[unit]]]),
  );
}

/** Kilocalories, of one meal or of a day. */
export const usualEnergy: Range = [0, 20_000];
