// What applications wrote into items by other ways, and what is large beside what is asked for.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { writeThings } from '../../core/things/write.ts';
import { givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { fullRules } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import encounterType from '../../things/encounter.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { pageBytesMax: 3000 } });
});
afterAll(() => server.close());

test('items that say more of a resource than they may break no search, and make no other kind', async () => {
  const client = await givenFhirClient(server);
  await client.add(makeWeight('2026-01-02'));
  const grant = await server.vault.store.read(db =>
    makePersonGrant(db, client.person.id, client.record.id, server.clock.now()),
  );
  const put = async (typeId: string, xml: string, commonXml = '') => {
    const data = { xml, commonXml, clientId: undefined, effectiveDate: undefined, endDate: undefined };
    await writeThings(server.vault, grant, [{ typeId, data }], { overwrite: false });
  };
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const held = `<resource xmlns="urn:keepwell:fhir">{"x":${deep}}</resource>`;
  await put(
    typeIds.appSpecific,
    `<app-specific><format-appid>urn:keepwell:fhir</format-appid><format-tag>Observation</format-tag><summary>x</summary>${held}</app-specific>`,
  );
  for (const changes of [`[[["x"],${deep}]]`, '[[["resourceType"],"Patient"]]', '[[[],5]]']) {
    const inside = `<resource type="Observation">${changes}</resource>`;
    await put(
      typeIds.weight,
      weightXml(70),
      `<common><extension source="urn:keepwell:fhir">${inside}</extension></common>`,
    );
  }
  const found: { resourceType: string }[] = [];
  for (let page: string | undefined = 'Observation'; page !== undefined; ) {
    const { status, body } = await client.get(page);
    expect(status).toBe(200);
    for (const { resource } of body.entry ?? []) found.push(resource);
    page = body.link.find(({ relation }: { relation: string }) => relation === 'next')?.url;
  }
  expect(found.map(({ resourceType }) => resourceType)).toEqual(Array(5).fill('Observation'));
});

test.each(['-date', 'date', '-_lastUpdated', '_lastUpdated'])(
  'pages that end because they are full lose nothing in the order of %s',
  async sort => {
    const client = await givenFhirClient(server);
    const written: string[] = [];
    for (const day of ['03', '01', '05', '02', '04']) {
      const note = [{ text: 'x'.repeat(1200) }];
      written.push((await client.add({ ...makeWeight(`2026-01-${day}`), note })).id);
    }
    // What was made lately is not made again.
    for (const _ of ['first', 'again']) {
      const pages: string[][] = [];
      for (let page: string | undefined = `Observation?_sort=${sort}`; page !== undefined; ) {
        const { body } = await client.get(page);
        pages.push((body.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id));
        page = body.link.find(({ relation }: { relation: string }) => relation === 'next')?.url;
      }
      expect(pages.length).toBeGreaterThan(2);
      expect(pages.flat().sort()).toEqual([...written].sort());
    }
  },
);

test('no more comes along than a page may be long', async () => {
  const client = await givenFhirClient(server);
  const location: object[] = [];
  for (const name of ['a', 'b', 'c', 'd']) {
    const { id } = await client.add({ resourceType: 'Location', name, description: 'x'.repeat(1200) });
    location.push({ location: { reference: `Location/${id}` } });
  }
  await client.add({ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, location });
  const found = await client.find('Encounter?_include=Encounter:location');
  expect(found.map(({ resourceType }) => resourceType)).toEqual(['Encounter', ...Array(3).fill('Location')]);
});

