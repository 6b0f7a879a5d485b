// `keepwell images import`, beside a server and without one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '../shell/testing/browser.ts';
import { givenSignedIn, signInAs, type Visitor } from '../shell/testing/visitors.ts';
import { makeDicom } from '../testing/dicom-files.ts';
import { isOnPostgres, type TestDatabase, takeTestDatabase } from '../testing/postgres.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

const data = tempFolder();
let owner: Visitor;
let database: TestDatabase | undefined;
const settings = () => ({ data, database: database?.url });

beforeAll(async () => {
  database = isOnPostgres ? await takeTestDatabase() : undefined;
  await using server = await startTestServer(settings());
  owner = await givenSignedIn(server);
});
afterAll(() => database?.release());

const run = (path: string, ...args: string[]) =>
  keepwell(['images', 'import', path, '--data', data, '--record', owner.record.id, ...args], {
    env: database ? { KEEPWELL_DATABASE: database.url } : {},
  });

function givenFolder(study: string, count: number, patientName = ''): string {
  const folder = join(tempFolder(), 'CT');
  mkdirSync(join(folder, 'series'), { recursive: true });
  for (let number = 1; number <= count; number++)
    writeFileSync(join(folder, 'series', `${number}.dcm`), makeDicom({ study, number, patientName }));
  writeFileSync(join(folder, 'README.TXT'), 'How to look at these.');
  return folder;
}

test('says which studies are in a folder, and adds them when it is told to', async () => {
  const folder = givenFolder('1.2.1', 3);
  const shown = await run(folder, '--json');
  const { id, studies, refused } = JSON.parse(shown.out);
  expect([shown.code, studies, refused]).toMatchObject([
    0,
    [{ studyUid: '1.2.1', modalities: ['CT'], instances: 3, new: 3 }],
    [{ why: 'not-dicom', count: 1, files: ['CT/README.TXT'] }],
  ]);
  // Of a study that was cut off, what came is not taken twice.
  const added = await run(folder, '--resume', id, '--yes');
  expect(added).toMatchObject({
    code: 0,
    out: expect.stringContaining('3 files, 3 new, 0 there already: added'),
  });
  expect(await run(folder, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('3 files, 0 new, 3 there already: there already'),
  });
});

test('beside a server, which shows what came', async () => {
  await using server = await startTestServer(settings());
  const folder = givenFolder('1.2.2', 2);
  expect((await run(join(folder, 'series', '1.dcm'), '--yes')).code).toBe(0);
  expect(await run(folder, '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 files, 1 new, 1 there already: added'),
  });
  const browser = new Browser(server);
  await signInAs(browser, owner.person);
  expect((await browser.open('/pictures')).text).toContain('CT of the chest');
});

test('a study of somebody else is added only where that is said', async () => {
  const folder = givenFolder('1.2.3', 1, 'Somebody^Else');
  expect(await run(folder, '--yes')).toMatchObject({
    code: 1,
    out: expect.stringContaining('names another person than the record: not added'),
    err: expect.stringContaining('--anyway'),
  });
  expect((await run(folder, '--yes', '--anyway')).code).toBe(0);
});

test('refuses what is not there, is no picture, or not theirs', async () => {
  expect((await run('/nowhere')).code).toBe(2);
  const folder = givenFolder('1.2.4', 0);
  expect(await run(folder)).toMatchObject({ code: 1, err: expect.stringContaining('no picture among') });
  expect((await run(folder, '--person', 'nobody@example.org')).code).toBe(1);
  expect((await run(folder, '--resume', '00000000-0000-0000-0000-000000000000')).code).toBe(1);
});
