// Daily dietary intake: the sum of a day. Each thing that was eaten is food-and-drink.ts.
import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { date } from './common/dates.ts';
import { measuredText, type WeightValue } from './common/measurements.ts';
import { positiveInt } from './common/numbers.ts';
import { amountsOf, usualAmounts } from './common/nutrients.ts';
import { thingType, thingVersion } from './thing-type.ts';

const amounts = amountsOf(
  'total-fat',
  'saturated-fat',
  'trans-fat',
  'protein',
  'total-carbohydrates',
  'dietary-fiber',
  'sugars',
  'sodium',
  'cholesterol',
);

export const dailyDietaryIntake = seq({
  when: date,
  calories: optional(inUnit(positiveInt, 'kcal')),
  ...amounts,
});
export type DailyDietaryIntake = Infer<typeof dailyDietaryIntake>;

export default thingType({
  name: 'Daily dietary intake',
  description: 'What a person ate in a day, summed up: energy, fat, protein, sugar and the like.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: '9c29c6b9-f40e-44ff-b24e-fba6f3074638',
      number: 1,
      root: 'dietary-intake-daily',
      namespace: 'urn:com.microsoft.wc.thing.dietary-intake-daily',
      schema: dailyDietaryIntake,
      effectiveDate: 'when',
    }),
  ],
  labels: { calories: 'Energy' },
  usual: { ...usualAmounts(amounts), calories: [1, 20_000] },
  summary: ({ calories, totalFat, totalCarbohydrates, protein }: DailyDietaryIntake, say) =>
    [
      calories && `${calories} kcal`,
      totalFat && say('fat {0}', grams(totalFat)),
      totalCarbohydrates && say('carbohydrates {0}', grams(totalCarbohydrates)),
      protein && say('protein {0}', grams(protein)),
    ]
      .filter(Boolean)
      .join(', '),
  chart: [{ label: 'Energy', unit: 'kcal', value: ({ calories }) => calories }],
});

function grams({ kg, display }: WeightValue): string {
  return measuredText(kg * 1000, 'g', display);
}