test('what comes along goes no further than the grant, by whatever way it is named', async () => {
  const owner = await givenFhirClient(server);
  const location = await owner.add({ resourceType: 'Location', name: 'a secret place' });
  const encounter = await owner.add({
    ...{ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' } },
    location: [{ location: { reference: `Location/${location.id}` } }],
  });
  const ways = ['_include=Encounter:location', '_include=*', '_include:iterate=Encounter:location:Location'];
  const along = async (client: typeof owner) => {
    const found = await Promise.all(ways.map(way => client.get(`Encounter?${way}`)));
    return found.map(({ status, text }) => [status < 500, text.includes('a secret place')]);
  };
  expect((await along(owner))[0]).toEqual([true, true]);
  const of = { person: owner.person, record: owner.record };
  const scoped = await givenFhirClient(server, { of, scopes: 'patient/Encounter.rs' });
  expect(await along(scoped)).toEqual(ways.map(() => [true, false]));
  const rules = fullRules(encounterType.versions.map(({ id }) => id));
  const ruled = await givenFhirClient(server, { of, rules });
  expect(await along(ruled)).toEqual(ways.map(() => [true, false]));
  for (const client of [scoped, ruled]) {
    expect((await client.find('Encounter')).map(({ id }) => id)).toEqual([encounter.id]);
    expect((await client.get(`Location/${location.id}`)).status).toBeGreaterThanOrEqual(403);
  }
});

test('who names what is of another record learns nothing of it, and it never comes along', async () => {
  const theirs = await givenFhirClient(server);
  const secret = await theirs.add({ resourceType: 'Location', name: 'a secret place' });
  const client = await givenFhirClient(server);
  const naming = (id: string) => ({
    ...{ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' } },
    location: [{ location: { reference: `Location/${id}` } }],
  });
  // As if there were no such thing.
  const answers = [];
  for (const id of [secret.id, '00000000-0000-4000-8000-000000000000']) {
    const { status, body } = await client.send('POST', 'Encounter', naming(id));
    const again = await client.get(`Encounter?_include=Encounter:location&location=Location/${id}`);
    expect(again.text).not.toContain('a secret place');
    const subject = await client.send('POST', 'Observation', {
      ...makeWeight('2026-01-01'),
      subject: { reference: `Patient/${id}` },
    });
    answers.push([status, Object.keys(body), again.body.entry?.length, subject.status]);
  }
  expect(answers[0]).toEqual(answers[1]);
  for (const way of [`Location/${secret.id}`, `Location/${secret.id}/_history`])
    expect((await client.get(way)).status).toBe(404);
  expect(await client.find(`Location?_id=${secret.id}`)).toEqual([]);
  for (const method of ['PUT', 'DELETE'])
    expect((await client.send(method, `Location/${secret.id}`, { ...secret })).status).toBe(404);
  expect((await theirs.get(`Location/${secret.id}`)).body).toEqual(secret);
});

test('a history is no longer than a page', async () => {
  const client = await givenFhirClient(server);
  const made = await client.add({ resourceType: 'Location', name: 'a', description: 'x'.repeat(1200) });
  for (const name of ['b', 'c', 'd', 'e'])
    expect((await client.send('PUT', `Location/${made.id}`, { ...made, name })).status).toBe(200);
  const { status, body } = await client.get(`Location/${made.id}/_history`);
  const names = body.entry.map(({ resource }: { resource: { name: string } }) => resource.name);
  expect([status, names]).toEqual([200, ['e', 'd']]);
});

test('answers to a Bundle are no longer than any answer: what finds no room is told so in its place', async () => {
  await using small = await startTestServer({ limits: { responseBytesMax: 40_000 } });
  const client = await givenFhirClient(small);
  const { id } = await client.add({ resourceType: 'Location', name: 'a', description: 'x'.repeat(6000) });
  const get = { request: { method: 'GET', url: `Location/${id}` } };
  const post = { request: { method: 'POST', url: 'Observation' }, resource: makeWeight('2026-01-02') };
  const entry = [get, get, get, get, get, get, post];
  const all = await client.send('POST', '', { resourceType: 'Bundle', type: 'batch', entry });
  const statuses = all.body.entry.map(({ response }: { response: { status: string } }) => response.status);
  expect([all.status, statuses]).toEqual([200, ['200', '200', '200', '200', '200', '413', '413']]);
  expect(all.text.length).toBeLessThan(40_000);
  expect(all.body.entry[6].response.outcome.issue[0].diagnostics).toContain('Nothing was done');
  expect(await client.find('Observation')).toEqual([]);
  const whole = await client.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry });
  expect([whole.status, whole.body.resourceType]).toEqual([413, 'OperationOutcome']);
  expect(await client.find('Observation')).toEqual([]);
});

test('what a batch did is told though the resource finds no room', async () => {
  await using small = await startTestServer({ limits: { responseBytesMax: 8000 } });
  const client = await givenFhirClient(small);
  const resource = { resourceType: 'Location', name: 'a', description: 'x'.repeat(9000) };
  const entry = [{ request: { method: 'POST', url: 'Location' }, resource }];
  const { body } = await client.send('POST', '', { resourceType: 'Bundle', type: 'batch', entry });
  expect(body.entry[0].response.status).toBe('201');
  expect(body.entry[0].response.location).toContain('/Location/');
  expect(body.entry[0].resource).toBeUndefined();
});

test('a transaction whose entries name each other in a chain goes over each once', async () => {
  const client = await givenFhirClient(server);
  const chain = (length: number) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: Array.from({ length }, (_, i) => ({
      fullUrl: `urn:uuid:${i}`,
      request: { method: 'POST', url: 'ServiceRequest' },
      resource: {
        ...{ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: client.patient },
        ...(i + 1 < length && { basedOn: [{ reference: `urn:uuid:${i + 1}` }] }),
        note: Array.from({ length: 100 }, () => ({ text: 'n' })),
      },
    })),
  });
  const { status, body } = await client.send('POST', '', chain(100));
  expect(status).toBe(200);
  const ids = body.entry.map(({ resource }: { resource: { id: string } }) => resource.id);
  for (const [i, { resource }] of body.entry.slice(0, -1).entries())
    expect(resource.basedOn).toEqual([{ reference: `ServiceRequest/${ids[i + 1]}` }]);
});

test('what was made of an item and says that it was entered in error is refused with its place', async () => {
  const client = await givenFhirClient(server);
  const extension = [{ url: 'type', valueString: typeIds.weight }];
  const own = { extension: [{ url: 'urn:keepwell:fhir:thing-rest', extension }] };
  const wrong = { ...makeWeight('2026-01-02'), ...own, status: 'entered-in-error' };
  for (const path of ['Observation', 'Observation/$validate']) {
    const { status, body } = await client.send('POST', path, wrong);
    expect({ path, status: status === 200 ? body.issue[0].severity : status }).toEqual({
      path,
      status: path === 'Observation' ? 422 : 'error',
    });
    expect(body.issue[0].expression).toEqual(['Observation.status']);
  }
});
