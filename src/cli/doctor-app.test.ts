import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rule } from '../core/authorization/rules.ts';
import { givenApp, givenPerson, linkApp } from '../testing/given.ts';
import { keepwell } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

const dayMs = 24 * 3_600_000;
const weightId = typeIds.weight;
const pressureId = typeIds.bloodPressure;
const sound = { actionUrl: 'https://diary.example/return', privacyUrl: 'https://diary.example/privacy' };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  server.clock.pass(Date.now() - server.clock.now());
});
afterAll(() => server.close());

function rule(given: Partial<Rule>): Rule {
  return {
    name: 'weights',
    reason: 'testing',
    permissions: ['Read', 'Create'],
    targets: [{ typeIds: [weightId] }],
    exceptions: [],
    mode: 'online',
    optional: undefined,
    ...given,
  };
}

async function doctor(appId: string): Promise<Record<string, string>> {
  const { out } = await keepwell(['doctor', '--app', appId, '--data', server.data, '--json']);
  const outcomes: { check: string; ok: boolean; detail: string }[] = JSON.parse(out);
  return Object.fromEntries(
    outcomes.map(({ check, ok, detail }) => [check, `${ok ? 'ok' : 'FAILED'} ${detail}`]),
  );
}

test('an application that asks for what it uses passes', async () => {
  const { app } = await givenApp(server.vault, { rules: [rule({})], ...sound });
  expect(await doctor(app.id)).toEqual({
    application: 'ok Test application, active',
    certificates: expect.stringMatching(/^ok 1, the last until /),
    addresses: 'ok https://diary.example/return',
    rules: 'ok 1, none for all kinds of data that it could name',
    'unused rights': 'ok nobody authorised it yet',
    sessions: 'ok 0 open',
  });
});

test('rights that nobody used for a quarter are named, with what to do, and records that lie idle', async () => {
  const rules = [
    rule({ targets: [{ typeIds: [weightId, pressureId] }] }),
    rule({ name: 'all', targets: [{ typeIds: 'all' }] }),
  ];
  server.clock.pass(-100 * dayMs);
  const testApp = await givenApp(server.vault, { rules, ...sound });
  const idle = await linkApp(server, testApp, await givenPerson(server.vault));
  server.clock.pass(100 * dayMs);
  expect(await doctor(testApp.app.id)).toMatchObject({
    'unused rights': expect.stringContaining('1 of 1 records that it may use were not used'),
  });
  const linked = await linkApp(server, testApp, await givenPerson(server.vault));
  const put = await linked.client.call('PutThings', {
    version: 2,
    recordId: linked.recordId,
    userToken: linked.userToken,
    info: aWeight(70),
  });
  expect(put.code).toBe(0);
  const found = await doctor(testApp.app.id);
  expect(found.rules).toBe(
    'FAILED all (online) lets it read everything, and it did so with nothing; all (online) lets it create everything, and it did so with weight. Name the types that it needs.',
  );
  expect(found['unused rights']).toBe(
    'FAILED In 90 days, weights (online) was not used to read weight, blood-pressure: take that out of the rule; ' +
      'weights (online) was not used to create blood-pressure: take that out of the rule; ' +
      '1 of 2 records that it may use were not used: let go of them by RemoveApplicationRecordAuthorization.',
  );
  expect(found.sessions).toBe('ok 1 open');
  expect(idle.recordId).not.toBe(linked.recordId);
});

test('a certificate that is over, an address that anybody reads along, and what is missing are found', async () => {
  server.clock.pass(-400 * dayMs);
  const { app } = await givenApp(server.vault, { actionUrl: 'http://diary.example/return' });
  server.clock.pass(400 * dayMs);
  expect(await doctor(app.id)).toMatchObject({
    certificates: expect.stringMatching(/^FAILED The last one ends on .*keepwell app add-cert/),
    addresses: expect.stringMatching(/^FAILED http:\/\/diary\.example\/return: .*https/),
  });
  const { app: other } = await givenApp(server.vault, { actionUrl: sound.actionUrl });
  expect((await doctor(other.id)).addresses).toContain('--privacy-url');
  const described = async (documentUrl?: string) => {
    const smart = {
      clientType: 'public',
      redirectUris: [],
      scopes: 'patient/*.rs',
      isSelfRegistered: true,
      documentUrl,
    } as const;
    const { app } = await givenApp(server.vault, { actionUrl: sound.actionUrl, smart });
    return (await doctor(app.id)).addresses;
  };
  // What the command line wrote would be taken back by the next look at the document.
  const documentUrl = 'https://diary.example/app.json';
  expect(await described(documentUrl)).toMatch(`Its document at ${documentUrl} is to name policy_uri.`);
  expect(await described()).toMatch(/registers with is to name policy_uri/);
});

test('an application that is not there, and an id that is none, are told', async () => {
  const missing = randomUUID();
  expect(await doctor(missing)).toEqual({
    application: expect.stringContaining(`There is no application ${missing}`),
  });
  expect((await keepwell(['doctor', '--app', 'diary', '--data', server.data])).code).toBe(2);
});
