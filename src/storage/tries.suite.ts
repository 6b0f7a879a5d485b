// What every store must do that counts tries. Part of store.suite.ts.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { TryCount } from '../core/limits/ports.ts';
import type { Store } from '../core/store.ts';

const now = Date.parse('2026-11-25T12:00:00Z');

export function triesSuite(opened: () => { readonly store: Store; again(): Promise<Store> }): void {
  const count = (max = 2, windowMs = 1000): TryCount => ({ id: randomBytes(16), max, windowMs });
  const take = (counts: readonly TryCount[], at = now, store = opened().store) =>
    store.write(db => db.tries.take(counts, at));
  const waitFor = (counts: readonly TryCount[], at = now) =>
    opened().store.read(db => db.tries.waitFor(counts, at));

  describe('tries', () => {
    test('are let on as many times as allowed, each count by itself', async () => {
      const [one, other] = [count(), count()];
      expect([await take([one]), await take([one]), await take([one])]).toEqual([0, 0, 1000]);
      expect(await take([other])).toBe(0);
      expect(await waitFor([one], now + 400)).toBe(600);
      expect(await waitFor([other])).toBe(0);
    });

    test('are counted anew when the window is over', async () => {
      const one = count();
      for (let i = 0; i < 3; i++) await take([one]);
      expect(await take([one], now + 999)).toBe(1);
      expect([await take([one], now + 1000), await take([one], now + 1500)]).toEqual([0, 0]);
      expect(await waitFor([one], now + 1500)).toBe(500);
    });

    test('count in all or in none', async () => {
      const [narrow, wide] = [count(1), count(3)];
      expect(await take([wide, narrow])).toBe(0);
      for (let i = 0; i < 5; i++) expect(await take([wide, narrow])).toBe(1000);
      expect([await take([wide]), await take([wide]), await take([wide])]).toEqual([0, 0, 1000]);
    });

    test('that turned out well are taken back', async () => {
      const one = count();
      await take([one]);
      await opened().store.write(db => db.tries.giveBack([one]));
      await opened().store.write(db => db.tries.giveBack([one]));
      expect([await take([one]), await take([one]), await take([one])]).toEqual([0, 0, 1000]);
    });

    test('of which none is allowed wait for the window', async () => {
      const none = count(0);
      expect([await waitFor([none]), await take([none])]).toEqual([1000, 1000]);
    });

    test('are as if they never were where the work is undone', async () => {
      const one = count();
      const undone = opened().store.write(async db => {
        await db.tries.take([one], now);
        throw new Error('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      expect([await take([one]), await take([one]), await take([one])]).toEqual([0, 0, 1000]);
    });

    test('of two processes are counted together', async () => {
      const one = count(5);
      const other = await opened().again();
      const waits: number[] = [];
      for (let i = 0; i < 8; i++) waits.push(await take([one], now, i % 2 ? other : opened().store));
      expect(waits).toEqual([0, 0, 0, 0, 0, 1000, 1000, 1000]);
      const next = count(5);
      const atOnce = Array.from({ length: 40 }, (_, i) =>
        take([count(), next], now, i % 2 ? other : opened().store),
      );
      expect((await Promise.all(atOnce)).filter(wait => wait === 0)).toHaveLength(5);
      await other.close();
    });

    test('at once get no further than one after the other', async () => {
      const one = count(5);
      const waits = await Promise.all(Array.from({ length: 20 }, () => take([count(), one])));
      expect(waits.filter(wait => wait === 0)).toHaveLength(5);
    });

    test('are added to whether there is room or not, in the window that is open', async () => {
      const one = count(3);
      const add = (amount: number, at: number) => opened().store.write(db => db.tries.add(one, amount, at));
      expect(await add(2, now)).toEqual({ used: 2, endsAt: now + 1000 });
      expect(await add(5, now + 500)).toEqual({ used: 7, endsAt: now + 1000 });
      expect(await take([one], now + 500)).toBe(500);
      expect(await add(1, now + 1000)).toEqual({ used: 1, endsAt: now + 2000 });
    });

    test('are swept when their window is over, so many at a time', async () => {
      const over = [count(), count(), count()];
      const open = count(2, 5000);
      await take([...over, open, open]);
      const sweep = (max: number) => opened().store.write(db => db.tries.sweep(now + 1000, max));
      expect([await sweep(2), await sweep(2), await sweep(2)]).toEqual([2, 1, 0]);
      expect(await waitFor([open], now + 1000)).toBe(4000);
    });
  });
}
