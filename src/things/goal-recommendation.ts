// Goal recommendation: a health goal (health-goal.ts) that somebody advises, until the person takes it on. HealthVault kept it
// beside its items.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import { dateText, dateTime } from './common/dates.ts';
import goalType, { healthGoal } from './health-goal.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const goalRecommendation = seq({
  'expiration-date': optional(dateTime),
  acknowledged: boolean,
  goal: healthGoal,
});
export type GoalRecommendation = Infer<typeof goalRecommendation>;

export default thingType({
  name: 'Goal recommendation',
  description: 'A goal that somebody advises a person to set, such as a number of steps a day.',
  group: 'plans',
  versions: [
    thingVersion({
      id: '6ad5a2d6-9a1c-4b7e-8f0e-2f6d1f7e5b31',
      number: 1,
      root: 'goal-recommendation',
      namespace: 'urn:keepwell:thing:goal-recommendation',
      schema: goalRecommendation,
    }),
  ],
  labels: {
    ...goalType.labels,
    'expiration-date': 'Advised until',
    acknowledged: 'Taken on',
    goal: 'Goal that is advised',
  },
  forPrograms: ['associated-type-info'],
  summary: ({ goal, expirationDate }: GoalRecommendation, say) =>
    [goal.name.text, expirationDate && say('until {0}', dateText(expirationDate, say))]
      .filter(Boolean)
      .join(', '),
});
