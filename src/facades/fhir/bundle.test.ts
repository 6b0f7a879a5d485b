// Bundles of requests: batches, each entry by itself, and transactions, all or none.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePersonGrant } from '../../core/authorization/grants.ts';
import {
  type AnyResource,
  type FhirClient,
  type FhirReply,
  givenFhirClient,
  makeWeight,
} from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let client: FhirClient;
beforeAll(async () => {
  server = await startTestServer();
  client = await givenFhirClient(server);
});
afterAll(() => server.close());

const bundle = (type: string, ...entry: object[]) => ({ resourceType: 'Bundle', type, entry });
const post = (resource: AnyResource, fullUrl?: string, more: object = {}) => ({
  ...(fullUrl && { fullUrl }),
  resource,
  request: { method: 'POST', url: resource.resourceType, ...more },
});
const statuses = ({ body }: { body: AnyResource }) =>
  body.entry.map((one: AnyResource) => one.response.status);

test('a batch does each entry by itself', async () => {
  const reply = await client.send(
    'POST',
    '',
    bundle(
      'batch',
      post(makeWeight('2026-01-01')),
      post({ resourceType: 'Observation', status: 'final' }),
      { request: { method: 'GET', url: 'Observation?code=29463-7' } },
      { request: { method: 'GET', url: `${client.base}/Observation/nothing` } },
      { request: { method: 'DELETE', url: 'Patient/x' } },
    ),
  );
  expect(statuses(reply)).toEqual(['201', '422', '200', '404', '422']);
  expect(reply.body.type).toBe('batch-response');
  expect(reply.body.entry[2].resource.entry).toHaveLength(1);
  expect(reply.body.entry[1].response.outcome.issue[0].code).toBe('structure');
});

test('a transaction does all, whose entries name each other', async () => {
  const visit = {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    period: { start: '2026-02-01T10:00:00Z' },
    subject: { reference: 'urn:uuid:0' },
  };
  const weight = (day: string) => ({
    ...makeWeight(day),
    subject: { reference: 'urn:uuid:0' },
    encounter: { reference: 'urn:uuid:1' },
  });
  const reply = await client.send(
    'POST',
    '',
    bundle(
      'transaction',
      { request: { method: 'GET', url: 'Observation?encounter:missing=false' } },
      post(weight('2026-02-01'), 'urn:uuid:2'),
      post(visit, 'urn:uuid:1'),
      post({ resourceType: 'Patient', name: [{ family: 'Bundle' }], gender: 'male' }, 'urn:uuid:0'),
    ),
  );
  expect(statuses(reply)).toEqual(['200', '201', '201', '201']);
  const [, made, encounter] = reply.body.entry.map((one: AnyResource) => one.resource);
  expect(made.encounter.reference).toBe(`Encounter/${encounter.id}`);
  expect(made.subject).toEqual(client.patient);
  expect(await client.find(`Observation?encounter=${encounter.id}`)).toHaveLength(1);
  expect(await client.find('Patient?family=Bundle')).toHaveLength(1);
});

test('a search within a transaction finds what it wrote', async () => {
  const place = { resourceType: 'Location', name: 'Within' };
  const search = { request: { method: 'GET', url: 'Location?name=within' } };
  const { body } = await client.send('POST', '', bundle('transaction', search, post(place)));
  const [found] = body.entry.map((one: AnyResource) => one.resource);
  expect(found.entry.map((one: AnyResource) => one.resource.name)).toEqual(['Within']);
});

test('a transaction does nothing where one entry cannot be', async () => {
  const before = await client.get('Observation?_summary=count');
  const reply = await client.send(
    'POST',
    '',
    bundle('transaction', post(makeWeight('2026-03-01')), post({ ...makeWeight('2026-03-02'), status: 7 })),
  );
  expect([reply.status, reply.body.issue[0].code]).toEqual([422, 'structure']);
  expect(reply.body.issue[0].expression[0]).toContain('Bundle.entry[1]');
  expect((await client.get('Observation?_summary=count')).body.total).toBe(before.body.total);
});

test('conditions hold within a transaction, too', async () => {
  const one = { ...makeWeight('2026-04-01'), identifier: [{ system: 'urn:t', value: '1' }] };
  const once = () =>
    client.send(
      'POST',
      '',
      bundle('transaction', post(one, 'urn:uuid:a', { ifNoneExist: 'identifier=urn:t|1' })),
    );
  expect(statuses(await once())).toEqual(['201']);
  expect(statuses(await once())).toEqual(['200']);
  const [{ id }] = await client.find('Observation?identifier=urn:t|1');
  const change = await client.send(
    'POST',
    '',
    bundle(
      'transaction',
      {
        resource: { ...one, status: 'amended' },
        request: { method: 'PUT', url: 'Observation?identifier=urn:t|1', ifMatch: 'W/"x"' },
      },
      { request: { method: 'DELETE', url: `Observation/${id}x` } },
    ),
  );
  expect([404, 412]).toContain(change.status);
  const twice = bundle(
    'transaction',
    { request: { method: 'DELETE', url: `Observation/${id}` } },
    { resource: { ...one, id }, request: { method: 'PUT', url: `Observation/${id}` } },
  );
  expect((await client.send('POST', '', twice)).body.issue[0].code).toBe('duplicate');
});

