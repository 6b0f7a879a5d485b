// Blobs by the SDK, and the packages it leaves: up, down, picked up, whole or refused.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { methodGroups } from '../core/applications/application.ts';
import { givenVisitor } from '../shell/testing/apps.ts';
import type { Browser } from '../shell/testing/browser.ts';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { sdkFor } from '../testing/sdk.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import file from '../things/file.ts';
import weight from '../things/weight.ts';
import { type App, BlobError, type BlobSource, type RecordClient, type UploadState } from './index.ts';

const chunkBytes = 64 * 1024;
let server: TestServer;
let linked: Linked;
let app: App;
let record: RecordClient;
const posts: string[] = [];
beforeAll(async () => {
  server = await startTestServer({ limits: { blobChunkBytes: chunkBytes, blobBytesMax: 20 * chunkBytes } });
  linked = await givenLinkedApp(server, { methodGroups });
  app = await sdkFor(server, linked, {
    fetch: (url, init) => {
      posts.push(new Headers(init?.headers).get('content-range') ?? '');
      return fetch(url, init);
    },
  });
  record = app.record(linked.recordId, { userToken: linked.userToken });
});
afterAll(() => server.close());

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) % 256);
const all = async (stream: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());

async function* inParts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

async function put(source: BlobSource, size: number, name = ''): Promise<string> {
  const blob = { ...(await record.uploadBlob(source)), name, contentType: 'application/octet-stream' };
  return (await record.put(file, { name: 'scan.bin', size }, { blobs: [blob] })).id;
}

