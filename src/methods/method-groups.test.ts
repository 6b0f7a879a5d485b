// Which methods are open to which applications: by their method groups, by what kind they are, and by where they call
// from, in production and in a sandbox.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Application, type MethodGroup, methodGroups } from '../core/applications/application.ts';
import { createChild, prepareChild, readChildToBe } from '../core/healthvault/soda/soda.ts';
import { elementsXml, leastChild } from '../testing/children.ts';
import { documentedMethods } from '../testing/documented.ts';
import {
  type Answer,
  givenApp,
  givenLinkedApp,
  givenPerson,
  openClient,
  type TestApp,
  TestClient,
} from '../testing/given.ts';
import { hasReference, referenceFile } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { listMethods } from './index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** Every method that is not open to all, by what HealthVault said of it. */
const special: Readonly<Record<string, MethodGroup>> = {
  AddApplication: 'provisioning',
  UpdateApplication: 'provisioning',
  CreateConnectRequest: 'connect-package',
  DeletePendingConnectRequest: 'connect-package',
  GetAuthorizedConnectRequests: 'connect-package',
  UpdateExternalId: 'connect-package',
  AllocatePackageId: 'connect-package',
  BeginPutConnectPackageBlob: 'connect-package',
  CreateConnectPackage: 'connect-package',
  DeletePendingConnectPackage: 'connect-package',
  GetEventSubscriptions: 'eventing',
  SubscribeToEvent: 'eventing',
  UnsubscribeToEvent: 'eventing',
  UpdateEventSubscription: 'eventing',
  SendInsecureMessage: 'e-mail',
  SendInsecureMessageFromApplication: 'e-mail',
  NewSignupCode: 'sign-up',
  SendDirectMessage: 'direct',
  GetDirectMessageStatus: 'direct',
  GetMeaningfulUseTimelyAccessReport: 'meaningful-use',
  GetMeaningfulUseVDTReport: 'meaningful-use',
};

const inSessions = listMethods().filter(({ auth }) => auth !== 'none');
const groupRefusal = /not registered for the method group/;

interface Published {
  readonly name: string;
  readonly documentedPage: string | null;
  readonly versions: readonly number[];
}

describe('the list of methods', () => {
  test('gives every method the group that is documented for it', () => {
    const given = Object.fromEntries(listMethods().map(({ name, group }) => [name, group]));
    const expected = Object.fromEntries(listMethods().map(({ name }) => [name, special[name] ?? 'basic']));
    expect(given).toEqual(expected);
  });

  test.skipIf(!hasReference)('knows every documented method and version (needs KEEPWELL_REFERENCE)', () => {
    const published = (JSON.parse(referenceFile('data/methods.json').toString()) as Published[]).filter(
      ({ documentedPage }) => documentedPage !== null,
    );
    for (const { name, versions } of published)
      for (const version of versions)
        expect([name, documentedMethods.get(name)?.includes(version)]).toEqual([name, true]);
    expect(
      [...documentedMethods.keys()].filter(name => !published.some(method => method.name === name)),
    ).toEqual([]);
  });
});

/** How an application of all groups but one, or of none but one, is answered by every version of a method. */
async function answers(client: TestClient, name: string, versions: object): Promise<Answer[]> {
  const found: Answer[] = [];
  for (const version of Object.keys(versions))
    found.push(await client.call(name, { version: Number(version) }));
  return found;
}

const groupsWithMethods = methodGroups.filter(group => inSessions.some(method => method.group === group));

describe.each(groupsWithMethods)('the methods of %s', group => {
  let without: TestClient;
  let withIt: TestClient;
  beforeAll(async () => {
    const kind = 'master';
    const others = methodGroups.filter(other => other !== group);
    without = await openClient(server, await givenApp(server.vault, { kind, methodGroups: others }));
    withIt = await openClient(server, await givenApp(server.vault, { kind, methodGroups: [group] }));
  });

  test.each(inSessions.filter(method => method.group === group))(
    group === 'basic' ? '$name is open to all' : '$name is refused without it, and open with it',
    async ({ name, versions }) => {
      for (const answer of await answers(withIt, name, versions))
        expect(answer.message ?? '').not.toMatch(groupRefusal);
      for (const answer of await answers(without, name, versions)) {
        if (group === 'basic') expect(answer.message ?? '').not.toMatch(groupRefusal);
        else expect([answer.code, answer.message]).toEqual([11, expect.stringMatching(groupRefusal)]);
      }
    },
  );
});

test('the methods that need nobody ask for no group', async () => {
  const { app } = await givenApp(server.vault, { methodGroups: [] });
  for (const { name, versions } of listMethods().filter(({ auth }) => auth === 'none')) {
    for (const answer of await answers(new TestClient(server, app.id), name, versions))
      expect(answer.code).not.toBe(11);
  }
});

describe('an application on a device', () => {
  let child: TestClient;
  beforeAll(async () => {
    const { vault } = server;
    const master = await givenApp(vault, { kind: 'soda-master', methodGroups: [...methodGroups] });
    const { person } = await givenPerson(vault);
    const made = await prepareChild(vault, master.app.id);
    await vault.store.write(async db => {
      const wish = { masterId: master.app.id, creationToken: made.creationToken, instanceName: 'Phone' };
      await createChild(db, vault, await readChildToBe(db, vault, wish), person.id);
    });
    child = await openClient(server, {
      app: { id: made.appId } as Application,
      thumbprint: master.thumbprint,
    });
  });

  test.each(inSessions)('$name', async ({ name, versions, group }) => {
    const isRefused = group === 'connect-package' || group === 'provisioning';
    for (const { code, message = '' } of await answers(child, name, versions)) {
      if (isRefused) expect([code, message]).toEqual([11, expect.stringMatching(groupRefusal)]);
      else expect(message).not.toMatch(groupRefusal);
    }
  });
});

