// Each bound of an import, and what is told where it is met.
import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { givenImport, grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Limits } from '../limits/limits.ts';
import { beginImport } from './begin.ts';
import { dropImport, listImports, startUndo, startWriting, stopWriting, sweepImports } from './choose.ts';
import { listWanted, readLines } from './look.ts';

let server: TestServer;
afterEach(() => server.close());

async function given(limits: Partial<Limits>) {
  server = await startTestServer({ limits });
  return givenSignedIn(server);
}

const rows = (count: number, source = (_: number) => 'scale') =>
  [
    'Date,Weight (kg),Source,Colour',
    ...Array.from(
      { length: count },
      (_, i) => `2026-03-01 08:${String(i).padStart(2, '0')},${60 + i},${source(i)},red`,
    ),
  ].join('\n');

test.each<[what: string, limits: Partial<Limits>, why: string]>([
  ['takes too long', { importReadMs: 1 }, 'took-too-long'],
  ['takes too long for its size', { importReadBaseMs: 1, importReadMsPerMiB: 1 }, 'took-too-long'],
  ['is silent for too long', { importSilenceMs: 1 }, 'took-too-long'],
  ['needs too much memory', { importMemoryBytesMax: 2_097_152 }, 'too-large'],
  ['needs too many buffers', { importBufferBytesMax: 1000 }, 'too-large'],
  ['tells of too many items', { importItemsMax: 5 }, 'too-many'],
])('a file that %s is refused, and the server goes on', async (_, limits, why) => {
  const ada = await given(limits);
  const one = await givenImport(server, ada, rows(10));
  expect(one).toMatchObject({ state: 'failed', blobId: undefined, about: { why } });
  expect((await ada.browser.open('/')).status).toBe(200);
});

test('an item that is too large is left out', async () => {
  const ada = await given({ importItemBytesMax: 300 });
  const long = `${rows(2)}\n2026-03-02,61,${'x'.repeat(400)},red`;
  const { found } = (await givenImport(server, ada, long)).about;
  expect(found?.kinds).toMatchObject([{ counts: { new: 2 } }]);
  expect(found?.leftOut).toMatchObject([{ why: 'invalid', count: 1 }]);
});

test('a preview lists so many lines and sources, and names so much of what is left out', async () => {
  const ada = await given({ importLinesMax: 3, importSourcesMax: 2, importLeftOutMax: 1 });
  const broken = '\nx,1,a,b\n2026-03-09,y,a,b\n2026-03-09,z,a,b';
  const one = await givenImport(server, ada, rows(9, i => `scale ${i}`) + broken);
  const [kind] = listWanted(one);
  expect(kind?.lines).toHaveLength(3);
  const grant = await grantOf(server, ada);
  const lines = await server.vault.store.read(db => readLines(db, grant, one));
  expect(lines.get(kind!)?.lines).toHaveLength(3);
  expect(one.about.found?.sources.map(({ name }) => name)).toEqual(['scale 0', 'scale 1', '']);
  expect(one.about.found?.leftOut.map(({ what, count }) => [what, count])).toEqual([
    ['Date', 1],
    ['', 2],
  ]);
});

test('a person has so many files here, each so large, and they go when nobody chooses', async () => {
  const ada = await given({ importsPerPersonMax: 1, importBytesMax: 1000 });
  const grant = await grantOf(server, ada);
  await expect(beginImport(server.vault, grant, 1001)).rejects.toMatchObject({ reason: 'tooLarge' });
  const one = await givenImport(server, ada, rows(3));
  await expect(beginImport(server.vault, grant, 10)).rejects.toMatchObject({ reason: 'limitReached' });
  await expect(givenImport(server, ada, rows(3))).rejects.toMatchObject({ reason: 'limitReached' });
  server.clock.pass(server.vault.limits.importIdleMs - 1);
  await sweepImports(server.vault);
  expect(await listImports(server.vault, grant)).toHaveLength(1);
  server.clock.pass(2);
  await sweepImports(server.vault);
  expect(await listImports(server.vault, grant)).toEqual([]);
  expect(await server.vault.store.read(db => db.imports.slice(one, 0))).toBeUndefined();
  await beginImport(server.vault, grant, 10);
});