describe('a blob', () => {
  const long = bytesOf(3 * chunkBytes + 17);
  const sources: [string, BlobSource, number][] = [
    ['bytes', long, long.length],
    ['a Blob', new Blob([long]), long.length],
    ['a stream', new Blob([long]).stream(), long.length],
    ['what is made as it goes', inParts(long), long.length],
    ['whole chunks', bytesOf(2 * chunkBytes), 2 * chunkBytes],
    ['one byte', bytesOf(1), 1],
  ];
  test.each(sources)('of %s comes back as it was put', async (_, source, size) => {
    const id = await put(source, size, 'scan');
    const [blob, ...others] = await record.blobs(id);
    expect(others).toEqual([]);
    expect(blob).toMatchObject({ name: 'scan', contentType: 'application/octet-stream', length: size });
    const read: number[] = [];
    const stream = await record.downloadBlob(blob!, { onProgress: bytes => read.push(bytes) });
    expect(Buffer.compare(await all(stream), bytesOf(size))).toBe(0);
    expect(read.at(-1)).toBe(size);
  });

  test('without bytes is a blob too', async () => {
    const uploaded = await record.uploadBlob(new Uint8Array());
    expect(uploaded.length).toBe(0);
  });

  test('goes in chunks, and tells how far it is', async () => {
    posts.length = 0;
    const progress: [number, number | undefined][] = [];
    const onProgress = (sent: number, total: number | undefined) => progress.push([sent, total]);
    await record.uploadBlob(long, { onProgress });
    expect(posts.filter(Boolean)).toEqual([
      'bytes 0-65535/*',
      'bytes 65536-131071/*',
      'bytes 131072-196607/*',
      'bytes 196608-196624/*',
    ]);
    expect(progress).toEqual([65536, 131072, 196608, 196625].map(sent => [sent, long.length]));
    progress.length = 0;
    await record.uploadBlob(inParts(long), { onProgress });
    expect(progress.at(-1)).toEqual([long.length, undefined]);
  });

  test('longer than the platform takes is not sent to its end', async () => {
    await expect(record.uploadBlob(bytesOf(21 * chunkBytes))).rejects.toThrow(BlobError);
  });

  test('can be given up under way', async () => {
    const giveUp = new AbortController();
    const upload = record.uploadBlob(long, { onProgress: () => giveUp.abort(), signal: giveUp.signal });
    await expect(upload).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  test('goes on where it was broken off, without sending what has come', async () => {
    const states: UploadState[] = [];
    const giveUp = new AbortController();
    const first = record.uploadBlob(long, {
      signal: giveUp.signal,
      onState: state => {
        if (states.push(state) === 2) giveUp.abort(new Error('off'));
      },
    });
    await expect(first).rejects.toThrow('off');
    posts.length = 0;
    const resume: UploadState = JSON.parse(JSON.stringify(states.at(-1)));
    const uploaded = await record.uploadBlob(long, { resume });
    expect(posts.filter(Boolean)).toEqual(['bytes 131072-196607/*', 'bytes 196608-196624/*']);
    const blob = { ...uploaded, name: '', contentType: 'image/png' };
    const { id } = await record.put(file, { name: 'scan.png', size: long.length }, { blobs: [blob] });
    const [kept] = await record.blobs(id);
    expect(Buffer.compare(await all(await record.downloadBlob(kept!)), long)).toBe(0);
  });

  test('is sent and fetched over a connection that breaks off', async () => {
    let breaks = 0;
    let puts = 0;
    const flaky = await sdkFor(server, linked, {
      firstPauseMs: 1,
      async fetch(url, init) {
        const answer = await fetch(url, init);
        if (String(init?.body).includes('<method>PutThings<') && puts++ === 0)
          throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
        if (!String(url).includes('/streaming/') || breaks++ % 2 === 1) return answer;
        // An upload has come, and its answer is lost; a download ends in its middle.
        if (init?.method === 'POST') throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
        const half = new Uint8Array(await answer.arrayBuffer()).subarray(0, 70_000);
        return new Response(half, { status: answer.status });
      },
    });
    const by = flaky.record(linked.recordId, { userToken: linked.userToken });
    const blob = { ...(await by.uploadBlob(long)), name: '', contentType: 'image/png' };
    const options = { blobs: [blob], clientId: 'scan over a bad line' };
    const { id } = await by.put(file, { name: 'scan.png', size: long.length }, options);
    expect(puts).toBe(2);
    expect(Buffer.compare(await all(await by.downloadBlob((await by.blobs(id))[0]!)), long)).toBe(0);
    expect(breaks).toBeGreaterThan(8);
  });

  test('that is not what was put is told at its end', async () => {
    const [blob] = await record.blobs(await put(long, long.length));
    const other = { ...blob!.hash!, value: 'T4tCwi3TcptRm6b2jS2nzFstYG0F2u1a1RKMwD5sY1g=' };
    await expect(all(await record.downloadBlob({ ...blob!, hash: other }))).rejects.toThrow(BlobError);
    await expect(all(await record.downloadBlob({ ...blob!, length: 5 }))).rejects.toThrow(BlobError);
  });

  test('at an address that the platform did not give is refused', async () => {
    const [blob] = await record.blobs(await put(long, long.length));
    const forged = { ...blob!, url: `${blob!.url}x` };
    await expect(record.downloadBlob(forged)).rejects.toThrow(BlobError);
  });
});

describe('a package', () => {
  const when = { date: { y: 2026, m: 11, d: 4 } };
  const about = { friendlyName: 'Ada', question: 'First pet?', externalId: 'patient 7', iterations: 1000 };

  test('opens to who knows the answer, with its blobs', async () => {
    const parcel = await app.newPackage({ ...about, answer: 'Rex the Dog' });
    const scan = bytesOf(2 * chunkBytes + 5);
    parcel.add(weight, { when, value: { kg: 61.5 } }, { note: 'in the morning' });
    const blob = { ...(await parcel.uploadBlob(scan)), name: '', contentType: 'image/png' };
    parcel.add(file, { name: 'scan.png', size: scan.length }, { blobs: [blob] });
    const code = await parcel.leave();
    expect(code).toMatch(/^([A-Z]{4}-){4}[A-Z]{4}$/);

    const browser = await givenVisitor(server);
    expect((await answered(browser, code, 'a cat')).text).not.toContain('Weight');
    const opened = await answered(browser, code, 'rex THE dog');
    expect(opened.text).toContain('Weight');
    expect(opened.text).toContain('File');
    const done = await browser.submit(opened, '/pick-up', { decision: 'allow' });
    expect(done.text).toContain('The data are in the record');
  });

  test('can have a code that was reserved', async () => {
    const { identityCode } = await app.call('AllocatePackageId', 1);
    const parcel = await app.newPackage({ ...about, answer: 'Rex', identityCode });
    parcel.add(weight, { when, value: { kg: 61.5 } });
    expect(await parcel.leave()).toBe(identityCode);
  });

  const answered = async (browser: Browser, code: string, answer: string) => {
    const page = await browser.open(`/redirect.aspx?target=PICKUP&targetqs=packageid%3D${code}`);
    return browser.submit(page, '/pick-up', { answer });
  };
});
