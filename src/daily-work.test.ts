// What people and applications do all day holds up no record's writes on PostgreSQL, on whichever node: nothing of it takes
// the lock that works on the whole vault take.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jobs } from './background.ts';
import { Browser, somebody } from './shell/testing/browser.ts';
import { payload, putOne, upload, weightWith } from './testing/blobs.ts';
import { startReceiver } from './testing/events/receiver.ts';
import { subscribed } from './testing/events/subscribe.ts';
import { givenLinkedApp, type Linked, openClient } from './testing/given.ts';
import { postgresUrl, type TestDatabase, takeTestDatabase } from './testing/postgres.ts';
import { Reading } from './testing/reading.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { aWeight } from './testing/things.ts';

describe.skipIf(postgresUrl === undefined)('on PostgreSQL', () => {
  let database: TestDatabase;
  let server: TestServer;
  let other: pg.Client;
  let linked: Linked;

  beforeEach(async () => {
    database = await takeTestDatabase();
    server = await startTestServer({ database: database.url }, 1);
    linked = await givenLinkedApp(server, { methodGroups: ['basic', 'eventing'] });
    other = new pg.Client({ connectionString: database.url });
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await server.close();
    await database.release();
  });

  async function signUp() {
    const someone = somebody();
    const browser = new Browser(server);
    await browser.submit(await browser.signUp(undefined, someone), '/sign-out');
    return async () => {
      const page = await browser.open('/sign-in');
      return browser.post('/sign-in', { ...page.form('/sign-in'), ...someone });
    };
  }

  const isDone = (work: Promise<unknown>) =>
    Promise.race([work.then(() => true), pause(500).then(() => false)]);

  test('while a sign-in is written, a thing of a record is', async () => {
    const signIn = await signUp();
    await other.query('BEGIN; LOCK TABLE shell_session IN SHARE MODE');
    const signingIn = signIn();
    expect(await isDone(signingIn)).toBe(false);
    await new Reading(linked).putOne(aWeight());
    await other.query('COMMIT');
    expect((await signingIn).text).toContain('Hello');
  });

  test('a day of work waits for no work on a record, as a work on the vault does', async () => {
    const signIn = await signUp();
    await using receiver = await startReceiver();
    await subscribed(linked.client, { url: `http://127.0.0.1:${receiver.port}/events` });
    // As a work on a record of another node does.
    await other.query('BEGIN; SELECT pg_advisory_xact_lock_shared(7300621)');

    expect((await signIn()).text).toContain('Hello');
    await openClient(server, linked);
    const reading = new Reading(linked);
    const { id } = await reading.putOne(aWeight());
    expect(await reading.find(`<id>${id}</id>`)).toEqual([id]);
    await expect.poll(() => receiver.posts.length).toBeGreaterThan(0);
    await putOne(linked, weightWith(payload({ url: await upload(linked, Buffer.alloc(1000, 7)) })));
    await putOne(linked, weightWith(payload({ data: 'YQ==' })));
    server.clock.pass(3_600_000);
    for (const { name } of jobs) await server.background.run(name);
    expect(server.logged.filter(line => line.includes('background job failed'))).toEqual([]);

    const whole = server.vault.store.write(() => true);
    expect(await isDone(whole)).toBe(false);
    await other.query('COMMIT');
    expect(await whole).toBe(true);
  });
});
