// Subscriptions by FHIR, as an application asks for them and as its receiver is told.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { revoke } from '../../../core/authorization/consent.ts';
import { defaultLimits } from '../../../core/limits/limits.ts';
import { parseScopes, scopesToRules } from '../../../core/smart/scopes.ts';
import { typesOfResource } from '../../../core/smart/types.ts';
import { judge } from '../../../testing/fhir/judge.ts';
import {
  type AnyResource,
  type FhirClient,
  givenFhirClient,
  makeWeight,
} from '../../../testing/fhir-client.ts';
import { fullRules } from '../../../testing/given.ts';
import { givenSmartApp } from '../../../testing/given-smart.ts';
import { isOnPostgres, takeTestDatabase } from '../../../testing/postgres.ts';
import { tempFolder } from '../../../testing/process.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';

interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly bundle: AnyResource;
}

interface Receiver {
  readonly url: string;
  readonly told: Told[];
  status: number;
  /** How long it takes to answer. */
  takesMs: number;
  close(): void;
}

let server: TestServer;
let receiver: Receiver;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  receiver = await startReceiver();
  return () => receiver.close();
});

async function startReceiver(): Promise<Receiver> {
  const told: Told[] = [];
  const http = createServer(async (request, response) => {
    const body = await text(request);
    if (one.status < 300) told.push({ headers: request.headers, bundle: JSON.parse(body) });
    setTimeout(() => response.writeHead(one.status).end(), one.takesMs);
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const one: Receiver = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/told`,
    told,
    status: 204,
    takesMs: 0,
    close: () => void http.close(),
  };
  return one;
}

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const settle = async () => {
  await server.background.run('deliver events');
  await server.background.run('notify subscribers');
};
const givenClient = (scopes = 'patient/*.cruds offline_access') => givenFhirClient(server, { scopes });

interface Asked {
  readonly topic?: string;
  readonly filters?: readonly string[];
  readonly content?: string;
  readonly channel?: object;
  readonly status?: string;
}

function makeSubscription(
  client: FhirClient,
  {
    topic = 'Observation',
    filters = [],
    content = 'id-only',
    channel = {},
    status = 'requested',
  }: Asked = {},
): AnyResource {
  return {
    resourceType: 'Subscription',
    status,
    reason: 'To follow weights',
    criteria: `${client.base}/SubscriptionTopic/${topic}`,
    ...(filters.length > 0 && {
      _criteria: {
        extension: filters.map(valueString => ({ url: `${backport}/backport-filter-criteria`, valueString })),
      },
    }),
    channel: {
      type: 'rest-hook',
      endpoint: receiver.url,
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: `${backport}/backport-payload-content`, valueCode: content }] },
      header: ['Authorization: Bearer of-the-receiver'],
      ...channel,
    },
  };
}

async function subscribed(client: FhirClient, asked?: Asked): Promise<AnyResource> {
  const made = await client.add(makeSubscription(client, asked));
  await settle();
  receiver.told.length = 0;
  return made;
}

const parametersOf = ({ bundle }: Told, name: string): AnyResource[] =>
  bundle.entry[0].resource.parameter.filter((one: AnyResource) => one.name === name);
const partOf = (event: AnyResource, name: string) => event.part.find((one: AnyResource) => one.name === name);
const typeOf = (told: Told) => parametersOf(told, 'type')[0].valueCode;
const events = () =>
  receiver.told
    .filter(told => typeOf(told) === 'event-notification')
    .flatMap(told => parametersOf(told, 'notification-event'));
const numbers = () => events().map(event => Number(partOf(event, 'event-number').valueString));
const focuses = () => events().map(event => partOf(event, 'focus')?.valueReference.reference);

test('a subscription begins with a handshake, and is told of what is made, changed and deleted', async () => {
  const client = await givenClient();
  const made = await client.add(makeSubscription(client));
  expect(made).toMatchObject({
    status: 'requested',
    reason: 'To follow weights',
    channel: { endpoint: receiver.url },
  });
  await settle();
  expect(receiver.told).toHaveLength(1);
  const [handshake] = receiver.told as [Told];
  expect(handshake.headers).toMatchObject({
    'content-type': 'application/fhir+json',
    authorization: 'Bearer of-the-receiver',
  });
  const self = `${client.base}/Subscription/${made.id}`;
  expect(handshake.bundle).toMatchObject({
    resourceType: 'Bundle',
    type: 'history',
    meta: { profile: [`${backport}/backport-subscription-notification-r4`] },
    entry: [{ request: { method: 'GET', url: `${self}/$status` }, response: { status: '200' } }],
  });
  expect(typeOf(handshake)).toBe('handshake');
  expect(parametersOf(handshake, 'status')[0].valueCode).toBe('requested');
  expect(parametersOf(handshake, 'subscription')[0].valueReference.reference).toBe(self);
  expect((await client.get(`Subscription/${made.id}`)).body.status).toBe('active');

  receiver.told.length = 0;
  const weight = await client.add(makeWeight('2026-03-01', 70));
  await client.send('PUT', `Observation/${weight.id}`, {
    ...weight,
    valueQuantity: { ...weight.valueQuantity, value: 71 },
  });
  await settle();
  await client.send('DELETE', `Observation/${weight.id}`);
  await settle();
  expect(numbers()).toEqual([1, 2, 3]);
  expect(new Set(focuses())).toEqual(new Set([`${client.base}/Observation/${weight.id}`]));
  const entries = receiver.told.flatMap(({ bundle }) => bundle.entry.slice(1));
  expect(entries.map((entry: AnyResource) => entry.request.method)).toEqual(['POST', 'PUT', 'DELETE']);
  expect(receiver.told.flatMap(({ bundle }) => judge(bundle))).toEqual([]);
  expect(entries.every((entry: AnyResource) => entry.resource === undefined)).toBe(true);
});

test('what the filters and the topic leave out is not told of', async () => {
  const client = await givenClient();
  await subscribed(client, {
    filters: ['Observation?code=http://loinc.org|29463-7', `patient=Patient/${client.recordId}`],
  });
  const weight = await client.add(makeWeight('2026-03-01'));
  const height = {
    ...makeWeight('2026-03-01'),
    code: { coding: [{ system: 'http://loinc.org', code: '8302-2' }] },
  };
  await client.add({
    ...height,
    valueQuantity: { value: 1.8, unit: 'm', system: 'http://unitsofmeasure.org', code: 'm' },
  });
  await client.add({ resourceType: 'Condition', code: { text: 'Cold' }, subject: client.patient });
  await settle();
  expect(focuses()).toEqual([`${client.base}/Observation/${weight.id}`]);
});

describe('a notification has', () => {
  test('the resource where that was asked for', async () => {
    const client = await givenClient();
    await subscribed(client, { content: 'full-resource' });
    const weight = await client.add(makeWeight('2026-03-01', 70.5));
    await settle();
    expect(receiver.told[0]?.bundle.entry[1].resource).toEqual(weight);
    expect(judge(receiver.told[0]?.bundle)).toEqual([]);
    expect(parametersOf(receiver.told[0] as Told, 'topic')[0].valueCanonical).toBe(
      `${client.base}/SubscriptionTopic/Observation`,
    );
  });

  test('nothing but that something happened where that is all that was asked for', async () => {
    const client = await givenClient();
    await subscribed(client, { content: 'empty' });
    await client.add(makeWeight('2026-03-01'));
    await settle();
    expect(numbers()).toEqual([1]);
    expect(receiver.told[0]?.bundle.entry).toHaveLength(1);
    expect(JSON.stringify(receiver.told[0]?.bundle)).not.toContain('Observation');
  });

  test('no more events than were asked for', async () => {
    const client = await givenClient();
    const extension = [{ url: `${backport}/backport-max-count`, valuePositiveInt: 2 }];
    await subscribed(client, { channel: { extension } });
    for (let day = 1; day <= 5; day++) await client.add(makeWeight(`2026-03-0${day}`));
    await settle();
    expect(numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(
      receiver.told.map(told => parametersOf(told, 'notification-event').length).every(n => n <= 2),
    ).toBe(true);
  });
});

describe('a receiver that does not take it', () => {
  const notTaken = 'The last try failed: the endpoint could not be reached, or did not take it.';

  test('is told of in the same words as a port where nobody listens', async () => {
    const client = await givenClient();
    const { id } = await client.add(
      makeSubscription(client, { channel: { endpoint: 'http://127.0.0.1:9/' } }),
    );
    await settle();
    expect((await client.get(`Subscription/${id}`)).body).toMatchObject({ status: 'error', error: notTaken });
    const { body } = await client.get(`Subscription/${id}/$status`);
    expect(JSON.stringify(body)).toContain(notTaken);
    expect(JSON.stringify(body)).not.toContain('ECONN');
  });

  test('at the handshake has its subscription in error, until it is asked for anew', async () => {
    const client = await givenClient();
    receiver.status = 500;
    const { id } = await client.add(makeSubscription(client));
    await settle();
    const read = await client.get(`Subscription/${id}`);
    expect(read.body).toMatchObject({ status: 'error', error: notTaken });
    await client.add(makeWeight('2026-03-01'));
    receiver.status = 200;
    const put = await client.send('PUT', `Subscription/${id}`, { ...read.body, status: 'requested' });
    expect(put.status).toBe(200);
    await settle();
    // Nothing that happened meanwhile is lost.
    expect(numbers()).toEqual([1]);
  });

  test('in the time that it asked for is asked again later', async () => {
    const client = await givenClient();
    const extension = [{ url: `${backport}/backport-timeout`, valueUnsignedInt: 1 }];
    receiver.takesMs = 1500;
    const { id } = await client.add(makeSubscription(client, { channel: { extension } }));
    await settle();
    const { error } = (await client.get(`Subscription/${id}`)).body;
    expect(error).toBe(notTaken);
  });

  test('is tried again, in order, and told nothing twice that it took', async () => {
    const client = await givenClient();
    const { id } = await subscribed(client);
    receiver.status = 503;
    const first = await client.add(makeWeight('2026-03-01'));
    await settle();
    const status = await client.get(`Subscription/${id}/$status`);
    const named = status.body.entry[0].resource.parameter.map((one: AnyResource) => one.name);
    expect([status.body.type, named.includes('error')]).toEqual(['searchset', true]);
    receiver.status = 200;
    const second = await client.add(makeWeight('2026-03-02'));
    await settle();
    expect(numbers()).toEqual([]);
    server.clock.pass(defaultLimits.eventRetryFirstMs);
    await settle();
    expect(focuses()).toEqual([first, second].map(one => `${client.base}/Observation/${one.id}`));
    server.clock.pass(defaultLimits.eventRetryForMs);
    await settle();
    expect(numbers()).toEqual([1, 2]);
  });
});

describe('receivers that do not answer', () => {
  test.each([
    ['one application, with no more posts than it may have', 1, 6, defaultLimits.fhirNotificationPostsMax],
    ['several at their handshakes, with half of all', 4, 5, Math.ceil(defaultLimits.eventPostsMax / 2)],
  ])('hold up no other: of %s', async (_, apps, ofEach, underWay) => {
    const other = await startReceiver();
    const client = await givenClient();
    await subscribed(client, { channel: { endpoint: other.url } });
    other.told.length = 0;
    receiver.takesMs = 2500;
    for (let i = 0; i < apps; i++) {
      const slow = await givenClient();
      for (let n = 0; n < ofEach; n++) await slow.add(makeSubscription(slow));
    }
    server.clock.pass(1000);
    await client.add(makeWeight('2026-03-01'));
    await server.background.run('deliver events');
    const running = server.background.run('notify subscribers');
    await expect.poll(() => other.told.map(typeOf), { timeout: 2000 }).toEqual(['event-notification']);
    await expect.poll(() => receiver.told.length, { timeout: 2000 }).toBe(underWay);
    receiver.takesMs = 0;
    await running;
    expect(receiver.told).toHaveLength(apps * ofEach);
    other.close();
  });

  test('are asked no sooner where the same is put once more, but at once by another channel', async () => {
    const client = await givenClient();
    const { id } = await subscribed(client);
    receiver.status = 503;
    await client.add(makeWeight('2026-03-01'));
    await settle();
    receiver.status = 200;
    const { body } = await client.get(`Subscription/${id}`);
    const put = (changed: object) =>
      client.send('PUT', `Subscription/${id}`, { ...body, status: 'requested', ...changed });
    expect((await put({ reason: 'Another' })).status).toBe(200);
    await settle();
    expect(receiver.told).toEqual([]);
    await put({ channel: { ...body.channel, header: ['Authorization: Bearer new'] } });
    await settle();
    expect(receiver.told.map(typeOf)).toEqual(['handshake', 'event-notification']);
  });
});

test('an application asks for no more handshakes in an hour than it may', async () => {
  const small = await startTestServer({ limits: { fhirHandshakesPerHourMax: 2 } });
  const client = await givenFhirClient(small, { scopes: 'patient/*.cruds offline_access' });
  const made = await client.add(makeSubscription(client));
  const put = (status: string) => client.send('PUT', `Subscription/${made.id}`, { ...made, status });
  expect((await put('requested')).status).toBe(200);
  expect((await put('requested')).status).toBe(429);
  expect((await put('off')).status).toBe(200);
  small.clock.pass(3_600_000);
  const again = await givenFhirClient(small, {
    of: client,
    isOf: client.app,
    scopes: 'patient/*.cruds offline_access',
  });
  expect((await again.send('PUT', `Subscription/${made.id}`, made)).status).toBe(200);
  await small.close();
});

test('what was told is told again by $events, with the same numbers', async () => {
  const client = await givenClient();
  const { id } = await subscribed(client, { content: 'empty' });
  const all = [];
  for (let day = 1; day <= 3; day++) all.push(await client.add(makeWeight(`2026-03-0${day}`)));
  await settle();
  const from = await client.get(`Subscription/${id}/$events?eventsSinceNumber=2&content=full-resource`);
  expect(from.body).toMatchObject({ resourceType: 'Bundle', type: 'history' });
  expect(from.body.entry.slice(1).map((entry: AnyResource) => entry.resource)).toEqual(all.slice(1));
  const [one] = (await client.get(`Subscription/${id}/$events?eventsUntilNumber=1`)).body.entry;
  expect(
    one.resource.parameter.filter(({ name }: AnyResource) => name === 'notification-event'),
  ).toHaveLength(1);
  expect((await client.get(`Subscription/${id}/$events?eventsSinceNumber=x`)).status).toBe(400);
});

test('heartbeats come as often as they were asked for', async () => {
  const client = await givenClient();
  const extension = [{ url: `${backport}/backport-heartbeat-period`, valueUnsignedInt: 60 }];
  await subscribed(client);
  const { id } = await subscribed(client, { channel: { extension } });
  server.clock.pass(61_000);
  await settle();
  await settle();
  expect(receiver.told.map(typeOf)).toEqual(['heartbeat']);
  const [of] = parametersOf(receiver.told[0] as Told, 'subscription');
  expect(of.valueReference.reference).toBe(`${client.base}/Subscription/${id}`);
});

describe('rights', () => {
  test('are those of the moment: what is not open any more is not told of', async () => {
    const client = await givenClient();
    await subscribed(client, { content: 'full-resource' });
    receiver.status = 500;
    await client.add(makeWeight('2026-03-01'));
    await settle();
    receiver.status = 200;
    await server.vault.store.write(db =>
      revoke(db, server.vault, {
        appId: client.app.id,
        personId: client.person.id,
        recordId: client.record.id,
      }),
    );
    server.clock.pass(defaultLimits.eventRetryGapMaxMs);
    await settle();
    expect(receiver.told).toEqual([]);
  });

  test('of offline access are needed', async () => {
    const rules = fullRules().filter(({ mode }) => mode === 'online');
    const client = await givenFhirClient(server, { rules });
    const refused = await client.send('POST', 'Subscription', makeSubscription(client));
    expect([refused.status, refused.body.issue[0].diagnostics]).toEqual([
      403,
      expect.stringContaining('offline_access'),
    ]);
  });

  test('of scopes are needed, for the subscription and for what it tells of', async () => {
    const one = await givenClient('patient/Subscription.cruds patient/Condition.rs offline_access');
    expect((await one.send('POST', 'Subscription', makeSubscription(one))).status).toBe(403);
    const other = await givenClient('patient/Observation.rs offline_access');
    expect((await other.send('POST', 'Subscription', makeSubscription(other))).status).toBe(403);
    const narrow = await givenClient(
      'patient/Subscription.cruds patient/Observation.cu patient/Observation.rs?category=laboratory offline_access',
    );
    await subscribed(narrow);
    await narrow.send('POST', 'Observation', makeWeight('2026-03-01'));
    await settle();
    expect(receiver.told).toEqual([]);
  });

  test('are of the application that made it', async () => {
    const client = await givenClient();
    const { id } = await subscribed(client);
    const other = await givenFhirClient(server, { of: client });
    for (const [method, path] of [
      ['GET', `Subscription/${id}`],
      ['DELETE', `Subscription/${id}`],
      ['GET', `Subscription/${id}/$status`],
      ['GET', `Subscription/${id}/$events`],
    ] as const)
      expect((await other.send(method, path)).status).toBe(404);
    expect((await other.get('Subscription')).body.total).toBe(0);
  });
});

test('an application finds, ends and deletes what it made', async () => {
  const client = await givenClient();
  const { id } = await subscribed(client);
  const all = await client.find(`Subscription?status=active&url=${encodeURIComponent(receiver.url)}`);
  expect(all.map(one => one.id)).toEqual([id]);
  expect(await client.find('Subscription?status=off')).toEqual([]);
  const status = await client.send('POST', 'Subscription/$status', {
    resourceType: 'Parameters',
    parameter: [{ name: 'id', valueId: id }],
  });
  expect(status.body.entry).toHaveLength(1);
  expect(judge(status.body)).toEqual([]);
  const count = async (path: string) => ((await client.get(path)).body.entry ?? []).length;
  expect(await count(`Subscription/$status?id=other&id=${id}&status=off&status=active`)).toBe(1);
  expect(await count('Subscription/$status?status=off')).toBe(0);
  expect(await count(`Subscription/${id}/$status?id=other&status=off`)).toBe(1);
  const ended = await client.send('PUT', `Subscription/${id}`, { ...all[0], status: 'off' });
  expect(ended.body.status).toBe('off');
  await client.add(makeWeight('2026-03-01'));
  await settle();
  expect(receiver.told).toEqual([]);
  expect((await client.send('DELETE', `Subscription/${id}`)).status).toBe(204);
  expect((await client.get(`Subscription/${id}`)).status).toBe(404);
});

test.each([
  ['no topic of ours', { topic: 'Patient' }, 'Subscription.criteria'],
  ['a filter that is none', { filters: ['colour=red'] }, 'Subscription.criteria'],
  ['a filter of another person', { filters: ['patient=Patient/other'] }, 'Subscription.criteria'],
  ['another channel', { channel: { type: 'websocket' } }, 'Subscription.channel.type'],
  [
    'another version of FHIR',
    { channel: { payload: 'application/fhir+json; fhirVersion=4.3' } },
    'Subscription.channel.payload',
  ],
  ['no content', { content: 'all' }, 'Subscription.channel.payload'],
  ['a private network', { channel: { endpoint: 'https://10.0.0.1/x' } }, 'Subscription.channel.endpoint'],
  ['a header of the connection', { channel: { header: ['Host: other'] } }, 'Subscription.channel.header'],
  ['a header that breaks its line', { channel: { header: ['X: a\r\nY: b'] } }, 'Subscription.channel.header'],
  [
    'too many heartbeats',
    { channel: { extension: [{ url: `${backport}/backport-heartbeat-period`, valueUnsignedInt: 1 }] } },
    'Subscription.channel',
  ],
])('a subscription with %s is refused, and says where', async (_, asked, place) => {
  const client = await givenClient();
  const refused = await client.send('POST', 'Subscription', makeSubscription(client, asked));
  expect([refused.status, refused.body.issue[0].expression]).toEqual([422, [place]]);
});

test('what was committed is told by the next process', async () => {
  const data = tempFolder();
  const database = isOnPostgres ? await takeTestDatabase() : undefined;
  const settings = { data, database: database?.url };
  const first = await startTestServer(settings);
  const client = await givenFhirClient(first, { scopes: 'patient/*.cruds offline_access' });
  await client.add(makeSubscription(client));
  await first.background.run('notify subscribers');
  receiver.status = 500;
  await client.add(makeWeight('2026-03-01'));
  await first.background.run('deliver events');
  await first.background.run('notify subscribers');
  await client.add(makeWeight('2026-03-02'));
  await first.close();
  receiver.status = 200;
  receiver.told.length = 0;
  const next = await startTestServer(settings);
  next.clock.pass(defaultLimits.eventRetryFirstMs);
  // Of several nodes another may hold the work for a moment.
  const tell = async () => {
    await next.background.run('deliver events');
    await next.background.run('notify subscribers');
    return numbers();
  };
  await expect.poll(tell).toEqual([1, 2]);
  await next.close();
  await database?.release();
});

test('the CapabilityStatement lists the topics and what can be done', async () => {
  const { body } = await (await givenClient()).get('metadata');
  expect(body.instantiates).toContainEqual(expect.stringContaining('backport-subscription-server-r4'));
  const own = body.rest[0].resource.find(({ type }: AnyResource) => type === 'Subscription');
  const topics = own.extension.map(({ valueCanonical }: AnyResource) => valueCanonical.split('/').pop());
  expect(topics).toContain('MedicationRequest');
  expect(own.supportedProfile).toEqual([`${backport}/backport-subscription`]);
  expect(own.operation.map(({ name }: AnyResource) => name)).toEqual(['status', 'events']);
  expect(own.searchParam.map(({ name }: AnyResource) => name)).toContain('url');
});

test('an application has no more subscriptions to a record than it may', async () => {
  const client = await givenClient();
  for (let i = 0; i < defaultLimits.fhirSubscriptionsMax; i++) await client.add(makeSubscription(client));
  expect((await client.send('POST', 'Subscription', makeSubscription(client))).status).toBe(429);
});

test('what is left out by a later consent is told no more, and what is left is', async () => {
  const consent = (of: FhirClient, scopes: string) =>
    givenFhirClient(server, {
      ...{ of, isOf: of.app, scopes },
      rules: scopesToRules(parseScopes(scopes), typesOfResource),
    });
  const scopes = 'patient/Observation.rs patient/Subscription.cruds offline_access';
  const owner = await givenClient();
  const client = await consent({ ...owner, app: await givenSmartApp(server) }, scopes);
  await subscribed(client, { content: 'full-resource' });
  const category = 'http://terminology.hl7.org/CodeSystem/observation-category';
  await consent(client, `patient/Observation.rs?category=${category}|vital-signs offline_access`);
  await owner.add({
    ...makeWeight('2026-06-01'),
    category: [{ coding: [{ system: category, code: 'laboratory' }] }],
    code: { text: 'Secret' },
  });
  await owner.add(makeWeight('2026-06-02'));
  await settle();
  expect(JSON.stringify(receiver.told)).toContain('2026-06-02');
  expect(JSON.stringify(receiver.told)).not.toContain('Secret');
});
