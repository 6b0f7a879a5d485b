import { afterAll, beforeAll, expect, test } from 'vitest';
import { subscribed } from '../testing/events/subscribe.ts';
import { givenApp, openClient, type TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer();
  client = await fresh();
});
afterAll(() => server.close());

async function fresh(): Promise<TestClient> {
  return openClient(server, await givenApp(server.vault, { methodGroups: ['basic', 'eventing'] }));
}

const end = (id: string, by = client) =>
  by.call('UnsubscribeToEvent', { info: `<subscription-id>${id}</subscription-id>` });

test('a subscription ends, and a second time it is 132', async () => {
  const [id, stays] = [await subscribed(client), await subscribed(client)];
  const answer = await end(id);
  expect(answer.code).toBe(0);
  expect(answer.xml).not.toContain('wc:info');
  expect((await client.call('GetEventSubscriptions')).texts('id')).toEqual([stays]);
  expect((await end(id)).code).toBe(132);
});

test('that of another application is 132, and stays', async () => {
  const other = await fresh();
  const id = await subscribed(other);
  expect((await end(id)).code).toBe(132);
  expect((await other.call('GetEventSubscriptions')).texts('id')).toEqual([id]);
});

test('an id that is none is 3, and the method group is needed', async () => {
  expect((await end('x')).code).toBe(3);
  const plain = await openClient(server, await givenApp(server.vault));
  expect((await end('11111111-2222-4333-8444-555555555555', plain)).code).toBe(11);
});
