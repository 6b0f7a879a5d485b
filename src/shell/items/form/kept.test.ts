// What a form does not show, or shows in another way than it is kept, stays what it was when the form is saved.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenItem, sendForm, storedItem, versionNamed } from '../../testing/items.ts';
import { givenSignedIn } from '../../testing/visitors.ts';
import { editHref } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

async function givenForm(type: string, xml: string, tags = '') {
  const ada = await givenSignedIn(server);
  const id = await givenItem(server, ada, versionNamed(type).id, xml, { tags });
  return { ada, id, page: await ada.browser.open(editHref({ id })) };
}

const flag = (text: string, code: string) =>
  `<measurement-flags><text>${text}</text><code><value>${code}</value><type>flags</type></code></measurement-flags>`;

test('entries of a list that have a code and no words stay, each in its place', async () => {
  const when = '<when><structured><date><y>2026</y></date></structured></when>';
  const xml = `<peak-flow>${when}${flag('', 'low')}${flag('High', 'high')}${flag(' ', 'odd')}</peak-flow>`;
  const { ada, id, page } = await givenForm('Peak flow', xml);
  expect((await sendForm(ada, page, { note: 'hello' })).status).toBe(303);
  expect((await storedItem(server, ada, id)).stored.dataXml).toBe(xml);
  const again = await ada.browser.open(editHref({ id }));
  await sendForm(ada, again, { remove: 'v.measurement-flags.0' });
  const typed = await sendForm(ada, again, { 'v.measurement-flags.1': '' });
  expect(typed.status).toBe(303);
  expect((await storedItem(server, ada, id)).stored.dataXml).toBe(xml.replace(flag('High', 'high'), ''));
});

const condition = (onset: string) =>
  `<condition><name><text>x</text></name><onset-date><descriptive>${onset}</descriptive></onset-date></condition>`;

test('a date in words too long to show stays', async () => {
  const xml = condition('long '.repeat(5000));
  const { ada, id, page } = await givenForm('Condition', xml);
  expect(page.html).not.toContain('v.onset-date.said');
  await sendForm(ada, page, { note: 'hello' });
  expect((await storedItem(server, ada, id)).stored).toMatchObject({
    dataXml: xml,
    commonXml: '<common><note>hello</note></common>',
  });
});

test('a note too long to show stays, and so does what stands beside it', async () => {
  const ada = await givenSignedIn(server);
  const commonXml = `<common><source>app</source><note>${'n'.repeat(30_000)}</note></common>`;
  const xml = '<condition><name><text>x</text></name></condition>';
  const id = await givenItem(server, ada, versionNamed('Condition').id, xml, { commonXml });
  const page = await ada.browser.open(editHref({ id }));
  expect(page.text).toContain('Note : It is too long to show here');
  await sendForm(ada, page, { 'v.name': 'y' });
  const { stored } = await storedItem(server, ada, id);
  expect([stored.dataXml, stored.commonXml]).toEqual([xml.replace('x<', 'y<'), commonXml]);
});

test('ends of lines that an input leaves out stay', async () => {
  const xml = condition('first line\nsecond line');
  const { ada, id, page } = await givenForm('Condition', xml, 'one\ntwo');
  await sendForm(ada, page, { note: 'hello' });
  expect((await storedItem(server, ada, id)).stored).toMatchObject({ dataXml: xml, tags: 'one\ntwo' });
});

test('a line that was taken out is a change', async () => {
  const instructions = (text: string) =>
    `<medication><name><text>Aspirin</text></name><prescription><prescribed-by><name><full>Dr</full></name></prescribed-by><instructions><text>${text}</text></instructions></prescription></medication>`;
  const { ada, id, page } = await givenForm('Medication', instructions('one\n\ntwo'));
  await sendForm(ada, page, { 'v.prescription.instructions': 'one\r\ntwo' });
  expect((await storedItem(server, ada, id)).stored.dataXml).toBe(instructions('one\ntwo'));
});
