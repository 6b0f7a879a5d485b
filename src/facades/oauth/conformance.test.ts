// What SMART App Launch demands word by word, for docs/fhir-conformance.tsv: the configuration, the way back, what the token
// endpoint answers, introspection, keys. What leads there is in the tests beside it.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Application } from '../../core/applications/application.ts';
import { getFhirUrl } from '../../core/instance.ts';
import { findSmartAccess } from '../../core/smart/access.ts';
import { givenVisitor } from '../../shell/testing/apps.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { agree, givenClient, redirectUri, symmetric, testSecret } from './testing/clients.ts';

let server: TestServer;
let config: Record<string, unknown>;
beforeAll(async () => {
  server = await startTestServer();
  // The library goes by the time it is.
  server.clock.pass(Date.now() - server.clock.now());
  config = await (await fetch(configUrl())).json();
});
afterAll(() => server.close());

const configUrl = () => `${server.shellUrl}/fhir/r4/.well-known/smart-configuration`;

interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function post(path: string, form: Record<string, string>, headers: object = {}): Promise<Told> {
  const answer = await fetch(`${server.shellUrl}/oauth/${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { ...headers },
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

const usual = 'openid fhirUser launch/patient offline_access patient/Observation.rs';
const verifier = randomBytes(32).toString('base64url');
const basic = (id: string, secret = testSecret) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

async function walk(app: Application, scope = usual): Promise<URL> {
  const parameters = new URLSearchParams({
    client_id: app.id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state: 'a state with spaces & signs',
    aud: getFhirUrl(server.vault.instance),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return agree(await givenVisitor(server), `/oauth/authorize?${parameters}`);
}

async function connect(app: Application, scope = usual): Promise<Told> {
  const back = await walk(app, scope);
  const own = app.smart?.clientType === 'public' ? {} : basic(app.id);
  return post(
    'token',
    {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...(app.smart?.clientType === 'public' && { client_id: app.id }),
    },
    own,
  );
}

describe('the configuration', () => {
  test.each(['text/html', 'application/fhir+xml', '*/*', 'image/png'])(
    'is JSON for who accepts %s',
    async accept => {
      const answer = await fetch(configUrl(), { headers: { accept } });
      expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
        200,
        'application/json',
      ]);
      expect(await answer.json()).toEqual(config);
    },
  );

  test('has absolute addresses only, of the vault', () => {
    const names = Object.keys(config).filter(name => /_endpoint$|_uri$|_bundle$|^issuer$/.test(name));
    expect(names.length).toBeGreaterThanOrEqual(8);
    for (const name of names) expect(String(config[name])).toMatch(`${server.shellUrl}`);
  });

  test.each([
    ['issuer', 'string'],
    ['jwks_uri', 'string'],
    ['authorization_endpoint', 'string'],
    ['token_endpoint', 'string'],
    ['introspection_endpoint', 'string'],
    ['revocation_endpoint', 'string'],
    ['management_endpoint', 'string'],
  ])('says %s', (name, type) => {
    expect(typeof config[name]).toBe(type);
  });

  test.each([
    ['grant_types_supported', ['authorization_code', 'client_credentials']],
    ['response_types_supported', ['code']],
    ['code_challenge_methods_supported', ['S256']],
    ['token_endpoint_auth_methods_supported', ['client_secret_basic', 'private_key_jwt']],
    ['token_endpoint_auth_signing_alg_values_supported', ['RS384', 'ES384']],
    ['scopes_supported', ['openid', 'fhirUser', 'launch', 'launch/patient', 'offline_access']],
  ])('lists what there is as %s', (name, least) => {
    expect(config[name]).toEqual(expect.arrayContaining(least));
    expect(config[name]).not.toContain('plain');
  });

  test.each([
    ['patient access, standalone', ['launch-standalone', 'client-public', 'context-standalone-patient']],
    ['patient access, from a portal', ['launch-ehr', 'client-public', 'context-ehr-patient']],
    ['clinician access, standalone', ['launch-standalone', 'client-public', 'permission-user']],
    ['the syntax of both versions', ['permission-v1', 'permission-v2']],
    ['asymmetric clients', ['client-confidential-asymmetric']],
  ])('lists the capabilities of %s', (_, least) => {
    expect(config.capabilities).toEqual(expect.arrayContaining([...least, 'permission-patient']));
  });

  test('lists no capability that is not there', () => {
    for (const none of [
      'context-ehr-encounter',
      'context-standalone-encounter',
      'context-style',
      'smart-app-state',
    ])
      expect(config.capabilities).not.toContain(none);
  });

  test('keys are bare, and public', async () => {
    const { keys } = await (await fetch(String(config.jwks_uri))).json();
    for (const key of keys) for (const name of ['x5c', 'x5u', 'd', 'p']) expect(key).not.toHaveProperty(name);
  });
});

test('the way back is the redirect address, with the code and the state as it was', async () => {
  const back = await walk(await givenClient(server));
  expect(back.href.split('?')[0]).toBe(redirectUri);
  expect(back.searchParams.get('state')).toBe('a state with spaces & signs');
  expect(back.searchParams.get('code')).toMatch(/^[\w-]{20,}$/);
});

describe('the token endpoint', () => {
  test('answers in its body, and nobody keeps it', async () => {
    const { status, headers, body } = await connect(await givenClient(server));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('pragma')).toBe('no-cache');
    expect(body.token_type).toBe('Bearer');
    expect(body.access_token).toMatch(/^[\x20-\x7e]+$/);
    expect(body.expires_in).toBe(3600);
    expect(String(body.scope).split(' ').toSorted()).toEqual(usual.split(' ').toSorted());
  });

  test('gives the record in context as JSON beside the token', async () => {
    const { body } = await connect(await givenClient(server));
    expect(typeof body.patient).toBe('string');
    expect(body.need_patient_banner).toBe(true);
  });

  test('gives who asks for data of a patient one in context, whether asked for or not', async () => {
    const { body } = await connect(await givenClient(server), 'patient/Observation.rs');
    expect(typeof body.patient).toBe('string');
    expect(body).not.toHaveProperty('refresh_token');
  });

  test('gives an ID token that is signed by RS256', async () => {
    const { body } = await connect(await givenClient(server));
    expect(decodeProtectedHeader(String(body.id_token)).alg).toBe('RS256');
    const { body: without } = await connect(await givenClient(server), 'launch/patient patient/*.rs');
    expect(without).not.toHaveProperty('id_token');
  });

  test('takes scopes as version 1 writes them', async () => {
    const { body } = await connect(await givenClient(server), 'launch/patient patient/Observation.read');
    expect(String(body.scope).split(' ')).toContain('patient/Observation.read');
  });

  test('takes scopes with conditions, as version 2 writes them', async () => {
    const scope =
      'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs';
    const { body } = await connect(await givenClient(server), scope);
    expect(body.scope).toBe(scope);
    const access = await findSmartAccess(server.vault, String(body.access_token));
    expect(access?.scopes.resources[0]?.conditions).toHaveLength(1);
  });

  test('says what is wrong as OAuth does', async () => {
    const app = await givenClient(server);
    const of = (form: Record<string, string>) => post('token', { client_id: app.id, ...form });
    expect(await of({ grant_type: 'password' })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type', error_description: expect.any(String) },
    });
    expect(
      await of({ grant_type: 'authorization_code', code: 'none', redirect_uri: redirectUri }),
    ).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect(await of({})).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    expect(await post('token', { client_id: 'nobody', grant_type: 'refresh_token' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  test('refreshes with all that an answer has, for the same client alone', async () => {
    const app = await givenClient(server, symmetric);
    const { body } = await connect(app);
    const form = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token) };
    const other = await givenClient(server, symmetric);
    expect(await post('token', form, basic(other.id))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    const { body: fresh } = await post('token', form, basic(app.id));
    expect(fresh).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
    });
    expect(String(fresh.scope).split(' ').toSorted()).toEqual(String(body.scope).split(' ').toSorted());
    expect(fresh.access_token).not.toBe(body.access_token);
  });

  test('takes no secret from a backend service', async () => {
    const app = await givenClient(server, symmetric);
    const asked = await post(
      'token',
      { grant_type: 'client_credentials', scope: 'system/*.rs' },
      basic(app.id),
    );
    expect(asked.status).toBe(400);
    expect(asked.body).not.toHaveProperty('access_token');
  });
});

test('introspection has the scopes, the end, the context and who it was, as they were answered', async () => {
  const app = await givenClient(server, symmetric);
  const { body } = await connect(app);
  const asked = await post('introspect', { token: String(body.access_token) }, basic(app.id));
  expect(asked).toMatchObject({
    status: 200,
    body: {
      active: true,
      client_id: app.id,
      patient: body.patient,
      iss: config.issuer,
      sub: expect.any(String),
    },
  });
  const now = Date.now() / 1000;
  expect(Number.isInteger(asked.body.exp)).toBe(true);
  expect(Math.abs(Number(asked.body.exp) - now - Number(body.expires_in))).toBeLessThan(120);
  expect(String(asked.body.scope).split(' ').toSorted()).toEqual(String(body.scope).split(' ').toSorted());
  expect(asked.body.need_patient_banner).toBe(body.need_patient_banner);
  const nobody = await post('introspect', { token: String(body.access_token) });
  expect(nobody.status).toBeGreaterThanOrEqual(400);
});

test('introspection tells a client that the operator lets of the tokens of all', async () => {
  const app = await givenClient(server);
  const { body } = await connect(app);
  const gateway = await givenClient(server, symmetric, { methodGroups: ['basic', 'introspection'] });
  const asked = await post('introspect', { token: String(body.access_token) }, basic(gateway.id));
  expect(asked.body).toMatchObject({
    active: true,
    client_id: app.id,
    patient: body.patient,
    sub: expect.any(String),
  });
  expect(asked.body.scope).toBe(body.scope);
});

describe('keys of an application', () => {
  const givenKey = async (kid: string) => {
    const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true });
    return { privateKey, kid, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES384', use: 'sig' } };
  };
  type Key = Awaited<ReturnType<typeof givenKey>>;

  const ask = async ({ privateKey }: Key, id: string, header: object) => {
    const claims = { iss: id, sub: id, aud: String(config.token_endpoint), jti: crypto.randomUUID() };
    const jwt = await new SignJWT({ ...claims, exp: Math.floor(Date.now() / 1000) + 240 })
      .setProtectedHeader({ alg: 'ES384', typ: 'JWT', ...header })
      .sign(privateKey);
    return post('token', {
      grant_type: 'client_credentials',
      scope: 'system/*.rs',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: jwt,
    });
  };
  const register = async (jwk: object): Promise<Told> => {
    const answer = await fetch(String(config.registration_endpoint), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: 'Backend',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [jwk] },
        scope: 'system/*.rs',
      }),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const backend = { clientType: 'confidential-asymmetric', redirectUris: [], scopes: 'system/*.rs' } as const;

  test('are known by their kid, and by no address but the one that is registered', async () => {
    const [one, two] = [await givenKey('one'), await givenKey('two')];
    const app = await givenClient(server, { ...backend, jwks: { keys: [one.jwk, two.jwk] } });
    expect((await ask(two, app.id, { kid: 'two' })).status).toBe(200);
    for (const header of [{ kid: 'one' }, { kid: 'three' }, { kid: 'two', jku: 'https://evil.example/keys' }])
      expect(await ask(two, app.id, header)).toMatchObject({
        status: 401,
        body: { error: 'invalid_client' },
      });
  });

  test('that are published are kept as long as they say', async () => {
    const key = await givenKey('kept');
    let asked = 0;
    const published = createServer((_, response) => {
      asked++;
      response.setHeader('cache-control', 'max-age=3600').setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: [key.jwk] }));
    });
    await new Promise<void>(resolve => published.listen(0, '127.0.0.1', resolve));
    const { port } = published.address() as AddressInfo;
    const app = await givenClient(server, { ...backend, jwksUri: `http://localhost:${port}/keys` });
    for (let times = 0; times < 3; times++)
      expect((await ask(key, app.id, { kid: 'kept' })).status).toBe(200);
    expect(asked).toBe(1);
    published.close();
  });

  test.each(['no-store', 'max-age=0', 'private, no-cache'])(
    'that are published are kept no longer than they say: %s',
    async control => {
      const [before, after] = [await givenKey('before'), await givenKey('after')];
      let keys = [before.jwk];
      const published = createServer((_, response) => {
        response.setHeader('cache-control', control).setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ keys }));
      });
      await new Promise<void>(resolve => published.listen(0, '127.0.0.1', resolve));
      const { port } = published.address() as AddressInfo;
      const app = await givenClient(server, { ...backend, jwksUri: `http://localhost:${port}/keys` });
      expect((await ask(before, app.id, { kid: 'before' })).status).toBe(200);
      keys = [after.jwk];
      expect((await ask(before, app.id, { kid: 'before' })).status).toBe(401);
      expect((await ask(after, app.id, { kid: 'after' })).status).toBe(200);
      published.close();
    },
  );

  test('can be registered by the application itself, which is told its id', async () => {
    const key = await givenKey('own');
    const answer = await register(key.jwk);
    expect([answer.status, typeof answer.body.client_id]).toEqual([201, 'string']);
    expect((await ask(key, String(answer.body.client_id), { kid: 'own' })).status).toBe(200);
  });

  test('that have a private part, or are too weak, are not taken', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS384', {
      extractable: true,
      modulusLength: 2048,
    });
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    expect((await register(await exportJWK(publicKey))).status).toBe(201);
    for (const jwk of [await exportJWK(privateKey), weak, { kty: 'oct', k: 'c2VjcmV0' }])
      expect((await register(jwk)).status).toBe(400);
  });
});

test('the brand is one organization with its address, its end points and when it changed', async () => {
  const bundle = await (await fetch(String(config.user_access_brand_bundle))).json();
  const resources = bundle.entry.map(({ resource }: { resource: Record<string, unknown> }) => resource);
  const brands = resources.filter(
    ({ resourceType }: { resourceType: string }) => resourceType === 'Organization',
  );
  const own = config.user_access_brand_identifier as Record<string, unknown>;
  expect(own).toMatchObject({ system: expect.any(String), value: expect.any(String) });
  expect(brands).toHaveLength(1);
  expect(
    brands[0].identifier.filter((one: object) => JSON.stringify(one) === JSON.stringify(own)),
  ).toHaveLength(1);
  const ends = bundle.entry.filter(
    ({ resource }: { resource: { resourceType: string } }) => resource.resourceType === 'Endpoint',
  );
  expect(brands[0].endpoint).toEqual(
    ends.map(({ fullUrl }: { fullUrl: string }) => ({ reference: fullUrl })),
  );
  expect(Date.parse(bundle.timestamp)).not.toBeNaN();
  expect(JSON.stringify(bundle)).not.toContain('data-absent-reason');
});
