// What takes long gives others their turn: no request of FHIR holds the one thread of a server for more than a part of the time that
// it takes. The parts are of one run, so that it matters little what else the machine does.
import { once } from 'node:events';
import { connect } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { fullRules, givenApp, givenLinkedApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';

let server: TestServer;
let client: FhirClient;
beforeAll(async () => {
  server = await startTestServer({ limits: { fhirIndexWaitMs: 60_000 } });
  client = await givenFhirClient(server);
  // What is loaded by the first request is loaded once.
  await client.add(makeWeight('2026-01-01'));
});
afterAll(() => server.close());

/** @returns the part of the time of a request that nobody else had a turn */
async function measure(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const reply = await fetch(`${client.base}/${path}`, {
    method,
    headers: { ...client.headers, ...headers },
    ...(body && { body }),
  });
  await reply.arrayBuffer();
  const tookMs = performance.now() - began;
  delay.disable();
  expect(reply.status).toBe(200);
  return delay.max / 1e6 / tookMs;
}

const json = { accept: 'application/fhir+json', 'content-type': 'application/fhir+json' };
const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);

test.each(['transaction', 'batch'])('a %s of very many entries', async type => {
  const entry = Array.from({ length: 200 }, (_, i) => ({
    fullUrl: `urn:uuid:${i}`,
    request: { method: 'POST', url: 'Observation' },
    resource: makeWeight(day(i)),
  }));
  const body = JSON.stringify({ resourceType: 'Bundle', type, entry });
  expect(await measure('POST', '', json, body)).toBeLessThan(0.5);
});

test('another person reads and writes while transactions of very many entries are written', async () => {
  const { client: other, ...of } = await givenLinkedApp(server);
  const infoXml = `<info><thing><type-id>${typeIds.weight}</type-id><data-xml>${weightXml(70)}<common/></data-xml></thing></info>`;
  const put = { ...of, version: 2, infoXml };
  const get = {
    ...of,
    version: 3,
    infoXml: '<info><group max="1"><filter/><format><section>core</section></format></group></info>',
  };
  const call = async (name: string, asked: typeof put): Promise<number> => {
    const began = performance.now();
    expect((await other.call(name, asked)).code).toBe(0);
    return performance.now() - began;
  };
  const entry = Array.from({ length: 500 }, (_, i) => ({
    fullUrl: `urn:uuid:${i}`,
    request: { method: 'POST', url: 'Observation' },
    resource: {
      ...makeWeight(day(i)),
      ...(i > 0 && { derivedFrom: [{ reference: `urn:uuid:${i - 1}` }] }),
    },
  }));
  const bundle = { resourceType: 'Bundle', type: 'transaction', entry };
  await call('PutThings', put);
  await call('GetThings', get);
  const parts: number[] = [];
  const longest: number[] = [];
  for (let round = 0; round < 5; round++) {
    let isOver = false;
    const began = performance.now();
    const sent = client.send('POST', '', bundle).finally(() => {
      isOver = true;
    });
    const waits: number[] = [];
    while (!isOver) waits.push(await call('PutThings', put), await call('GetThings', get));
    expect((await sent).status).toBe(200);
    longest.push(Math.max(...waits));
    parts.push(Math.max(...waits) / (performance.now() - began));
  }
  // Of what the machine does beside it the best of several rounds tells least.
  expect(Math.min(...parts)).toBeLessThan(0.4);
  expect(Math.min(...longest)).toBeLessThan(750);
});

test('a page as large as one may be, made and printed, in JSON and in XML', async () => {
  const description = Array.from({ length: 20_000 }, (_, i) => `word ${i}`).join(' ');
  const entry = Array.from({ length: 40 }, (_, i) => ({
    request: { method: 'POST', url: 'Location' },
    resource: { resourceType: 'Location', name: `Place ${i}`, description },
  }));
  for (let from = 0; from < entry.length; from += 20) {
    const some = entry.slice(from, from + 20);
    await client.send(
      'POST',
      '',
      { resourceType: 'Bundle', type: 'batch', entry: some },
      { prefer: 'return=minimal' },
    );
  }
  expect((await client.get('Location?_summary=count')).body.total).toBe(40);
  for (const accept of ['application/fhir+json', 'application/fhir+xml'])
    expect(await measure('GET', 'Location?_count=100', { accept })).toBeLessThan(0.5);
  expect(await measure('GET', 'Location/_history?_count=100', json)).toBeLessThan(0.5);
});

