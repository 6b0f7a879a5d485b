// Life goal: something a person wants to reach, in words. One that is measured is health-goal.ts.
import { type Infer, longText } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { dateText } from './common/dates.ts';
import { goal } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const lifeGoal = seq({ description: longText(string), 'goal-info': optional(goal) });
export type LifeGoal = Infer<typeof lifeGoal>;

export default thingType({
  name: 'Life goal',
  description: 'Something a person wants to reach in life, in their own words.',
  group: 'plans',
  versions: [
    thingVersion({
      id: '609319bf-35cc-40a4-b9d7-1b329679baaa',
      number: 1,
      root: 'life-goal',
      namespace: 'urn:com.microsoft.wc.thing.life-goal',
      schema: lifeGoal,
    }),
  ],
  labels: { description: 'Goal', 'goal-info': 'Progress' },
  lasts: true,
  isOver: ({ goalInfo: { status } = {} }: LifeGoal) => status === 'Achieved' || status === 'Abandoned',
  summary: ({ description, goalInfo: { targetDate, status } = {} }: LifeGoal, say) =>
    [description, targetDate && say('by {0}', dateText(targetDate, say)), status && say(status.toLowerCase())]
      .filter(Boolean)
      .join(', '),
});
