import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { storedOf } from '../../../core/blobs/blob.ts';
import { readBytes } from '../../../core/blobs/read.ts';
import { readToken, writeTokenHash } from '../../../core/blobs/tokens.ts';
import { runInTurn } from '../../../core/healthvault/packages/turns.ts';
import { givenApp, openClient, type TestApp, type TestClient } from '../../../testing/given.ts';
import {
  chunksClosedWith,
  closedWith,
  type PackageInfo,
  packageInfo,
  sendChunk,
  streamBlob,
  streamedBlob,
  weightThing,
  weightWithBlobs,
} from '../../../testing/packages.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { givenVisitor } from '../../testing/apps.ts';
import { Browser, type Page, somebody } from '../../testing/browser.ts';
import { giveStatement } from '../../testing/statements.ts';

let server: TestServer;
let lab: TestApp;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer({ limits: { connectTriesMax: 1000 } });
  lab = await givenApp(server.vault, {
    name: 'Lakeside Lab',
    methodGroups: ['basic', 'connect-package'],
    connectMessage: 'Thank you.\nCall us on <Friday>.',
    rules: [],
  });
  client = await openClient(server, lab);
  await giveStatement(server, lab.app.id, { kind: 'terms-of-use', texts: { '': 'Be kind.' } });
});
afterAll(() => server.close());

const rightAnswer = 'Rex the Dog';
const height = `<thing><type-id>${typeIds.height}</type-id><data-xml><height><when><date><y>2006</y><m>12</m><d>22</d></date></when><value><m>1.7</m></value></height></data-xml></thing>`;

async function dropOff({
  contents = weightThing(70),
  version = 2,
  ...given
}: PackageInfo & { contents?: string | Uint8Array; version?: 1 | 2 } = {}): Promise<string> {
  const data = await closedWith(rightAnswer, contents);
  const answer = await client.call('CreateConnectPackage', {
    version,
    info: packageInfo(version, { data, ...given }),
  });
  expect(answer.code).toBe(0);
  return answer.texts('identity-code')[0]!;
}

const address = (code?: string) =>
  `/redirect.aspx?target=PICKUP${code === undefined ? '' : `&targetqs=${encodeURIComponent(`packageid=${code}`)}`}`;
const enter = (browser: Browser, page: Page, code: string) => browser.submit(page, '/pick-up', { code });
const answer = (browser: Browser, page: Page, text = rightAnswer) =>
  browser.submit(page, '/pick-up', { answer: text });
const decide = (browser: Browser, page: Page, values: Record<string, string> = {}) =>
  browser.submit(page, '/pick-up', { decision: 'allow', ...values });

async function unlock(browser: Browser, code: string): Promise<Page> {
  return answer(browser, await browser.open(address(code)));
}

/** The things of the only record of who is signed in, whoever wrote them. */
async function thingsOf(page: Page) {
  const recordId = recordIn(page);
  const owner = await server.vault.store.read(db => db.records.byId(recordId));
  const grant = makeSystemGrant('tests', owner!.id, '');
  return server.vault.store.read(db => db.things(grant).ofTypes([typeIds.weight, typeIds.height], 100));
}

/** The record that the page offers. */
function recordIn(page: Page): string {
  return page.tag(/name="record"/)!.value!;
}

