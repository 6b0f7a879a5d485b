// What files of items are called on their pages and when they are downloaded.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { payload, putOne, weightWith } from '../../testing/blobs.ts';
import { fullRules, givenApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml } from '../../testing/things.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('a file without a name of its own has that of its item, and others have none', async () => {
  const { browser, person, record } = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });
  const blob = payload({ name: '', type: 'text/plain', data: Buffer.from('text') });
  const data = '<file><name>Arztbrief März.docx</name><size>4</size></file>';
  const uploaded = thingXml('bd0403c5-4ae2-4b0e-a8db-1888678e4528', { data });
  const ids = [
    (await putOne(app, uploaded.replace('</thing>', `${blob}</thing>`))).id,
    (await putOne(app, weightWith(blob))).id,
  ];
  const told = await Promise.all(
    ids.map(async id => {
      const item = await browser.open(`/items/${id}`);
      const { href } = item.tag(/href="\/items\/[^"]*\/files\//)!;
      const file = await browser.send(href!);
      const name = file.headers.get('content-disposition')!.replace(/^.*UTF-8''/, '');
      return [/Files (.*?) text\/plain/.exec(item.text)![1], decodeURIComponent(name)];
    }),
  );
  expect(told).toEqual([
    ['Arztbrief März.docx', 'Arztbrief März.docx'],
    ['File without a name', 'file.txt'],
  ]);
});

test.each([
  ['x'.repeat(200), '.txt', 'x'.repeat(146)],
  ['ü'.repeat(200), '.tar.gz', 'ü'.repeat(147)],
  ['\u{1f34e}'.repeat(120), '.txt', '\u{1f34e}'.repeat(120)],
])('a long name is cut before what says what the file is (%#)', async (stem, ending, cut) => {
  const { browser, person, record } = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });
  const blob = payload({ name: stem + ending, type: 'text/plain', data: Buffer.from('text') });
  const item = await browser.open(`/items/${(await putOne(app, weightWith(blob))).id}`);
  const file = await browser.send(item.tag(/href="\/items\/[^"]*\/files\//)!.href!);
  const name = file.headers.get('content-disposition')!.replace(/^.*UTF-8''/, '');
  expect(decodeURIComponent(name)).toBe(`${cut}${ending.slice(ending.lastIndexOf('.'))}`);
});

test('a name turned around, which would make a program read as a picture, is shown and saved as it is', async () => {
  const { browser, person, record } = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });
  const blob = payload({ name: 'x\u202egnp.exe', type: 'text/plain', data: Buffer.from('text') });
  const item = await browser.open(`/items/${(await putOne(app, weightWith(blob))).id}`);
  expect(item.text).toContain('xgnp.exe');
  expect(item.text).not.toContain('\u202e');
  const file = await browser.send(item.tag(/href="\/items\/[^"]*\/files\//)!.href!);
  expect(file.headers.get('content-disposition')).toMatch(/filename\*=UTF-8''xgnp\.exe$/);
  const { form } = (await browser.open('/upload')).form('/upload') as { form: string };
  const body = new FormData();
  for (const [name, value] of Object.entries({ form, record: record.id })) body.set(name, value);
  body.set('file', new Blob(['text'], { type: 'text/plain' }), 'y\u2067gnp.exe');
  const { origin } = new URL(server.shellUrl);
  const uploaded = await browser.open('/upload', { method: 'POST', body, headers: { origin } });
  expect(uploaded.status).toBe(200);
  expect(uploaded.text).toContain('ygnp.exe');
  expect(uploaded.text).not.toContain('\u2067');
});

test('what an app called an item reads straight on wherever it is shown, and is changed as it was', async () => {
  const { browser, person, record } = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });
  const named = 'Pollen \u202egnp.exe\u202c';
  const allergy = thingXml('52bf9104-2c5e-4f1f-a66d-552ebcc53df7', {
    data: `<allergy><name><text>${named}</text></name></allergy>`,
  });
  const { id } = await putOne(app, allergy);
  for (const path of [`/items/${id}`, '/items', '/']) {
    const page = await browser.open(path);
    expect(page.text).toContain('Pollen gnp.exe');
    expect(page.html).not.toMatch(/[\u202a-\u202e]/);
  }
  expect((await browser.open(`/items/${id}/edit`)).html).toContain(`value="${named}"`);
});
