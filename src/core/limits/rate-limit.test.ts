import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqlite } from '../../storage/dialects/sqlite.ts';
import { makeKeys } from '../../storage/keys.ts';
import { testClock } from '../../testing/clock.ts';
import { startCpuClock } from '../../testing/cpu.ts';
import { makeMemory } from '../memory.ts';
import type { Store, WriteScope } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Keys } from '../world.ts';
import { defaultLimits, type Limits } from './limits.ts';
import {
  countAnonymousCall,
  countTries,
  countTry,
  getAddressKey,
  sweepTries,
  TooManyTries,
  takeBackTries,
} from './rate-limit.ts';
import type { Count } from './rates.ts';

let store: Store;
let keys: Keys;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-tries-'));
  store = await openSqlite({ file: join(folder, 'keepwell.db') });
  keys = makeKeys(join(folder, 'key'));
});

afterAll(() => store.close());

let vaults = 0;

/** What counts ask of a vault. Each has keys of its own, as if it were alone in the store. */
function vaultAt(clock = testClock(), given: Partial<Limits> = {}): Vault {
  const limits = { ...defaultLimits, ...given };
  const own = `${++vaults} `;
  const ownKeys = { hash: (text: string) => keys.hash(own + text) } as Partial<
    Vault['keys']
  > as Vault['keys'];
  return { clock, limits, keys: ownKeys, store, memory: makeMemory(limits) } as Partial<Vault> as Vault;
}

const twice = { max: 2, windowMs: 1000 };

const triedBy = (vault: Vault, counts: readonly Count[]) =>
  countTries(vault, counts).then(
    () => 0,
    (error: TooManyTries) => error.waitMs,
  );

test('a try is let on while all its counts have room, and counts in none where one has not', async () => {
  const vault = vaultAt();
  const [a, b] = ['a', 'b'].map(kind => ({ kind, key: 'x', ...twice })) as [Count, Count];
  expect([await triedBy(vault, [a]), await triedBy(vault, [a, b])]).toEqual([0, 0]);
  expect([await triedBy(vault, [a, b]), await triedBy(vault, [a, b])]).toEqual([1000, 1000]);
  expect([await triedBy(vault, [b]), await triedBy(vault, [b])]).toEqual([0, 1000]);
});

test('a try taken back does not count', async () => {
  const vault = vaultAt();
  const count = { kind: 'a', key: 'x', ...twice };
  await countTries(vault, [count]);
  await takeBackTries(vault, [count]);
  expect([await triedBy(vault, [count]), await triedBy(vault, [count])]).toEqual([0, 0]);
  await expect(countTries(vault, [count])).rejects.toThrow(TooManyTries);
});

