import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { someKey, subscribed, subscriptionXml, trySubscribe } from '../testing/events/subscribe.ts';
import { givenApp, givenLinkedApp, type Linked, openClient, type TestClient } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';

const limits = { eventSubscriptionsMax: 3, eventTypesMax: 4 };
let server: TestServer;
let production: TestServer;
let app: Linked;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer({ limits });
  production = await startTestServer({ mode: 'production' });
  app = await givenLinkedApp(server, { methodGroups: ['basic', 'eventing'] });
  client = app.client;
});
afterAll(async () => {
  await server.close();
  await production.close();
});

async function fresh(): Promise<TestClient> {
  return openClient(server, await givenApp(server.vault, { methodGroups: ['basic', 'eventing'] }));
}

test.skipIf(!hasReference)(
  'a subscription is made without a person, and its id answered as the published schema has it (needs KEEPWELL_REFERENCE)',
  async () => {
    const answer = await trySubscribe(await fresh());
    expect(answer.code).toBe(0);
    expect(problemsBy('response-subscribetoevent', answer)).toEqual([]);
  },
);

test('an id that the application sends along is not taken', async () => {
  const id = '11111111-2222-4333-8444-555555555555';
  expect(await subscribed(await fresh(), { id })).not.toBe(id);
});

test('without the method group it is 11, in a sandbox and in production', async () => {
  const plain = await openClient(server, await givenApp(server.vault));
  expect((await trySubscribe(plain)).code).toBe(11);
});

test('more subscriptions than allowed are 133, until one is ended', async () => {
  const by = await fresh();
  const ids = [await subscribed(by), await subscribed(by), await subscribed(by)];
  expect((await trySubscribe(by)).code).toBe(133);
  await by.call('UnsubscribeToEvent', { info: `<subscription-id>${ids[1]}</subscription-id>` });
  expect((await trySubscribe(by)).code).toBe(0);
});

test('the key lies sealed in the store, and is in no log', async () => {
  const key = randomBytes(64);
  const id = await subscribed(await fresh(), { key: key.toString('base64') });
  const { sealedKey } = (await server.vault.store.read(db => db.events.byId(id)))!;
  expect(sealedKey.includes(key)).toBe(false);
  expect(server.vault.keys.open(sealedKey)).toEqual(key);
  expect(server.logged.join('')).not.toContain(key.toString('base64'));
});

test.each([
  ['a key of 32 bytes', { key: randomBytes(32).toString('base64') }, 134],
  ['a key that is not base64', { key: `${'*'.repeat(88)}` }, 134],
  ['an empty key', { key: '' }, 3],
  ['a key over 128 characters', { key: 'A'.repeat(129) }, 3],
  ['an empty name of the key', { keyVersion: '' }, 3],
  ['a name of the key over 50 characters', { keyVersion: 'a'.repeat(51) }, 3],
  ['a name of the key with other characters', { keyVersion: 'a:b' }, 3],
  ['no type', { filters: [[]] }, 3],
  ['no filter', { filters: [] }, 3],
  ['a type that does not exist', { filters: [['11111111-2222-4333-8444-555555555555']] }, 134],
  ['more types than allowed', { filters: [Array(5).fill(typeIds.weight)] }, 134],
])('%s is refused', async (_, draft, code) => {
  expect((await trySubscribe(client, draft)).code).toBe(code);
});

test('another channel or event than there are is 3', async () => {
  const info = subscriptionXml().replaceAll('http-notification-channel', 'mail-channel');
  expect((await client.call('SubscribeToEvent', { info })).code).toBe(3);
  const other = subscriptionXml().replaceAll('record-item-changed-event', 'record-revoked-event');
  expect((await client.call('SubscribeToEvent', { info: other })).code).toBe(3);
});

