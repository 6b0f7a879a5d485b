// Creating an app by a form that was sent more than once, and deleting one that nobody took up.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerApplication } from '../../../core/applications/register.ts';
import { openClient, givenApp as registeredApp } from '../../../testing/given.ts';
import { closedWith, packageInfo, weightThing } from '../../../testing/packages.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Page, Values } from '../../testing/browser.ts';
import { authorizeApp, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const ownApps = () => server.vault.store.read(db => db.appAdmins.appsOf(dev.person.id));
const stored = (id: string) => server.vault.store.read(db => db.applications.byId(id));

/** As a browser sends the form of a page. */
function sendForm(page: Page, values: Values): Promise<Page> {
  return dev.browser.submit(page, '/develop/new', { kind: 'web', ...values });
}

async function givenApp(name = 'Curves'): Promise<string> {
  const { url } = await sendForm(await dev.browser.open('/develop/new'), { name });
  return url.pathname.split('/')[2]!;
}

describe('one form', () => {
  beforeAll(async () => {
    dev = await givenSignedIn(server, 'Dev Example');
  });

  test('makes one app, sent three times at once and again', async () => {
    const page = await dev.browser.open('/develop/new');
    const send = () => sendForm(page, { name: 'Curves' });
    const answers = [...(await Promise.all([send(), send(), send()])), await send()];
    const [id, ...others] = await ownApps();
    expect(others).toEqual([]);
    for (const { status, url } of answers) expect([status, url.pathname]).toEqual([200, `/develop/${id}`]);
  });

  test('makes one app after it was mended', async () => {
    const before = (await ownApps()).length;
    const wrong = await sendForm(await dev.browser.open('/develop/new'), { name: ' ' });
    expect(wrong.status).toBe(422);
    await Promise.all([sendForm(wrong, { name: 'Mended' }), sendForm(wrong, { name: 'Mended' })]);
    expect(await ownApps()).toHaveLength(before + 1);
  });

  test('makes another app for who goes back and gives another name', async () => {
    const before = (await ownApps()).length;
    const page = await dev.browser.open('/develop/new');
    await sendForm(page, { name: 'One' });
    await sendForm(page, { name: 'Two' });
    expect(await ownApps()).toHaveLength(before + 2);
  });

  test('leads to no app of another developer', async () => {
    const page = await dev.browser.open('/develop/new');
    const theirs = await sendForm(page, { name: 'Known form' });
    const { once } = page.form('/develop/new');
    const other = await givenSignedIn(server, 'Olga Other');
    const own = await other.browser.submit(await other.browser.open('/develop/new'), '/develop/new', {
      ...{ name: 'Known form', kind: 'web', once },
    });
    expect(own.status).toBe(200);
    expect(own.url.pathname).not.toBe(theirs.url.pathname);
  });
});

describe('an app that nobody authorised', () => {
  beforeAll(async () => {
    dev = await givenSignedIn(server, 'Dev Example');
  });

  test('is deleted after a question, with what is configured of it', async () => {
    const id = await givenApp();
    const { browser } = dev;
    const invite = `/develop/${id}/admins`;
    await browser.submit(await browser.open(invite), invite, { email: 'friend@example.org' });
    expect((await browser.open(`/develop/${id}`)).html).toContain(`href="/develop/${id}/delete"`);
    const question = await browser.open(`/develop/${id}/delete`);
    expect(question.text).toContain('Delete Curves?');
    expect(await stored(id)).toBeDefined();
    const done = await browser.submit(question, `/develop/${id}/delete`);
    expect([done.url.pathname, done.text]).toEqual([
      '/develop',
      expect.stringContaining('Curves is deleted.'),
    ]);
    expect(await stored(id)).toBeUndefined();
    const left = await server.vault.store.read(async db => [
      await db.appAdmins.of(id),
      await db.appAdmins.invitations(id),
      await db.appAdmins.entry(id),
    ]);
    expect(left).toEqual([[], [], {}]);
    expect((await browser.open(`/develop/${id}`)).status).toBe(404);
    const [row] = await server.vault.store.read(db =>
      db.audit.withoutRecord({ actions: ['DeleteApplication'], limit: 1 }),
    );
    expect(row).toMatchObject({ appId: id, personId: dev.person.id });
  });

  test('stays when somebody authorises it while the question is open, also once that is over', async () => {
    const id = await givenApp();
    const question = await dev.browser.open(`/develop/${id}/delete`);
    const ada = await givenSignedIn(server);
    await authorizeApp(server, (await stored(id))!, ada);
    const late = await dev.browser.submit(question, `/develop/${id}/delete`);
    expect([late.status, late.text]).toEqual([403, expect.stringContaining('You can disable it instead.')]);
    await server.vault.store.write(db => db.authorizations.remove(id, ada.person.id, ada.record.id));
    expect((await dev.browser.open(`/develop/${id}/delete`)).status).toBe(403);
    expect((await dev.browser.open(`/develop/${id}`)).html).not.toContain('/delete"');
    expect(await stored(id)).toBeDefined();
  });

  test('stays while a package waits in its name, and once somebody has picked it up', async () => {
    const { vault } = server;
    const lab = await registeredApp(vault, { methodGroups: ['basic', 'connect-package'] });
    const { id } = lab.app;
    await vault.store.write(async db => {
      await db.appAdmins.add({ appId: id, personId: dev.person.id, addedAt: vault.clock.now() });
      await db.appAdmins.putEntry(id, { isOfDeveloper: true });
    });
    expect((await dev.browser.open(`/develop/${id}/delete`)).status).toBe(200);
    const client = await openClient(server, lab);
    const data = await closedWith('Rex', weightThing(70));
    const dropped = await client.call('CreateConnectPackage', { version: 2, info: packageInfo(2, { data }) });
    expect((await dev.browser.open(`/develop/${id}/delete`)).status).toBe(403);
    const { browser } = await givenSignedIn(server);
    const code = encodeURIComponent(`packageid=${dropped.texts('identity-code')[0]}`);
    const question = await browser.open(`/redirect.aspx?target=PICKUP&targetqs=${code}`);
    const record = await browser.submit(question, '/pick-up', { answer: 'Rex' });
    const done = await browser.submit(record, '/pick-up', { decision: 'allow' });
    expect(done.text).toContain('The data are in the record');
    expect((await dev.browser.open(`/develop/${id}/delete`)).status).toBe(403);
  });

  test('stays when it has children', async () => {
    const id = await givenApp();
    await server.vault.store.write(db =>
      registerApplication(db, server.vault, { name: 'Child', kind: 'child', masterId: id }),
    );
    expect((await dev.browser.open(`/develop/${id}/delete`)).status).toBe(403);
  });

  test('stays when an operator registered it', async () => {
    const { vault } = server;
    const { id } = await vault.store.write(async db => {
      const app = await registerApplication(db, vault, { name: 'Of the operator', kind: 'web' });
      await db.appAdmins.add({ appId: app.id, personId: dev.person.id, addedAt: vault.clock.now() });
      return app;
    });
    expect((await dev.browser.open(`/develop/${id}/delete`)).status).toBe(403);
  });

  test('is not deleted by a stranger', async () => {
    const id = await givenApp();
    const stranger = await givenSignedIn(server, 'Stan Stranger');
    const { form } = (await stranger.browser.open('/develop/new')).form('/develop/new');
    expect((await stranger.browser.open(`/develop/${id}/delete`)).status).toBe(404);
    expect((await stranger.browser.post(`/develop/${id}/delete`, { form })).status).toBe(404);
    expect(await stored(id)).toBeDefined();
  });
});
