// What the operator of a production vault sees of the children that masters register by themselves, and how one is stopped.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elementsXml, leastChild, logo, pngBase64 } from '../../../testing/children.ts';
import { fullRules, givenApp, openClient, type TestApp, type TestClient } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { redirectTo } from '../../testing/apps.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let operator: Visitor;
let person: Visitor;
let master: TestApp;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer({ mode: 'production' });
  operator = await givenSignedIn(server, 'Olga First');
  person = await givenSignedIn(server, 'Ada Example');
  master = await givenApp(server.vault, {
    name: 'Provider',
    kind: 'master',
    methodGroups: ['basic', 'provisioning'],
    rules: fullRules(),
  });
  client = await openClient(server, master);
});
afterAll(() => server?.close());

async function addChild(name: string): Promise<string> {
  const elements = {
    ...(await leastChild(server.vault)),
    name: `<name>${name}</name><name xml:lang="de">${name} auf Deutsch</name>`,
    'small-logo': logo(pngBase64(20, 20)),
  };
  const answer = await client.call('AddApplication', { version: 2, info: elementsXml(elements) });
  expect(answer.message).toBeUndefined();
  return answer.texts('id')[0]!;
}

const asked = (id: string) => person.browser.open(redirectTo('APPAUTH', { appid: id }));

test('the operator sees the children of a master, and stops one that its master cannot let work again', async () => {
  const [good, bad] = [await addChild('Good Practice'), await addChild('My Bank')];
  const { browser } = operator;
  const path = `/operator/apps/${master.app.id}/children`;
  const list = await browser.open('/operator/apps');
  expect(list.text).toContain('Provider 2 children');
  expect(list.html).toContain(`href="${path}"`);
  const page = await browser.open(path);
  expect(page.text).toContain('My Bank Active · registered on');
  expect(page.text).toContain('My Bank auf Deutsch (de)');
  expect(page.text).toContain('https://practice.example/hv');
  const pictures = [...page.html.matchAll(/<img class="logo" src="([^"]+)" alt="([^"]+)"/g)];
  expect(pictures.map(([, , alt]) => alt)).toContain('Small logo · My Bank');
  const ofBad = pictures.find(([, , alt]) => alt === 'Small logo · My Bank')![1]!;
  expect((await browser.send(ofBad)).headers.get('content-type')).toBe('image/png');

  expect((await asked(bad)).text).toContain('My Bank');
  const question = await browser.open(`/operator/apps/${bad}/disable`);
  const done = await browser.submit(question, '/operator/apps/disable');
  expect(done.text).toContain('My Bank is disabled.');
  expect(done.text).toContain('My Bank Disabled');
  expect((await asked(bad)).status).not.toBe(200);
  expect((await asked(good)).status).toBe(200);
  const update = elementsXml({ id: bad, description: 'Changed.' });
  expect((await client.call('UpdateApplication', { version: 2, info: update })).code).toBe(0);
  expect((await asked(bad)).status).not.toBe(200);
  const audited = await server.vault.store.read(db =>
    db.audit.withoutRecord({ actions: ['BlockApplication'], limit: 5 }),
  );
  expect(audited.map(({ appId, personId }) => [appId, personId])).toEqual([[bad, operator.person.id]]);

  const again = await browser.submit(await browser.open(path), '/operator/apps/enable', { app: bad });
  expect(again.text).toContain('My Bank works again.');
  expect((await asked(bad)).status).toBe(200);
});

test('many children come a page at a time', async () => {
  const many = await givenApp(server.vault, { name: 'Large', kind: 'master' });
  for (let place = 0; place < 51; place += 1)
    await givenApp(server.vault, { name: `Child ${place}`, kind: 'child', masterId: many.app.id });
  const { browser } = operator;
  const first = await browser.open(`/operator/apps/${many.app.id}/children`);
  expect(first.html.match(/<h3>Child /g)).toHaveLength(50);
  const next = /href="([^"]+\?from=50)"/.exec(first.html)![1]!;
  const second = await browser.open(next);
  expect(second.html.match(/<h3>Child /g)).toHaveLength(1);
});

test('nobody else sees them or stops one', async () => {
  const id = await addChild('Mine');
  for (const path of [`/operator/apps/${master.app.id}/children`, `/operator/apps/${id}/disable`])
    expect((await person.browser.open(path)).status).toBe(404);
  const { form } = (await person.browser.open('/develop/new')).form('/develop/new');
  expect((await person.browser.post('/operator/apps/disable', { form, app: id })).status).toBe(404);
  expect((await server.vault.store.read(db => db.applications.byId(id)))!.state).toBe('active');
});
