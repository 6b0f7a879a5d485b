// Applications that register themselves, and what is told of the server.
import { createRemoteJWKSet } from 'jose';
import { expect, test } from 'vitest';
import { givenSmartToken } from '../../testing/given-smart.ts';
import { startTestServer } from '../../testing/server.ts';

const wished = {
  client_name: 'Growth chart',
  redirect_uris: ['https://app.example/back'],
  scope: 'launch/patient offline_access patient/Observation.rs',
  token_endpoint_auth_method: 'client_secret_basic',
  grant_types: ['authorization_code', 'refresh_token'],
};

test('in a sandbox, an application registers itself and is told its id and secret, of which the vault keeps a hash', async () => {
  await using server = await startTestServer();
  const register = async (metadata: object) => {
    const answer = await fetch(`${server.shellUrl}/oauth/register`, {
      method: 'POST',
      body: JSON.stringify(metadata),
      headers: { 'content-type': 'application/json' },
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const { status, body } = await register(wished);
  expect({ status, body }).toMatchObject({ status: 201, body: { scope: wished.scope } });
  const app = await server.vault.store.read(db => db.applications.byId(body.client_id!));
  expect(app).toMatchObject({
    name: 'Growth chart',
    state: 'active',
    smart: { clientType: 'confidential-symmetric', scopes: wished.scope, isSelfRegistered: true },
  });
  expect(JSON.stringify(app)).not.toContain(body.client_secret);
  for (const bad of [
    { ...wished, scope: 'patient/Observation.nothing' },
    { ...wished, redirect_uris: ['http://app.example/back'] },
    { ...wished, redirect_uris: [] },
    { ...wished, client_name: 'https://vault.example' },
    { ...wished, client_name: 'Keepwell' },
    { ...wished, client_name: ' KÉEP-WELL. ' },
    { ...wished, client_name: 'Keepwell Security' },
    { ...wished, client_name: 'kеepwell (official)' },
    { ...wished, client_name: 'Your Vault' },
    { ...wished, client_name: 'evil.example' },
    { ...wished, client_name: server.vault.instance.name.toUpperCase() },
    { ...wished, redirect_uris: ['com.example.app:/\u001b]0;own\u0007'] },
    { ...wished, redirect_uris: ['com.example.app:/\u202eback'] },
    { ...wished, token_endpoint_auth_method: 'private_key_jwt' },
  ])
    expect((await register(bad)).status).toBe(400);
});

test('an application that registered itself goes when nobody has authorised it in its time', async () => {
  await using server = await startTestServer();
  const { vault, clock, background } = server;
  const register = async () => {
    const answer = await fetch(`${server.shellUrl}/oauth/register`, {
      method: 'POST',
      body: JSON.stringify(wished),
      headers: { 'content-type': 'application/json' },
    });
    return ((await answer.json()) as { client_id: string }).client_id;
  };
  const [unused, used] = [await register(), await register()];
  const app = (await vault.store.read(db => db.applications.byId(used)))!;
  await givenSmartToken(server, { scopes: 'patient/Observation.rs', isOf: app });
  const left = async () => {
    await background.run('sweep unused applications');
    return vault.store.read(async db => [
      (await db.applications.byId(unused)) !== undefined,
      (await db.applications.byId(used)) !== undefined,
    ]);
  };
  clock.pass(29 * 86_400_000);
  expect(await left()).toEqual([true, true]);
  clock.pass(2 * 86_400_000);
  expect(await left()).toEqual([false, true]);
});

test('one network registers no more than its part, and others go on', async () => {
  await using server = await startTestServer({
    trustedProxies: ['127.0.0.1'],
    limits: { smartSelfRegisteredPerAddressMax: 2, smartSelfRegisteredMax: 4 },
  });
  const register = async (address: string, name = 'App') => {
    const answer = await fetch(`${server.shellUrl}/oauth/register`, {
      method: 'POST',
      body: JSON.stringify({ ...wished, client_name: name }),
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    });
    const { error_description = '' } = (await answer.json()) as { error_description?: string };
    return `${answer.status} ${/network|operator/.exec(error_description)?.[0] ?? ''}`;
  };
  expect([await register('192.0.2.1'), await register('192.0.2.1')]).toEqual(['201 ', '201 ']);
  expect(await register('192.0.2.1')).toBe('400 network');
  expect(await register('192.0.2.2', '"isSelfRegistered":true')).toBe('201 ');
  expect(await register('192.0.2.2')).toBe('201 ');
  expect(await register('192.0.2.3')).toBe('400 operator');
  server.clock.pass(31 * 86_400_000);
  await server.background.run('sweep unused applications');
  expect(await register('192.0.2.1')).toBe('201 ');
});

test('one network of IPv6 registers no more than its part, from however many addresses', async () => {
  await using server = await startTestServer({
    trustedProxies: ['127.0.0.1'],
    limits: { smartSelfRegisteredPerAddressMax: 2 },
  });
  const statuses: number[] = [];
  for (let i = 0; i < 8; i++) {
    const answer = await fetch(`${server.shellUrl}/oauth/register`, {
      method: 'POST',
      body: JSON.stringify(wished),
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `2001:db8:5:${i}::1` },
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([201, 201, 201, 201, 201, 201, 400, 400]);
});

test('in production nobody does, unless the operator lets them; then it waits', async () => {
  await using closed = await startTestServer({ mode: 'production' });
  const send = (url: string) =>
    fetch(`${url}/oauth/register`, {
      method: 'POST',
      body: JSON.stringify(wished),
      headers: { 'content-type': 'application/json' },
    });
  expect((await send(closed.shellUrl)).status).toBe(404);
  await using open = await startTestServer({ mode: 'production', smartRegistration: 'open' });
  const { client_id } = (await (await send(open.shellUrl)).json()) as { client_id: string };
  expect(await open.vault.store.read(db => db.applications.byId(client_id))).toMatchObject({
    state: 'pending',
  });
});

test('the server tells where everything is, and that it takes S256 alone', async () => {
  await using server = await startTestServer();
  const get = async (path: string) => (await fetch(`${server.shellUrl}${path}`)).json();
  const smart = (await get('/fhir/r4/.well-known/smart-configuration')) as Record<string, unknown>;
  const openid = (await get('/.well-known/openid-configuration')) as Record<string, unknown>;
  for (const name of [
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'introspection_endpoint',
    'revocation_endpoint',
    'registration_endpoint',
  ])
    expect([name, smart[name]]).toEqual([name, openid[name]]);
  expect(smart.code_challenge_methods_supported).toEqual(['S256']);
  expect(openid.code_challenge_methods_supported).toEqual(['S256']);
  expect(await get('/.well-known/oauth-authorization-server')).toMatchObject({ issuer: server.shellUrl });
  const jwks = (await get('/oauth/jwks')) as { keys: Record<string, unknown>[] };
  expect(jwks.keys).toHaveLength(1);
  expect(jwks.keys[0]).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig' });
  expect(jwks.keys[0]).not.toHaveProperty('d');
  expect(createRemoteJWKSet(new URL(String(smart.jwks_uri)))).toBeDefined();
  const brands = (await get('/fhir/r4/.well-known/brands')) as {
    timestamp: string;
    entry: { resource: { resourceType: string; address?: string; identifier?: unknown[] } }[];
  };
  expect(Date.parse(brands.timestamp)).not.toBeNaN();
  const [organization, endpoint] = brands.entry.map(({ resource }) => resource);
  expect(organization!.identifier).toContainEqual(smart.user_access_brand_identifier);
  expect(endpoint!.address).toBe(`${server.shellUrl}/fhir/r4`);
});

test('the key that signs stays the same, whichever process asks', async () => {
  await using server = await startTestServer();
  const { getSigningKeys } = await import('../../core/smart/keys.ts');
  const all = await Promise.all([getSigningKeys(server.vault), getSigningKeys(server.vault)]);
  expect(new Set(all.flat().map(({ kid }) => kid)).size).toBe(1);
});
