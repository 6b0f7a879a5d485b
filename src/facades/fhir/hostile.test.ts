// What applications wrote into items by other ways, and what is large beside what is asked for.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { writeThings } from '../../core/things/write.ts';
import { type FhirClient, type FhirReply, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
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
  const send = (some: object[]) =>
    client.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry: some });
  const reads = await send(entry.slice(0, 6));
  expect([reads.status, reads.body.resourceType]).toEqual([413, 'OperationOutcome']);
  const long = {
    request: post.request,
    resource: { ...post.resource, note: [{ text: 'x'.repeat(30_000) }] },
  };
  const writes = await send([long, long]);
  expect([writes.status, writes.body.resourceType]).toEqual([413, 'OperationOutcome']);
  expect(await client.find('Observation')).toEqual([]);
  // What a transaction wrote stands, whatever room is left for what it reads then.
  const both = await send(entry);
  const told = both.body.entry.map(({ response }: { response: { status: string } }) => response.status);
  expect(told).toEqual(['200', '200', '200', '200', '200', '413', '201']);
  expect(await client.find('Observation')).toHaveLength(1);
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

describe('what would take long is refused before it does', () => {
  let own: TestServer;
  let client: FhirClient;
  beforeAll(async () => {
    own = await startTestServer({ limits: { fhirWorkPerMinuteMs: 600_000, fhirPatchMs: 10_000 } });
    client = await givenFhirClient(own);
  });
  afterAll(() => own.close());
  const patchJson = (id: string, patch: object) =>
    client.send('PATCH', `Organization/${id}`, patch, { 'content-type': 'application/json-patch+json' });
  const makePathPatch = (
    operations: readonly (readonly [type: string, path: string, more?: object[]])[],
  ) => ({
    resourceType: 'Parameters',
    parameter: operations.map(([type, path, more = []]) => ({
      name: 'operation',
      part: [{ name: 'type', valueCode: type }, { name: 'path', valueString: path }, ...more],
    })),
  });
  const patchPath = (id: string, operations: Parameters<typeof makePathPatch>[0]) =>
    client.send('PATCH', `Organization/${id}`, makePathPatch(operations));
  const told = ({ status, body }: FhirReply) => [status, body.issue?.[0].code];
  const anOrganization = (more: object = {}) => ({ resourceType: 'Organization', name: 'Clinic', ...more });

  test('a path with more selections, or longer, than it may be', async () => {
    const { id } = await client.add(anOrganization());
    const where = ".where(a='b')";
    expect(told(await patchPath(id, [['delete', `Organization.alias${where.repeat(20)}`]]))).toEqual([
      200,
      undefined,
    ]);
    const many = `Organization.alias${where.repeat(21)}`;
    expect(told(await patchPath(id, [['delete', many]]))).toEqual([422, 'too-costly']);
    const long = `Organization.${'a'.repeat(1000)}`;
    expect(told(await patchPath(id, [['delete', long]]))).toEqual([422, 'too-costly']);
  });

  test('a patch that looks at very much very often', async () => {
    const hasty = await startTestServer({ limits: { fhirPatchMs: 20 } });
    try {
      const one = await givenFhirClient(hasty);
      const { id } = await one.add(anOrganization());
      const list = Array.from({ length: 8000 }, () => ({ a: 'b' }));
      const fill = [
        { name: 'name', valueString: 'alias' },
        { name: 'value', valueAny: list },
      ];
      const path = `Organization.alias${".where(a='b')".repeat(19)}.where(a='c')`;
      const looking = Array.from({ length: 199 }, () => ['delete', path] as const);
      const patch = makePathPatch([['add', 'Organization', fill], ...looking]);
      expect(told(await one.send('PATCH', `Organization/${id}`, patch))).toEqual([422, 'too-costly']);
      expect((await one.get(`Organization/${id}`)).body.alias).toBeUndefined();
    } finally {
      await hasty.close();
    }
  });

  test('JSON Patch of many operations beside much, and of many copies of much', async () => {
    const { id } = await client.add(anOrganization());
    const filled = {
      op: 'add',
      path: '/extension',
      value: Array.from({ length: 7000 }, () => ({ url: 'urn:x', valueInteger: 1 })),
    };
    const beside = Array.from({ length: 198 }, (_, i) => ({
      op: 'add',
      path: '/name',
      value: `Clinic ${i}`,
    }));
    const done = await patchJson(id, [filled, ...beside]);
    expect(told(done)).toEqual([200, undefined]);
    expect(done.body.name).toBe('Clinic 197');
    const doubled = Array.from({ length: 60 }, (_, i) => ({
      op: 'copy',
      from: '/extension',
      path: `/x${i}`,
    }));
    expect(told(await patchJson(id, doubled))).toEqual([413, 'too-long']);
    const far = `/${'a'.repeat(1000)}`;
    expect(told(await patchJson(id, [{ op: 'add', path: far, value: 1 }]))).toEqual([422, 'invalid']);
  });

  test('a search for more words anywhere than it may be for', async () => {
    await client.add(anOrganization({ name: 'Saint Elsewhere' }));
    const words = (count: number) => Array.from({ length: count }, (_, i) => (i ? `x${i}` : 'elsewh')).join();
    expect(await client.find(`Organization?name:contains=${words(20)}`)).toHaveLength(1);
    expect(told(await client.get(`Organization?name:contains=${words(21)}`))).toEqual([400, 'too-costly']);
  });

  test('a search that looks for longer than it may, and an application that took its minute', async () => {
    const hasty = await startTestServer({ limits: { fhirMatchMs: 0 } });
    try {
      const one = await givenFhirClient(hasty);
      await one.add(anOrganization());
      expect(told(await one.get('Organization?name:contains=clin'))).toEqual([422, 'too-costly']);
      expect((await one.get('Organization?name=clin')).body.entry).toHaveLength(1);
    } finally {
      await hasty.close();
    }
    const tired = await startTestServer({ limits: { fhirWorkPerMinuteMs: 1 } });
    try {
      const one = await givenFhirClient(tired);
      await one.add(anOrganization({ alias: Array.from({ length: 2000 }, (_, i) => `Clinic ${i}`) }));
      const search = (client: FhirClient) => client.get('Organization?name:contains=nowhere');
      const statuses = new Set<number>();
      for (let i = 0; i < 200 && !statuses.has(429); i++) statuses.add((await search(one)).status);
      expect([...statuses]).toEqual([200, 429]);
      expect((await search(await givenFhirClient(tired))).status).toBe(200);
      tired.clock.pass(61_000);
      expect((await search(one)).status).toBe(200);
    } finally {
      await tired.close();
    }
  });

  test('a patch that takes longer than it may', async () => {
    const hasty = await startTestServer({ limits: { fhirPatchMs: 0 } });
    try {
      const one = await givenFhirClient(hasty);
      const { id } = await one.add(makeWeight('2026-01-01'));
      const headers = { 'content-type': 'application/json-patch+json' };
      const patch = [{ op: 'add', path: '/status', value: 'amended' }];
      expect(told(await one.send('PATCH', `Observation/${id}`, patch, headers))).toEqual([422, 'too-costly']);
    } finally {
      await hasty.close();
    }
  });

  test('bodies of more elements or characters than they may have', async () => {
    const post = (resource: object) => client.send('POST', 'Organization', resource);
    const names = (count: number) => anOrganization({ alias: Array.from({ length: count }, () => 'a') });
    expect(told(await post(names(260_000)))).toEqual([413, 'too-costly']);
    expect(told(await post(names(60_000)))).toEqual([413, 'too-costly']);
    const inBundle = {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [{ resource: names(60_000), request: { method: 'POST', url: 'Organization' } }],
    };
    expect(told(await client.send('POST', '', inBundle))).toEqual([413, 'too-costly']);
    const long = 'x'.repeat(1_100_000);
    expect(told(await post(anOrganization({ name: long })))).toEqual([413, 'too-costly']);
    const wide = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`k${i}`, 1]));
    expect(told(await post(anOrganization(wide)))).toEqual([422, 'too-costly']);
    const digits = (count: number) =>
      client.send('POST', 'Organization', `{"resourceType":"Organization","x":0.${'1'.repeat(count)}}`);
    expect(told(await digits(100))).toEqual([422, 'structure']);
    expect(told(await digits(101))).toEqual([400, 'value']);
    // What may be base64 is looked at in the time that it is long.
    expect(told(await post(anOrganization({ data: `${' '.repeat(200_000)}!` })))).toEqual([422, 'structure']);
    const file = Buffer.from(long).toString('base64');
    const document = {
      ...{ resourceType: 'DocumentReference', status: 'current', subject: client.patient },
      content: [{ attachment: { contentType: 'text/plain', data: file } }],
    };
    expect((await client.send('POST', 'DocumentReference', document)).status).toBe(201);
  });

  test('a long body is the same in pieces as at once', async () => {
    const resource = anOrganization({ name: 'In pieces', alias: ['a "b" {[', 'c\\'] });
    const request = { method: 'POST', url: 'Organization' };
    const bundle = (entries: string) => `{"type":"batch","entry":[${entries}],"resourceType":"Bundle"}`;
    const long = Array.from({ length: 480 }, () => JSON.stringify({ resource, request })).join(',\n ');
    expect(long.length).toBeGreaterThan(65_536);
    const done = await client.send('POST', '', bundle(long));
    const answered = done.body.entry.map((one: { response: { status: string } }) => one.response.status);
    expect(answered).toEqual(Array(480).fill('201'));
    expect(await client.find('Organization?name=In pieces&_count=1')).toMatchObject([resource]);
    for (const broken of [`${long},`, long.replace('}', ']'), `${long},{"a":}`])
      expect(told(await client.send('POST', '', bundle(broken)))).toEqual([400, 'structure']);
  });

  test('a search that finds nothing in long texts gives others their turn', async () => {
    const name = 'é'.repeat(30_000);
    for (let i = 0; i < 40; i++) await client.add({ resourceType: 'Location', name });
    // The machine may hold one of them up; a search that takes no break holds all of them.
    const shares: number[] = [];
    for (let time = 0; time < 5; time++) {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const began = performance.now();
      expect(await client.find('Location?name:contains=zz')).toEqual([]);
      shares.push(delay.max / 1e6 / (performance.now() - began));
      delay.disable();
    }
    expect(Math.min(...shares)).toBeLessThan(0.5);
  });

  test('forms of more parameters or characters than they may have', async () => {
    const search = (form: string) =>
      client.send('POST', 'Organization/_search', form, {
        'content-type': 'application/x-www-form-urlencoded',
      });
    expect(told(await search('&a'.repeat(100)))).toEqual([400, 'too-costly']);
    expect(told(await search(`name=${'a,'.repeat(300)}`))).toEqual([400, 'too-costly']);
    expect(told(await search(`name=${'a'.repeat(1_100_000)}`))).toEqual([413, 'too-long']);
  });
});
