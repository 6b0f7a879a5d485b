// PostgreSQL passes what every store must, where KEEPWELL_TEST_POSTGRES names a server in which databases may be made.
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ownRows, type Store } from '../core/store.ts';
import { postgresUrl, takeTestDatabase } from '../testing/postgres.ts';
import { makeTestRing } from '../testing/ring.ts';
import { openPostgres } from './dialects/postgres/store.ts';
import { storeSuite } from './store.suite.ts';

describe.skipIf(postgresUrl === undefined)('PostgreSQL', () => {
  storeSuite(async () => {
    const { url, release } = await takeTestDatabase();
    const ring = await makeTestRing();
    const store = await openPostgres({ url, ring });
    return {
      store,
      again: () => openPostgres({ url, ring }),
      dispose: async () => {
        await store.close().catch(() => {});
        await release();
      },
    };
  });

  test('what changes rows of its own waits for no work on a record, nor a work on another record for it', async () => {
    const { url, release } = await takeTestDatabase();
    const [one, two] = [await openPostgres({ url }), await openPostgres({ url })];
    let finish = () => {};
    const unfinished = one.write(
      db => Promise.all([db.leases.now(), new Promise<void>(resolve => (finish = resolve))]),
      { recordId: 'a' },
    );
    await setTimeout(100);
    const take = (store: Store, holder: string) =>
      store.write(db => db.leases.take({ name: 'job', holder }, 60_000), ownRows);
    expect(await take(one, 'one')).toBe(true);
    expect(await take(two, 'two')).toBe(false);
    expect(await two.write(() => 'done', { recordId: 'b' })).toBe('done');
    finish();
    await unfinished;
    await one.close();
    await two.close();
    await release();
  });

  test('who waits for a turn that a work on a record has holds up nobody who came with it', async () => {
    const { url, release } = await takeTestDatabase();
    const store = await openPostgres({ url });
    let finish = () => {};
    const unfinished = store.write(
      db => Promise.all([db.leases.now(), new Promise<void>(resolve => (finish = resolve))]),
      { recordId: 'a', turns: ['packages'] },
    );
    await setTimeout(100);
    let hasHadTurn = false;
    const waiting = store.write(
      () => {
        hasHadTurn = true;
      },
      { turns: ['packages'] },
    );
    expect(await store.write(() => 'done', { turns: ['somebody'] })).toBe('done');
    expect(hasHadTurn).toBe(false);
    finish();
    await unfinished;
    await waiting;
    expect(hasHadTurn).toBe(true);
    await store.close();
    await release();
  });
});
