import { describe, expect, test } from 'vitest';
import { readXml } from '../schema/xml-reader.ts';
import { hasReference, sampleXml } from '../testing/reference.ts';
import exerciseType, { type Exercise, type Exercise1, type ExerciseDetail } from './exercise.ts';
import { parseThing, transform } from './index.ts';

const [version1, version2] = exerciseType.versions;
const up = (value: Exercise1) => transform(exerciseType, value, version1!, version2!) as Exercise;
const down = (value: Exercise) => transform(exerciseType, value, version2!, version1!) as Exercise1;

const when = { date: { y: 2026, m: 11, d: 25 }, time: { h: 8, m: 5 } };
const jogging = {
  text: 'jogging',
  code: [{ value: 'jog', family: 'wc', type: 'aerobic-activities', version: '1' }],
};

const older: Exercise1 = {
  when,
  session: {
    mode: jogging,
    distance: { m: 5000, display: { value: 3.1, units: 'miles' } },
    minutes: 32.5,
    intensity: 3,
    peakHeartrate: 171,
    energy: 1400,
    avgSpeed: { metersPerSecond: 2.56 },
    leftRightBalance: 0.07,
    minTemperature: { celsius: -4.5 },
    numberOfSteps: 6200,
    aerobicStepMinutes: 0,
  },
  lapSession: [
    { name: 'Lap 1', secondsIntoSession: 0, lapSession: { mode: jogging, minutes: 16 } },
    { name: 'Lap 2', secondsIntoSession: 100, lapSession: { mode: jogging, avgHeartrate: 150 } },
  ],
};

describe('a session as an exercise', () => {
  test('keeps activity, distance and duration, and its date turns approximate', () => {
    expect(up(older)).toMatchObject({
      when: { structured: when },
      activity: jogging,
      distance: older.session.distance,
      duration: 32.5,
    });
  });

  test('its numbers become details with a name and a unit', () => {
    const details = up(older).detail!;
    expect(details.map(({ name, value }) => [name.value, value.value, value.units.text])).toEqual([
      ['Intensity', 3, '1 to 5'],
      ['MaximumHeartrate_BPM', 171, 'bpm'],
      ['EnergyOld_kJ', 1400, 'kJ'],
      ['AverageSpeed_m-per-s', 2.56, 'm/s'],
      ['LeftRightBalance_percent', 7, '%'],
      ['MinimumTemp_celsius', -4.5, '°C'],
      ['Steps_count', 6200, 'steps'],
      ['AerobicStepDuration_minutes', 0, 'min'],
    ]);
    expect(details[1]!.name).toEqual({
      value: 'MaximumHeartrate_BPM',
      family: 'wc',
      type: 'exercise-detail-names',
      version: '1',
    });
  });

  test('its laps become segments, timed in minutes', () => {
    const { segment } = up({ ...older, lapSession: [...older.lapSession!, { secondsIntoSession: 90 }] });
    expect(segment).toMatchObject([
      { title: 'Lap 1', offset: 0, duration: 16 },
      { title: 'Lap 2', detail: [{ name: { value: 'AverageHeartrate_BPM' }, value: { value: 150 } }] },
      { activity: jogging, offset: 1.5 },
    ]);
  });

  test('an activity is required there', () => {
    expect(up({ when, session: {} })).toEqual({ when: { structured: when }, activity: { text: 'Unknown' } });
  });
});

test('there and back again nothing else is lost', () => {
  expect(down(up(older))).toEqual(older);
  expect(down(up({ ...older, sessionSamples: {} }))).toEqual(older);
});

describe('an exercise as a session', () => {
  const detail = (value: string, number: number, unit?: string): ExerciseDetail => ({
    name: { value, type: 'exercise-detail-names' },
    value: {
      value: number,
      units: { text: 'as named', code: unit === undefined ? [] : [{ value: unit, type: 'exercise-units' }] },
    },
  });
  const sessionOf = (...details: ExerciseDetail[]) =>
    down({ when: { structured: when }, activity: jogging, detail: details }).session;

  test('counts are rounded, and what the session cannot take is lost', () => {
    expect(
      sessionOf(
        detail('AverageHeartrate_BPM', 149.6),
        detail('Intensity', 7),
        detail('MaximumSpeed_m-per-s', 0),
        detail('Odometer_meters', 9),
        { ...detail('Steps_count', 12), name: { value: 'Steps_count', type: 'of-their-own' } },
      ),
    ).toEqual({ mode: jogging, avgHeartrate: 150 });
  });

  test('a detail in another unit than its name says is lost', () => {
    expect(sessionOf(detail('ElevationGain_meters', 12, 'Floors'))).toEqual({ mode: jogging });
    expect(sessionOf(detail('ElevationGain_meters', 12, 'meters'))).toEqual({
      mode: jogging,
      elevationGain: { m: 12 },
    });
  });

  test('other names of the same count where the first is not there', () => {
    expect(sessionOf(detail('PeakHeartrate_BPM', 170), detail('CaloriesBurned_calories', 250))).toEqual({
      mode: jogging,
      peakHeartrate: 170,
      energy: 1046,
    });
    expect(
      sessionOf(detail('PeakHeartrate_BPM', 170), detail('MaximumHeartrate_BPM', 171)).peakHeartrate,
    ).toBe(171);
  });

  test('a date in words becomes the first there is', () => {
    expect(down({ when: { descriptive: 'in May' }, activity: jogging }).when).toEqual({
      date: { y: 1000, m: 1, d: 1 },
    });
  });
});

test('tells what was done, how far and how long', () => {
  expect(exerciseType.summary(up(older) as never)).toBe('jogging, 3.1 miles, 32.5 min');
});

test.skipIf(!hasReference)(
  'every number of the published sample moves up and back (needs KEEPWELL_REFERENCE)',
  () => {
    const { sessionSamples, ...kept } = parseThing(
      version1!,
      readXml(sampleXml(version1!.id)!).root(),
    ) as Exercise1;
    expect(sessionSamples).toBeDefined();
    const newer = up(kept);
    expect(newer.detail).toHaveLength(33);
    const shownInBase = Object.fromEntries(
      Object.entries(kept.session).map(([key, value]) => [
        key,
        key !== 'distance' && typeof value === 'object' && 'display' in value
          ? { ...value, display: undefined }
          : value,
      ]),
    );
    expect(down(newer)).toEqual({ ...kept, session: shownInBase });
  },
);
