import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import { fullRules, givenApp, givenLinkedApp, linkApp } from '../testing/given.ts';
import { type Key, Reading } from '../testing/reading.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight, thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

const someId = '11111111-2222-4333-8444-555555555555';

let server: TestServer;
let reading: Reading;
beforeAll(async () => {
  server = await startTestServer({ limits: { thingsPerPutMax: 5 } });
});
beforeEach(async () => {
  reading = new Reading(await givenLinkedApp(server));
});
afterAll(() => server.close());

const keyXml = ({ id, stamp }: { id: string; stamp?: string }) =>
  `<thing-id${stamp ? ` version-stamp="${stamp}"` : ''}>${id}</thing-id>`;
const remove = (...keys: { id: string; stamp?: string }[]) =>
  reading.call('RemoveThings', keys.map(keyXml).join(''));
const left = () => reading.find('<filter/>');

test('what is removed is not found any more, and the answer has no info', async () => {
  const [a, b] = await reading.put(aWeight(70), aWeight(71));
  const answer = await remove(a!);
  expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
  expect(await left()).toEqual([b!.id]);
  expect(await reading.find(`<id>${a!.id}</id>`)).toEqual([]);
});

test('what is removed stays, as a version of its own, for custodians', async () => {
  const key = await reading.putOne(aWeight());
  server.clock.pass(1000);
  await remove(key);
  const grant = makeSystemGrant('tests', reading.linked.record.id, reading.linked.person.id);
  const versions = await server.vault.store.read(db =>
    db.things(grant).query({
      ids: [key.id],
      filters: [],
      currentOnly: false,
      limit: 10,
    }),
  );
  expect(versions.map(({ state, updated }) => [state, updated.action])).toEqual([
    ['Deleted', 'Deleted'],
    ['Active', 'Created'],
  ]);
  expect(versions[0]!.versionStamp).not.toBe(key.stamp);
});

test('what names another as related is removed by who may do no more than that', async () => {
  const other = await reading.putOne(aWeight());
  const common = `<common><related-thing><thing-id>${other.id}</thing-id></related-thing></common>`;
  const key = await reading.putOne(thingXml(typeIds.weight, { data: weightXml(71), common }));
  const rules = fullRules([typeIds.weight]).map(rule => ({ ...rule, permissions: ['Delete'] as const }));
  const remover = await linkApp(server, await givenApp(server.vault, { rules }), reading.linked);
  expect((await new Reading(remover).call('RemoveThings', keyXml(key))).code).toBe(0);
  expect(await left()).toEqual([other.id]);
});

describe('one request', () => {
  test('removes all or none', async () => {
    const [a, b] = await reading.put(aWeight(70), aWeight(71));
    const answer = await remove(a!, { id: someId, stamp: someId }, b!);
    expect(answer.code).toBe(13);
    expect(answer.message).toContain('Thing 2 of 3');
    expect(await left()).toHaveLength(2);
    expect((await remove(a!, b!)).code).toBe(0);
    expect(await left()).toEqual([]);
  });

  test('may not hold a thing twice, nor more than the limit, nor none', async () => {
    const key = await reading.putOne(aWeight());
    expect((await remove(key, key)).code).toBe(13);
    expect((await remove(...Array.from({ length: 6 }, () => key))).code).toBe(124);
    expect((await remove()).code).toBe(3);
    expect(await left()).toHaveLength(1);
  });
});

test('needs the current version stamp: 60 without, 61 with an old one', async () => {
  const key = await reading.putOne(aWeight());
  const newer = await reading.putOne(thingXml(typeIds.weight, { tags: 'a' }, key));
  expect((await remove({ id: key.id })).code).toBe(60);
  expect((await remove(key)).code).toBe(61);
  expect((await remove(newer)).code).toBe(0);
});

describe('is refused with 13', () => {
  let key: Key;
  beforeEach(async () => {
    key = await reading.putOne(aWeight());
  });

  test('for what is removed already', async () => {
    await remove(key);
    expect((await remove(key)).code).toBe(13);
  });

  test('for a thing of another record', async () => {
    const other = await new Reading(await givenLinkedApp(server)).putOne(aWeight());
    expect((await remove(other)).code).toBe(13);
  });

  test('for a personal thing', async () => {
    await reading.makePersonal(server, key);
    expect((await remove(key)).code).toBe(13);
  });
});

test('without the right to delete is refused with 11', async () => {
  const key = await reading.putOne(aWeight());
  const rules = fullRules().map(rule => ({ ...rule, permissions: ['Read', 'Create', 'Update'] as const }));
  const { person, record } = reading.linked;
  const other = new Reading(
    await linkApp(server, await givenApp(server.vault, { rules }), { person, record }),
  );
  expect((await other.call('RemoveThings', keyXml(key))).code).toBe(11);
  expect(await left()).toHaveLength(1);
});
