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

  test('a mail is handed over by one at a time, and what became of it is noted once', async () => {
    const store = open();
    const [id, at] = ['a', Date.now()];
    const copies = [{ id, sealedTo: Buffer.from('to') }];
    const letter = {
      letterId: 'l',
      sealedLetter: Buffer.from('letter'),
      appId: undefined,
      personId: undefined,
    };
    await store.write(db => db.mail.queue({ ...letter, copies, state: 'waiting', at }));
    const claim = (forMs: number) => store.write(db => db.mail.claim(id, forMs));
    const due = async () => (await store.read(db => db.mail.due(at, 10))).map(mail => mail.id);
    expect(await due()).toEqual([id]);
    expect(await claim(1)).toBe(true);
    await setTimeout(20);
    // Who had it died, or took too long.
    expect(await claim(60_000)).toBe(true);
    expect(await claim(60_000)).toBe(false);
    expect(await due()).toEqual([]);
    await store.write(db => db.mail.settle(id, { state: 'sent', problem: undefined }));
    // The one that took too long comes to an end, too.
    await store.write(db => db.mail.postpone(id, { tries: 1, dueAt: at, problem: 'late' }));
    expect(await due()).toEqual([]);
    expect(await store.read(db => db.mail.troubles())).toEqual([]);
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
