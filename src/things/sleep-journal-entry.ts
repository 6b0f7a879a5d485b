// Sleep journal entry: what of a day bears on sleep. The night after it is a sleep session.
import { getNamed } from '../assume.ts';
import { type Infer, inUnit } from '../schema/schema.ts';
import { many, seq } from '../schema/sequence.ts';
import { int } from '../schema/text.ts';
import { dateTime, time } from './common/dates.ts';
import { nonNegativeInt } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

const activity = seq({ when: time, minutes: inUnit(nonNegativeInt, 'min') });

export const sleepJournalEntry = seq({
  when: dateTime,
  caffeine: many(time),
  alcohol: many(time),
  nap: many(activity),
  exercise: many(activity),
  sleepiness: int({ min: 1, max: 4 }),
});
export type SleepJournalEntry = Infer<typeof sleepJournalEntry>;

export default thingType({
  name: 'Sleep journal entry',
  description:
    'What of a day bears on the night: coffee, alcohol, naps, exercise, and how awake the person was.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: '031f5706-7f1a-11db-ad56-7bd355d89593',
      number: 1,
      root: 'sleep-pm',
      namespace: 'urn:com.microsoft.wc.thing.sjpm',
      schema: sleepJournalEntry,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    sleepiness: 'During the day (1 very sleepy, 2 a bit tired, 3 alert, 4 wide awake)',
    minutes: 'Duration',
  },
  usual: { minutes: [0, 1440] },
  summary: ({ sleepiness, caffeine = [], alcohol = [], nap = [], exercise = [] }: SleepJournalEntry, say) =>
    [
      say(getNamed(sleepinessText, sleepiness)),
      caffeine.length > 0 && say('{0} × caffeine', caffeine.length),
      alcohol.length > 0 && say('{0} × alcohol', alcohol.length),
      nap.length > 0 && say('{0} × nap', nap.length),
      exercise.length > 0 && say('{0} × exercise', exercise.length),
    ]
      .filter(Boolean)
      .join(', '),
});

const sleepinessText: Record<number, string> = {
  1: 'Very sleepy',
  2: 'A bit tired',
  3: 'Alert',
  4: 'Wide awake',
};
