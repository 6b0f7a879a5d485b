// The bytes of files go from the folder to a bucket and back, beside a server and while none runs.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import {
  beginUpload,
  payload,
  putOne,
  readAddress,
  sendChunk,
  upload,
  weightWith,
} from '../testing/blobs.ts';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

const limits = { blobChunkBytes: 1000 };
let s3: S3rver;
let endpoint: string;
let bucket: string;
let place: string;
let buckets = 0;

beforeAll(async () => {
  // As an operator gives them; s3rver knows these.
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
  s3 = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: tempFolder() });
  endpoint = `http://127.0.0.1:${(await s3.run()).port}`;
});
afterAll(async () => {
  await s3.close();
  vi.unstubAllEnvs();
});

beforeEach(async () => {
  buckets += 1;
  bucket = `vault-${buckets}`;
  place = `s3://${bucket}/blobs?endpoint=${endpoint}`;
  const client = new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
});

const start = (data: string, blobStore = 'files') => startTestServer({ data, blobStore, limits });
const run = async (data: string, ...args: string[]) => {
  const { code, out, err } = await keepwell(['blobs', 'move', '--data', data, '--json', ...args]);
  return { code, err, told: out === '' ? undefined : JSON.parse(out) };
};

async function giveFile(app: Linked, bytes: Buffer): Promise<string> {
  return (await putOne(app, weightWith(payload({ name: 'x', url: await upload(app, bytes, 1000) })))).id;
}
async function readFile(app: Linked, id: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(await readAddress(app, id, 'x'))).arrayBuffer());
}
const partFiles = (data: string) =>
  existsSync(join(data, 'blobs'))
    ? readdirSync(join(data, 'blobs'), { recursive: true, withFileTypes: true }).filter(one => one.isFile())
    : [];

test('most goes while the vault is served, the rest while it is not; it is served from there, and the old place is cleared', async () => {
  const data = tempFolder();
  const [first, second] = [randomBytes(2500), randomBytes(1500)];
  let ids: string[];
  {
    await using server = await start(data);
    const app = await givenLinkedApp(server);
    ids = [await giveFile(app, first)];
    const served = await run(data, '--to', place);
    expect(served).toMatchObject({ code: 0, told: { parts: 3, copied: 3, lost: 0, served: true } });
    ids.push(await giveFile(app, second));
    const tooSoon = await run(data, '--to', place, '--remove');
    expect(tooSoon).toMatchObject({ code: 1, err: expect.stringContaining('The vault is served, and not') });
  }
  const rest = await run(data, '--to', place);
  expect(rest).toMatchObject({ code: 0, told: { parts: 5, copied: 2, bytes: 1580, served: false } });
  await using server = await start(data, place);
  const app = await givenLinkedApp(server);
  const third = await giveFile(app, randomBytes(700));
  const cleared = await run(data, '--from', 'files', '--to', place, '--remove');
  expect(cleared).toMatchObject({ code: 0, told: { parts: 6 } });
  expect(partFiles(data)).toEqual([]);
  expect((await readFile(app, third)).length).toBe(700);
  const held = await server.vault.store.read(db => db.blobs.heldParts(undefined, 100));
  expect(held).toHaveLength(6);
  for (const { blobId, name } of held) expect(await server.vault.blobs.has(blobId, name)).toBe(true);
  expect(ids).toHaveLength(2);
});

test('an upload that is under way goes on from the new place', async () => {
  const data = tempFolder();
  const bytes = randomBytes(1800);
  let url: string;
  {
    await using server = await start(data);
    url = await beginUpload(await givenLinkedApp(server));
    await sendChunk(url, bytes.subarray(0, 1000), { from: 0 });
  }
  expect(await run(data, '--to', place)).toMatchObject({ code: 0, told: { parts: 1, copied: 1 } });
  await using server = await start(data, place);
  const address = `${server.shellUrl}${new URL(url).pathname}${new URL(url).search}`;
  const answer = await sendChunk(address, bytes.subarray(1000), { from: 1000, complete: true });
  expect(answer.status).toBe(200);
});

test('goes on where it was cut off, back to files too, and writes nothing anew that is there', async () => {
  const data = tempFolder();
  {
    await using server = await start(data, place);
    const app = await givenLinkedApp(server);
    await giveFile(app, randomBytes(3000));
    await server.vault.store.read(async db => {
      const [one] = await db.blobs.heldParts(undefined, 1);
      const bytes: Buffer[] = [];
      for await (const piece of server.vault.blobs.kept!.read(one!.blobId, one!.name, 0, one!.length))
        bytes.push(Buffer.from(piece));
      // As a process leaves it that was killed after its first part.
      const folder = join(data, 'blobs', one!.blobId.slice(0, 2), one!.blobId);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, one!.name), Buffer.concat(bytes));
    });
  }
  const back = await run(data, '--from', place, '--to', 'files');
  expect(back).toMatchObject({ code: 0, told: { parts: 3, copied: 2 } });
  expect(partFiles(data)).toHaveLength(3);
});

test('what is lost or damaged is told, the rest goes; nothing is removed that is not whole in the new place', async () => {
  const data = tempFolder();
  {
    await using server = await start(data);
    const app = await givenLinkedApp(server);
    for (let count = 0; count < 3; count++) await giveFile(app, randomBytes(600));
  }
  const [lost, damaged] = partFiles(data).map(({ parentPath, name }) => join(parentPath, name));
  rmSync(lost!);
  writeFileSync(damaged!, randomBytes(640));
  const moved = await run(data, '--to', place);
  expect(moved).toMatchObject({ code: 1, told: { parts: 3, copied: 1, lost: 2 } });
  expect(moved.err).toContain('2 parts are not there, or not as they came');
  const removed = await run(data, '--to', place, '--remove');
  expect(removed).toMatchObject({ code: 1, err: expect.stringContaining('is not in the new place') });
  expect(existsSync(damaged!)).toBe(true);
});

test.each([
  ['nowhere', 2, 'it must be "files"'],
  ['files', 2, 'They are in'],
  ['s3://there-is-none/x', 1, ''],
] as const)('to %s is refused', async (to, code, words) => {
  const data = tempFolder();
  await using _ = await start(data);
  const where = to.startsWith('s3:') ? `${to}?endpoint=${endpoint}` : to;
  expect(await run(data, '--to', where)).toMatchObject({ code, err: expect.stringContaining(words) });
});
