// Documents as people meet them: asked what they are after they are in, shown with a picture, found by their words, attached to
// items and taken off again.
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { readDocuments } from '../../../core/documents/read.ts';
import { makeLastingTenure } from '../../../core/leases/tenure.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { printPdf } from '../../../testing/pdf.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import condition from '../../../things/condition.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function upload(
  { browser }: Visitor,
  { name, type, bytes, item }: { name: string; type: string; bytes: Buffer; item?: string },
) {
  const page = await browser.open(item === undefined ? '/upload' : `/upload?for=${item}`);
  const fields = page.form('/upload') as Record<string, string>;
  const body = new FormData();
  for (const [field, value] of Object.entries(fields))
    if (field !== 'photo' && field !== 'file') body.append(field, value);
  body.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const { origin } = new URL(server.shellUrl);
  const asked = await browser.open('/upload', { method: 'POST', body, headers: { origin } });
  await readDocuments(server.vault, makeLastingTenure(new AbortController().signal));
  return { asked, id: /items\/([0-9a-f-]{36})\/document$/.exec(asked.url.pathname)?.[1] ?? '' };
}

const letter = async (text: string) => ({
  name: 'scan 12.pdf',
  type: 'application/pdf',
  bytes: await printPdf(text),
});

async function givenCondition({ person, record }: Visitor): Promise<string> {
  const write = makeThing(condition, { name: { text: 'Asthma' } });
  const grant = makeSystemGrant('tests', record.id, person.id);
  const [written] = await writeThings(server.vault, grant, [write], { overwrite: false });
  return written!.id;
}

async function picture({ browser }: Visitor, html: string, size: 'small' | 'large') {
  const src = new RegExp(`src="(/items/[^"]+/preview\\?size=${size})"`).exec(html)?.[1];
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(new URL(src!, server.shellUrl), { headers: { cookie } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { type: answer.headers.get('content-type'), ...(await sharp(bytes).metadata()) };
}

test('what it is is asked after it is in, and it stands under the day on it', async () => {
  const ada = await givenSignedIn(server);
  const { asked, id } = await upload(ada, await letter('Dear colleague'));
  expect(asked.text).toContain('The file scan 12.pdf was added.');
  const saved = await ada.browser.submit(asked, `/items/${id}/document`, {
    name: 'Letter of Dr Weber',
    kind: 'letter',
    day: '2026-03-04',
  });
  expect(saved.text).toContain('Letter of Dr Weber');
  expect(saved.text).toContain('4 March 2026');
  const { text } = await ada.browser.open('/documents');
  expect(text).toContain('Letter of Dr Weber');
  expect(text).toContain("Doctor's letter, 4 Mar 2026");
  const undone = await ada.browser.submit(saved, `/items/${id}/revert`);
  expect(undone.text).toContain('scan 12.pdf');
  expect(undone.text).not.toContain('4 March 2026');
});

test('its day and kind stay when an application writes it anew, and it still stands under that day', async () => {
  const ada = await givenSignedIn(server);
  const { asked, id } = await upload(ada, await letter('Result'));
  await ada.browser.submit(asked, `/items/${id}/document`, {
    name: 'Result',
    kind: 'result',
    day: '2025-01-02',
  });
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), ada);
  const call = { recordId: app.recordId, userToken: app.userToken };
  const sections = '<format><section>core</section><xml/></format>';
  const got = await app.client.call('GetThings', {
    ...call,
    version: 3,
    info: `<group><id>${id}</id>${sections}</group>`,
  });
  const [xml] = /<data-xml>.*<\/data-xml>/s.exec(got.xml)!;
  const [thing] = /<thing-id[^>]*>[^<]*<\/thing-id><type-id[^>]*>[^<]*<\/type-id>/.exec(got.xml)!;
  const info = `<thing>${thing}${xml.replace('>Result<', '>Other<')}</thing>`;
  const put = await app.client.call('PutThings', { ...call, version: 2, info });
  expect(put.code).toBe(0);
  const { text } = await ada.browser.open('/documents');
  expect(text).toContain('Other');
  expect(text).toContain('Results, 2 Jan 2025');
});

test('what no item can hold is left out of its title', async () => {
  const ada = await givenSignedIn(server);
  const { asked, id } = await upload(ada, await letter('x'));
  await ada.browser.submit(asked, `/items/${id}/document`, { name: 'Let\u0000ter\ufffe of\u202e March' });
  for (const path of [`/items/${id}`, '/documents']) {
    const page = await ada.browser.open(path);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Letter of March')]);
  }
});

