// Calorie guideline: how much energy a person should take in or spend.
import { type Infer, preferring } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { generalMeasurement } from './common/measurements.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const calorieGuideline = seq({
  when: approxDateTime,
  name: codable('calorie-guideline-names'),
  calories: preferring(generalMeasurement, 'calorie-guideline-units'),
});
export type CalorieGuideline = Infer<typeof calorieGuideline>;

export default thingType({
  name: 'Calorie guideline',
  description: 'How many calories a person should eat or burn.',
  group: 'plans',
  looksAhead: true,
  versions: [
    thingVersion({
      id: 'd3170d30-a41b-4bde-a116-87698c8a001a',
      number: 1,
      root: 'calorie-guideline',
      namespace: 'urn:com.microsoft.wc.thing.calorie-guideline',
      schema: calorieGuideline,
      effectiveDate: 'when',
    }),
  ],
  summary: ({ name, calories }: CalorieGuideline) => [name.text, calories.display].filter(Boolean).join(', '),
});