describe('a child of a master that named its methods', () => {
  test('calls those, by single methods and by groups, and no others', async () => {
    const master = await givenApp(server.vault, { kind: 'master', methodGroups: [...methodGroups] });
    const by = await openClient(server, master);
    const info = elementsXml({ ...(await leastChild(server.vault)), methods: 'GetThings,eventing' });
    const id = (await by.call('AddApplication', { version: 2, info })).texts('id')[0]!;
    const child = await openClient(server, { app: { id } as Application, thumbprint: master.thumbprint });
    for (const { name, versions, group } of inSessions) {
      const isOpen = name === 'GetThings' || group === 'eventing';
      for (const { message = '' } of await answers(child, name, versions))
        expect([name, groupRefusal.test(message)]).toEqual([name, !isOpen]);
    }
    expect((await child.call('GetServiceDefinition', { version: 2 })).code).toBe(0);
  });
});

test('a child has no method group that its master has lost', async () => {
  const master = await givenApp(server.vault, { kind: 'master', methodGroups: ['basic', 'eventing'] });
  const { app } = await givenApp(server.vault, {
    kind: 'child',
    masterId: master.app.id,
    methodGroups: ['basic', 'eventing'],
  });
  const child = await openClient(server, { app, thumbprint: master.thumbprint });
  const refused = async () => groupRefusal.test((await child.call('GetEventSubscriptions')).message ?? '');
  expect(await refused()).toBe(false);
  await server.vault.store.write(db => db.applications.put({ ...master.app, methodGroups: ['basic'] }));
  expect(await refused()).toBe(true);
});

describe('a vault in production', () => {
  let production: TestServer;
  beforeAll(async () => {
    production = await startTestServer({ mode: 'production', trustedProxies: '127.0.0.1' });
  });
  afterAll(() => production.close());

  const forwardedFor = (address: string) => ({ 'X-Forwarded-For': address, 'X-Forwarded-Proto': 'https' });

  test('lets approved applications work, and no others: 6', async () => {
    const app = await givenLinkedApp(production);
    const call = async () => (await app.client.call('GetThingType')).code;
    expect(await call()).toBe(0);
    for (const state of ['pending', 'disabled'] as const) {
      await production.vault.store.write(db => db.applications.put({ ...app.app, state }));
      expect(await call()).toBe(6);
    }
  });

  test('judges an application’s addresses by what trusted proxies say: 6', async () => {
    const app = await givenLinkedApp(production);
    await production.vault.store.write(db =>
      db.applications.put({ ...app.app, ipPrefixes: ['203.0.113.0/24', '2001:db8::/32'] }),
    );
    const call = async (address: string) =>
      (await app.client.call('GetThingType', { headers: forwardedFor(address) })).code;
    expect(await call('203.0.113.7')).toBe(0);
    expect(await call('2001:db8::7')).toBe(0);
    expect(await call('203.0.114.7')).toBe(6);
    expect(await call('203.0.113.7, 198.51.100.1')).toBe(6);
    expect(await call('')).toBe(6);
  });

  test('is reached by https alone', async () => {
    const response = await fetch(production.platformUrl, {
      method: 'POST',
      headers: { 'X-Forwarded-Proto': 'http' },
      body: '<x/>',
    });
    expect(response.status).toBe(403);
  });

  test('holds applications to their groups', async () => {
    const client = await openClient(production, await givenApp(production.vault, { kind: 'master' }));
    expect((await client.call('AddApplication')).code).toBe(11);
  });

  test('takes no child whose action URL is not https', async () => {
    const master = await givenApp(production.vault, {
      kind: 'master',
      methodGroups: ['basic', 'provisioning'],
    });
    const client = await openClient(production, master);
    const least = await leastChild(production.vault);
    const code = async (url: string) =>
      (
        await client.call('AddApplication', {
          version: 2,
          info: elementsXml({ ...least, 'action-url': url }),
        })
      ).code;
    expect(await code('https://practice.example/hv')).toBe(0);
    expect(await code('http://practice.example/hv')).toBe(3);
  });

  test('overrides no action URL', async () => {
    const { app } = await givenApp(production.vault, {
      actionUrl: 'https://app.example/action',
      redirectHosts: ['dev.example'],
    });
    const targetqs = new URLSearchParams({ appid: app.id, redirect: 'https://dev.example/' });
    const query = new URLSearchParams({ target: 'APPSIGNOUT', targetqs: String(targetqs) });
    const page = await fetch(`http://127.0.0.1:${production.port}/redirect.aspx?${query}`, {
      headers: forwardedFor('198.51.100.1'),
      redirect: 'manual',
    });
    const text = (page.headers.get('location') ?? '') + (await page.text());
    expect(text).toContain('https://app.example/action');
    expect(text).not.toContain('dev.example');
  });
});

describe('a sandbox', () => {
  test('lets applications work before anybody has approved them', async () => {
    const client = await openClient(server, await givenApp(server.vault, { state: 'pending' }));
    expect((await client.call('GetThingType')).code).toBe(0);
  });

  test('gives a new application the groups that are asked for, and holds it to them', async () => {
    const asked: TestApp = await givenApp(server.vault, {
      state: 'pending',
      methodGroups: ['basic', 'eventing'],
    });
    const client = await openClient(server, asked);
    const message = async (method: string) => (await client.call(method)).message ?? '';
    expect(await message('AddApplication')).toMatch(groupRefusal);
    expect(await message('GetThingType')).not.toMatch(groupRefusal);
  });
});
