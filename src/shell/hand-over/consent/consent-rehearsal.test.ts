import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient, type TestApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml, weightXml } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { allow, givenVisitor, givenWebApp, redirectTo, rule } from '../../testing/apps.ts';
import type { Browser, Page } from '../../testing/browser.ts';

let server: TestServer;
let scale: TestApp;
beforeAll(async () => {
  server = await startTestServer();
  scale = await givenWebApp(server, {
    name: 'Scale',
    rules: [rule({ name: 'all', reason: 'Testing.', targets: [{ typeIds: 'all' }], mode: 'offline' })],
  });
});
afterAll(() => server.close());

const weights = (...kilograms: number[]) =>
  kilograms.map(kg => thingXml(typeIds.weight, { data: weightXml(kg) })).join('');

/** Somebody whose scale wrote some weights. */
async function withWeights(...kilograms: number[]): Promise<Browser> {
  const browser = await givenVisitor(server);
  const back = await allow(browser, await browser.open(redirectTo('AUTH', { appid: scale.app.id })));
  const client = await openClient(server, scale);
  const userToken = back.returned('wctoken')!;
  const people = (await client.call('GetPersonInfo', { userToken })).elements('person-info')[0]!;
  const personId = /<person-id>([^<]+)/.exec(people.document.text)![1]!;
  const recordId = /<record id="([^"]+)"/.exec(people.document.text)![1]!;
  const put = await client.call('PutThings', { version: 2, info: weights(...kilograms), personId, recordId });
  expect(put.code).toBe(0);
  return browser;
}

function asked(rules: Parameters<typeof rule>[0][]): Promise<TestApp> {
  return givenWebApp(server, { name: 'Curves', rules: rules.map(one => rule(one)) });
}

const consent = async (browser: Browser, { app }: TestApp): Promise<Page> =>
  browser.open(redirectTo('APPAUTH', { appid: app.id }));

test('before anything is granted, each rule shows how much it opens and the newest of it', async () => {
  const browser = await withWeights(70, 71, 72, 73);
  const app = await asked([
    { name: 'weight', reason: 'To draw.', permissions: ['Read'], targets: [{ typeIds: [typeIds.weight] }] },
    {
      name: 'pulse',
      reason: 'To see.',
      permissions: ['Read'],
      targets: [{ typeIds: [typeIds.bloodPressure] }],
    },
  ]);
  const { text } = await consent(browser, app);
  expect(text).toContain('It would see now, of the record of Ada Example: 4 items , the newest:');
  expect(text.match(/Weight: 7\d kg/g)).toHaveLength(3);
  expect(text).toContain('of the record of Ada Example: nothing yet');
});

test('a rule that only writes shows nothing', async () => {
  const browser = await withWeights(70);
  const app = await asked([
    { name: 'weight', reason: 'To add.', permissions: ['Create'], targets: [{ typeIds: [typeIds.weight] }] },
  ]);
  expect((await consent(browser, app)).text).not.toContain('It would see now');
});

test('what lies outside of the dates or inside an exception is not counted', async () => {
  const browser = await withWeights(70);
  const app = await asked([
    {
      name: 'old',
      reason: 'To compare.',
      permissions: ['Read'],
      targets: [{ typeIds: [typeIds.weight], to: '1999-12-31T23:59:59' }],
    },
    {
      name: 'not',
      reason: 'For the rest.',
      permissions: ['Read'],
      targets: [{ typeIds: 'all' }],
      exceptions: [{ typeIds: [typeIds.weight] }],
    },
  ]);
  const { text } = await consent(browser, app);
  expect(text.match(/nothing yet/g)).toHaveLength(1);
  // What the record was made with.
  expect(text).toContain('of the record of Ada Example: 2 items');
  expect(text).not.toContain('70 kg');
});

test('another record is rehearsed when it is chosen', async () => {
  const browser = await withWeights(70);
  await browser.submit(await browser.open('/records/new'), '/records/new', {
    name: 'Ben',
    relationship: '14',
  });
  const app = await asked([
    { name: 'weight', reason: 'To draw.', permissions: ['Read'], targets: [{ typeIds: [typeIds.weight] }] },
  ]);
  const page = await consent(browser, app);
  const ben = /value="([^"]+)"[^>]*\/>\s*<label[^>]*>\s*<strong>Ben</.exec(page.html)![1]!;
  const shown = await browser.submit(page, '/consent', { record: ben, decision: 'preview' });
  expect(shown.text).toContain('of the record of Ben: nothing yet');
});

