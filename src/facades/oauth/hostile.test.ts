// What somebody tries who is not the application, or not the person, or means another server.
import { createHash, randomBytes } from 'node:crypto';
import { Agent, get, request } from 'node:http';
import * as oauth from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Application } from '../../core/applications/application.ts';
import { getFhirUrl } from '../../core/instance.ts';
import { findSmartAccess } from '../../core/smart/access.ts';
import { givenVisitor } from '../../shell/testing/apps.ts';
import { Browser } from '../../shell/testing/browser.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { agree, givenClient, leading, redirectUri, symmetric } from './testing/clients.ts';

let server: TestServer;
let app: Application;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenClient(server);
});
afterAll(() => server.close());

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

function addressWith(changes: Record<string, string | undefined> = {}): string {
  const parameters: Record<string, string | undefined> = {
    client_id: app.id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'launch/patient offline_access patient/Observation.rs',
    state: 'a state',
    aud: getFhirUrl(server.vault.instance),
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(parameters).filter((one): one is [string, string] => one[1] !== undefined);
  return `/oauth/authorize?${new URLSearchParams(given)}`;
}

interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function token(form: Record<string, string>, headers: Record<string, string> = {}): Promise<Told> {
  const answer = await fetch(`${server.shellUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

const exchange = (code: string, changes: Record<string, string> = {}) =>
  token({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    client_id: app.id,
    code_verifier: verifier,
    ...changes,
  });

async function codeOf(browser: Browser): Promise<string> {
  return (await agree(browser, addressWith())).searchParams.get('code')!;
}

test('a code is good once; the second time, what came of it ends', async () => {
  const code = await codeOf(await givenVisitor(server));
  const first = await exchange(code);
  expect(first.status).toBe(200);
  expect(await findSmartAccess(server.vault, String(first.body.access_token))).toBeDefined();
  expect(await exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(await findSmartAccess(server.vault, String(first.body.access_token))).toBeUndefined();
});

test('of two at the same moment, one gets tokens at most', async () => {
  const code = await codeOf(await givenVisitor(server));
  const both = await Promise.all([exchange(code), exchange(code)]);
  expect(both.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
});

test('a code without its verifier, at another address or of another application is worth nothing', async () => {
  const browser = await givenVisitor(server);
  const other = await givenClient(server);
  for (const changes of [
    { code_verifier: randomBytes(32).toString('base64url') },
    { redirect_uri: 'https://evil.example/' },
    { client_id: other.id },
  ] as Record<string, string>[])
    expect(await exchange(await codeOf(browser), changes)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  const code = await codeOf(browser);
  const { code_verifier: _, ...without } = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    client_id: app.id,
    code_verifier: verifier,
  };
  expect((await token(without)).status).toBe(400);
});

test.each([
  'https://evil.example/callback',
  'https://app.example/callback/../x',
  'https://app.example/callback?x=1',
  'https://app.example.evil.example/callback',
  'https://APP.example/callback',
  'javascript:alert(1)',
  '',
])('nobody is sent to %s, which is not registered', async address => {
  const browser = await givenVisitor(server);
  const page = await browser.open(addressWith({ redirect_uri: address }), {
    headers: { accept: 'text/html' },
  });
  expect(page.status).toBe(400);
  expect(page.location).toBeUndefined();
  expect(page.text).toContain('This app made a mistake');
});

test.each([
  ['another server', { aud: 'https://other.example/fhir/r4' }, 'invalid_request'],
  ['none', { aud: undefined }, 'invalid_request'],
  ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['another response', { response_type: 'token' }, 'unsupported_response_type'],
  ['scopes that it did not register', { scope: 'system/*.rs' }, 'invalid_scope'],
  ['a launch that is none', { scope: 'launch patient/*.rs', launch: 'x' }, 'invalid_request'],
  ['a launch without its word', { scope: 'launch patient/*.rs' }, 'invalid_request'],
])('who asks for %s is sent back and told', async (_, changes, error) => {
  const page = await (await givenVisitor(server)).open(addressWith(changes));
  const back = new URL(leading(page).replace('#', '?'));
  expect(back.origin).toBe('https://app.example');
  expect(back.searchParams.get('error')).toBe(error);
  expect(back.searchParams.get('state')).toBe('a state');
  // By which an application knows which server answered.
  expect(back.searchParams.get('iss')).toBe(server.shellUrl);
});

test('nobody writes on the page that tells of a mistake', async () => {
  const page = await (await givenVisitor(server)).open('/authorize?mistake=Call+0900');
  expect(page.status).toBe(400);
  expect(page.text).not.toContain('0900');
});

test('an answer says which server gave it, so that no code is taken to another', async () => {
  const metadata = await (await fetch(`${server.shellUrl}/.well-known/openid-configuration`)).json();
  expect(metadata).toMatchObject({
    issuer: server.shellUrl,
    authorization_response_iss_parameter_supported: true,
  });
  const back = await agree(await givenVisitor(server), addressWith());
  expect(back.searchParams.get('iss')).toBe(metadata.issuer);
  // A client that began at another server, and is answered by this one.
  const other = new oauth.Configuration({ ...metadata, issuer: 'https://other.example' }, app.id);
  const given = { pkceCodeVerifier: verifier, expectedState: 'a state' };
  await expect(oauth.authorizationCodeGrant(other, back, given)).rejects.toMatchObject({
    cause: { message: expect.stringContaining('"iss"') },
  });
});

test.each([
  'patient/Observation.cruds',
  'patient/*.rs',
  'patient/Observation.rs patient/Condition.r',
  'user/Observation.rs',
  'system/*.rs',
  'openid fhirUser patient/Observation.rs',
])('a refresh that asks for %s has no more than was granted', async scope => {
  const code = await codeOf(await givenVisitor(server));
  const { body } = await exchange(code);
  const form = { grant_type: 'refresh_token', refresh_token: String(body.refresh_token), client_id: app.id };
  expect(await token({ ...form, scope })).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  const { body: same } = await token(form);
  expect(String(same.scope).split(' ').toSorted()).toEqual(String(body.scope).split(' ').toSorted());
});

test('so many requests to authorise come from one address in a minute', async () => {
  await using small = await startTestServer({ limits: { smartAsksPerMinuteMax: 2 } });
  const statuses = [];
  for (let i = 0; i < 3; i++)
    statuses.push((await fetch(`${small.shellUrl}/oauth/authorize`, { redirect: 'manual' })).status);
  expect(statuses).toEqual([303, 303, 429]);
});

test('who answers in a browser that did not begin it gives the beginner nothing', async () => {
  const attacker = new Browser(server);
  const begun = await attacker.send(addressWith());
  const step = await attacker.send(leading(begun));
  const victim = await givenVisitor(server);
  const page = await victim.open(leading(step));
  const back = await victim.submit(page, '/consent', { decision: 'allow' });
  expect(back.status).toBe(400);
  expect(back.location).toBeUndefined();
  const again = await attacker.send(leading(begun));
  expect(leading(again)).toContain('/authorize?of=');
});

test('a person who is suspended, an application that is switched off: their tokens are not refreshed', async () => {
  const client = await givenClient(server);
  const refresh = (of: Told) =>
    token({
      grant_type: 'refresh_token',
      refresh_token: String(of.body.refresh_token),
      client_id: client.id,
    });
  const connect = async () => {
    const address = addressWith({ client_id: client.id });
    const back = await agree(await givenVisitor(server), address);
    return exchange(back.searchParams.get('code')!, { client_id: client.id });
  };
  const one = await connect();
  const access = (await findSmartAccess(server.vault, String(one.body.access_token)))!;
  const { vault } = server;
  await vault.store.write(async db => {
    const person = (await db.people.byId(access.personId!))!;
    await db.people.update({ ...person, state: 'suspended' });
  });
  expect(await findSmartAccess(vault, String(one.body.access_token))).toBeUndefined();
  expect(await refresh(one)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  const two = await connect();
  await vault.store.write(db => db.applications.put({ ...client, state: 'disabled' }));
  expect(await refresh(two)).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
});

test('a secret that is wrong, or none, opens no token', async () => {
  const confidential = await givenClient(server, symmetric);
  const form = { grant_type: 'refresh_token', refresh_token: 'x' };
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${confidential.id}:${secret}`).toString('base64')}`,
  });
  expect((await token(form, basic('wrong'))).status).toBe(401);
  expect((await token({ ...form, client_id: confidential.id })).status).toBe(401);
});

test('what is too long is refused, and nothing that is sent is our fault', async () => {
  const long = 'x'.repeat(60_000);
  expect((await token({ grant_type: long })).status).toBe(413);
  const answer = await fetch(`${server.shellUrl}/oauth/authorize?scope=${'x'.repeat(14_000)}`);
  expect(answer.status).toBe(413);
  const statuses = new Set<number>();
  for (const [path, body, type] of [
    ['token', '%', 'application/x-www-form-urlencoded'],
    ['token', '{}', 'application/json'],
    ['token', 'grant_type=a&grant_type=b', 'application/x-www-form-urlencoded'],
    ['introspect', 'token', 'text/plain'],
    ['revoke', '\u0000', 'application/x-www-form-urlencoded'],
    ['register', 'x', 'application/json'],
    ['register', '[]', 'application/json'],
    ['register', '{"redirect_uris":"x"}', 'application/json'],
    ['nothing', '', 'text/plain'],
  ] as const)
    statuses.add(
      (
        await fetch(`${server.shellUrl}/oauth/${path}`, {
          method: 'POST',
          body,
          headers: { 'content-type': type },
        })
      ).status,
    );
  for (const path of ['interaction/x', 'interaction/x?answer=y', 'authorize/x', 'authorize', 'token'])
    statuses.add((await fetch(`${server.shellUrl}/oauth/${path}`)).status);
  expect([...statuses].filter(status => status < 400 || status >= 500)).toEqual([]);
});

test('pages of the application may call from their origin, and no others; discovery is for all', async () => {
  const code = await codeOf(await givenVisitor(server));
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    client_id: app.id,
    code_verifier: verifier,
  };
  expect((await token(form, { origin: 'https://evil.example' })).status).toBe(400);
  const own = await token(form, { origin: 'https://app.example' });
  expect(own.headers.get('access-control-allow-origin')).toBe('https://app.example');
  expect(own.status).toBe(200);
  for (const path of [
    '/fhir/r4/.well-known/smart-configuration',
    '/fhir/r4/.well-known/brands',
    '/.well-known/openid-configuration',
    '/oauth/jwks',
  ]) {
    const answer = await fetch(`${server.shellUrl}${path}`, {
      headers: { origin: 'https://any.example', accept: 'text/html' },
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/(jwk-set\+)?json/);
    expect(['*', 'https://any.example']).toContain(answer.headers.get('access-control-allow-origin'));
  }
});

test('another host in a request changes no address that is told', async () => {
  const { hostname, port } = new URL(server.shellUrl);
  const ask = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
      get({ host: hostname, port, path, headers }, answer => {
        let text = `${answer.statusCode} ${answer.headers.location ?? ''} `;
        answer.on('data', part => {
          text += part;
        });
        answer.on('end', () => resolve(text));
      }).on('error', reject);
    });
  for (const path of [
    '/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server',
    '/fhir/r4/.well-known/smart-configuration',
    '/fhir/r4/.well-known/brands',
  ]) {
    const told = await ask(path);
    expect(told, path).toMatch(/^200 /);
    expect(told, path).not.toContain('evil.example');
    expect(told, path).toContain(server.shellUrl);
  }
  const refused = await ask(addressWith({ scope: 'openid', code_challenge: undefined }));
  expect(refused).toMatch(/^303 /);
  expect(refused).toContain(`iss=${encodeURIComponent(server.shellUrl)}`);
});

test('what comes behind a form that was too long is answered, on the same connection', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (length: number) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asking = request(`${server.shellUrl}/oauth/revoke`, { method: 'POST', agent }, answer => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      });
      asking.on('error', reject).end('x'.repeat(length));
    });
  for (const length of [60_000, 133_000, 200_000, 500_000, 133_000, 200_000]) {
    expect(await post(length)).toBe(413);
    expect(await post(10)).toBe(400);
  }
  agent.destroy();
});
