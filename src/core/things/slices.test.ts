// Many large things, changed by one request: no more of them are in memory together than a page may hold, and the request
// is still one: all or nothing, one operation of the record.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../../testing/given.ts';
import { type Key, Reading } from '../../testing/reading.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { type Grant, makeSystemGrant } from '../authorization/grant.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { purgeThings, restoreThings } from './custody.ts';
import { removeThings } from './remove.ts';
import { writeThings } from './write.ts';

const pageBytesMax = 10_000;
const count = 7;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { pageBytesMax } });
});
afterAll(() => server.close());

const large = (note: string) =>
  thingXml(typeIds.weight, {
    data: `${weightXml(70)}<common><note>${note.padEnd(3000, '.')}</note></common>`,
  });

/** The vault, and how many bytes of things it read at once at most. */
function watched(vault: Vault): { vault: Vault; most: () => number } {
  let most = 0;
  const watch = (db: Writer): Writer => ({
    ...db,
    unscoped(grant, reason) {
      const things = db.unscoped(grant, reason);
      return {
        ...things,
        async byIds(ids) {
          const found = await things.byIds(ids);
          most = Math.max(
            most,
            found.reduce((sum, { size }) => sum + size, 0),
          );
          return found;
        },
      };
    },
  });
  const store = {
    ...vault.store,
    write: <T>(act: (db: Writer) => T) => vault.store.write(db => act(watch(db))),
  };
  return { vault: { ...vault, store } as Vault, most: () => most };
}

async function givenLarge(): Promise<{ linked: Linked; reading: Reading; grant: Grant; keys: Key[] }> {
  const linked = await givenLinkedApp(server);
  const reading = new Reading(linked);
  const keys = await reading.put(...Array.from({ length: count }, (_, i) => large(`the ${i}th`)));
  return { linked, reading, keys, grant: makeSystemGrant('tests', linked.record.id, linked.person.id) };
}

const stamped = (keys: readonly Key[]) => keys.map(({ id, stamp }) => ({ id, versionStamp: stamp }));

test('they are changed, removed, restored and removed for good, some at a time', async () => {
  const { reading, grant, keys } = await givenLarge();
  const { vault, most } = watched(server.vault);
  const tagged = await writeThings(
    vault,
    grant,
    stamped(keys).map(key => ({ ...key, tags: 'seen' })),
    { overwrite: false },
  );
  expect(tagged.map(({ id }) => id)).toEqual(keys.map(({ id }) => id));
  await removeThings(vault, grant, tagged);
  expect(await reading.find('<filter/>')).toEqual([]);
  const ids = keys.map(({ id }) => id);
  await restoreThings(vault, grant, ids);
  const answer = await reading.get('<group><filter/><format><section>core</section><xml/></format></group>');
  expect(
    answer
      .texts('note')
      .map(note => note.slice(0, 7))
      .sort(),
  ).toEqual(Array.from({ length: count }, (_, i) => `the ${i}th`));
  const now = await server.vault.store.read(db => db.things(grant).byIds(ids));
  await removeThings(vault, grant, now);
  await purgeThings(vault, grant, ids);
  expect(await server.vault.store.read(db => db.records.usage(grant.recordId))).toMatchObject({ bytes: 0 });
  expect(most()).toBeGreaterThan(0);
  expect(most()).toBeLessThanOrEqual(pageBytesMax);
});

test('what is wrong with the last refuses all of them, and says which it is', async () => {
  const { reading, keys } = await givenLarge();
  const xml = (stamps: readonly Key[]) =>
    stamps.map(({ id, stamp }) => `<thing-id version-stamp="${stamp}">${id}</thing-id>`).join('');
  const stale = [...keys.slice(0, -1), { ...keys.at(-1)!, stamp: keys[0]!.stamp }];
  const removed = await reading.call('RemoveThings', xml(stale));
  expect(removed).toMatchObject({ code: 61 });
  expect(removed.message).toContain(`Thing ${count} of ${count}.`);
  const twice = await reading.call('RemoveThings', xml([...keys, keys[0]!]));
  expect(twice).toMatchObject({ code: 13 });
  expect(twice.message).toContain('It stands twice in this request.');
  const put = await reading.call(
    'PutThings',
    stale
      .map(
        ({ id, stamp }) => `<thing><thing-id version-stamp="${stamp}">${id}</thing-id><tags>a</tags></thing>`,
      )
      .join(''),
    { version: 2 },
  );
  expect(put).toMatchObject({ code: 61 });
  expect(await reading.find('<filter/>')).toHaveLength(count);
});

function log(reading: Reading) {
  const since = (sequence: number) =>
    reading.call(
      'GetRecordOperations',
      `<record-operation-sequence-number>${sequence}</record-operation-sequence-number>`,
    );
  const latest = async () => Number((await since(0)).texts('latest-record-operation-sequence-number')[0]);
  return { latest, since };
}

test('they are one operation, whose things stand in the order of the request', async () => {
  const { reading, keys } = await givenLarge();
  const { latest, since } = log(reading);
  const before = await latest();
  const backwards = [...keys].reverse();
  await reading.call(
    'RemoveThings',
    backwards.map(({ id, stamp }) => `<thing-id version-stamp="${stamp}">${id}</thing-id>`).join(''),
  );
  const after = await since(before);
  expect(after.texts('thing-id')).toEqual(backwards.map(({ id }) => id));
  expect(new Set(after.texts('sequence-number'))).toEqual(new Set([String(before + 1)]));
});
