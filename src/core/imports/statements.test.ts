// Clinical documents that use an id again for something else: a later one takes the place of nothing, and goes in.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenImport, grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { printSummary, type Summary, type Vital } from '../../testing/imports/summaries.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { listThings } from '../things/list.ts';
import { removeThings } from '../things/remove.ts';
import { summarise } from '../things/short-form.ts';
import { keepImport } from './begin.ts';
import { startUndo, startWriting } from './choose.ts';
import { getSourceItem } from './compare.ts';
import type { Import, Unticked } from './import.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const all: Unticked = { typeIds: [], sources: [], lines: [] };

async function write(one: Import, unticked = all): Promise<Import> {
  await startWriting(server.vault, one, unticked);
  return runUntilDone(server, one);
}

async function undo(one: Import): Promise<Import> {
  await startUndo(server.vault, one, one);
  return runUntilDone(server, one);
}

async function listAll(of: Visitor) {
  const asked = { after: undefined, limit: 500, withWriters: true };
  const { things } = await listThings(server.vault, await grantOf(server, of), asked);
  return things;
}

/** As people read it, but for the person's own data. */
async function listSaid(of: Visitor): Promise<string[]> {
  const things = await listAll(of);
  return things.map(thing => summarise(thing, 'en')).sort();
}

const give = (ada: Visitor, document: Summary) =>
  givenImport(server, ada, printSummary(document), { name: 'summary.xml' });

const weight = (value: number, day: string, id?: string): Vital => ({
  ...{ code: '29463-7', value, unit: 'kg', day },
  ...(id !== undefined && { id }),
});

function count(one: Import): Record<string, number> {
  const kinds = one.about.found?.kinds ?? [];
  const sum = (name: 'new' | 'changed' | 'similar' | 'same') =>
    kinds.reduce((all, { counts }) => all + counts[name], 0);
  return { new: sum('new'), changed: sum('changed'), similar: sum('similar'), same: sum('same') };
}

test('the same ids a year later are other measurements: all of them go in, and none is replaced', async () => {
  const ada = await givenSignedIn(server);
  await write(await give(ada, { vitals: [weight(70, '20250301')] }));
  const before = await listSaid(ada);
  const one = await give(ada, { vitals: [weight(82, '20260301')], documentId: 'other' });
  expect(count(one)).toMatchObject({ changed: 0, similar: 0 });
  expect(await write(one)).toMatchObject({ state: 'done', tally: { changed: 0 } });
  const after = await listSaid(ada);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.filter(said => said.includes('82 kg'))).toHaveLength(1);
});

describe.each([50, 1])('in slices of %i', importSliceItems => {
  test.each([
    ['before', 'after'],
    ['after', 'before'],
  ])('a value that the next document says again %s another of its id is not lost', async first => {
    await using own = await startTestServer({ limits: { importSliceItems } });
    const ada = await givenSignedIn(own);
    const bring = async (vitals: Vital[], documentId: string) => {
      const one = await givenImport(own, ada, printSummary({ vitals, documentId }), { name: 'summary.xml' });
      await startWriting(own.vault, one, all);
      return runUntilDone(own, one);
    };
    await bring([weight(62, '20190405', 'a')], '1');
    const again = [weight(62, '20190405', 'b'), weight(163, '20190405', 'a')];
    const done = await bring(first === 'before' ? again : again.toReversed(), '2');
    const { things } = await listThings(own.vault, await grantOf(own, ada), { after: undefined, limit: 500 });
    const said = things.map(thing => summarise(thing, 'en'));
    expect(said.filter(one => one.includes('62 kg')).length).toBeGreaterThan(0);
    const isTold = said.some(one => one.includes('163 kg')) || done.tally.similar === 1;
    expect(isTold).toBe(true);
  });
});

test('an id of a weight that is a height in the next document makes a height, and the import is done', async () => {
  const ada = await givenSignedIn(server);
  await write(await give(ada, { vitals: [weight(70, '20260301')] }));
  const height = { code: '8302-2', value: 170, unit: 'cm', day: '20260301' };
  const done = await write(await give(ada, { vitals: [height], documentId: 'other' }));
  expect(done).toMatchObject({ state: 'done', tally: { changed: 0 } });
  const said = await listSaid(ada);
  expect(said.filter(one => one.includes('70 kg'))).toHaveLength(1);
  expect(said.filter(one => /1[.,]7|170/.test(one))).toHaveLength(1);
});

