import { expect, test } from 'vitest';
import { hashPassword, isRightPassword } from './password.ts';

test('the same letters match however a keyboard writes them', async () => {
  const hash = await hashPassword('caf\u00e9 au lait');
  expect(await isRightPassword(hash, 'cafe\u0301 au lait')).toBe(true);
  expect(await isRightPassword(hash, 'cafe au lait')).toBe(false);
});

test('without a hash nothing matches, and it takes as long', async () => {
  const hash = await hashPassword('tin kettle over moss');
  expect(await isRightPassword(undefined, 'no account has this hash')).toBe(false);
  const time = async (against: string | undefined) => {
    const start = performance.now();
    for (let i = 0; i < 5; i++) await isRightPassword(against, 'wrong password');
    return performance.now() - start;
  };
  await time(undefined);
  const ratio = (await time(undefined)) / (await time(hash));
  expect(ratio).toBeGreaterThan(0.3);
  expect(ratio).toBeLessThan(3);
});

test('somebody who signs in does not wait for all whom a flood from another address has judged', async () => {
  const hash = await hashPassword('tin kettle over moss');
  let judged = 0;
  const flood = Array.from({ length: 12 }, async () => {
    await isRightPassword(hash, 'wrong password', 'flood');
    judged++;
  });
  await isRightPassword(hash, 'tin kettle over moss', 'somebody');
  expect(judged).toBeLessThan(8);
  await Promise.all(flood);
});
