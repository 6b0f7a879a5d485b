// A write that waits for its turn is judged when its turn comes: nothing is written once the access has ended.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { fullRules, givenApp, givenPerson, linkApp } from '../../testing/given.ts';
import { givenRestClient, makeSentPlan } from '../../testing/rest-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';
import type { Writer } from '../store.ts';
import { revoke } from './consent.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface Of {
  readonly appId: string;
  readonly personId: string;
  readonly recordId: string;
}

function keyOf(client: Pick<FhirClient, 'app' | 'person' | 'record'>): Of {
  return { appId: client.app.id, personId: client.person.id, recordId: client.record.id };
}

/** While requests wait for the store, the change comes before them. @returns what each answered, and what the record's log says after it */
async function answerAfter<T>(
  { recordId }: Of,
  change: (db: Writer) => Promise<void>,
  requests: readonly (() => Promise<T>)[],
): Promise<{ answers: T[]; written: string[] }> {
  const { store } = server.vault;
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  const holding = store.write(() => held);
  const changing = store.write(change);
  const sent = requests.map(request => request());
  await sleep(500);
  release();
  await Promise.all([holding, changing]);
  const answers = await Promise.all(sent);
  const rows = await store.read(db => db.audit.ofRecord({ recordId, limit: 100 }));
  // Reads are counted, and noted later.
  const actions = rows.map(({ action }) => action).filter(action => action !== 'ReadThings');
  return { answers, written: actions.slice(0, actions.indexOf('RemoveApplicationRecordAuthorization')) };
}

const end = (of: Of) => async (db: Writer) => {
  await revoke(db, server.vault, of);
};

test.each(['Online', 'Offline'])('an application writes nothing by the XML API (%s)', async avenue => {
  const owner = await givenPerson(server.vault);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), owner);
  const by = avenue === 'Online' ? { userToken: app.userToken } : { personId: app.personId };
  const put = () =>
    app.client.call('PutThings', { version: 2, recordId: app.recordId, ...by, info: aWeight() });
  expect((await put()).code).toBe(0);
  const of = { appId: app.app.id, personId: owner.person.id, recordId: owner.record.id };
  const { answers, written } = await answerAfter(of, end(of), [put, put, put]);
  expect(answers.map(({ code }) => code)).toEqual([11, 11, 11]);
  expect(written).toEqual([]);
});

test('an application writes nothing by REST', async () => {
  const client = await givenRestClient(server);
  const add = () => client.send('POST', '/actionplans', makeSentPlan());
  expect((await add()).status).toBe(201);
  const { answers, written } = await answerAfter(keyOf(client), end(keyOf(client)), [add, add]);
  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
  expect(written).toEqual([]);
});

test('an application creates, changes and deletes nothing by FHIR', async () => {
  const client = await givenFhirClient(server);
  const ids: string[] = [];
  for (let i = 1; i < 6; i++) ids.push((await client.add(makeWeight(`2026-01-0${i}`))).id);
  const [a, b, c, d] = ids;
  const patch = [{ op: 'replace', path: '/valueQuantity/value', value: 93 }];
  const json = { 'content-type': 'application/json-patch+json' };
  const { answers, written } = await answerAfter(keyOf(client), end(keyOf(client)), [
    () => client.send('POST', 'Observation', makeWeight('2026-02-01')),
    () => client.send('PUT', `Observation/${a}`, { ...makeWeight('2026-02-02'), id: a }),
    () => client.send('PUT', `Observation?_id=${b}`, makeWeight('2026-02-03')),
    () => client.send('PATCH', `Observation/${c}`, patch, json),
    () => client.send('DELETE', `Observation/${d}`),
    () => client.send('POST', 'Binary', 'bytes', { 'content-type': 'text/plain' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
  expect(written).toEqual([]);
});