test('the same document says of the same weight on the same day something else: that is a change', async () => {
  const ada = await givenSignedIn(server);
  await write(await give(ada, { vitals: [weight(70, '20260301')] }));
  const one = await give(ada, { vitals: [weight(71, '20260301')] });
  expect(count(one)).toMatchObject({ changed: 1, similar: 0 });
  const page = await ada.browser.open(`/imports/${one.id}`);
  expect(page.text).toContain('Changes what is there');
  expect(page.text).toMatch(/70 kg.*71 kg/);
  await write(one);
  const weights = (await listSaid(ada)).filter(said => said.includes('kg'));
  expect(weights).toEqual(['71 kg']);
});

describe('what has the id, the kind and the day of something, but comes from elsewhere, is only similar:', () => {
  test.each([
    ['another hospital', { custodian: 'Lake Hospital' }],
    ['another set of documents', { set: 'B' }],
    ['another patient', { patient: 'Bo' }],
    ['another authority for the id', { authority: 'Lake' }],
  ])('%s', async (_, other) => {
    const ada = await givenSignedIn(server);
    await write(await give(ada, { set: 'A', authority: 'Hill', vitals: [weight(70, '20260301')] }));
    const one = await give(ada, {
      ...{ set: 'A', authority: 'Hill', vitals: [weight(71, '20260301')], documentId: 'other' },
      ...other,
    });
    expect(count(one)).toMatchObject({ changed: 0, similar: 1 });
    expect(await write(one)).toMatchObject({ state: 'done', tally: { changed: 0, similar: 1 } });
    expect((await listSaid(ada)).filter(said => said.includes('kg'))).toEqual(['70 kg']);
  });
});

test('an illness of the same id and another code is another illness', async () => {
  const ada = await givenSignedIn(server);
  const hypertension = { code: '38341003', name: 'Hypertension', onset: '20120330' };
  await write(await give(ada, { problems: [hypertension] }));
  const other = { code: '64109004', name: 'Costochondritis', onset: '20120815' };
  const one = await give(ada, { problems: [other], documentId: 'other' });
  expect(count(one)).toMatchObject({ changed: 0, similar: 0 });
  await write(one);
  const said = await listSaid(ada);
  expect(said.some(text => text.startsWith('Hypertension'))).toBe(true);
  expect(said.some(text => text.startsWith('Costochondritis'))).toBe(true);
});

test('two hospitals tell of one illness by its code: one item with two origins, and undoing is exact', async () => {
  const ada = await givenSignedIn(server);
  const asthma = { code: '195967001', name: 'Asthma', onset: '2010' };
  const first = await write(await give(ada, { problems: [asthma] }));
  const before = await listAll(ada);
  const again = { code: '195967001', name: 'Asthma (disorder)', onset: '2011', id: '1.5.6' };
  const other = { custodian: 'Lake Hospital', problems: [again], documentId: 'other' };
  const one = await give(ada, other);
  expect(count(one)).toMatchObject({ similar: 1 });
  const page = await ada.browser.open(`/imports/${one.id}`);
  expect(page.text).toContain('Like something that is there');
  expect(page.text).toContain('In this file');
  const similar = one.about.found!.kinds.flatMap(({ pairs = [] }) => pairs.map(pair => pair.join('.')));
  const whole = one.about.found!.kinds.flatMap(({ typeId, counts }) => (counts.new > 0 ? [typeId] : []));
  const second = await write(one, { ...all, typeIds: whole, keeping: similar });
  // The person is the same too.
  expect(second).toMatchObject({ tally: { new: 0, changed: 0, same: 2 } });
  expect((await listAll(ada)).map(({ versionStamp }) => versionStamp).sort()).toEqual(
    before.map(({ versionStamp }) => versionStamp).sort(),
  );
  // Both files are its origin, so the second one is known when it comes again.
  const condition = before.find(thing => summarise(thing, 'en').startsWith('Asthma'))!;
  const origins = await server.vault.store.read(db => db.imports.ofThing(ada.record.id, condition.id));
  expect(origins.sort()).toEqual([first.id, second.id].sort());
  expect(count(await give(ada, other))).toMatchObject({ similar: 0, same: 2 });
  // Taken back by the one that made it, it stays for the other; taken back by both, it is gone.
  expect(await undo(first)).toMatchObject({ tally: { kept: 1 } });
  expect((await listAll(ada)).map(({ id }) => id)).toEqual([condition.id]);
  await undo(second);
  expect(await listAll(ada)).toEqual([]);
});

