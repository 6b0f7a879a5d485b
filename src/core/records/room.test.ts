// How much one person may keep in all of their records, and everybody together.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenApp, givenPerson, linkApp } from '../../testing/given.ts';
import { type Key, keysIn, Reading } from '../../testing/reading.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { makeSystemGrant } from '../authorization/grant.ts';
import { closeAccount, purgeClosedAccounts } from '../people/closing.ts';
import type { Person } from '../people/person.ts';
import { changeAccess, endAccess, giveAccess } from '../sharing/access.ts';
import { purgeThings } from '../things/custody.ts';
import { emptyBin, putRecordInBin } from './bin.ts';
import { createRecord, relationship } from './create.ts';
import type { HealthRecord } from './record.ts';

const kilobyte = 1024;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    limits: {
      recordQuotaBytes: 8 * kilobyte,
      personQuotaBytes: 12 * kilobyte,
      vaultQuotaBytes: 18 * kilobyte,
    },
  });
});
afterAll(() => server.close());

async function reading(person: Person, record: HealthRecord, on = server): Promise<Reading> {
  return new Reading(await linkApp(on, await givenApp(on.vault), { person, record }));
}

const large = (key?: Key) =>
  thingXml(
    typeIds.weight,
    { data: weightXml(70), common: `<common><note>${'x'.repeat(kilobyte)}</note></common>` },
    key,
  );

/** Puts until no more goes in. */
async function fill(by: Reading): Promise<{ keys: Key[]; message: string }> {
  const keys: Key[] = [];
  for (;;) {
    const answer = await by.call('PutThings', large(), { version: 2 });
    if (answer.code !== 0) {
      expect(answer.code).toBe(68);
      return { keys, message: answer.message! };
    }
    keys.push(...keysIn(answer));
  }
}

test('a record, then all records of a person, then the vault is full; deleting is never refused, and makes room for good', async () => {
  const { vault } = server;
  const { person: ada, record: first } = await givenPerson(vault, 'Ada');
  const second = await vault.store.write(db =>
    createRecord(db, vault, { personId: ada.id, name: 'Bo', relationship: relationship.child }),
  );
  const { person: cy, record: third } = await givenPerson(vault, 'Cy');
  const [one, two, three] = [await reading(ada, first), await reading(ada, second), await reading(cy, third)];
  const inFirst = await fill(one);
  expect(inFirst.message).toMatch(/^The record is full\. [^.]*\.$/);
  const inSecond = await fill(two);
  expect(inSecond.message).toContain('all records of the person whose it is');
  expect(inSecond.keys.length).toBeLessThan(inFirst.keys.length);
  expect((await fill(three)).message).toContain('but the vault');
  const change = large(inSecond.keys[0]);
  expect((await two.call('PutThings', change, { version: 2 })).code).toBe(68);
  const keyXml = ({ id, stamp }: Key) => `<thing-id version-stamp="${stamp}">${id}</thing-id>`;
  expect((await one.call('RemoveThings', inFirst.keys.map(keyXml).join(''))).code).toBe(0);
  const grant = makeSystemGrant('tests', first.id, ada.id);
  await purgeThings(
    vault,
    grant,
    inFirst.keys.map(({ id }) => id),
  );
  expect((await fill(two)).keys.length).toBeGreaterThan(0);
  expect((await fill(three)).keys.length).toBeGreaterThan(0);
  await vault.store.write(db => putRecordInBin(db, vault, ada.id, second.id));
  await fill(one);
  server.clock.pass(vault.limits.recordBinMs + 1);
  await emptyBin(vault);
  expect((await fill(await reading(ada, first))).keys.length).toBeGreaterThan(0);
});

test('a record counts for who made it until they look after it no longer, then for who does so longest', async () => {
  await using own = await startTestServer();
  const { vault } = own;
  const { person: ada, record } = await givenPerson(vault, 'Ada');
  const others = [(await givenPerson(vault, 'Bo')).person.id, (await givenPerson(vault, 'Cy')).person.id];
  const [bo, cy] = others as [string, string];
  const recordId = record.id;
  const custody = { level: 'custodian', typeIds: undefined, expiresAt: undefined } as const;
  await vault.store.write(async db => {
    for (const [at, personId] of others.entries())
      await giveAccess(db, vault, {
        ...custody,
        personId,
        recordId,
        relationship: 2,
        createdAt: 10 ** 13 + at,
      });
  });
  expect((await (await reading(ada, record, own)).call('PutThings', large(), { version: 2 })).code).toBe(0);
  const counted = () =>
    vault.store.read(async db => {
      const { bytes, ownerBytes } = await db.records.usage(recordId);
      return [await db.records.owner(recordId), ownerBytes - bytes];
    });
  expect(await counted()).toEqual([ada.id, 0]);
  const view = { ...custody, level: 'view' } as const;
  await vault.store.write(db => changeAccess(db, vault, ada.id, { personId: ada.id, recordId }, view));
  expect(await counted()).toEqual([bo, 0]);
  await vault.store.write(db => endAccess(db, vault, bo, { personId: bo, recordId }));
  expect(await counted()).toEqual([cy, 0]);
  await vault.store.write(db => changeAccess(db, vault, cy, { personId: ada.id, recordId }, custody));
  await vault.store.write(async db => closeAccount(db, vault, (await db.people.byId(cy))!));
  own.clock.pass(vault.limits.accountGraceMs + 1);
  await purgeClosedAccounts(vault);
  expect(await counted()).toEqual([ada.id, 0]);
});
