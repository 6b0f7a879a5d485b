import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readToken, writeTokenHash } from '../core/blobs/tokens.ts';
import { beginUpload, callFor, payload, putThings, sendChunk, upload, weightWith } from '../testing/blobs.ts';
import { givenApp, givenLinkedApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

const hour = 60 * 60_000;
const abc = Buffer.from('abc');

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits: { blobUploadsPerAppMax: 30 } });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

/** The code of putting an upload into a new thing. */
const codeFor = async (url: string, by: Linked = app, recordId = by.recordId) =>
  (await putThings(by, weightWith(payload({ name: 'x', url })), { recordId })).code;

describe('BeginPutBlob', () => {
  test('tells where the blob goes, how large its chunks are and how it is hashed', async () => {
    const answer = await callFor(app, 'BeginPutBlob');
    expect(answer.texts('blob-ref-url')[0]).toMatch(
      new RegExp(
        `^http://localhost:${server.port}/streaming/wildcatblob\\.ashx\\?blob-ref-token=[\\w-]{64}$`,
      ),
    );
    expect(answer.texts('blob-chunk-size')).toEqual(['2097152']);
    expect(answer.texts('max-blob-size')).toEqual(['2147483647']);
    expect(answer.texts('blob-hash-algorithm')).toEqual(['SHA256Block']);
    expect(answer.texts('block-size')).toEqual(['2097152']);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    expect(problemsBy('response-beginputblob', await callFor(app, 'BeginPutBlob'))).toEqual([]);
  });

  test('takes nothing', async () => {
    expect((await callFor(app, 'BeginPutBlob', { info: '<x/>' })).code).toBe(3);
    expect((await callFor(app, 'BeginPutBlob', { infoXml: '<info />' })).code).toBe(0);
  });

  test('needs a person', async () => {
    expect((await app.client.call('BeginPutBlob', { recordId: app.recordId })).code).toBe(9);
  });

  test('works for a person who is away', async () => {
    const { client, recordId, personId } = app;
    expect((await client.call('BeginPutBlob', { recordId, personId })).code).toBe(0);
  });

  test('knows only records of the person', async () => {
    const other = await givenLinkedApp(server);
    expect((await callFor(app, 'BeginPutBlob', { recordId: other.recordId })).code).toBe(10);
  });
});