describe('the address', () => {
  test.each([
    'https://receiver.example/events?x=1&amp;y=2',
    'https://receiver.example:8443/',
    'https://8.8.8.8/events',
    'https://[2606:4700::1111]/',
    'http://localhost:4000/events',
    'http://127.0.0.1/events',
    'http://[::1]:4000/',
    'https://localhost/events',
    ' https://receiver.example/blank ',
  ])('%s is taken in a sandbox', async url => {
    expect((await trySubscribe(await fresh(), { url })).code).toBe(0);
  });

  test.each([
    'http://receiver.example/events',
    'ftp://receiver.example/',
    'file:///etc/passwd',
    'https://user:word@receiver.example/',
    'https://receiver.example\\@evil.example/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://172.16.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://0/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::]/',
    'https://167772161/',
    'https://0xa.0.0.1/',
    `https://receiver.example/${'x'.repeat(2048)}`,
    '',
  ])('%s is 134', async url => {
    const answer = await trySubscribe(client, { url });
    expect(answer.code).toBe(134);
  });

  test('into a private network is taken where the operator allows it', async () => {
    await using open = await startTestServer({ privateNetworks: 'allow' });
    const by = await openClient(open, await givenApp(open.vault, { methodGroups: ['basic', 'eventing'] }));
    expect((await trySubscribe(by, { url: 'https://10.0.0.1/' })).code).toBe(0);
    expect((await trySubscribe(by, { url: 'http://10.0.0.1/' })).code).toBe(134);
    await expect(startTestServer({ privateNetworks: 'some' })).rejects.toThrow(/refuse, allow/);
  });

  const inProduction = async (actionUrl: string | undefined, url: string) => {
    const testApp = await givenApp(production.vault, {
      methodGroups: ['basic', 'eventing'],
      ...(actionUrl !== undefined && { actionUrl }),
    });
    const by = await openClient(production, testApp);
    return (await trySubscribe(by, { url })).code;
  };
  const action = 'https://www.app.example/hv/redirect.aspx?x=1';

  test.each([
    'https://www.app.example/hv/',
    'https://www.app.example/hv/events',
    'https://www.app.example:443/hv/deep/er',
    'https://WWW.APP.EXAMPLE/hv/events',
  ])('%s shares the root of the action URL in production', async url => {
    expect(await inProduction(action, url)).toBe(0);
  });

  test.each([
    'https://www.app.example/other',
    'https://www.app.example/hv',
    'https://www.app.example/hvother/',
    'https://www.app.example/hv/../other',
    'https://www.app.example/hv/%2e%2e/other',
    'https://app.example/hv/events',
    'https://www.app.example.evil.example/hv/events',
    'https://www.app.example:8443/hv/events',
    'http://www.app.example/hv/events',
    'http://localhost/hv/events',
    'https://localhost/hv/events',
    'https://127.0.0.1/',
  ])('%s does not, and is 134 there', async url => {
    expect(await inProduction(action, url)).toBe(134);
  });

  test('of an application without an action URL is 134 in production, and loopback http even if it is there', async () => {
    expect(await inProduction(undefined, 'https://www.app.example/hv/')).toBe(134);
    expect(await inProduction('http://localhost/a', 'http://localhost/b')).toBe(134);
    expect(await inProduction('https://localhost/a', 'https://localhost/b')).toBe(134);
  });
});

test.skipIf(!hasReference)(
  'GetEventSubscriptions has all that was sent, under the published schema; none at first (needs KEEPWELL_REFERENCE)',
  async () => {
    const by = await fresh();
    const none = await by.call('GetEventSubscriptions');
    expect(problemsBy('response-geteventsubscriptions', none)).toEqual([]);
    const draft = {
      url: 'https://receiver.example/events?a=1',
      keyVersion: 'k-1',
      filters: [[typeIds.weight, typeIds.height], [typeIds.medication1]],
    };
    const id = await subscribed(by, draft);
    const answer = await by.call('GetEventSubscriptions');
    expect(answer.elements('subscription').map(at => at.outerXml())).toEqual([
      subscriptionXml({ id, ...draft }),
    ]);
    expect(problemsBy('response-geteventsubscriptions', answer)).toEqual([]);
    expect(answer.texts('notification-key')).toEqual([someKey]);
  },
);