test('signed out, from the code to the success message: sign up on the way, and the data are in the record', async () => {
  const code = await dropOff({
    contents: weightThing(70) + weightThing(71) + height,
    friendlyName: 'Ada Example',
  });
  const browser = new Browser(server);
  const first = await browser.open(address());
  expect(first.text).toContain('Pick up health data');
  const signIn = await enter(browser, first, code.toLowerCase().replaceAll('-', ' '));
  expect(signIn.url.pathname).toBe('/sign-in');
  const signUp = await browser.open(signIn.url.href.replace('/sign-in', '/sign-up'));
  const question = await browser.signUp(signUp, somebody());
  expect(question.text).toContain('Lakeside Lab asks this');
  expect(question.text).toContain('First pet?');
  const record = await answer(browser, question, 'REX THE dog');
  expect(record.text).toContain('Data from Lakeside Lab');
  expect(record.text).toContain('Weight (2)');
  expect(record.text).toContain('Height');
  expect(record.html).toContain(`/app-statements/${lab.app.id}/terms"`);
  expect(record.headers.get('referrer-policy')).toBe('same-origin');
  const done = await decide(browser, record);
  expect(done.status).toBe(200);
  expect(done.text).toContain('The data are in the record');
  expect(done.text).toContain('Thank you. Call us on <Friday>.');
  const things = await thingsOf(record);
  expect(things.map(({ dataXml }) => /<value><k?[gm]>([\d.]+)/.exec(dataXml)![1]).sort()).toEqual([
    '1.7',
    '70',
    '71',
  ]);
  expect(things.every(({ created }) => created.appId === lab.app.id && created.avenue === 'Online')).toBe(
    true,
  );
  // The last page can be looked at again; the package is gone.
  expect((await browser.open(done.url.href)).text).toContain('Thank you.');
  expect((await browser.open(address(code))).text).toContain('There is no such code here');
});

test('what is in a package is named in the language of the reader', async () => {
  const browser = await givenVisitor(server);
  browser.cookies.set('keepwell-language', 'de');
  expect((await unlock(browser, await dropOff({ contents: height }))).text).toContain('Körpergröße');
});

test('the application has its name in the language of the reader on every page', async () => {
  const named = await givenApp(server.vault, {
    name: 'Harbour Clinic',
    methodGroups: ['basic', 'connect-package'],
    connectMessage: 'Thank you.',
    rules: [],
  });
  const text = { kind: 'name', item: '', language: 'de', contentType: undefined } as const;
  await server.vault.store.write(db =>
    db.applicationTexts.replace(named.app.id, 'name', [{ ...text, content: Buffer.from('Hafenklinik') }]),
  );
  const data = await closedWith(rightAnswer, height);
  const dropped = await (await openClient(server, named)).call('CreateConnectPackage', {
    version: 2,
    info: packageInfo(2, { data }),
  });
  const browser = await givenVisitor(server);
  browser.cookies.set('keepwell-language', 'de');
  const question = await browser.open(address(dropped.texts('identity-code')[0]!));
  const record = await answer(browser, question);
  const done = await decide(browser, record);
  for (const page of [question, record, done]) {
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Hafenklinik')]);
    expect(page.html).not.toContain('Harbour Clinic');
  }
});

test('the application gains nothing: no record, no person', async () => {
  const browser = await givenVisitor(server);
  await decide(browser, await unlock(browser, await dropOff()));
  const people = await client.call('GetAuthorizedPeople', {
    info: '<parameters><num-results>100</num-results></parameters>',
  });
  expect(people.texts('person-id')).toEqual([]);
});

test('a package by version 1 is picked up as well, and what ids its things had is forgotten', async () => {
  const browser = await givenVisitor(server);
  const before = await unlock(browser, await dropOff());
  await decide(browser, before);
  const [kept] = await thingsOf(before);
  const again = weightThing(99).replace(
    '<type-id>',
    `<thing-id version-stamp="${kept!.versionStamp}">${kept!.id}</thing-id><type-id>`,
  );
  const page = await unlock(browser, await dropOff({ contents: again, version: 1 }));
  expect((await decide(browser, page)).status).toBe(200);
  const things = await thingsOf(before);
  expect(things.map(({ dataXml }) => /<kg>(\d+)/.exec(dataXml)![1]).sort()).toEqual(['70', '99']);
});

