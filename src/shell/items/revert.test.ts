// Undoing an edit, and going back to earlier versions: by a new version, and never over what somebody else saved.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callFor, payload, putOne, weightWith } from '../../testing/blobs.ts';
import { givenApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight, thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import type { Page } from '../testing/browser.ts';
import { changed, formValues } from '../testing/form-values.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

/** Somebody with a weight of 70 kg. */
async function givenWeight() {
  const ada = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault), ada);
  return { ada, app, key: await putOne(app, aWeight(70)) };
}

async function edit({ browser }: Visitor, id: string, kg: string): Promise<Page> {
  const action = `/items/${id}/edit`;
  const page = await browser.open(action);
  const body = changed(formValues(page.html, action), { 'v.value.value': kg });
  const { origin } = new URL(server.shellUrl);
  return browser.open(action, { method: 'POST', body, headers: { origin } });
}

const revertOf = (id: string) => `/items/${id}/revert`;
const weightOn = (page: Page) => /<strong>([\d.]+) kg<\/strong>/.exec(page.html)?.[1];

describe('an edit', () => {
  test('is undone by a button of the notice, and that again; every version is kept', async () => {
    const { ada, key } = await givenWeight();
    const saved = await edit(ada, key.id, '82');
    expect(saved.text).toContain('your changes are saved. Undo');
    expect(weightOn(saved)).toBe('82');
    const undone = await ada.browser.submit(saved, revertOf(key.id));
    expect(undone.text).toContain('The earlier version is current again. Undo');
    expect(weightOn(undone)).toBe('70');
    const redone = await ada.browser.submit(undone, revertOf(key.id));
    expect(weightOn(redone)).toBe('82');
    expect((await ada.browser.open(`/items/${key.id}/history`)).html.match(/<h2>Version/g)).toHaveLength(4);
  });

  test('is not undone once somebody else changed the item: that stays, and it is said', async () => {
    const { ada, app, key } = await givenWeight();
    const saved = await edit(ada, key.id, '82');
    const { stamp } = saved.form(`/items/${key.id}/revert`) as { stamp: string };
    const theirs = thingXml(typeIds.weight, { data: weightXml(90) }, { id: key.id, stamp });
    expect((await callFor(app, 'PutThings', { version: 2, info: theirs })).code).toBe(0);
    const refused = await ada.browser.submit(saved, revertOf(key.id));
    expect(refused.text).toContain('Somebody changed this item meanwhile, so nothing was done');
    expect(weightOn(refused)).toBe('90');
  });

  test('that changed nothing offers nothing to undo', async () => {
    const { ada, key } = await givenWeight();
    const saved = await edit(ada, key.id, '70');
    expect(saved.text).toContain('Nothing was changed.');
    expect(() => saved.form(revertOf(key.id))).toThrow();
  });

  test('is told apart from other writing on the page of activities', async () => {
    const { ada, key } = await givenWeight();
    await ada.browser.submit(await edit(ada, key.id, '82'), revertOf(key.id));
    const { text } = await ada.browser.open('/activity?kind=data');
    expect(text).toMatch(
      /Went back to an earlier version of items 1 item: Weight .*Changed items 1 item: Weight .*Added or changed/,
    );
  });
});

describe('the history of an item', () => {
  test('makes any earlier version current again, with its files, and leaves who may see it', async () => {
    const { ada, app } = await givenWeight();
    const file = { name: 'a.txt', data: Buffer.from('hello') };
    const first = await putOne(app, weightWith(payload(file)));
    const key = await putOne(app, weightWith(payload({ name: 'a.txt', length: 0 }), first));
    await edit(ada, key.id, '72');
    const item = await ada.browser.open(`/items/${key.id}`);
    await ada.browser.submit(item, `/items/${key.id}/who`, { personal: 'yes' });
    const history = await ada.browser.open(`/items/${key.id}/history`);
    const stamps = [...history.html.matchAll(/name="to" value="([^"]+)"/g)].map(([, stamp]) => stamp);
    expect(stamps).toHaveLength(3);
    expect(item.text).not.toContain('a.txt');
    const back = await ada.browser.submit(history, revertOf(key.id), { to: first.stamp });
    expect(weightOn(back)).toBe('70');
    expect(back.text).toContain('a.txt');
    expect(back.tag(/id="personal"/)).toHaveProperty('checked');
  });

  test('goes back to no version of another item, and to none that there is not', async () => {
    const { ada, app, key } = await givenWeight();
    const other = await putOne(app, aWeight(50));
    await edit(ada, key.id, '82');
    const history = await ada.browser.open(`/items/${key.id}/history`);
    for (const to of [other.stamp, 'x', '']) {
      const page = await ada.browser.submit(history, revertOf(key.id), { to });
      expect(page.status).toBe(200);
      expect(weightOn(page)).toBe('82');
    }
  });

  test('offers nothing to who may only look, and takes nothing from them', async () => {
    const { ada, key } = await givenWeight();
    const saved = await edit(ada, key.id, '82');
    const bo = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    const history = await bo.browser.open(`/items/${key.id}/history`);
    expect(history.status).toBe(200);
    expect(history.html).not.toContain('name="to"');
    const { form } = (await bo.browser.open('/account')).form('/sign-out') as { form: string };
    const page = await bo.browser.post(revertOf(key.id), { ...saved.form(revertOf(key.id)), form });
    expect(weightOn(page)).toBe('82');
    expect(weightOn(await ada.browser.open(`/items/${key.id}`))).toBe('82');
    const eve = await givenSignedIn(server, 'Eve Example');
    const { form: eves } = (await eve.browser.open('/account')).form('/sign-out') as { form: string };
    expect((await eve.browser.post(revertOf(key.id), { form: eves })).status).toBe(404);
  });
});

test('who may not change an item is told so, whatever the form holds', async () => {
  const { ada, key } = await givenWeight();
  const bo = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
  const { form } = (await bo.browser.open('/account')).form('/sign-out') as { form: string };
  for (const stamp of [key.stamp, 'x'])
    for (const value of ['82', 'not a number'])
      expect(
        (await bo.browser.post(`/items/${key.id}/edit`, { form, stamp, 'v.value.value': value })).status,
      ).toBe(403);
});
