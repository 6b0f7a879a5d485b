import { expect, test } from 'vitest';
import { hashPassword, passwordMatches, passwordProblem } from './password.ts';

const who = { email: 'ada.lovelace@example.org', name: 'Ada Lovelace' };

test.each([
  'tin kettle over moss',
  'pässwörter-sind-lang',
  '日本語のパスワードです',
  'x'.repeat(5) + 'yzq1!',
])('%s will do', password => {
  expect(passwordProblem(password, who)).toBeUndefined();
});

test.each([
  ['short', 'at least 10'],
  ['a'.repeat(201), 'at most 200'],
  ['ADA.lovelace@example.org', 'not your name'],
  ['ada.lovelace', 'not your name'],
  ['ada lovelace', 'not your name'],
  ['1234567890', 'easy to guess'],
  ['9876543210', 'easy to guess'],
  ['abcdefghijkl', 'easy to guess'],
  ['zzzzzzzzzzzz', 'easy to guess'],
  ['Password2026!', 'easy to guess'],
])('%s will not', (password, words) => {
  expect(passwordProblem(password, who)).toContain(words);
});

test('the same letters match however a keyboard writes them', async () => {
  const hash = await hashPassword('caf\u00e9 au lait');
  expect(await passwordMatches(hash, 'cafe\u0301 au lait')).toBe(true);
  expect(await passwordMatches(hash, 'cafe au lait')).toBe(false);
});

test('without a hash nothing matches, and it takes as long', async () => {
  const hash = await hashPassword('tin kettle over moss');
  expect(await passwordMatches(undefined, 'no account has this hash')).toBe(false);
  const time = async (against: string | undefined) => {
    const start = performance.now();
    for (let i = 0; i < 5; i++) await passwordMatches(against, 'wrong password');
    return performance.now() - start;
  };
  await time(undefined);
  const ratio = (await time(undefined)) / (await time(hash));
  expect(ratio).toBeGreaterThan(0.3);
  expect(ratio).toBeLessThan(3);
});
