import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnectRequest } from '../core/healthvault/connect/create.ts';
import { answerQuestion, type Clinic, createRequest, givenClinic, invite } from '../testing/connecting.ts';
import { givenApp, givenPerson, openClient } from '../testing/given.ts';
import { isOnPostgres } from '../testing/postgres.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

const day = 24 * 3_600_000;

let server: TestServer;
let clinic: Clinic;
beforeAll(async () => {
  server = await startTestServer({ limits: { connectRequestsPerAppMax: 30, connectTriesMax: 1000 } });
  clinic = await givenClinic(server);
});
afterAll(() => server.close());

let count = 0;
const newId = () => `id ${count++}`;

test('answers with a code of five groups of four letters, another each time', async () => {
  const answers = [
    await createRequest(clinic.client, { 'external-id': newId() }),
    await createRequest(clinic.client, { 'external-id': newId() }),
  ];
  const codes = answers.map(answer => answer.texts('identity-code')[0]!);
  for (const code of codes) expect(code).toMatch(/^([A-Z]{4}-){4}[A-Z]{4}$/);
  expect(codes[0]).not.toBe(codes[1]);
  if (hasReference) expect(problemsBy('response-createconnectrequest', answers[0]!)).toEqual([]);
});

test('a blank question answers 72, a blank answer 73', async () => {
  for (const blank of ['', '  \t']) {
    expect((await createRequest(clinic.client, { 'external-id': newId(), question: blank })).code).toBe(72);
    expect((await createRequest(clinic.client, { 'external-id': newId(), answer: blank })).code).toBe(73);
  }
});

test('an external id serves one open request of an application, others may use the same', async () => {
  const id = newId();
  expect((await createRequest(clinic.client, { 'external-id': id })).code).toBe(0);
  expect((await createRequest(clinic.client, { 'external-id': id })).code).toBe(79);
  expect((await createRequest(clinic.client, { 'external-id': id.toUpperCase() })).code).toBe(0);
  expect((await createRequest((await givenClinic(server)).client, { 'external-id': id })).code).toBe(0);
});

test('after four weeks a request that nobody followed is gone, and its external id free', async () => {
  const { person } = await givenPerson(server.vault);
  const id = newId();
  const code = await invite(clinic.client, { 'external-id': id });
  server.clock.pass(28 * day - 1);
  clinic = { ...clinic, client: await openClient(server, clinic) };
  expect((await createRequest(clinic.client, { 'external-id': id })).code).toBe(79);
  expect(await answerQuestion(server, code, person)).toBeDefined();
  server.clock.pass(1);
  expect(await answerQuestion(server, code, person)).toBeUndefined();
  expect((await createRequest(clinic.client, { 'external-id': id })).code).toBe(0);
});

test('three wrong answers use a request up: its external id stays taken, for ever, until it is deleted', async () => {
  const { person } = await givenPerson(server.vault);
  const id = newId();
  const code = await invite(clinic.client, { 'external-id': id });
  for (const left of [2, 1, 0])
    expect((await answerQuestion(server, code, person, 'Hill Road'))?.judged).toEqual({
      isRight: false,
      triesLeft: left,
    });
  expect(await answerQuestion(server, code, person)).toBeUndefined();
  server.clock.pass(200 * day);
  await server.background.run('sweep connect requests');
  const client = await openClient(server, clinic);
  clinic = { ...clinic, client };
  expect((await createRequest(client, { 'external-id': id })).code).toBe(79);
  const gone = await client.call('DeletePendingConnectRequest', { info: `<external-id>${id}</external-id>` });
  expect(gone.code).toBe(0);
  expect((await createRequest(client, { 'external-id': id })).code).toBe(0);
});

