// FHIR goes no further than what the person granted and the token's scopes, whichever way something is asked for.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveConsent } from '../../core/authorization/consent.ts';
import { permissions, type Rule } from '../../core/authorization/rules.ts';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { givenBackendToken } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';

let server: TestServer;
let owner: FhirClient;
let weightId: string;
let otherId: string;
beforeAll(async () => {
  server = await startTestServer();
  owner = await givenFhirClient(server);
  weightId = (await owner.add(makeWeight('2026-05-01'))).id;
  await owner.add(makeWeight('2020-05-01'));
  otherId = (
    await owner.add({
      ...makeWeight('2026-05-02'),
      category: [{ coding: [{ system: 'urn:x', code: 'own' }] }],
      code: { coding: [{ system: 'urn:x', code: 'own' }] },
      hasMember: [{ reference: `Observation/${weightId}` }],
    })
  ).id;
});
afterAll(() => server.close());

const rule = (given: Partial<Rule> = {}): Rule => ({
  name: 'some',
  reason: 'testing',
  permissions,
  targets: [{ typeIds: [typeIds.weight] }],
  exceptions: [],
  mode: 'online',
  optional: undefined,
  ...given,
});
const of = () => ({ person: owner.person, record: owner.record });

describe('rules', () => {
  test('bound what is read, found, comes along and is counted', async () => {
    const client = await givenFhirClient(server, { of: of(), rules: [rule()] });
    expect((await client.get(`Observation/${weightId}`)).status).toBe(200);
    expect((await client.get(`Observation/${otherId}`)).status).toBe(404);
    expect((await client.get(`Observation/${otherId}/_history`)).status).toBe(404);
    expect(await client.find('Observation?code=own')).toEqual([]);
    expect((await client.get('Observation?_summary=count')).body.total).toBe(2);
    const along = await client.find(`Observation?_id=${weightId}&_revinclude=Observation:has-member`);
    expect(along).toHaveLength(1);
    const all = await owner.find(`Observation?_id=${weightId}&_revinclude=Observation:has-member`);
    expect(all).toHaveLength(2);
    const whole = await client.get(`Patient/${client.recordId}/$everything?_count=100`);
    expect(JSON.stringify(whole.body)).not.toContain(otherId);
  });

  test('bound by date', async () => {
    const client = await givenFhirClient(server, {
      of: of(),
      rules: [rule({ targets: [{ typeIds: [typeIds.weight], from: '2026-01-01' }] })],
    });
    expect(await client.find('Observation')).toHaveLength(1);
    const late = await client.send('POST', 'Observation', makeWeight('2021-01-01'));
    expect([late.status, late.body.issue[0].code]).toEqual([403, 'forbidden']);
  });

  test('bound what is written', async () => {
    const client = await givenFhirClient(server, { of: of(), rules: [rule({ permissions: ['Read'] })] });
    const [one] = await client.find('Observation');
    for (const reply of [
      await client.send('POST', 'Observation', makeWeight('2026-06-01')),
      await client.send('PUT', `Observation/${one.id}`, one),
      await client.send('DELETE', `Observation/${one.id}`),
      await client.send('POST', '', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ request: { method: 'DELETE', url: `Observation/${one.id}` } }],
      }),
    ])
      expect(reply.status).toBe(403);
  });

  test('that let it create and not read have it told where what it made is, and no more', async () => {
    const client = await givenFhirClient(server, { of: of(), rules: [rule({ permissions: ['Create'] })] });
    const sent = makeWeight('2026-06-01', 71);
    const made = await client.send('POST', 'Observation', sent, { prefer: 'return=representation' });
    expect([made.status, made.text]).toEqual([201, '']);
    const [, path = ''] = /(Observation\/[^/]+)\/_history\//.exec(made.headers.get('location') ?? '') ?? [];
    expect((await client.get(path)).status).toBe(404);
    expect((await owner.get(path)).body.valueQuantity.value).toBe(71);
    const batch = await client.send('POST', '', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [{ resource: sent, request: { method: 'POST', url: 'Observation' } }],
    });
    expect(batch.body.entry[0]).toEqual({ response: expect.objectContaining({ status: '201' }) });
    const writer = await givenFhirClient(server, { of: of(), scopes: 'patient/Observation.c' });
    const blind = await writer.send('POST', 'Observation', sent);
    expect([blind.status, blind.text, blind.headers.get('location')]).toEqual([
      201,
      '',
      expect.stringContaining('/Observation/'),
    ]);
    for (const one of [
      path,
      blind.headers.get('location')?.split('/fhir/r4/')[1]?.split('/_history')[0] ?? '',
    ])
      await owner.send('DELETE', one);
    await owner.send(
      'DELETE',
      batch.body.entry[0].response.location.split('/fhir/r4/')[1].split('/_history')[0],
    );
  });

  test('that are taken are gone for the next request', async () => {
    const client = await givenFhirClient(server, { of: of() });
    expect(await client.find('Observation?code=own')).toHaveLength(1);
    const app = { ...client.app, rules: [rule()] };
    await server.vault.store.write(async db => {
      await db.applications.put(app);
      await giveConsent(db, server.vault, {
        app,
        personId: owner.person.id,
        recordId: owner.record.id,
        optionalRules: [],
      });
    });
    expect(await client.find('Observation?code=own')).toEqual([]);
  });
});