test.each([
  [{ name: ' ' }, 'Give it a title.'],
  [{ name: '\u0000' }, 'Give it a title.'],
  [{ name: 'x'.repeat(256) }, 'Use no more than 255 characters.'],
  [{ name: 'a', day: '2026-02-30' }, 'This day does not exist.'],
])('%j is refused in words', async (values, told) => {
  const ada = await givenSignedIn(server);
  const { asked, id } = await upload(ada, await letter('x'));
  const page = await ada.browser.submit(asked, `/items/${id}/document`, values);
  expect([page.status, page.text.includes(told)]).toEqual([422, true]);
});

test('the box and the list find it by the words in it', async () => {
  const ada = await givenSignedIn(server);
  await upload(ada, await letter('Histology: no sign of malignancy'));
  const box = await ada.browser.submit(await ada.browser.open('/'), '/find', { words: 'malignancy' });
  expect(box.text).toContain('scan 12.pdf');
  const documents = await ada.browser.open('/documents');
  const found = await ada.browser.submit(documents, '/documents', { words: 'histology' });
  expect([found.text.includes('scan 12.pdf'), found.url.search.includes('histology')]).toEqual([true, false]);
  const none = await ada.browser.submit(documents, '/documents', { words: 'xqzzv' });
  expect(none.text).toContain('No document has all of these words.');
});

test('a PDF and a photo are drawn small for lists and large on their page; what is broken is a sheet', async () => {
  const ada = await givenSignedIn(server);
  const pdf = await upload(ada, await letter('Dear colleague'));
  const list = await ada.browser.open('/documents');
  expect(await picture(ada, list.html, 'small')).toMatchObject({ type: 'image/webp', height: 320 });
  const page = await ada.browser.open(`/items/${pdf.id}`);
  expect(await picture(ada, page.html, 'large')).toMatchObject({ type: 'image/webp', height: 1400 });
  const other = await givenSignedIn(server);
  const photo = sharp({ create: { width: 900, height: 600, channels: 3, background: '#abc' } });
  await upload(other, { name: 'p.jpg', type: 'image/jpeg', bytes: await photo.jpeg().toBuffer() });
  const photos = await other.browser.open('/documents');
  expect(await picture(other, photos.html, 'small')).toMatchObject({ type: 'image/webp', width: 320 });
  const third = await givenSignedIn(server);
  await upload(third, { name: 'b.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 broken') });
  const broken = await third.browser.open('/documents');
  expect(await picture(third, broken.html, 'small')).toMatchObject({ type: 'image/svg+xml' });
});

test('a picture that stands for more pixels than there is memory for is a sheet', async () => {
  const ada = await givenSignedIn(server);
  const bomb = sharp({ create: { width: 6000, height: 5000, channels: 3, background: '#fff' } });
  await upload(ada, { name: 'b.png', type: 'image/png', bytes: await bomb.png().toBuffer() });
  const list = await ada.browser.open('/documents');
  expect(await picture(ada, list.html, 'small')).toMatchObject({ type: 'image/svg+xml' });
}, 30_000);

test('it has a title that is seen, and a day that there was', async () => {
  const ada = await givenSignedIn(server);
  const { asked, id } = await upload(ada, { ...(await letter('Dear colleague')), name: '\u3164\u2800' });
  expect(asked.text).toContain('The file file was added.');
  const save = (values: { name: string; day: string }) =>
    ada.browser.submit(asked, `/items/${id}/document`, { kind: 'letter', ...values });
  expect((await save({ name: '\u200b\u3164', day: '' })).text).toContain('Give it a title.');
  expect((await save({ name: 'Letter', day: '0000-01-01' })).status).toBe(422);
  expect((await save({ name: 'Letter', day: '0900-01-01' })).status).toBe(422);
  expect((await save({ name: 'Letter', day: '1950-01-01' })).status).toBe(200);
});

test('adding one is undone by a button of the notice, and that again', async () => {
  const ada = await givenSignedIn(server);
  const { asked } = await upload(ada, await letter('Dear colleague'));
  const gone = await ada.browser.submit(asked, '/items/chosen');
  expect(gone.url.pathname).toBe('/documents');
  expect(gone.text).not.toContain('scan 12.pdf');
  const back = await ada.browser.submit(gone, '/items/restore');
  expect(back.text).toContain('scan 12.pdf');
  const bo = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
  await bo.browser.open(`/records/${ada.record.id}/items`);
  expect((await bo.browser.open('/documents')).html).not.toContain('/items/chosen"');
});

