// What is narrower than a rule says holds by whatever way an application comes, and of items as of what is sent.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { givenLinkedApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { parseScopes, scopesToRules } from './scopes.ts';
import { typesOfResource } from './types.ts';

let server: TestServer;
let owner: FhirClient;
beforeAll(async () => {
  server = await startTestServer();
  owner = await givenFhirClient(server);
});
afterAll(() => server.close());

const categories = 'http://terminology.hl7.org/CodeSystem/observation-category';
const laboratory = [{ coding: [{ system: categories, code: 'laboratory' }] }];
const of = () => ({ person: owner.person, record: owner.record });
const restOf = (changes: readonly unknown[]) => [
  {
    url: 'urn:keepwell:fhir:thing-rest',
    extension: [
      { url: 'type', valueString: typeIds.weight },
      { url: 'changes', valueString: JSON.stringify(changes) },
    ],
  },
];

test('rules of scopes open nothing to the XML API', async () => {
  const smart = {
    clientType: 'public' as const,
    redirectUris: ['https://app.example/'],
    scopes: 'user/*.cruds',
  };
  const app = await givenLinkedApp(server, { smart });
  const scopes = `patient/Observation.cruds?category=${categories}|vital-signs offline_access`;
  const rules = scopesToRules(parseScopes(scopes), typesOfResource);
  const fhir = await givenFhirClient(server, { of: app, isOf: app.app, rules, scopes });
  await fhir.add(makeWeight('2026-05-01'));
  expect(await fhir.find('Observation')).toHaveLength(1);
  const { client, recordId, userToken } = app;
  const read = await client.call('GetThings', {
    version: 3,
    info: `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><xml/></format></group>`,
    recordId,
    userToken,
  });
  expect(read.xml).not.toContain('<thing>');
  const written = await client.call('PutThings', { version: 2, info: aWeight(), recordId, userToken });
  expect(written.code).toBe(11);
  const told = await client.call('QueryPermissions', {
    info: `<thing-type-id>${typeIds.weight}</thing-type-id>`,
    recordId,
    userToken,
  });
  expect(told.code).toBe(0);
  expect(told.xml).not.toContain('<permission>');
  const offline = await client.call('GetUpdatedRecordsForApplication', { version: 1, info: '' });
  expect(offline.xml).not.toContain(recordId);
});

test.each([`category=${categories}|laboratory`, 'code=http://loinc.org|2093-3'])(
  'under %s, a weight that is sent as something else is refused, new or changed',
  async condition => {
    const scopes = `patient/Observation.cruds?${condition}`;
    const client = await givenFhirClient(server, { of: of(), scopes });
    const sent = {
      ...makeWeight('2026-05-03', 199),
      category: laboratory,
      code: { coding: [{ system: 'http://loinc.org', code: '2093-3' }] },
      extension: restOf([[['item'], { when: { date: { y: 2026, m: 5, d: 3 } }, value: { kg: 199 } }]]),
    };
    const made = await client.send('POST', 'Observation', sent);
    expect([made.status, made.body.issue[0].code]).toEqual([403, 'forbidden']);
    const byOwner = await owner.send('POST', 'Observation', sent);
    expect(byOwner.status).toBe(201);
    const { body } = await client.get(`Observation/${byOwner.body.id}`);
    const changed = await client.send('PUT', `Observation/${body.id}`, body);
    expect(changed.status).toBe(403);
  },
);

test('what an item is opens it under its own category', async () => {
  const scopes = `patient/Observation.cruds?category=${categories}|vital-signs`;
  const client = await givenFhirClient(server, { of: of(), scopes });
  const made = await client.add(makeWeight('2026-05-05', 71));
  const changed = { ...made, valueQuantity: { ...made.valueQuantity, value: 72 } };
  expect((await client.send('PUT', `Observation/${made.id}`, changed)).status).toBe(200);
});
