// What FHIR tells of a record that has an item whose bytes changed on the disk: everything else, and which item cannot be read.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { damageItem, type OpenServer, startOpenServer } from '../../testing/log.ts';

const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05'];

let open: OpenServer;
let client: FhirClient;
const ids: string[] = [];
let damaged: string;
beforeAll(async () => {
  open = await startOpenServer();
  client = await givenFhirClient(open.server);
  for (const [i, day] of days.entries()) ids.push((await client.add(makeWeight(day, 70 + i))).id);
  damaged = ids[2]!;
  // Until here the index has come.
  expect((await client.get('Observation?_summary=count')).body.total).toBe(days.length);
  await damageItem(open.hands, damaged);
});
afterAll(() => open[Symbol.asyncDispose]());

const matchesOf = ({ entry = [] }: AnyResource): string[] =>
  entry
    .filter(({ search }: AnyResource) => search.mode === 'match')
    .map(({ resource }: AnyResource) => resource.id);
const warningsOf = ({ entry = [] }: AnyResource): AnyResource[] =>
  entry
    .filter(({ search }: AnyResource) => search.mode === 'outcome')
    .flatMap(({ resource }: AnyResource) => resource.issue);
const warning = () => ({
  severity: 'warning',
  code: 'incomplete',
  diagnostics: expect.stringContaining(`The item ${damaged} is damaged`),
});
const readable = () => ids.filter(id => id !== damaged).sort();

test.each([
  ['all of a kind', 'Observation'],
  ['what has a code, counted', 'Observation?code=29463-7&_total=accurate'],
  ['what each has to be looked at for', 'Observation?value-quantity=gt1&_total=accurate'],
  ['the patient’s, with where they are from', 'Observation?patient=PATIENT&_revinclude=Provenance:target'],
])('a search of %s finds the other items and names the damaged one once', async (_, path) => {
  const { status, body } = await client.get(path.replace('PATIENT', client.recordId));
  expect([status, matchesOf(body).sort()]).toEqual([200, readable()]);
  expect(warningsOf(body)).toEqual([warning()]);
});

test.each(['Observation?_count=2', 'Patient/PATIENT/$everything?_count=2'])(
  'page by page of %s every item is there or named',
  async path => {
    const found: string[] = [];
    const warnings: AnyResource[] = [];
    for (let next: string | undefined = path.replace('PATIENT', client.recordId); next !== undefined; ) {
      const { status, body } = await client.get(next);
      expect(status).toBe(200);
      found.push(...matchesOf(body));
      warnings.push(...warningsOf(body));
      next = body.link.find(({ relation }: AnyResource) => relation === 'next')?.url;
    }
    expect(found.filter(id => id !== client.recordId).sort()).toEqual(readable());
    expect(warnings.length).toBeGreaterThan(0);
    for (const one of warnings) expect(one).toEqual(warning());
  },
);

test('$everything tells the rest and names the damaged one', async () => {
  const { status, body } = await client.get(`Patient/${client.recordId}/$everything`);
  expect(status).toBe(200);
  expect(matchesOf(body).sort()).toEqual([...readable(), client.recordId].sort());
  expect(warningsOf(body)).toEqual([warning()]);
});

test('a search that finds nothing damaged warns of nothing', async () => {
  const { body } = await client.get('Observation?date=ge2026-01-05');
  expect([matchesOf(body), warningsOf(body)]).toEqual([ids.slice(4), []]);
});

test('what would leave it out unsaid is refused', async () => {
  for (const path of [
    `Observation/${damaged}`,
    'Observation?value-quantity=gt1&_summary=count',
    'Observation/_history',
    `Patient/${client.recordId}/$summary`,
  ]) {
    const { status, body } = await client.get(path);
    expect([path, status]).toEqual([path, 500]);
    expect(body.issue[0].diagnostics).toContain(damaged);
  }
});

test('an item that was damaged before the index came to it is named by each search that may find it', async () => {
  const other = await givenFhirClient(open.server);
  const kept = await other.add(makeWeight('2026-01-01', 70));
  const lost = await other.add(makeWeight('2026-01-02', 71));
  await damageItem(open.hands, lost.id);
  for (const path of [
    'Observation',
    'Observation?code=29463-7&_total=accurate',
    'Observation?value-quantity=gt1',
    'Observation?date=ge2026-01-01',
    'Observation?_id=' + `${kept.id},${lost.id}`,
  ]) {
    const { status, body } = await other.get(path);
    expect([path, status, matchesOf(body)]).toEqual([path, 200, [kept.id]]);
    expect(warningsOf(body)).toEqual([
      { ...warning(), diagnostics: expect.stringContaining(`The item ${lost.id} is damaged`) },
    ]);
  }
  for (const path of ['Condition', 'Observation?date=lt2025-12-01', 'Observation?code=8867-4']) {
    const { status, body } = await other.get(path);
    expect([path, status, warningsOf(body)]).toEqual([path, 200, []]);
  }
  const { status, body } = await other.get('Observation?_summary=count');
  expect([status, body.issue[0].diagnostics]).toEqual([500, expect.stringContaining(lost.id)]);
});
