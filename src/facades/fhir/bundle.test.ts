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
import { fullRules } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';

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

test('a condition means what the same transaction creates, too', async () => {
  const one = { ...makeWeight('2026-04-03'), identifier: [{ system: 'urn:t', value: 'twice' }] };
  const once = { ifNoneExist: 'identifier=urn:t|twice' };
  const entries = [post(one, 'urn:uuid:a', once), post(one, 'urn:uuid:b', once)];
  const reply = await client.send('POST', '', bundle('transaction', ...entries));
  expect(statuses(reply)).toEqual(['201', '200']);
  const [first, second] = reply.body.entry.map((entry: AnyResource) => entry.resource.id);
  expect(second).toBe(first);
  expect(await client.find('Observation?identifier=urn:t|twice')).toHaveLength(1);
  const other = { ...one, identifier: [{ system: 'urn:t', value: 'other' }] };
  const update = {
    resource: other,
    request: { method: 'PUT', url: 'Observation?identifier=urn:t|other' },
  };
  const both = await client.send('POST', '', bundle('transaction', post(other), update));
  expect([both.status, both.body.issue[0].code]).toEqual([400, 'duplicate']);
});

test('parts of one item are changed by one transaction', async () => {
  const { patient } = client;
  const contained = ['a', 'b'].map(id => ({
    ...{ resourceType: 'Observation', id, status: 'final', subject: patient, code: { text: id } },
    valueQuantity: { value: 1, unit: 'mg/dL' },
  }));
  const report = await client.add({
    ...{ resourceType: 'DiagnosticReport', status: 'final', subject: patient, contained },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
    code: { text: 'Blood' },
    result: contained.map(({ id }) => ({ reference: `#${id}` })),
  });
  const parts = async () =>
    (await client.find('Observation')).filter(({ id }) => id.startsWith(`${report.id}.`));
  const before = await parts();
  const changes = before.map((one, i) => ({
    resource: { ...one, valueQuantity: { ...one.valueQuantity, value: 5 + i } },
    request: { method: 'PUT', url: `Observation/${one.id}`, ifMatch: `W/"${one.meta.versionId}"` },
  }));
  expect(changes).toHaveLength(2);
  expect(statuses(await client.send('POST', '', bundle('transaction', ...changes)))).toEqual(['200', '200']);
  expect((await parts()).map(({ valueQuantity }) => valueQuantity.value).sort()).toEqual([5, 6]);
  expect((await client.get(`DiagnosticReport/${report.id}/_history`)).body.total).toBe(2);
});

test('what a transaction reads and is not there fails before anything is done', async () => {
  const before = await client.get('Observation?_summary=count');
  const { id } = await client.add(makeWeight('2026-04-05'));
  const read = (one: string) => ({ request: { method: 'GET', url: `Observation/${one}` } });
  const lost = bundle('transaction', post(makeWeight('2026-04-06')), read('nothing'));
  const reply = await client.send('POST', '', lost);
  expect([reply.status, reply.body.issue[0].expression]).toEqual([404, ['Bundle.entry[1]']]);
  const removed = { request: { method: 'DELETE', url: `Observation/${id}` } };
  expect((await client.send('POST', '', bundle('transaction', removed, read(id)))).status).toBe(400);
  expect((await client.get('Observation?_summary=count')).body.total).toBe(before.body.total + 1);
});

test('a right that is missing is told at its entry, and nothing is done', async () => {
  const own = await givenFhirClient(server, {
    of: { person: client.person, record: client.record },
    rules: fullRules([typeIds.weight]),
  });
  const before = await own.get('Observation?_summary=count');
  const condition = { resourceType: 'Condition', code: { text: 'x' }, subject: own.patient };
  const entries = [post(makeWeight('2026-04-07')), post(condition)];
  const reply = await own.send('POST', '', bundle('transaction', ...entries));
  expect([reply.status, reply.body.issue[0].expression]).toEqual([403, ['Bundle.entry[1]']]);
  expect((await own.get('Observation?_summary=count')).body.total).toBe(before.body.total);
});

test('conditions and updates go by what is there, however many write at once', async () => {
  const record = await givenFhirClient(server);
  const identified = (value: string) => ({
    ...makeWeight('2026-04-08'),
    identifier: [{ system: 'urn:t', value }],
  });
  const { id } = await record.add(identified('base'));
  const numbers = Array.from({ length: 15 }, (_, i) => i);
  const replies = await Promise.all(
    numbers.flatMap(i => [
      record.send('POST', 'Observation', makeWeight('2026-04-09', 60 + i)),
      record.send('POST', 'Observation', identified('one'), { 'if-none-exist': 'identifier=urn:t|one' }),
      record.send(
        'POST',
        '',
        bundle('transaction', post(identified(`${i}`), undefined, { ifNoneExist: `identifier=urn:t|${i}` })),
      ),
      record.send('PUT', `Observation/${id}`, { ...identified(`base ${i}`), id }),
    ]),
  );
  const counts = new Map<number, number>();
  for (const { status } of replies) counts.set(status, (counts.get(status) ?? 0) + 1);
  expect(counts).toEqual(
    new Map([
      [201, 16],
      [200, 44],
    ]),
  );
  expect(await record.find('Observation?identifier=urn:t|one')).toHaveLength(1);
  expect((await record.get(`Observation/${id}/_history`)).body.total).toBe(16);
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
