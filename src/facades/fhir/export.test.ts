// Bulk Data: an export of all records that an application was let into.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { giveConsent } from '../../core/authorization/consent.ts';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { fullRules, givenPerson } from '../../testing/given.ts';
import { givenBackendToken, givenSmartToken } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let client: FhirClient;
let headers: { authorization: string };
beforeAll(async () => {
  server = await startTestServer();
  client = await givenFhirClient(server);
  for (const day of ['2026-01-01', '2026-01-02', '2026-01-03']) await client.add(makeWeight(day));
  const token = await givenBackendToken(server, { app: client.app, scopes: 'system/*.rs' });
  headers = { authorization: `Bearer ${token}` };
});
afterAll(() => server.close());

async function begin(query = '', how: object = headers) {
  const reply = await fetch(`${client.base}/${query}`, { headers: { ...how, prefer: 'respond-async' } });
  return { status: reply.status, at: reply.headers.get('content-location') ?? '', body: await reply.text() };
}

async function finish(at: string, how: object = headers): Promise<AnyResource> {
  for (let tries = 0; tries < 50; tries++) {
    const reply = await fetch(at, { headers: { ...how } });
    if (reply.status === 200) return reply.json();
    expect([reply.status, reply.headers.get('x-progress')]).toEqual([
      202,
      expect.stringContaining('records'),
    ]);
    await reply.text();
  }
  throw new Error('the export does not end');
}

async function linesOf(url: string, how: object = headers): Promise<AnyResource[]> {
  const reply = await fetch(url, { headers: { ...how } });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/fhir+ndjson']);
  const text = await reply.text();
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
}

test('a backend service exports what it was granted offline, of every record', async () => {
  const other = await givenPerson(server.vault);
  await server.vault.store.write(db =>
    giveConsent(db, server.vault, {
      app: client.app,
      personId: other.person.id,
      recordId: other.record.id,
      optionalRules: [],
    }),
  );
  const { person, record } = await givenPerson(server.vault);
  const silent = await server.vault.store.write(db =>
    giveConsent(db, server.vault, {
      app: { ...client.app, rules: fullRules().filter(({ mode }) => mode === 'online') },
      personId: person.id,
      recordId: record.id,
      optionalRules: [],
    }),
  );
  const begun = await begin('Patient/$export');
  expect(begun.status).toBe(202);
  const manifest = await finish(begun.at);
  expect(manifest).toMatchObject({
    request: `${client.base}/Patient/$export`,
    requiresAccessToken: true,
    error: [],
  });
  const files = new Map(manifest.output.map((one: AnyResource) => [one.type, one.url]));
  expect([...files.keys()]).toEqual(['Observation', 'Patient', 'Provenance']);
  const weights = await linesOf(files.get('Observation') as string);
  expect(weights.map(one => one.effectiveDateTime.slice(0, 10)).sort()).toEqual([
    '2026-01-01',
    '2026-01-02',
    '2026-01-03',
  ]);
  const origins = await linesOf(files.get('Provenance') as string);
  expect(origins.map(({ target }) => target[0].reference).sort()).toEqual(
    weights.map(({ id }) => `Observation/${id}`).sort(),
  );
  const patients = await linesOf(files.get('Patient') as string);
  expect(patients).toHaveLength(2);
  // Who granted nothing offline is not told of.
  expect(patients.map(({ id }) => id)).not.toContain(silent.recordAlias);
  expect(
    (await fetch(`${begun.at.replace('$export-status', '$export-file')}/Condition`, { headers })).status,
  ).toBe(404);
  const gone = await fetch(begun.at, { method: 'DELETE', headers });
  expect(gone.status).toBe(202);
  const after = await fetch(begun.at, { headers });
  expect([after.status, (await after.json()).resourceType]).toEqual([404, 'OperationOutcome']);
});

test('an export is of kinds and since a time, and holds nothing that was changed after it began', async () => {
  const of = await finish((await begin('$export?_type=Patient')).at);
  expect(of.output.map((one: AnyResource) => one.type)).toEqual(['Patient']);
  const later = new Date(server.vault.clock.now() + 60_000).toISOString();
  const since = await finish((await begin(`$export?_since=${later}&_type=Observation`)).at);
  expect(since.output).toEqual([]);
  const begun = await begin('$export?_type=Observation');
  const manifest = await finish(begun.at);
  server.clock.pass(5000);
  await client.add(makeWeight('2026-02-01'));
  expect(await linesOf(manifest.output[0].url)).toHaveLength(3);
});

