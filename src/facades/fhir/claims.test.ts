// Whatever the CapabilityStatement claims is so, and what it does not claim is not answered: each kind of resource, its interactions,
// conditions, search parameters and what comes along with it are asked of a record that has such resources.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeChance, makeSample } from '../../testing/fhir/samples.ts';
import { findDefinition, listDefinitions, readValues } from '../../testing/fhir/search-definitions.ts';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

/** It asks some thousand things. */
const timeout = 600_000;

let server: TestServer;
let client: FhirClient;
let rest: AnyResource;
let kinds: AnyResource[];
/** Of each kind some, as the server tells them. */
const made = new Map<string, AnyResource[]>();
/** An own kind of each, which others refer to. */
const targets = new Map<string, string>();
beforeAll(async () => {
  server = await startTestServer({ limits: { fhirCallsPerMinuteMax: 1_000_000, fhirIndexWaitMs: 60_000 } });
  client = await givenFhirClient(server);
  [rest] = (await client.get('metadata')).body.rest;
  const apart = ['Binary', 'Subscription', 'Patient', 'Provenance'];
  kinds = rest.resource.filter(({ type }: AnyResource) => !apart.includes(type));
  const chance = makeChance(3);
  const sample = (type: string, refer?: (path: string) => string | undefined) =>
    client.add(makeSample(type, { chance, patient: client.patient.reference, ...(refer && { refer }) }));
  for (const { type } of kinds) targets.set(type, `${type}/${(await sample(type)).id}`);
  for (const { type } of kinds)
    for (let i = 0; i < 4; i++) {
      const one = await sample(type, path => referTo(type, path, i));
      made.set(type, [...(made.get(type) ?? []), one]);
    }
}, timeout);
afterAll(() => server.close());

/** One of the kinds that a search parameter leads to from an element. */
function referTo(type: string, path: string, turn: number): string | undefined {
  const leads = listDefinitions(type).find(
    ({ type: of, expression }) => of === 'reference' && expression.includes(path),
  );
  const known = (leads?.targets ?? []).filter(kind => targets.has(kind));
  return targets.get(known[turn % known.length] ?? '');
}

const warned = (body: AnyResource) =>
  (body.entry ?? []).find(({ search }: AnyResource) => search?.mode === 'outcome')?.resource.issue[0]
    .diagnostics;
const idsOf = (body: AnyResource): string[] =>
  (body.entry ?? []).map(({ resource }: AnyResource) => resource.id);
const ofEach = async (
  work: (kind: AnyResource, one: AnyResource) => Promise<unknown[]>,
): Promise<unknown[]> => {
  const wrong: unknown[] = [];
  for (const kind of kinds) {
    const [one] = made.get(kind.type) ?? [];
    for (const problem of await work(kind, one)) if (problem) wrong.push(problem);
  }
  return wrong;
};

test('every kind of R4 that is answered is claimed, and others are not answered', async () => {
  const claimed = new Set(rest.resource.map(({ type }: AnyResource) => type));
  expect(claimed.size).toBeGreaterThan(140);
  for (const name of ['Resource', 'DomainResource', 'Parameters', 'Nonsense', 'Elsewhere']) {
    expect(claimed.has(name)).toBe(false);
    expect((await client.get(name)).status).toBe(404);
  }
});

const asked: Readonly<Record<string, (type: string, one: AnyResource) => Promise<number>>> = {
  read: async (type, { id }) => (await client.get(`${type}/${id}`)).status,
  vread: async (type, { id, meta }) => (await client.get(`${type}/${id}/_history/${meta.versionId}`)).status,
  'history-instance': async (type, { id }) =>
    (await client.get(`${type}/${id}/_history`)).body.entry.length > 0 ? 200 : 0,
  'history-type': async type =>
    (await client.get(`${type}/_history?_count=1`)).body.entry?.length === 1 ? 200 : 0,
  'search-type': async type => ((await client.get(`${type}?_count=1`)).body.entry?.length === 1 ? 200 : 0),
  create: async (type, { id: _, meta: __, ...one }) =>
    (await client.send('POST', type, one)).status === 201 ? 200 : 0,
  update: async (type, one) => (await client.send('PUT', `${type}/${one.id}`, one)).status,
  patch: async (type, { id }) =>
    (
      await client.send(
        'PATCH',
        `${type}/${id}`,
        [{ op: 'add', path: '/implicitRules', value: 'http://one.example' }],
        {
          'content-type': 'application/json-patch+json',
        },
      )
    ).status,
  delete: async (type, { id: _, meta: __, ...one }) => {
    const { body } = await client.send('POST', type, one);
    const gone = await client.send('DELETE', `${type}/${body.id}`);
    return gone.status === 204 && (await client.get(`${type}/${body.id}`)).status === 410 ? 200 : 0;
  },
};

