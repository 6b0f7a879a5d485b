// Calls are counted: of who is not known by where they come from, of applications wherever they call from. Whatever door of FHIR and
// SMART it is, who asks too much is told so in its words, and when to come again.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FhirClient, givenFhirClient } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { brandsPath, oauthPaths, smartPath } from '../oauth/discovery.ts';

const limits = { anonymousCallsPerMinuteMax: 3, fhirCallsPerMinuteMax: 8 };

let server: TestServer;
let client: FhirClient;
beforeAll(async () => {
  server = await startTestServer({ limits });
  client = await givenFhirClient(server);
});
afterAll(() => server.close());

/** A request of each kind. */
const fhirRoutes: readonly (readonly [method: string, path: string])[] = [
  ['POST', ''],
  ['GET', 'Observation'],
  ['POST', 'Observation/_search'],
  ['GET', 'Patient/1/Observation'],
  ['GET', 'Observation/1'],
  ['GET', 'Observation/1/_history/1'],
  ['GET', 'Observation/1/_history'],
  ['POST', 'Observation'],
  ['PUT', 'Observation/1'],
  ['PATCH', 'Observation/1'],
  ['DELETE', 'Observation/1'],
  ['GET', 'Patient/1/$everything'],
  ['GET', 'Patient/1/$summary'],
  ['POST', 'Observation/$validate'],
  ['GET', '$export'],
  ['GET', '$export-status/1'],
  ['DELETE', '$export-status/1'],
  ['GET', '$export-file/1/Observation'],
  ['GET', 'nothing/like/this'],
];

async function ask(method: string, url: string, headers: Record<string, string> = {}) {
  const reply = await fetch(url, { method, headers, redirect: 'manual' });
  const { status } = reply;
  const text = await reply.text();
  return {
    status,
    retryAfter: Number(reply.headers.get('retry-after')),
    body: status === 429 ? JSON.parse(text) : {},
  };
}

const throttled = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'throttled' }] };

test('FHIR counts who is not known by the address, whatever is asked', async () => {
  for (const [method, path] of [...fhirRoutes, ['GET', 'metadata'] as const]) {
    server.clock.pass(60_000);
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await ask('GET', `${client.base}/Observation`)).status);
    expect(statuses).toEqual([401, 401, 401]);
    const { status, retryAfter, body } = await ask(method, `${client.base}/${path}`);
    expect({ method, path, status, retryAfter }).toEqual({ method, path, status: 429, retryAfter: 60 });
    expect(body).toMatchObject(throttled);
  }
  // Who is known is answered at the same address.
  expect((await client.get('Observation')).status).toBe(200);
});

test('and applications, each by itself', async () => {
  const other = await givenFhirClient(server);
  for (const [method, path] of fhirRoutes.slice(0, -1)) {
    server.clock.pass(60_000);
    for (let i = 0; i < 8; i++) expect((await client.get('Observation/1')).status).toBe(404);
    const { status, retryAfter, body } = await ask(method, `${client.base}/${path}`, client.headers);
    expect({ method, path, status, retryAfter }).toEqual({ method, path, status: 429, retryAfter: 60 });
    expect(body).toMatchObject(throttled);
  }
  expect((await other.get('Observation')).status).toBe(200);
});

test('each entry of a Bundle is a call', async () => {
  server.clock.pass(60_000);
  const request = { method: 'GET', url: 'Observation/1' };
  const bundle = { resourceType: 'Bundle', type: 'batch', entry: Array(8).fill({ request }) };
  expect((await client.send('POST', '', bundle)).status).toBe(200);
  expect((await client.get('Observation/1')).status).toBe(429);
});

test('SMART counts by the address, whatever is asked', async () => {
  const routes = [
    ...[
      smartPath,
      brandsPath,
      '/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server',
    ],
    ...[...Object.values(oauthPaths), '/oauth/interaction/1', '/oauth/nothing'],
  ];
  for (const path of routes) {
    server.clock.pass(60_000);
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await ask('GET', `${server.shellUrl}${path}`));
    expect({ path, statuses: answers.slice(0, 3).filter(({ status }) => status === 429) }).toEqual({
      path,
      statuses: [],
    });
    expect(answers[3]).toMatchObject({
      status: 429,
      retryAfter: 60,
      body: { error: 'temporarily_unavailable' },
    });
  }
});

test('what does not come so far is told in the words of its door, too', async () => {
  await using full = await startTestServer({ limits: { requestsPerAddressMax: 0 } });
  const [fhir, smart] = await Promise.all(
    ['/fhir/r4/Observation', oauthPaths.token].map(path => ask('GET', full.shellUrl + path)),
  );
  expect(fhir).toMatchObject({ status: 429, retryAfter: 1, body: throttled });
  expect(smart).toMatchObject({ status: 429, retryAfter: 1, body: { error: 'temporarily_unavailable' } });
});