describe('nothing granted in a mode', () => {
  test('tells an application that comes in it of no Patient', async () => {
    const client = await givenFhirClient(server, { of: of(), rules: [rule()] });
    const token = await givenBackendToken(server, { app: client.app, scopes: 'system/*.cruds' });
    const headers = { authorization: `Bearer ${token}` };
    for (const path of [`Patient/${client.recordId}`, `Patient?_id=${client.recordId}`]) {
      expect((await client.get(path)).status, path).toBe(200);
      const reply = await client.get(path, headers);
      expect([reply.status, reply.text], path).toEqual([
        403,
        expect.not.stringContaining(client.record.name),
      ]);
    }
    const away = await givenFhirClient(server, { of: of(), rules: [rule()], isAway: true });
    expect((await away.get(`Patient/${away.recordId}`)).status).toBe(403);
  });
});

test('a backend service follows the links of pages', async () => {
  const client = await givenFhirClient(server, { of: of() });
  const token = await givenBackendToken(server, { app: client.app, scopes: 'system/*.rs' });
  const headers = { authorization: `Bearer ${token}` };
  const found: string[] = [];
  for (
    let page: string | undefined = `Observation?patient=${client.recordId}&_count=1`;
    page !== undefined;
  ) {
    const { status, body } = await client.get(page, headers);
    expect(status).toBe(200);
    for (const { resource } of body.entry ?? []) found.push(resource.id);
    page = body.link.find(({ relation }: { relation: string }) => relation === 'next')?.url;
  }
  expect(found.sort()).toEqual((await client.find('Observation')).map(({ id }) => id).sort());
  expect(found.length).toBeGreaterThan(2);
});

test.each([
  { reference: '#p' },
  { reference: 'Group/1' },
  { reference: 'Patient?identifier=urn:x|9' },
  { reference: 'https://other.example/fhir/Patient/9' },
  { reference: ' Patient/9' },
  { reference: '/Patient/9' },
  { reference: 'urn:keepwell:record:patient' },
  { identifier: { system: 'urn:x', value: '2' } },
  { display: 'Somebody' },
])('what is said to be about somebody else is not filed as this person’s: %j', async subject => {
  const contained = 'reference' in subject &&
    subject.reference === '#p' && { contained: [{ resourceType: 'Patient', id: 'p' }] };
  for (const resource of [
    { ...makeWeight('2026-02-02'), subject, ...contained },
    { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject, ...contained },
    { resourceType: 'Device', patient: subject, ...contained },
  ] as AnyResource[]) {
    const { status, body } = await owner.send('POST', resource.resourceType, resource);
    const place = `${resource.resourceType}.${'patient' in resource ? 'patient' : 'subject'}`;
    expect([status, body.issue[0].expression]).toEqual([422, [place]]);
    expect(body.issue[0].diagnostics).toContain('Refer to the Patient of the token');
  }
});