test('interactions of each kind', { timeout }, async () => {
  const wrong = await ofEach(async ({ type, interaction }, one) => {
    const codes: string[] = interaction.map(({ code }: AnyResource) => code);
    const unclaimed = Object.keys(asked).filter(code => !codes.includes(code));
    const unknown = codes.filter(code => !(code in asked));
    const results = [];
    for (const code of codes) {
      const status = await asked[code]?.(type, one);
      results.push(status !== 200 && `${type} ${code}: ${status}`);
    }
    return [...results, ...[...unclaimed, ...unknown].map(code => `${type} ${code}`)];
  });
  expect(wrong).toEqual([]);
});

test('conditions of each kind', { timeout }, async () => {
  const wrong = await ofEach(async (kind, { id, meta: _, ...one }) => {
    const { type } = kind;
    const read = await client.get(`${type}/${id}`);
    const none = { 'if-none-exist': `_id=${crypto.randomUUID()}` };
    const same = await client.get(`${type}/${id}`, { 'if-none-match': read.headers.get('etag') ?? '' });
    const again = await client.send('POST', type, one, { 'if-none-exist': `_id=${id}` });
    const fresh = await client.send('POST', type, one, none);
    const put = await client.send('PUT', `${type}?_id=${fresh.body.id}`, one);
    const stale = await client.send('PUT', `${type}/${id}`, { ...one, id }, { 'if-match': 'W/"other"' });
    const gone = await client.send('DELETE', `${type}?_id=${fresh.body.id}`);
    const seen = [same, again, fresh, put, stale, gone].map(({ status }) => status).join(' ');
    const claims = [
      kind.conditionalCreate,
      kind.conditionalUpdate,
      kind.conditionalDelete,
      kind.conditionalRead,
    ];
    const made = await client.send('PUT', `${type}/${crypto.randomUUID()}`, one);
    return [
      seen !== '304 200 201 200 412 204' && `${type}: ${seen}`,
      claims.join() !== 'true,true,single,full-support' && `${type}: ${claims}`,
      (kind.updateCreate || made.status < 400) && `${type} updateCreate`,
    ];
  });
  expect(wrong).toEqual([]);
});

/** A search that must find a value; undefined for a value that a search cannot say. */
function askFor(name: string, type: string, value: AnyResource): string | undefined {
  const write = (text: string) => `${name}=${encodeURIComponent(text.replace(/[\\,|$]/g, '\\$&'))}`;
  const coding = value?.coding?.[0] ?? value;
  if (type === 'token') return write(String(coding?.code ?? coding?.value ?? coding));
  if (type === 'reference') return write(value?.reference ?? String(value));
  if (type === 'quantity') return typeof value?.value === 'number' ? `${name}=${value.value}` : undefined;
  if (type === 'string')
    return write(typeof value === 'string' ? value : (value.family ?? value.city ?? value.text));
  const day = /\d{4}(-[\d\-T:.Z+]*)?/.exec(JSON.stringify(value))?.[0];
  return day === undefined
    ? undefined
    : `${name}=ne1999&${name}=${value?.start || value?.end || typeof value === 'object' ? 'ap' : ''}${encodeURIComponent(day)}`;
}

test('search parameters of each kind find what has their value, and others are told as not known', {
  timeout,
}, async () => {
  const wrong = await ofEach(async kind => {
    const { type, searchParam } = kind;
    const results: unknown[] = [];
    const all = made.get(type) ?? [];
    for (const { name, type: of } of searchParam) {
      if (name.startsWith('_')) continue;
      const definition = findDefinition(type, name);
      if (definition?.type !== of) results.push(`${type}?${name} is ${definition?.type}, not ${of}`);
      if (!definition) continue;
      const one = all.find(resource =>
        readValues(resource, definition).some(value => askFor(name, of, value)),
      );
      // What none of these says is found to be missing.
      const query = one
        ? readValues(one, definition)
            .map(value => askFor(name, of, value))
            .find(Boolean)
        : `${name}:missing=true`;
      const { body, status } = await client.get(`${type}?${query}&_count=200`);
      const isFound = one ? status === 200 && idsOf(body).includes(one.id) : status === 200;
      if (!isFound || warned(body)) results.push(`${type}?${query}: ${status} ${warned(body) ?? ''}`);
    }
    const one = all.at(-1);
    for (const query of [`_id=${one.id}`, `_lastUpdated=${one.meta.lastUpdated}`]) {
      const { body } = await client.get(`${type}?${query}&_count=200`);
      if (!idsOf(body).includes(one.id)) results.push(`${type}?${query}`);
    }
    const claimed = new Set(searchParam.map(({ name }: AnyResource) => name));
    for (const { code } of listDefinitions(type).filter(
      ({ code }) => !claimed.has(code) && !code.startsWith('_'),
    ))
      if (!warned((await client.get(`${type}?${code}=x&_count=1`)).body))
        results.push(`${type}?${code} is not claimed`);
    return results;
  });
  expect(wrong).toEqual([]);
});

