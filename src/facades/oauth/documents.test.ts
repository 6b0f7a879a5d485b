// Applications whose client id is the address of a document of theirs: let in as any other, and looked at anew.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getFhirUrl } from '../../core/instance.ts';
import { findSmartAccess } from '../../core/smart/access.ts';
import { appIdOf } from '../../core/smart/client.ts';
import { keepDescribed } from '../../core/smart/register.ts';
import { givenVisitor } from '../../shell/testing/apps.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { agree } from './testing/clients.ts';

let server: TestServer;
let host: string;
let document: unknown;
let headers: Record<string, string>;
let asked: string[];
const published = createServer((request, response) => {
  asked.push(request.url ?? '');
  const isThere = document !== undefined && request.url !== '/none.json';
  response.writeHead(isThere ? 200 : 404, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(document));
});
beforeAll(async () => {
  server = await startTestServer();
  await new Promise<void>(resolve => published.listen(0, '127.0.0.1', resolve));
  host = `http://localhost:${(published.address() as AddressInfo).port}`;
});
afterAll(async () => {
  published.close();
  await server.close();
});

const redirectUri = 'http://localhost:4001/back';
let counter = 0;
let clientId: string;
beforeEach(() => {
  clientId = `${host}/app-${++counter}.json`;
  headers = { 'cache-control': 'max-age=600' };
  asked = [];
  document = describe();
});
const describe = (more: object = {}) => ({
  client_id: clientId,
  client_name: 'Assistant',
  redirect_uris: [redirectUri],
  scope: 'openid launch/patient offline_access patient/Observation.rs',
  ...more,
});

const verifier = randomBytes(32).toString('base64url');
const authorizeUrl = (more: Record<string, string> = {}) =>
  `/oauth/authorize?${new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid launch/patient offline_access patient/Observation.rs',
    state: 'kept',
    aud: getFhirUrl(server.vault.instance),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })}`;

async function exchange(form: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server.shellUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, ...form }),
  });
  return (await answer.json()) as Record<string, unknown>;
}

/** What the person is told on a page, where the application cannot be let in. */
async function mistake(): Promise<string> {
  const page = await (await givenVisitor(server)).open(authorizeUrl());
  const told = page.location === undefined ? page : await (await givenVisitor(server)).open(page.location);
  return told.text;
}

test('is let in by what its document says, refreshes, and is known by its address', async () => {
  const back = await agree(await givenVisitor(server), authorizeUrl());
  expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
  const token = await exchange({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const [, claims = ''] = String(token.id_token).split('.');
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: clientId });
  const access = await findSmartAccess(server.vault, String(token.access_token));
  expect(access?.app).toMatchObject({
    id: appIdOf(clientId),
    name: 'Assistant',
    smart: { documentUrl: clientId },
  });
  expect(token.patient).toMatch(/^[0-9a-f-]{36}$/);
  const answer = await fetch(`${server.shellUrl}/fhir/r4/Observation`, {
    headers: { authorization: `Bearer ${token.access_token}` },
  });
  expect(answer.status).toBe(200);
  const next = await exchange({ grant_type: 'refresh_token', refresh_token: String(token.refresh_token) });
  expect(next).toMatchObject({ token_type: 'Bearer' });
  // Its document was read once.
  expect(asked).toHaveLength(1);
  const config = await (await fetch(`${server.shellUrl}/fhir/r4/.well-known/smart-configuration`)).json();
  expect(config).toMatchObject({ client_id_metadata_document_supported: true });
});

test('the person is told that it names itself, and which site its document is of', async () => {
  document = describe({ client_name: 'Your clinic' });
  const page = await (await givenVisitor(server)).open(authorizeUrl());
  expect(page.text).toContain(
    `It calls itself “Your clinic”, which anybody can choose. It comes from ${new URL(host).host}: go on only`,
  );
});

test('one that calls itself as the vault does is not let in', async () => {
  // The second is Greek but for its end.
  for (const client_name of ['Keepwell', 'ΚΕΕΡWELL', 'Keepwe11']) {
    document = describe({ client_name });
    expect(await mistake()).toContain('The name has that of the vault in it.');
  }
});

