import { expect, test } from 'vitest';
import { testClock } from '../../testing/clock.ts';
import { startCpuClock } from '../../testing/cpu.ts';
import { inProcessMemory } from '../memory.ts';
import type { Vault } from '../vault.ts';
import { defaultLimits } from './limits.ts';
import { countTry, getAddressKey, takeBackTry } from './rate-limit.ts';

/** The limiter asks of a vault its clock and its memory. */
function vaultAt(clock = testClock()): Vault {
  return { clock, memory: inProcessMemory(defaultLimits) } as Partial<Vault> as Vault;
}

const twice = { max: 2, windowMs: 1000 };

test('lets through as many as allowed, for each key and kind by itself', () => {
  const vault = vaultAt();
  const tries = [1, 2, 3].map(() => countTry(vault, 'a', 'x', twice));
  expect(tries).toEqual([true, true, false]);
  expect(countTry(vault, 'a', 'y', twice)).toBe(true);
  expect(countTry(vault, 'b', 'x', twice)).toBe(true);
  expect(countTry(vaultAt(), 'a', 'x', twice)).toBe(true);
});

test('starts anew when the window is over', () => {
  const clock = testClock();
  const vault = vaultAt(clock);
  for (let i = 0; i < 3; i++) countTry(vault, 'a', 'x', twice);
  clock.pass(999);
  expect(countTry(vault, 'a', 'x', twice)).toBe(false);
  clock.pass(1);
  expect(countTry(vault, 'a', 'x', twice)).toBe(true);
});

test('a try taken back does not count', () => {
  const vault = vaultAt();
  countTry(vault, 'a', 'x', twice);
  takeBackTry(vault, 'a', 'x');
  expect([1, 2, 3].map(() => countTry(vault, 'a', 'x', twice))).toEqual([true, true, false]);
});

test('an allowance of none lets nothing through', () => {
  expect(countTry(vaultAt(), 'a', 'x', { max: 0, windowMs: 1000 })).toBe(false);
});

test('a flood from very many addresses makes no call slow', () => {
  const vault = vaultAt();
  const cpuMs = startCpuClock();
  for (let i = 0; i < 60_000; i++) countTry(vault, 'a', String(i), twice);
  expect(cpuMs()).toBeLessThan(1500);
  expect([1, 2].map(() => countTry(vault, 'a', '0', twice))).toEqual([true, false]);
});

test('IPv6 addresses count by their network of 64 bits, others one by one', () => {
  expect(getAddressKey('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64');
  expect(getAddressKey('2001:0DB8:1:2:ffff:1:2:3')).toBe('2001:db8:1:2::/64');
  expect(getAddressKey('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(getAddressKey('::1')).toBe('0:0:0:0::/64');
  expect(getAddressKey('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(getAddressKey('192.0.2.7')).toBe('192.0.2.7');
});
