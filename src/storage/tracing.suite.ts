// What every store must keep of tracing. Part of store.suite.ts.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { KeptTrace } from '../core/healthvault/tracing/ports.ts';
import type { Store } from '../core/store.ts';

const now = Date.parse('2026-11-25T12:00:00Z');

export function tracingSuite(opened: () => Store): void {
  const trace = (appId: string, isProved = true): KeptTrace => ({
    id: randomUUID(),
    appId,
    isProved,
    sealed: Buffer.from([1, 2, 3]),
  });
  const note = (one: KeptTrace, keepMax = 10) => opened().write(db => db.tracing.note(one, keepMax));
  const found = (appId: string) => opened().read(db => db.tracing.traces(appId));
  const all = (at = now) => opened().read(db => db.tracing.all(at));

  describe('tracing', () => {
    test('is on until it ends, longer where it is turned on again', async () => {
      const one = { appId: randomUUID(), personId: 'p', until: now + 1000 };
      await opened().write(db => db.tracing.put(one));
      expect(await all(now + 999)).toEqual([one]);
      expect(await all(now + 1000)).toEqual([]);
      const longer = { ...one, personId: 'q', until: now + 2000 };
      await opened().write(db => db.tracing.put(longer));
      expect(await all(now + 1000)).toEqual([longer]);
    });

    test('keeps what was noted, the latest first', async () => {
      const [a, b, other] = [trace('a'), trace('a', false), trace('b')];
      for (const one of [a, b, other]) await note(one);
      expect(await found('a')).toEqual([b, a]);
    });

    test('keeps so many of an application, of what is not proved as many for itself', async () => {
      const proved = [trace('a'), trace('a'), trace('a')];
      const unproved = [trace('a', false), trace('a', false)];
      for (const one of [...proved, ...unproved, trace('b')]) await note(one, 2);
      const ids = (await found('a')).map(({ id }) => id);
      expect(ids).toEqual([...proved.slice(1), ...unproved].reverse().map(({ id }) => id));
    });

    test('forgets all of what is turned off or ended, and nothing else', async () => {
      for (const [index, appId] of ['a', 'b', 'c'].entries()) {
        await opened().write(db => db.tracing.put({ appId, personId: 'p', until: now + index * 1000 }));
        await note(trace(appId));
      }
      await opened().write(db => db.tracing.sweep(now));
      await opened().write(db => db.tracing.remove('b'));
      expect((await all(0)).map(({ appId }) => appId)).toEqual(['c']);
      expect([await found('a'), await found('b')]).toEqual([[], []]);
      expect(await found('c')).toHaveLength(1);
    });
  });
}
