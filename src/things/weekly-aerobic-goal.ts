// Weekly aerobic exercise goal: a session to repeat so many times a week.
import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { aerobicSession } from './common/aerobic.ts';
import { measuredText } from './common/measurements.ts';
import { positiveInt } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const weeklyAerobicGoal = seq({ session: aerobicSession, recurrence: positiveInt });
export type WeeklyAerobicGoal = Infer<typeof weeklyAerobicGoal>;

export default thingType({
  name: 'Weekly aerobic exercise goal',
  description: 'How long, how far or how hard a person wants to exercise, and how often in a week.',
  group: 'plans',
  versions: [
    thingVersion({
      id: 'e4501363-fb95-4a11-bb60-da64e98048b5',
      number: 1,
      root: 'aerobic-weekly',
      namespace: 'urn:com.microsoft.wc.thing.aerobic-weekly',
      schema: weeklyAerobicGoal,
    }),
  ],
  labels: { recurrence: 'Times a week' },
  summary: ({ session: { mode, minutes, distance }, recurrence }: WeeklyAerobicGoal, say) =>
    [
      mode?.text ?? say('Exercise'),
      minutes && `${minutes} min`,
      distance && measuredText(distance.m, 'm', distance.display),
      say('{0}× a week', recurrence),
    ]
      .filter(Boolean)
      .join(', '),
});
