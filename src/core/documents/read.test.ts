// The words of a PDF are found by whoever may read it, by nobody else, and go with it; one that is made to harm harms nothing.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveAccess, givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { printPdf } from '../../testing/pdf.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import file from '../../things/file.ts';
import { makeSystemGrant } from '../authorization/grant.ts';
import { makePersonGrant } from '../authorization/grants.ts';
import { makeLastingTenure } from '../leases/tenure.ts';
import { keepFile } from '../records/files.ts';
import { purgeThings } from '../things/custody.ts';
import { listThings } from '../things/list.ts';
import { removeThings } from '../things/remove.ts';
import { makeThing } from '../things/typed.ts';
import { writeThings } from '../things/write.ts';
import { relatedMax } from './about.ts';
import { readPdfText } from './pdf-thread.ts';
import { Pictures } from './pictures.ts';
import { readDocuments } from './read.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    limits: {
      documentReadMs: 5000,
      documentPagesMax: 3,
      documentTextCharactersMax: 200,
      documentBytesMax: 100_000,
      documentFilesSearchedMax: 2,
    },
  });
  // Here nothing is read but by the tests.
  await server.background.stop();
});
afterAll(() => server.close());

const always = () => makeLastingTenure(new AbortController().signal);

function grantOf({ person, record }: Visitor) {
  const { vault, clock } = server;
  return vault.store.read(db => makePersonGrant(db, person.id, record.id, clock.now()));
}

async function givenFile(...file: Parameters<typeof keepUnread>): Promise<string> {
  const id = await keepUnread(...file);
  await readDocuments(server.vault, always());
  return id;
}

async function keepUnread(user: Visitor, bytes: Buffer, contentType = 'application/pdf'): Promise<string> {
  const grant = await grantOf(user);
  const stream = async function* () {
    yield bytes;
  };
  return keepFile(server.vault, grant, { name: 'scan.pdf', contentType }, stream());
}

async function find(user: Visitor, words: string): Promise<string[]> {
  const { things } = await listThings(server.vault, await grantOf(user), {
    words,
    after: undefined,
    limit: 9,
  });
  return things.map(({ id }) => id);
}

const stillWaiting = async () => {
  const { vault } = server;
  return vault.store.read(db => db.documents.next(Number.MAX_SAFE_INTEGER, ''));
};

test('the words of a PDF find it, whatever it is called', async () => {
  const ada = await givenSignedIn(server);
  const id = await givenFile(
    ada,
    await printPdf('Dear colleague, sarcoidosis was ruled out.', 'Ferritin 18'),
  );
  expect(await find(ada, 'Sarcoidosis')).toEqual([id]);
  expect(await find(ada, 'ferritin scan')).toEqual([id]);
  expect(await find(ada, 'amyloidosis')).toEqual([]);
});

test('one that does not say what it is is read too; what says that it is something else is not', async () => {
  const ada = await givenSignedIn(server);
  const id = await givenFile(ada, await printPdf('Vestibular neuritis'), 'application/octet-stream');
  await givenFile(ada, await printPdf('Vestibular neuritis'), 'text/plain');
  expect(await find(ada, 'vestibular')).toEqual([id]);
});

test('whoever may not read the item finds none of its words', async () => {
  const ada = await givenSignedIn(server);
  const id = await givenFile(ada, await printPdf('Osteopenia'));
  const bo = await givenSignedIn(server, 'Bo Example');
  const guest = { ...bo, record: ada.record };
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
  expect(await find(guest, 'osteopenia')).toEqual([id]);
  const height = '40750a6a-89b2-455c-bd8d-b420a4cb500b';
  await server.vault.store.write(db => db.records.removeAccess(bo.person.id, ada.record.id));
  await giveAccess(server, { person: bo.person, record: ada.record }, 'view', [height]);
  expect(await find(guest, 'osteopenia')).toEqual([]);
  const sets = await server.vault.store.read(async db => {
    const [thing] = await db.things(await grantOf(ada)).byIds([id]);
    return db.things(await grantOf(guest)).blobTexts([thing!.blobSet!], 9);
  });
  expect(sets.size).toBe(0);
});

