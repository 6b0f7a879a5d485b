import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readToken, writeTokenHash } from '../core/blobs/tokens.ts';
import { givenApp, givenLinkedApp, type Linked, openClient, type TestClient } from '../testing/given.ts';
import {
  chunksClosedWith,
  closedWith,
  packageInfo,
  sendChunk,
  streamBlob,
  streamedBlob,
  weightThing,
  weightWithBlobs,
} from '../testing/packages.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

const blobChunkBytes = 4096;
const bytes = randomBytes(5000);
const close = chunksClosedWith('rex');

let server: TestServer;
let app: Linked;
let client: TestClient;
beforeAll(async () => {
  server = await startTestServer({
    limits: { blobChunkBytes, blobBytesMax: 20_000, blobsPerThingMax: 3, packageBytesPerAppMax: 50_000 },
  });
  app = await givenLinkedApp(server, { methodGroups: ['basic', 'connect-package'] });
  client = app.client;
});
afterAll(() => server.close());

const create = async (blobUrls: readonly string[], by: TestClient = client) => {
  const data = await closedWith('rex', weightThing(70));
  return by.call('CreateConnectPackage', { version: 2, info: packageInfo(2, { data, blobUrls }) });
};
const stream = () => streamBlob(client, bytes, close);
const isKept = async (url: string) =>
  (await server.vault.store.read(db => db.blobs.byToken(writeTokenHash(readToken(url))!))) !== undefined;

test('answers with an address, and with the sizes of chunks before and after they are encrypted', async () => {
  const answer = await client.call('BeginPutConnectPackageBlob');
  expect(answer.code).toBe(0);
  if (hasReference) expect(problemsBy('response-beginputconnectpackageblob', answer)).toEqual([]);
  expect(answer.texts('package-blob-chunk-encryption-algorithm')).toEqual(['aes256']);
  expect(answer.texts('blob-pre-encryption-chunk-size')).toEqual(['4096']);
  expect(answer.texts('blob-post-encryption-chunk-size')).toEqual(['4128']);
  // As many chunks as fit, once encrypted, into what a blob may have.
  expect(answer.texts('max-blob-size')).toEqual([String(4 * 4096)]);
  expect(answer.texts('blob-hash-algorithm')).toEqual(['SHA256Block']);
  expect(answer.texts('block-size')).toEqual(['4096']);
});

test('the largest blob can be uploaded, and no chunk of another size than was answered', async () => {
  const largest = await streamBlob(client, randomBytes(4 * 4096), close);
  expect((await create([largest])).code).toBe(0);
  const url = (await client.call('BeginPutConnectPackageBlob')).texts('blob-ref-url')[0]!;
  await expect(sendChunk(url, 0, randomBytes(4129))).rejects.toThrow();
});

test('a package takes each upload once: 101; one that is not complete, never: 102', async () => {
  const url = await stream();
  expect((await create([url, url])).code).toBe(101);
  expect((await create([url])).code).toBe(0);
  expect((await create([url])).code).toBe(101);
  const open = (await client.call('BeginPutConnectPackageBlob')).texts('blob-ref-url')[0]!;
  expect((await create([open])).code).toBe(102);
});

test('with 88 it refuses what is no upload, that of another application, and one that is for things', async () => {
  expect((await create(['https://example.org/'])).code).toBe(88);
  expect((await create([`https://example.org/?blob-ref-token=${'A'.repeat(64)}`])).code).toBe(88);
  const url = await stream();
  const testApp = await givenApp(server.vault, { methodGroups: ['basic', 'connect-package'] });
  expect((await create([url], await openClient(server, testApp))).code).toBe(88);
  const { recordId, userToken } = app;
  const forThings = await client.call('BeginPutBlob', { recordId, userToken });
  expect((await create(forThings.texts('blob-ref-url'))).code).toBe(88);
});

test('PutThings refuses such an upload with 112', async () => {
  const { recordId, userToken } = app;
  const url = await stream();
  const info = weightWithBlobs(streamedBlob('a', { bytes, url, blockSize: blobChunkBytes }));
  expect((await client.call('PutThings', { version: 2, info, recordId, userToken })).code).toBe(112);
});

test('more blobs than a package may have are refused with 3, more bytes than may wait with 75', async () => {
  const urls = [await stream(), await stream(), await stream()];
  expect((await create([...urls, await stream()])).code).toBe(3);
  expect((await create(urls)).code).toBe(0);
  const more = [await stream(), await stream(), await stream()];
  expect((await create(more)).code).toBe(75);
  // What was refused can be used after there is room again.
  expect(
    (await client.call('DeletePendingConnectPackage', { info: '<external-id>patient 7</external-id>' })).code,
  ).toBe(0);
  expect((await create(more)).code).toBe(0);
});

test('a day later an upload is refused with 11, and swept away', async () => {
  const url = await stream();
  server.clock.pass(server.vault.limits.blobWriteTokenTtlMs);
  client = await openClient(server, app);
  expect((await create([url])).code).toBe(11);
  server.clock.pass(2 * 3_600_000);
  await server.background.run('sweep blobs');
  expect(await isKept(url)).toBe(false);
  client = await openClient(server, app);
});

test('a package that is deleted, or whose time is over, takes its blobs with it; until then they stay', async () => {
  const deleted = await stream();
  const code = (await create([deleted])).texts('identity-code')[0]!;
  expect(await isKept(deleted)).toBe(true);
  await client.call('DeletePendingConnectPackage', { info: `<identity-code>${code}</identity-code>` });
  expect(await isKept(deleted)).toBe(false);
  const waiting = await stream();
  expect((await create([waiting])).code).toBe(0);
  server.clock.pass(server.vault.limits.packageTtlMs - 1);
  await server.background.run('sweep packages');
  await server.background.run('sweep blobs');
  expect(await isKept(waiting)).toBe(true);
  server.clock.pass(2);
  await server.background.run('sweep packages');
  expect(await isKept(waiting)).toBe(false);
});

test('an application without the method group, or on a device, is refused with 11', async () => {
  for (const given of [
    { methodGroups: ['basic'] },
    { kind: 'soda-master', methodGroups: ['basic', 'connect-package'] },
  ] as const) {
    const other = await openClient(server, await givenApp(server.vault, given));
    expect((await other.call('BeginPutConnectPackageBlob')).code).toBe(11);
  }
});
