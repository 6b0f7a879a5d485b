// What takes several steps works where another node answers at each of them, and what is bounded is bounded by all nodes
// together. With KEEPWELL_TEST_NODES=2 all other tests have two nodes, too.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTracing } from './core/healthvault/tracing/traces.ts';
import { beginUnderWay, endUnderWay } from './core/records/export-progress.ts';
import { givenWebApp } from './shell/testing/apps.ts';
import { Authenticator } from './shell/testing/authenticator.ts';
import { Browser, somebody } from './shell/testing/browser.ts';
import { turnCodesOn } from './shell/testing/codes.ts';
import { givenSignedIn } from './shell/testing/visitors.ts';
import { givenLinkedApp, openClient } from './testing/given.ts';
import { sdkFor } from './testing/sdk.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import file from './things/file.ts';

describe('with two nodes', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ limits: { signInTriesPerAddressMax: 1000 } }, 2);
  });
  afterAll(() => server.close());

  const enterPassword = async (someone: { email: string; password: string }, browser = new Browser(server)) =>
    browser.submit(await browser.open('/sign-in'), '/sign-in', {
      email: someone.email,
      password: someone.password,
    });

  async function givenCodes() {
    const someone = somebody();
    const browser = new Browser(server);
    await browser.signUp(undefined, someone);
    return { someone, ...(await turnCodesOn(browser)) };
  }

  test('a password and a code sign in, and the code is good once', async () => {
    const { someone, app } = await givenCodes();
    server.clock.pass(30_000);
    const code = app.at(server.clock.now());
    const enter = async () => {
      const browser = new Browser(server);
      return browser.submit(await enterPassword(someone, browser), '/sign-in/code', { code });
    };
    expect((await enter()).text).toContain('Hello, Ada Example');
    // At the other node at least once.
    for (let again = 0; again < 2; again++) expect((await enter()).status).toBe(422);
  });

  test('wrong passwords are as many as one node allows', async () => {
    const someone = somebody();
    await new Browser(server).signUp(undefined, someone);
    const statuses: number[] = [];
    for (let tried = 0; tried < 14; tried++)
      statuses.push((await enterPassword({ ...someone, password: 'a wrong one' })).status);
    const { signInTriesMax } = server.vault.limits;
    expect(statuses.filter(status => status === 422)).toHaveLength(signInTriesMax);
    expect(statuses.slice(signInTriesMax).every(status => status === 429)).toBe(true);
    expect((await enterPassword(someone)).status).toBe(429);
  });

  test('wrong codes are as many as one node allows', async () => {
    const { someone } = await givenCodes();
    const statuses: number[] = [];
    for (let tried = 0; tried < 14; tried++) {
      const browser = new Browser(server);
      const page = await enterPassword(someone, browser);
      statuses.push((await browser.submit(page, '/sign-in/code', { code: '000000' })).status);
    }
    const { wrongCodesPerHourMax } = server.vault.limits;
    expect(statuses.filter(status => status === 422)).toHaveLength(wrongCodesPerHourMax);
  });

  test('a recovery code signs in, once', async () => {
    const { someone, recoveryCodes } = await givenCodes();
    const [recovery] = recoveryCodes;
    const enter = async () => {
      const browser = new Browser(server);
      const { email, password } = someone;
      const page = await browser.open('/sign-in/recovery');
      return browser.submit(page, '/sign-in/recovery', { email, password, code: recovery });
    };
    expect((await enter()).text).toContain('Hello, Ada Example');
    for (let again = 0; again < 2; again++) expect((await enter()).status).toBe(422);
  });

  test('a passkey is made and signs in, and an answer to its challenge is good once', async () => {
    const browser = new Browser(server);
    const authenticator = new Authenticator(server.shellUrl);
    const step = await browser.signUp(undefined, { password: '', with: 'passkey' });
    await browser.submit(step, '/sign-up/passkey', authenticator.create(step));
    const page = await new Browser(server).open('/sign-in');
    const answer = authenticator.sign(page);
    const sign = async () => {
      const other = new Browser(server);
      const { ceremony } = page.form('/sign-in/passkey');
      return other.submit(await other.open('/sign-in'), '/sign-in/passkey', { ceremony, ...answer });
    };
    expect((await sign()).text).toContain('Hello, Ada Example');
    for (let again = 0; again < 2; again++) expect((await sign()).status).toBe(422);
  });

  test('a session that is ended opens nothing anywhere', async () => {
    const { browser } = await givenSignedIn(server);
    const page = await browser.open('/account');
    const [cookie] = [...browser.cookies].filter(([name]) => name === 'keepwell');
    await browser.submit(page, '/sign-out');
    browser.cookies.set('keepwell', cookie![1]);
    for (let again = 0; again < 2; again++)
      expect((await browser.open('/account')).url.pathname).toBe('/sign-in');
  });

  test('a person has as many exports under way as one node allows, and any node tells how they go', async () => {
    const ada = await givenSignedIn(server);
    const { vault } = server;
    const [id, of] = [ada.record.id, { personId: ada.person.id, recordId: ada.record.id }];
    const progress = { done: 0, total: 8 };
    const begun = await beginUnderWay(vault, { ...of, progress });
    expect(begun).toBeDefined();
    const told = async () =>
      JSON.parse((await ada.browser.send(`/export/progress?record=${id}`)).html) as { state: string };
    for (let again = 0; again < 2; again++) expect((await told()).state).toBe('running');
    await beginUnderWay(vault, { ...of, progress });
    const page = await ada.browser.open(`/export?record=${id}`);
    for (let again = 0; again < 2; again++)
      expect((await ada.browser.submit(page, '/export', { record: id })).status).toBe(429);
    endUnderWay(vault, begun!, 'done');
    await server.background.run('tell of exports');
    expect((await ada.browser.submit(page, '/export', { record: id })).status).toBe(200);
  });

  test('an application is traced everywhere within a second or so, and its traces are seen anywhere', async () => {
    const { vault } = server;
    const dev = await givenSignedIn(server, 'Dev Example');
    const app = await givenWebApp(server, { name: 'Curves' });
    const [appId, personId] = [app.app.id, dev.person.id];
    await vault.store.write(db => db.appAdmins.add({ appId, personId, addedAt: 0 }));
    const client = await openClient(server, app);
    await startTracing(vault, personId, appId);
    await new Promise(resolve => setTimeout(resolve, 1500));
    for (let called = 0; called < 4; called++) await client.call('GetServiceDefinition', { version: 2 });
    const seen = async () =>
      (await dev.browser.open(`/develop/${appId}/tracing`)).text.match(/GetServiceDefinition 2/g)?.length;
    await expect.poll(seen).toBe(4);
    await expect.poll(seen).toBe(4);
  });
});

