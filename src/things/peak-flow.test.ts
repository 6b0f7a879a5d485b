import { expect, test } from 'vitest';
import { transform } from './index.ts';
import peakFlowType, { type PeakFlow, type Spirometer } from './peak-flow.ts';

const [version1, version2] = peakFlowType.versions;
const up = (value: Spirometer) => transform(peakFlowType, value, version1!, version2!) as PeakFlow;
const down = (value: PeakFlow) => transform(peakFlowType, value, version2!, version1!) as Spirometer;

const when = { date: { y: 2005, m: 1, d: 1 } };
const roughly = { structured: when };
const shown = (units: string, rest = {}) => ({ value: 4.01, units, ...rest });

test('both flows go up, FEV1 as what came in its second, and come back', () => {
  const older: Spirometer = {
    when,
    pef: { litersPerSecond: 9.9, display: { value: 594, units: 'L/min' } },
    fev1: { litersPerSecond: 4.01, display: shown('L/s', { text: 'about four' }) },
  };
  const newer = up(older);
  expect(newer).toEqual({
    when: roughly,
    pef: older.pef,
    fev1: { liters: 4.01, display: shown('L', { text: 'about four' }) },
  });
  expect(down(newer)).toEqual(older);
  expect(peakFlowType.summary(newer as never)).toBe('PEF 594 L/min, FEV1 about four');
});

test.each([
  ['L/sec', 'L'],
  ['liters per second', 'liters'],
  ['ml / s', 'ml'],
  ['L', 'L'],
])('a display in %s becomes one in %s', (before, after) => {
  expect(up({ when, fev1: { litersPerSecond: 4.01, display: shown(before) } }).fev1).toEqual({
    liters: 4.01,
    display: shown(after),
  });
});

test('a display of another time, and the code of a unit that changed, are left out', () => {
  const display = { value: 240.6, units: 'L/min' };
  expect(up({ when, fev1: { litersPerSecond: 4.01, display } }).fev1).toEqual({ liters: 4.01 });
  const coded = shown('L/s', { unitsCode: 'lps' });
  expect(up({ when, fev1: { litersPerSecond: 4.01, display: coded } }).fev1?.display).toEqual(shown('L'));
});

test('what only one version knows is lost', () => {
  const lung = { warning: ['low'], problem: ['very low'], FEVoverFVC: 0.77, FET: 1, SVC: { liters: 5 } };
  expect(up({ when, ...lung })).toEqual({ when: roughly });
  const newer = { fev1: { liters: 0 }, fev6: { liters: 4 }, measurementFlags: [{ text: 'incomplete' }] };
  expect(down({ when: roughly, ...newer })).toEqual({ when });
});

test('version 1 must have an exact date', () => {
  expect(down({ when: { structured: { date: { y: 2005 } } } }).when).toEqual(when);
  expect(down({ when: { descriptive: 'in spring' } }).when.date.y).toBe(1000);
});
