// What a trace lets be seen, over the wire: nothing of what is secret, wherever it was sent.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../../../core/applications/self-signed.ts';
import { findTraces, startTracing } from '../../../core/healthvault/tracing/traces.ts';
import { openClient, testKey } from '../../../testing/given.ts';
import { drawn, seed } from '../../../testing/seed.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import type { Page } from '../../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer();
  dev = await givenSignedIn(server, 'Dev Example');
});
afterAll(() => server?.close());

async function send(path: string, values = {}, by = dev): Promise<Page> {
  return by.browser.submit(await by.browser.open(path), path, values);
}

async function givenApp(by = dev): Promise<string> {
  const page = await send('/develop/new', { name: 'Curves', kind: 'web' }, by);
  return page.url.pathname.split('/')[2]!;
}

const turn = (id: string, tracing: 'start' | 'stop', by = dev) =>
  send(`/develop/${id}/tracing`, { tracing }, by);

/** All that is kept, and all that its pages say of it, without what every page has. */
async function everythingOf(id: string): Promise<string> {
  await new Promise(resolve => setImmediate(resolve));
  const { traces } = (await findTraces(server.vault, id))!;
  let all = JSON.stringify(traces);
  for (const { id: trace } of traces) {
    const { html } = await dev.browser.open(`/develop/${id}/tracing/${trace}`);
    all += html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  }
  return all;
}

/** Is there any piece of eight characters of a secret? */
function pieceIn(all: string, secret: string): string | undefined {
  const folded = all.toLowerCase();
  for (let at = 0; at + 8 <= secret.length; at++) {
    const piece = secret.slice(at, at + 8);
    if (folded.includes(piece.toLowerCase())) return piece;
  }
  return undefined;
}

const secrets = fc.oneof(
  fc
    .uint8Array({ minLength: 12, maxLength: 60 })
    .map(bytes => `ASAAA${Buffer.from(bytes).toString('base64url')}`),
  fc.uint8Array({ minLength: 12, maxLength: 30 }).map(bytes => Buffer.from(bytes).toString('hex')),
  fc.stringMatching(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/),
);

/** Some that looked like words once: folded, this one is one. */
const knownSecrets = ['ASAAABTYqIGczAvsDGVoI7_ruBiBr'];

describe('redirects', () => {
  const places: Readonly<Record<string, (secret: string) => Record<string, string>>> = {
    actionqs: secret => ({ actionqs: secret }),
    'a value of actionqs': secret => ({ actionqs: `a=b&c=${encodeURIComponent(secret)}` }),
    credtoken: secret => ({ credtoken: secret }),
    wctoken: secret => ({ wctoken: secret }),
    appCreationToken: secret => ({ appCreationToken: secret }),
    packageid: secret => ({ packageid: secret }),
    suggestedtokenttl: secret => ({ suggestedtokenttl: secret }),
    'a name': secret => ({ [secret]: '1' }),
    'a value without a name': secret => ({ '': secret }),
    'an unknown parameter': secret => ({ state: secret }),
    'the query of redirect': secret => ({ redirect: `https://else.example/?t=${secret}` }),
    'the path of redirect': secret => ({ redirect: `https://else.example/${encodeURIComponent(secret)}/x` }),
    'the person of redirect': secret => ({ redirect: `https://${secret}:${secret}@else.example/` }),
    'the host of redirect': secret => ({ redirect: `https://${secret}.example/` }),
    'a parameter that is another’s place': secret => ({
      culture: secret,
      typeid: secret,
      trm: secret,
      onopt1: secret,
    }),
    'two at once': secret => ({
      credtoken: secret,
      additem: secret,
      redirect: `https://else.example/${secret}`,
    }),
  };

  test.each(Object.keys(places))('%s is not shown', async place => {
    const id = await givenApp();
    await turn(id, 'start');
    const asked: string[] = [];
    for (const secret of [...knownSecrets, ...fc.sample(secrets, { seed, numRuns: drawn(6) })]) {
      asked.push(secret, encodeURIComponent(secret));
      const query = new URLSearchParams({
        appid: id,
        redirect: 'https://else.example/',
        ...places[place]!(secret),
      });
      await dev.browser.open(
        `/redirect.aspx?${new URLSearchParams({ target: 'AUTH', targetqs: String(query) })}`,
      );
      await dev.browser.open(`/redirect.aspx?target=${encodeURIComponent(secret)}&${query}`);
    }
    const all = await everythingOf(id);
    expect(all).toContain('redirect=');
    for (const secret of asked) expect(pieceIn(all, secret), secret).toBeUndefined();
    await turn(id, 'stop');
  });
});