const chunkBytes = 64 * 1024;
const long = Uint8Array.from({ length: 5 * chunkBytes + 17 }, (_, i) => (i * 7 + (i >> 8)) % 256);

async function expectBlobsToWork(server: TestServer): Promise<void> {
  const linked = await givenLinkedApp(server);
  const record = (await sdkFor(server, linked)).record(linked.recordId, { userToken: linked.userToken });
  const uploaded = await record.uploadBlob(long);
  const blob = { ...uploaded, name: 'scan', contentType: 'application/octet-stream' };
  const { id } = await record.put(file, { name: 'scan.bin', size: long.length }, { blobs: [blob] });
  const [kept] = await record.blobs(id);
  const whole = await new Response(
    (await record.downloadBlob(kept!)) as ReadableStream<Uint8Array<ArrayBuffer>>,
  ).arrayBuffer();
  expect(Buffer.compare(Buffer.from(whole), long)).toBe(0);
  for (const [from, to] of [
    [0, 9],
    [chunkBytes - 5, chunkBytes + 4],
    [2 * chunkBytes, 4 * chunkBytes + 1],
  ] as const) {
    const answer = await fetch(kept!.url, { headers: { range: `bytes=${from}-${to}` } });
    expect(answer.status).toBe(206);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(long.subarray(from, to + 1)));
  }
}

describe('files of two nodes', () => {
  const limits = { blobChunkBytes: chunkBytes };

  test('go up in parts and come down in ranges, from a folder that both have', async () => {
    await using server = await startTestServer({ limits }, 2);
    await expectBlobsToWork(server);
  });

  test('go up in parts and come down in ranges, from S3', async () => {
    const directory = join(mkdtempSync(join(tmpdir(), 'keepwell-s3-')), 's3');
    mkdirSync(directory);
    const s3 = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
    const { port } = await s3.run();
    const endpoint = `http://127.0.0.1:${port}`;
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
    try {
      const client = new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true });
      await client.send(new CreateBucketCommand({ Bucket: 'nodes' }));
      await using server = await startTestServer(
        { limits, blobStore: `s3://nodes/?endpoint=${endpoint}` },
        2,
      );
      await expectBlobsToWork(server);
    } finally {
      vi.unstubAllEnvs();
      await s3.close();
    }
  });
});
