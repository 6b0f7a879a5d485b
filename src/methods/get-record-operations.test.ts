import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makePersonGrant } from '../core/authorization/grants.ts';
import { setSeclusion } from '../core/things/custody.ts';
import { fullRules, givenApp, givenLinkedApp, linkApp } from '../testing/given.ts';
import { ownHand } from '../testing/own-hand.ts';
import { Reading } from '../testing/reading.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight, bloodPressureXml, thingXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let reading: Reading;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  reading = new Reading(await givenLinkedApp(server));
});
afterAll(() => server.close());

const since = (sequence: number | string, by = reading) =>
  by.call(
    'GetRecordOperations',
    `<record-operation-sequence-number>${sequence}</record-operation-sequence-number>`,
  );

test('a record in which nothing happened has the number 0 and no operations', async () => {
  expect((await since(0)).xml).toMatch(
    /<wc:info xmlns:wc="urn:com\.microsoft\.wc\.methods\.response\.GetRecordOperations"><latest-record-operation-sequence-number>0<\/latest-record-operation-sequence-number><\/wc:info>/,
  );
});

test('many are told whole, and too many for one answer are 71', async () => {
  for (let put = 0; put < 3; put++)
    expect((await reading.call('PutThings', aWeight().repeat(700))).code).toBe(0);
  const numbers = (await since(0)).texts('sequence-number').map(Number);
  expect(numbers).toEqual(Array.from({ length: 2100 }, (_, i) => Math.floor(i / 700) + 1));
  expect((await since(2)).texts('sequence-number')).toEqual(Array(700).fill('3'));
  await using narrow = await startTestServer({ limits: { responseBytesMax: 400_000 } });
  const by = new Reading(await givenLinkedApp(narrow));
  for (let put = 0; put < 3; put++) await by.call('PutThings', aWeight().repeat(700));
  expect((await since(0, by)).code).toBe(71);
  expect((await since(2, by)).code).toBe(0);
});

test('what happened is told in order, deleted things without dates', async () => {
  const thing = thingXml(typeIds.weight, {
    data: aWeight().match(/<weight>.*<\/weight>/)![0],
    end: '2027-01-01T00:00:00',
  });
  const first = await reading.putOne(thing);
  const second = await reading.putOne(thingXml(typeIds.weight, { tags: 'a' }, first));
  await reading.call('RemoveThings', `<thing-id version-stamp="${second.stamp}">${second.id}</thing-id>`);
  const answer = await since(0);
  const [created, updated, removed] = answer.elements('record-operation').map(at => at.outerXml());
  const dates =
    '<eff-date>2026-11-02T00:00:00</eff-date><updated-end-date>2027-01-01T00:00:00</updated-end-date>';
  const told = (operation: string, sequence: number, stamp: string, rest: string) =>
    `<record-operation><operation>${operation}</operation><sequence-number>${sequence}</sequence-number>` +
    `<thing-id version-stamp="${stamp}">${first.id}</thing-id><type-id>${typeIds.weight}</type-id>${rest}</record-operation>`;
  expect(created).toBe(told('Create', 1, first.stamp, dates));
  expect(updated).toBe(told('Update', 2, second.stamp, dates));
  expect(removed).toMatch(new RegExp(told('Delete', 3, '[0-9a-f-]{36}', '')));
  expect(answer.texts('latest-record-operation-sequence-number')).toEqual(['3']);
});

test('things written by one request share one number, in the order they were sent', async () => {
  const keys = await reading.put(aWeight(70), aWeight(71), aWeight(72));
  const last = await reading.putOne(aWeight(73));
  const answer = await since(0);
  expect(answer.texts('sequence-number')).toEqual(['1', '1', '1', '2']);
  expect(answer.texts('thing-id')).toEqual([...keys, last].map(({ id }) => id));
  expect(answer.texts('latest-record-operation-sequence-number')).toEqual(['2']);
  expect((await since(1)).texts('thing-id')).toEqual([last.id]);
});

test('a request that is refused, or changes nothing, uses up no number', async () => {
  await reading.putOne(aWeight());
  await reading.call('PutThings', aWeight() + aWeight().replace('<kg>70</kg>', '<kg>x</kg>'));
  await reading.putOne(aWeight());
  expect((await since(0)).texts('sequence-number')).toEqual(['1', '2']);
});

