// The one Patient of a record is told to whom a scope opens it to be read, whatever else is done with it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FhirClient, givenFhirClient } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

const born = '1961-04-03';
const representation = { prefer: 'return=representation' };

let server: TestServer;
let owner: FhirClient;
beforeAll(async () => {
  server = await startTestServer();
  owner = await givenFhirClient(server);
  const id = owner.recordId;
  const patient = {
    resourceType: 'Patient',
    id,
    name: [{ family: 'Okafor', given: ['Amara'] }],
    birthDate: born,
  };
  expect((await owner.send('PUT', `Patient/${id}`, patient)).status).toBe(200);
});
afterAll(() => server.close());

const makeInTransaction = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    {
      resource: { resourceType: 'Patient', name: [{ family: 'O' }] },
      request: { method: 'POST', url: 'Patient' },
    },
  ],
};

test.each([
  ['patient/Observation.rs', 403],
  ['patient/Observation.c', 403],
  ['patient/Patient.u', 403],
  ['patient/Patient.c', 200],
  ['patient/Patient.c patient/Patient.rs?family=Other', 200],
])('a transaction that makes one with %s is told nothing of the one there is', async (scopes, status) => {
  const client = await givenFhirClient(server, { of: owner, scopes });
  const reply = await client.send('POST', '', makeInTransaction, representation);
  expect(reply.status).toBe(status);
  expect(JSON.stringify(reply.body)).not.toMatch(/1961|Okafor|Amara/);
  const alone = await client.send('POST', 'Patient', makeInTransaction.entry[0]?.resource, representation);
  expect(alone.status).toBe(status === 200 ? 409 : 403);
});

test('whoever may read it is shown it there', async () => {
  const client = await givenFhirClient(server, { of: owner, scopes: 'patient/Patient.crs' });
  const { body } = await client.send('POST', '', makeInTransaction, representation);
  expect(body.entry[0].resource.birthDate).toBe(born);
});

test('whoever changes it and may not read it is told where it is', async () => {
  const client = await givenFhirClient(server, { of: owner, scopes: 'patient/Patient.u' });
  const id = client.recordId;
  const patient = { resourceType: 'Patient', id, name: [{ family: 'Okafor' }] };
  const reply = await client.send('PUT', `Patient/${id}`, patient, representation);
  expect(reply.status).toBe(200);
  expect(JSON.stringify(reply.body ?? '')).not.toMatch(/1961|Okafor/);
});
