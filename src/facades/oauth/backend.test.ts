// Backend services: applications that prove themselves by a key and work on what people granted them for when they are away.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Application } from '../../core/applications/application.ts';
import { getFhirUrl } from '../../core/instance.ts';
import { findSmartAccess } from '../../core/smart/access.ts';
import { givenVisitor, redirectTo } from '../../shell/testing/apps.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { givenClient } from './testing/clients.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  // The library goes by the time it is.
  server.clock.pass(Date.now() - server.clock.now());
});
afterAll(() => server.close());

type Algorithm = 'RS384' | 'ES384';

async function givenKey(algorithm: Algorithm, kid = 'k1') {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return {
    privateKey,
    algorithm,
    kid,
    jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' },
  };
}
type Key = Awaited<ReturnType<typeof givenKey>>;

const backend = (key: Key): Promise<Application> =>
  givenClient(server, {
    clientType: 'confidential-asymmetric',
    redirectUris: [],
    jwks: { keys: [key.jwk] },
    scopes: 'system/*.rs',
  });

const tokenUrl = () => `${server.shellUrl}/oauth/token`;

function assertion(key: Key, clientId: string, claims: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: tokenUrl(),
    jti: crypto.randomUUID(),
    exp: now + 240,
    ...claims,
  })
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: 'JWT' })
    .sign(key.privateKey);
}

async function ask(jwt: string, scope = 'system/*.rs') {
  const answer = await fetch(tokenUrl(), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: jwt,
    }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test.each<Algorithm>(['RS384', 'ES384'])(
  '%s proves who it is; the token is short and is not refreshed',
  async algorithm => {
    const key = await givenKey(algorithm);
    const app = await backend(key);
    const { status, body } = await ask(await assertion(key, app.id));
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 300, scope: 'system/*.rs' },
    });
    expect(body.refresh_token).toBeUndefined();
    expect(await findSmartAccess(server.vault, String(body.access_token))).toMatchObject({
      app: { id: app.id },
      personId: undefined,
      avenue: 'Offline',
    });
  },
);

test('what is asked for is within what it registered, or nothing', async () => {
  const key = await givenKey('ES384');
  const app = await backend(key);
  const less = await ask(await assertion(key, app.id), 'system/Observation.rs system/*.cud patient/*.rs');
  expect(less.body.scope).toBe('system/Observation.rs');
  const none = await ask(await assertion(key, app.id), 'system/*.cud');
  expect(none).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
});

test('an assertion is good once, for this server, for a while, and by its own key', async () => {
  const key = await givenKey('ES384');
  const app = await backend(key);
  const jwt = await assertion(key, app.id);
  const both = await Promise.all([ask(jwt), ask(jwt)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  expect(await ask(jwt)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  const past = Math.floor(Date.now() / 1000) - 600;
  const other = await givenKey('ES384');
  const bad = await Promise.all([
    assertion(key, app.id, { aud: 'https://other.example/token' }),
    assertion(key, app.id, { exp: past }),
    assertion(key, app.id, { jti: undefined }),
    assertion(key, app.id, { iss: 'somebody' }),
    assertion(other, app.id),
    assertion(key, app.id, { exp: past + 1800 }),
  ]);
  for (const one of bad)
    expect(await ask(one)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
});

test('its keys may be where it publishes them, but not within a private network', async () => {
  const key = await givenKey('ES384');
  const asked: string[] = [];
  const keys = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key.jwk] }));
  });
  await new Promise<void>(resolve => keys.listen(0, '127.0.0.1', resolve));
  const { port } = keys.address() as AddressInfo;
  const published = (jwksUri: string) =>
    givenClient(server, {
      clientType: 'confidential-asymmetric',
      redirectUris: [],
      jwksUri,
      scopes: 'system/*.rs',
    });
  const good = await published(`http://localhost:${port}/keys`);
  expect((await ask(await assertion(key, good.id))).status).toBe(200);
  expect(asked).toEqual(['/keys']);
  const hidden = await published('https://10.0.0.1/keys');
  const refused = await ask(await assertion(key, hidden.id));
  expect(refused.status).toBe(401);
  expect(JSON.stringify(refused.body)).not.toContain('10.0.0.1');
  keys.close();
});

test('an application that is switched off gets none, and its tokens are good for nothing', async () => {
  const key = await givenKey('ES384');
  const app = await backend(key);
  const { body } = await ask(await assertion(key, app.id));
  await server.vault.store.write(db => db.applications.put({ ...app, state: 'disabled' }));
  expect(await findSmartAccess(server.vault, String(body.access_token))).toBeUndefined();
  expect((await ask(await assertion(key, app.id))).status).toBe(401);
});

test.each([
  ['the host of its published keys', () => ({ jwks_uri: 'https://service.example/keys' }), 'service.example'],
  ['that it names no address', (jwk: object) => ({ jwks: { keys: [jwk] } }), 'names no address'],
])(
  'a person lets in a service that registered itself without a redirect address, and is told %s',
  async (_, keysOf, told) => {
    const { page } = await openRegistered(await givenKey('ES384'), keysOf);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining(told)]);
  },
);

test('a service that registered itself exports the record of a person who let it in', async () => {
  const key = await givenKey('ES384');
  const { appid, page, browser } = await openRegistered(key, jwk => ({ jwks: { keys: [jwk] } }));
  expect((await browser.submit(page, '/consent', { decision: 'allow' })).status).toBe(200);
  const { body } = await ask(await assertion(key, appid));
  const headers = { authorization: `Bearer ${body.access_token}` };
  const begun = await fetch(`${getFhirUrl(server.vault.instance)}/Patient/$export`, {
    headers: { ...headers, prefer: 'respond-async' },
  });
  const at = begun.headers.get('content-location') ?? '';
  const read = async () => fetch(at, { headers });
  let manifest = await read();
  for (let tries = 0; manifest.status === 202 && tries < 20; tries++) manifest = await read();
  const { output } = (await manifest.json()) as { output: { type: string }[] };
  expect(output.map(({ type }) => type)).toEqual(['Patient', 'Provenance']);
});

/** @returns the consent page of an application that has just registered itself */
async function openRegistered(key: Key, keysOf: (jwk: object) => object) {
  const reply = await fetch(`${server.shellUrl}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ client_name: 'Back', grant_types: ['client_credentials'], response_types: [], redirect_uris: [] },
      ...{ token_endpoint_auth_method: 'private_key_jwt', scope: 'system/*.rs', ...keysOf(key.jwk) },
    }),
  });
  const { client_id: appid } = (await reply.json()) as { client_id: string };
  const browser = await givenVisitor(server);
  return { appid, browser, page: await browser.open(redirectTo('APPAUTH', { appid })) };
}
