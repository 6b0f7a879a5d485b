// What food contains, each in a component: amounts in the unit that FHIR's readers count them in.
import { measuredIn } from './convert.ts';
import type { Row } from './mapping.ts';
import { ownComponent } from './observation.ts';

const inGrams = measuredIn('kg', { as: { code: 'g', unit: 'g', perBase: 1000 } });

/** Fields for the amounts of nutrients, by the codes that are their wire names. */
export const nutrients = {
  totalFat: ['total-fat', 'Fat'],
  saturatedFat: ['saturated-fat', 'Saturated fat'],
  transFat: ['trans-fat', 'Trans fat'],
  protein: ['protein', 'Protein'],
  dietaryFiber: ['dietary-fiber', 'Dietary fiber'],
  sugars: ['sugars', 'Sugars'],
  sodium: ['sodium', 'Sodium'],
  cholesterol: ['cholesterol', 'Cholesterol'],
} as const;

export const moreNutrients = {
  monounsaturatedFat: ['monounsaturated-fat', 'Monounsaturated fat'],
  polyunsaturatedFat: ['polyunsaturated-fat', 'Polyunsaturated fat'],
  carbohydrates: ['carbohydrates', 'Carbohydrates'],
  calcium: ['calcium', 'Calcium'],
  iron: ['iron', 'Iron'],
  magnesium: ['magnesium', 'Magnesium'],
  phosphorus: ['phosphorus', 'Phosphorus'],
  potassium: ['potassium', 'Potassium'],
  zinc: ['zinc', 'Zinc'],
  vitaminARAE: ['vitamin-A-RAE', 'Vitamin A'],
  vitaminE: ['vitamin-E', 'Vitamin E'],
  vitaminD: ['vitamin-D', 'Vitamin D'],
  vitaminC: ['vitamin-C', 'Vitamin C'],
  thiamin: ['thiamin', 'Thiamin'],
  riboflavin: ['riboflavin', 'Riboflavin'],
  niacin: ['niacin', 'Niacin'],
  vitaminB6: ['vitamin-B-6', 'Vitamin B6'],
  folateDFE: ['folate-DFE', 'Folate'],
  vitaminB12: ['vitamin-B-12', 'Vitamin B12'],
  vitaminK: ['vitamin-K', 'Vitamin K'],
} as const;

/** One of them in grams. */
export function nutrientRow(field: string, [code, display]: readonly [string, string]): Row {
  const element = `component[${code}].valueQuantity`;
  const how = 'In grams; read of any unit of mass.';
  return { field, element, how, ...ownComponent(field, code, display, inGrams) };
}

export function nutrientRows(table: Readonly<Record<string, readonly [string, string]>>): Row[] {
  return Object.entries(table).map(([field, names]) => nutrientRow(field, names));
}
