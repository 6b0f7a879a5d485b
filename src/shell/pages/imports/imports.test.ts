// Bringing a file in by the pages, without a script: what is asked and shown, who may, and what comes of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatIds } from '../../../formats/ids.ts';
import { isWhole, languages } from '../../../locales/language.ts';
import { importsWords } from '../../../locales/words.ts';
import { makeDicom } from '../../../testing/dicom-files.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { makeZip } from '../../../testing/source-files.ts';
import type { Page } from '../../testing/browser.ts';
import { giveAccess, givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const rows = [
  'Datum;Gewicht (kg);Puls',
  '03.04.2026 07:30;61,5;70',
  '04.04.2026 07:30;62;71',
  '05.04.2026;x;72',
];

async function sendFile(
  { browser, record }: Visitor,
  content: string | Buffer,
  name = 'scale.csv',
): Promise<Page> {
  const { form } = (await browser.open('/imports')).form('/imports') as { form: string };
  const body = new FormData();
  body.append('form', form);
  body.append('record', record.id);
  body.append('file', new Blob([Uint8Array.from(Buffer.from(content))]), name);
  const sent = await browser.send('/imports', { method: 'POST', body });
  expect(sent.status).toBe(303);
  return settle(browser, sent.location!);
}

/** The page once the job has done what there is to be done. */
async function settle(browser: Visitor['browser'], address: string): Promise<Page> {
  await server.background.run('imports');
  return browser.open(address);
}

async function press(
  { browser }: Visitor,
  page: Page,
  button: string,
  values: Record<string, string | string[]> = {},
) {
  const action = page.url.pathname.replace(/\/undo$/, '');
  const sent = await browser.submit(page, action, { ...values, do: button });
  await server.background.run('imports');
  return browser.open(sent.url.pathname);
}

test('a table is asked about, shown, added as far as it is wanted, told of at its items, and taken back', async () => {
  const ada = await givenSignedIn(server);
  const asked = await sendFile(ada, rows.join('\r\n'));
  expect(asked.text).toContain('What are the columns of this table?');
  expect(asked.text).toContain('61,5');
  const preview = await press(ada, asked, 'read');
  expect(preview.text).toContain('Weight');
  expect(preview.text).toContain('2 new · 3 Apr 2026 to 4 Apr 2026');
  expect(preview.text).toContain('1 thing is left out');
  expect(preview.html).not.toContain('<script>');
  const { line, kind } = preview.form(preview.url.pathname) as { line: string[]; kind: string[] };
  const done = await press(ada, preview, 'write', { kind, line: line.slice(1) });
  expect(done.text).toContain('4 items added');
  expect(done.text).toContain('1 item left out, as you chose');
  const list = await ada.browser.open('/items');
  const item = await ada.browser.open(/href="(\/items\/[0-9a-f-]{36})"/.exec(list.html)![1]!);
  expect(item.text).toContain('Table (CSV)');
  expect(item.html).toContain(`href="${done.url.pathname}"`);
  expect((await ada.browser.open('/activity')).text).toContain('Brought data in from a file');
  const question = await ada.browser.open(`${done.url.pathname}/undo`);
  const undone = await press(ada, question, 'undo');
  expect(undone.text).toContain('The import was undone.');
  expect(undone.text).toContain('4 items removed.');
  expect((await ada.browser.open('/items')).html).not.toMatch(/href="\/items\/[0-9a-f-]{36}"/);
});

test('nothing is added, and nothing is said to be, for somebody who may not add any more', async () => {
  const ada = await givenSignedIn(server);
  const bo = await givenSignedIn(server);
  await giveAccess(server, { person: bo.person, record: ada.record }, 'modify');
  await bo.browser.open(`/records/${ada.record.id}/health`);
  const preview = await press(bo, await sendFile({ ...bo, record: ada.record }, rows.join('\n')), 'read');
  const access = await ada.browser.open(`/records/${ada.record.id}/sharing/${bo.person.id}`);
  const action = /<form[^>]*action="([^"]*sharing[^"]*)"/.exec(access.html)![1]!;
  await ada.browser.submit(access, action, { level: 'view' });
  const refused = await bo.browser.submit(preview, preview.url.pathname, { do: 'write' });
  expect([refused.status, refused.text.includes('but not add to it')]).toEqual([422, true]);
  await server.background.run('imports');
  const after = await bo.browser.open(preview.url.pathname);
  expect(after.text).not.toContain('It is in the record');
  expect(after.text).not.toContain('Undo this import');
});

test('a table of the same columns is not asked about again, unless its person wants to', async () => {
  const ada = await givenSignedIn(server);
  await press(ada, await sendFile(ada, rows.join('\n')), 'read');
  const preview = await sendFile(ada, rows.join('\n'));
  expect(preview.text).toContain('2 new');
  const again = await press(ada, preview, 'columns');
  expect(again.text).toContain('What are the columns of this table?');
});

test('pictures of the body, and a zip of them, lead to where they are brought in', async () => {
  const ada = await givenSignedIn(server);
  const picture = makeDicom({ study: '1.2.3' });
  const zip = await makeZip({ 'README.TXT': 'How to look at these.', 'CT/1': picture, 'CT/2': picture });
  for (const [name, bytes] of [['a.dcm', picture] as const, ['disc.zip', zip] as const]) {
    const page = await sendFile(ada, bytes, name);
    expect(page.text).toContain('These are pictures of the body (DICOM).');
    expect(page.html).toContain('href="/pictures"');
  }
  const other = await sendFile(ada, await makeZip({ 'a.bin': Buffer.from([0, 1, 2]) }), 'a.zip');
  expect(other.text).toContain('Keepwell does not know this kind of file.');
});

test('a file that nobody knows is refused in words, and nothing is left of it', async () => {
  const ada = await givenSignedIn(server);
  const page = await sendFile(ada, Buffer.from([0, 1, 2, 3, 4, 0, 0]), 'photo.bin');
  expect(page.text).toContain('Keepwell does not know this kind of file.');
  const left = await server.vault.store.read(db => db.blobs.unattached(`imports ${ada.person.id}`));
  expect(left.count).toBe(0);
  const dropped = await ada.browser.submit(page, page.url.pathname, { do: 'drop' });
  expect(dropped.text).toContain('The file was put away.');
});

test('whoever may only look brings nothing in; imports of others are their own matter until they are done', async () => {
  const ada = await givenSignedIn(server);
  const [bo, eve] = [await givenSignedIn(server, 'Bo Guest'), await givenSignedIn(server, 'Eve Other')];
  const asked = await sendFile(ada, rows.join('\n'));
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
  await signInAs(bo.browser, bo.person);
  const page = await bo.browser.open(`/records/${ada.record.id}`);
  expect(page.html).not.toContain('href="/imports"');
  expect((await bo.browser.open('/imports')).text).toContain(
    'You may look at this record, but not add to it.',
  );
  for (const { browser } of [bo, eve]) {
    expect((await browser.open(asked.url.pathname)).status).toBe(404);
    expect((await browser.open(`${asked.url.pathname}/progress`)).status).toBe(404);
  }
  await giveAccess(server, { person: bo.person, record: ada.record }, 'custodian');
  expect((await bo.browser.open(asked.url.pathname)).status).toBe(404);
  await press(ada, await press(ada, asked, 'read'), 'write');
  expect((await bo.browser.open(asked.url.pathname)).status).toBe(200);
});

test('whoever looks after the record takes back what somebody brought in who may do nothing there any more', async () => {
  const ada = await givenSignedIn(server);
  const [bo, eve] = [await givenSignedIn(server, 'Bo Guest'), await givenSignedIn(server, 'Eve Other')];
  for (const { person } of [bo, eve]) await giveAccess(server, { person, record: ada.record }, 'modify');
  for (const { browser, person } of [bo, eve]) await signInAs(browser, person);
  const visitor = { ...bo, record: ada.record };
  const done = await press(
    visitor,
    await press(visitor, await sendFile(visitor, rows.join('\n')), 'read'),
    'write',
  );
  const { pathname } = done.url;
  // Who may change the record without looking after it does not know of it.
  expect((await eve.browser.open(`${pathname}/undo`)).status).toBe(404);
  const { form } = (await eve.browser.open('/')).form('/language') as { form: string };
  expect((await eve.browser.post(pathname, { form, do: 'undo' })).status).toBe(404);
  await server.vault.store.write(db => db.records.removeAccess(bo.person.id, ada.record.id));
  const outcome = await ada.browser.open(pathname);
  expect(outcome.text).toContain('Undo this import');
  const undone = await press(ada, await ada.browser.open(`${pathname}/undo`), 'undo');
  expect(undone.text).toContain('5 items removed.');
  expect((await ada.browser.open('/activity')).text).toContain('Ada Example');
});

test('each format has a name in each language that is whole', () => {
  const lacking = languages
    .filter(isWhole)
    .flatMap(language => formatIds.filter(id => !Object.hasOwn(importsWords(language).formats, id)));
  expect(lacking).toEqual([]);
});

test('a file comes in parts, too, and only from who began it', async () => {
  const [ada, eve] = [await givenSignedIn(server), await givenSignedIn(server, 'Eve Other')];
  const bytes = Buffer.from(rows.join('\n'));
  const tokenOf = async ({ browser }: Visitor) =>
    (await browser.open('/imports')).form('/imports').form as string;
  const post = async (of: Visitor, path: string, values: Record<string, string>) => {
    const form = await tokenOf(of);
    const body = new URLSearchParams({ form, ...values });
    const { status, text } = await of.browser.send(path, { method: 'POST', body });
    return { status, told: JSON.parse(text) };
  };
  const size = String(bytes.length);
  const { told } = await post(ada, '/imports/begin', { record: ada.record.id, size });
  const sendPart = async (of: Visitor) =>
    of.browser.send('/imports/part', {
      method: 'POST',
      body: bytes,
      headers: {
        'content-type': 'application/octet-stream',
        'x-keepwell-form': await tokenOf(of),
        'x-keepwell-upload': told.upload,
        'x-keepwell-from': '0',
        'x-keepwell-last': '1',
      },
    });
  expect((await sendPart(eve)).status).toBe(404);
  expect((await sendPart(ada)).status).toBe(200);
  const ending = { record: ada.record.id, upload: told.upload, name: 'a.csv', type: '' };
  expect((await post(eve, '/imports/end', { ...ending, record: eve.record.id })).status).toBe(400);
  const ended = await post(ada, '/imports/end', ending);
  expect((await settle(ada.browser, ended.told.to)).text).toContain('What are the columns');
  const tooLarge = await post(ada, '/imports/begin', { record: ada.record.id, size: '5000000000' });
  expect(tooLarge).toMatchObject({ status: 400, told: { problem: expect.stringContaining('4.29 GB') } });
});
