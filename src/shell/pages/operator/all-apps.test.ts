// All apps of the vault as the operator finds them, and stopping one that works.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setEnabled } from '../../../core/applications/configure.ts';
import { givenApp, linkApp, openClient } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { redirectTo } from '../../testing/apps.ts';
import { makeReady } from '../../testing/ready.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let operator: Visitor;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer({ mode: 'production' });
  operator = await givenSignedIn(server, 'Olga First');
  dev = await givenSignedIn(server, 'Dev Example');
});
afterAll(() => server?.close());

const stored = (id: string) => server.vault.store.read(async db => (await db.applications.byId(id))!);

async function givenOfDev(name: string): Promise<string> {
  const page = await dev.browser.submit(await dev.browser.open('/develop/new'), '/develop/new', {
    name,
    kind: 'web',
  });
  return page.url.pathname.split('/')[2]!;
}

async function search(values: Record<string, string>): Promise<string[]> {
  const { html } = await operator.browser.open(`/operator/apps?${new URLSearchParams(values)}`);
  return [...html.matchAll(/<th scope="row"><a href="[^"]+">([^<]+)</g)].map(([, name]) => name!);
}

async function disable(id: string) {
  const question = await operator.browser.open(`/operator/apps/${id}/disable`);
  return operator.browser.submit(question, '/operator/apps/disable');
}

const enable = async (id: string) =>
  operator.browser.submit(await operator.browser.open(`/operator/apps/${id}`), '/operator/apps/enable', {
    app: id,
  });

test('lists working, waiting and disabled ones, found by words of the name, by id and by state', async () => {
  const works = await givenApp(server.vault, { name: 'Zürich Weight Curves' });
  await givenApp(server.vault, { name: 'Curves off', state: 'disabled' });
  const waits = await givenOfDev('Curves to come');
  await givenApp(server.vault, { name: 'Phone of Ada Curves', kind: 'soda-child', masterId: works.app.id });
  expect(await search({ q: 'curves' })).toEqual(['Curves off', 'Curves to come', 'Zürich Weight Curves']);
  expect(await search({ q: 'CURVES zurich' })).toEqual(['Zürich Weight Curves']);
  expect(await search({ q: works.app.id })).toEqual(['Zürich Weight Curves']);
  expect(await search({ q: 'curves', state: 'active' })).toEqual(['Zürich Weight Curves']);
  expect(await search({ q: 'curves', state: 'disabled' })).toEqual(['Curves off']);
  expect(await search({ q: 'curves', state: 'pending' })).toEqual(['Curves to come']);
  expect(await search({ q: 'curves', state: 'waiting' })).toEqual([]);
  await makeReady(server, waits);
  await dev.browser.submit(await dev.browser.open(`/develop/${waits}/live`), `/develop/${waits}/live`);
  expect(await search({ q: 'curves', state: 'waiting' })).toEqual(['Curves to come']);
  expect((await operator.browser.open('/operator/apps?q=nothing%20like%20it')).text).toContain(
    'No app found',
  );
});

test('come a page at a time', async () => {
  for (let place = 100; place < 151; place += 1) await givenApp(server.vault, { name: `Many ${place}` });
  expect(await search({ q: 'many' })).toHaveLength(50);
  const { html } = await operator.browser.open('/operator/apps?q=many');
  const next = /href="([^"]+from=50[^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&');
  expect((await operator.browser.open(next)).text).toContain('Many 150');
  expect((await operator.browser.open(next)).text).not.toContain('Many 149');
});

test('one that works has a page, without the people who use it, and is stopped and let work again', async () => {
  const app = await givenApp(server.vault, { name: 'Works', actionUrl: 'https://a.example/' });
  const { id } = app.app;
  const ada = await givenSignedIn(server, 'Ada Lovelace');
  await linkApp(server, app, ada);
  const page = await operator.browser.open(`/operator/apps/${id}`);
  expect(page.text).toContain('State Active');
  expect(page.text).toContain('https://a.example/');
  for (const part of [ada.person.name, ada.person.email, ada.record.id])
    expect(page.html).not.toContain(part);
  expect(page.html).not.toContain('/operator/apps/approve');

  const client = await openClient(server, app);
  expect((await client.call('GetServiceDefinition', { version: 2 })).code).toBe(0);
  const done = await disable(id);
  expect(done.url.pathname).toBe(`/operator/apps/${id}`);
  expect(done.text).toContain('Works is disabled.');
  expect(done.text).toContain('State Disabled by an operator');
  expect((await client.call('GetServiceDefinition', { version: 2 })).code).not.toBe(0);
  expect((await ada.browser.open(redirectTo('APPAUTH', { appid: id }))).status).not.toBe(200);
  expect((await enable(id)).text).toContain('Works works again.');
  expect((await client.call('GetServiceDefinition', { version: 2 })).code).toBe(0);

  const actions = ['BlockApplication', 'UnblockApplication'];
  const audited = (await server.vault.store.read(db => db.audit.withoutRecord({ actions, limit: 9 }))).filter(
    ({ appId }) => appId === id,
  );
  expect(audited.map(({ action, personId }) => [action, personId])).toEqual([
    ['UnblockApplication', operator.person.id],
    ['BlockApplication', operator.person.id],
  ]);
  expect((await operator.browser.open('/operator')).text).toContain('Took the block of an app back');
});

test('one that was never approved does not work by that', async () => {
  const id = await givenOfDev('Never');
  await disable(id);
  expect((await stored(id)).state).toBe('disabled');
  expect((await enable(id)).text).toContain('It was never approved, so it does not work yet.');
  expect((await stored(id)).state).toBe('pending');
});

test('one that its developers switched off is not switched on for them, but may be for good', async () => {
  const { vault } = server;
  const id = await givenOfDev('Theirs');
  const change = (isEnabled: boolean) =>
    vault.store.write(db => setEnabled(db, vault, dev.person.id, { appId: id, isEnabled }));
  await change(false);
  const page = await operator.browser.open(`/operator/apps/${id}`);
  expect(page.text).toContain('Disabled by its developers');
  const { form } = page.form('/sign-out');
  await operator.browser.post('/operator/apps/enable', { form: form as string, app: id });
  expect((await stored(id)).state).toBe('disabled');
  await disable(id);
  await expect(change(true)).rejects.toMatchObject({ reason: 'accessDenied' });
});

test('pages and forms are there for operators alone, and not for what a device made', async () => {
  const { app } = await givenApp(server.vault, { name: 'Mine' });
  const token = (await dev.browser.open('/account')).form('/sign-out').form as string;
  for (const path of [
    `/operator/apps/${app.id}`,
    `/operator/apps/${app.id}/disable`,
    '/operator/apps?q=mine',
  ])
    expect((await dev.browser.open(path)).status).toBe(404);
  for (const path of ['/operator/apps/disable', '/operator/apps/enable'])
    expect((await dev.browser.post(path, { form: token, app: app.id })).status).toBe(404);
  expect((await stored(app.id)).state).toBe('active');
  const device = await givenApp(server.vault, { name: 'Phone', kind: 'soda-child', masterId: app.id });
  const form = (await operator.browser.open('/account')).form('/sign-out').form as string;
  for (const path of [`/operator/apps/${device.app.id}`, `/operator/apps/${device.app.id}/disable`])
    expect((await operator.browser.open(path)).status).toBe(404);
  expect((await operator.browser.post('/operator/apps/disable', { form, app: device.app.id })).status).toBe(
    404,
  );
});

test('who left the browser open proves who they are first', async () => {
  const { app } = await givenApp(server.vault, { name: 'Left open' });
  const form = (await operator.browser.open('/account')).form('/sign-out').form as string;
  server.clock.pass(server.vault.limits.reauthenticateMs);
  expect((await operator.browser.open(`/operator/apps/${app.id}`)).text).toContain('Is it you?');
  const refused = await operator.browser.post('/operator/apps/disable', { form, app: app.id });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('Is it you?');
  expect((await stored(app.id)).state).toBe('active');
});
