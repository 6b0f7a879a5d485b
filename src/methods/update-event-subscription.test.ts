import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SubscriptionDraft, subscribed, subscriptionXml } from '../testing/events/subscribe.ts';
import { givenApp, openClient, type TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let client: TestClient;
let stranger: TestClient;
let id: string;
beforeAll(async () => {
  server = await startTestServer();
  const fresh = async () =>
    openClient(server, await givenApp(server.vault, { methodGroups: ['basic', 'eventing'] }));
  [client, stranger] = [await fresh(), await fresh()];
  id = await subscribed(client);
});
afterAll(() => server.close());

const update = (draft: SubscriptionDraft, by = client) =>
  by.call('UpdateEventSubscription', { info: subscriptionXml(draft) });

test('address, key and types become what was sent', async () => {
  const draft = {
    id,
    url: 'https://receiver.example/new',
    key: randomBytes(64).toString('base64'),
    keyVersion: 'new',
    filters: [[typeIds.height]],
  };
  const answer = await update(draft);
  expect(answer.code).toBe(0);
  expect(answer.xml).not.toContain('wc:info');
  const told = (await client.call('GetEventSubscriptions')).elements('subscription');
  expect(told.map(at => at.outerXml())).toEqual([subscriptionXml(draft)]);
});

test('a subscription that is not there, or is of another application, is 132', async () => {
  expect((await update({ id: '11111111-2222-4333-8444-555555555555' })).code).toBe(132);
  expect((await update({ id }, stranger)).code).toBe(132);
});

test('one without an id, or that could not be subscribed to, is 134', async () => {
  expect((await update({})).code).toBe(134);
  expect((await update({ id, url: 'https://10.0.0.1/' })).code).toBe(134);
  expect((await update({ id, key: 'abcd' })).code).toBe(134);
});

test('the method group is needed', async () => {
  const plain = await openClient(server, await givenApp(server.vault));
  expect((await update({ id }, plain)).code).toBe(11);
});
