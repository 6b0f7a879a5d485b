// Food & drink: one thing that was eaten, with what is in it. The sum of a day is daily-dietary-intake.ts, a meal
// made of such things meal-definition.ts.
import { type Infer, inUnit } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { generalMeasurement, measured, measuredText } from './common/measurements.ts';
import { nonNegativeDouble } from './common/numbers.ts';
import { amountsOf, usualAmounts, usualEnergy } from './common/nutrients.ts';
import type { Say } from './common/say.ts';
import { thingType, thingVersion } from './thing-type.ts';

const foodEnergy = measured('calories', nonNegativeDouble);
const nutritionFact = seq({ name: codable(), fact: optional(generalMeasurement) });

const amounts = amountsOf(
  'total-fat',
  'saturated-fat',
  'trans-fat',
  'monounsaturated-fat',
  'polyunsaturated-fat',
  'protein',
  'carbohydrates',
  'dietary-fiber',
  'sugars',
  'sodium',
  'cholesterol',
  'calcium',
  'iron',
  'magnesium',
  'phosphorus',
  'potassium',
  'zinc',
  'vitamin-A-RAE',
  'vitamin-E',
  'vitamin-D',
  'vitamin-C',
  'thiamin',
  'riboflavin',
  'niacin',
  'vitamin-B-6',
  'folate-DFE',
  'vitamin-B-12',
  'vitamin-K',
);

export const foodAndDrink = seq({
  'food-item': codable('usda:food-description'),
  'serving-size': optional(codable()),
  'servings-consumed': optional(inUnit(nonNegativeDouble, 'servings')),
  meal: optional(codable('dietary-intake-meals')),
  when: optional(dateTime),
  energy: optional(foodEnergy),
  'energy-from-fat': optional(foodEnergy),
  ...amounts,
  'additional-nutrition-facts': optional(seq({ 'nutrition-fact': many(nutritionFact, { min: 1 }) })),
});
export type FoodAndDrink = Infer<typeof foodAndDrink>;

/** Shared with meals. */
export const usualFood = {
  ...usualAmounts(amounts),
  energy: usualEnergy,
  'energy-from-fat': usualEnergy,
};

/** Shared with meals. */
export const foodLabels = {
  'food-item': 'Food or drink',
  'servings-consumed': 'Servings',
  'vitamin-A-RAE': 'Vitamin A',
  'vitamin-B-6': 'Vitamin B6',
  'vitamin-B-12': 'Vitamin B12',
  'folate-DFE': 'Folate',
  'additional-nutrition-facts': 'What else it contains',
  fact: 'Amount',
  display: 'As shown',
  calories: 'Kilocalories',
  'nutrition-fact': 'Nutrient',
};

export default thingType({
  name: 'Food & drink',
  description: 'Something a person ate or drank: how much of it, at which meal, and what it contains.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: '089646a6-7e25-4495-ad15-3e28d4c1a71d',
      number: 1,
      root: 'dietary-intake',
      namespace: 'urn:com.microsoft.wc.thing.dietary-intake',
      schema: foodAndDrink,
      effectiveDate: 'when',
    }),
  ],
  labels: foodLabels,
  usual: usualFood,
  summary: ({ foodItem, servingSize, servingsConsumed, meal, energy }: FoodAndDrink, say) =>
    [
      foodItem.text,
      servingsText(servingsConsumed, servingSize?.text, say),
      meal?.text,
      energy && measuredText(energy.calories, 'kcal', energy.display),
    ]
      .filter(Boolean)
      .join(', '),
});

/** `2 × 1 cup`, or as much of that as is known. */
function servingsText(servings: number | undefined, size: string | undefined, say: Say): string | undefined {
  if (servings === undefined) return size;
  if (size !== undefined) return servings === 1 ? size : `${measuredText(servings, '×')} ${size}`;
  return measuredText(servings, say(servings === 1 ? 'serving' : 'servings'));
}