test('what comes along, one way and the other', { timeout }, async () => {
  let along = 0;
  const wrong = await ofEach(async ({ type, searchInclude = [], searchRevInclude = [] }) => {
    const results: unknown[] = [];
    for (const include of searchInclude) {
      const definition = findDefinition(type, include.split(':')[1]);
      const leads = (resource: AnyResource) =>
        (definition ? readValues(resource, definition) : [])
          .map((value: AnyResource) => value.reference)
          .filter(reference => [...targets.values(), client.patient.reference].includes(reference));
      const one = (made.get(type) ?? []).find(resource => leads(resource).length > 0);
      const { body, status } = await client.get(
        `${type}?${one ? `_id=${one.id}&` : ''}_include=${include}&_count=200`,
      );
      const wanted = one ? leads(one).map(reference => reference.split('/')[1]) : [];
      if (status !== 200 || warned(body) || !wanted.every(id => idsOf(body).includes(id)))
        results.push(`_include=${include}`);
      if (one) along++;
      for (const reference of one ? leads(one) : []) {
        const [target, id] = reference.split('/');
        const back = await client.get(`${target}?_id=${id}&_revinclude=${include}&_count=200`);
        if (!idsOf(back.body).includes(one.id)) results.push(`${target}?_revinclude=${include}`);
        const described = rest.resource.find(({ type }: AnyResource) => type === target);
        if (!described.searchRevInclude.includes(include))
          results.push(`${target}: ${include} is not claimed`);
      }
    }
    const [one] = made.get(type) ?? [];
    const { body } = await client.get(`${type}?_id=${one.id}&_revinclude=Provenance:target`);
    if (!idsOf(body).includes(`from-${one.id}`) || !searchRevInclude.includes('Provenance:target'))
      results.push(`${type}: Provenance`);
    return results;
  });
  expect(wrong).toEqual([]);
  expect(along).toBeGreaterThan(80);
});

test('of the whole server: batch, transaction, history, operations and the parameter that leads back', async () => {
  const { reference } = client.patient;
  const entry = [{ request: { method: 'POST', url: 'Observation' }, resource: makeWeight('2026-01-01') }];
  const answers: Readonly<Record<string, () => Promise<{ status: number }>>> = {
    transaction: () => client.send('POST', '', { resourceType: 'Bundle', type: 'transaction', entry }),
    batch: () => client.send('POST', '', { resourceType: 'Bundle', type: 'batch', entry }),
    'history-system': () => client.get('_history?_count=1'),
    summary: () => client.get(`${reference}/$summary`),
    everything: () => client.get(`${reference}/$everything?_count=1`),
    export: () => client.get('$export', { prefer: 'respond-async' }),
    'Patient export': () => client.get('Patient/$export', { prefer: 'respond-async' }),
  };
  const patient = rest.resource.find(({ type }: AnyResource) => type === 'Patient');
  const named = [
    ...rest.interaction.map(({ code }: AnyResource) => code),
    ...rest.operation.map(({ name }: AnyResource) => name),
    ...patient.operation.map(({ name }: AnyResource) => (name === 'export' ? 'Patient export' : name)),
  ];
  expect(named.sort()).toEqual(Object.keys(answers).sort());
  for (const [name, ask] of Object.entries(answers))
    expect([name, (await ask()).status < 300]).toEqual([name, true]);
  expect(await client.find('Patient?_has:Observation:patient:code=29463-7')).toHaveLength(1);
  expect(await client.find('Patient?_has:Observation:patient:code=nothing')).toHaveLength(0);
});

test('of Patient and Provenance', async () => {
  const of = (kind: string) => rest.resource.find(({ type }: AnyResource) => type === kind);
  const codes = (kind: string) =>
    of(kind)
      .interaction.map(({ code }: AnyResource) => code)
      .join(' ');
  expect([codes('Patient'), codes('Provenance')]).toEqual([
    'read vread search-type update',
    'read search-type',
  ]);
  const [patient] = await client.find('Patient');
  const at = `Patient/${patient.id}`;
  expect((await client.send('PUT', at, patient)).status).toBe(200);
  expect((await client.send('PUT', 'Patient?_id=' + patient.id, patient)).status).toBe(200);
  const { body } = await client.get(at);
  expect((await client.get(`${at}/_history/${body.meta.versionId}`)).status).toBe(200);
  const claims = (kind: string) => [
    of(kind).readHistory,
    of(kind).conditionalCreate,
    of(kind).conditionalDelete,
  ];
  for (const kind of ['Patient', 'Provenance']) expect(claims(kind)).toEqual([false, false, 'not-supported']);
  for (const path of [at, 'Patient?gender=female'])
    expect((await client.send('DELETE', path)).status).toBeGreaterThanOrEqual(400);
  expect((await client.get(`${at}/_history`)).status).toBe(405);
  const { id } = await client.add(makeWeight('2026-01-02'));
  const [origin] = await client.find(`Provenance?target=Observation/${id}`);
  expect((await client.get(`Provenance/${origin.id}`)).body).toEqual(origin);
  for (const { name } of of('Provenance').searchParam) {
    const value = { _id: origin.id, recorded: origin.recorded, patient: patient.id, 'agent-type': 'author' }[
      name as '_id'
    ];
    const reply = await client.get(`Provenance?target=Observation/${id}${value ? `&${name}=${value}` : ''}`);
    expect([name, reply.status, warned(reply.body)]).toEqual([name, 200, undefined]);
  }
});
