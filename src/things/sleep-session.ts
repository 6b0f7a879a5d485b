// Sleep session: a night, told the next morning. The day before is a sleep journal entry.
import { getNamed } from '../assume.ts';
import { type Infer, inUnit } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { int } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateTime, time, timeText } from './common/dates.ts';
import { minutesText } from './common/measurements.ts';
import { nonNegativeInt } from './common/numbers.ts';
import { usualPulse } from './common/usual.ts';
import { thingType, thingVersion } from './thing-type.ts';

const awakening = seq({ when: time, minutes: inUnit(nonNegativeInt, 'min') });
const phase = seq({ phase: codable(), minutes: inUnit(nonNegativeInt, 'min') });

export const sleepSession = seq({
  when: dateTime,
  'bed-time': time,
  'wake-time': time,
  'sleep-minutes': inUnit(nonNegativeInt, 'min'),
  'settling-minutes': inUnit(nonNegativeInt, 'min'),
  awakening: many(awakening),
  medications: optional(codable()),
  'wake-state': int({ min: 1, max: 3 }),
  'times-woken-up': optional(nonNegativeInt),
  'average-resting-hr': optional(inUnit(nonNegativeInt, '/min')),
  'calories-burned': optional(inUnit(nonNegativeInt, 'kcal')),
  'awake-minutes': optional(inUnit(nonNegativeInt, 'min')),
  'sleep-phase-summary-group': optional(seq({ 'sleep-phase-summary': many(phase, { min: 1 }) })),
});
export type SleepSession = Infer<typeof sleepSession>;

export default thingType({
  name: 'Sleep session',
  description: 'How a person slept in a night: from when to when, how long, and how it felt in the morning.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: '11c52484-7f1a-11db-aeac-87d355d89593',
      number: 1,
      root: 'sleep-am',
      namespace: 'urn:com.microsoft.wc.thing.sjam',
      schema: sleepSession,
      effectiveDate: 'when',
    }),
  ],
  short: ['when', 'bed-time', 'wake-time', 'sleep-minutes', 'settling-minutes', 'wake-state'],
  labels: {
    medications: 'Medicine taken for the night',
    'wake-state': 'In the morning (1 rested, 2 a bit tired, 3 sleepy)',
    'sleep-phase-summary-group': 'Phases of sleep',
    'sleep-phase-summary': 'Phase of sleep',
    'bed-time': 'Went to bed',
    'wake-time': 'Woke up',
    'sleep-minutes': 'Time asleep',
    'settling-minutes': 'Time to fall asleep',
    minutes: 'Duration',
    'average-resting-hr': 'Heart rate at rest',
    'calories-burned': 'Energy used',
    'awake-minutes': 'Time awake',
  },
  usual: {
    'sleep-minutes': [0, 1440],
    'settling-minutes': [0, 1440],
    'awake-minutes': [0, 1440],
    minutes: [0, 1440],
    'average-resting-hr': usualPulse,
  },
  summary: ({ sleepMinutes, bedTime, wakeTime, wakeState }: SleepSession, say) =>
    [
      say('{0} of sleep', minutesText(sleepMinutes)),
      `${timeText(bedTime)}–${timeText(wakeTime)}`,
      say(getNamed(wokeText, wakeState)),
    ].join(', '),
  chart: [{ label: 'Time asleep', unit: 'min', value: ({ sleepMinutes }) => sleepMinutes }],
});

const wokeText: Record<number, string> = { 1: 'woke rested', 2: 'woke a bit tired', 3: 'woke sleepy' };