describe('a wrong answer', () => {
  test('counts: after the third the code no longer works, whoever comes, and the application sees it filled', async () => {
    const code = await dropOff();
    const browser = await givenVisitor(server);
    const question = await browser.open(address(code));
    const second = await answer(browser, question, 'Rex');
    expect([second.status, second.text]).toEqual([422, expect.stringContaining('You have 2 more tries.')]);
    // White space matters, and an empty answer is none.
    expect((await answer(browser, second, '')).text).toContain('Enter your answer.');
    expect((await answer(browser, second, `${rightAnswer} `)).text).toContain('one more try');
    const last = await answer(browser, second, 'x');
    expect(last.text).toContain('answered wrongly too often');
    const other = await givenVisitor(server);
    const closed = await other.open(address(code));
    expect([closed.status, closed.text]).toEqual([
      422,
      expect.stringContaining('answered wrongly too often'),
    ]);
    // An old form does not help.
    expect((await answer(browser, second)).text).toContain('answered wrongly too often');
    const refill = await client.call('CreateConnectPackage', {
      version: 2,
      info: packageInfo(2, { code, data: 'A'.repeat(128) }),
    });
    expect(refill.code).toBe(96);
  });

  test('at the same time as others gets no further than one after the other', async () => {
    const code = await dropOff();
    const browser = await givenVisitor(server);
    const question = await browser.open(address(code));
    const guesses = ['a', 'b', 'c', 'd', 'e', rightAnswer];
    const pages = await Promise.all(guesses.map(guess => answer(browser, question, guess)));
    expect(pages.filter(page => page.text.includes('That is not the answer')).length).toBeLessThanOrEqual(3);
    expect((await browser.open(address(code))).text).toMatch(/answered wrongly too often|Data from/);
  });

  test('and a right one after it leaves the tries that are left', async () => {
    const code = await dropOff();
    const browser = await givenVisitor(server);
    await answer(browser, await browser.open(address(code)), 'x');
    for (let i = 0; i < 4; i++)
      expect((await unlock(browser, code)).text).toContain('Data from Lakeside Lab');
    expect((await answer(browser, await browser.open(address(code)), 'x')).text).toContain('one more try');
  });
});

describe('codes', () => {
  test('that are reserved only wait for their data; the same code works when they come', async () => {
    const code = (await client.call('AllocatePackageId')).texts('identity-code')[0]!;
    const browser = await givenVisitor(server);
    const early = await browser.open(address(code));
    expect([early.status, early.text]).toEqual([422, expect.stringContaining('has not sent the data yet')]);
    await dropOff({ code });
    expect((await unlock(browser, code)).text).toContain('Data from Lakeside Lab');
  });

  test('that are wrong, malformed, missing or taken back are told apart from what works', async () => {
    const browser = await givenVisitor(server);
    const page = await browser.open(address());
    expect((await enter(browser, page, '')).text).toContain('Enter the code');
    expect((await enter(browser, page, 'JKYZ')).text).toContain('twenty letters');
    expect((await enter(browser, page, 'JKYZ-QNMN-VHRX-ZGNR-GZNH')).text).toContain('no such code');
    const code = await dropOff();
    await client.call('DeletePendingConnectPackage', { info: `<identity-code>${code}</identity-code>` });
    expect((await enter(browser, page, code)).text).toContain('no such code');
  });

  test('may be tried so often by an address and a person, then there is a pause', async () => {
    await using strict = await startTestServer({ limits: { connectTriesMax: 3 } });
    const browser = await givenVisitor(strict);
    const page = await browser.open(address());
    for (let i = 0; i < 3; i++)
      expect((await enter(browser, page, 'JKYZ-QNMN-VHRX-ZGNR-GZNH')).status).toBe(422);
    const paused = await enter(browser, page, 'JKYZ-QNMN-VHRX-ZGNR-GZNH');
    expect([paused.status, paused.text]).toEqual([429, expect.stringContaining('Too many tries')]);
    expect(Number(paused.headers.get('retry-after'))).toBe(900);
  });
});

