import { afterAll, beforeAll, expect, test } from 'vitest';
import { subscribed } from '../testing/events/subscribe.ts';
import { givenApp, openClient, type TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function fresh(): Promise<TestClient> {
  return openClient(server, await givenApp(server.vault, { methodGroups: ['basic', 'eventing'] }));
}

test('the subscriptions of the application are told, oldest first, and nobody else’s', async () => {
  const [one, other] = [await fresh(), await fresh()];
  const first = await subscribed(one);
  server.clock.pass(1);
  const second = await subscribed(one);
  await subscribed(other);
  const answer = await one.call('GetEventSubscriptions');
  expect(answer.texts('id')).toEqual([first, second]);
});

test('nothing may stand in the request, and the method group is needed', async () => {
  expect((await (await fresh()).call('GetEventSubscriptions', { info: '<all/>' })).code).toBe(3);
  const plain = await openClient(server, await givenApp(server.vault));
  expect((await plain.call('GetEventSubscriptions')).code).toBe(11);
});
