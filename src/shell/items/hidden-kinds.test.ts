// Whoever sees only a part of a record is not told that there is more: neither its kinds nor the apps that brought it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putOne } from '../../testing/blobs.ts';
import { givenApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight, bloodPressureXml, thingXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import type { Browser } from '../testing/browser.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

/** A record with weights, and a blood pressure from an app of its own. */
async function givenOwner(): Promise<Visitor & { readonly pressureId: string; readonly scale: string }> {
  const owner = await givenSignedIn(server);
  const scale = await linkApp(server, await givenApp(server.vault, { name: 'Scale App' }), owner);
  await putOne(scale, aWeight(71));
  const cuff = await linkApp(server, await givenApp(server.vault, { name: 'Secret Cuff' }), owner);
  const pressure = thingXml(typeIds.bloodPressure, { data: bloodPressureXml(128, 82) });
  const { id } = await putOne(cuff, pressure);
  return { ...owner, pressureId: id, scale: scale.app.id };
}

async function givenGuest(owner: Visitor, level: 'view' | 'modify' | 'custodian', only?: string[]) {
  const { browser, person } = await givenSignedIn(server, 'Bo Guest');
  await giveAccess(server, { person, record: owner.record }, level, only);
  const form = (await browser.open('/')).form('/records/choose');
  await browser.post('/records/choose', { ...form, record: owner.record.id });
  return browser;
}

async function told(browser: Browser) {
  const pages = [];
  for (const path of ['/', '/items', '/items?group=vitals', '/timeline']) {
    const page = await browser.open(path);
    expect([path, page.status]).toEqual([path, 200]);
    pages.push(page.html);
  }
  return {
    weights: pages[1]!.includes('71 kg'),
    pressures: pages.some(html => html.includes('Blood pressure') || html.includes('blood-pressure')),
    cuff: pages.some(html => html.includes('Secret Cuff')),
  };
}

test.each(['view', 'modify'] as const)(
  'somebody who may %s learns nothing of what is personal',
  async level => {
    const owner = await givenOwner();
    const guest = await givenGuest(owner, level);
    expect(await told(guest)).toMatchObject({ weights: true, pressures: true });
    const item = await owner.browser.open(`/items/${owner.pressureId}`);
    await owner.browser.submit(item, `/items/${owner.pressureId}/who`, { personal: 'yes' });
    expect(await told(guest)).toEqual({ weights: true, pressures: false, cuff: false });
    expect(await told(owner.browser)).toEqual({ weights: true, pressures: true, cuff: true });
  },
);

test('somebody who sees some kinds only learns nothing of the others', async () => {
  const owner = await givenOwner();
  const guest = await givenGuest(owner, 'view', [typeIds.weight]);
  expect(await told(guest)).toEqual({ weights: true, pressures: false, cuff: false });
});

test('another custodian is told all', async () => {
  const owner = await givenOwner();
  const item = await owner.browser.open(`/items/${owner.pressureId}`);
  await owner.browser.submit(item, `/items/${owner.pressureId}/who`, { personal: 'yes' });
  expect(await told(await givenGuest(owner, 'custodian'))).toEqual({
    weights: true,
    pressures: true,
    cuff: true,
  });
});
