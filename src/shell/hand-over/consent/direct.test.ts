// A person lets an application send Direct messages in their name, where it asks for access and on its page, and takes it back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { allow, givenVisitor, givenWebApp, redirectTo, rule } from '../../testing/apps.ts';
import type { Browser } from '../../testing/browser.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const offer = 'Send Direct messages in your name';
const ask = (browser: Browser, id: string) =>
  browser.open(redirectTo('APPAUTH', { appid: id, forceappauth: 'true' }));

/** What stands in the vault of an application's authorisations, by the person who has just given one. */
async function authorized(appId: string) {
  return server.vault.store.read(async db => {
    const [{ personId = '' } = {}] = await db.authorizations.people(appId, { limit: 1 });
    const [{ recordId = '' } = {}] = await db.authorizations.ofPerson(appId, personId);
    return { recordId, may: await db.authorizations.maySendDirect(appId, personId, recordId) };
  });
}

test('an application that the operator lets is offered, unticked, and has what was ticked', async () => {
  const { app } = await givenWebApp(server, { methodGroups: ['basic', 'direct'] });
  const browser = await givenVisitor(server);
  const page = await ask(browser, app.id);
  expect(page.text).toContain(offer);
  expect(page.tag(/value="0:direct"/)).not.toHaveProperty('checked');
  await allow(browser, page);
  const { recordId, may } = await authorized(app.id);
  expect(may).toBe(false);
  const href = `/apps/${app.id}/${recordId}`;
  const own = await browser.open(href);
  const saved = await browser.submit(own, '/apps/optional', { optional: ['direct'] });
  expect((await authorized(app.id)).may).toBe(true);
  expect(saved.tag(/value="direct"/)).toHaveProperty('checked');
  const again = await ask(browser, app.id);
  expect(again.tag(/value="0:direct"/)).toHaveProperty('checked');
  await allow(browser, again);
  expect((await authorized(app.id)).may).toBe(true);
  await browser.submit(await browser.open(href), '/apps/optional', { optional: [] });
  expect((await authorized(app.id)).may).toBe(false);
  await allow(browser, await ask(browser, app.id), { optional: ['0:direct'] });
  expect((await authorized(app.id)).may).toBe(true);
});

test('one that the operator does not let is not offered, and has nothing of what is sent along', async () => {
  const optional = { displayFirst: true, checkedFirst: true, checkedByDefault: true };
  const { app } = await givenWebApp(server, { rules: [rule(), rule({ name: 'height', optional })] });
  const browser = await givenVisitor(server);
  const page = await ask(browser, app.id);
  expect(page.text).not.toContain(offer);
  await allow(browser, page, { optional: ['0:direct', '0:online:height'] });
  const { recordId, may } = await authorized(app.id);
  expect(may).toBe(false);
  const own = await browser.open(`/apps/${app.id}/${recordId}`);
  expect(own.text).not.toContain(offer);
  await browser.submit(own, '/apps/optional', { optional: ['direct', 'online:height'] });
  expect((await authorized(app.id)).may).toBe(false);
});

test('it was given the group while the page was open: nothing is granted that was not shown', async () => {
  const { app } = await givenWebApp(server);
  const browser = await givenVisitor(server);
  const page = await ask(browser, app.id);
  await server.vault.store.write(db => db.applications.put({ ...app, methodGroups: ['basic', 'direct'] }));
  const shown = await allow(browser, page, { optional: ['0:direct'] });
  expect(shown.url.pathname).toBe('/consent');
  expect(shown.text).toContain(offer);
});