describe('an upload', () => {
  test('for a record goes into a thing of that record alone', async () => {
    const second = await givenPerson(server.vault);
    const elsewhere = await linkApp(server, app, { person: app.person, record: app.record });
    const url = await upload(app, abc);
    const other = await linkApp(server, app, second);
    expect(await codeFor(url, other)).toBe(88);
    expect(await codeFor(url, elsewhere)).toBe(0);
  });

  test('for no record goes into any record of the person, and into no other person’s', async () => {
    const begin = async () => {
      const { client, userToken } = app;
      const answer = await client.call('BeginPutBlob', { userToken });
      const url = answer.texts('blob-ref-url')[0]!;
      await sendChunk(url, abc, { from: 0, complete: true });
      return url;
    };
    const stranger = await linkApp(server, app, await givenPerson(server.vault));
    const url = await begin();
    expect(await codeFor(url, stranger)).toBe(88);
    expect(await codeFor(url)).toBe(0);
  });

  test('of one application is nothing to another on the same record', async () => {
    const url = await upload(app, abc);
    const other = await linkApp(server, await givenApp(server.vault), app);
    expect(await codeFor(url, other)).toBe(88);
    expect(await codeFor(url)).toBe(0);
  });

  test('goes into one thing only', async () => {
    const url = await upload(app, abc);
    expect(await codeFor(url)).toBe(0);
    expect(await codeFor(url)).toBe(101);
    const twice = await upload(app, abc);
    const things = weightWith(payload({ url: twice })) + weightWith(payload({ url: twice }));
    expect((await putThings(app, things)).code).toBe(101);
  });

  test('must be complete', async () => {
    const url = await beginUpload(app);
    expect(await codeFor(url)).toBe(102);
    await sendChunk(url, abc, { from: 0 });
    expect(await codeFor(url)).toBe(102);
    await sendChunk(url, Buffer.of(), { complete: true });
    expect(await codeFor(url)).toBe(0);
  });

  test('takes no chunks when a thing has it', async () => {
    const url = await upload(app, abc);
    await codeFor(url);
    const answer = await sendChunk(url, abc, { from: 0, complete: true });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('<code>101</code>');
  });

  test('takes chunks and goes into a thing for a day', async () => {
    const [early, late] = [await upload(app, abc), await beginUpload(app)];
    server.clock.pass(24 * hour - 1000);
    const fresh = await linkApp(server, app, app);
    expect(await codeFor(early, fresh)).toBe(0);
    await sendChunk(late, abc, { from: 0, complete: true });
    server.clock.pass(1000);
    const answer = await sendChunk(late, abc, { from: 3 });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<code>11</code>');
    expect(await codeFor(late, fresh)).toBe(11);
    app = fresh;
  });

  test.each([
    ['another token', (url: string) => url.replace(/.{6}$/, 'AAAAAA')],
    ['no token', (url: string) => url.replace(/\?.*/, '')],
    ['an empty token', (url: string) => url.replace(/=.*/, '=')],
    ['anything', () => 'anything'],
    ['a path', (url: string) => url.replace(/=.*/, '=../../../keepwell.db')],
  ])('is not found by %s', async (_, wrong) => {
    const url = wrong(await upload(app, abc));
    expect(await codeFor(url)).toBe(88);
    if (!url.startsWith('http')) return;
    const answer = await sendChunk(url, abc, { from: 0 });
    expect([answer.status, /<code>(\d+)/.exec(await answer.text())?.[1]]).toEqual([404, '88']);
  });

  test('of a package is for no thing until the package is picked up', async () => {
    const sender = await givenLinkedApp(server, { methodGroups: ['basic', 'connect-package'] });
    const begun = await sender.client.call('BeginPutConnectPackageBlob');
    expect(await codeFor(begun.texts('blob-ref-url')[0]!, sender)).toBe(112);
  });
});

describe('an application', () => {
  test('has so many uploads open that nothing holds, and others have theirs', async () => {
    const eager = await givenLinkedApp(server);
    for (let i = 0; i < 30; i++) expect((await callFor(eager, 'BeginPutBlob')).code).toBe(0);
    const refused = await callFor(eager, 'BeginPutBlob');
    expect(refused.code).toBe(75);
    expect(refused.message).toContain('30 blobs');
    expect((await callFor(app, 'BeginPutBlob')).code).toBe(0);
    server.clock.pass(26 * hour);
    await server.background.run('sweep blobs');
    const again = await linkApp(server, eager, eager);
    expect((await callFor(again, 'BeginPutBlob')).code).toBe(0);
  });
});

test('an upload whose bytes cannot be removed holds up the sweep of no other', async () => {
  await using own = await startTestServer();
  const by = await givenLinkedApp(own);
  const begun = async () => {
    const hash = writeTokenHash(readToken(await upload(by, Buffer.from('abc'))))!;
    own.clock.pass(1);
    return (await own.vault.store.read(db => db.blobs.byToken(hash)))!.id;
  };
  const stuck = await begun();
  let other = await begun();
  // By chance they may lie below the same two digits.
  while (other.slice(0, 2) === stuck.slice(0, 2)) other = await begun();
  // A file where its folder should be: so nothing below it can be looked at.
  const folder = join(own.data, 'blobs', stuck.slice(0, 2));
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  own.clock.pass(26 * hour);
  await own.background.run('sweep blobs');
  const left = (id: string) => own.vault.store.read(db => db.blobs.byId(id));
  expect([(await left(stuck))?.state, await left(other)]).toEqual(['dropped', undefined]);
  expect(own.logged.some(line => line.includes('background job failed'))).toBe(true);
});
