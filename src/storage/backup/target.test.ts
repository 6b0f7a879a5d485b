// What every target does, and backups in a bucket by the commands.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { givenLinkedApp } from '../../testing/given.ts';
import { keepwell, tempFolder } from '../../testing/process.ts';
import { startTestServer } from '../../testing/server.ts';
import { openBackupTarget } from './places.ts';
import { readTargetPlace } from './target.ts';

let place: string;
let client: S3Client;
let stop: () => Promise<void>;
beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'keepwell-s3-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  // As an operator gives them; s3rver knows these.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
  client = new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'backups' }));
  place = `s3://backups/some/prefix?endpoint=${endpoint}`;
  stop = async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
    vi.unstubAllEnvs();
  };
});
afterAll(() => stop());

describe.each(['a folder', 'a bucket'])('%s', kind => {
  test('keeps objects by their names, and puts one in the place of another', async () => {
    const target = await openBackupTarget(kind === 'a folder' ? tempFolder() : place);
    const list = async (folder: string) => {
      const names: string[] = [];
      for await (const name of target.list(folder)) names.push(name);
      return names.sort();
    };
    expect(await list('')).toEqual([]);
    await target.put('a/bc/d.age', Buffer.from('one'));
    await target.put('a/bc/d.age', Buffer.from('two'));
    await target.put('e.json', Buffer.from('three'));
    expect(await target.putIfAbsent('e.json', Buffer.from('four'))).toBe(false);
    expect(await target.putIfAbsent('f.json', Buffer.from('five'))).toBe(true);
    await target.settle();
    expect(await list('')).toEqual(['a/bc/d.age', 'e.json', 'f.json']);
    expect(await list('a')).toEqual(['a/bc/d.age']);
    expect((await target.get('a/bc/d.age'))?.toString()).toBe('two');
    expect((await target.get('e.json'))?.toString()).toBe('three');
    expect(await target.get('g')).toBeUndefined();
    for (const name of ['a/bc/d.age', 'e.json', 'f.json', 'g']) await target.remove(name);
    await target.tidy();
    expect(await list('')).toEqual([]);
  });
});

test('a vault is backed up into a bucket, proven there and brought back', async () => {
  await using server = await startTestServer({ database: undefined }, 1);
  await givenLinkedApp(server);
  const identity = join(tempFolder(), 'identity');
  const made = await keepwell(['backup', 'keygen', '--out', identity, '--json']);
  const { recipient } = JSON.parse(made.out);
  const run = (...args: string[]) => keepwell(['backup', ...args, '--data', server.data, '--to', place]);
  expect(await run('--recipient', recipient)).toMatchObject({ code: 0, err: '' });
  const again = JSON.parse((await run('--recipient', recipient, '--json')).out);
  expect(again).toMatchObject({ kept: 2, records: 1 });
  expect(await run('drill')).toMatchObject({ code: 0, err: '' });
  const restored = await keepwell([
    'restore',
    '--from',
    place,
    '--identity',
    identity,
    '--into',
    tempFolder(),
  ]);
  expect({ code: restored.code, err: restored.err }).toEqual({ code: 0, err: '' });
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'backups' }));
  expect(Contents.every(({ Key }) => Key?.startsWith('some/prefix/'))).toBe(true);
  const gone = place.replace('//backups/', '//gone/');
  const refused = await keepwell(['backup', 'list', '--data', server.data, '--to', gone]);
  expect(refused.code).toBe(1);
});

test('what names no target is refused', () => {
  expect(() => readTargetPlace('ftp://x')).toThrow('it must be a folder, or s3://bucket');
  expect(readTargetPlace('/mnt/disk')).toEqual({ folder: '/mnt/disk' });
});
