// What is narrower than a rule says holds by whatever way an application comes, and of items as of what is sent.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { fullRules, givenLinkedApp } from '../../testing/given.ts';
import { givenSmartToken } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import type { Rule } from '../authorization/rules.ts';
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
  expect(read.code).toBe(11);
  const written = await client.call('PutThings', { version: 2, info: aWeight(), recordId, userToken });
  expect(written.code).toBe(11);
  const told = await client.call('QueryPermissions', {
    info: `<thing-type-id>${typeIds.weight}</thing-type-id>`,
    recordId,
    userToken,
  });
  expect(told.code).toBe(11);
  const offline = await client.call('GetUpdatedRecordsForApplication', { version: 1, info: '' });
  expect(offline.xml).not.toContain(recordId);
});

test('an application let in by SMART alone is told of no record, person or people by the XML API', async () => {
  const smart = {
    clientType: 'public' as const,
    redirectUris: ['https://app.example/'],
    scopes: 'user/*.cruds',
  };
  const app = await givenLinkedApp(server, { smart });
  const { client, recordId, userToken, personId } = app;
  const ask = async () => {
    const answers = [
      await client.call('GetPersonInfo', { userToken }),
      await client.call('GetAuthorizedRecords', { info: `<id>${recordId}</id>`, userToken }),
      await client.call('GetPeopleForRecord', { recordId, userToken }),
      await client.call('GetAlternateIds', { recordId, userToken }),
      await client.call('GetThings', {
        version: 3,
        info: '<group><filter/><format><section>core</section></format></group>',
        ...{ recordId, personId },
      }),
      await client.call('RemoveApplicationRecordAuthorization', { recordId, userToken }),
    ];
    const people = await client.call('GetAuthorizedPeople', { info: '<parameters/>' });
    return { codes: answers.map(({ code }) => code), shown: answers[1]!.xml + people.xml };
  };
  const scopes = 'patient/*.rs';
  const rules = scopesToRules(parseScopes(scopes), typesOfResource);
  const fhir = await givenFhirClient(server, { of: app, isOf: app.app, rules, scopes });
  const told = await ask();
  expect(told.codes).toEqual([11, 0, 11, 11, 11, 11]);
  expect(told.shown).not.toContain(recordId);
  expect(told.shown).not.toContain(personId);
  expect((await fhir.get(`Patient/${fhir.recordId}`)).status).toBe(200);
  await givenFhirClient(server, { of: app, isOf: app.app, scopes });
  expect((await ask()).codes).toEqual([0, 0, 0, 0, 0, 0]);
});

