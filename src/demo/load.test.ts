import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCertificate } from '../core/applications/register.ts';
import { selfSigned } from '../core/applications/self-signed.ts';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import { hashPassword, isRightPassword } from '../core/people/password.ts';
import { issueUserToken } from '../core/people/tokens.ts';
import type { StoredThing } from '../core/things/thing.ts';
import type { Vault } from '../core/vault.ts';
import { readXml } from '../schema/xml-reader.ts';
import { openClient, testKey } from '../testing/given.ts';
import { tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';
import basic from '../things/basic.ts';
import { findVersion, parseThing } from '../things/index.ts';
import medication from '../things/medication.ts';
import { demoSignIn, loadDemo } from './load.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { thingsPerPutMax: 100 } });
  await loadDemo(server.vault, await hashPassword(demoSignIn.password));
});
afterAll(() => server.close());

async function records({ store }: Vault, email: string = demoSignIn.email) {
  return store.read(async db => {
    const person = (await db.people.byEmail(email))!;
    const all = await db.records.ofPerson(person.id);
    return { person, all };
  });
}

/** Everything in the person's records, record by record. */
async function things(vault: Vault, email?: string): Promise<StoredThing[][]> {
  const { person, all } = await records(vault, email);
  return vault.store.read(async db =>
    Promise.all(
      all.map(async ({ record }) => {
        const reader = db.things(makeSystemGrant('tests', record.id, person.id));
        const ids = (await reader.operations({ sequence: 0, position: 0 }, 100_000)).operations.map(
          operation => operation.thingId,
        );
        return reader.byIds(ids);
      }),
    ),
  );
}

describe('the demo', () => {
  test("is a mother with her own record and her child's, and the sign-in it says", async () => {
    const { person, all } = await records(server.vault);
    expect(all.map(({ record, access }) => [record.name, access.relationship])).toEqual([
      ['Maria Lindgren', 1],
      ['Emil Lindgren', 5],
    ]);
    expect(await isRightPassword(person.passwordHash, demoSignIn.password)).toBe(true);
  });

  test('holds only items that their types allow, two years of them, none in the future', async () => {
    const [mother, child] = (await things(server.vault)) as [StoredThing[], StoredThing[]];
    expect(mother.length).toBeGreaterThan(500);
    const now = new Date(server.clock.now()).toISOString();
    for (const { typeId, dataXml, effectiveDate } of [...mother, ...child]) {
      parseThing(findVersion(typeId)!.version, readXml(dataXml).root());
      expect(effectiveDate <= now.slice(0, 19)).toBe(true);
    }
    const weights = mother
      .filter(({ typeId }) => typeId === typeIds.weight)
      .map(({ effectiveDate }) => effectiveDate)
      .sort();
    expect(weights[0]!.slice(0, 10)).toBe('2024-11-25');
    expect(weights.at(-1)! > '2026-11-15').toBe(true);
  });

  test('lets the mother get lighter and the child grow', async () => {
    const [mother, child] = (await things(server.vault)) as [StoredThing[], StoredThing[]];
    const numbers = (of: StoredThing[], typeId: string, unit: string) =>
      of
        .filter(thing => thing.typeId === typeId)
        .sort((a, b) => (a.effectiveDate < b.effectiveDate ? -1 : 1))
        .map(({ dataXml }) => Number(new RegExp(`<${unit}>([^<]+)`).exec(dataXml)![1]));
    const kilos = numbers(mother, typeIds.weight, 'kg');
    expect(kilos[0]! - kilos.at(-1)!).toBeGreaterThan(5);
    const meters = numbers(child, typeIds.height, 'm(?=>\\d\\.)');
    expect(meters).toEqual([...meters].sort());
    expect(meters.at(-1)! - meters[0]!).toBeGreaterThan(0.1);
  });

  test('was written down as it happened, who they are on the first day', async () => {
    const found = (await things(server.vault)).flat();
    const at = (typeId: string) =>
      found.filter(thing => thing.typeId === typeId).map(({ effectiveDate }) => effectiveDate.slice(0, 10));
    expect(new Set(at(basic.versions.at(-1)!.id))).toEqual(new Set(['2024-11-25']));
    const medications = at(medication.versions.at(-1)!.id).sort();
    expect([medications[0], medications.at(-1)]).toEqual(['2024-11-25', '2026-07-26']);
  });

  test('is the same at every loading', async () => {
    await using other = await startTestServer();
    await loadDemo(other.vault, 'no password');
    const texts = async (vault: Vault) =>
      (await things(vault)).map(record => record.map(({ dataXml }) => dataXml).sort());
    expect(await texts(other.vault)).toEqual(await texts(server.vault));
  });
});

describe('the applications of the demo', () => {
  test('wait when the vault goes into production', async () => {
    const data = tempFolder();
    const sandbox = await startTestServer({ data });
    await loadDemo(sandbox.vault, await hashPassword(demoSignIn.password));
    await sandbox.close();
    {
      await using production = await startTestServer({ data, mode: 'production' });
      const apps = await production.vault.store.read(db => db.applications.all());
      expect(apps.map(({ name, state }) => [name, state]).toSorted()).toEqual([
        ['Bathroom scale', 'pending'],
        ['Family chart', 'pending'],
      ]);
    }
    rmSync(data, { recursive: true });
  });

  test('may do what their rules say: a scale offline, a web application online', async () => {
    const scale = await linked('Bathroom scale');
    const web = await linked('Family chart');
    const weights = async (by: typeof scale, who: object) => {
      const info = `<group max="3"><filter><type-id>${typeIds.weight}</type-id></filter><format><xml/></format></group>`;
      const answer = await by.client.call('GetThings', { version: 3, info, recordId: by.recordId, ...who });
      return answer.texts('kg').length;
    };
    expect(await weights(scale, { personId: scale.personId })).toBe(3);
    expect(await weights(scale, { userToken: scale.userToken })).toBe(0);
    expect(await weights(web, { userToken: web.userToken })).toBe(3);
    expect(await weights(web, { personId: web.personId })).toBe(0);
  });

  /** As the application's developer would: with a certificate, for the demo's person and her first record. */
  async function linked(name: string) {
    const { vault, clock } = server;
    const pem = await selfSigned({ commonName: name, key: testKey.privateKey, days: 1, now: clock.now() });
    const { person, all } = await records(vault);
    const found = await vault.store.write(async db => {
      const app = (await db.applications.all()).find(app => app.name === name)!;
      const { thumbprint } = await addCertificate(db, vault, app.id, pem);
      const personId = (await db.aliases.ofPerson(app.id, person.id))!;
      const recordId = (await db.aliases.ofRecord(app.id, person.id, all[0]!.record.id))!;
      const userToken = await issueUserToken(db, vault, {
        appId: app.id,
        personId: person.id,
        shellHash: undefined,
      });
      return { app, thumbprint, personId, recordId, userToken };
    });
    return { ...found, client: await openClient(server, found) };
  }
});

test('its password is known to everybody, so it runs no vault', async () => {
  const { person } = await records(server.vault);
  expect(await server.vault.store.read(db => db.operators.is(person.id))).toBe(false);
});
