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

test('text of very many marks is folded in the time that it is long', () => {
  // Of a kind that normalizing has to put in order: in a second, or in minutes.
  expect(foldText(`a${'\u0301\u0316'.repeat(100_000)}b`)).toBe('ab');
});

test('a word is mistyped for another where so few edits lead from it to that', () => {
  const allowedFor = (word: string) => (word.length < 5 ? 0 : word.length < 9 ? 1 : 2);
  let seed = 1;
  const draw = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const drawWord = (length: number) =>
    Array.from({ length }, () => String.fromCharCode(97 + draw(2))).join('');
  let found = 0;
  for (let i = 0; i < 5000; i++) {
    const [typed, word] = [drawWord(draw(12)), drawWord(draw(12))];
    const isNear = countEdits(typed, word) <= allowedFor(typed);
    expect([typed, word, isMistyped(typed, word)]).toEqual([typed, word, isNear]);
    if (isNear) found++;
  }
  expect(found).toBeGreaterThan(100);
});

test('a megabyte of long words that begin alike is looked through in a moment', () => {
  const typed = `${'a'.repeat(99)}b`;
  const began = performance.now();
  for (let i = 0; i < 10_000; i++) isMistyped(typed, `${'a'.repeat(95)}${String(i).padStart(5, 'c')}`);
  expect(performance.now() - began).toBeLessThan(2500);
});