test('what was taken in the place of something similar is as before once that is undone', async () => {
  const ada = await givenSignedIn(server);
  await write(await give(ada, { problems: [{ code: '195967001', name: 'Asthma', onset: '2010' }] }));
  const before = await listSaid(ada);
  const again = { code: '195967001', name: 'Asthma', onset: '2010', ended: '2020' };
  const one = await give(ada, { custodian: 'Lake Hospital', problems: [again], documentId: 'other' });
  const replacing = one.about.found!.kinds.flatMap(({ pairs = [] }) => pairs.map(pair => pair.join('.')));
  expect(await write(one, { ...all, replacing })).toMatchObject({ tally: { changed: 1 } });
  expect(await listSaid(ada)).not.toEqual(before);
  await undo(one);
  expect(await listSaid(ada)).toEqual(before);
});

test('what somebody deleted here stays deleted when its document says something else of it', async () => {
  const ada = await givenSignedIn(server);
  await write(await give(ada, { vitals: [weight(70, '20260301')] }));
  const [gone] = (await listAll(ada)).filter(thing => summarise(thing, 'en') === '70 kg');
  await removeThings(server.vault, await grantOf(server, ada), [gone!]);
  const done = await write(await give(ada, { vitals: [weight(71, '20260301')] }));
  expect(done).toMatchObject({ state: 'done', tally: { own: 1 } });
  expect((await listSaid(ada)).filter(said => said.includes('kg'))).toEqual([]);
});

test('a result keeps its digits on the page, and another hospital that writes fewer says the same', async () => {
  const ada = await givenSignedIn(server);
  const result = (value: string) => ({ code: '2160-0', value, unit: 'mg/dL', day: '20260301' });
  await write(await give(ada, { results: [result('1.90')] }));
  expect((await listSaid(ada)).join('\n')).toContain('1.90 mg/dL');
  const other = { custodian: 'Lake Hospital', documentId: 'other' };
  expect(count(await give(ada, { ...other, results: [result('1.9')] }))).toMatchObject({
    similar: 0,
    same: 2,
  });
  expect(count(await give(ada, { ...other, results: [result('1.8')] }))).toMatchObject({ similar: 1 });
});

test('what was brought in before ids had a scope is known: the same file adds nothing, not even what was deleted', async () => {
  const ada = await givenSignedIn(server);
  const document = { vitals: [weight(70, '20260301')] };
  const one = await give(ada, document);
  const staged = (await server.vault.store.read(db => db.imports.slice(one, 0)))!;
  await write(one);
  const things = await listAll(ada);
  await server.vault.store.write(
    async db => {
      for (const { candidate } of staged) {
        if (candidate.sourceId === undefined) continue;
        const thing = things.find(({ dataXml }) => dataXml === candidate.xml)!;
        const made = { thingId: thing.id, versionStamp: thing.versionStamp, previousStamp: undefined };
        await db.imports.forgetThing(one, thing.id);
        await db.imports.putThing(one, made, getSourceItem('ccda', { ...candidate, idScope: undefined }));
      }
    },
    { recordId: ada.record.id },
  );
  const gone = things.find(thing => summarise(thing, 'en') === '70 kg')!;
  await removeThings(server.vault, await grantOf(server, ada), [gone]);
  const again = await give(ada, document);
  expect(count(again)).toMatchObject({ new: 0, changed: 0, similar: 0 });
  // Of another weight the id alone says nothing.
  const other = await give(ada, { vitals: [weight(80, '20270301')] });
  expect(count(other)).toMatchObject({ changed: 0 });
  await write(other);
  expect(await listSaid(ada)).toContain('80 kg');
});