test('of formats, the full name and the short ones are taken', async () => {
  for (const format of [
    'application/fhir%2Bndjson',
    'application/fhir+ndjson',
    'application/ndjson',
    'ndjson',
  ]) {
    const begun = await begin(`Patient/$export?_type=Patient&_outputFormat=${format}`);
    expect(begun.status, format).toBe(202);
    await fetch(begun.at, { method: 'DELETE', headers });
  }
});

test('a file is sent whatever form Accept asks for', async () => {
  const { output } = await finish((await begin('Patient/$export?_type=Observation')).at);
  for (const accept of ['application/fhir+ndjson', 'application/ndjson', 'application/fhir+json', '*/*'])
    expect((await linesOf(output[0].url, { ...headers, accept })).length).toBeGreaterThanOrEqual(3);
  const gone = await fetch(output[0].url.replace('/Observation', '/Condition'), {
    headers: { ...headers, accept: 'application/fhir+ndjson' },
  });
  expect([gone.status, (await gone.json()).resourceType]).toEqual([404, 'OperationOutcome']);
});

test('every kind that a record holds is exported, and listed in the CapabilityStatement', async () => {
  const own = await givenFhirClient(server);
  const { reference } = own.patient;
  const word = { text: 'x' };
  const author = [{ display: 'x' }];
  await own.add({
    ...{ resourceType: 'Claim', status: 'active', use: 'claim', type: word, patient: own.patient },
    ...{ created: '2026-01-01', provider: { display: 'x' }, priority: word },
    insurance: [{ sequence: 1, focal: true, coverage: { display: 'x' } }],
  });
  await own.add({
    ...{ resourceType: 'Composition', status: 'final', type: word, subject: own.patient },
    ...{ date: '2026-01-01', author, title: 'Letter' },
  });
  await own.add({
    resourceType: 'Media',
    status: 'completed',
    subject: own.patient,
    content: { title: 'x' },
  });
  await own.add({ resourceType: 'List', status: 'current', mode: 'working', subject: own.patient });
  await own.add({ resourceType: 'Linkage', item: [{ type: 'source', resource: { reference } }] });
  const sent = {
    agent: [{ who: { display: 'x' } }],
    recorded: '2020-01-01T00:00:00Z',
    target: [own.patient],
  };
  const { id } = await own.add({ resourceType: 'Provenance', ...sent });
  const { output } = await finish((await begin('$export', own.headers)).at, own.headers);
  const kinds = ['Claim', 'Composition', 'Linkage', 'List', 'Media', 'Patient', 'Provenance'];
  expect(output.map(({ type }: AnyResource) => type)).toEqual(kinds);
  const lines = await Promise.all(output.map(({ url }: AnyResource) => linesOf(url, own.headers)));
  expect(lines.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1, 1, 6]);
  expect(lines.at(-1)).toContainEqual(expect.objectContaining({ id, target: [own.patient] }));
  expect(await own.find(`Provenance?target=${reference}`)).toContainEqual(expect.objectContaining({ id }));
  const { body } = await own.get('metadata');
  const listed = body.rest[0].resource.map(({ type }: AnyResource) => type);
  expect(kinds.filter(kind => !listed.includes(kind))).toEqual([]);
});

test('of what did not change since there is no file', async () => {
  const own = await givenFhirClient(server);
  await own.add(makeWeight('2026-01-01'));
  server.clock.pass(1000);
  const later = new Date(server.vault.clock.now()).toISOString();
  const since = await finish((await begin(`$export?_since=${later}`, own.headers)).at, own.headers);
  expect(since.output).toEqual([]);
  const of = await finish((await begin('$export?_type=Provenance', own.headers)).at, own.headers);
  expect(of.output.map(({ type }: AnyResource) => type)).toEqual(['Provenance']);
});

test('a parameter that comes several times is a list', async () => {
  const { output } = await finish((await begin('Patient/$export?_type=Patient&_type=Observation')).at);
  expect(output.map((one: AnyResource) => one.type)).toEqual(['Observation', 'Patient']);
});

