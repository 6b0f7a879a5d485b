import { expect, test } from 'vitest';
import { isMatched, readAll, sourceFile } from '../../testing/source-files.ts';
import { clarity } from './clarity.ts';

const heading =
  'Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,Source Device ID,Glucose Value (mg/dL),Insulin Value (u),Carb Value (grams),Duration (hh:mm:ss),Glucose Rate of Change (mg/dL/min),Transmitter Time (Long Integer),Transmitter ID';

const about = [
  '1,,FirstName,,Ida,,,,,,,,',
  '2,,Device,,,Dexcom G7,G7 Mobile,,,,,,,',
  '3,,Alert,Low,,,G7 Mobile,70,,,,,,',
];

function table(rows: readonly string[], first = heading): string {
  return [first, ...about, ...rows].join('\r\n');
}

const egv = (time: string, value: string) => `9,${time},EGV,,,,G7 Mobile,${value},,,,,4240874,ABC`;

const read = (text: string | Buffer, options = {}) =>
  readAll(clarity, sourceFile('export.csv', text), options);

test('each reading of the sensor is one glucose, whatever stands above it of the person', async () => {
  const { candidates, leftOut } = await read(
    table([egv('2026-03-04T07:05:00', '99'), egv('2026-03-04 07:10:00', '101')]),
  );
  expect(leftOut).toEqual([]);
  expect(
    candidates.map(({ effectiveDate, sourceId, source, of }) => [effectiveDate, sourceId, source, of]),
  ).toEqual([
    ['2026-03-04T07:05:00', 'clarity EGV 2026-03-04T07:05:00Z Dexcom G7 Mobile', 'Dexcom G7 Mobile', 1],
    ['2026-03-04T07:10:00', 'clarity EGV 2026-03-04T07:10:00Z Dexcom G7 Mobile', 'Dexcom G7 Mobile', 1],
  ]);
  expect(candidates[0]?.xml).toContain('<display units="mg/dL">99</display>');
});

test('Low and High stand as what the sensor could tell, in its word', async () => {
  const { candidates } = await read(
    table([egv('2026-03-04T07:05:00', 'Low'), egv('2026-03-04T07:10:00', 'High')]),
  );
  expect(candidates[0]?.xml).toContain('text="Low"');
  expect(candidates[0]?.xml).toContain('<normalcy>1</normalcy>');
  expect(candidates[1]?.xml).toMatch(
    /<display units="mg\/dL" text="High">400<\/display>.*<normalcy>5<\/normalcy>/,
  );
});

test('in German and in mmol/L it is the same table', async () => {
  const german = heading
    .replace('Timestamp (YYYY-MM-DDThh:mm:ss)', 'Zeitstempel (JJJJ-MM-TTThh:mm:ss)')
    .replace('Glucose Value (mg/dL)', 'Glukosewert (mmol/L)');
  const text = table(
    [egv('2026-03-04T07:05:00', '5,5'.replace(',', '.')), egv('2026-03-04T07:10:00', 'Niedrig')],
    german,
  );
  expect(await isMatched(clarity, sourceFile('a.csv', text))).toBe(true);
  const { candidates } = await read(text);
  expect(candidates[0]?.xml).toContain('<mmolPerL>5.5</mmolPerL></value>');
  expect(candidates[1]?.xml).toContain('<display units="mmol/L" text="Niedrig">2.2</display>');
});

test('insulin, meals and calibrations are items of their kinds', async () => {
  const { candidates, leftOut } = await read(
    table([
      '9,2026-03-04T08:00:00,Insulin,Fast-Acting,,,G7,,4.5,,,,,',
      '9,2026-03-04T08:01:00,Carbs,,,,G7,,,45,,,,',
      '9,2026-03-04T08:02:00,Calibration,,,,G7,110,,,,,,',
      '9,2026-03-04T08:03:00,Exercise,Light,,,G7,,,,0:30:00,,,',
      '9,2026-02-31T08:03:00,EGV,,,,G7,99,,,,,,',
    ]),
  );
  expect(candidates.map(({ xml }) => /^<([\w-]+)/.exec(xml)?.[1])).toEqual([
    'diabetes-insulin-injection-use',
    'dietary-intake',
    'blood-glucose',
  ]);
  expect(candidates[2]?.xml).toContain('Whole blood');
  expect(leftOut).toEqual([
    { why: 'no-kind', what: 'Exercise', count: 1 },
    { why: 'invalid', what: 'EGV', count: 1 },
  ]);
});

test.each([
  ['two marks of its encoding', Buffer.from(`\ufeff\ufeff${table([egv('2026-03-04T07:05:00', '99')])}`)],
  [
    'a mark that was read as letters',
    Buffer.from(`"ï»¿""Index""",${table([egv('2026-03-04T07:05:00', '99')]).slice(6)}`),
  ],
  ['UTF-16', Buffer.from(`\ufeff${table([egv('2026-03-04T07:05:00', '99')])}`, 'utf16le')],
  ['semicolons', Buffer.from(table([egv('2026-03-04T07:05:00', '99')]).replaceAll(',', ';'))],
])('it is read with %s', async (_, bytes) => {
  expect(await isMatched(clarity, sourceFile('a.csv', bytes))).toBe(true);
  expect((await read(bytes)).candidates).toHaveLength(1);
});

test.each([
  ['wrong-encoding', Buffer.from(table([egv('2026-03-04T07:05:00', '99').replace('G7', 'Gerät')]), 'latin1')],
  ['damaged', Buffer.from(`${table([])}\r\n"${'a,b\n'.repeat(200_000)}`)],
  ['not-this-format', Buffer.from('a,b,c\n1,2,3')],
])('what is hostile is refused: %s', async (fault, bytes) => {
  await expect(read(bytes)).rejects.toMatchObject({ fault });
});

test('formulas are words like others, and nothing runs them', async () => {
  const { candidates, leftOut } = await read(
    table([egv('2026-03-04T07:05:00', '"=cmd|calc"'), '9,"=1+1",EGV,,,,G7,99,,,,,,']),
  );
  expect(candidates).toEqual([]);
  expect(leftOut).toEqual([{ why: 'invalid', what: 'EGV', count: 2 }]);
});
