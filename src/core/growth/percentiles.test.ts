// Percentiles agree with those that the WHO and the CDC publish, to a tenth.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { getAt } from '../../assume.ts';
import type { About } from './about.ts';
import { findPercentile, findRestrictedZ, findZ } from './lms.ts';
import { assess, findBand } from './percentiles.ts';
import { findExpected, type Measure, type Sex, type Source } from './references.ts';

const published = readFileSync(join(import.meta.dirname, 'tables', 'published.txt'), 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => {
    const words = line.split(' ');
    const age = getAt(words, 3);
    return {
      line,
      source: getAt(words, 0) as Source,
      measure: getAt(words, 1) as Measure,
      sex: getAt(words, 2) as Sex,
      days: age.endsWith('m') ? Number(age.slice(0, -1)) * 30.4375 : Number(age),
      percentile: Number(getAt(words, 4)),
      value: Number(getAt(words, 5)),
    };
  });

test('percentiles agree with the published ones', () => {
  expect(published.length).toBeGreaterThan(500);
  const off = published.flatMap(({ line, source, measure, sex, days, percentile, value }) => {
    const found = findExpected(measure, sex, days, source);
    if (found?.source !== source) return `${line}: by another table`;
    const own = findPercentile(findZ(found, value));
    return Math.abs(own - percentile) > 0.1 ? `${line}: ${own}` : [];
  });
  expect(off).toEqual([]);
});

const child: About = { born: '2024-01-01', birthYear: 2024, sex: 'm', country: 'SE', earlyDays: 0 };

test('beyond three deviations what depends on weight is counted by the width of the third', () => {
  const lms = findExpected('weight', 'm', 365)!;
  expect(findRestrictedZ(lms, 9)).toBe(findZ(lms, 9));
  const heavy = findRestrictedZ(lms, 16);
  expect(heavy).toBeGreaterThan(3);
  expect(heavy).toBeGreaterThan(findZ(lms, 16));
  // Height is not restricted: its values are normal as they are.
  const tall = assess(child, 'height', 95, '2025-01-01')!;
  expect(tall.z).toBe(findZ(findExpected('height', 'm', 366)!, 95));
});

test('a child that came early is compared by when it was due, until it is two', () => {
  const early = { ...child, earlyDays: 63 };
  const [plain, corrected] = [child, early].map(about => assess(about, 'weight', 5, '2024-05-01')!);
  expect(plain!.isCorrected).toBe(false);
  expect(corrected!.isCorrected).toBe(true);
  expect(corrected!.percentile).toBeGreaterThan(plain!.percentile + 10);
  expect(corrected!.percentile).toBe(
    assess({ ...child, born: '2024-03-04' }, 'weight', 5, '2024-05-01')!.percentile,
  );
  expect(assess(early, 'weight', 12, '2026-01-01')).toEqual(assess(child, 'weight', 12, '2026-01-01'));
  // Nobody was measured before they were due.
  expect(assess(early, 'weight', 2, '2024-01-20')).toBeUndefined();
});

test.each<[string, About, Measure, string, Source | undefined]>([
  ['the WHO for most', child, 'weight', '2027-01-01', 'who'],
  ['the CDC in the United States', { ...child, country: 'US' }, 'weight', '2027-01-01', 'cdc'],
  ['the WHO in the first two years everywhere', { ...child, country: 'US' }, 'weight', '2025-06-01', 'who'],
  ['the CDC for weight after ten', child, 'weight', '2035-01-01', 'cdc'],
  ['the WHO for height after ten', child, 'height', '2035-01-01', 'who'],
  ['the CDC after nineteen', child, 'height', '2043-06-01', 'cdc'],
  ['nobody after twenty', child, 'height', '2044-06-01', undefined],
  ['nobody for the head after five', child, 'head', '2029-06-01', undefined],
  ['nobody before birth', child, 'weight', '2023-12-31', undefined],
  [
    'nobody where it is not known whether a boy or a girl',
    { ...child, sex: undefined },
    'weight',
    '2027-01-01',
    undefined,
  ],
  ['nobody where it is not known when', { ...child, born: undefined }, 'weight', '2027-01-01', undefined],
])('compared by %s', (_, about, measure, day, source) => {
  expect(assess(about, measure, 20, day)?.source).toBe(source);
  expect(findBand(about, measure, day, 3, 97) === undefined).toBe(source === undefined);
});