test('the manifest says when it was made, of what, and where a file of each kind is', async () => {
  const early = new Date(server.vault.clock.now() - 86_400_000).toISOString();
  const query = `_type=Observation,Provenance&_since=${early}`;
  const begun = await begin(`Patient/$export?${query}`);
  expect(new URL(begun.at).origin).toBe(server.shellUrl);
  await finish(begun.at);
  const reply = await fetch(begun.at, { headers });
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
  const manifest = await reply.json();
  expect(manifest.transactionTime).toBe(new Date(server.vault.clock.now()).toISOString());
  expect(decodeURIComponent(manifest.request)).toBe(`${client.base}/Patient/$export?${query}`);
  expect(manifest.output.map(({ type }: AnyResource) => type)).toEqual(['Observation', 'Provenance']);
  for (const { type, url } of manifest.output) {
    expect(new URL(url).origin).toBe(server.shellUrl);
    const lines = await linesOf(url);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(new Set(lines.map(({ resourceType }) => resourceType))).toEqual(new Set([type]));
  }
  for (const status of [202, 404]) {
    const gone = await fetch(begun.at, { method: 'DELETE', headers });
    expect(gone.status).toBe(status);
    if (status === 404) {
      expect(gone.headers.get('content-type')).toMatch(/^application\/fhir\+json/);
      expect((await gone.json()).resourceType).toBe('OperationOutcome');
    }
  }
});

test('an export is its application’s alone, and goes as far as its rights do now', async () => {
  const begun = await begin('$export?_type=Observation');
  const manifest = await finish(begun.at);
  const other = await givenFhirClient(server);
  expect((await fetch(begun.at, { headers: other.headers })).status).toBe(404);
  expect((await fetch(manifest.output[0].url, { headers: other.headers })).status).toBe(404);
  const narrow = await givenBackendToken(server, { app: client.app, scopes: 'system/Condition.rs' });
  expect(await linesOf(manifest.output[0].url, { authorization: `Bearer ${narrow}` })).toEqual([]);
  await server.vault.store.write(db =>
    db.authorizations.remove(client.app.id, client.person.id, client.record.id),
  );
  expect(await linesOf(manifest.output[0].url)).toEqual([]);
});

test('an export that was begun for one person is nothing to the application at another', async () => {
  const own = await givenFhirClient(server);
  await own.add(makeWeight('2026-03-01'));
  const begun = await begin('$export?_type=Observation', own.headers);
  const { output } = await finish(begun.at, own.headers);
  const other = await givenSmartToken(server, { scopes: 'patient/*.cruds', isOf: own.app });
  for (const url of [begun.at, output[0].url])
    expect((await fetch(url, { headers: other.headers })).status).toBe(404);
  expect((await fetch(begun.at, { method: 'DELETE', headers: other.headers })).status).toBe(404);
  expect(await linesOf(output[0].url, own.headers)).toHaveLength(1);
});

test('one of its people keeps an application from beginning no exports for another, nor of its own', async () => {
  const own = await givenFhirClient(server);
  const other = await givenSmartToken(server, { scopes: 'patient/*.cruds', isOf: own.app });
  const service = await givenBackendToken(server, { app: own.app, scopes: 'system/*.rs' });
  const { fhirExportsMax } = server.vault.limits;
  for (let i = 0; i < fhirExportsMax; i++) expect((await begin('$export', own.headers)).status).toBe(202);
  const more = await begin('$export', own.headers);
  expect([more.status, more.body]).toEqual([429, expect.stringContaining('for this person')]);
  expect((await begin('$export', other.headers)).status).toBe(202);
  const begun = await begin('$export', { authorization: `Bearer ${service}` });
  expect(begun.status).toBe(202);
  expect((await fetch(begun.at, { headers: other.headers })).status).toBe(404);
});

