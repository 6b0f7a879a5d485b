// Weight goal: the weight a person wants to reach or to keep.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { dateText } from './common/dates.ts';
import { measuredText, type WeightValue, weightValue } from './common/measurements.ts';
import { goal } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const weightGoal = seq({
  initial: optional(weightValue),
  minimum: optional(weightValue),
  maximum: optional(weightValue),
  'goal-info': optional(goal),
});
export type WeightGoal = Infer<typeof weightGoal>;

export default thingType({
  name: 'Weight goal',
  description: 'What a person wants to weigh, and by when.',
  group: 'plans',
  versions: [
    thingVersion({
      id: 'b7925180-d69e-48fa-ae1d-cb3748ca170e',
      number: 1,
      root: 'weight-goal',
      namespace: 'urn:com.microsoft.wc.thing.weight-goal',
      schema: weightGoal,
    }),
  ],
  labels: {
    initial: 'Weight at the start',
    minimum: 'Not below',
    maximum: 'Not above',
    'goal-info': 'Progress',
  },
  usual: { initial: [0.3, 400], minimum: [0.3, 400], maximum: [0.3, 400] },
  ordered: [['minimum', 'maximum']],
  summary: ({ minimum, maximum, goalInfo: { targetDate, status } = {} }: WeightGoal, say) =>
    [
      minimum && say('from {0}', weightText(minimum)),
      maximum && say('up to {0}', weightText(maximum)),
      targetDate && say('by {0}', dateText(targetDate, say)),
      status && say(status.toLowerCase()),
    ]
      .filter(Boolean)
      .join(' '),
});

function weightText({ kg, display }: WeightValue): string {
  return measuredText(kg, 'kg', display);
}
