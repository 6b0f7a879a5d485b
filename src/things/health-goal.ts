// Health goal: a range that a measurement is to stay in. Its neighbours are life-goal.ts and weight-goal.ts.
import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, dateText } from './common/dates.ts';
import { generalMeasurement } from './common/measurements.ts';
import { positiveInt } from './common/numbers.ts';
import type { Say } from './common/say.ts';
import { guid } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

const associatedType = seq({
  'thing-type-version-id': guid,
  'thing-type-value-xpath': optional(string),
  'thing-type-display-xpath': optional(string),
});

const range = seq({
  name: codable(),
  description: optional(longText(string)),
  minimum: optional(generalMeasurement),
  maximum: optional(generalMeasurement),
});

const recurrence = seq({ interval: codable('recurrence-intervals'), 'times-in-interval': positiveInt });

export const healthGoal = seq({
  name: codable('goal-type'),
  description: optional(longText(string)),
  'start-date': optional(approxDateTime),
  'end-date': optional(approxDateTime),
  'associated-type-info': optional(associatedType),
  'target-range': optional(range),
  'goal-additional-ranges': many(range),
  recurrence: optional(recurrence),
});
export type HealthGoal = Infer<typeof healthGoal>;

export default thingType({
  name: 'Health goal',
  description: 'Something measurable that a person wants to reach, such as a number of steps a day.',
  group: 'plans',
  versions: [
    thingVersion({
      id: 'dad8bb47-9ad0-4f09-a020-0ff051d1d0f7',
      number: 1,
      root: 'health-goal',
      namespace: 'urn:com.microsoft.wc.thing.goal',
      schema: healthGoal,
      endDate: 'end-date',
    }),
  ],
  labels: {
    'associated-type-info': 'Measured by',
    'thing-type-version-id': 'Type of the measurements (id)',
    'thing-type-value-xpath': 'Where their value is (XPath)',
    'thing-type-display-xpath': 'Where their displayed value is (XPath)',
    'target-range': 'Goal',
    'goal-additional-ranges': 'Other ranges',
    recurrence: 'How often',
    'times-in-interval': 'Times in the interval',
    'start-date': 'From',
    'end-date': 'Until',
  },
  forPrograms: ['associated-type-info'],
  lasts: true,
  begins: 'start-date',
  summary: ({ name, targetRange, recurrence, endDate }: HealthGoal, say) =>
    [
      name.text,
      targetRange && rangeText(targetRange, say),
      recurrence && `${recurrence.timesInInterval} × ${recurrence.interval.text}`,
      endDate && say('until {0}', dateText(endDate, say)),
    ]
      .filter(Boolean)
      .join(', '),
});

function rangeText({ minimum, maximum }: Infer<typeof range>, say: Say): string {
  if (minimum && maximum) return say('{0} to {1}', minimum.display, maximum.display);
  if (minimum) return say('at least {0}', minimum.display);
  return maximum ? say('at most {0}', maximum.display) : '';
}
