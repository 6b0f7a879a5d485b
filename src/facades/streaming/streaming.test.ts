import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveConsent } from '../../core/authorization/consent.ts';
import { readToken, writeTokenHash } from '../../core/blobs/tokens.ts';
import { sealedPolicy } from '../../http/policy.ts';
import {
  beginUpload,
  blobsIn,
  blockHashOf,
  callFor,
  getBlobs,
  payload,
  putOne,
  putThings,
  readAddress,
  readAround,
  sendChunk,
  upload,
  weightWith,
} from '../../testing/blobs.ts';
import { startCpuClock } from '../../testing/cpu.ts';
import { givenApp, givenLinkedApp, type Linked, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

/** As the published example has it: 600 bytes in chunks of 256. */
const chunkBytes = 256;
const bytes600 = randomBytes(600);
const chunk = (i: number) => bytes600.subarray(i * chunkBytes, (i + 1) * chunkBytes);
const minute = 60_000;

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({
    limits: {
      blobChunkBytes: chunkBytes,
      blobBytesMax: 1000,
      inlineBlobBytesMax: 700,
      blobsPerAnswerMax: 6,
      blobUploadBytesPerAppMax: 4000,
    },
  });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const refusal = async (answer: Response) => [
  answer.status,
  Number(/<code>(\d+)/.exec(await answer.text())?.[1]),
];
const taken = async (url: string, by = app) => {
  const key = await putOne(by, weightWith(payload({ name: 'x', url })));
  return blobsIn(await getBlobs(by, key.id, { as: 'inline' })).x!;
};
const put600 = async () => {
  const url = await upload(app, bytes600, chunkBytes);
  return putOne(app, weightWith(payload({ name: 'x', type: 'image/png', url })));
};

describe('an upload', () => {
  const send = (url: string, i: number, given = {}) =>
    sendChunk(url, chunk(i), { from: i * chunkBytes, ...given });
  const whole = { base64data: bytes600.toString('base64'), hash: blockHashOf(bytes600, chunkBytes) };

  test('comes in chunks, as the published example has it: with the total, and one byte too many in the last range', async () => {
    const url = await beginUpload(app);
    for (const [i, to, complete] of [
      [0, 255, false],
      [1, 511, false],
      [2, 600, true],
    ] as const) {
      const answer = await send(url, i, { total: 600, to, complete });
      expect([answer.status, await answer.text()]).toEqual([200, '']);
    }
    expect(await taken(url)).toMatchObject(whole);
  });

  test('may be completed by a request without bytes', async () => {
    const url = await beginUpload(app);
    for (const i of [0, 1, 2]) await send(url, i);
    expect((await sendChunk(url, Buffer.of(), { complete: true })).status).toBe(200);
    expect(await taken(url)).toMatchObject(whole);
  });

  test.each([
    'image/x-anything',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ])('comes by PUT or POST, with header names in lower case, as %s', async type => {
    for (const method of ['PUT', 'POST']) {
      const url = await beginUpload(app);
      const headers = { 'content-type': type };
      for (const i of [0, 1, 2]) await send(url, i, { method, headers, complete: i === 2 });
      expect(await taken(url)).toMatchObject(whole);
    }
  });

  test('comes in chunks whose length is not told before', async () => {
    const url = await beginUpload(app);
    for (const i of [0, 1, 2]) {
      const answer = await raw(
        `POST ${url.slice(url.indexOf('/streaming'))} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n` +
          `content-range: bytes ${i * chunkBytes}-${i * chunkBytes + chunk(i).length - 1}/*\r\n${i === 2 ? 'X-HV-Blob-Complete: 1\r\n' : ''}\r\n`,
        Buffer.concat(
          [...chunk(i)].map(byte =>
            Buffer.concat([Buffer.from('1\r\n'), Buffer.of(byte), Buffer.from('\r\n')]),
          ),
        ),
        Buffer.from('0\r\n\r\n'),
      );
      expect(answer).toMatch(/^HTTP\/1\.1 200/);
    }
    expect(await taken(url)).toMatchObject(whole);
  });

  test('may come whole without a range', async () => {
    const url = await beginUpload(app);
    expect((await sendChunk(url, Buffer.from('abc'), { complete: true })).status).toBe(200);
    expect(await taken(url)).toMatchObject({ base64data: 'YWJj' });
  });

  test('goes on after a chunk that is sent again, the last one too', async () => {
    const url = await beginUpload(app);
    for (const i of [0, 0, 1, 1, 2, 2]) expect((await send(url, i, { complete: i === 2 })).status).toBe(200);
    expect(await taken(url)).toMatchObject(whole);
  });

  test('in two places at once takes each chunk once', async () => {
    const url = await beginUpload(app);
    for (const i of [0, 1, 2]) {
      const answers = await Promise.all([0, 1, 2].map(() => send(url, i, { complete: i === 2 })));
      expect(answers.some(({ ok }) => ok)).toBe(true);
      for (const answer of answers) if (!answer.ok) expect(await refusal(answer)).toEqual([400, 3]);
      // Nothing is left of those that came too late.
      const hash = writeTokenHash(readToken(url))!;
      const { id } = (await server.vault.store.read(db => db.blobs.byToken(hash)))!;
      expect(readdirSync(join(server.data, 'blobs', id.slice(0, 2), id))).toHaveLength(i + 1);
    }
    expect(await taken(url)).toMatchObject(whole);
  });

  test.each<[string, object]>([
    ['that leaves a gap', { from: 256 }],
    ['whose range has fewer bytes than it says', { from: 0, to: 300 }],
    ['whose range has more bytes than it says', { from: 0, to: 10 }],
    ['whose range runs backwards', { from: 10, to: 0 }],
    ['whose range cannot be read', { headers: { 'Content-Range': 'octets 0-255' } }],
    ['that ends before the total', { from: 0, total: 600, complete: true }],
  ])('refuses a chunk %s, and goes on with the right one', async (_, given) => {
    const url = await beginUpload(app);
    expect(await refusal(await sendChunk(url, chunk(0), given))).toEqual([400, 3]);
    for (const i of [0, 1, 2]) expect((await send(url, i, { complete: i === 2 })).status).toBe(200);
    expect(await taken(url)).toMatchObject(whole);
  });

  test('refuses other bytes for a chunk it has, and any after a short one', async () => {
    const url = await beginUpload(app);
    await send(url, 0);
    expect(await refusal(await sendChunk(url, randomBytes(256), { from: 0 }))).toEqual([400, 3]);
    await sendChunk(url, Buffer.from('abc'), { from: 256 });
    expect(await refusal(await sendChunk(url, Buffer.from('d'), { from: 259 }))).toEqual([400, 3]);
  });

  test('refuses a chunk that is too large, and a blob that becomes too large', async () => {
    const url = await beginUpload(app);
    expect(await refusal(await sendChunk(url, randomBytes(3_000_000), { from: 0 }))).toEqual([413, 39]);
    expect(await refusal(await sendChunk(url, randomBytes(257), { from: 0 }))).toEqual([413, 39]);
    for (const i of [0, 1, 2]) await sendChunk(url, Buffer.alloc(256), { from: i * 256 });
    expect(await refusal(await sendChunk(url, Buffer.alloc(256), { from: 768 }))).toEqual([413, 39]);
    expect((await sendChunk(url, Buffer.alloc(232), { from: 768, complete: true })).status).toBe(200);
  });

  test('takes no more when it is complete', async () => {
    const url = await upload(app, Buffer.alloc(256), chunkBytes);
    expect(await refusal(await sendChunk(url, Buffer.from('x'), { from: 256 }))).toEqual([409, 101]);
    expect((await sendChunk(url, Buffer.of(), { complete: true })).status).toBe(200);
  });

  test('cut off in the middle keeps nothing of that chunk', async () => {
    const url = await beginUpload(app);
    await send(url, 0);
    const path = url.slice(url.indexOf('/streaming'));
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 256\r\nContent-Range: bytes 256-511/*\r\n\r\n`;
    await raw(head, Buffer.alloc(100), undefined);
    for (const i of [1, 2]) expect((await send(url, i, { complete: i === 2 })).status).toBe(200);
    expect(await taken(url)).toMatchObject(whole);
    expect(server.logged.filter(line => line.includes('request failed'))).toEqual([]);
  });

  test('of one application leaves room for others', async () => {
    const [eager, other] = [await givenLinkedApp(server), await givenLinkedApp(server)];
    const kept = [];
    for (let i = 0; i < 3; i++) kept.push(await upload(eager, Buffer.alloc(1000), chunkBytes));
    const full = await beginUpload(eager);
    for (const i of [0, 1]) expect((await sendChunk(full, chunk(i), { from: i * 256 })).status).toBe(200);
    const refused = await sendChunk(full, Buffer.alloc(256), { from: 512, complete: true });
    expect(refused.status).toBe(200);
    const more = await beginUpload(eager);
    expect(await refusal(await sendChunk(more, Buffer.alloc(256), { from: 0 }))).toEqual([429, 75]);
    expect((await putThings(eager, weightWith(payload({ data: Buffer.alloc(900) })))).code).toBe(75);
    expect((await sendChunk(await beginUpload(other), Buffer.alloc(256), { from: 0 })).status).toBe(200);
    // What a thing has is room again.
    await putOne(eager, weightWith(payload({ url: kept[0]! })));
    expect((await sendChunk(more, Buffer.alloc(256), { from: 0 })).status).toBe(200);
  });

  test('has no more room when many come at once', async () => {
    const eager = await givenLinkedApp(server);
    const urls = await Promise.all(Array.from({ length: 25 }, () => beginUpload(eager)));
    const answers = await Promise.all(urls.map(url => sendChunk(url, chunk(0), { from: 0 })));
    const taken = answers.filter(({ ok }) => ok);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length * 256).toBeLessThanOrEqual(4000);
    for (const answer of answers) if (!answer.ok) expect(await refusal(answer)).toEqual([429, 75]);
    const put = () => putThings(eager, weightWith(payload({ data: Buffer.alloc(250) })));
    expect((await Promise.all([put(), put(), put()])).map(({ code }) => code)).toContain(75);
  });

  test('is no download', async () => {
    const url = await upload(app, Buffer.from('abc'));
    expect(await refusal(await fetch(url))).toEqual([404, 88]);
  });
});

describe('a download', () => {
  test('gives the bytes, and lets no browser guess, show or run them', async () => {
    const key = await put600();
    const answer = await fetch(await readAddress(app, key.id, 'x'));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': '600',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="x"; filename*=UTF-8''x`,
      'content-security-policy': sealedPolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes600)).toBe(true);
  });

  test.each<[string, string, number, number, number]>([
    ['Range', 'bytes=0-255', 206, 0, 255],
    ['Range', 'bytes=200-300', 206, 200, 300],
    ['Range', 'bytes=255-256', 206, 255, 256],
    ['Range', 'bytes=590-', 206, 590, 599],
    ['Range', 'bytes=590-9999', 206, 590, 599],
    ['Range', 'bytes=-10', 206, 590, 599],
    ['Range', 'bytes=-9999', 206, 0, 599],
    ['Range', 'bytes=599-599', 206, 599, 599],
    ['Content-Range', 'bytes 0-255', 206, 0, 255],
    ['content-range', 'bytes 10-20/600', 206, 10, 20],
    ['Range', 'bytes=0-1,5-6', 200, 0, 599],
    ['Range', 'bytes=5-1', 200, 0, 599],
    ['Range', 'bytes=-', 200, 0, 599],
    ['Range', 'lines=1-2', 200, 0, 599],
  ])('with %s: %s answers %d', async (name, value, status, first, last) => {
    const url = await readAddress(app, (await put600()).id, 'x');
    const answer = await fetch(url, { headers: { [name]: value } });
    expect(answer.status).toBe(status);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.equals(bytes600.subarray(first, last + 1))).toBe(true);
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    expect(answer.headers.get('content-range')).toBe(status === 206 ? `bytes ${first}-${last}/600` : null);
  });

  test('is not held up by ranges that are mostly blanks', async () => {
    const url = await readAddress(app, (await put600()).id, 'x');
    const blanks = ' '.repeat(14_000);
    const cpuMs = startCpuClock();
    for (const Range of [`bytes${blanks}x`, `bytes=1-${blanks}x`, `bytes=${blanks}x`])
      for (let i = 0; i < 5; i++) expect((await fetch(url, { headers: { Range } })).status).toBe(200);
    expect(cpuMs()).toBeLessThan(600);
  });

  test.each(['bytes=600-', 'bytes=600-700', 'bytes=-0'])('has nothing at %s', async range => {
    const url = await readAddress(app, (await put600()).id, 'x');
    const answer = await fetch(url, { headers: { Range: range } });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */600']);
  });

  test('goes on only in the same blob', async () => {
    const url = await readAddress(app, (await put600()).id, 'x');
    const etag = (await fetch(url)).headers.get('etag')!;
    const from = (ifRange: string) => fetch(url, { headers: { Range: 'bytes=590-', 'If-Range': ifRange } });
    expect((await from(etag)).status).toBe(206);
    expect((await from('"other"')).status).toBe(200);
  });

  test('by HEAD tells what a GET would, without the bytes', async () => {
    const url = await readAddress(app, (await put600()).id, 'x');
    const answer = await fetch(url, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([
      200,
      '600',
      '',
    ]);
  });

  test('sends as bytes what is written as no media type, and names with any characters', async () => {
    const key = await putOne(
      app,
      weightWith(
        payload({ name: 'Röntgen \u202e"1"', type: 'image\\jpg', data: 'YQ==' }, { type: '', data: 'YQ==' }),
      ),
    );
    const named = await fetch(await readAddress(app, key.id, 'Röntgen \u202e"1"'));
    expect(named.headers.get('content-type')).toBe('application/octet-stream');
    expect(named.headers.get('content-disposition')).toBe(
      `attachment; filename="R_ntgen _1_"; filename*=UTF-8''R%C3%B6ntgen%20_1_`,
    );
    const unnamed = await fetch(await readAddress(app, key.id));
    expect(unnamed.headers.get('content-disposition')).toBe('attachment');
    expect(unnamed.headers.get('content-type')).toBe('application/octet-stream');
  });

  test('works for minutes', async () => {
    const url = await readAddress(app, (await put600()).id, 'x');
    server.clock.pass(30 * minute - 1);
    expect((await fetch(url)).status).toBe(200);
    server.clock.pass(1);
    expect(await refusal(await fetch(url))).toEqual([403, 11]);
  });

  test('by a token that was changed, or of another kind, finds nothing', async () => {
    const url = await readAddress(app, (await put600()).id, 'x');
    for (const wrong of [
      url.replace(/.{4}$/, 'AAAA'),
      url.slice(0, -8),
      url.replace(/=.*/, '=ASAAAQ'),
      url.replace(/=.*/, `=${app.userToken.replaceAll('+', '%2B')}`),
      url.replace(/=.*/, '=../../keepwell.key'),
    ])
      expect(await refusal(await fetch(wrong))).toEqual([404, 88]);
  });

  test('ends with the right to read the thing', async () => {
    const linked = await linkApp(server, await givenApp(server.vault), app);
    const key = await putOne(linked, weightWith(payload({ name: 'x', data: 'YQ==' })));
    const url = await readAddress(linked, key.id, 'x');
    expect((await fetch(url)).status).toBe(200);
    expect((await callFor(linked, 'RemoveApplicationRecordAuthorization')).code).toBe(0);
    expect(await refusal(await fetch(url))).toEqual([403, 11]);
    await server.vault.store.write(db =>
      giveConsent(db, server.vault, {
        app: linked.app,
        personId: app.person.id,
        recordId: app.record.id,
        optionalRules: [],
      }),
    );
    expect((await fetch(url)).status).toBe(200);
    const disable = (state: 'disabled' | 'active') =>
      server.vault.store.write(db => db.applications.put({ ...linked.app, state }));
    await disable('disabled');
    expect(await refusal(await fetch(url))).toEqual([403, 11]);
    await disable('active');
    const { app: master } = await givenApp(server.vault, { kind: 'master' });
    const child = { ...linked.app, kind: 'child', masterId: master.id } as const;
    await server.vault.store.write(db => db.applications.put(child));
    expect((await fetch(url)).status).toBe(200);
    await server.vault.store.write(db => db.applications.put({ ...master, state: 'disabled' }));
    expect(await refusal(await fetch(url))).toEqual([403, 11]);
    await server.vault.store.write(db => db.applications.put(linked.app));
    expect(
      (
        await callFor(app, 'RemoveThings', {
          info: `<thing-id version-stamp="${key.stamp}">${key.id}</thing-id>`,
        })
      ).code,
    ).toBe(0);
    expect(await refusal(await fetch(url))).toEqual([404, 88]);
  });

  test('that is under way ends with the right to read the thing, not with its address', async () => {
    await using own = await startTestServer();
    const linked = await givenLinkedApp(own);
    const bytes = randomBytes(32_000_000);
    const ref = await upload(linked, bytes);
    const key = await putOne(
      linked,
      weightWith(payload({ name: 'x', url: ref, length: bytes.length, hash: blockHashOf(bytes) })),
    );
    const url = await readAddress(linked, key.id, 'x');
    const late = async () => own.clock.pass(own.vault.limits.blobReadTokenTtlMs + 1);
    expect(await readAround(url, {}, late)).toBe(bytes.length);
    const again = await readAddress(linked, key.id, 'x');
    const came = await readAround(again, {}, async () => {
      expect((await callFor(linked, 'RemoveApplicationRecordAuthorization')).code).toBe(0);
      own.clock.pass(3000);
    });
    expect(came).toBeLessThan(bytes.length);
  });

  test('knows no other methods', async () => {
    const answer = await fetch(await readAddress(app, (await put600()).id, 'x'), { method: 'DELETE' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, PUT']);
  });
});

describe('GetThings', () => {
  test('shows the blobs asked for by name, as addresses unless it is asked otherwise', async () => {
    const key = await putOne(
      app,
      weightWith(payload({ data: 'YQ==' }, { name: 'b', data: 'Yg==' }, { name: 'c', data: 'Yw==' })),
    );
    const shown = async (given: object) => blobsIn(await getBlobs(app, key.id, given));
    expect(Object.keys(await shown({}))).toEqual(['', 'b', 'c']);
    expect((await shown({})).b).toHaveProperty('blob-ref-url');
    expect(Object.keys(await shown({ as: 'inline', names: ['', 'c', 'z'] }))).toEqual(['', 'c']);
    const { b } = await shown({ as: 'information', names: ['b'] });
    expect(Object.keys(b!)).toEqual(['content-type', 'content-length', 'hash']);
    expect(await shown({ as: 'inline', names: ['z'] })).toEqual({});
  });

  test('shows no blobs unless the section is asked for', async () => {
    const key = await put600();
    const info = `<group><id>${key.id}</id><format><section>core</section><xml/></format></group>`;
    expect((await callFor(app, 'GetThings', { version: 3, info })).xml).not.toContain('blob');
  });

  test('does not put a large blob into the answer', async () => {
    const url = await upload(app, Buffer.alloc(701), chunkBytes);
    const key = await putOne(app, weightWith(payload({ url })));
    expect((await getBlobs(app, key.id, { as: 'inline' })).code).toBe(99);
    expect((await getBlobs(app, key.id, { as: 'information' })).code).toBe(0);
  });

  test('tells of so many blobs in one answer', async () => {
    const four = () => weightWith(payload(...['a', 'b', 'c', 'd'].map(name => ({ name, data: 'YQ==' }))));
    const [one, two] = [await putOne(app, four()), await putOne(app, four())];
    expect((await getBlobs(app, one.id)).code).toBe(0);
    const section = '<format><section>blobpayload</section></format>';
    const info = `<group><id>${one.id}</id>${section}</group><group><id>${two.id}</id>${section}</group>`;
    expect((await callFor(app, 'GetThings', { version: 3, info })).code).toBe(71);
  });
});

/** Sends bytes by hand and answers what comes until the other end closes; without an end, hangs up. */
function raw(head: string, body: Buffer, end: Buffer | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.on('data', data => {
      answer += data;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write(head);
    socket.write(body);
    if (end) socket.write(end);
    else setTimeout(() => socket.destroy(), 50);
  });
}
