// Meal definition: what a meal is made of, whether or not somebody eats it. What was eaten is food-and-drink.ts.
import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { platformStrings } from './common/strings.ts';
import { foodAndDrink, foodLabels, usualFood } from './food-and-drink.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const mealDefinition = seq({
  name: codable(),
  'meal-type': optional(codable('dietary-intake-meals')),
  description: optional(longText(platformStrings.string1024nw)),
  'dietary-items': optional(seq({ 'dietary-item': many(foodAndDrink, { min: 1 }) })),
});
export type MealDefinition = Infer<typeof mealDefinition>;

export default thingType({
  name: 'Meal definition',
  description: 'A meal that a person often eats or that belongs to a diet, and what is in it.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: '074e122a-335a-4a47-a63d-00a8f3e79e60',
      number: 1,
      root: 'meal-definition',
      namespace: 'urn:com.microsoft.wc.thing.meal-definition',
      schema: mealDefinition,
    }),
  ],
  labels: {
    ...foodLabels,
    'meal-type': 'Meal',
    'dietary-items': 'What is in it',
    'dietary-item': 'Food or drink',
  },
  usual: usualFood,
  summary: ({ name, mealType, dietaryItems }: MealDefinition) =>
    [
      name.text.trim(),
      mealType?.text.trim(),
      ...(dietaryItems?.dietaryItem ?? []).map(({ foodItem }) => foodItem.text),
    ]
      .filter(Boolean)
      .join(', '),
});