test('an allergy whose reaction is another by code takes the place of nothing', async () => {
  const ada = await givenSignedIn(server);
  const allergy = (reaction: string) =>
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          fullUrl: 'https://fhir.example.com/AllergyIntolerance/a1',
          resource: {
            ...{ resourceType: 'AllergyIntolerance', id: 'a1', onsetDateTime: '2012-03-01' },
            code: { text: 'Codeine' },
            reaction: [{ manifestation: [{ text: reaction }] }],
          },
        },
      ],
    });
  await write(await givenImport(server, ada, allergy('Anaphylaxis'), { name: 'a.json' }));
  const one = await givenImport(server, ada, allergy('Nausea'), { name: 'a.json' });
  expect(count(one)).toEqual({ new: 0, changed: 0, similar: 1, same: 0 });
  expect(await write(one)).toMatchObject({ tally: { changed: 0, similar: 1 } });
  expect(await listSaid(ada)).toEqual([expect.stringContaining('Anaphylaxis')]);
});

const message = (name: string, number: string, value: string) =>
  [
    'MSH|^~\\&|LIS|Hill Lab|KW||20260301101500||ORU^R01|1|P|2.5.1',
    `PID|1||${name}||${name}`,
    `OBR|1|P-1|${number}^LIS|1^Panel^L|||20260301081500|||||||||||||||||LAB|F`,
    `OBX|1|NM|2823-3^Potassium^LN||${value}|mmol/L|||||F`,
  ].join('\r');

test('of a batch about several patients only the person of the record is ticked, and orders of one number stay apart', async () => {
  const ada = await givenSignedIn(server, 'Ada Doe');
  const batch = [message('Doe^Ada', 'F-1', '4.1'), message('Turner^Bo', 'F-1', '5.2')].join('\r');
  const one = await givenImport(server, ada, batch, { name: 'batch.hl7' });
  expect(count(one)).toMatchObject({ new: 2 });
  expect(one.about.found?.about).toEqual([
    { name: 'Ada Doe', count: 1 },
    { name: 'Bo Turner', count: 1 },
  ]);
  const page = await ada.browser.open(`/imports/${one.id}`);
  expect(page.text).toContain('The file tells of several people.');
  const form = page.form(page.url.pathname) as Record<string, string | string[]>;
  expect([form.person].flat()).toEqual(['Ada Doe']);
  await ada.browser.submit(page, page.url.pathname, { ...form, do: 'write' });
  const done = await runUntilDone(server, one);
  expect(done).toMatchObject({ state: 'done', tally: { new: 1, unticked: 1 } });
  expect(await listSaid(ada)).toEqual([expect.stringContaining('4.1')]);
});

test('where nobody is asked, nothing is added of others whom a batch is about', async () => {
  const ada = await givenSignedIn(server, 'Ada Doe');
  const batch = [message('Doe^Ada', 'F-1', '4.1'), message('Turner^Bo', 'F-2', '5.2')].join('\r');
  const options = { zone: 'UTC', language: 'en', keepsRaw: false };
  async function* bytes() {
    yield Buffer.from(batch);
  }
  const given = { name: 'batch.hl7', options, intake: 'laboratory' };
  const one = await keepImport(server.vault, await grantOf(server, ada), given, bytes());
  expect(await runUntilDone(server, one)).toMatchObject({ state: 'done', tally: { new: 1, unticked: 1 } });
  expect(await listSaid(ada)).toEqual([expect.stringContaining('4.1')]);
});

test('of a kind, so many are shown beside what they are like; others stay out, and are counted', async () => {
  await using strict = await startTestServer({ limits: { importPairsMax: 1 } });
  const ada = await givenSignedIn(strict);
  const problems = ['Asthma', 'Gout'].map((name, i) => ({ name, code: `${i + 1}`, onset: '2010' }));
  const bring = (document: Summary) =>
    givenImport(strict, ada, printSummary(document), { name: 'summary.xml' });
  const first = await bring({ problems });
  await startWriting(strict.vault, first, all);
  await runUntilDone(strict, first);
  const ended = problems.map(each => ({ ...each, ended: '2020' }));
  const one = await bring({ custodian: 'Lake Hospital', problems: ended });
  expect(one.about.found?.kinds.flatMap(({ pairs = [] }) => pairs)).toHaveLength(1);
  expect((await ada.browser.open(`/imports/${one.id}`)).text).toContain(
    '1 more is like something that is there.',
  );
  await startWriting(strict.vault, one, all);
  expect(await runUntilDone(strict, one)).toMatchObject({ tally: { changed: 0, similar: 2 } });
});