test('while a package is opened that takes long, others are served', async () => {
  const iterations = 200_000;
  const data = Buffer.alloc(2_000_000).toString('base64');
  const info = packageInfo(2, { data, iterations });
  const code = (await client.call('CreateConnectPackage', { version: 2, info })).texts('identity-code')[0]!;
  const browser = await givenVisitor(server);
  const question = await browser.open(address(code));
  let isOpened = false;
  const opening = answer(browser, question).finally(() => {
    isOpened = true;
  });
  const waits: number[] = [];
  while (!isOpened) {
    const began = performance.now();
    await fetch(`${server.shellUrl}/sign-in`);
    waits.push(performance.now() - began);
  }
  expect((await opening).text).toContain('That is not the answer');
  // Were it done in one piece, at most one page would come meanwhile.
  expect(waits.length).toBeGreaterThan(5);
});

test('an answer that cannot be judged, because too many wait, does not count', async () => {
  const code = await dropOff();
  const browser = await givenVisitor(server);
  const question = await browser.open(address(code));
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  const others = Array.from({ length: 52 }, () => runInTurn(server.vault, () => ended));
  for (let i = 0; i < 4; i++) expect((await answer(browser, question)).status).toBe(429);
  end();
  await Promise.all(others);
  expect((await answer(browser, question, 'x')).text).toContain('You have 2 more tries.');
});

describe('what opens the package', () => {
  test('stays with the person who answered', async () => {
    const code = await dropOff();
    const record = await unlock(await givenVisitor(server), code);
    const other = await givenVisitor(server);
    expect((await other.open(record.url.href)).text).toContain('First pet?');
    const form = {
      ...record.form('/pick-up'),
      ...(await other.open(address(code))).form('/pick-up'),
      step: 'record',
    };
    expect((await other.post('/pick-up', { ...form, decision: 'allow' })).text).toContain('First pet?');
    expect((await new Browser(server).open(record.url.href)).url.pathname).toBe('/sign-in');
  });

  test('is of no use for another package', async () => {
    const browser = await givenVisitor(server);
    const record = await unlock(browser, await dropOff());
    const other = await browser.open(address(await dropOff()));
    const form = { ...record.form('/pick-up'), request: other.form('/pick-up').request };
    expect((await browser.post('/pick-up', { ...form, decision: 'allow' })).text).toContain('First pet?');
  });
});

describe('at the record', () => {
  test('somebody may say not now, and come back', async () => {
    const code = await dropOff();
    const browser = await givenVisitor(server);
    const page = await unlock(browser, code);
    expect((await decide(browser, page, { decision: 'deny' })).text).toContain(
      'Nothing was put into a record',
    );
    expect(await thingsOf(page)).toEqual([]);
    expect((await unlock(browser, code)).text).toContain('Data from Lakeside Lab');
  });

  test('only a record of one’s own is taken', async () => {
    const code = await dropOff();
    const browser = await givenVisitor(server);
    const page = await unlock(browser, code);
    const foreign = recordIn(await unlock(await givenVisitor(server), await dropOff()));
    const again = await decide(browser, page, { record: foreign });
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('Choose a record.')]);
  });

  test('a person without one makes it and goes on', async () => {
    const code = await dropOff();
    const browser = new Browser(server);
    await browser.signUp(undefined, { record: undefined });
    const page = await unlock(browser, code);
    expect(page.text).toContain('You have no health record yet');
    const making = await browser.open(page.tag(/\/records\/new/)!.href!);
    const back = await browser.submit(making, '/records/new', { name: 'Ada Example', relationship: '1' });
    expect(back.text).toContain('Data from Lakeside Lab');
    expect((await decide(browser, back)).text).toContain('The data are in the record');
  });

  test('a package goes into one record once, however many ask at the same time', async () => {
    const code = await dropOff();
    const browsers = [await givenVisitor(server), await givenVisitor(server)];
    const pages = await Promise.all(browsers.map(browser => unlock(browser, code)));
    const done = await Promise.all(pages.map((page, i) => decide(browsers[i]!, page)));
    expect(done.filter(page => page.text.includes('The data are in the record'))).toHaveLength(1);
    expect((await Promise.all(pages.map(thingsOf))).flat()).toHaveLength(1);
  });
});