test('only what came after the number is told', async () => {
  for (const kg of [70, 71, 72]) await reading.putOne(aWeight(kg));
  expect((await since(1)).texts('sequence-number')).toEqual(['2', '3']);
  const none = await since(3);
  expect(none.texts('latest-record-operation-sequence-number')).toEqual(['3']);
  expect(none.elements('operations')).toEqual([]);
  expect((await since(9_000_000_000)).code).toBe(0);
  expect((await since('x')).code).toBe(3);
});

test('an application is told of the types and dates it may read', async () => {
  const pressure = thingXml(typeIds.bloodPressure, { data: bloodPressureXml(120, 80) });
  for (const thing of [aWeight(70, '2020-01-01'), pressure, aWeight(71, '2026-01-01')])
    await reading.putOne(thing);
  const { person, record } = reading.linked;
  const appWith = async (rules: ReturnType<typeof fullRules>) =>
    new Reading(await linkApp(server, await givenApp(server.vault, { rules }), { person, record }));
  const weights = await since(0, await appWith(fullRules([typeIds.weight])));
  expect(weights.texts('sequence-number')).toEqual(['1', '3']);
  expect(weights.texts('latest-record-operation-sequence-number')).toEqual(['3']);
  const late = fullRules().map(rule => ({
    ...rule,
    targets: [{ typeIds: 'all' as const, from: '2025-01-01T00:00:00' }],
  }));
  expect((await since(0, await appWith(late))).texts('sequence-number')).toEqual(['2', '3']);
});

test('nothing is told of personal things', async () => {
  const personal = await reading.putOne(aWeight(70));
  await reading.putOne(aWeight(71));
  await reading.makePersonal(server, personal);
  expect((await since(0)).texts('sequence-number')).toEqual(['2']);
});

test('nor of what was done to a thing while it was personal, once it is no longer', async () => {
  const { vault } = server;
  const { id, stamp } = await reading.putOne(aWeight(70));
  const { person, record } = reading.linked;
  const grant = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
  const said = { hiddenInEmergency: false };
  await setSeclusion(vault, grant, { id, versionStamp: stamp }, { ...said, personal: true });
  const [hidden] = await vault.store.read(db => db.things(grant).byIds([id]));
  const { versionStamp } = hidden!;
  await setSeclusion(vault, grant, { id, versionStamp }, { ...said, personal: false });
  const answer = await since(0);
  expect(answer.texts('sequence-number')).toEqual(['1', '3']);
  expect(answer.elements('thing-id').map(at => at.attribute('version-stamp'))).not.toContain(versionStamp);
});

test('nor anything of what was personal when it was removed for good, its life before that included', async () => {
  const hand = await ownHand(server, reading.linked);
  const [secret, open] = await reading.put(aWeight(70), aWeight(71));
  for (const { id } of [secret!, open!]) {
    await hand.seclude(id, id === secret!.id);
    await hand.remove(id);
  }
  const before = (await since(0)).xml;
  expect(before).not.toContain(secret!.id);
  await hand.purge(secret!.id, open!.id);
  const after = await since(0);
  expect(after.xml).toBe(before);
  expect(after.texts('operation')).toEqual(['Create', 'Update', 'Delete']);
});

test('what is done to personal things moves no number and no date that applications are told', async () => {
  const { client } = reading.linked;
  const hand = await ownHand(server, reading.linked);
  const { id } = await reading.putOne(aWeight(70));
  const told = async () => {
    const info = await reading.call('GetPersonInfo', '');
    const people = await client.call('GetAuthorizedPeople', { info: '<parameters/>' });
    const updated = await client.call('GetUpdatedRecordsForApplication', { version: 2 });
    return [
      info.elements('record')[0]!.outerXml(),
      people.elements('record')[0]!.outerXml(),
      updated.elements('updated-record')[0]!.outerXml(),
      (await since(0)).texts('latest-record-operation-sequence-number'),
    ];
  };
  const before = await told();
  for (const act of [() => hand.seclude(id, true), () => hand.remove(id), () => hand.purge(id)]) {
    server.clock.pass(60_000);
    await act();
    expect(await told()).toEqual(before);
  }
  await reading.putOne(aWeight(71));
  expect(await told()).not.toEqual(before);
});
