import { expect, test } from 'vitest';
import { isMatched, makeZip, readAll, sourceFile } from '../../testing/source-files.ts';
import { withings } from './withings.ts';

const weights =
  'Date,"Weight (kg)","Fat mass (kg)","Bone mass (kg)","Muscle mass (kg)","Hydration (kg)",Comments\n"2026-01-03 07:12:00",70.1,13.2,2.9,53.8,,\n';
const pressures = 'Date,"Heart rate",Systolic,Diastolic,Comments\n"2026-01-03 08:00:00",61,121,79,\n';
const nights =
  'from,to,"light (s)","deep (s)","rem (s)","awake (s)","wake up","Duration to sleep (s)","Duration to wake up (s)"\n2026-01-02T23:00:00+01:00,2026-01-03T07:00:00+01:00,14400,7200,3600,1800,2,600,300\n';
const activities = `from,to,"from (manual)","to (manual)",Timezone,"Activity type",Data,GPS,Modified\n2026-01-03T17:00:00+01:00,2026-01-03T17:30:00+01:00,,,Europe/Berlin,Running,"{""calories"":300,""distance"":5200,""steps"":5100,""hr_average"":141}",,x\n`;

test.each([
  ['weight.csv', weights, ['weight', 'body-composition', 'body-composition', 'body-composition']],
  ['bp.csv', pressures, ['blood-pressure']],
  ['sleep.csv', nights, ['sleep-am']],
  ['activities.csv', activities, ['exercise']],
])('%s by itself, by its heading', async (name, text, roots) => {
  const file = sourceFile(name, text);
  expect(await isMatched(withings, file)).toBe(true);
  const { candidates, leftOut } = await readAll(withings, file);
  expect(candidates.map(({ xml }) => /^<([\w-]+)/.exec(xml)?.[1])).toEqual(roots);
  expect(leftOut).toEqual([]);
});

test('a table of something else is none of its own', async () => {
  expect(await isMatched(withings, sourceFile('a.csv', 'Date,Value\n2026-01-01,1'))).toBe(false);
  expect(await isMatched(withings, sourceFile('a.csv', 'Date,Weight (kg)\n2026-01-01,1'))).toBe(false);
});

test('the archive of an account: tables by their names, the rest told', async () => {
  const zip = await makeZip({
    'weight.csv': weights,
    'account_relatives.csv': 'a,b\n1,2\n',
    'height.csv': 'Date,"Height (m)",Comments\n"2026-01-03 07:00:00",1.7,\n',
    'aggregates_steps.csv': 'date,value\n2026-01-03,6000\n',
    'aggregates_distance.csv': 'date,value\n2026-01-03,4200.5\n',
    'raw_hr_hr.csv':
      'start,duration,value\n2026-01-03T10:00:00+01:00,"[60,60]","[61,81]"\n2026-01-03T10:05:00+01:00,[60],[71]\n',
    'raw_location_latitude.csv': 'start,duration,value\n2026-01-03T10:00:00+01:00,[0],[52.51]\n',
  });
  expect(await isMatched(withings, sourceFile('data_IDA.zip', zip))).toBe(true);
  const { candidates, leftOut } = await readAll(withings, sourceFile('data_IDA.zip', zip));
  expect(candidates.map(({ xml, of }) => [/^<([\w-]+)/.exec(xml)?.[1], of])).toEqual([
    ['weight', 1],
    ['body-composition', 1],
    ['body-composition', 1],
    ['body-composition', 1],
    ['height', 1],
    ['exercise', 2],
    ['heart-rate', 3],
  ]);
  expect(candidates.at(-1)).toMatchObject({ note: '61–81, n = 3' });
  expect(leftOut).toEqual([
    { why: 'no-kind', what: 'account_relatives', count: 1 },
    { why: 'no-kind', what: 'raw_location_latitude', count: 1 },
  ]);
});

test('pounds stay pounds to look at', async () => {
  const text = weights.replaceAll('(kg)', '(lb)').replace('70.1', '154');
  const { candidates } = await readAll(withings, sourceFile('weight.csv', text));
  expect(candidates[0]?.xml).toContain('<kg>69.85322498</kg><display units="lb">154</display>');
});