test('a search tells what stands around what it found in one, wherever items are found', async () => {
  const ada = await givenSignedIn(server);
  await upload(ada, await letter('Dear colleague, <i>Sarcoidosis</i> was ruled out & all is well'));
  const around =
    'Dear colleague, &lt;i&gt;<mark>Sarcoidosis</mark>&lt;/i&gt; was ruled out &amp; all is well';
  const sought = async (path: string, words: string, action = path) =>
    (await ada.browser.submit(await ada.browser.open(path), action, { words })).html;
  expect(await sought('/documents', 'sarcoidosis')).toContain(around);
  expect(await sought('/find', 'scan sarcoidosis')).toContain(around);
  expect(await sought('/items', 'SARCOIDOSIS', '/items/find')).toContain(around);
  expect(await sought('/documents', 'scan')).not.toContain('<mark>');
});

test('a document that is added to an item is found from both, and taken off with an undo', async () => {
  const ada = await givenSignedIn(server);
  const item = await givenCondition(ada);
  const { id } = await upload(ada, { ...(await letter('Spirometry')), item });
  const paper = await ada.browser.open(`/items/${id}`);
  expect(paper.html).toContain(`<a href="/items/${item}">Condition: Asthma`);
  const page = await ada.browser.open(`/items/${item}`);
  expect(page.html).toContain(`href="/items/${id}"`);
  const detached = await ada.browser.submit(page, `/items/${id}/attach`, { do: 'detach' });
  expect([detached.url.pathname, detached.text.includes('The document is detached.')]).toEqual([
    `/items/${item}`,
    true,
  ]);
  expect(detached.html).not.toContain(`href="/items/${id}"`);
  await ada.browser.submit(detached, `/items/${id}/revert`);
  expect((await ada.browser.open(`/items/${item}`)).html).toContain(`href="/items/${id}"`);
});

test('one that is there is attached from the document, and from the item', async () => {
  const ada = await givenSignedIn(server);
  const item = await givenCondition(ada);
  const { id } = await upload(ada, await letter('Spirometry'));
  const choices = await ada.browser.open(`/items/${id}/attach`);
  expect(choices.text).toContain('Condition: Asthma');
  const attached = await ada.browser.submit(choices, `/items/${id}/attach`, { do: 'attach', item, back: id });
  expect(attached.html).toContain(`<a href="/items/${item}">Condition: Asthma`);
  await ada.browser.submit(attached, `/items/${id}/attach`, { do: 'detach' });
  const papers = await ada.browser.open(`/items/${item}/documents`);
  const back = await ada.browser.submit(papers, `/items/${id}/attach`, { do: 'attach' });
  expect([back.url.pathname, back.html.includes(`href="/items/${id}"`)]).toEqual([`/items/${item}`, true]);
  expect((await ada.browser.open('/documents')).html).toContain(`<a href="/items/${item}">Condition: Asthma`);
});

test('who may only look sees documents and attaches none; who may not see them is shown none', async () => {
  const ada = await givenSignedIn(server);
  const item = await givenCondition(ada);
  const { id } = await upload(ada, { ...(await letter('Spirometry')), item });
  const bo = await givenSignedIn(server, 'Bo Example');
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
  const seen = await bo.browser.open(`/items/${item}`);
  expect(seen.html).toContain(`href="/items/${id}"`);
  expect(seen.html).not.toContain('/attach"');
  expect((await bo.browser.open(`/items/${id}/document`)).status).toBe(404);
  expect((await bo.browser.open(`/items/${id}/attach`)).status).toBe(404);
  await server.vault.store.write(db => db.records.removeAccess(bo.person.id, ada.record.id));
  const conditions = condition.versions.map(({ id }) => id);
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view', conditions);
  expect((await bo.browser.open(`/items/${item}`)).html).not.toContain(`href="/items/${id}"`);
});

test('nothing is attached to an item of another record', async () => {
  const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
  const { id, asked } = await upload(ada, await letter('Spirometry'));
  const { form } = asked.form(`/items/${id}/document`) as { form: string };
  const item = await givenCondition(bo);
  const values = { form, item, do: 'attach', back: id };
  const headers = { origin: new URL(server.shellUrl).origin };
  expect((await ada.browser.post(`/items/${id}/attach`, values, headers)).status).toBe(404);
});

test('a form saves its item and goes on to the document for it', async () => {
  const ada = await givenSignedIn(server);
  const form = await ada.browser.open('/items/new/weight');
  const next = await ada.browser.submit(form, '/items/new/weight', {
    'v.value.value': '70',
    decision: 'document',
  });
  expect(next.url.pathname).toBe('/upload');
  expect(next.text).toContain('It will be attached to 70 kg.');
});

test('Home, the data and the list of documents lead to adding one', async () => {
  const ada = await givenSignedIn(server);
  for (const path of ['/', '/items', '/documents'])
    expect((await ada.browser.open(path)).html).toContain('href="/upload"');
});
