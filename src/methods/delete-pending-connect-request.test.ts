import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerQuestion,
  type Clinic,
  createRequest,
  follow,
  givenClinic,
  invite,
} from '../testing/connecting.ts';
import { givenApp, givenPerson, openClient, type TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let clinic: Clinic;
beforeAll(async () => {
  server = await startTestServer();
  clinic = await givenClinic(server);
});
afterAll(() => server.close());

const remove = (externalId: string, client: TestClient = clinic.client) =>
  client.call('DeletePendingConnectRequest', { info: `<external-id>${externalId}</external-id>` });

test('what is deleted can no longer be followed, and its external id is free', async () => {
  const code = await invite(clinic.client, { 'external-id': 'a' });
  const answer = await remove('a');
  expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
  expect(await answerQuestion(server, code, (await givenPerson(server.vault)).person)).toBeUndefined();
  expect((await createRequest(clinic.client, { 'external-id': 'a' })).code).toBe(0);
});

test('an external id that is not in use is fine: there is nothing left to delete', async () => {
  expect((await remove('never used')).code).toBe(0);
});

test('what a person connected is not pending, and answers 84; a newer pending request is deleted all the same', async () => {
  const owner = await givenPerson(server.vault);
  await follow(server, await invite(clinic.client, { 'external-id': 'b' }), owner);
  expect((await remove('b')).code).toBe(84);
  const newer = await invite(clinic.client, { 'external-id': 'b' });
  expect((await remove('b')).code).toBe(0);
  expect(await answerQuestion(server, newer, owner.person)).toBeUndefined();
  const listed = await clinic.client.call('GetAuthorizedConnectRequests');
  expect(listed.texts('external-id')).toEqual(['b']);
});

test('the request of another application stays', async () => {
  const code = await invite(clinic.client, { 'external-id': 'c' });
  expect((await remove('c', (await givenClinic(server)).client)).code).toBe(0);
  expect(await answerQuestion(server, code, (await givenPerson(server.vault)).person)).toBeDefined();
});

test('no external id answers 3; an application outside the group 11', async () => {
  expect((await clinic.client.call('DeletePendingConnectRequest')).code).toBe(3);
  expect((await remove('')).code).toBe(3);
  expect((await remove('a', await openClient(server, await givenApp(server.vault)))).code).toBe(11);
});
