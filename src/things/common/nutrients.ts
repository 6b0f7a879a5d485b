// What food and days of eating are told to contain: the unit in which people count each nutrient, as packages print it, and
// how much of it nobody eats in a day. Items hold kilograms of all of them.
import type { Schema } from '../../schema/schema.ts';
import { withoutNoise } from './numbers.ts';
import type { Range } from './usual.ts';

export type NutrientUnit = 'g' | 'mg' | 'µg';

const perKilogram: Readonly<Record<NutrientUnit, number>> = { g: 1e3, mg: 1e6, µg: 1e9 };

/** By wire name, the most in its unit. */
const nutrients: Readonly<Record<string, readonly [unit: NutrientUnit, most: number]>> = {
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
};

/** Undefined for what is no nutrient. */
export function nutrientUnit(name: string): NutrientUnit | undefined {
  return Object.hasOwn(nutrients, name) ? nutrients[name]![0] : undefined;
}

/** Kilograms of a nutrient as people count it. */
export function inNutrientUnit(kg: number, unit: NutrientUnit): number {
  return withoutNoise(kg * perKilogram[unit]);
}

/** Of the nutrients that a schema has, in kilograms, for the `usual` of its type. */
export function usualNutrients({ shape }: Schema<unknown>): Readonly<Record<string, Range>> {
  const items = shape.kind === 'sequence' ? shape.items : [];
  const names = items.flatMap(item => (item.kind === 'element' && item.name in nutrients ? item.name : []));
  return Object.fromEntries(
    names.map(name => {
      const [unit, most] = nutrients[name]!;
      return [name, [0, most / perKilogram[unit]]];
    }),
  );
}

/** Kilocalories, of one meal or of a day. */
export const usualEnergy: Range = [0, 20_000];
