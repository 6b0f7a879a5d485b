import { expect, test } from 'vitest';
import { isMatched, readAll, sourceFile } from '../../testing/source-files.ts';
import { healthAutoExport } from './health-auto-export.ts';

const date = '2026-01-03 07:12:00 +0100';
const file = (data: unknown) => sourceFile('export.json', JSON.stringify({ data }));
const metric = (name: string, units: string, ...data: unknown[]) => ({
  metrics: [{ name, units, data }],
  workouts: [],
});

test('it is known by its beginning', async () => {
  expect(await isMatched(healthAutoExport, file(metric('step_count', 'count')))).toBe(true);
  expect(await isMatched(healthAutoExport, sourceFile('a.json', '{"data":{"rows":[]}}'))).toBe(false);
});

test.each([
  ['weight_body_mass', 'lb', { qty: 154, date }, '<weight>', '<display units="lb">154</display>'],
  [
    'body_fat_percentage',
    '%',
    { qty: 18.2, date },
    '<body-composition>',
    '<percent-value>0.182</percent-value>',
  ],
  ['body_temperature', 'degF', { qty: 98.6, date }, '<vital-signs>', '<text>°F</text>'],
  ['blood_glucose', 'mg/dL', { qty: 99, date, mealTime: 'Before Meal' }, '<blood-glucose>', 'BeforeMeal'],
  [
    'blood_pressure',
    'mmHg',
    { systolic: 121, diastolic: 79, date },
    '<blood-pressure>',
    '<diastolic>79</diastolic>',
  ],
  ['step_count', 'count', { qty: 6000, date }, '<exercise>', 'Steps_count'],
  ['heart_rate', 'bpm', { Min: 55, Avg: 60, Max: 80, date }, '<heart-rate>', '<value>60</value>'],
  [
    'sleep_analysis',
    'hr',
    {
      date,
      sleepStart: '2026-01-02 11:30:00 PM +0100',
      sleepEnd: date,
      core: 4,
      deep: 1,
      rem: 1.5,
      awake: 0.5,
    },
    '<sleep-am>',
    '<bed-time><h>23</h><m>30</m></bed-time>',
  ],
])('%s', async (name, units, reading, root, part) => {
  const { candidates, leftOut } = await readAll(healthAutoExport, file(metric(name, units, reading)));
  expect(leftOut).toEqual([]);
  expect(candidates[0]?.xml).toContain(root);
  expect(candidates[0]?.xml).toContain(part);
});

test('each list has the name and the unit that stand before it', async () => {
  const { candidates, leftOut } = await readAll(
    healthAutoExport,
    file({
      metrics: [
        { name: 'weight_body_mass', units: 'kg', data: [{ qty: 70, date }] },
        {
          name: 'headphone_audio_exposure',
          units: 'dBASPL',
          data: [
            { qty: 70, date },
            { qty: 71, date },
          ],
        },
        { name: 'height', units: 'cm', data: [{ qty: 170, date }, { qty: 171 }] },
      ],
    }),
  );
  expect(candidates.map(({ xml }) => /^<([\w-]+)/.exec(xml)?.[1])).toEqual(['weight', 'height']);
  expect(leftOut).toEqual([
    { why: 'no-kind', what: 'headphone_audio_exposure', count: 2 },
    { why: 'invalid', what: 'height', count: 1 },
  ]);
});

test('workouts, without where they went', async () => {
  const { candidates } = await readAll(
    healthAutoExport,
    file({
      workouts: [
        {
          id: 'W1',
          name: 'Outdoor Run',
          start: date,
          end: date,
          duration: 1830,
          distance: { qty: 5.2, units: 'km' },
          activeEnergyBurned: { qty: 1674, units: 'kJ' },
          heartRate: { min: { qty: 92 }, avg: { qty: 141 }, max: { qty: 171 } },
          route: [{ latitude: 52.51, longitude: 13.4 }],
        },
      ],
    }),
  );
  expect(candidates).toMatchObject([{ sourceId: 'health-auto-export Workout W1' }]);
  expect(candidates[0]?.xml).toContain('<duration>30.5</duration>');
  expect(candidates[0]?.xml).toMatch(/CaloriesBurned_calories.*?<value>400\.1<\/value>/);
  expect(candidates[0]?.xml).not.toContain('52.51');
});

test('a file that was cut is refused after what it told', async () => {
  const text = JSON.stringify({ data: metric('height', 'cm', { qty: 170, date }) });
  await expect(readAll(healthAutoExport, sourceFile('a.json', text.slice(0, -10)))).rejects.toMatchObject({
    fault: 'cut-off',
  });
});