describe('contents that are not in order are told as such, change nothing, and stay', () => {
  const broken: [string, string, RegExp][] = [
    ['no XML', 'dear Ada', /what a package may hold/],
    ['nothing at all', '', /what a package may hold/],
    ['a thing left open', '<thing>', /what a package may hold/],
    ['another element', '<weight/>', /what a package may hold/],
    [
      'more than one root around them',
      `${weightThing(1)}</things><things>${weightThing(2)}`,
      /what a package may hold/,
    ],
    ['a document type', `<!DOCTYPE x>${weightThing(1)}`, /what a package may hold/],
    ['a value that its type does not allow', weightThing(-1), /what a package may hold/],
    [
      'a type nobody knows',
      weightThing(1).replace(typeIds.weight, '00000000-0000-0000-0000-000000000001'),
      /thing type/i,
    ],
  ];
  test.each(broken)('%s', async (_, contents, words) => {
    const code = await dropOff({ contents });
    const browser = await givenVisitor(server);
    const page = await unlock(browser, code);
    expect([page.status, page.text]).toEqual([422, expect.stringContaining('The data cannot be read')]);
    expect(page.text).toMatch(words);
    expect((await unlock(browser, code)).text).toContain('The data cannot be read');
  });

  test('bytes that are not UTF-8, though a byte order mark is no mistake', async () => {
    const latin = await dropOff({
      contents: Buffer.from(
        weightThing(70).replace('<common/>', '<common><note>Ä</note></common>'),
        'latin1',
      ),
    });
    expect((await unlock(await givenVisitor(server), latin)).text).toContain('They must be UTF-8.');
    const marked = await dropOff({ contents: `\uFEFF${weightThing(70)}` });
    expect((await unlock(await givenVisitor(server), marked)).text).toContain('Data from Lakeside Lab');
  });

  const personal = (data = '') =>
    `<thing><type-id>92ba621e-66b3-4a01-bd73-74844aed4f5b</type-id><data-xml><personal>${data}</personal></data-xml></thing>`;

  test('one thing that the record cannot take keeps all of them out', async () => {
    const browser = await givenVisitor(server);
    // A record has one of them.
    const contents = weightThing(70) + personal() + personal();
    const page = await unlock(browser, await dropOff({ contents }));
    const refused = await decide(browser, page);
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('do not fit into this record'),
    ]);
    expect(refused.text).toContain('Thing 3 of 3');
    expect(await thingsOf(page)).toEqual([]);
  });
});

test('of what a record has one of, what comes is the next version, and the one before stays', async () => {
  const browser = await givenVisitor(server);
  const bloodType = async (type: string) => {
    const contents = `<thing><type-id>92ba621e-66b3-4a01-bd73-74844aed4f5b</type-id><data-xml><personal><blood-type><text>${type}</text></blood-type></personal></data-xml></thing>`;
    const page = await unlock(browser, await dropOff({ contents }));
    expect(page.text).toContain('A record has one of: Personal demographic information.');
    expect((await decide(browser, page)).text).toContain('The data are in the record');
    return recordIn(page);
  };
  await bloodType('A+');
  const grant = makeSystemGrant('tests', await bloodType('B-'), '');
  const all = await server.vault.store.read(db =>
    db.things(grant).ofTypes(['92ba621e-66b3-4a01-bd73-74844aed4f5b'], 2),
  );
  expect(all.map(({ dataXml }) => /<text>(.*)<\/text>/.exec(dataXml)![1])).toEqual(['B-']);
  expect((await browser.open(`/items/${all[0]!.id}/history`)).text).toMatch(/Blood type A\+ B-/);
});

