import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CodableValue } from './codable.ts';
import {
  type Degree,
  degrees,
  findDegree,
  findOutside,
  type Graded,
  readFlag,
  readStrictness,
  takeStronger,
} from './marks.ts';

const normal = { min: 12, max: 15.5 };

test.each([
  // A quarter of its width is a little, three quarters are far.
  [11.4, [normal], 'little-below'],
  [11, [normal], 'below'],
  [9, [normal], 'far-below'],
  [12, [normal], undefined],
  [15.5, [normal], undefined],
  [15.6, [normal], 'little-above'],
  [17, [normal], 'above'],
  [19, [normal], 'far-above'],
  // Without a second end, a tenth of the bound and half of it.
  [5.2, [{ max: 5 }], 'little-above'],
  [5.6, [{ max: 5 }], 'above'],
  [7.6, [{ max: 5 }], 'far-above'],
  [55, [{ min: 60 }], 'little-below'],
  [45, [{ min: 60 }], 'below'],
  [25, [{ min: 60 }], 'far-below'],
  [5.2, [{ min: 0, max: 5 }], 'little-above'],
  [1, [{ max: 15.5 }], undefined],
  // A bound that is left out.
  [5, [{ max: 5 }], undefined],
  [5, [{ max: 5, excludesMax: true }], 'little-above'],
  [60, [{ min: 60 }], undefined],
  [60, [{ min: 60, excludesMin: true }], 'little-below'],
  // Steps that somebody published.
  [119, [{ max: 120, above: [140, 180] }], undefined],
  [139, [{ max: 120, above: [140, 180] }], 'little-above'],
  [140, [{ max: 120, above: [140, 180] }], 'above'],
  [180, [{ max: 120, above: [140, 180] }], 'far-above'],
  // Within either of two ranges it is as it should be; outside both, the nearer says how far.
  [13, [{ min: 14, max: 18 }, normal], undefined],
  [11.5, [{ min: 14, max: 18 }, normal], 'little-below'],
] as [number, Graded[], Degree | undefined][])('%j in %j is %s', (value, ranges, is) => {
  expect(findOutside(value, ranges)?.is).toBe(is);
});

const text = (text: string) => ({ text });
const code = (value: string) => ({ text: 'as told', code: [{ value, type: 'lab-result-flag' }] });

test.each([
  [[text('High')], 'above'],
  [[code('N')], 'normal'],
  [[code('A')], 'abnormal'],
  [[code('LL')], 'far-below'],
  [[{ text: 'Critically high', code: [{ value: 'C', type: 'lab-result-flag' }] }], 'far-above'],
  [[code('C')], 'critical'],
  [[text('see note')], undefined],
  [[text('constructor')], undefined],
] as [CodableValue[], Degree | 'normal' | undefined][])('the flag %j says %s', (said, is) => {
  expect(readFlag(said)).toBe(is);
});

test('a flag that says more makes it more, on its side alone', () => {
  expect(takeStronger('little-above', 'far-above')).toBe('far-above');
  expect(takeStronger('little-below', 'critical')).toBe('far-below');
  expect(takeStronger('little-above', 'far-below')).toBe('little-above');
  expect(takeStronger('little-above', 'normal')).toBe('little-above');
});

describe('the words of a range say whether its bound counts', () => {
  test.each([
    ['< 5', { max: 5 }, { excludesMax: true }],
    ['<5.0 mmol/L', { max: 5 }, { excludesMax: true }],
    ['<= 5', { max: 5 }, {}],
    ['≤5', { max: 5 }, {}],
    ['up to 5', { max: 5 }, {}],
    ['> 60', { min: 60 }, { excludesMin: true }],
    ['>60', { min: 60 }, { excludesMin: true }],
    ['>= 60', { min: 60 }, {}],
    ['≥ 60', { min: 60 }, {}],
    ['>3 - <5', { min: 3, max: 5 }, { excludesMin: true, excludesMax: true }],
    ['12 - 15.5', normal, {}],
    ['< 5', {}, {}],
  ] as const)('%s', (words, bounds, strict) => {
    expect(readStrictness(words, bounds)).toEqual(strict);
  });
});

test('a number outside its only range has a degree on its side, which only grows; one inside never has', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(number, number, number, number, (a, b, one, other) => {
      const bounds = { min: Math.min(a, b), max: Math.max(a, b) };
      const of = (value: number) => {
        const is = findDegree(value, bounds);
        return is === undefined ? 0 : degrees.indexOf(is) - (is.endsWith('above') ? 2 : 3);
      };
      for (const value of [one, other])
        expect(Math.sign(of(value))).toBe(value < bounds.min ? -1 : value > bounds.max ? 1 : 0);
      expect(Math.sign(of(one) - of(other)) * Math.sign(one - other)).toBeGreaterThanOrEqual(0);
    }),
  );
});
