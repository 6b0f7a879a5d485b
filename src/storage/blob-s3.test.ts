import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { describe, expect, test, vi } from 'vitest';
import {
  beginUpload,
  getBlobs,
  payload,
  putOne,
  readAddress,
  sendChunk,
  upload,
  weightWith,
} from '../testing/blobs.ts';
import { givenLinkedApp } from '../testing/given.ts';
import { startTestServer } from '../testing/server.ts';
import { openBlobS3, type S3Place } from './blob-s3.ts';
import { blobStoreSuite } from './blob-store.suite.ts';
import { readBlobPlace } from './blob-store.ts';

/** Another server than the one that comes with the tests: its address, with credentials in the environment. */
const given = process.env.KEEPWELL_S3_ENDPOINT;

async function s3rver(): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'keepwell-s3-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

describe('S3', () => {
  blobStoreSuite(async () => {
    const server = given === undefined ? await s3rver() : { endpoint: given, stop: async () => {} };
    const credentials =
      given === undefined ? { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } : undefined;
    const bucket = `keepwell-${process.pid}-${process.hrtime()[1]}`;
    const place = readBlobPlace(`s3://${bucket}/some/prefix?endpoint=${server.endpoint}`) as S3Place;
    const { region, endpoint } = place;
    const client = new S3Client({
      region,
      endpoint: endpoint!,
      forcePathStyle: true,
      ...(credentials && { credentials }),
    });
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    return {
      blobs: openBlobS3(place, credentials),
      again: () => openBlobS3(place, credentials),
      async kept(id) {
        const Prefix = `some/prefix/${id}/`;
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
        return Contents.map(({ Key }) => Key!.slice(Prefix.length));
      },
      dispose: server.stop,
    };
  });
});

test('a vault keeps its blobs in the bucket that is set', async () => {
  const s3 = await s3rver();
  // As an operator gives them; s3rver knows these.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
  const client = new S3Client({ region: 'us-east-1', endpoint: s3.endpoint, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'vault' }));
  const server = await startTestServer({
    blobStore: `s3://vault/blobs?endpoint=${s3.endpoint}`,
    limits: { blobChunkBytes: 1000 },
  });
  const app = await givenLinkedApp(server);
  const bytes = randomBytes(2500);
  const url = await upload(app, bytes, 1000);
  const { id } = await putOne(app, weightWith(payload({ name: 'x', url }, { data: 'YWJj' })));
  const read = await fetch(await readAddress(app, id, 'x'), { headers: { Range: 'bytes=900-2400' } });
  expect(Buffer.from(await read.arrayBuffer()).equals(bytes.subarray(900, 2401))).toBe(true);
  expect((await getBlobs(app, id, { as: 'inline' })).texts('base64data')[1]).toBe('YWJj');
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'vault' }));
  expect(Contents.map(({ Size }) => Size).sort()).toEqual([1040, 1040, 43, 540]);
  expect(existsSync(join(server.data, 'blobs'))).toBe(false);
  await server.close();
  await s3.stop();
  vi.unstubAllEnvs();
});

test('while the bucket is away, uploads and downloads are answered 503 with Retry-After, and go on when it is back', async () => {
  const s3 = await s3rver();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
  const client = new S3Client({ region: 'us-east-1', endpoint: s3.endpoint, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'vault' }));
  // Stands between the vault and the bucket, and can be closed and opened again.
  const bucketPort = Number(new URL(s3.endpoint).port);
  let isAway = false;
  const sockets = new Set<Socket>();
  const between = createServer(socket => {
    if (isAway) return void socket.destroy();
    sockets.add(socket);
    const onward = connect(bucketPort, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward])
      end.on('error', () => {}).on('close', () => [socket, onward].map(s => s.destroy()));
  });
  await new Promise<void>(resolve => between.listen(0, '127.0.0.1', resolve));
  const { port } = between.address() as AddressInfo;
  await using server = await startTestServer({
    blobStore: `s3://vault/blobs?endpoint=http://127.0.0.1:${port}`,
    metrics: 0,
  });
  const scrape = async () =>
    /^keepwell_files_reachable (\d)$/m.exec(await (await fetch(server.metricsUrl!)).text())?.[1];
  const app = await givenLinkedApp(server);
  const bytes = randomBytes(2500);
  const { id } = await putOne(app, weightWith(payload({ name: 'x', url: await upload(app, bytes) })));
  const address = await readAddress(app, id, 'x');
  const read = async () => {
    const answer = await fetch(address);
    return { status: answer.status, wait: answer.headers.get('retry-after'), text: await answer.text() };
  };
  expect(await scrape()).toBe('1');
  isAway = true;
  for (const socket of sockets) socket.destroy();
  expect(await read()).toMatchObject({ status: 503, wait: '5' });
  const put = await sendChunk(await beginUpload(app), Buffer.alloc(10), { from: 0, complete: false });
  expect([put.status, put.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await fetch(`${server.shellUrl}/ready`)).status).toBe(200);
  isAway = false;
  expect(Buffer.from(await (await fetch(address)).arrayBuffer()).equals(bytes)).toBe(true);
  between.close();
  await s3.stop();
  vi.unstubAllEnvs();
}, 60_000);

describe('the setting for a blob store', () => {
  test('is files, or a bucket', () => {
    expect(readBlobPlace('files')).toBe('files');
    expect(readBlobPlace('s3://health?region=eu-west-1')).toEqual({
      bucket: 'health',
      prefix: '',
      endpoint: undefined,
      region: 'eu-west-1',
      pathStyle: false,
    });
    expect(readBlobPlace('s3://health/vault/blobs/?endpoint=http://ceph:7480')).toMatchObject({
      bucket: 'health',
      prefix: 'vault/blobs/',
      endpoint: 'http://ceph:7480',
      pathStyle: true,
    });
    expect(readBlobPlace('s3://h?endpoint=https://x&path-style=false')).toMatchObject({ pathStyle: false });
  });

  test.each([
    ['file', 'must be'],
    ['s3://', 'must be'],
    ['http://x/y', 'must be'],
    ['s3://b?colour=red', 'no parameter colour'],
    ['s3://key:secret@b', 'AWS_ACCESS_KEY_ID'],
    ['s3://b?endpoint=ceph', 'endpoint'],
    ['s3://b?endpoint=http://ceph/x', 'endpoint'],
    ['s3://b?path-style=maybe', 'path-style'],
  ])('says what is wrong with %s, without repeating a secret', (setting, words) => {
    expect(() => readBlobPlace(setting)).toThrow(words);
    expect(() => readBlobPlace(setting)).not.toThrow('secret@');
  });
});
