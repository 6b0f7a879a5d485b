// FHIR by HTTP: what is made, read, changed and deleted, and what is told where something is wrong.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let client: FhirClient;
beforeAll(async () => {
  server = await startTestServer({ limits: { fhirPatchMs: 10_000 } });
  client = await givenFhirClient(server);
});
afterAll(() => server.close());

describe('one resource', () => {
  test('is made, read, changed, as it was and deleted', async () => {
    const made = await client.send('POST', 'Observation', makeWeight('2026-03-01', 71.5));
    expect(made.body).toMatchObject({ resourceType: 'Observation', subject: client.patient });
    expect(made.status).toBe(201);
    const { id, meta } = made.body;
    expect(made.headers.get('location')).toBe(`${client.base}/Observation/${id}/_history/${meta.versionId}`);
    expect(made.headers.get('etag')).toBe(`W/"${meta.versionId}"`);
    const read = await client.get(`Observation/${id}`);
    expect(read.body).toEqual(made.body);
    expect(read.body.valueQuantity.value).toBe(71.5);

    const changed = { ...read.body, valueQuantity: { ...read.body.valueQuantity, value: 72 } };
    const stale = await client.send('PUT', `Observation/${id}`, changed, { 'if-match': 'W/"other"' });
    expect([stale.status, stale.body.issue[0].code]).toEqual([412, 'conflict']);
    const put = await client.send('PUT', `Observation/${id}`, changed, {
      'if-match': `W/"${meta.versionId}"`,
    });
    expect([put.status, put.body.valueQuantity.value]).toEqual([200, 72]);

    const before = await client.get(`Observation/${id}/_history/${meta.versionId}`);
    expect(before.body.valueQuantity.value).toBe(71.5);
    const history = await client.get(`Observation/${id}/_history`);
    expect(history.body.entry.map((one: { response: { status: string } }) => one.response.status)).toEqual([
      '200',
      '201',
    ]);

    expect((await client.send('DELETE', `Observation/${id}`)).status).toBe(204);
    expect((await client.get(`Observation/${id}`)).status).toBe(410);
  });

  test('that was deleted is gone, which its history tells, and may be deleted again', async () => {
    const { id, meta } = await client.add(makeWeight('2026-03-01'));
    await client.send('DELETE', `Observation/${id}`);
    for (const path of [`Observation/${id}`, `Observation/${id}/_history/${meta.versionId}`]) {
      const gone = await client.get(path);
      expect([gone.status, gone.body.issue[0].code]).toEqual([410, 'deleted']);
    }
    const { body } = await client.get(`Observation/${id}/_history`);
    expect(body.entry).toHaveLength(1);
    expect(body.entry[0]).toMatchObject({ request: { method: 'DELETE' }, response: { status: '204' } });
    expect(body.entry[0].resource).toBeUndefined();
    expect((await client.send('DELETE', `Observation/${id}`)).status).toBe(204);
    // Nobody is told who may not know.
    expect((await client.get(`Condition/${id}`)).status).toBe(404);
    const other = await givenFhirClient(server);
    expect((await other.get(`Observation/${id}`)).status).toBe(404);
    expect((await other.send('DELETE', `Observation/${id}`)).status).toBe(404);
    const reader = await givenFhirClient(server, { scopes: 'patient/*.rs', isOf: client.app });
    expect((await reader.send('DELETE', `Observation/${id}`)).status).toBe(403);
    expect((await client.send('DELETE', `Observation/${crypto.randomUUID()}`)).status).toBe(404);
  });

  test('is taken whatever version and time it says of itself', async () => {
    const meta = { versionId: 'not an id!', lastUpdated: 'soon', tag: [{ code: 'x' }] };
    const made = await client.send('POST', 'Observation', { ...makeWeight('2026-03-01'), meta });
    expect([made.status, made.body.meta.tag]).toEqual([201, meta.tag]);
    const put = await client.send('PUT', `Observation/${made.body.id}`, { ...made.body, meta });
    expect(put.status).toBe(200);
    expect(put.body.meta.versionId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('of a kind that R4 does not have is not there', async () => {
    for (const path of ['Observtion', 'Nonsense?code=1', 'Foo/_history', 'Foo/1', 'Resource', 'Parameters'])
      expect([path, (await client.get(path)).status]).toEqual([path, 404]);
    expect((await client.send('POST', 'Foo', { resourceType: 'Foo' })).status).toBe(404);
    expect((await client.get('Substance?code=1')).body.resourceType).toBe('Bundle');
  });

  test('is the Patient, where a condition of a create finds it', async () => {
    const [patient] = await client.find('Patient');
    await client.send('PUT', `Patient/${patient.id}`, { ...patient, gender: 'female' });
    const make = (condition: string) =>
      client.send('POST', 'Patient', { resourceType: 'Patient' }, { 'if-none-exist': condition });
    const found = await make('gender=female');
    expect([found.status, found.body.id]).toEqual([200, patient.id]);
    expect((await make('gender=male')).status).toBe(409);
  });

  test('that a client has already is not sent again', async () => {
    const { id, meta } = await client.add(makeWeight('2026-03-02'));
    const same = await client.get(`Observation/${id}`, { 'if-none-match': `W/"${meta.versionId}"` });
    expect([same.status, same.text]).toEqual([304, '']);
    const since = await client.get(`Observation/${id}`, {
      'if-modified-since': new Date(meta.lastUpdated).toUTCString(),
    });
    expect(since.status).toBe(304);
    const other = await client.get(`Observation/${id}`, { 'if-none-match': 'W/"x"' });
    expect(other.status).toBe(200);
  });

  test('comes back as much as was preferred', async () => {
    const how = (prefer: string) => client.send('POST', 'Observation', makeWeight('2026-03-03'), { prefer });
    expect((await how('return=minimal')).text).toBe('');
    expect((await how('return=OperationOutcome')).body.resourceType).toBe('OperationOutcome');
    expect((await how('return=representation')).body.resourceType).toBe('Observation');
  });

  test('is patched by JSON Patch and FHIRPath Patch', async () => {
    const { id } = await client.add(makeWeight('2026-03-04', 60));
    const json = { 'content-type': 'application/json-patch+json' };
    const patched = await client.send(
      'PATCH',
      `Observation/${id}`,
      [{ op: 'replace', path: '/valueQuantity/value', value: 61 }],
      json,
    );
    expect([patched.status, patched.body.valueQuantity?.value]).toEqual([200, 61]);
    const path = await client.send('PATCH', `Observation/${id}`, {
      resourceType: 'Parameters',
      parameter: [
        {
          name: 'operation',
          part: [
            { name: 'type', valueCode: 'replace' },
            { name: 'path', valueString: 'Observation.valueQuantity.value' },
            { name: 'value', valueDecimal: 62 },
          ],
        },
      ],
    });
    expect([path.status, path.body.valueQuantity?.value]).toEqual([200, 62]);
    for (const bad of [
      [{ op: 'test', path: '/status', value: 'x' }],
      [{ op: 'replace', path: '/id', value: 'a' }],
      [{}],
      [],
    ])
      expect((await client.send('PATCH', `Observation/${id}`, bad, json)).status).toBe(422);
    const doubling = Array.from({ length: 60 }, (_, i) => ({ op: 'copy', from: '', path: `/extension${i}` }));
    expect((await client.send('PATCH', `Observation/${id}`, doubling, json)).status).toBe(413);
    const deep = [...Array(13).keys()].map(i => ({
      op: 'copy',
      from: '/meta',
      path: `/meta${'/own'.repeat(2 ** i)}`,
    }));
    expect((await client.send('PATCH', `Observation/${id}`, deep, json)).status).toBe(422);
  });

  test('is made once where a condition finds it', async () => {
    const one = { ...makeWeight('2026-03-05'), identifier: [{ system: 'urn:x', value: 'once' }] };
    const headers = { 'if-none-exist': 'identifier=urn:x|once' };
    const first = await client.send('POST', 'Observation', one, headers);
    const second = await client.send('POST', 'Observation', one, headers);
    expect([first.status, second.status, second.body.id]).toEqual([201, 200, first.body.id]);
    const put = await client.send('PUT', 'Observation?identifier=urn:x|once', { ...one, status: 'amended' });
    expect([put.status, put.body.id, put.body.status]).toEqual([200, first.body.id, 'amended']);
    const made = await client.send('PUT', 'Observation?identifier=urn:x|other', {
      ...one,
      identifier: [{ system: 'urn:x', value: 'other' }],
    });
    expect(made.status).toBe(201);
    expect((await client.send('DELETE', 'Observation?identifier=urn:x|other')).status).toBe(204);
    expect((await client.send('DELETE', 'Observation?identifier=urn:x|other')).status).toBe(204);
    const wide = await client.send('DELETE', 'Observation?nothing=known');
    expect([wide.status, wide.body.issue[0].code]).toEqual([412, 'not-supported']);
    const several = await client.send('DELETE', 'Observation?code=29463-7');
    expect([several.status, several.body.issue[0].code]).toEqual([412, 'multiple-matches']);
  });

  test('is the same in XML', async () => {
    const { id } = await client.add({ ...makeWeight('2026-03-06', 80.5), note: [{ text: 'a < b & "c"' }] });
    const xml = await client.get(`Observation/${id}`, { accept: 'application/fhir+xml' });
    expect(xml.headers.get('content-type')).toBe('application/fhir+xml; charset=utf-8');
    const format = await client.get(`Observation/${id}?_format=xml`);
    expect(format.text).toBe(xml.text);
    const put = await client.send('PUT', `Observation/${id}`, xml.text, {
      'content-type': 'application/fhir+xml',
    });
    const json = await client.get(`Observation/${id}`);
    expect(put.status).toBe(200);
    const { meta: _, ...said } = json.body;
    expect(said).toMatchObject({ valueQuantity: { value: 80.5 }, note: [{ text: 'a < b & "c"' }] });
    const withDtd = `<!DOCTYPE x [<!ENTITY e "y">]>${xml.text.replace(/^<\?xml[^>]*\?>/, '')}`;
    const refused = await client.send('POST', 'Observation', withDtd, {
      'content-type': 'application/fhir+xml',
    });
    expect([refused.status, refused.body.issue[0].code]).toEqual([400, 'structure']);
  });
});

describe('the Patient', () => {
  test('is the record, is found and changed', async () => {
    const { body } = await client.get(`Patient/${client.recordId}`);
    expect(body).toMatchObject({ resourceType: 'Patient', id: client.recordId });
    const put = await client.send('PUT', `Patient/${client.recordId}`, {
      ...body,
      gender: 'female',
      birthDate: '1980-05-01',
      name: [{ family: 'Test', given: ['Ada'] }],
    });
    expect(put.body).toMatchObject({ gender: 'female', birthDate: '1980-05-01' });
    for (const query of [
      `_id=${client.recordId}`,
      'family=test',
      'name=Ad',
      'birthdate=1980-05-01',
      'gender=female',
      '',
    ])
      expect(await client.find(`Patient?${query}`), query).toHaveLength(1);
    for (const query of ['_id=other', 'family=Ada', 'birthdate=gt1990', 'gender=male'])
      expect(await client.find(`Patient?${query}`), query).toHaveLength(0);
    expect((await client.get('Patient/other')).status).toBe(404);
  });

  test('is summed up for a doctor anywhere', async () => {
    const summary = await client.get(`Patient/${client.recordId}/$summary`);
    expect(summary.status).toBe(200);
    const [composition, patient] = summary.body.entry;
    expect([summary.body.type, composition.resource.resourceType, patient.resource.resourceType]).toEqual([
      'document',
      'Composition',
      'Patient',
    ]);
    expect(composition.resource.section.map((section: AnyResource) => section.code.coding[0].code)).toEqual(
      expect.arrayContaining(['10160-0', '48765-2', '11450-4']),
    );
    const feverish = {
      ...{ resourceType: 'Observation', status: 'final', subject: client.patient },
      category: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
          ],
        },
      ],
      ...{
        code: { coding: [{ system: 'http://loinc.org', code: '8310-5' }] },
        effectiveDateTime: '2026-05-03T10:00:00Z',
      },
      valueQuantity: { value: 39.2, unit: 'Cel', system: 'http://unitsofmeasure.org', code: 'Cel' },
    };
    const { interpretation } = await client.add(feverish);
    expect(interpretation?.[0].text).toContain('above');
    const again = (await client.get(`Patient/${client.recordId}/$summary`)).body;
    expect(JSON.stringify(again)).toContain(JSON.stringify(interpretation[0].text));
    const narrow = await givenFhirClient(server, { scopes: 'patient/Patient.rs' });
    const own = await narrow.get(`Patient/${narrow.recordId}/$summary`);
    expect(new Set(own.body.entry.map(({ resource }: AnyResource) => resource.resourceType))).not.toContain(
      'Observation',
    );
    expect((await narrow.get(`Patient/${client.recordId}/$summary`)).status).toBe(404);
  });

  test('comes with everything', async () => {
    await client.add(makeWeight('2026-03-07'));
    const seen: string[] = [];
    let next: string | undefined = `Patient/${client.recordId}/$everything?_count=3`;
    for (let pages = 0; next !== undefined && pages < 50; pages++) {
      const { body } = await client.get(next);
      seen.push(...(body.entry ?? []).map((entry: { fullUrl: string }) => entry.fullUrl));
      next = body.link.find((link: { relation: string }) => link.relation === 'next')?.url;
    }
    expect(seen[0]).toBe(`${client.base}/Patient/${client.recordId}`);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(3);
  });
});

