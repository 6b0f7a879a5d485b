import { expect, test } from 'vitest';
import { columnText } from './chart-numbers.ts';

test.each([
  [[79.25, 129.31, 81.666, 83], 'averages', ['79.25', '129.31', '81.67', '83.00']],
  [[70, 71, 74.5], 'averages', ['70.0', '71.0', '74.5']],
  [[128, 131], 'readings', ['128', '131']],
  [[72, 71.21400057], 'readings', ['72.000', '71.214']],
  [[7.5, 7500], 'readings', ['7.5', '7500.0']],
  [[1e-7, 2], 'readings', ['1e-7', '2']],
  [[], 'readings', []],
] as const)('%j as %s', (numbers, of, texts) => {
  expect(numbers.map(columnText(numbers, of, 'en'))).toEqual(texts);
});

test('in the marks of the language, without parting thousands', () => {
  expect(columnText([1250, 0.5], 'readings', 'de')(1250)).toBe('1250,0');
});
