// What every store must do that keeps Direct messages going out. Part of store.suite.ts.
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Application } from '../core/applications/application.ts';
import type { CopyState } from '../core/direct/outbox/ports.ts';
import type { Store } from '../core/store.ts';

const now = Date.parse('2026-11-25T12:00:00Z');
const bounds = { perDomain: 100, limit: 100 };

export function directOutboxSuite(opened: () => Store): void {
  const write: Store['write'] = (work, scope) => opened().write(work, scope);
  const put = async ({
    personId = randomUUID(),
    at = now,
    domains = ['one'],
    kind = 'message' as const,
    appId = undefined as string | undefined,
  } = {}) => {
    const id = randomUUID();
    const copies = domains.map(domain => ({
      id: randomUUID(),
      sealedTo: Buffer.from('to'),
      domain: Buffer.from(domain),
    }));
    const sealed = { sealedHead: Buffer.from('head'), sealedContents: Buffer.from('contents') };
    await write(db =>
      db.directOutbox.queue({ id, kind, personId, recordId: 'r', appId, at, ...sealed }, copies),
    );
    return { id, personId, copies: copies.map(copy => copy.id) };
  };
  const due = async (at = now, some = bounds) =>
    (await opened().read(db => db.directOutbox.due(at, some))).map(({ id }) => id);
  const settle = (id: string, state: CopyState, from: CopyState[] = ['queued'], at = now) =>
    write(db => db.directOutbox.settle(id, from, { state, problem: undefined, at }));
  const end = async () => {
    for (const id of await due(now * 2)) await settle(id, 'sent');
  };

  describe('Direct messages that go out', () => {
    test('are due until they are sent, claimed by one, and put off', async () => {
      const { copies } = await put();
      const [one = ''] = copies;
      expect(await due()).toContain(one);
      expect(await due(now - 1)).not.toContain(one);
      const claim = () => write(db => db.directOutbox.claim(one, 60_000));
      expect([await claim(), await claim()]).toEqual([true, false]);
      expect(await due()).not.toContain(one);
      await write(db =>
        db.directOutbox.postpone(one, { tries: 1, dueAt: now + 5, problem: 'unreachable', at: now }),
      );
      expect(await due(now + 4)).not.toContain(one);
      expect(await due(now + 5)).toContain(one);
      expect(await settle(one, 'sent')).toBe(true);
      expect([await settle(one, 'sent'), await claim()]).toEqual([false, false]);
      expect(await opened().read(db => db.directOutbox.copy(one))).toMatchObject({
        state: 'sent',
        sentAt: now,
      });
    });

    test('of one domain hold up none of another', async () => {
      await end();
      for (let n = 0; n < 20; n++) await put({ at: now - 1000, domains: ['busy'] });
      const { copies } = await put({ domains: ['quiet'] });
      const found = await due(now, { perDomain: 3, limit: 100 });
      expect(found).toHaveLength(4);
      expect(found.at(-1)).toBe(copies[0]);
      await end();
    });

    test('are told to whoever sent them, the newest first, a page at a time', async () => {
      const { id: first, personId, copies } = await put({ domains: ['one', 'two'] });
      const { id: last } = await put({ personId, at: now + 1 });
      await put();
      const page = (after?: { createdAt: number; id: string }) =>
        opened().read(db => db.directOutbox.sentBy(personId, { after, limit: 1 }));
      const [newest] = await page();
      expect(newest).toMatchObject({ id: last, createdAt: now + 1 });
      const [older] = await page({ createdAt: now + 1, id: last });
      expect(older).toMatchObject({ id: first, personId, recordId: 'r' });
      expect(older?.copies.map(({ id }) => id)).toEqual(copies.toSorted());
      expect(await page({ createdAt: now, id: first })).toEqual([]);
      const other = opened().read(db => db.directOutbox.oneSentBy(randomUUID(), first));
      expect(await other).toBeUndefined();
      expect(await opened().read(db => db.directOutbox.countOfPerson(personId, now - 1))).toBe(3);
      expect(await opened().read(db => db.directOutbox.countOfPerson(personId, now))).toBe(1);
    });

    test('of applications are counted, in one person’s name and in everybody’s', async () => {
      const [appId, personId] = [randomUUID(), randomUUID()];
      const { id } = await put({ appId, personId, domains: ['one', 'two'] });
      await put({ personId });
      await put({ appId, at: now + 1 });
      const counts = (since: number) =>
        opened().read(async db => [
          await db.directOutbox.countOfAppsOf(personId, since),
          await db.directOutbox.countOfApp(appId, since),
        ]);
      expect(await counts(now - 1)).toEqual([2, 3]);
      expect(await counts(now)).toEqual([0, 1]);
      expect(await opened().read(db => db.directOutbox.oneSentBy(personId, id))).toMatchObject({ appId });
    });

    test('are sent by an application as long as the person lets it', async () => {
      const key = [randomUUID(), randomUUID(), randomUUID()] as const;
      const [appId, personId, recordId] = key;
      const may = () => opened().read(db => db.authorizations.maySendDirect(...key));
      const put = () =>
        write(db =>
          db.authorizations.put({ appId, personId, recordId, rules: [], createdAt: now, updatedAt: now }),
        );
      const decide = (maySend: boolean) => write(db => db.authorizations.putMaySendDirect(...key, maySend));
      await decide(true);
      expect(await may()).toBe(false);
      await put();
      expect(await may()).toBe(false);
      await decide(true);
      await put();
      expect(await may()).toBe(true);
      await decide(false);
      expect(await may()).toBe(false);
      await decide(true);
      await write(db => db.authorizations.remove(...key));
      await put();
      expect(await may()).toBe(false);
    });

    test('are sent by an application no more once it, or its master, has the group no more', async () => {
      const app = (id: string, methodGroups: readonly string[], masterId?: string) =>
        ({ id, masterId, methodGroups, createdAt: now, updatedAt: now }) as unknown as Application;
      const [masterId, childId, otherId] = [randomUUID(), randomUUID(), randomUUID()];
      const [personId, recordId] = [randomUUID(), randomUUID()];
      const given = ['basic', 'direct'];
      await write(async db => {
        for (const one of [app(masterId, given), app(childId, given, masterId), app(otherId, given)]) {
          await db.applications.put(one);
          const authorization = { rules: [], createdAt: now, updatedAt: now };
          await db.authorizations.put({ appId: one.id, personId, recordId, ...authorization });
          await db.authorizations.putMaySendDirect(one.id, personId, recordId, true);
        }
      });
      const may = () =>
        opened().read(async db => {
          const all: boolean[] = [];
          for (const id of [masterId, childId, otherId])
            all.push(await db.authorizations.maySendDirect(id, personId, recordId));
          return all;
        });
      await write(db => db.applications.put(app(childId, given, masterId)));
      expect(await may()).toEqual([true, true, true]);
      await write(db => db.applications.put(app(masterId, ['basic'])));
      await write(db => db.applications.put(app(masterId, given)));
      expect(await may()).toEqual([false, false, true]);
    });

    test('that failed are sent anew while what they hold is kept', async () => {
      const { id, copies } = await put();
      const [one = ''] = copies;
      const requeue = () => write(db => db.directOutbox.requeue(one, now + 10));
      expect(await requeue()).toBe(false);
      await settle(one, 'failed');
      expect(await requeue()).toBe(true);
      expect(await due(now + 9)).not.toContain(one);
      expect(await due(now + 10)).toContain(one);
      await settle(one, 'failed');
      const sweep = (contents: number, letters = 0) =>
        write(db => db.directOutbox.sweep({ contents, letters, found: 0 }));
      const contents = () => opened().read(db => db.directOutbox.contents(id));
      await sweep(now);
      expect(await contents()).toMatchObject({ sealedContents: Buffer.from('contents') });
      await sweep(now + 1);
      expect(await contents()).toBeUndefined();
      expect(await requeue()).toBe(false);
      await sweep(0, now + 1);
      expect(await opened().read(db => db.directOutbox.copy(one))).toBeUndefined();
    });

    test('that wait are neither swept nor dropped', async () => {
      const { id, copies } = await put({ domains: ['one', 'two'] });
      const [one = '', two = ''] = copies;
      await settle(one, 'sent');
      await write(db => db.directOutbox.sweep({ contents: now + 1, letters: now + 1, found: 0 }));
      await write(db => db.directOutbox.drop(id));
      expect(await opened().read(db => db.directOutbox.contents(id))).toBeDefined();
      await settle(two, 'sent');
      await write(db => db.directOutbox.drop(id));
      expect(await opened().read(db => db.directOutbox.copy(one))).toBeUndefined();
    });

    test('go with whose they are', async () => {
      const { personId, copies } = await put();
      await write(db => db.people.purge(personId));
      expect(await opened().read(db => db.directOutbox.copy(copies[0] ?? ''))).toBeUndefined();
    });

    test('remember what was found of a recipient until it is over', async () => {
      const name = Buffer.from(randomUUID());
      const found = () => opened().read(db => db.directOutbox.found(name));
      for (const text of ['first', 'second'])
        await write(db => db.directOutbox.putFound(name, { sealed: Buffer.from(text), expiresAt: now }));
      expect(await found()).toEqual({ sealed: Buffer.from('second'), expiresAt: now });
      await write(db => db.directOutbox.sweep({ contents: 0, letters: 0, found: now + 1 }));
      expect(await found()).toBeUndefined();
    });
  });
}