describe('what is wrong is told', () => {
  const outcomeOf = async (...sent: Parameters<FhirClient['send']>) => {
    const { status, body } = await client.send(...sent);
    expect(body.resourceType).toBe('OperationOutcome');
    expect(body.issue[0].diagnostics.length).toBeGreaterThan(15);
    return [status, body.issue[0].code, body.issue[0].expression?.[0]];
  };

  test.each([
    ['no JSON', '{', [400, 'structure', undefined]],
    ['no resource', '[]', [400, 'structure', undefined]],
    ['no kind', '{"a":1}', [400, 'structure', 'resourceType']],
    ['deep', '['.repeat(200_000), [400, 'too-costly', undefined]],
    ['another kind', '{"resourceType":"Condition"}', [400, 'invalid', 'resourceType']],
    [
      'what it must have is missing',
      '{"resourceType":"Observation","status":"final"}',
      [422, 'structure', 'Observation'],
    ],
    [
      'no such element',
      JSON.stringify({ ...makeWeight('2026-01-01'), weight: 1 }),
      [422, 'structure', 'Observation'],
    ],
    [
      'a list that is none',
      JSON.stringify({ ...makeWeight('2026-01-01'), category: {} }),
      [422, 'structure', 'Observation.category'],
    ],
    [
      'a date that is none',
      JSON.stringify({ ...makeWeight('2026-01-01'), effectiveDateTime: 'soon' }),
      [422, 'structure', 'Observation.effectiveDateTime'],
    ],
    [
      'a script in its words',
      JSON.stringify({
        ...makeWeight('2026-01-01'),
        text: {
          status: 'generated',
          div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>1</script></div>',
        },
      }),
      [422, 'structure', 'Observation.text.div'],
    ],
    [
      'another person',
      JSON.stringify({ ...makeWeight('2026-01-01'), subject: { reference: 'Patient/other' } }),
      [422, 'business-rule', 'Observation.subject'],
    ],
  ])('%s', async (_, body, told) => {
    expect(await outcomeOf('POST', 'Observation', body)).toEqual(told);
  });

  test('addresses, methods and forms', async () => {
    expect(await outcomeOf('GET', 'Observation/a/b/c')).toEqual([404, 'not-found', undefined]);
    expect(await outcomeOf('GET', 'Observation/0')).toEqual([404, 'not-found', undefined]);
    expect(await outcomeOf('GET', '')).toEqual([400, 'not-supported', undefined]);
    expect(await outcomeOf('DELETE', 'metadata')).toEqual([405, 'not-supported', undefined]);
    expect(await outcomeOf('GET', `Patient/${client.recordId}/_history`)).toEqual([
      405,
      'not-supported',
      undefined,
    ]);
    expect(await outcomeOf('GET', 'Observation', undefined, { accept: 'text/html' })).toEqual([
      406,
      'not-supported',
      undefined,
    ]);
    expect(await outcomeOf('POST', 'Observation', 'x', { 'content-type': 'text/plain' })).toEqual([
      415,
      'not-supported',
      undefined,
    ]);
    expect(
      await outcomeOf('PUT', 'Observation/00000000-0000-0000-0000-000000000000', {
        ...makeWeight('2026-01-01'),
        id: '00000000-0000-0000-0000-000000000000',
      }),
    ).toEqual([404, 'not-found', undefined]);
    expect(await outcomeOf('POST', 'Patient', { resourceType: 'Patient' })).toEqual([
      409,
      'duplicate',
      undefined,
    ]);
  });

  test('a body that is too large', async () => {
    const body = JSON.stringify({ ...makeWeight('2026-01-01'), note: [{ text: 'x'.repeat(11_000_000) }] });
    expect(await outcomeOf('POST', 'Observation', body)).toEqual([413, 'too-long', undefined]);
  });

  test('$validate tells it without a write', async () => {
    const good = await client.send('POST', 'Observation/$validate', makeWeight('2026-01-01'));
    expect([good.status, good.body.issue[0].severity]).toEqual([200, 'information']);
    const bad = await client.send('POST', 'Observation/$validate', { resourceType: 'Observation' });
    expect([bad.status, bad.body.issue[0].severity]).toEqual([200, 'error']);
  });

  test('a token that is missing or not good', async () => {
    const none = await fetch(`${client.base}/Observation`);
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const bad = await fetch(`${client.base}/Observation`, { headers: { authorization: 'Bearer abc' } });
    expect([bad.status, bad.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
  });
});

test('the CapabilityStatement is open to all, and what is asked before a call', async () => {
  const reply = await fetch(`${client.base}/metadata`);
  const statement = await reply.json();
  expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
  expect(reply.headers.get('access-control-allow-origin')).toBe('*');
  const observation = statement.rest[0].resource.find((one: { type: string }) => one.type === 'Observation');
  expect(observation.searchParam.map((one: { name: string }) => one.name)).toContain('code');
  const preflight = await fetch(`${client.base}/Observation`, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  const own = await client.get('Observation', { origin: 'https://app.example' });
  expect(own.headers.get('access-control-allow-origin')).toBe('https://app.example');
  const other = await client.get('Observation', { origin: 'https://other.example' });
  expect(other.headers.get('access-control-allow-origin')).toBe(null);
});

test('every answer says that it depends on the page that asks, whether one does or not', async () => {
  const token = `${server.shellUrl}/oauth/token`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const [url, init] of [
    [`${client.base}/Observation`, { headers: client.headers }],
    [`${client.base}/Observation`, {}],
    [`${client.base}/Observation`, { method: 'OPTIONS' }],
    [token, { method: 'POST', headers: form, body: 'grant_type=refresh_token' }],
    [token, { method: 'POST', headers: form, body: 'x'.repeat(100_000) }],
    [server.platformUrl, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<x/>' }],
    [`${server.shellUrl}/streaming/wildcatblob.ashx?blob-ref-token=x`, {}],
  ] as const) {
    const { headers } = await fetch(url, init);
    expect(headers.get('vary')?.split(/, */), url).toContain('Origin');
  }
});
