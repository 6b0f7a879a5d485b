// A record that is full takes nothing more, but what is in it can be hidden, deleted and removed, which makes room.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenApp, linkApp } from '../../testing/given.ts';
import { type Key, keysIn, Reading } from '../../testing/reading.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight, thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { makeSystemGrant } from '../authorization/grant.ts';

const recordQuotaBytes = 1500;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { recordQuotaBytes } });
});
afterAll(() => server.close());

async function givenFull(): Promise<Visitor & { reading: Reading; keys: Key[] }> {
  const ada = await givenSignedIn(server);
  const reading = new Reading(await linkApp(server, await givenApp(server.vault), ada));
  const keys: Key[] = [];
  for (;;) {
    const answer = await reading.call('PutThings', aWeight(60 + keys.length), { version: 2 });
    if (answer.code === 68) return { ...ada, reading, keys };
    expect(answer.code).toBe(0);
    keys.push(...keysIn(answer));
  }
}

const keyXml = ({ id, stamp }: Key) => `<thing-id version-stamp="${stamp}">${id}</thing-id>`;

describe('by applications', () => {
  test('its things can be removed, one or all of them', async () => {
    const { reading, keys } = await givenFull();
    const [first, ...others] = keys;
    expect((await reading.call('RemoveThings', keyXml(first!))).code).toBe(0);
    expect((await reading.call('RemoveThings', others.map(keyXml).join(''))).code).toBe(0);
    expect(await reading.find('<filter/>')).toEqual([]);
  });

  test('nothing can be added or changed, after something was removed neither: the version still counts', async () => {
    const { reading, keys } = await givenFull();
    const [first, second] = keys;
    const change = thingXml(typeIds.weight, { data: weightXml(99) }, second!);
    const codes = async () => [
      (await reading.call('PutThings', aWeight(), { version: 2 })).code,
      (await reading.call('PutThings', change, { version: 2 })).code,
      (await reading.call('OverwriteThings', change)).code,
    ];
    expect(await codes()).toEqual([68, 68, 68]);
    await reading.call('RemoveThings', keyXml(first!));
    expect(await codes()).toEqual([68, 68, 68]);
  });
});

describe('by the pages', () => {
  test('an item is deleted, restored, deleted and removed for good, and then there is room', async () => {
    const { browser, reading, keys } = await givenFull();
    const path = `/items/${keys[0]!.id}`;
    const deleted = await browser.submit(await browser.open(path), '/items/chosen', { do: 'delete' });
    expect(deleted.text).toContain('One item is deleted.');
    const restored = await browser.submit(deleted, '/items/restore');
    expect(restored.text).toContain('60 kg');
    await browser.submit(await browser.open(path), '/items/chosen', { do: 'delete' });
    for (const { id } of keys.slice(1, 4))
      await browser.submit(await browser.open(`/items/${id}`), '/items/chosen', { do: 'delete' });
    for (const { id } of keys.slice(0, 4))
      await browser.submit(await browser.open(`/items/${id}/purge`), '/items/purge');
    expect((await reading.call('PutThings', aWeight(), { version: 2 })).code).toBe(0);
  });

  test('an item is made personal; but hiding and showing it for ever does not make the record larger for ever', async () => {
    const { browser, reading, record, person, keys } = await givenFull();
    const path = `/items/${keys[0]!.id}`;
    const seclude = async (isPersonal: boolean) => {
      const { personal, ...values } = (await browser.open(path)).form(`${path}/who`);
      return browser.post(`${path}/who`, { ...values, ...(isPersonal && { personal: 'yes' }) });
    };
    const secluded = await seclude(true);
    expect(secluded.text).toContain('Saved.');
    expect(await reading.find(`<id>${keys[0]!.id}</id>`)).toEqual([]);
    for (let turn = 0; turn < 30; turn++) await seclude(turn % 2 === 1);
    const grant = makeSystemGrant('tests', record.id, person.id);
    const { bytes } = await server.vault.store.read(db => db.records.usage(grant.recordId));
    expect(bytes).toBeGreaterThan(2 * recordQuotaBytes - 200);
    expect(bytes).toBeLessThanOrEqual(2 * recordQuotaBytes);
    const deleted = await browser.submit(await browser.open(path), '/items/chosen', { do: 'delete' });
    expect(deleted.text).toContain('One item is deleted.');
  });
});
