import { expect, test } from 'vitest';
import { startCpuClock } from '../../testing/cpu.ts';
import { findPasswordProblem } from './strength.ts';

const who = { email: 'ada.lovelace@example.org', name: 'Ada Lovelace' };

test.each([
  'tin kettle over moss',
  'pässwörter-sind-lang',
  '日本語のパスワードです',
  'xk4!Wq-9Zt',
  `${'a'.repeat(150)} tin kettle over moss`.slice(100),
])('%s will do', async password => {
  expect(await findPasswordProblem(password, who)).toBeUndefined();
});

test.each([
  ['', 'missing'],
  ['short', 'short'],
  ['a'.repeat(201), 'long'],
  ['ADA.lovelace@example.org', 'own'],
  ['ada.lovelace', 'own'],
  ['ada lovelace', 'own'],
  ['Lovelace1815', 'own'],
  ['keepwell2026', 'own'],
  ['1234567890', 'common'],
  ['Password2026!', 'common'],
  ['P4ssw0rd123', 'common'],
  ['abcdefghijkl', 'sequence'],
  ['zzzzzzzzzzzz', 'repeat'],
  ['abcabcabcabc', 'repeat'],
  ['rtyuiopghjk', 'pattern'],
])('%s will not: %s', async (password, problem) => {
  expect(await findPasswordProblem(password, who)).toBe(problem);
});

test('the longest password there may be is judged quickly', async () => {
  await findPasswordProblem('warm up the judge', who);
  const cpuMs = startCpuClock();
  for (const password of ['aB3'.repeat(66), 'x'.repeat(200), 'qwerty 1984 '.repeat(16)])
    await findPasswordProblem(password, who);
  expect(cpuMs()).toBeLessThan(1000);
});
