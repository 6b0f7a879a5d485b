// What `keepwell doctor` and `keepwell serve` find out about the files of items.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { describe, expect, test, vi } from 'vitest';
import { readConfig } from '../config.ts';
import { startServer } from '../main.ts';
import { payload, putOne, upload, weightWith } from '../testing/blobs.ts';
import { givenLinkedApp } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

const filesOf = (data: string) =>
  readdirSync(join(data, 'blobs'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

async function check(data: string, ...args: string[]): Promise<{ ok: boolean; detail: string }> {
  const { out } = await keepwell(['doctor', '--json', '--data', data, ...args]);
  return JSON.parse(out).find(({ check }: { check: string }) => check === 'files');
}

/** A vault that is not served, with so many blobs. */
async function givenBlobs(count: number, blobStore = 'files'): Promise<string> {
  const data = tempFolder();
  await using server = await startTestServer({ data, blobStore });
  const linked = await givenLinkedApp(server);
  for (let i = 0; i < count; i++) {
    const url = await upload(linked, Buffer.alloc(70_000, i + 1));
    await putOne(linked, weightWith(payload({ url, length: 70_000 })));
  }
  return data;
}

const serve = (data: string, more = {}) =>
  startServer(readConfig({ data, port: 0, logLevel: 'silent' }, {}), more);

test('files that are all there pass', async () => {
  const data = await givenBlobs(2);
  expect(await check(data)).toMatchObject({
    ok: true,
    detail: expect.stringMatching(/^2 parts .* 2 of them/),
  });
});

test('one that is missing, one that was changed and one that nothing knows are told', async () => {
  const data = await givenBlobs(3);
  const [first, second] = filesOf(data);
  rmSync(first!);
  writeFileSync(second!, Buffer.alloc(70_000));
  const stray = '0f000000-0000-4000-8000-000000000000';
  mkdirSync(join(data, 'blobs', '0f', stray), { recursive: true });
  writeFileSync(join(data, 'blobs', '0f', stray, '0'), 'x');
  for (const args of [[], ['--thorough']]) {
    const { ok, detail } = await check(data, ...args);
    expect(ok).toBe(false);
    expect(detail).toContain('1 of 3 parts of files are not there');
    expect(detail).toContain('1 of 2 parts that were read are not what was stored');
    expect(detail).toContain(`1 files there are known to no database (${stray})`);
  }
  // A server goes on with what there is.
  await (await serve(data)).close();
});

test('a vault whose files are all gone is not served unless that is known', async () => {
  const data = await givenBlobs(2);
  rmSync(join(data, 'blobs'), { recursive: true });
  expect(await check(data)).toMatchObject({ ok: false, detail: expect.stringContaining('Set blobStore') });
  await expect(serve(data)).rejects.toThrow(/are not in the folder blobs.*--files-lost/);
  await (await serve(data, { areFilesLost: true })).close();
});

describe('in S3', () => {
  const withS3 = async (work: (endpoint: string) => Promise<void>) => {
    const directory = tempFolder();
    const s3 = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
    const { port } = await s3.run();
    const endpoint = `http://127.0.0.1:${port}`;
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER').stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
    try {
      const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
      const client = new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true, credentials });
      await client.send(new CreateBucketCommand({ Bucket: 'vault' }));
      await work(endpoint);
    } finally {
      vi.unstubAllEnvs();
      await s3.close().catch(() => {});
    }
  };

  test('they are found where the setting says, and missed where it does not', async () => {
    await withS3(async endpoint => {
      const blobStore = `s3://vault?endpoint=${endpoint}`;
      const data = await givenBlobs(1, blobStore);
      const settings = (store: string) =>
        writeFileSync(join(data, 'keepwell.json'), JSON.stringify({ blobStore: store }));
      settings(blobStore);
      expect(await check(data, '--thorough')).toMatchObject({ ok: true });
      await (await serve(data)).close();

      for (const [wrong, words] of [
        ['files', 'are not in the folder blobs'],
        [`s3://vault/elsewhere?endpoint=${endpoint}`, 'are not in the bucket vault, below elsewhere/'],
        [`s3://other?endpoint=${endpoint}`, 'cannot be reached in the bucket other'],
        ['s3://vault?endpoint=http://127.0.0.1:1', 'cannot be reached in the bucket vault'],
      ] as const) {
        settings(wrong);
        expect(await check(data)).toMatchObject({ ok: false, detail: expect.stringContaining(words) });
        await expect(serve(data)).rejects.toThrow(words);
      }
    });
  });
});
