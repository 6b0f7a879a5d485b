// Exercise: a run, a swim or anything else that moves the body. Version 1, the aerobic session, is a list of numbers;
// version 2 names its details, so that any will do. How one becomes the other stands below.
import { assume } from '../assume.ts';
import type { ElementItem, Schema, TextSchema } from '../schema/schema.ts';
import { type Infer, inUnit, preferring } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import {
  type AerobicLapSession,
  type AerobicSession,
  aerobicLapSession,
  aerobicSession,
  aerobicSessionSamples,
} from './common/aerobic.ts';
import { type CodableValue, codable, codedValue, words } from './common/codable.ts';
import { approxDateTime, approximately, dateLoses, dateTime, exactlyOrEarliest } from './common/dates.ts';
import { distanceValue, measuredText, minutesText, structuredMeasurement } from './common/measurements.ts';
import { dropNoise, nonNegativeDouble, positiveDouble } from './common/numbers.ts';
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
  short: ['activity', 'duration', 'distance', 'when'],
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

// Exercise between its versions: each number of an aerobic session is a detail of an exercise, a lap is a segment.
// What has no place on the other side is listed in exercise.ts under `loses`.

function up({ when, session, lapSession }: Exercise1): Exercise {
  const whole = partUp(session);
  return {
    when: approximately(when),
    ...whole,
    segment: lapSession?.map(lap => segmentOf(lap, whole.activity)),
  };
}

function down({ when, segment, ...whole }: Exercise): Exercise1 {
  return { when: exactlyOrEarliest(when), session: partDown(whole), lapSession: segment?.map(lapOf) };
}

type Part = Pick<ExerciseSegment, 'activity' | 'distance' | 'duration' | 'detail'>;

function partUp(session: AerobicSession, activity: CodableValue = words('Unknown')): Part {
  const { mode, distance, minutes, ...numbers } = session;
  return { activity: mode ?? activity, distance, duration: minutes, detail: detailsOf(numbers) };
}

function partDown({ activity, distance, duration, detail }: Part): AerobicSession {
  return { mode: activity, distance, minutes: duration, ...numbersOf(detail ?? []) };
}

/** A lap whose activity is not told is one of the whole session's. */
function segmentOf(lap: AerobicLapSession, activity: CodableValue): ExerciseSegment {
  return {
    ...partUp(lap.lapSession ?? {}, activity),
    title: lap.name,
    offset: lap.secondsIntoSession === undefined ? undefined : dropNoise(lap.secondsIntoSession / 60),
  };
}

function lapOf({ title, offset, ...part }: ExerciseSegment): AerobicLapSession {
  return {
    name: title,
    secondsIntoSession: offset === undefined ? undefined : dropNoise(offset * 60),
    lapSession: partDown(part),
  };
}

function detailsOf(session: AerobicSession): ExerciseDetail[] | undefined {
  const values = session as Record<string, unknown>;
  const details = numbers.flatMap(({ field: { key, inside }, code, unit, scale }): ExerciseDetail[] => {
    const found = values[key];
    if (found === undefined) return [];
    const number = (inside === undefined ? found : (found as Record<string, unknown>)[inside]) as number;
    const value = scale === 1 ? number : dropNoise(number * scale);
    return [{ name: wc('exercise-detail-names', code), value: { value, units: unit } }];
  });
  return details.length > 0 ? details : undefined;
}

function numbersOf(details: readonly ExerciseDetail[]): AerobicSession {
  const session: Record<string, unknown> = {};
  for (const { field, code, unit, scale } of [...numbers, ...otherNames]) {
    if (session[field.key] !== undefined) continue;
    const detail = details.find(
      ({ name }) => same(name.value, code) && name.type === 'exercise-detail-names',
    );
    if (!detail || !isIn(unit, detail.value.units)) continue;
    const { value } = detail.value;
    const number = fitting(field, scale === 1 ? value : dropNoise(value / scale));
    if (number === undefined) continue;
    session[field.key] = field.inside === undefined ? number : { [field.inside]: number };
  }
  return session;
}

/** The number as the session's schema takes it; undefined when it does not. */
function fitting({ schema }: NumberField, value: number): number | undefined {
  const number = schema.shape.base === 'int' ? Math.round(value) : value;
  try {
    return schema.fromText(schema.toText(number));
  } catch {
    return undefined;
  }
}

