import { expect, test } from 'vitest';
import hba1cType, { type Hba1c, type Hba1c1 } from './hba1c.ts';
import { transform } from './index.ts';

const [version1, version2] = hba1cType.versions;
const up = (value: Hba1c1) => transform(hba1cType, value, version1!, version2!) as Hba1c;
const down = (value: Hba1c) => transform(hba1cType, value, version2!, version1!) as Hba1c1;

const when = { date: { y: 2026, m: 11, d: 25 } };
const older: Hba1c1 = { when, value: 0.07, HbA1CAssayMethod: { text: 'NGSP' }, deviceId: '12' };

test('a fraction becomes mmol/mol, shown in %', () => {
  expect(up(older)).toEqual({
    ...older,
    value: { mmolPerMol: 53.01, display: { value: 7, units: '%' } },
  });
  expect(hba1cType.summary(up(older) as never)).toBe('7 %');
});

test('there and back again nothing is lost', () => {
  for (const value of [0, 0.07, 0.065, 0.058, 0.1234567, 1]) {
    expect(down(up({ ...older, value }))).toEqual({ ...older, value });
  }
});

test('mmol/mol becomes a fraction, by what was shown if that was in %', () => {
  expect(down({ when, value: { mmolPerMol: 48 } }).value).toBeCloseTo(0.0654, 4);
  expect(down({ when, value: { mmolPerMol: 48, display: { value: 6.5, units: '%' } } }).value).toBe(0.065);
  expect(down({ when, value: { mmolPerMol: 53.01, display: { value: 53, units: 'mmol/mol' } } }).value).toBe(
    0.07,
  );
});

test.each([
  [0, -40],
  [1, 2000],
  [0, Number.NaN],
  [1, Number.POSITIVE_INFINITY],
])('what is no fraction becomes the nearest, %d', (fraction, mmolPerMol) => {
  expect(down({ when, value: { mmolPerMol } }).value).toBe(fraction);
});
