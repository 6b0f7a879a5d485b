// History of a kind of resource and of the whole record, by HTTP; and searches by what refers to something.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function readAll(client: FhirClient, path: string): Promise<AnyResource[]> {
  const entries: AnyResource[] = [];
  for (let at: string | undefined = path; at !== undefined; ) {
    const { status, body } = await client.get(at);
    expect(status).toBe(200);
    entries.push(...(body.entry ?? []));
    at = body.link.find(({ relation }: AnyResource) => relation === 'next')?.url;
  }
  return entries;
}

const told = (entries: readonly AnyResource[]) =>
  entries.map(
    ({ request, response, fullUrl }) => `${request.method} ${response.status} ${fullUrl.split('/').pop()}`,
  );

test('the history of a kind tells what was made, changed and deleted, the last first', async () => {
  const client = await givenFhirClient(server);
  const one = await client.add(makeWeight('2026-03-01', 70));
  const other = await client.add(makeWeight('2026-03-02', 71));
  await client.send('PUT', `Observation/${one.id}`, {
    ...one,
    valueQuantity: { ...one.valueQuantity, value: 72 },
  });
  await client.send('DELETE', `Observation/${other.id}`);
  await client.add({ resourceType: 'Condition', code: { text: 'Cold' }, subject: client.patient });
  const entries = await readAll(client, 'Observation/_history');
  expect(told(entries)).toEqual([`DELETE 204 ${other.id}`, `PUT 200 ${one.id}`, `POST 201 ${one.id}`]);
  expect(entries.map(({ resource }) => resource?.valueQuantity.value)).toEqual([undefined, 72, 70]);
  expect(entries[1].response.etag).toBe(`W/"${entries[1].resource.meta.versionId}"`);

  const all = await readAll(client, '_history');
  expect(all.map(({ request }) => request.url.split('/')[0])).toEqual([
    'Condition',
    'Observation',
    'Observation',
    'Observation',
  ]);
});

test('pages of a history survive writes, and parts of an item are told with it', async () => {
  const client = await givenFhirClient(server);
  const made = [];
  for (let day = 1; day <= 5; day++) made.push((await client.add(makeWeight(`2026-03-0${day}`))).id);
  const first = await client.get('Observation/_history?_count=2');
  const seen = first.body.entry.map(({ resource }: AnyResource) => resource.id);
  await client.add(makeWeight('2026-03-09'));
  const next = first.body.link.find(({ relation }: AnyResource) => relation === 'next').url;
  const rest = await readAll(client, next);
  expect([...seen, ...rest.map(({ resource }) => resource.id)]).toEqual(made.reverse());
  expect((await client.get(next.replace('Observation', 'Condition'))).status).toBe(410);

  const result = (code: string) => ({
    code: { text: code },
    valueQuantity: { value: 1, unit: 'mg/dL' },
  });
  const contained = ['a', 'b', 'c'].map(id => ({
    ...{ resourceType: 'Observation', id, status: 'final', subject: client.patient },
    ...result(id),
  }));
  await client.add({
    ...{ resourceType: 'DiagnosticReport', status: 'final', subject: client.patient, contained },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
    code: { text: 'Blood' },
    result: contained.map(({ id }) => ({ reference: `#${id}` })),
  });
  const parts = (await client.get('Observation/_history?_count=2')).body;
  expect(parts.entry).toHaveLength(2);
  const all = await readAll(client, 'Observation/_history?_count=2');
  expect(new Set(all.map(({ fullUrl }) => fullUrl)).size).toBe(all.length);
  expect(all).toHaveLength(made.length + 1 + 3);
});

test('a history begins at a time', async () => {
  const client = await givenFhirClient(server);
  await client.add(makeWeight('2026-03-01'));
  server.clock.pass(10_000);
  const since = new Date(server.clock.now()).toISOString();
  const { id } = await client.add(makeWeight('2026-03-02'));
  expect(told(await readAll(client, `_history?_since=${since}`))).toEqual([`POST 201 ${id}`]);
  expect((await client.get('_history?_since=yesterday')).status).toBe(400);
});

test('a history tells what scopes open, and of what was deleted no more', async () => {
  const of = await givenFhirClient(server);
  const one = await of.add(makeWeight('2026-03-01'));
  await of.add({ resourceType: 'Condition', code: { text: 'Cold' }, subject: of.patient });
  await of.send('DELETE', `Observation/${one.id}`);
  const byKind = await givenFhirClient(server, { of, scopes: 'patient/Condition.rs' });
  expect((await byKind.get('Observation/_history')).status).toBe(403);
  expect((await readAll(byKind, '_history')).map(({ resource }) => resource.resourceType)).toEqual([
    'Condition',
  ]);
  const byCategory = await givenFhirClient(server, {
    of,
    scopes: 'patient/Observation.rs?category=laboratory',
  });
  expect(await readAll(byCategory, '_history')).toEqual([]);
});

test('what others refer to is found by them', async () => {
  const client = await givenFhirClient(server);
  const visits = [];
  for (const month of ['01', '02'])
    visits.push(
      await client.add({
        ...{ resourceType: 'Encounter', status: 'finished', subject: client.patient },
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        period: { start: `2026-${month}-05T10:00:00Z` },
      }),
    );
  const [one] = visits;
  await client.add({
    ...{ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: client.patient },
    ...{
      code: { coding: [{ system: 'urn:x', code: 'x-ray' }] },
      encounter: { reference: `Encounter/${one.id}` },
    },
  });
  await client.add(makeWeight('2026-03-01'));
  const find = async (path: string) => (await client.find(path)).map(({ id }) => id);
  const by = 'Encounter?_has:ServiceRequest:encounter:code=urn:x|';
  expect(await find(`${by}x-ray`)).toEqual([one.id]);
  expect(await find(`${by}mri`)).toEqual([]);
  expect(await find(`${by}x-ray&date=2026-02`)).toEqual([]);
  const patient = 'Patient?_has:Observation:patient:code=http://loinc.org|';
  expect(await find(`${patient}29463-7`)).toEqual([client.recordId]);
  expect(await find(`${patient}8302-2`)).toEqual([]);
  const strict = { prefer: 'handling=strict' };
  expect((await client.get('Patient?_has:Observation:patient:colour=red', strict)).status).toBe(400);
  const narrow = await givenFhirClient(server, { of: client, scopes: 'patient/Patient.rs' });
  expect((await narrow.get(`${patient}29463-7`)).status).toBe(403);
});