test('a document is looked at anew when it is old, and what it said last holds while it is away', async () => {
  await agree(await givenVisitor(server), authorizeUrl());
  document = describe({ client_name: 'Assistant 2' });
  const name = async () =>
    (await server.vault.store.read(db => db.applications.byId(appIdOf(clientId))))?.name;
  server.clock.pass(300_000);
  await agree(await givenVisitor(server), authorizeUrl());
  expect([asked.length, await name()]).toEqual([1, 'Assistant']);
  server.clock.pass(400_000);
  headers = {};
  await agree(await givenVisitor(server), authorizeUrl());
  expect([asked.length, await name()]).toEqual([2, 'Assistant 2']);
  document = undefined;
  server.clock.pass(server.vault.limits.smartDocumentMinMs + 1000);
  await agree(await givenVisitor(server), authorizeUrl());
  expect([asked.length, await name()]).toEqual([3, 'Assistant 2']);
  // However long its headers say, for a day at most.
  document = describe({ client_name: 'Assistant 3' });
  headers = { 'cache-control': 'max-age=99999999' };
  server.clock.pass(server.vault.limits.smartDocumentMinMs + 1000);
  await agree(await givenVisitor(server), authorizeUrl());
  server.clock.pass(server.vault.limits.smartDocumentMaxMs + 1000);
  await agree(await givenVisitor(server), authorizeUrl());
  expect(asked).toHaveLength(5);
});

test.each<[string, () => unknown, string]>([
  ['says another address', () => describe({ client_id: `${host}/other.json` }), 'its own address'],
  ['has a secret', () => describe({ client_secret: 'x' }), 'no secret'],
  ['wants a secret', () => describe({ token_endpoint_auth_method: 'client_secret_basic' }), 'no secret'],
  ['is no object', () => [1], 'no JSON object'],
  [
    'has keys that are none',
    () => describe({ token_endpoint_auth_method: 'private_key_jwt', jwks: 5 }),
    'jwks',
  ],
  [
    'sends people anywhere',
    () => describe({ redirect_uris: ['http://app.example/back'] }),
    'redirect address',
  ],
  [
    'is called like an address',
    () => describe({ client_name: 'https://vault.example' }),
    'invalid_client_metadata',
  ],
])('a document that %s lets nobody in', async (_, given, told) => {
  document = given();
  expect(await mistake()).toContain(told);
  expect(await server.vault.store.read(db => db.applications.byId(appIdOf(clientId)))).toBeUndefined();
  // And is not asked for again at once.
  await mistake();
  expect(asked).toHaveLength(1);
});

test('an address is asked only where it may be', async () => {
  for (const bad of [
    'https://10.0.0.1/app.json',
    'https://app.example/../app.json',
    'https://name@app.example/app.json',
    'https://app.example/app.json#a',
    'https://app.example/',
    'http://app.example/app.json',
    `https://app.example/${'a'.repeat(600)}`,
  ]) {
    clientId = bad;
    const answer = await exchange({ grant_type: 'refresh_token', refresh_token: 'x' });
    expect([bad, answer.error]).toEqual([bad, expect.stringMatching(/^invalid_client/)]);
  }
  expect(asked).toEqual([]);
});

test('where applications do not register themselves, no document is asked for', async () => {
  await using closed = await startTestServer({ smartRegistration: 'off' });
  const answer = await fetch(`${closed.shellUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: clientId, grant_type: 'refresh_token', refresh_token: 'x' }),
  });
  expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
  expect(asked).toEqual([]);
});

test('in production it waits for the operator, and again when anything but its keys changes', async () => {
  await using strict = await startTestServer({ mode: 'production', smartRegistration: 'open' });
  const { store } = strict.vault;
  const given = {
    id: appIdOf(clientId),
    name: 'Assistant',
    privacyUrl: undefined,
    termsUrl: undefined,
    smart: {
      clientType: 'confidential-asymmetric' as const,
      redirectUris: ['https://app.example/back'],
      jwksUri: 'https://app.example/keys',
      scopes: 'patient/*.rs',
      isSelfRegistered: true,
      documentUrl: 'https://app.example/app.json',
    },
  };
  const stateOf = async () => (await store.read(db => db.applications.byId(given.id)))?.state;
  const describe = (one: typeof given) => keepDescribed(strict.vault, one, '192.0.2.1');
  await describe(given);
  expect(await stateOf()).toBe('pending');
  const app = await store.read(db => db.applications.byId(given.id));
  await store.write(db => db.applications.put({ ...app!, state: 'active' }));
  await describe(given);
  await describe({
    ...given,
    smart: { ...given.smart, jwksUri: 'https://app.example/keys2' },
  });
  expect(await stateOf()).toBe('active');
  await describe({ ...given, smart: { ...given.smart, scopes: 'patient/*.cruds' } });
  expect(await stateOf()).toBe('pending');
});
