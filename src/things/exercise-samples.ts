// Exercise samples: how one quantity went during an exercise. The numbers are in the item's other data.
import { type Infer, inUnit } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { double } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { measuredText } from './common/measurements.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const exerciseSamples = seq({
  when: approxDateTime,
  name: codable('exercise-sample-names'),
  unit: codable('exercise-units'),
  'sampling-interval': inUnit(double(), 's'),
});
export type ExerciseSamples = Infer<typeof exerciseSamples>;

export default thingType({
  name: 'Exercise samples',
  description: 'A row of measurements from an exercise, such as the heart rate of every second.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: 'e1f92d7f-9699-4483-8223-8442874ec6d9',
      number: 1,
      root: 'exercise-samples',
      namespace: 'urn:com.microsoft.wc.thing.exercise-samples',
      schema: exerciseSamples,
      effectiveDate: 'when',
    }),
  ],
  labels: { name: 'Quantity', 'sampling-interval': 'Between two values' },
  summary: ({ name, unit, samplingInterval }: ExerciseSamples, say) =>
    say('{0} in {1}, every {2}', name.text, unit.text, measuredText(samplingInterval, 's')),
});