/** The name of a detail tells its unit, so a unit of words says nothing against it; only another code does. */
function isIn(unit: CodableValue, units: CodableValue): boolean {
  const codes = (units.code ?? []).filter(({ type }) => type === 'exercise-units');
  return codes.every(({ value }) => (unit.code ?? []).some(own => same(own.value, value)));
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function wc(type: string, value: string) {
  return { value, family: 'wc', type, version: '1' };
}

function unitOf(code: string, text: string): CodableValue {
  return { text, code: [wc('exercise-units', code)] };
}

const bpm = unitOf('BPM', 'bpm');
const kJ = unitOf('kJ', 'kJ');
const calories = unitOf('Calories', 'kcal');
const speed = unitOf('m-per-s', 'm/s');
const pace = unitOf('s-per-100m', 's/100 m');
const watts = unitOf('Watts', 'W');
const torque = unitOf('Nm', 'Nm');
const percent = unitOf('Percent', '%');
const rpm = unitOf('RPM', 'rpm');
const celsius = unitOf('Celsius', '°C');
const meters = unitOf('Meters', 'm');
const count = unitOf('Count', 'steps');
const minutes = unitOf('Minutes', 'min');

interface NumberRow {
  readonly field: NumberField;
  /** The name of its detail. */
  readonly code: string;
  readonly unit: CodableValue;
  /** What the number of the session is multiplied by in the detail. */
  readonly scale: number;
}

const numbers: readonly NumberRow[] = [
  row('intensity', 'Intensity', words('1 to 5')),
  row('peak-heartrate', 'MaximumHeartrate_BPM', bpm),
  row('avg-heartrate', 'AverageHeartrate_BPM', bpm),
  row('min-heartrate', 'MinimumHeartrate_BPM', bpm),
  row('energy', 'EnergyOld_kJ', kJ),
  row('energy-from-fat', 'EnergyFromFatOld_kJ', kJ),
  row('peak-speed', 'MaximumSpeed_m-per-s', speed),
  row('avg-speed', 'AverageSpeed_m-per-s', speed),
  row('min-speed', 'MinimumSpeed_m-per-s', speed),
  row('peak-pace', 'MaximumPace_s-per-100m', pace),
  row('avg-pace', 'AveragePace_s-per-100m', pace),
  row('min-pace', 'MinimumPace_s-per-100m', pace),
  row('peak-power', 'MaximumPower_watts', watts),
  row('avg-power', 'AveragePower_watts', watts),
  row('min-power', 'MinimumPower_watts', watts),
  row('peak-torque', 'MaximumTorque_Nm', torque),
  row('avg-torque', 'AverageTorque_Nm', torque),
  row('min-torque', 'MinimumTorque_Nm', torque),
  row('left-right-balance', 'LeftRightBalance_percent', percent, 100),
  row('peak-cadence', 'MaximumCadence_RPM', rpm),
  row('avg-cadence', 'AverageCadence_RPM', rpm),
  row('min-cadence', 'MinimumCadence_RPM', rpm),
  row('peak-temperature', 'MaximumTemp_celsius', celsius),
  row('avg-temperature', 'AverageTemp_celsius', celsius),
  row('min-temperature', 'MinimumTemp_celsius', celsius),
  row('peak-altitude', 'MaximumAltitude_meters', meters),
  row('avg-altitude', 'AverageAltitude_meters', meters),
  row('min-altitude', 'MinimumAltitude_meters', meters),
  row('elevation-gain', 'ElevationGain_meters', meters),
  row('elevation-loss', 'ElevationLoss_meters', meters),
  row('number-of-steps', 'Steps_count', count),
  row('number-of-aerobic-steps', 'AerobicSteps_count', count),
  row('aerobic-step-minutes', 'AerobicStepDuration_minutes', minutes),
];

const kilocaloriesInKilojoule = 1 / 4.184;

/** Details that say the same by another name, or in another unit: they count where the first is not there. */
const otherNames: readonly NumberRow[] = [
  row('peak-heartrate', 'PeakHeartrate_BPM', bpm),
  row('energy', 'CaloriesBurned_calories', calories, kilocaloriesInKilojoule),
  row('energy-from-fat', 'FatCaloriesBurned_calories', calories, kilocaloriesInKilojoule),
];

function row(name: string, code: string, unit: CodableValue, scale = 1): NumberRow {
  return { field: numberField(name), code, unit, scale };
}

/** Where a number stands in a session, and what it may be: a plain one, or the first element of a measured value. */
interface NumberField {
  readonly key: string;
  readonly inside?: string;
  readonly schema: TextSchema<number>;
}

function numberField(name: string): NumberField {
  const { key, schema } = element(aerobicSession, item => item.name === name);
  if (schema.shape.kind === 'text') return { key, schema: schema as TextSchema<number> };
  const number = element(schema, () => true);
  return { key, inside: number.key, schema: number.schema as TextSchema<number> };
}

function element({ shape }: Schema<unknown>, is: (item: ElementItem) => boolean): ElementItem {
  const items = shape.kind === 'sequence' ? shape.items : [];
  return assume(
    items.find((item): item is ElementItem => item.kind === 'element' && is(item)),
    'an element of this name',
  );
}