test('its words go with it', async () => {
  const ada = await givenSignedIn(server);
  const id = await givenFile(ada, await printPdf('Hemochromatosis'));
  const grant = await grantOf(ada);
  const { vault } = server;
  const [thing] = await vault.store.read(db => db.things(grant).byIds([id]));
  await removeThings(vault, grant, [thing!]);
  await purgeThings(vault, grant, [id]);
  const rows = await server.vault.store.read(db =>
    db.things(makeSystemGrant('tests', ada.record.id, ada.person.id)).blobTexts([thing!.blobSet!], 9),
  );
  expect(rows.size).toBe(0);
  expect(await find(ada, 'hemochromatosis')).toEqual([]);
});

test('no more pages and characters are read than the limits say, and nothing of a file that is too large', async () => {
  const ada = await givenSignedIn(server);
  const pages = await printPdf('Page alpha', 'Page beta', 'Page gamma', 'Page delta');
  expect([pages.length < 100_000, await givenFile(ada, pages)]).toEqual([true, expect.any(String)]);
  expect([await find(ada, 'gamma'), await find(ada, 'delta')]).toEqual([[expect.any(String)], []]);
  await givenFile(ada, await printPdf(`${'word '.repeat(60)} lastword`));
  expect(await find(ada, 'lastword')).toEqual([]);
  const large = Buffer.concat([await printPdf('Largest'), Buffer.alloc(100_000, ' ')]);
  await givenFile(ada, large);
  expect(await find(ada, 'largest')).toEqual([]);
});

test('of the many files that an item may have, a search looks at the first', async () => {
  const ada = await givenSignedIn(server);
  const grant = await grantOf(ada);
  const words = ['Ankylosis', 'Bursitis', 'Coxarthrosis'];
  const blobs = await Promise.all(
    words.map(async name => ({ name, contentType: 'application/pdf', bytes: await printPdf(name) })),
  );
  const value = { name: 'several', size: 1, contentType: { text: 'application/pdf' } };
  await writeThings(server.vault, grant, [{ ...makeThing(file, value), blobs }], { overwrite: false });
  await readDocuments(server.vault, always());
  const found = await Promise.all(words.map(word => find(ada, word)));
  expect(found.map(ids => ids.length)).toEqual([1, 1, 0]);
});

test('so many of the things that one names are found from them', async () => {
  const ada = await givenSignedIn(server);
  const grant = await grantOf(ada);
  const ids = Array.from({ length: relatedMax + 1 }, () => randomUUID());
  const related = ids.map(id => `<related-thing><thing-id>${id}</thing-id></related-thing>`).join('');
  const { data, ...made } = makeThing(file, { name: 'list', size: 1, contentType: { text: 'text/plain' } });
  const write = { ...made, data: { ...data!, commonXml: `<common>${related}</common>` } };
  await writeThings(server.vault, grant, [write], { overwrite: false });
  const naming = (id: string) => server.vault.store.read(db => db.things(grant).relating(id, 9));
  expect(await naming(ids[relatedMax - 1]!)).toHaveLength(1);
  expect(await naming(ids[relatedMax]!)).toEqual([]);
});