test('the own Patient may be named below the address of the server, too', async () => {
  const subject = { reference: `${owner.base}/${owner.patient.reference}` };
  const { subject: told } = await owner.add({ ...makeWeight('2019-02-02'), subject });
  expect(told).toEqual(owner.patient);
});

describe('scopes', () => {
  test.each([
    ['patient/Condition.rs', 403, 403, 403],
    ['patient/Observation.r', 200, 403, 403],
    ['patient/Observation.s', 403, 200, 403],
    ['patient/Observation.read', 200, 200, 403],
    ['patient/Observation.write', 403, 403, 201],
    ['patient/*.cruds', 200, 200, 201],
  ])('%s', async (scopes, read, searched, made) => {
    const client = await givenFhirClient(server, { of: of(), scopes });
    expect((await client.get(`Observation/${weightId}`)).status).toBe(read);
    const found = await client.get('Observation');
    expect(found.status).toBe(searched);
    if (searched === 403)
      expect(found.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
    expect((await client.send('POST', 'Observation', makeWeight('2026-07-01'))).status).toBe(made);
  });

  test('with a category open that category, by whatever way', async () => {
    const category = 'http://terminology.hl7.org/CodeSystem/observation-category|vital-signs';
    const client = await givenFhirClient(server, {
      of: of(),
      scopes: `patient/Observation.cruds?category=${category} patient/Patient.rs`,
    });
    const found = await client.find('Observation?_revinclude=Observation:has-member&_count=50');
    expect(found.length).toBeGreaterThan(1);
    expect(found.every((one: AnyResource) => one.category[0].coding[0].code === 'vital-signs')).toBe(true);
    expect((await client.get(`Observation/${weightId}`)).status).toBe(200);
    const { versionId } = (await owner.get(`Observation/${otherId}`)).body.meta;
    for (const path of [
      `Observation/${otherId}`,
      `Observation/${otherId}/_history`,
      `Observation/${otherId}/_history/${versionId}`,
    ])
      expect((await client.get(path)).status, path).toBe(404);
    expect((await client.send('DELETE', `Observation/${otherId}`)).status).toBe(404);
    const [one] = await client.find(`Observation?_id=${weightId}`);
    const moved = await client.send('PUT', `Observation/${weightId}`, {
      ...one,
      category: [{ text: 'other' }],
    });
    expect(moved.status).toBe(403);
    const whole = await client.get(`Patient/${client.recordId}/$everything`);
    expect(JSON.stringify(whole.body)).not.toContain(otherId);
  });

  test('chains and what comes along ask for their own', async () => {
    const client = await givenFhirClient(server, { of: of(), scopes: 'patient/Observation.rs' });
    expect((await client.get('Observation?patient.name=Ada')).status).toBe(403);
    const { body } = await client.get(
      'Observation?_include=Observation:subject&_revinclude=Provenance:target',
    );
    expect(body.entry.every((one: AnyResource) => one.resource.resourceType === 'Observation')).toBe(true);
  });
});

describe('what an application may change and not read', () => {
  const jsonPatch = { 'content-type': 'application/json-patch+json' };
  const pathPatch = (path: string) => ({
    resourceType: 'Parameters',
    parameter: [
      {
        name: 'operation',
        part: [
          { name: 'type', valueCode: 'replace' },
          { name: 'path', valueString: path },
          { name: 'value', valueString: 'x' },
        ],
      },
    ],
  });
  let kept: AnyResource;
  beforeAll(async () => {
    kept = await owner.add({ ...makeWeight('2026-09-01', 81), note: [{ text: 'a word' }] });
  });

  test.each([
    ['no scope to read', { scopes: 'patient/Observation.u patient/Condition.r' }],
    ['a scope to read others', { scopes: 'patient/Observation.u patient/Observation.rs?code=urn:x|own' }],
    ['a rule to change alone', { rules: [rule({ permissions: ['Update'] })] }],
  ])('it changes as a whole and is not told, with %s', async (_, given) => {
    const client = await givenFhirClient(server, { of: of(), ...given });
    const at = `Observation/${kept.id}`;
    expect([403, 404]).toContain((await client.get(at)).status);
    const whole = { ...makeWeight('2026-09-01', 82), id: kept.id, note: [{ text: 'a word' }] };
    const changed = await client.send('PUT', at, whole, { prefer: 'return=representation' });
    expect([changed.status, changed.text]).toEqual([200, '']);
    expect((await owner.get(at)).body.valueQuantity.value).toBe(82);
  });

  test.each([
    ['a scope to read others', { scopes: 'patient/Observation.u patient/Observation.rs?code=urn:x|own' }],
    ['no scope to read', { scopes: 'patient/Observation.u patient/Condition.r' }],
    ['a rule to change alone', { rules: [rule({ permissions: ['Update'] })] }],
  ])(
    'its patches and conditions fail alike, whether they guess right or wrong, with %s',
    async (_, given) => {
      const client = await givenFhirClient(server, { of: of(), ...given });
      const at = `Observation/${kept.id}`;
      const guesses = async (right: unknown, wrong: unknown, headers?: Record<string, string>) => {
        for (const path of [at, 'Observation?code=29463-7&date=2026-09-01']) {
          const [one, other] = [
            await client.send('PATCH', path, right, headers),
            await client.send('PATCH', path, wrong, headers),
          ];
          expect([403, 404]).toContain(one.status);
          expect(other.text).toBe(one.text);
        }
      };
      const value = (guess: number) => [{ op: 'test', path: '/valueQuantity/value', value: guess }];
      await guesses(value(82), value(99), jsonPatch);
      await guesses(
        [{ op: 'replace', path: '/note/0/text', value: 'x' }],
        [{ op: 'replace', path: '/component/0/text', value: 'x' }],
        jsonPatch,
      );
      await guesses(
        pathPatch("Observation.note.where(text = 'a word').text"),
        pathPatch("Observation.note.where(text = 'another').text"),
      );
      expect((await owner.get(at)).body.note[0].text).toBe('a word');
    },
  );

  test('a condition is answered to whom a search would be', async () => {
    const client = await givenFhirClient(server, { of: of(), scopes: 'patient/Observation.cud' });
    for (const date of ['2026-09-01', '1999-09-01']) {
      const where = `Observation?code=29463-7&date=${date}`;
      const whole = makeWeight('2026-09-01', 83);
      for (const reply of [
        await client.send('PUT', where, whole),
        await client.send('DELETE', where),
        await client.send('POST', 'Observation', whole, { 'if-none-exist': where.split('?')[1]! }),
      ])
        expect(reply.status).toBe(403);
    }
    const inBundle = await client.send('POST', '', {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [{ request: { method: 'GET', url: 'Observation?code=29463-7' } }],
    });
    expect(inBundle.status).toBe(403);
  });

  test('it is deleted by whom a rule lets delete alone', async () => {
    const { id } = await owner.add(makeWeight('2026-09-09', 81));
    const at = `Observation/${id}`;
    const others = await givenFhirClient(server, { of: of(), rules: [rule({ permissions: ['Update'] })] });
    expect((await others.send('DELETE', at)).status).toBe(404);
    const client = await givenFhirClient(server, { of: of(), rules: [rule({ permissions: ['Delete'] })] });
    expect((await client.get(at)).status).toBe(404);
    expect((await client.send('DELETE', at)).status).toBe(204);
    expect((await owner.get(at)).status).toBe(410);
  });
});

test('asked where something is from, the kind of what is not open is not told', async () => {
  const [asthma] = [
    await owner.add({ resourceType: 'Condition', code: { text: 'Asthma' }, subject: owner.patient }),
  ];
  const client = await givenFhirClient(server, {
    of: of(),
    scopes: 'patient/Provenance.rs patient/Observation.rs',
  });
  const ask = async (id: string) => {
    const { status, text } = await client.get(`Provenance/from-${id}`);
    return [status, text];
  };
  expect((await ask(weightId))[0]).toBe(200);
  const unknown = await ask(crypto.randomUUID());
  expect(unknown[0]).toBe(404);
  expect(await ask(asthma.id)).toEqual(unknown);
});

test('each application is told the record by its own id, also in what is held whole', async () => {
  const other = await givenFhirClient(server, { of: of() });
  const plain = { resourceType: 'ServiceRequest', status: 'active', intent: 'order', code: { text: 'x' } };
  const made = await owner.add({ ...plain, subject: owner.patient });
  expect(made.subject).toEqual(owner.patient);
  const read = await other.get(`ServiceRequest/${made.id}`);
  expect(read.body.subject).toEqual(other.patient);
  expect(read.text).not.toContain(owner.recordId);
  await other.send('PUT', `ServiceRequest/${made.id}`, { ...read.body, priority: 'urgent' });
  const after = (await owner.get(`ServiceRequest/${made.id}`)).body;
  expect([after.subject, after.priority]).toEqual([owner.patient, 'urgent']);
});

test('what a resource says of its item makes no resource of another kind', async () => {
  const client = await givenFhirClient(server, { of: of(), scopes: 'patient/Basic.cruds' });
  const item = {
    formatAppid: 'urn:keepwell:fhir',
    formatTag: 'Observation',
    summary: 'x',
    content: ['<resource xmlns="urn:keepwell:fhir">{"status":"final"}</resource>'],
  };
  const inside = [
    { url: 'type', valueString: typeIds.appSpecific },
    { url: 'changes', valueString: JSON.stringify([[['item'], item]]) },
  ];
  const made = await client.send('POST', 'Basic', {
    resourceType: 'Basic',
    code: { text: 'own' },
    extension: [{ url: 'urn:keepwell:fhir:thing-rest', extension: inside }],
  });
  expect([made.status, made.body.issue[0].code]).toEqual([422, 'business-rule']);
});

test('an update of the Patient by a condition changes the one that it means, alone or in a transaction', async () => {
  const client = await givenFhirClient(server);
  const patient = (day: string) => ({ resourceType: 'Patient', birthDate: day });
  const bundle = (url: string, day: string) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ fullUrl: 'urn:uuid:1', request: { method: 'PUT', url }, resource: patient(day) }],
  });
  const other = 'Patient?_id=other';
  expect((await client.send('PUT', other, patient('1970-01-01'))).status).toBe(409);
  expect((await client.send('POST', '', bundle(other, '1970-01-01'))).status).toBe(409);
  const own = `Patient?_id=${client.recordId}`;
  expect((await client.send('PUT', own, patient('1980-01-01'))).status).toBe(200);
  expect((await client.send('POST', '', bundle(own, '1981-01-01'))).status).toBe(200);
  expect((await client.get(`Patient/${client.recordId}`)).body.birthDate).toBe('1981-01-01');
});

test('another record is nobody’s here', async () => {
  const other = await givenFhirClient(server);
  expect((await other.get(`Observation/${weightId}`)).status).toBe(404);
  expect((await other.get(`Patient/${owner.recordId}`)).status).toBe(404);
  expect(await other.find(`Observation?patient=${owner.recordId}`)).toEqual([]);
  expect(await other.find(`Patient/${owner.recordId}/Observation`)).toEqual([]);
  const named = await other.send('POST', 'Observation', {
    ...makeWeight('2026-08-01'),
    subject: owner.patient,
  });
  expect(named.status).toBe(422);
});

test('the log tells which application read how much of what', async () => {
  const client = await givenFhirClient(server, { of: of() });
  await client.find('Observation?code=29463-7&_count=2');
  await server.background.run('write reads');
  const reads = await server.vault.store.read(db =>
    db.reads.ofRecord({ recordId: owner.record.id, personId: undefined }),
  );
  expect(reads.filter(({ appId }) => appId === client.app.id)).toMatchObject([
    { typeId: typeIds.weight, items: 2 },
  ]);
});
