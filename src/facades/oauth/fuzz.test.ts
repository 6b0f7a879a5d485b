// Requests of OAuth by the hundred, of what real ones are made of, broken: none is our fault, none is slow, none opens anything.
// KEEPWELL_FUZZ_SEED names the run, KEEPWELL_FUZZ_COUNT how many requests it makes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Application } from '../../core/applications/application.ts';
import { getFhirUrl } from '../../core/instance.ts';
import { Random } from '../../testing/fuzz/random.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { givenClient, redirectUri, symmetric } from './testing/clients.ts';

const { KEEPWELL_FUZZ_SEED: seed = '20261129', KEEPWELL_FUZZ_COUNT: countGiven } = process.env;
const count = Number(countGiven ?? 600);
const slowMs = 2000;

let server: TestServer;
let clients: Application[];
beforeAll(async () => {
  const many = 1_000_000_000;
  server = await startTestServer({
    limits: { anonymousCallsPerMinuteMax: many, smartAsksPerMinuteMax: many },
  });
  // What is loaded and made once is there by then.
  await fetch(`${server.shellUrl}/oauth/jwks`);
  clients = [await givenClient(server), await givenClient(server, symmetric)];
});
afterAll(() => server.close());

const odd = [
  '',
  ' ',
  '\u0000',
  '%',
  '%00',
  '../..',
  '[object Object]',
  '__proto__',
  'constructor',
  '{"a":1}',
  'a'.repeat(3000),
  '🩺',
  "' OR 1=1",
  'patient/*.rs',
  'patient/Observation.rs?category=x|y',
  'eyJhbGciOiJub25lIn0.e30.',
  'https://evil.example/',
  '-1',
  '9'.repeat(30),
];

const fields = (): Record<string, readonly string[]> => ({
  client_id: [...clients.map(({ id }) => id), 'nobody', 'https://client.example/'],
  response_type: ['code', 'token', 'id_token', 'none'],
  grant_type: ['authorization_code', 'refresh_token', 'client_credentials', 'password', 'implicit'],
  redirect_uri: [redirectUri, 'com.example:/x'],
  scope: ['openid', 'offline_access patient/*.cruds', 'launch launch/patient', 'system/*.rs'],
  aud: [getFhirUrl(server.vault.instance)],
  state: ['state'],
  nonce: ['nonce'],
  prompt: ['none', 'login', 'consent'],
  max_age: ['0', '1'],
  claims: ['{"id_token":{"sub":{"value":"x"}}}'],
  response_mode: ['query', 'fragment', 'form_post', 'jwt', 'web_message'],
  request: ['eyJhbGciOiJub25lIn0.e30.'],
  request_uri: ['https://client.example/request'],
  resource: ['https://other.example/'],
  registration: ['{}'],
  code_challenge: ['a'.repeat(43)],
  code_challenge_method: ['S256', 'plain'],
  code: ['a'.repeat(43)],
  code_verifier: ['a'.repeat(43)],
  refresh_token: ['a'.repeat(43)],
  token: ['a'.repeat(43)],
  token_type_hint: ['access_token', 'refresh_token'],
  client_secret: ['x'],
  client_assertion: ['eyJhbGciOiJFUzM4NCJ9.eyJpc3MiOiJ4In0.x'],
  client_assertion_type: ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
  launch: ['x'],
  redirect_uris: ['["https://a.example/"]'],
});

const doors = [
  'authorize',
  'token',
  'revoke',
  'introspect',
  'register',
  'jwks',
  'interaction/x',
  'authorize/x',
  'nothing',
];
const types = [
  'application/x-www-form-urlencoded',
  'application/json',
  'text/plain',
  'multipart/form-data',
  '',
];

function pick<T>(random: Random, all: readonly T[]): T {
  return all[random.between(0, all.length - 1)]!;
}

function drawParameters(random: Random): URLSearchParams {
  const known = Object.entries(fields());
  const drawn = new URLSearchParams();
  for (let left = random.between(0, 14); left > 0; left--) {
    const [name, values] = pick(random, known);
    drawn.append(
      random.chance(0.05) ? pick(random, odd) : name,
      pick(random, random.chance(0.3) ? odd : values),
    );
  }
  return drawn;
}

test(`${count} broken requests are answered in time, and none by a mistake of ours`, {
  timeout: 60_000 + count * 100,
}, async () => {
  const random = new Random(Number(seed));
  const wrong: string[] = [];
  for (let done = 0; done < count; done++) {
    const door = pick(random, doors);
    const parameters = drawParameters(random);
    const isPost = random.chance(0.5);
    const type = random.chance(0.7) ? types[0]! : pick(random, types);
    const body =
      type === 'application/json' ? JSON.stringify(Object.fromEntries(parameters)) : String(parameters);
    const headers = {
      ...(type !== '' && isPost && { 'content-type': type }),
      ...(random.chance(0.2) && {
        authorization: pick(random, ['Basic eDp5', 'Basic !', 'Bearer x', 'Basic']),
      }),
      ...(random.chance(0.2) && { origin: pick(random, ['https://app.example', 'null', 'x']) }),
      ...(random.chance(0.3) && { accept: 'text/html' }),
      ...(random.chance(0.2) && { cookie: 'keepwell-oauth-step=x; keepwell-oauth-back=y; keepwell-oauth=z' }),
    };
    const path = `/oauth/${door}${isPost ? '' : `?${parameters}`}`;
    const startedAt = performance.now();
    const answer = await fetch(`${server.shellUrl}${path}`, {
      method: isPost ? 'POST' : 'GET',
      headers,
      redirect: 'manual',
      ...(isPost && { body }),
    });
    const text = await answer.text();
    const tookMs = performance.now() - startedAt;
    const location = answer.headers.get('location') ?? '';
    const leadsOut =
      /^https?:/.test(location) && ![server.shellUrl, redirectUri].some(own => location.startsWith(own));
    if (answer.status >= 500 || tookMs > slowMs || leadsOut || text.includes('access_token":'))
      wrong.push(
        `${answer.status} ${Math.round(tookMs)} ms ${isPost ? 'POST' : 'GET'} ${path} ${body} ${location}`,
      );
  }
  expect(wrong, `seed ${seed}`).toEqual([]);
});