test('so many bytes wait in a record for one person, and what would be more is told; others have room of their own', async () => {
  const ada = await given({ importStagedBytesMax: 4000, importSliceItems: 20 });
  const noted = (count: number, month: number) =>
    [
      'Date,Weight (kg),Note',
      ...Array.from(
        { length: count },
        (_, i) => `2026-0${month}-${10 + i},60,${randomBytes(60).toString('hex')}`,
      ),
    ].join('\n');
  const one = await givenImport(server, ada, noted(18, 1));
  expect(one).toMatchObject({ state: 'ready', about: {} });
  expect(one.about.why).toBeUndefined();
  const two = await givenImport(server, ada, noted(18, 2));
  const three = await givenImport(server, ada, noted(18, 3));
  expect([two, three].map(({ about }) => about.why)).toContain('no-room');
  const other = await givenImport(server, await givenSignedIn(server, 'Eve Other'), noted(18, 1));
  expect(other.state).toBe('ready');
  for (const each of [one, two, three]) await dropImport(server.vault, each);
  const { recordId, personId } = one;
  expect(await server.vault.store.read(db => db.imports.stagedBytes(recordId, personId))).toBe(0);
  const again = await givenImport(server, ada, noted(18, 3));
  expect(again.about.why).toBeUndefined();
  await startWriting(server.vault, again, { typeIds: [], sources: [], lines: [] });
  await runUntilDone(server, again);
  expect(await server.vault.store.read(db => db.imports.stagedBytes(recordId, personId))).toBe(0);
});

test('what stopped in the middle lapses like what nobody chose from, and can be undone', async () => {
  const ada = await given({ importsPerPersonMax: 1, importSliceItems: 2 });
  const one = await givenImport(server, ada, rows(6));
  await startWriting(server.vault, one, { typeIds: [], sources: [], lines: [] });
  await stopWriting(server.vault, one);
  server.clock.pass(server.vault.limits.importIdleMs + 1);
  await sweepImports(server.vault);
  const over = await runUntilDone(server, one);
  expect(over).toMatchObject({ state: 'done', about: { why: 'lapsed' } });
  expect(await server.vault.store.read(db => db.imports.slice(one, 2))).toBeUndefined();
  await beginImport(server.vault, await grantOf(server, ada), 10);
  await startUndo(server.vault, one, one);
  expect(await runUntilDone(server, one)).toMatchObject({ state: 'undone' });
});

test('a record lists so many imports, and keeps so many answers about columns', async () => {
  const ada = await given({ importsListed: 2, importMappingsMax: 1 });
  const grant = await grantOf(server, ada);
  for (const name of ['a', 'b', 'c']) {
    server.clock.pass(1000);
    await givenImport(server, ada, rows(2).replace('Colour', `Colour ${name}`), { name });
  }
  expect((await listImports(server.vault, grant)).map(({ about }) => about.fileName)).toEqual(['c', 'b']);
  const asked = await givenImport(server, ada, rows(2).replace('Colour', 'Colour c'));
  expect(asked.state).toBe('ready');
  const { question } = (await givenImport(server, ada, rows(2).replace('Colour', 'Colour a'))).about;
  expect(question).toBeDefined();
});

test('a full record stops an import in words, and it goes on where there is room', async () => {
  const ada = await given({ recordQuotaBytes: 3000, importSliceItems: 2 });
  const one = await givenImport(server, ada, rows(40));
  await startWriting(server.vault, one, { typeIds: [], sources: [], lines: [] });
  const stopped = await runUntilDone(server, one);
  expect(stopped).toMatchObject({ state: 'stopped', about: { why: 'record-full' } });
  expect(stopped.tally.new).toBeGreaterThan(0);
  expect(stopped.tally.new).toBeLessThan(40);
});
