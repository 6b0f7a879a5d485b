// Plan: what a person sets out to reach. What is to be done for it are tasks (task.ts).
import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { oneOf } from '../schema/text.ts';
import { guid, stringnznw } from './common/strings.ts';
import { progress, progressText } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

const outcome = seq({
  name: stringnznw,
  type: oneOf(
    'StepsPerDay',
    'CaloriesPerDay',
    'ExerciseHoursPerWeek',
    'SleepHoursPerNight',
    'MinutesToFallAsleepPerNight',
    'Other',
  ),
});

const objective = seq({
  id: guid,
  name: stringnznw,
  description: longText(stringnznw),
  state: oneOf('Inactive', 'Active'),
  outcomes: optional(seq({ outcome: many(outcome, { min: 1 }) })),
});

export const plan = seq({
  name: stringnznw,
  description: optional(longText(stringnznw)),
  status: progress,
  category: oneOf('Health', 'Sleep', 'Activity', 'Stress'),
  objectives: seq({ objective: many(objective, { min: 1 }) }),
});
export type Plan = Infer<typeof plan>;

export default thingType({
  name: 'Plan',
  description: 'What a person sets out to reach, such as better sleep, and how far it has got.',
  group: 'plans',
  versions: [
    thingVersion({
      id: '504d6c08-68f9-4e07-8699-5fb55678f13d',
      number: 1,
      root: 'plan',
      namespace: 'urn:com.microsoft.wc.thing.plan',
      // The published schema names `when` as its effective date, but there is no such element.
      schema: plan,
    }),
  ],
  labels: { type: 'Measured by', id: 'Number of the objective' },
  lasts: true,
  isOver: ({ status }: Plan) => status === 'Completed' || status === 'Archived',
  summary: ({ name, status }: Plan, say) => `${name}, ${say(progressText[status])}`,
});
