import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerWith, type Receiver, startReceiver } from '../testing/events/receiver.ts';
import { subscribed } from '../testing/events/subscribe.ts';
import { givenApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { Reading } from '../testing/reading.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';

let server: TestServer;
let receiver: Receiver;
let linked: Linked;
let id: string;
const day = 24 * 3_600_000;

beforeAll(async () => {
  server = await startTestServer();
  server.clock.meetToday();
  receiver = await startReceiver();
  receiver.answer = answerWith(500);
  const app = await givenApp(server.vault, { methodGroups: ['basic', 'eventing'] });
  linked = await linkApp(server, app, await givenPerson(server.vault));
  id = await subscribed(linked.client, { url: `http://127.0.0.1:${receiver.port}/events` });
});
afterAll(async () => {
  await server.close();
  await receiver[Symbol.asyncDispose]();
});

const run = (...args: string[]) => keepwell(['deliveries', ...args, '--data', server.data]);
const listed = async () => JSON.parse((await run('list', '--json')).out);
const settle = () => server.background.run('deliver events');

test('what is owed is listed with why it waits, and parked after ten days', async () => {
  expect((await run('list')).out).toContain('owed nothing');
  await new Reading(linked).put(aWeight(), aWeight());
  await settle();
  const [waiting] = await listed();
  expect(waiting).toMatchObject({
    subscriptionId: id,
    appId: linked.app.id,
    owed: { records: 1, operations: 1 },
    failures: 1,
    lastFailure: 'the answer was 500',
    nextTry: new Date(server.clock.now() + 10_000).toISOString(),
    parked: [],
  });
  server.clock.pass(10 * day);
  await settle();
  const [given] = await listed();
  expect(given).toMatchObject({ owed: { records: 0, operations: 0 }, parked: [{ first: 1, last: 1 }] });
  const { out } = await run('list', '--app', linked.app.id);
  expect(out).toContain('gave up 1 changes in 1 records');
});

test('what was parked is tried again on demand, and told', async () => {
  expect((await run('retry', id)).code).toBe(0);
  await settle();
  expect((await listed())[0].parked).toHaveLength(1);
  receiver.answer = answerWith(200);
  receiver.posts.length = 0;
  expect((await run('retry', id.toUpperCase())).code).toBe(0);
  await settle();
  expect(receiver.posts).toHaveLength(1);
  expect((await listed())[0]).toMatchObject({ owed: { records: 0 }, failures: 0, parked: [] });
});

test('what was parked is forgotten on demand', async () => {
  receiver.answer = answerWith(500);
  const { app, thumbprint, person, record } = linked;
  await new Reading(await linkApp(server, { app, thumbprint }, { person, record })).putOne(aWeight());
  server.clock.pass(10 * day);
  await settle();
  expect(JSON.parse((await run('drop', id, '--json')).out)).toEqual({ subscriptionId: id, dropped: 1 });
  expect((await listed())[0].parked).toEqual([]);
});

test('a subscription that is not there, and an id that is none, are told apart from success', async () => {
  for (const command of ['retry', 'drop']) {
    const { code, err } = await run(command, '11111111-2222-4333-8444-555555555555');
    expect(code).toBe(1);
    expect(err).toContain('There is no such subscription.');
  }
  expect((await run('list', '--app', 'x')).code).toBe(2);
  expect((await keepwell(['deliveries', 'list', '--data', tempFolder()])).code).toBe(1);
});