/** A PDF by hand: objects, one after the other. */
function raw(...objects: readonly string[]): Buffer {
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${body}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF`);
}

const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>';
const hostile: readonly [string, () => Buffer][] = [
  ['nothing but its first bytes', () => Buffer.from('%PDF-1.7')],
  [
    'pages that are their own children',
    () =>
      raw('<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>'),
  ],
  [
    'a page of no measure',
    () =>
      raw(
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        page.replace('612 792', '1e30 -1e30'),
        '<< /Length 0 >> stream\n\nendstream',
      ),
  ],
  [
    'a script at its opening',
    () =>
      raw(
        '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(1);) >> >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        page,
        '<< /Length 0 >> stream\n\nendstream',
      ),
  ],
];

test.each(hostile)('%s: it is kept, and read as far as it goes', async (_, make) => {
  const ada = await givenSignedIn(server);
  const id = await givenFile(ada, make());
  expect(await stillWaiting()).toBeUndefined();
  expect(await find(ada, 'scan')).toEqual([id]);
});

test('what goes to pages without end is ended at its time, and search goes on', async () => {
  const ada = await givenSignedIn(server);
  // Each form draws the next one ten times.
  const forms = Array.from({ length: 12 }, (_, i) => {
    const content = i === 11 ? '0 0 m 1 1 l S ' : '/F Do '.repeat(10);
    const next = i === 11 ? '' : `/Resources << /XObject << /F ${i + 6} 0 R >> >>`;
    return `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] ${next} /Length ${content.length} >> stream\n${content}\nendstream`;
  });
  const content = '/F Do';
  const bomb = raw(
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    page.replace('/Contents', '/Resources << /XObject << /F 5 0 R >> >> /Contents'),
    `<< /Length ${content.length} >> stream\n${content}\nendstream`,
    ...forms,
  );
  const id = await givenFile(ada, bomb);
  expect(await find(ada, 'scan')).toEqual([id]);
  const next = await givenFile(ada, await printPdf('Afterwards'));
  expect(await find(ada, 'afterwards')).toEqual([next]);
}, 60_000);

const hasty = (documentReadMs: number) => ({
  ...server.vault,
  limits: { ...server.vault.limits, documentReadMs },
});

test('one that took too long once is read later', async () => {
  const ada = await givenSignedIn(server);
  const id = await keepUnread(ada, await printPdf('Endocarditis'));
  await readDocuments(hasty(1), always());
  expect(await find(ada, 'endocarditis')).toEqual([]);
  await readDocuments(server.vault, always());
  expect(await find(ada, 'endocarditis')).toEqual([]);
  server.clock.pass(server.vault.limits.documentRetryMs);
  await readDocuments(server.vault, always());
  expect(await find(ada, 'endocarditis')).toEqual([id]);
});

test('one that takes too long each time is left alone', async () => {
  const ada = await givenSignedIn(server);
  const id = await keepUnread(ada, await printPdf('Myocarditis'));
  for (let tries = 0; tries < server.vault.limits.documentTriesMax; tries++) {
    expect(await stillWaiting()).toMatchObject({ tries });
    await readDocuments(hasty(1), always());
    server.clock.pass(server.vault.limits.documentRetryMs);
  }
  expect(await stillWaiting()).toBeUndefined();
  expect([await find(ada, 'myocarditis'), await find(ada, 'scan')]).toEqual([[], [id]]);
});

test('records take turns, so that many files of one keep those of another no longer than one of them', async () => {
  const users = [await givenSignedIn(server), await givenSignedIn(server), await givenSignedIn(server)];
  for (const user of users)
    for (const word of ['Vertigo', 'Gastritis', 'Anaemia']) await keepUnread(user, await printPdf(word));
  let left = users.length;
  const tenure = { ...always(), isOver: () => left-- === 0 };
  await readDocuments(server.vault, tenure);
  const read = await Promise.all(
    users.map(async user =>
      (await Promise.all(['vertigo', 'gastritis', 'anaemia'].map(word => find(user, word)))).flat(),
    ),
  );
  expect(read.map(({ length }) => length)).toEqual([1, 1, 1]);
  await readDocuments(server.vault, always());
  expect(await stillWaiting()).toBeUndefined();
});

test('a file that ended what read it is tried later, so often, and then left alone', async () => {
  const ada = await givenSignedIn(server);
  const { vault, clock } = server;
  const { documentTriesMax, documentRetryMs } = vault.limits;
  const id = await keepUnread(ada, await printPdf('Pericarditis'));
  for (let tries = 0; tries < documentTriesMax; tries++) {
    const waiting = await vault.store.read(db => db.documents.next(clock.now(), ''));
    expect(waiting).toMatchObject({ recordId: ada.record.id, tries });
    // As when the process ends here.
    await vault.store.write(db => db.documents.begin(waiting!, clock.now() + documentRetryMs));
    expect(await vault.store.read(db => db.documents.next(clock.now(), ''))).toBeUndefined();
    clock.pass(documentRetryMs);
  }
  await readDocuments(vault, always());
  expect(await stillWaiting()).toBeUndefined();
  expect([await find(ada, 'pericarditis'), await find(ada, 'scan')]).toEqual([[], [id]]);
});

test('a reader without memory harms nothing', async () => {
  const { vault } = server;
  const small = { ...vault, limits: { ...vault.limits, documentMemoryBytesMax: 1_048_576 } };
  expect(await readPdfText(small, await printPdf('Words'))).toBeUndefined();
  expect(await readPdfText(vault, await printPdf('Words'))).toBe('Words');
});

test('pictures that are remembered are no more bytes than they may; what was asked for last stays', () => {
  const pictures = new Pictures(3000);
  for (const name of ['a', 'b', 'c']) {
    pictures.set(name, Buffer.alloc(1000));
    pictures.get('a');
  }
  expect(['a', 'b', 'c'].map(name => pictures.get(name)?.length)).toEqual([1000, undefined, 1000]);
  pictures.set('large', Buffer.alloc(4000));
  expect(pictures.get('large')).toBeUndefined();
});
