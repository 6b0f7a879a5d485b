import { expect, test } from 'vitest';
import { isMatched, makeZip, readAll, sourceFile } from '../../testing/source-files.ts';
import { takeout } from './takeout.ts';

const fitbit = 'Takeout/Fitbit/Global Export Data';

async function read(files: Readonly<Record<string, unknown>>) {
  const texts = Object.entries(files).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const file = sourceFile('takeout.zip', await makeZip(Object.fromEntries(texts)));
  expect(await isMatched(takeout, file)).toBe(true);
  return readAll(takeout, file);
}

test('Fitbit: minutes in UTC become days by the clock of the person', async () => {
  const { candidates, leftOut } = await read({
    [`${fitbit}/steps-2026-01-03.json`]: [
      { dateTime: '01/03/26 22:30:00', value: '40' },
      { dateTime: '01/03/26 23:30:00', value: '60' },
      { dateTime: '13/33/26 23:30:00', value: '60' },
    ],
    [`${fitbit}/heart_rate-2026-01-03.json`]: [
      { dateTime: '01/03/26 08:00:05', value: { bpm: 60, confidence: 2 } },
      { dateTime: '01/03/26 08:00:15', value: { bpm: 80, confidence: 3 } },
    ],
  });
  expect(candidates.map(({ effectiveDate, of, note }) => [effectiveDate, of, note])).toEqual([
    ['2026-01-03T00:00:00', 1, undefined],
    ['2026-01-04T00:00:00', 1, undefined],
    ['2026-01-03T00:00:00', 2, '60–80, n = 2'],
  ]);
  expect(leftOut).toEqual([{ why: 'invalid', what: 'steps', count: 1 }]);
});

test('Fitbit: weights in pounds, nights with their phases, exercises', async () => {
  const { candidates } = await read({
    [`${fitbit}/weight-2026-01-03.json`]: [
      { logId: 1, weight: 154, fat: 18.2, date: '01/03/26', time: '07:12:00', source: 'Aria' },
    ],
    [`${fitbit}/resting_heart_rate-2026-01-03.json`]: [
      { dateTime: '01/03/26 00:00:00', value: { date: '01/03/26', value: 61.4, error: 6 } },
    ],
    [`${fitbit}/sleep-2026-01-03.json`]: [
      {
        logId: 2,
        dateOfSleep: '2026-01-03',
        startTime: '2026-01-02T23:10:00.000',
        endTime: '2026-01-03T07:00:00.000',
        minutesToFallAsleep: 0,
        minutesAsleep: 420,
        minutesAwake: 50,
        levels: {
          summary: {
            deep: { minutes: 60 },
            light: { minutes: 260 },
            rem: { minutes: 100 },
            wake: { minutes: 50 },
          },
        },
      },
    ],
    [`${fitbit}/exercise-100.json`]: [
      {
        logId: 3,
        activityName: 'Run',
        startTime: '01/03/26 17:00:00',
        activeDuration: 1_830_000,
        distance: 3.1,
        distanceUnit: 'Mile',
        averageHeartRate: 141,
        calories: 300,
        steps: 5100,
      },
    ],
  });
  expect(candidates.map(({ sourceId }) => sourceId)).toEqual([
    'takeout weight 1',
    'takeout fat 1',
    'takeout resting_heart_rate 2026-01-03T00:00:00Z Fitbit',
    'takeout sleep 2',
    'takeout exercise 3',
  ]);
  const xml = candidates.map(one => one.xml).join('\n');
  expect(xml).toContain('<display units="lb">154</display>');
  expect(xml).toContain('<sleep-minutes>420</sleep-minutes>');
  expect(xml).toContain('<duration>30.5</duration>');
  expect(xml).toContain('<value>run</value>');
});

test('Google Fit: a row for each day, a file for each session', async () => {
  const { candidates, leftOut } = await read({
    'Takeout/Fit/Daily activity metrics/Daily activity metrics.csv':
      'Date,Move Minutes count,Calories (kcal),Distance (m),Heart Points,Average heart rate (bpm),Max heart rate (bpm),Min heart rate (bpm),Average weight (kg),Step count\n2026-01-03,40,1800.5,4200.7,12,70,120,50,70.5,6000\n',
    'Takeout/Fit/Daily activity metrics/2026-01-03.csv': 'Start time,End time\n1,2\n',
    'Takeout/Fit/All Sessions/2026-01-03T17_00_00+01_00_RUNNING.json': {
      fitnessActivity: 'running',
      startTime: '2026-01-03T16:00:00Z',
      endTime: '2026-01-03T16:30:00Z',
      duration: '1800s',
      aggregate: [{ metricName: 'com.google.distance.delta', floatValue: 5200 }],
    },
  });
  expect(
    candidates.map(({ xml, effectiveDate, note }) => [/^<([\w-]+)/.exec(xml)?.[1], effectiveDate, note]),
  ).toEqual([
    ['weight', '2026-01-03T00:00:00', undefined],
    ['exercise', '2026-01-03T17:00:00', undefined],
    ['exercise', '2026-01-03T00:00:00', undefined],
    ['heart-rate', '2026-01-03T00:00:00', undefined],
  ]);
  expect(leftOut).toEqual([{ why: 'no-kind', what: 'Takeout', count: 1 }]);
});

test('an archive of photos is none of its own', async () => {
  const zip = await makeZip({ 'Takeout/Google Photos/a.jpg': 'a', 'steps-2026-01-01.json': '[]' });
  expect(await isMatched(takeout, sourceFile('takeout.zip', zip))).toBe(false);
});

test('a file within that is damaged refuses the archive', async () => {
  const zip = await makeZip({ [`${fitbit}/steps-2026-01-03.json`]: '[{"dateTime":' });
  await expect(readAll(takeout, sourceFile('takeout.zip', zip))).rejects.toMatchObject({ fault: 'cut-off' });
});