test('of many answers at once no more are judged than one after the other', async () => {
  const { person } = await givenPerson(server.vault);
  const code = await invite(clinic.client, { 'external-id': newId() });
  const tries = await Promise.allSettled(
    ['a', 'b', 'c', 'd', 'e', 'f'].map(guess => answerQuestion(server, code, person, guess)),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  for (const each of tries)
    if (each.status === 'rejected') expect(each.reason).toMatchObject({ status: 'RETRY_LIMIT_EXCEEDED' });
});

test('answers compare without case and with every blank', async () => {
  const { person } = await givenPerson(server.vault);
  const code = await invite(clinic.client, { 'external-id': newId(), answer: ' Straße 5' });
  const judge = async (answer: string) =>
    (await answerQuestion(server, code, person, answer))?.judged.isRight;
  expect(await judge(' sTRAßE 5')).toBe(true);
  expect(await judge('Straße 5')).toBe(false);
  expect(await judge(' Straße  5')).toBe(false);
});

test.skipIf(isOnPostgres)('codes, questions and answers are nowhere in the files of the vault', async () => {
  const answer = 'Zebrafinkenweg';
  const code = await invite(clinic.client, { 'external-id': newId(), answer, question: 'Sentinelquestion' });
  const files = readdirSync(server.data, { recursive: true, encoding: 'utf8' })
    .map(name => join(server.data, name))
    .filter(name => statSync(name).isFile())
    .map(name => readFileSync(name).toString('latin1').toLowerCase());
  const isKept = (text: string) => files.some(file => file.includes(text.toLowerCase()));
  expect(isKept('CREATE TABLE connect_request')).toBe(true);
  expect(isKept('Sentinelquestion')).toBe(false);
  expect(isKept(answer)).toBe(false);
  expect(isKept(code)).toBe(false);
  expect(isKept(code.replaceAll('-', ''))).toBe(false);
  expect(isKept('$argon2id$v=19$m=19456,t=2,p=1$')).toBe(false);
});

test('the address to call back is accepted, and leads nowhere', async () => {
  const info =
    `<friendly-name>Ada</friendly-name><question>Q?</question><answer>A</answer><external-id>${newId()}</external-id>` +
    '<call-back-url>https://clinic.example/back</call-back-url>';
  expect((await clinic.client.call('CreateConnectRequest', { info })).code).toBe(0);
});

test('what is malformed or too long answers 3', async () => {
  const long = 'x'.repeat(1001);
  for (const wrong of [
    { 'friendly-name': '' },
    { 'external-id': '' },
    { 'friendly-name': long },
    { 'external-id': long },
    { question: long },
    { answer: long },
  ])
    expect((await createRequest(clinic.client, { 'external-id': newId(), ...wrong })).code).toBe(3);
});

test('an application has a bounded number of requests', async () => {
  const { client } = await givenClinic(server);
  const codes: number[] = [];
  for (let i = 0; i < 31; i++) codes.push((await createRequest(client, { 'external-id': `${i}` })).code);
  expect(codes).toEqual([...Array(30).fill(0), 75]);
});

test('an application outside the connect-package group, or on a device, answers 11', async () => {
  const outside = await givenApp(server.vault);
  expect((await createRequest(await openClient(server, outside))).code).toBe(11);
  const device = await givenClinic(server, { kind: 'soda-child', masterId: clinic.app.id });
  expect((await createRequest(device.client)).code).toBe(11);
});

test('a flood of one application does not hold up another', async () => {
  const { vault } = server;
  const [eager, other] = [await givenApp(vault), await givenClinic(server)];
  let done = 0;
  // Not by the wire: there they would come slower than they are worked off.
  const flood = Array.from({ length: 300 }, async (_, n) => {
    const given = { friendlyName: 'Ada', question: 'Who?', answer: 'Me', externalId: `flood ${n}` };
    await createConnectRequest(vault, eager.app, given).catch(() => {});
    done++;
  });
  expect((await createRequest(other.client, { 'external-id': newId() })).code).toBe(0);
  expect(done).toBeLessThan(100);
  await Promise.all(flood);
});