describe('calls', () => {
  test('real tokens and secrets are shown nowhere, nor are those that were put in other places', async () => {
    const id = await givenApp();
    const pem = await selfSigned({
      commonName: `WildcatApp-${id}`,
      key: testKey.privateKey,
      days: 365,
      now: server.clock.now(),
    });
    await send(`/develop/${id}/certificates`, { pem });
    await turn(id, 'start');
    const app = (await server.vault.store.read(async db => db.applications.byId(id)))!;
    const [certificate] = await server.vault.store.read(async db => db.applications.certificates(id));
    const client = await openClient(server, { app, thumbprint: certificate!.thumbprint });
    const planted = fc.sample(secrets, { seed, numRuns: drawn(5) });
    for (const secret of planted) {
      const token = secret;
      for (const [method, info] of [
        [
          'GetThings',
          `<group><filter><type-id>${token}</type-id><xpath>a[b="${token}"]</xpath></filter></group>`,
        ],
        ['GetThings', `<${'x'}${token.replace(/[^A-Za-z0-9]/g, '')}/>`],
        [
          'PutThings',
          `<thing><type-id>${typeIds.weight}</type-id><data-xml><weight note="${token}">${token}</weight></data-xml></thing>`,
        ],
        [
          'CreateConnectPackage',
          `<friendly-name>Ada</friendly-name><question>What?</question><identity-code>${token}</identity-code><external-id>${token}</external-id>`,
        ],
        [`Get${token}`, ''],
      ] as const)
        await client.call(method, { version: 3, info, userToken: token });
    }
    const all = await everythingOf(id);
    expect(all).toContain('GetThings');
    const real = [client.token!, client.secret!.toString('base64'), client.secret!.toString('hex')];
    for (const secret of [...planted, ...real]) expect(pieceIn(all, secret), secret).toBeUndefined();
    await turn(id, 'stop');
  });
});

describe('who traces', () => {
  test('it is audited who turned it on and off, for which application', async () => {
    const id = await givenApp();
    await turn(id, 'start');
    await turn(id, 'stop');
    const rows = await server.vault.store.read(db =>
      db.audit.withoutRecord({ actions: ['StartTracing', 'StopTracing'], limit: 50 }),
    );
    expect(rows.filter(row => row.appId === id).map(row => [row.action, row.personId])).toEqual([
      ['StopTracing', dev.person.id],
      ['StartTracing', dev.person.id],
    ]);
  });

  test('one person holds some of the places only, and what ended is free again', async () => {
    const { limits } = server.vault;
    const before = { ...limits };
    Object.assign(limits, { tracedAppsPerPersonMax: 1, tracedAppsMax: 2 });
    const other = await givenSignedIn(server, 'Other Example');
    const third = await givenSignedIn(server, 'Third Example');
    try {
      const [first, second] = [await givenApp(), await givenApp()];
      expect((await turn(first, 'start')).status).toBe(200);
      expect((await turn(second, 'start')).status).toBe(429);
      // Another hour of the same is no other.
      expect((await turn(first, 'start')).status).toBe(200);
      expect((await turn(await givenApp(other), 'start', other)).status).toBe(200);
      const full = await givenApp(third);
      expect((await turn(full, 'start', third)).status).toBe(429);
      await turn(first, 'stop');
      expect((await turn(full, 'start', third)).status).toBe(200);
      const { vault } = server;
      server.clock.pass(limits.traceForMs);
      await startTracing(vault, dev.person.id, second);
      expect(await findTraces(vault, full)).toBeUndefined();
    } finally {
      Object.assign(limits, before);
    }
  });
});