test('what is no Bundle of requests, or too large, is refused', async () => {
  const refused = async (body: unknown) => (await client.send('POST', '', body)).status;
  expect(await refused(bundle('collection'))).toBe(400);
  expect(await refused(makeWeight('2026-01-01'))).toBe(400);
  expect(await refused(bundle('batch', {}))).toBe(400);
  expect(await refused(bundle('batch', { request: { method: 'POST', url: '' } }))).toBe(400);
  expect(
    await refused(
      bundle(
        'batch',
        ...Array.from({ length: 501 }, () => ({ request: { method: 'GET', url: 'Observation' } })),
      ),
    ),
  ).toBe(413);
  expect(
    statuses(
      await client.send('POST', '', {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [{ request: { method: 'GET', url: 'metadata' } }],
      }),
    ),
  ).toEqual(['400']);
});

const get = (url: string) => ({ request: { method: 'GET', url } });

/** Holds up who else writes to the record. @returns what lets them go on */
async function holdWrites(): Promise<() => Promise<void>> {
  const grant = await server.vault.store.read(db =>
    makePersonGrant(db, client.person.id, client.record.id, server.clock.now()),
  );
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  const writing = server.vault.store.write(() => held, grant);
  return async () => {
    release();
    await writing;
  };
}

test('a transaction that only reads waits for nobody who writes', async () => {
  const { id } = await client.add(makeWeight('2026-04-01'));
  // So that the index is complete, which a search waits for.
  await client.find('Observation?_count=1');
  const release = await holdWrites();
  try {
    const reads = bundle('transaction', get(`Observation/${id}`), get('Observation?_count=1'));
    expect(statuses(await client.send('POST', '', reads))).toEqual(['200', '200']);
    const lost = await client.send('POST', '', bundle('transaction', get('Observation/nothing')));
    expect([lost.status, lost.body.issue[0].expression]).toEqual([404, ['Bundle.entry[0]']]);
  } finally {
    await release();
  }
});

test.each([
  [{ fhirTransactionReadMs: 0 }, [413, 200]],
  [{ fhirTransactionMs: 0 }, [413, 413]],
])('a transaction that holds up others for too long does nothing: %o', async (limits, expected) => {
  const own = await startTestServer({ limits });
  try {
    const one = await givenFhirClient(own);
    const weight = post(makeWeight('2026-04-02'));
    const mixed = await one.send('POST', '', bundle('transaction', weight, get('Observation')));
    expect(await one.find('Observation')).toHaveLength(0);
    const alone = await one.send('POST', '', bundle('transaction', weight));
    expect([mixed.status, alone.status]).toEqual(expected);
    expect((await one.send('POST', '', bundle('transaction', get('Observation')))).status).toBe(200);
  } finally {
    await own.close();
  }
});

test('transactions that take too long are few in a minute, of each application', async () => {
  const own = await startTestServer({ limits: { fhirTransactionMs: 0, fhirWorkPerMinuteMs: 1 } });
  try {
    const one = await givenFhirClient(own);
    const body = bundle('transaction', post(makeWeight('2026-04-02')));
    const statuses = new Set<number>();
    for (let i = 0; i < 50 && !statuses.has(429); i++)
      statuses.add((await one.send('POST', '', body)).status);
    expect([...statuses]).toEqual([413, 429]);
    const other = await givenFhirClient(own);
    expect((await other.send('POST', '', body)).status).toBe(413);
  } finally {
    await own.close();
  }
});

test('who else writes waits for one transaction of an application, not for all that it sent', async () => {
  const other = await givenFhirClient(server);
  const done: string[] = [];
  const note = async (name: string, reply: Promise<FhirReply>) =>
    void done.push(`${name} ${(await reply).status}`);
  const release = await holdWrites();
  const pause = () => new Promise(resolve => setTimeout(resolve, 500));
  const weight = post(makeWeight('2026-05-01'));
  const sent = [1, 2, 3, 4, 5, 6, 7, 8].map(n =>
    note(`transaction ${n}`, client.send('POST', '', bundle('transaction', weight))),
  );
  await pause();
  const others = note('other', other.send('POST', 'Observation', makeWeight('2026-05-01')));
  await pause();
  await release();
  await Promise.all([...sent, others]);
  expect(done).toHaveLength(9);
  expect(done.indexOf('other 201')).toBeLessThan(5);
});
