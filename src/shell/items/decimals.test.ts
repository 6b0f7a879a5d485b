// Numbers and notes in lists: in the language of the reader, and whatever way a note was written.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { putOne } from '../../testing/blobs.ts';
import { fullRules, givenApp, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function given() {
  const { browser, person, record } = await givenSignedIn(server);
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });
  return { browser, app };
}

test('no page shows a reader of German a number with an English point', async () => {
  const { browser, app } = await given();
  browser.cookies.set('keepwell-language', 'de');
  const first = await putOne(app, thingXml(typeIds.weight, { data: weightXml(1.125) }));
  const { id } = await putOne(app, thingXml(typeIds.weight, { data: weightXml(2.125) }, first));
  const dose =
    '<dose><display>0.125 mg</display><structured><value>0.125</value><units><text>mg</text></units></structured></dose>';
  await putOne(
    app,
    thingXml('30cafccc-047d-4288-94ef-643571f7919d', {
      data: `<medication><name><text>Digoxin</text></name>${dose}</medication>`,
    }),
  );
  for (const path of ['/', '/items', '/timeline', `/items/${id}`, `/items/${id}/history`]) {
    const { text } = await browser.open(path);
    expect(text, path).toContain('2,125 kg');
    expect(text, path).not.toMatch(/\d\.125/);
  }
  for (const path of ['/items', '/timeline', '/emergency']) {
    const { text } = await browser.open(path);
    expect(text, path).toContain('0,125 mg');
  }
  for (const words of ['2,125', '2.125']) {
    const found = await browser.submit(await browser.open('/items'), '/items/find', { words });
    expect(found.text, words).toContain('2,125 kg');
    expect(found.text, words).not.toContain('Digoxin');
  }
});

test('notes are in lists however their tag was written', async () => {
  const { browser, app } = await given();
  for (const note of ['<note >Spaced</note>', '<note\n>Lined</note>', '<note xmlns="">Named</note>'])
    await putOne(app, thingXml(typeIds.weight, { data: weightXml(70), common: `<common>${note}</common>` }));
  const { text } = await browser.open('/items');
  for (const word of ['Spaced', 'Lined', 'Named']) expect(text).toContain(word);
});
