import { expect, test } from 'vitest';
import { sayAverage, sayReading } from './numbers.ts';

test.each([
  [
    [128, 131],
    ['128', '131'],
  ],
  [
    [72, 71.21400057],
    ['72.000', '71.214'],
  ],
  [
    [7.5, 7500],
    ['7.5', '7500.0'],
  ],
  [
    [1e-7, 2],
    ['1e-7', '2'],
  ],
])('the readings %j', (numbers, texts) => {
  expect(numbers.map(sayReading(numbers, 'en'))).toEqual(texts);
});

test.each([
  [
    [79.25, 129.3333, 83],
    [74, 81],
    ['79.3', '129.3', '83.0'],
  ],
  [
    [79.25, 81.666, 83],
    [74.5, 83],
    ['79.25', '81.67', '83.00'],
  ],
  [
    [70, 72],
    [69, 73],
    ['70', '72'],
  ],
])('the averages %j of %j', (averages, readings, texts) => {
  expect(averages.map(sayAverage(averages, readings, 'en'))).toEqual(texts);
});

test('in the marks of the language, without parting thousands', () => {
  expect(sayReading([1250, 0.5], 'de')(1250)).toBe('1250,0');
});