describe('streamed blobs', () => {
  const bytes = randomBytes(100);
  const blockSize = 2_097_152;
  const stream = (by = rightAnswer) => streamBlob(client, bytes, chunksClosedWith(by));
  const refusedWith = async (blob: string, blobUrls: readonly string[]): Promise<string> => {
    const code = await dropOff({ contents: weightThing(1) + weightWithBlobs(blob), blobUrls });
    const browser = await givenVisitor(server);
    const page = await unlock(browser, code);
    const refused = await decide(browser, page);
    expect(refused.status).toBe(422);
    // Nothing was kept, and the package still waits.
    expect(await thingsOf(page)).toEqual([]);
    expect((await server.vault.store.read(db => db.blobs.unattached(lab.app.id))).count).toBe(0);
    expect((await unlock(browser, code)).text).toContain('Data from Lakeside Lab');
    return refused.text;
  };

  test('are opened into the record, and what was uploaded is gone', async () => {
    const url = await stream();
    const contents = weightWithBlobs(streamedBlob('a', { bytes, url, blockSize }));
    const browser = await givenVisitor(server);
    const page = await unlock(browser, await dropOff({ contents, blobUrls: [url] }));
    expect((await decide(browser, page)).text).toContain('The data are in the record');
    const [thing] = await thingsOf(page);
    const held = await server.vault.store.read(async db => {
      const things = db.things(makeSystemGrant('tests', recordIn(page), ''));
      const [blob] = (await things.blobSets([thing!.blobSet!])).get(thing!.blobSet!)!;
      return blob!;
    });
    expect([held.name, held.length]).toEqual(['a', bytes.length]);
    const pieces: Buffer[] = [];
    for await (const piece of readBytes(server.vault, storedOf(held), 0, held.length)) pieces.push(piece);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    expect(
      await server.vault.store.read(db => db.blobs.byToken(writeTokenHash(readToken(url))!)),
    ).toBeUndefined();
  });

  test('must be listed with the package', async () => {
    const url = await stream();
    const blob = streamedBlob('a', { bytes, url, blockSize });
    const code = await dropOff({ contents: weightWithBlobs(blob) });
    const browser = await givenVisitor(server);
    const refused = await decide(browser, await unlock(browser, code));
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Code 112')]);
    await dropOff({ blobUrls: [url] });
  });

  test('must have the hash and the length they say', async () => {
    const url = await stream();
    const hash = randomBytes(32).toString('base64');
    expect(await refusedWith(streamedBlob('a', { bytes, url, blockSize, hash }), [url])).toContain(
      'Code 111',
    );
    const other = await stream();
    const long = streamedBlob('a', { bytes, url: other, blockSize }).replace(
      '<content-length>100',
      '<content-length>99',
    );
    expect(await refusedWith(long, [other])).toContain('Code 3');
  });

  test('must be closed with the answer', async () => {
    const whole = (await client.call('BeginPutConnectPackageBlob')).texts('blob-ref-url')[0]!;
    await sendChunk(whole, 0, randomBytes(100), { 'x-hv-blob-complete': '1' });
    expect(await refusedWith(streamedBlob('a', { bytes, url: whole, blockSize }), [whole])).toContain(
      'Code 120',
    );
    const url = await stream('another answer');
    expect(await refusedWith(streamedBlob('a', { bytes, url, blockSize }), [url])).toMatch(
      /Code (120|111|3)/,
    );
  });
});

test('four weeks after it was dropped off a package is gone, and that it was there is told for as long again', async () => {
  const code = await dropOff({ externalId: 'expiring' });
  const browser = new Browser(server);
  const packages = () => server.vault.store.read(db => db.packages.byExternalId(lab.app.id, 'expiring'));
  const [dropped] = await packages();
  const contents = () => server.vault.store.read(db => db.packages.contents(dropped!.id));
  server.clock.pass(server.vault.limits.packageTtlMs - 1);
  await server.background.run('sweep packages');
  expect(await contents()).toBeDefined();
  server.clock.pass(2);
  expect((await enter(browser, await browser.open(address()), code)).text).toContain('has expired');
  await server.background.run('sweep packages');
  expect(await contents()).toBeUndefined();
  expect((await enter(browser, await browser.open(address()), code)).text).toContain('has expired');
  server.clock.pass(server.vault.limits.packageTtlMs);
  await server.background.run('sweep packages');
  expect(await packages()).toEqual([]);
  client = await openClient(server, lab);
});
