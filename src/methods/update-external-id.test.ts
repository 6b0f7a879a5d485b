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

const update = (which: string, to: string, client: TestClient = clinic.client) =>
  client.call('UpdateExternalId', { info: `${which}<new-external-id>${to}</new-external-id>` });
const byId = (id: string) => `<old-external-id>${id}</old-external-id>`;
const byCode = (code: string) => `<identity-code>${code}</identity-code>`;
const isTaken = async (externalId: string) =>
  (await createRequest(clinic.client, { 'external-id': externalId })).code === 79;

test('by the old external id, or by the code in any spelling', async () => {
  const code = await invite(clinic.client, { 'external-id': 'a' });
  const answer = await update(byId('a'), 'b');
  expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
  expect(await isTaken('b')).toBe(true);
  expect((await update(byCode(code.replaceAll('-', ' ').toLowerCase()), 'c')).code).toBe(0);
  expect(await isTaken('c')).toBe(true);
  expect(await isTaken('a')).toBe(false);
  expect(await answerQuestion(server, code, (await givenPerson(server.vault)).person)).toBeDefined();
});

test('what a person connected is listed by its new external id', async () => {
  await follow(server, await invite(clinic.client, { 'external-id': 'd' }), await givenPerson(server.vault));
  expect((await update(byId('d'), 'e')).code).toBe(0);
  const listed = await clinic.client.call('GetAuthorizedConnectRequests');
  expect(listed.texts('external-id')).toEqual(['e']);
});

test('an external id that another open request has answers 79, and nothing changes', async () => {
  await invite(clinic.client, { 'external-id': 'f' });
  await invite(clinic.client, { 'external-id': 'g' });
  expect((await update(byId('f'), 'g')).code).toBe(79);
  expect(await isTaken('f')).toBe(true);
  expect((await update(byId('f'), 'f')).code).toBe(0);
});

test('an unknown id or code, and those of another application, answer 74', async () => {
  const { client } = await givenClinic(server);
  const code = await invite(client, { 'external-id': 'theirs' });
  expect((await update(byId('never used'), 'h')).code).toBe(74);
  expect((await update(byId('theirs'), 'h')).code).toBe(74);
  expect((await update(byCode(code), 'h')).code).toBe(74);
  expect((await update(byCode('JKYZ-QNMN-VHRX-ZGNR-GZNH'), 'h')).code).toBe(74);
  expect((await update(byCode('no code'), 'h')).code).toBe(74);
});

test('both, neither or an empty one answers 3; an application outside the group 11', async () => {
  expect((await update(byId('f') + byCode('x'), 'h')).code).toBe(3);
  expect((await update('', 'h')).code).toBe(3);
  expect((await update(byId(''), 'h')).code).toBe(3);
  expect((await update(byId('f'), '')).code).toBe(3);
  expect((await update(byId('f'), 'h', await openClient(server, await givenApp(server.vault)))).code).toBe(
    11,
  );
});
