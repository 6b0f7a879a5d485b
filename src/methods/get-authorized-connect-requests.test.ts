import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Clinic, follow, givenClinic, invite } from '../testing/connecting.ts';
import { givenApp, givenPerson, openClient, type TestApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';

const day = 24 * 3_600_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function list(by: TestApp, since?: string) {
  const client = await openClient(server, by);
  const info = since && `<authorized-connect-requests-since>${since}</authorized-connect-requests-since>`;
  return client.call('GetAuthorizedConnectRequests', info ? { info } : {});
}
const ids = async (by: TestApp, since?: string) => (await list(by, since)).texts('external-id');
const iso = (time: number) => new Date(time).toISOString();

test('lists who connected, in ids that work, and none who has not', async () => {
  const clinic = await givenClinic(server);
  const owner = await givenPerson(server.vault);
  await invite(clinic.client, { 'external-id': 'waiting' });
  expect((await list(clinic)).xml).toContain('<wc:info');
  await follow(server, await invite(clinic.client, { 'external-id': 'patient 7' }), owner);
  const answer = await list(clinic);
  expect(answer.texts('external-id')).toEqual(['patient 7']);
  expect(answer.texts('app-id')).toEqual([clinic.app.id]);
  const [at] = answer.elements('record-id');
  expect(at!.attribute('app-specific-record-id')).toMatch(/^[0-9a-f-]{36}$/);
  const [personId] = answer.texts('person-id');
  const recordId = at!.text();
  expect([personId, recordId]).not.toContain(owner.person.id);
  expect(recordId).not.toBe(owner.record.id);
  const put = await clinic.client.call('PutThings', {
    version: 2,
    info: aWeight(),
    personId: personId!,
    recordId,
  });
  expect(put.code).toBe(0);
  if (hasReference) expect(problemsBy('response-getauthorizedconnectrequests', answer)).toEqual([]);
});

test('since a time, that one included; the earliest time .NET has means ever', async () => {
  const clinic = await givenClinic(server);
  const code = await invite(clinic.client);
  server.clock.pass(day);
  await follow(server, code, await givenPerson(server.vault));
  const at = server.clock.now();
  expect(await ids(clinic, iso(at))).toEqual(['patient 1']);
  expect(await ids(clinic, iso(at + 1))).toEqual([]);
  expect(await ids(clinic, '0001-01-01T00:00:00Z')).toEqual(['patient 1']);
});

test('ninety days long; each use starts them anew and replaces the record; the ids of before stay', async () => {
  const clinic = await givenClinic(server);
  const owner = await givenPerson(server.vault);
  const code = await invite(clinic.client);
  await follow(server, code, owner);
  const [before] = (await list(clinic)).texts('record-id');
  server.clock.pass(89 * day);
  await follow(server, code, { ...owner, record: (await givenSecondRecord(owner)).record });
  const second = await list(clinic);
  expect(second.texts('external-id')).toHaveLength(1);
  expect(second.texts('record-id')).not.toEqual([before]);
  server.clock.pass(89 * day);
  await follow(server, code, owner);
  expect((await list(clinic)).texts('record-id')).toEqual([before]);
  server.clock.pass(90 * day);
  expect(await ids(clinic)).toEqual([]);
  await expect(follow(server, code, owner)).rejects.toThrow();
});

async function givenSecondRecord({ person }: Awaited<ReturnType<typeof givenPerson>>) {
  const { createRecord } = await import('../core/records/create.ts');
  const record = await server.vault.store.write(db =>
    createRecord(db, server.vault, { personId: person.id, name: 'Bo', relationship: 14 }),
  );
  return { record };
}

test('the sweep drops what is over, and nothing else', async () => {
  const clinic = await givenClinic(server);
  const kept = () => server.vault.store.read(db => db.connect.count(clinic.app.id));
  await invite(clinic.client, { 'external-id': 'waiting' });
  await follow(
    server,
    await invite(clinic.client, { 'external-id': 'connected' }),
    await givenPerson(server.vault),
  );
  server.clock.pass(56 * day);
  await server.background.run('sweep connect requests');
  expect(await kept()).toBe(2);
  server.clock.pass(1);
  await server.background.run('sweep connect requests');
  expect(await kept()).toBe(1);
  server.clock.pass(34 * day);
  await server.background.run('sweep connect requests');
  expect(await kept()).toBe(0);
});

test('a master lists what its children have, in their ids; children do not see each other’s', async () => {
  const master: Clinic = await givenClinic(server, { kind: 'master' });
  const child = await givenClinic(server, { kind: 'child', masterId: master.app.id });
  const sibling = await givenClinic(server, { kind: 'child', masterId: master.app.id });
  const owner = await givenPerson(server.vault);
  await follow(server, await invite(child.client, { 'external-id': 'of the child' }), owner);
  const [byMaster, byChild] = [await list(master), await list(child)];
  expect(byMaster.texts('external-id')).toEqual(['of the child']);
  expect(byMaster.texts('app-id')).toEqual([child.app.id]);
  expect(byMaster.texts('record-id')).toEqual(byChild.texts('record-id'));
  expect(await ids(sibling)).toEqual([]);
});

test('what is no date and time answers 69; an application outside the group 11', async () => {
  const clinic = await givenClinic(server);
  expect((await list(clinic, 'yesterday')).code).toBe(69);
  expect((await list(clinic, '2026-02-30T00:00:00Z')).code).toBe(69);
  expect((await list(await givenApp(server.vault))).code).toBe(11);
});
