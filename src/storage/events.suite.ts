// What every store must keep of subscriptions and what they are owed. Part of store.suite.ts.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import type { Subscription } from '../core/events/subscription.ts';
import type { Store } from '../core/store.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const [recordA, recordB, recordC] = ['record a', 'record b', 'record c'];

export function eventsSuite(opened: () => Store): void {
  const subscription = (given: Partial<Subscription> = {}): Subscription => ({
    id: randomUUID(),
    appId: randomUUID(),
    url: 'https://receiver.example/',
    sealedKey: Buffer.from([1, 2, 3]),
    keyVersion: 'v1',
    filters: [['type a', 'type b'], ['type c']],
    createdAt: now,
    updatedAt: now,
    ...given,
  });
  const lanesOf = (id: string, at = now) => opened().read(db => db.events.lanes(id, at, 10));
  const owe = (id: string, record: string, sequence: number, at = now) =>
    opened().write(db => db.events.owe(id, record, sequence, at));
  const found = (id: string) => opened().read(db => db.events.byId(id));

  describe('subscriptions', () => {
    test('come back as they were put, oldest first for their application', async () => {
      const store = opened();
      const one = subscription();
      const two = subscription({ appId: one.appId, createdAt: now - 1 });
      await store.write(db => db.events.insert(one));
      await store.write(db => db.events.insert(two));
      const fresh = { failures: 0, heldUntil: 0, lastFailure: undefined };
      expect(await found(one.id)).toEqual({ ...one, ...fresh });
      expect(await store.read(db => db.events.ofApp(one.appId))).toEqual([
        { ...two, ...fresh },
        { ...one, ...fresh },
      ]);
    });

    test('are tried at once when they were changed, and are gone with all they were owed', async () => {
      const store = opened();
      const one = subscription();
      await store.write(db => db.events.insert(one));
      await owe(one.id, recordA, 1);
      await store.write(db => db.events.failed(one.id, { heldUntil: now + 99, reason: 'why' }));
      expect(await found(one.id)).toMatchObject({ failures: 1, heldUntil: now + 99, lastFailure: 'why' });
      await store.write(db =>
        db.events.update({ ...one, url: 'https://other.example/', updatedAt: now + 1 }),
      );
      expect(await found(one.id)).toMatchObject({ url: 'https://other.example/', failures: 0, heldUntil: 0 });
      await store.write(db => db.events.remove(one.id));
      expect(await found(one.id)).toBeUndefined();
      expect(await lanesOf(one.id)).toEqual([]);
    });

    test('are due when something is owed and they are not held, who fails least and waits longest first', async () => {
      const store = opened();
      const [failing, late, early, idle, held] = Array.from({ length: 5 }, () => subscription());
      for (const one of [failing!, late!, early!, idle!, held!])
        await store.write(db => db.events.insert(one));
      await owe(failing!.id, recordA, 1, now - 9);
      await owe(late!.id, recordA, 1, now);
      await owe(early!.id, recordA, 1, now - 5);
      await owe(held!.id, recordA, 1, now);
      await store.write(db => db.events.failed(failing!.id, { heldUntil: now, reason: '' }));
      await store.write(db => db.events.failed(held!.id, { heldUntil: now + 1, reason: '' }));
      const due = await store.read(db => db.events.due(now, 10));
      expect(due.map(({ id }) => id)).toEqual([early!.id, late!.id, failing!.id]);
    });
  });

  describe('what is owed', () => {
    test('of a record is one range, whatever comes to it, and ends when all is told', async () => {
      const store = opened();
      const { id } = subscription();
      for (const sequence of [4, 5, 9]) await owe(id, recordA, sequence);
      const [lane] = await lanesOf(id);
      expect(lane).toEqual({ subscriptionId: id, recordId: recordA, told: 3, latest: 9 });
      expect(await store.read(db => db.events.owed(id))).toEqual({ records: 1, operations: 6 });
      await store.write(db => db.events.told(lane!, 5, now));
      expect(await lanesOf(id)).toMatchObject([{ told: 5, latest: 9 }]);
      // It was at another place when this was found out.
      await store.write(db => db.events.told(lane!, 9, now));
      expect(await lanesOf(id)).toMatchObject([{ told: 5, latest: 9 }]);
      await store.write(db => db.events.told({ ...lane!, told: 5 }, 9, now));
      expect(await lanesOf(id)).toEqual([]);
    });

    test('waits longer each time it failed beside others that did not', async () => {
      const store = opened();
      const one = subscription();
      await store.write(db => db.events.insert(one));
      await owe(one.id, recordA, 1);
      await owe(one.id, recordB, 1);
      const gaps = [];
      for (let i = 0; i < 4; i++) {
        await store.write(async db => {
          await db.events.laneFailed(one.id, recordA);
          await db.events.succeeded(one.id, { now, firstGap: 10, gapMax: 35 });
        });
        expect((await lanesOf(one.id)).map(({ recordId }) => recordId)).toEqual([recordB]);
        let gap = 0;
        while ((await lanesOf(one.id, now + gap)).length < 2) gap += 5;
        gaps.push(gap);
      }
      expect(gaps).toEqual([10, 20, 35, 35]);
    });

    test('is looked at in the order of what failed least, then of what waits longest', async () => {
      const store = opened();
      const { id } = subscription();
      await owe(id, recordA, 1, now - 3);
      await owe(id, recordB, 1, now - 1);
      await owe(id, recordC, 1, now - 2);
      await store.write(db => db.events.laneFailed(id, recordA));
      expect((await lanesOf(id)).map(({ recordId }) => recordId)).toEqual([recordC, recordB, recordA]);
      expect(await lanesOf(id, now - 4)).toEqual([]);
    });

    test('can be given up in parts, and owed again', async () => {
      const store = opened();
      const one = subscription();
      await store.write(db => db.events.insert(one));
      for (const sequence of [1, 2, 3, 4]) await owe(one.id, recordA, sequence);
      await store.write(async db => {
        await db.events.park({ subscriptionId: one.id, recordId: recordA, told: 0, latest: 4 }, 1, now);
        await db.events.park({ subscriptionId: one.id, recordId: recordA, told: 1, latest: 4 }, 3, now + 1);
      });
      const parked = () => store.read(db => db.events.parked(one.id));
      expect(await parked()).toEqual([
        { subscriptionId: one.id, recordId: recordA, first: 1, last: 3, parkedAt: now + 1 },
      ]);
      expect(await lanesOf(one.id, now + 1)).toMatchObject([{ told: 3, latest: 4 }]);
      await store.write(db => db.events.unpark(one.id, now));
      expect(await parked()).toEqual([]);
      expect(await lanesOf(one.id)).toMatchObject([{ told: 0, latest: 4 }]);
    });
  });

  test('what operations changed comes in whole operations, as it is now, without what is personal', async () => {
    const store = opened();
    const id = randomUUID();
    const grant = makeSystemGrant('tests', id, 'p');
    const at = now;
    await store.write(async db => {
      for (const [sequence, position] of [
        [1, 0],
        [1, 1],
        [1, 2],
        [2, 0],
        [3, 0],
      ] as const) {
        await db.things(grant).addOperation({
          sequence,
          position,
          operation: 'Create',
          thingId: `thing ${sequence}.${position}`,
          versionStamp: randomUUID(),
          typeId: 'type a',
          effectiveDate: '2026-01-01T00:00:00',
          updatedEndDate: undefined,
          personal: false,
          at,
        });
      }
    });
    const changes = (after: number, latest: number, count: number) =>
      store.read(async db => {
        const { changes, upTo } = await db.events.changes(grant, { after, latest, count });
        return [changes.map(({ thingId }) => thingId), upTo];
      });
    expect(await changes(0, 3, 1)).toEqual([['thing 1.0', 'thing 1.1', 'thing 1.2'], 1]);
    expect(await changes(0, 3, 4)).toEqual([['thing 1.0', 'thing 1.1', 'thing 1.2', 'thing 2.0'], 2]);
    expect(await changes(1, 3, 10)).toEqual([['thing 2.0', 'thing 3.0'], 3]);
    expect(await changes(1, 2, 10)).toEqual([['thing 2.0'], 2]);
    expect(await changes(3, 3, 10)).toEqual([[], 3]);
  });

  test('events wait in their order until they are forgotten', async () => {
    const store = opened();
    const payload = { typeIds: ['t'], thingIds: ['x'], sequence: 1 };
    await store.write(async db => {
      await db.outbox.add({ at: now, kind: 'things-changed', recordId: recordA, payload });
      await db.outbox.add({ at: now + 1, kind: 'things-changed', recordId: recordB, payload });
    });
    const waiting = await store.read(db => db.events.waiting(10));
    expect(waiting).toMatchObject([
      { at: now, recordId: recordA, payload },
      { at: now + 1, recordId: recordB },
    ]);
    await store.write(db => db.events.forget([waiting[0]!.id]));
    expect(await store.read(db => db.events.waiting(10))).toMatchObject([{ recordId: recordB }]);
  });
}
