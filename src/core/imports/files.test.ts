// Files inside of a file: they become items that hold their bytes, once, and go with the import.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { givenImport, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { startUndo, startWriting } from './choose.ts';
import type { Unticked } from './import.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const all: Unticked = { typeIds: [], sources: [], lines: [] };
const pdf = (words: string) => Buffer.from(`%PDF-1.4 ${words}`);
const printMessage = (bytes: Buffer, name = 'Doe^Ada') =>
  [
    'MSH|^~\\&|LIS|Hill Lab|KW||20260301101500||ORU^R01|1|P|2.5.1',
    `PID|1||1||${name}`,
    'OBR|1|P-1|F-77^LIS|1^Panel^L|||20260301081500|||||||||||||||||LAB|F',
    'OBX|1|NM|2823-3^Potassium^LN||4.1|mmol/L|||||F',
    `OBX|2|ED|2^Report^L||LIS^application^pdf^Base64^${bytes.toString('base64')}||||||F`,
  ].join('\r');

async function fileOf(ada: Awaited<ReturnType<typeof givenSignedIn>>) {
  const page = await ada.browser.open('/items');
  const href = /href="(\/items\/[^"]+)"[^>]*>[^<]*Report\.pdf/.exec(page.html)?.[1];
  if (href === undefined) return undefined;
  const item = await ada.browser.open(href);
  const file = /href="([^"]*\/files?\/[^"]*)"/.exec(item.html)?.[1];
  return file === undefined ? item.text : ada.browser.send(file, {});
}

test('a report in a message is a file of the record, which its person opens; undone, it is gone', async () => {
  const ada = await givenSignedIn(server);
  const usage = () => server.vault.store.read(db => db.records.usage(ada.record.id));
  const before = await usage();
  const one = await givenImport(server, ada, printMessage(pdf('one')), { name: 'a.hl7' });
  expect(one.about.found?.kinds.map(({ counts }) => counts.new)).toEqual([1, 1]);
  await startWriting(server.vault, one, all);
  expect(await runUntilDone(server, one)).toMatchObject({ state: 'done', tally: { new: 2 } });
  const opened = await fileOf(ada);
  expect(opened).toMatchObject({ status: 200 });
  const after = await usage();
  expect(after.blobBytes - before.blobBytes).toBe(pdf('one').length);

  // The same again adds nothing, and leaves no bytes about.
  const again = await givenImport(server, ada, printMessage(pdf('one')), { name: 'a.hl7' });
  await startWriting(server.vault, again, all);
  expect(await runUntilDone(server, again)).toMatchObject({ tally: { new: 0, same: 2 } });
  expect(
    (await server.vault.store.read(db => db.blobs.unattached(`import files ${ada.person.id}`))).count,
  ).toBe(0);

  // Another report of the same length by the same name takes its place only where that is chosen.
  const changed = await givenImport(server, ada, printMessage(pdf('two')), { name: 'a.hl7' });
  expect(changed.about.found?.kinds.map(({ counts }) => counts.similar).sort()).toEqual([0, 1]);
  expect((await ada.browser.open(`/imports/${changed.id}`)).text).toContain('The file itself is another.');

  await startUndo(server.vault, one, one);
  expect(await runUntilDone(server, one)).toMatchObject({ state: 'undone', tally: { removed: 2 } });
  expect((await usage()).blobBytes).toBe(before.blobBytes);
});

test('what can never be written stops at once, and says why on the page; what was added before can be taken back', async () => {
  await using strict = await startTestServer({ limits: { blobBytesMax: 1000, importSliceItems: 1 } });
  const ada = await givenSignedIn(strict);
  const one = await givenImport(strict, ada, printMessage(Buffer.from('x'.repeat(1001))), { name: 'a.hl7' });
  await startWriting(strict.vault, one, all);
  const stopped = await runUntilDone(strict, one);
  expect(stopped).toMatchObject({ state: 'stopped', tries: 0, about: { why: 'not-writable' } });
  const page = await ada.browser.open(`/imports/${one.id}`);
  expect(page.text).toContain('The record does not take something in the file.');
  expect(page.text).toContain('A blob may have 1000 bytes.');
  await startUndo(strict.vault, one, one);
  expect((await runUntilDone(strict, one)).state).toBe('undone');
});

test('one that is unticked is not stored', async () => {
  const ada = await givenSignedIn(server);
  const one = await givenImport(server, ada, printMessage(pdf('one')), { name: 'a.hl7' });
  await startWriting(server.vault, one, { ...all, lines: ['0.0'] });
  expect(await runUntilDone(server, one)).toMatchObject({ tally: { new: 1, unticked: 1 } });
  expect((await server.vault.store.read(db => db.records.usage(ada.record.id))).blobBytes).toBe(0);
});

test('a file that is larger than is kept is told', async () => {
  await using strict = await startTestServer({ limits: { importFileBytesMax: 10 } });
  const ada = await givenSignedIn(strict);
  const one = await givenImport(strict, ada, printMessage(pdf('one')), { name: 'a.hl7' });
  expect(one.about.found?.leftOut).toMatchObject([{ why: 'too-large', count: 1 }]);
});

test('messages about somebody else are told of before anything of them is added', async () => {
  const ada = await givenSignedIn(server);
  const one = await givenImport(server, ada, printMessage(pdf('one'), 'Turner^Susan'), { name: 'a.hl7' });
  expect((await ada.browser.open(`/imports/${one.id}`)).text).toContain('about Susan Turner');
  const own = await givenImport(server, ada, printMessage(pdf('one')), { name: 'a.hl7' });
  expect((await ada.browser.open(`/imports/${own.id}`)).text).not.toContain('This is the record of');
});