test('a try counted with what is written is undone with it', async () => {
  const vault = vaultAt();
  const count = { kind: 'a', key: 'x', max: 1, windowMs: 1000 };
  const undone = store.write(async db => {
    expect(await countTry(db, vault, count)).toBe(true);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  const kept = () => store.write(db => countTry(db, vault, count));
  expect([await kept(), await kept()]).toEqual([true, false]);
});

test('keys without end take no more rows than there are places, and get no more tries', async () => {
  const clock = testClock();
  const vault = vaultAt(clock, { triesOfKindMax: 8 });
  await store.write(db => db.tries.sweep(Number.MAX_SAFE_INTEGER, 1000));
  let letOn = 0;
  for (let i = 0; i < 100; i++) {
    const count = { kind: 'from', key: `192.0.2.${i}`, isEndless: true, ...twice };
    letOn += (await triedBy(vault, [count])) === 0 ? 1 : 0;
  }
  expect(letOn).toBeLessThanOrEqual(16);
  clock.pass(1000);
  const swept = await store.write(db => db.tries.sweep(clock.now(), 1000));
  expect(swept).toBeGreaterThan(0);
  expect(swept).toBeLessThanOrEqual(8);
});

test('what was counted is forgotten when its window is over', async () => {
  const clock = testClock();
  const vault = vaultAt(clock);
  await countTries(vault, [{ kind: 'a', key: 'x', ...twice }]);
  clock.pass(1000);
  await sweepTries(vault);
  expect(await store.write(db => db.tries.sweep(clock.now(), 1000))).toBe(0);
});

test('calls that need no session are counted for each address and kind by itself, a minute', () => {
  const clock = testClock();
  const vault = vaultAt(clock, { anonymousCallsPerMinuteMax: 2 });
  const isLetOn = (kind: string, address: string) => {
    try {
      countAnonymousCall({ vault, address }, kind);
      return true;
    } catch (error) {
      if (!(error instanceof TooManyTries)) throw error;
      return false;
    }
  };
  expect([1, 2, 3].map(() => isLetOn('a', '192.0.2.1'))).toEqual([true, true, false]);
  expect([isLetOn('a', '192.0.2.2'), isLetOn('b', '192.0.2.1')]).toEqual([true, true]);
  clock.pass(59_999);
  expect(isLetOn('a', '192.0.2.1')).toBe(false);
  clock.pass(1);
  expect(isLetOn('a', '192.0.2.1')).toBe(true);
});

describe('of two processes, calls that need no session', () => {
  const max = 100;
  /** What each may have let on that the other does not know of. */
  const margin = max / 20;
  const twoAt = (clock = testClock()) => {
    const one = {
      ...vaultAt(clock, { anonymousCallsPerMinuteMax: max }),
      memory: makeMemory(defaultLimits),
    };
    return [one, { ...one, memory: makeMemory(defaultLimits) }] as const;
  };
  /** Lets each call be told before the next. @returns how many were let on */
  const letOnBy = async (vaults: readonly Vault[], calls: number, key = '192.0.2.1') => {
    let letOn = 0;
    for (let i = 0; i < calls; i++) {
      const vault = vaults[i % vaults.length]!;
      try {
        countAnonymousCall({ vault, address: key }, 'a');
        letOn++;
      } catch (error) {
        if (!(error instanceof TooManyTries)) throw error;
      }
      while (vault.memory.rates.isBeingTold) await store.read(() => new Promise(setImmediate));
    }
    return letOn;
  };

  test('are counted together, but for a margin', async () => {
    const letOn = await letOnBy(twoAt(), 3 * max);
    expect(letOn).toBeGreaterThanOrEqual(max);
    expect(letOn).toBeLessThanOrEqual(max + 2 * margin);
  });

  test('are let on again together when the window is over', async () => {
    const clock = testClock();
    const two = twoAt(clock);
    await letOnBy(two, 3 * max);
    clock.pass(60_000);
    expect(await letOnBy(two, max)).toBe(max);
  });

  test('write nothing while each address makes few', async () => {
    const [one] = twoAt();
    await store.write(db => db.tries.sweep(Number.MAX_SAFE_INTEGER, 10_000));
    for (let i = 0; i < 500; i++) await letOnBy([one], margin - 1, `192.0.2.${i}`);
    expect(await store.write(db => db.tries.sweep(Number.MAX_SAFE_INTEGER, 10_000))).toBe(0);
  });
});

test('a flood from very many addresses is told a little at a time, and beside what is written of records', async () => {
  const scopes: (WriteScope | undefined)[] = [];
  const noting: Store = {
    ...store,
    write: (work, scope) => {
      scopes.push(scope);
      return store.write(work, scope);
    },
  };
  const vault = { ...vaultAt(testClock(), { anonymousCallsPerMinuteMax: 20 }), store: noting };
  for (let i = 0; i < 251; i++) countAnonymousCall({ vault, address: String(i) }, 'a');
  while (vault.memory.rates.isBeingTold) await store.read(() => new Promise(setImmediate));
  expect(scopes).toHaveLength(4);
  for (const scope of scopes) {
    expect(scope?.recordId).toBeUndefined();
    expect(scope?.turns?.length).toBeLessThanOrEqual(100);
  }
});

test('a flood from very many addresses makes no call slow', () => {
  const vault = vaultAt();
  const cpuMs = startCpuClock();
  for (let i = 0; i < 60_000; i++) countAnonymousCall({ vault, address: String(i) }, 'a');
  expect(cpuMs()).toBeLessThan(1500);
});

test('IPv6 addresses count by their network of 64 bits, others one by one', () => {
  expect(getAddressKey('2001:db8:1:2::1')).toBe('2001:db8:1:2::/64');
  expect(getAddressKey('2001:0DB8:1:2:ffff:1:2:3')).toBe('2001:db8:1:2::/64');
  expect(getAddressKey('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(getAddressKey('::1')).toBe('0:0:0:0::/64');
  expect(getAddressKey('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(getAddressKey('192.0.2.7')).toBe('192.0.2.7');
});
