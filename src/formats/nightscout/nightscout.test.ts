import { expect, test } from 'vitest';
import { isMatched, readAll, sourceFile } from '../../testing/source-files.ts';
import { jsonDepthMax, jsonValueBytesMax } from '../readings/limits.ts';
import { nightscout } from './nightscout.ts';

const entry = {
  _id: 'e1',
  type: 'sgv',
  sgv: 162,
  date: Date.UTC(2026, 6, 5, 20, 30),
  device: 'xDrip',
  direction: 'Flat',
};
const json = (value: unknown) => sourceFile('entries.json', JSON.stringify(value));

test('entries of a sensor, in the clock of the person', async () => {
  expect(await isMatched(nightscout, json([entry]))).toBe(true);
  const { candidates } = await readAll(nightscout, json([entry]));
  expect(candidates).toMatchObject([
    {
      effectiveDate: '2026-07-05T22:30:00',
      sourceId: 'nightscout sgv e1',
      source: 'xDrip',
    },
  ]);
  expect(candidates[0]?.xml).toContain('<display units="mg/dL">162</display>');
});

test('the list of version 3, and times as words', async () => {
  const file = json({
    status: 200,
    result: [{ identifier: 'x', type: 'mbg', mbg: 100, dateString: '2026-01-05T20:30:29.000Z' }],
  });
  expect(await isMatched(nightscout, file)).toBe(true);
  const { candidates } = await readAll(nightscout, file);
  expect(candidates).toMatchObject([{ effectiveDate: '2026-01-05T21:30:29' }]);
  expect(candidates[0]?.xml).toContain('Whole blood');
});

test('treatments: insulin, meals, what was pricked; the rest by name', async () => {
  const at = { created_at: '2026-01-05T20:30:29.000Z' };
  const file = json([
    { _id: 't1', eventType: 'Meal Bolus', insulin: 4.5, carbs: 45, ...at },
    { _id: 't2', eventType: 'BG Check', glucose: 5.5, units: 'mmol', glucoseType: 'Finger', ...at },
    { _id: 't3', eventType: 'Temp Basal', insulin: null, carbs: null, ...at },
    { _id: 't4', eventType: 'Site Change' },
    'a word',
  ]);
  expect(await isMatched(nightscout, file)).toBe(true);
  const { candidates, leftOut } = await readAll(nightscout, file);
  expect(candidates.map(({ sourceId }) => sourceId)).toEqual([
    'nightscout Meal Bolus t1 insulin',
    'nightscout Meal Bolus t1 carbs',
    'nightscout BG Check t2 glucose',
  ]);
  expect(leftOut).toEqual([
    { why: 'no-kind', what: 'Temp Basal', count: 1 },
    { why: 'invalid', what: 'Site Change', count: 1 },
    { why: 'invalid', what: 'Entry', count: 1 },
  ]);
});

test('entries as a table', async () => {
  const file = sourceFile(
    'entries.csv',
    '"2026-04-05T20:30:29.000Z",1775421029000,162,"Flat","xDrip"\n"2026-04-05T20:25:29.000Z",1775420729000,5,"Flat",\n',
  );
  expect(await isMatched(nightscout, file)).toBe(true);
  const { candidates, leftOut } = await readAll(nightscout, file);
  expect(candidates).toHaveLength(1);
  // A sensor says that something is wrong with it.
  expect(leftOut).toEqual([{ why: 'invalid', what: 'sgv', count: 1 }]);
});

const begun = JSON.stringify(entry);

test.each([
  ['cut-off', `[${begun},{"sgv":16`],
  ['damaged', `[${begun},{"sgv":]`],
  ['damaged', `[${begun},\xff]`],
  ['too-deep', `[${begun},${'['.repeat(jsonDepthMax + 10)}`],
  ['too-large', `[${begun},"${'a'.repeat(jsonValueBytesMax + 200_000)}"]`],
])('a hostile one is refused: %s', async (fault, text) => {
  const file = sourceFile('a.json', Buffer.from(text, 'latin1'));
  await expect(readAll(nightscout, file)).rejects.toMatchObject({ fault });
});

test('names that objects have of themselves are names', async () => {
  const { candidates } = await readAll(
    nightscout,
    sourceFile('a.json', `[{"__proto__":{"sgv":100},"type":"sgv","date":${entry.date}}]`),
  );
  expect(candidates).toEqual([]);
});