test('the file of an item is read by the token of the export, at the address in its attachment', async () => {
  const own = await givenFhirClient(server);
  // The service works on several records.
  await givenSmartToken(server, { scopes: 'patient/*.cruds', isOf: own.app });
  const token = await givenBackendToken(server, { app: own.app, scopes: 'system/DocumentReference.rs' });
  const service = { authorization: `Bearer ${token}` };
  const sent = await fetch(`${own.base}/Binary`, {
    method: 'POST',
    headers: { ...own.headers, 'content-type': 'application/pdf' },
    body: 'the letter',
  });
  await own.add({
    ...{ resourceType: 'DocumentReference', status: 'current', type: { text: 'Letter' } },
    content: [{ attachment: { title: 'Letter', url: sent.headers.get('location') } }],
  });
  const { output } = await finish((await begin('$export', service)).at, service);
  const [document] = await linesOf(output[0].url, service);
  const { url, contentType } = document.content[0].attachment;
  expect(url).toMatch(`${own.base}/Binary/`);
  const read = await fetch(url, { headers: service });
  expect([read.status, contentType, await read.text()]).toEqual([200, 'application/pdf', 'the letter']);
  expect((await fetch(url)).status).toBe(401);
  const other = await givenBackendToken(server, { app: own.app, scopes: 'system/Condition.rs' });
  expect((await fetch(url, { headers: { authorization: `Bearer ${other}` } })).status).toBe(404);
});

test('a file is sent without a warning of the process', async () => {
  const own = await givenFhirClient(server);
  await own.add(makeWeight('2026-01-01'));
  const warnings: string[] = [];
  const note = (warning: Error) => void warnings.push(warning.message);
  process.on('warning', note);
  const { output } = await finish((await begin('$export?_type=Observation', own.headers)).at, own.headers);
  expect(await linesOf(output[0].url, own.headers)).toHaveLength(1);
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

test('a kick-off that is not as it must be is refused', async () => {
  const plain = await fetch(`${client.base}/$export`, { headers });
  expect(plain.status).toBe(400);
  for (const query of ['_outputFormat=text/csv', '_typeFilter=x', '_type=Nothing', '_since=soon'])
    expect((await begin(`$export?${query}`)).status, query).toBe(400);
  expect((await begin('$export', {})).status).toBe(401);
  const lenient = { ...headers, prefer: 'respond-async, handling=lenient' };
  const forgiven = await fetch(`${client.base}/$export?_typeFilter=x`, { headers: lenient });
  expect(forgiven.status).toBe(202);
  const posted = await fetch(`${client.base}/$export`, { method: 'POST', headers });
  expect([posted.status, (await posted.json()).resourceType]).toEqual([405, 'OperationOutcome']);
});

describe('an export goes', () => {
  const isThere = async (at: string, how: object) =>
    (await fetch(at, { headers: { ...how } })).status !== 404;
  const idOf = (at: string) => at.split('/').pop() ?? '';
  const find = (at: string) => server.vault.store.read(db => db.fhirExports.byId(idOf(at)));
  let own: FhirClient;
  let ofPerson: string;
  let ofService: string;
  let service: { authorization: string };
  beforeEach(async () => {
    own = await givenFhirClient(server);
    await own.add(makeWeight('2026-01-01'));
    service = {
      authorization: `Bearer ${await givenBackendToken(server, { app: own.app, scopes: 'system/*.rs' })}`,
    };
    ofPerson = (await begin('$export', own.headers)).at;
    ofService = (await begin('$export', service)).at;
  });

  test('with its record; that of a service goes on without it', async () => {
    const other = await givenFhirClient(server, { isOf: own.app });
    await other.add(makeWeight('2026-01-02'));
    ofService = (await begin('$export', service)).at;
    await finish(ofPerson, own.headers);
    await server.vault.store.write(db => db.records.purge(own.record.id));
    expect(await find(ofPerson)).toBeUndefined();
    const manifest = await finish(ofService, service);
    const weights = manifest.output.find(({ type }: AnyResource) => type === 'Observation');
    expect(await linesOf(weights.url, service)).toHaveLength(1);
    expect((await find(ofService))?.records).toHaveLength(1);
  });

  test('with its person', async () => {
    await server.vault.store.write(db => db.people.purge(own.person.id));
    expect(await find(ofPerson)).toBeUndefined();
    expect((await find(ofService))?.records).toEqual([]);
  });

  test('with its application', async () => {
    await server.vault.store.write(db => db.applications.remove(own.app.id));
    expect([await find(ofPerson), await find(ofService)]).toEqual([undefined, undefined]);
  });

  test('when its time is over, whether or not another begins', async () => {
    expect(await isThere(ofPerson, own.headers)).toBe(true);
    server.clock.pass(server.vault.limits.fhirExportMs);
    await server.background.run('sweep exports of FHIR');
    expect([await find(ofPerson), await find(ofService)]).toEqual([undefined, undefined]);
  });
});