test('answers that nobody waits for any more are not made', async () => {
  const own = await givenFhirClient(server, { of: client, isOf: client.app });
  const ask = async () => {
    const began = performance.now();
    expect((await own.get('Location?_count=100')).status).toBe(200);
    return performance.now() - began;
  };
  await ask();
  const aloneMs = await ask();
  const count = 100;
  const { hostname, port, pathname } = new URL(`${own.base}/Location`);
  const head = `GET ${pathname}?_count=100 HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: ${own.headers.authorization}\r\n\r\n`;
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(Number(port), hostname, () => socket.write(head));
    return socket.on('error', () => {});
  });
  await Promise.all(sockets.map(socket => once(socket, 'connect')));
  await new Promise(resolve => setTimeout(resolve, 100));
  for (const socket of sockets) socket.destroy();
  const nextMs = await ask();
  const quietMs = Math.max(aloneMs, await ask());
  expect(nextMs).toBeLessThan((quietMs * count) / 4);
});

test('many answers that are asked for at once are all made', async () => {
  const replies = await Promise.all(Array.from({ length: 20 }, () => client.get('Location?_count=20')));
  expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(200));
});

test('who writes to a record again and again keeps no transaction and no conditional request of another from it', async () => {
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), client);
  const put = () =>
    app.client.call('PutThings', {
      version: 2,
      recordId: app.recordId,
      userToken: app.userToken,
      info: aWeight(70),
    });
  let isOver = false;
  const writing = Array.from({ length: 3 }, async () => {
    while (!isOver) expect((await put()).code).toBe(0);
  });
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++) {
    const entry = Array.from({ length: 40 }, (_, at) => ({
      request: {
        method: 'POST',
        url: 'Observation',
        ...(at === 0 && { ifNoneExist: `identifier=urn:test|${i}` }),
      },
      resource: makeWeight(`2026-01-${10 + i}`),
    }));
    statuses.push(
      (await client.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry })).status,
    );
    const condition = { 'if-none-exist': `identifier=urn:test|alone-${i}` };
    statuses.push((await client.send('POST', 'Observation', makeWeight('2026-02-01'), condition)).status);
  }
  isOver = true;
  await Promise.all(writing);
  expect(statuses).toEqual([200, 201, 200, 201, 200, 201, 200, 201]);
});

test('an application waits for one change of a record by another, not for all that it sends', async () => {
  const other = await givenFhirClient(server, { of: client });
  const { id } = await other.add(makeWeight('2026-03-01'));
  let left = 60;
  const flood = Array.from({ length: left }, async (_, i) => {
    await client.send('PUT', `Observation?identifier=urn:test|flood-${i}`, {
      ...makeWeight('2026-03-02'),
      identifier: [{ system: 'urn:test', value: `flood-${i}` }],
    });
    left--;
  });
  await client.get('metadata');
  const { status } = await other.send('PUT', `Observation/${id}`, { ...makeWeight('2026-03-03'), id });
  expect(status).toBe(200);
  expect(left).toBeGreaterThan(40);
  await Promise.all(flood);
});

test('a change that is overtaken after its hold ended is refused, and nobody waits for a hold that nobody ends', async () => {
  await using small = await startTestServer({ limits: { fhirHoldMs: 1 } });
  const own = await givenFhirClient(small);
  const app = await linkApp(small, await givenApp(small.vault, { rules: fullRules() }), own);
  const put = () =>
    app.client.call('PutThings', {
      version: 2,
      recordId: app.recordId,
      userToken: app.userToken,
      info: aWeight(70),
    });
  let isOver = false;
  const writing = Array.from({ length: 3 }, async () => {
    while (!isOver) expect((await put()).code).toBe(0);
  });
  const entry = Array.from({ length: 200 }, (_, at) => ({
    request: {
      method: 'POST',
      url: 'Observation',
      ...(at === 0 && { ifNoneExist: 'identifier=urn:test|1' }),
    },
    resource: makeWeight('2026-01-10'),
  }));
  const refused = await own.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
  isOver = true;
  await Promise.all(writing);
  expect(refused.status).toBe(503);
  const forgotten = small.vault.memory.holds.hold(app.recordId, 100);
  const began = performance.now();
  await small.vault.store.write(() => {}, { recordId: app.recordId });
  expect(performance.now() - began).toBeGreaterThan(90);
  expect(forgotten.isHeld).toBe(false);
});
