// Calls by contract, pages, hashes and notifications: what the SDK adds to people and things.
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listMethods } from '../methods/index.ts';
import { givenLinkedApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { sdkFor } from '../testing/sdk.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';
import { getContract, type MethodName } from './contracts.ts';
import { type App, BlockHasher, connect, NotificationError, verifyNotification } from './index.ts';

let server: TestServer;
let linked: Linked;
let app: App;
const called: string[] = [];
beforeAll(async () => {
  server = await startTestServer({ limits: { vocabularyItemsMax: 20 } });
  linked = await givenLinkedApp(server);
  app = await sdkFor(server, linked, {
    fetch: (url, init) => {
      called.push(/<method>(\w+)/.exec(String(init?.body))?.[1] ?? '');
      return fetch(url, init);
    },
  });
});
afterAll(() => server.close());

describe('a call by contract', () => {
  test('takes and answers what the types say', async () => {
    const { thingTypePermission } = await app.call(
      'QueryPermissions',
      1,
      { thingTypeId: [typeIds.weight] },
      { userToken: linked.userToken, recordId: linked.recordId },
    );
    expect(thingTypePermission).toEqual([
      expect.objectContaining({ thingTypeId: typeIds.weight, onlineAccessPermissions: expect.anything() }),
    ]);
    // @ts-expect-error a type id is due
    await expect(app.call('QueryPermissions', 1, {})).rejects.toThrow('thingTypeId is missing');
    // @ts-expect-error there is no version 2
    await expect(app.call('QueryPermissions', 2, { thingTypeId: [] })).rejects.toThrow(TypeError);
  });

  test('answers nothing where the status is all', async () => {
    const actor = { userToken: linked.userToken };
    const info = { appSettings: '<app-settings><theme>dark</theme></app-settings>' };
    expect(await app.call('SetApplicationSettings', 1, info, actor)).toBeUndefined();
    const { appSettings } = await app.call('GetApplicationSettings', 1, undefined, actor);
    expect(appSettings).toBe(info.appSettings);
  });

  test('needs no session where the method needs none', async () => {
    const { appId, credential: _, ...anonymous } = { appId: linked.app.id, credential: undefined };
    const nobody = connect({ platformUrl: server.platformUrl, appId, ...anonymous });
    const { platform } = await nobody.call('GetServiceDefinition', 2, {
      responseSections: { section: ['platform'] },
    });
    expect(platform!.url).toBe(server.platformUrl);
  });

  test.each(
    listMethods().flatMap(method => Object.keys(method.versions).map(v => [method.name, Number(v)] as const)),
  )('of %s %i goes by the schemas of the platform', (name, version) => {
    const served = listMethods().find(method => method.name === name)!.versions[version]!;
    const contract = getContract(name as MethodName, version);
    expect(contract.request.shape).toBe(served.request.shape);
    expect(contract.response?.shape).toBe(served.response?.shape);
    // Things are read and printed by the platform in a way of its own.
    if (/Things$/.test(name)) return;
    expect(contract.request).toBe(served.request);
    expect(contract.response).toBe(served.response);
  });
});

describe('pages', () => {
  test('of people are asked for one after the other, as they are wanted', async () => {
    for (const name of ['Bo', 'Cy', 'Di'])
      await linkApp(server, linked, await givenPerson(server.vault, name));
    const names: string[] = [];
    called.length = 0;
    for await (const { name } of app.eachPerson({ pageSize: 1 })) {
      names.push(name);
      if (names.length === 2) break;
    }
    expect(called).toEqual(['GetAuthorizedPeople', 'GetAuthorizedPeople']);
    for await (const { name } of app.eachPerson({ pageSize: 3 })) names.push(name);
    expect(names.slice(2).sort()).toEqual(['Ada Test', 'Bo', 'Cy', 'Di']);
  });

  test('of people can begin with those who came since a time', async () => {
    server.clock.pass(60_000);
    const since = server.clock.now();
    await linkApp(server, linked, await givenPerson(server.vault, 'Newcomer'));
    const found: string[] = [];
    for await (const { name } of app.eachPerson({ since })) found.push(name);
    expect(found).toEqual(['Newcomer']);
  });

  test('of a vocabulary bring every item once', async () => {
    called.length = 0;
    const codes: string[] = [];
    for await (const { codeValue } of app.eachVocabularyItem({ name: 'states' })) codes.push(codeValue);
    expect(called.length).toBe(3);
    expect(codes).toHaveLength(51);
    expect(new Set(codes).size).toBe(51);
  });
});

describe('SHA256Block', () => {
  test('is the hash of the hashes of the blocks, however the bytes come', async () => {
    const abc = new BlockHasher(2_097_152);
    await abc.update(new TextEncoder().encode('abc'));
    expect((await abc.finish()).value).toBe('T4tCwi3TcptRm6b2jS2nzFstYG0F2u1a1RKMwD5sY1g=');

    const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
    const blocks = [0, 300, 600, 900].map(start => sha256(bytes.subarray(start, start + 300)));
    const expected = sha256(Buffer.concat(blocks)).toString('base64');
    for (const step of [1, 7, 300, 1000]) {
      const hasher = new BlockHasher(300);
      for (let start = 0; start < bytes.length; start += step)
        await hasher.update(bytes.subarray(start, start + step));
      expect(await hasher.finish()).toEqual({ algorithm: 'SHA256Block', blockSize: 300, value: expected });
    }
  });

  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
});

describe('a notification', () => {
  const key = Buffer.alloc(64, 5);
  const keys = (subscription: string, version: string) =>
    subscription === ids.subscription && version === 'v2' ? key.toString('base64') : undefined;
  const ids = {
    subscription: '11111111-1111-4111-8111-111111111111',
    person: '22222222-2222-4222-8222-222222222222',
    record: '33333333-3333-4333-8333-333333333333',
    things: ['44444444-4444-4444-8444-444444444444', '55555555-5555-4555-8555-555555555555'],
  };
  const body =
    '<wc:notifications xmlns:wc="urn:com.microsoft.wc.notification"><notification>' +
    `<common><subscription-id>${ids.subscription}</subscription-id></common>` +
    `<record-change-notification><person-id>${ids.person}</person-id><record-id>${ids.record}</record-id>` +
    `<things>${ids.things.map(id => `<thing><thing-id>${id}</thing-id></thing>`).join('')}</things></record-change-notification>` +
    '</notification></wc:notifications>';
  const signed = (by = key, version = 'v2', of = body) =>
    `HVEventingSharedKey ${ids.subscription}:${version}:${createHmac('sha256', by).update(of).digest('base64')}`;

  test('tells what changed once its signature holds', async () => {
    const changes = [
      { subscriptionId: ids.subscription, personId: ids.person, recordId: ids.record, thingIds: ids.things },
    ];
    expect(await verifyNotification(body, signed(), keys)).toEqual(changes);
    expect(await verifyNotification(Buffer.from(body), signed(), keys)).toEqual(changes);
  });

  test.each([
    ['another key', signed(Buffer.alloc(64, 6))],
    ['a key version that is not known', signed(key, 'v1')],
    ['another body', signed(key, 'v2', `${body} `)],
    ['no signature', undefined],
    ['a signature of another kind', 'Bearer abc'],
    ['a signature that is no base64', `HVEventingSharedKey ${ids.subscription}:v2:A`],
  ])('signed with %s is refused', async (_, authorization) => {
    await expect(verifyNotification(body, authorization, keys)).rejects.toThrow(NotificationError);
  });
});
