import { expect, test } from 'vitest';
import { countEdits, foldText, isMistyped } from './spelling.ts';

test.each([
  ['', '', 0],
  ['', 'ab', 2],
  ['weight', 'weight', 0],
  ['wieght', 'weight', 1],
  ['penicilin', 'penicillin', 1],
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
])('from %j to %j it is %i', (a, b, edits) => {
  expect(countEdits(a, b)).toBe(edits);
  expect(countEdits(b, a)).toBe(edits);
});

test('short words are not taken for others, long ones may have two slips', () => {
  expect(isMistyped('pil', 'pill')).toBe(false);
  expect(isMistyped('penicilin', 'penicillin')).toBe(true);
  expect(isMistyped('temprature', 'temperature')).toBe(true);
  expect(isMistyped('weight', 'height')).toBe(true);
  expect(isMistyped('allergy', 'energy')).toBe(false);
});

test('case and accents do not count', () => {
  expect(foldText('Tétanos ÄÖÜ')).toBe('tetanos aou');
});
