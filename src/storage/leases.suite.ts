// Leases as every store must keep them.
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Store } from '../core/store.ts';

export function leasesSuite(open: () => Store): void {
  const take = (store: Store, holder: string, forMs: number, name = 'job') =>
    store.write(db => db.leases.take({ name, holder }, forMs));

  test('a lease is of one holder, until it ends or is given back', async () => {
    const store = open();
    expect(await take(store, 'a', 60_000)).toBe(true);
    expect(await take(store, 'b', 60_000)).toBe(false);
    // Renewed, and not for less than was asked.
    expect(await take(store, 'a', 60_000)).toBe(true);
    expect(await take(store, 'b', 60_000, 'another job')).toBe(true);
    expect(await store.read(db => db.leases.held())).toEqual([
      { name: 'another job', holder: 'b' },
      { name: 'job', holder: 'a' },
    ]);
    await store.write(db => db.leases.release('a'));
    expect(await take(store, 'b', 1)).toBe(true);
    await setTimeout(20);
    expect(await store.read(db => db.leases.held())).toEqual([{ name: 'another job', holder: 'b' }]);
    await store.write(db => db.leases.sweep());
    expect(await take(store, 'b', 60_000, 'another job')).toBe(true);
    expect(await take(store, 'a', 60_000)).toBe(true);
  });

  test('of many who ask at once, one gets it', async () => {
    const store = open();
    const asked = await Promise.all(Array.from({ length: 20 }, (_, i) => take(store, String(i), 60_000)));
    expect(asked.filter(Boolean)).toHaveLength(1);
  });

  test('the clock of the database is about that of this machine', async () => {
    const store = open();
    const now = await store.read(db => db.leases.now());
    expect(Math.abs(now - Date.now())).toBeLessThan(5000);
  });
}
