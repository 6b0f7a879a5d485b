// How messages write numbers, and what stands before a colon.
import { expect, test } from 'vitest';
import { sayOf } from './colon.ts';
import { formWords } from './words.ts';

test.each([
  ['en', '34.5', '42.5'],
  ['de', '34,5', '42,5'],
  ['es', '34,5', '42,5'],
  ['fr', '34,5', '42,5'],
] as const)('%s writes bounds as its numbers are written', (language, min, max) => {
  const w = formWords(language);
  for (const said of [w.numberBetween('°C', 34.5, 42.5), w.from(34.5, 42.5)])
    expect(said).toMatch(new RegExp(`${min} \\S+ ${max}`));
  expect(w.numberFrom('°C', 34.5)).toContain(min);
  expect(w.numberAbove('°C', 34.5)).toContain(min);
});

test('a colon has a space before it in French alone', () => {
  expect(sayOf('Weight', '71 kg', 'en')).toBe('Weight: 71 kg');
  expect(sayOf('Poids', '71 kg', 'fr')).toBe('Poids\u202f: 71 kg');
});
