import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from './marks.ts';

const text = (text: string) => ({ text });
const code = (value: string) => ({ text: 'as told', code: [{ value, type: 'lab-result-flag' }] });
const normal = { min: 12, max: 15.5 };

test.each([
  [11.4, [], [normal], 'low'],
  [12, [], [normal], undefined],
  [15.5, [], [normal], undefined],
  [15.6, [], [normal], 'high'],
  [15.6, [], [{ max: 15.5 }], 'high'],
  [1, [], [{ max: 15.5 }], undefined],
  [1, [], [], undefined],
  [1, [], [{}], undefined],
  // Within either of two ranges it is as it should be.
  [13, [], [{ min: 14, max: 18 }, normal], undefined],
  [11, [], [{ min: 14, max: 18 }, normal], 'low'],
  // Who measured it knows better.
  [13, [text('High')], [normal], 'high'],
  [11.4, [code('N')], [normal], undefined],
  [undefined, [code('A')], [], 'abnormal'],
  [undefined, [code('LL')], [], 'critical'],
  // What nobody knows says nothing.
  [11.4, [text('see note')], [normal], 'low'],
  [undefined, [text('see note')], [normal], undefined],
] as const)('%j, said %j, with ranges %j, is %s', (value, said, ranges, is) => {
  expect(judge(value, [...said], ranges)).toBe(is);
});

test('a number outside its only range is marked, one inside never', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(number, number, number, (a, b, value) => {
      const [min, max] = [Math.min(a, b), Math.max(a, b)];
      const isOutside = value < min || value > max;
      expect(judge(value, [], [{ min, max }]) !== undefined).toBe(isOutside);
    }),
  );
});