test('when it asks again, only what is new stands out', async () => {
  const browser = await withWeights(70);
  const weight = {
    name: 'weight',
    reason: 'To draw.',
    permissions: ['Read' as const],
    targets: [{ typeIds: [typeIds.weight] }],
  };
  const app = await asked([weight]);
  await allow(browser, await consent(browser, app));
  const grown = [
    rule(weight),
    rule({ name: 'pulse', reason: 'New.', targets: [{ typeIds: [typeIds.bloodPressure] }] }),
  ];
  await server.vault.store.write(db => db.applications.put({ ...app.app, rules: grown }));
  const page = await browser.open(redirectTo('AUTH', { appid: app.app.id }));
  expect(page.text).toContain('It asks for more than it has.');
  const fresh = page.text.indexOf('What is new');
  const has = page.text.indexOf('What it has already');
  expect(page.text.slice(fresh, has)).toContain('Blood pressure');
  expect(page.text.slice(fresh, has)).not.toContain('Weight');
  expect(page.text.slice(has)).toContain('Weight');
});

test('afterwards the page of the application tells what it did see', async () => {
  const browser = await withWeights(70, 71);
  const app = await asked([
    { name: 'weight', reason: 'To draw.', permissions: ['Read'], targets: [{ typeIds: [typeIds.weight] }] },
  ]);
  const back = await allow(browser, await consent(browser, app));
  const details = async () => {
    await server.background.run('write reads');
    const home = await browser.open('/apps');
    return browser.open(new RegExp(`href="(/apps/${app.app.id}/[^"]+)"`).exec(home.html)![1]!);
  };
  expect((await details()).text).toContain('It has read nothing of this record yet.');
  const client = await openClient(server, app);
  const userToken = back.returned('wctoken')!;
  const info = (await client.call('GetPersonInfo', { userToken })).xml;
  const recordId = /<record id="([^"]+)"/.exec(info)![1]!;
  const group = `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><xml/></format></group>`;
  for (let i = 0; i < 2; i++)
    await client.call('GetThings', { version: 3, info: group, userToken, recordId });
  const seen = await details();
  expect(seen.text).toMatch(/What it has seen .* Weight 4 /);
});

test('optional rules are given and taken on the page of the application', async () => {
  const browser = await withWeights(70);
  const app = await asked([
    {
      name: 'weight',
      reason: 'If you like.',
      permissions: ['Read'],
      targets: [{ typeIds: [typeIds.weight] }],
      optional: { displayFirst: true, checkedFirst: false, checkedByDefault: false },
    },
  ]);
  const back = await allow(browser, await consent(browser, app));
  const userToken = back.returned('wctoken')!;
  const client = await openClient(server, app);
  const recordId = /<record id="([^"]+)"/.exec((await client.call('GetPersonInfo', { userToken })).xml)![1]!;
  const group = `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><xml/></format></group>`;
  const count = async () =>
    (await client.call('GetThings', { version: 3, info: group, userToken, recordId })).elements('thing')
      .length;
  expect(await count()).toBe(0);
  const home = await browser.open('/apps');
  const page = await browser.open(new RegExp(`href="(/apps/${app.app.id}/[^"]+)"`).exec(home.html)![1]!);
  const saved = await browser.submit(page, '/apps/optional', { optional: 'online:weight' });
  expect(saved.text).toContain('Saved.');
  expect(await count()).toBe(1);
  await browser.submit(saved, '/apps/optional', { optional: [] });
  expect(await count()).toBe(0);
});

test('what became of an optional rule while its page was open is shown anew before it is given', async () => {
  const { vault } = server;
  const browser = await withWeights(70);
  const optional = { displayFirst: true, checkedFirst: false, checkedByDefault: false };
  const weight = { name: 'weight', reason: 'If you like.', permissions: ['Read'] as const, optional };
  const app = await asked([{ ...weight, targets: [{ typeIds: [typeIds.weight] }] }]);
  await allow(browser, await consent(browser, app));
  const home = await browser.open('/apps');
  const page = await browser.open(new RegExp(`href="(/apps/${app.app.id}/[^"]+)"`).exec(home.html)![1]!);
  const rules = (typeIds: readonly string[] | 'all') =>
    app.app.rules.map(rule => (rule.name === 'weight' ? { ...rule, targets: [{ typeIds }] } : rule));
  const become = (typeIds: readonly string[] | 'all') =>
    vault.store.write(db => db.applications.put({ ...app.app, rules: rules(typeIds) }));
  await become('all');
  const again = await browser.submit(page, '/apps/optional', { optional: 'online:weight' });
  expect(again.text).toContain('has changed while this page was open');
  expect(again.html).not.toMatch(/value="online:weight"[^>]*checked/);
  const saved = await browser.submit(again, '/apps/optional', { optional: 'online:weight' });
  expect(saved.text).toContain('Saved.');
  // And what was given is shown as it was given, whatever the application asks for now.
  await become([typeIds.weight]);
  const shown = (await browser.open(saved.url.href)).html.match(/id="optional-0-rule">.*?<\/div>/s)![0];
  expect(saved.html).toContain(shown);
});
