// Exercise: a run, a swim or anything else that moves the body. Version 1, the aerobic session, is a list of numbers;
// version 2 names its details, so that any will do. Between the two: exercise-versions.ts.
import { type Infer, inUnit, preferring } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { aerobicLapSession, aerobicSession, aerobicSessionSamples } from './common/aerobic.ts';
import { codable, codedValue } from './common/codable.ts';
import { approxDateTime, dateLoses, dateTime } from './common/dates.ts';
import { distanceValue, measuredText, minutesText, structuredMeasurement } from './common/measurements.ts';
import { nonNegativeDouble, positiveDouble } from './common/numbers.ts';
import { down, up } from './exercise-versions.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const exercise1 = seq({
  when: dateTime,
  session: aerobicSession,
  'session-samples': optional(aerobicSessionSamples),
  'lap-session': many(aerobicLapSession),
});
export type Exercise1 = Infer<typeof exercise1>;

const detail = seq({ name: preferring(codedValue, 'exercise-detail-names'), value: structuredMeasurement });
export type ExerciseDetail = Infer<typeof detail>;

const segment = seq({
  activity: codable(),
  title: optional(string),
  distance: optional(distanceValue),
  duration: optional(inUnit(positiveDouble, 'min')),
  offset: optional(inUnit(nonNegativeDouble, 'min')),
  detail: many(detail),
});
export type ExerciseSegment = Infer<typeof segment>;

export const exercise = seq({
  when: approxDateTime,
  activity: codable('exercise-activities', 'aerobic-activities'),
  title: optional(string),
  distance: optional(distanceValue),
  duration: optional(inUnit(positiveDouble, 'min')),
  detail: many(detail),
  segment: many(segment),
});
export type Exercise = Infer<typeof exercise>;

export default thingType({
  name: 'Exercise',
  description: 'A run, a swim or another exercise: how long, how far, and what was measured on the way.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: '90dbf000-fc55-4b92-b4a1-da45c36ad8bb',
      number: 1,
      root: 'aerobic-session',
      namespace: 'urn:com.microsoft.wc.thing.aerobic',
      schema: exercise1,
      effectiveDate: 'when',
    }),
    thingVersion({
      id: '85a21ddb-db20-4c65-8d30-33c899ccf612',
      number: 2,
      root: 'exercise',
      namespace: 'urn:com.microsoft.wc.thing.exercise',
      schema: exercise,
      effectiveDate: 'when',
      up,
      down,
      loses: {
        up: 'samples (Exercise samples has them); the units that numbers were shown in, but for distances',
        down: `the title, details that version 1 does not know, ${dateLoses}`,
      },
    }),
  ],
  labels: {
    segment: 'Part',
    'lap-session': 'Lap',
    offset: 'Started after',
    'session-samples': 'Samples',
  },
  forPrograms: ['detail'],
  // A thousand kilometers, a week.
  usual: { distance: [0, 1_000_000], duration: [0, 10_080] },
  summary: ({ activity, title, distance, duration }: Exercise) =>
    [
      title || activity.text,
      distance && measuredText(distance.m, 'm', distance.display),
      duration && minutesText(duration),
    ]
      .filter(Boolean)
      .join(', '),
  chart: [{ label: 'Exercise', unit: 'min', value: ({ duration }) => duration }],
});