describe('a clinical document that came by FHIR is taken over as far as the application could add its items there', () => {
  const ccr = `<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"><CCRDocumentObjectID>d</CCRDocumentObjectID><Language><Text>English</Text></Language><Version>V1.0</Version><DateTime><ExactDateTime>2026-02-01T10:00:00Z</ExactDateTime></DateTime><Patient><ActorID>A1</ActorID></Patient><From><ActorLink><ActorID>A1</ActorID></ActorLink></From><Body><Problems><Problem><CCRDataObjectID>P1</CCRDataObjectID><Description><Text>Asthma</Text></Description></Problem></Problems></Body><Actors/></ContinuityOfCareRecord>`;
  const documents = 'patient/DocumentReference.crs';
  const category = 'http://terminology.hl7.org/CodeSystem/condition-category';
  test.each([
    [`${documents} patient/Condition.c`, 1],
    [`${documents} patient/Condition.c?category=${category}|problem-list-item`, 1],
    [`${documents} patient/Condition.c?category=${category}|encounter-diagnosis`, 0],
    [`${documents} patient/Condition.rs`, 0],
    [documents, 0],
  ])('%s', async (scopes, added) => {
    const rules = scopesToRules(parseScopes(scopes), typesOfResource);
    const fhir = await givenFhirClient(server, { rules, scopes });
    const { person, record } = fhir;
    await server.vault.store.write(async db => db.records.setDocumentsTakenBy(record.id, person.id));
    const whole = await givenFhirClient(server, { of: fhir });
    await fhir.add({
      resourceType: 'DocumentReference',
      status: 'current',
      type: { coding: [{ system: 'http://loinc.org', code: '34133-9' }] },
      subject: fhir.patient,
      content: [
        { attachment: { contentType: 'application/xml', data: Buffer.from(ccr).toString('base64') } },
      ],
    });
    await server.background.run('imports');
    expect(await whole.find('Condition')).toHaveLength(added);
  });
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

describe('a token from before is judged by what the person gives now', () => {
  const laboratoryResult = (code: string) => ({
    ...makeWeight('2026-04-01'),
    category: laboratory,
    code: { coding: [{ system: 'http://loinc.org', code }], text: `Result ${code}` },
  });
  const consent = (of: FhirClient, scopes: string) =>
    givenFhirClient(server, {
      ...{ of, isOf: of.app, scopes },
      rules: scopesToRules(parseScopes(scopes), typesOfResource),
    });
  const start = async (scopes: string) => {
    const whole = await givenFhirClient(server);
    return consent({ ...whole, app: (await givenSmartToken(server, { scopes })).app }, scopes);
  };
  const all = 'patient/Observation.cruds';

  test('narrowed to a category, it reads, searches, writes and lists no other, until more is given again', async () => {
    const before = await start(all);
    const result = await before.add(laboratoryResult('75622-1'));
    await before.add(makeWeight('2026-05-01'));
    const narrow = `patient/Observation.rs?category=${categories}|vital-signs`;
    await consent(before, narrow);
    expect((await before.find('Observation')).map(({ code }) => code.text)).toEqual(['Body weight']);
    expect((await before.get(`Observation/${result.id}`)).status).toBe(404);
    expect((await before.get(`Observation/${result.id}/_history`)).text).not.toContain('75622-1');
    expect((await before.send('POST', 'Observation', makeWeight('2026-05-02'))).status).toBe(403);
    expect((await before.send('DELETE', `Observation/${result.id}`)).status).toBe(403);
    await consent(before, 'patient/*.cruds');
    expect(await before.find('Observation')).toHaveLength(2);
    expect((await before.send('POST', 'Observation', makeWeight('2026-05-02'))).status).toBe(201);
  });

  test('each of two conditions holds', async () => {
    const whole = await start(all);
    await whole.add(laboratoryResult('75622-1'));
    await whole.add(laboratoryResult('2093-3'));
    await whole.add({
      ...makeWeight('2026-05-01'),
      code: { coding: [{ system: 'http://loinc.org', code: '2093-3' }] },
    });
    const before = await consent(whole, `patient/Observation.rs?category=${categories}|laboratory`);
    await consent(before, 'patient/Observation.rs?code=http://loinc.org|2093-3');
    expect((await before.find('Observation')).map(({ code }) => code.text)).toEqual(['Result 2093-3']);
  });

  test('kinds of resource that share a type of item are told apart', async () => {
    const before = await start('patient/MedicationRequest.rs patient/MedicationStatement.rs');
    expect((await before.get('MedicationRequest')).status).toBe(200);
    await consent(before, 'patient/MedicationStatement.rs');
    expect((await before.get('MedicationRequest')).status).toBe(403);
    expect((await before.get('MedicationStatement')).status).toBe(200);
  });

  test('rules of HealthVault that open all of the types keep a token whole', async () => {
    const before = await start(all);
    await before.add(laboratoryResult('75622-1'));
    const narrow = scopesToRules(
      parseScopes(`patient/Observation.rs?category=${categories}|vital-signs`),
      typesOfResource,
    );
    const givenWith = (others: readonly Rule[]) =>
      givenFhirClient(server, { of: before, isOf: before.app, scopes: '', rules: [...others, ...narrow] });
    await givenWith(fullRules());
    expect(await before.find('Observation')).toHaveLength(1);
    await givenWith([...fullRules([typeIds.weight])]);
    expect(await before.find('Observation')).toHaveLength(0);
  });

  test('over REST and DICOMweb too', async () => {
    const before = await start('patient/Goal.rs patient/ImagingStudy.rs');
    const ask = async () => {
      const to = (path: string) => fetch(`${server.shellUrl}${path}`, { headers: before.headers });
      return [(await to('/Goals')).status, (await to('/dicomweb/studies')).status];
    };
    expect(await ask()).toEqual([200, 200]);
    await consent(before, 'patient/Goal.rs?status=active patient/ImagingStudy.rs');
    expect(await ask()).toEqual([403, 200]);
    await consent(before, 'patient/Condition.rs');
    expect(await ask()).toEqual([403, 403]);
    await consent(before, 'patient/*.rs');
    expect(await ask()).toEqual([200, 200]);
  });
});
