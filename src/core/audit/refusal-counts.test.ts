import { expect, test } from 'vitest';
import { Refusals } from './refusal-counts.ts';

const refused = (i: number) => ({
  appId: undefined,
  personId: undefined,
  recordId: `record ${i}`,
  asked: 'GetThings',
  why: 'accessDenied',
});

test('what cannot be written for long takes no more room than there is, and no refusal is lost', () => {
  const refusals = new Refusals();
  const max = 10;
  let told = 0;
  for (let second = 0; second < 50; second++) {
    for (let i = 0; i < 20; i++, told++) refusals.add(refused(1000 * second + i), second, max);
    // Nothing of it could be written.
    for (const counted of refusals.takeAll()) refusals.putBack(counted, max);
  }
  const all = refusals.takeAll();
  expect(all.length).toBeLessThanOrEqual(max + 1);
  expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(told);
  expect(all.find(({ refused }) => refused.why === 'tooMany')).toMatchObject({ from: 0, to: 49 });
});
