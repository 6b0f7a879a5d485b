// What becomes of backups when their target is full, goes away in the middle, or is wanted by two at once: those that were there
// stay whole, who asked is told, and once the trouble is over the next backup is made as if nothing had been.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { backUp } from '../backups.ts';
import { payload, putOne, upload, weightWith } from '../testing/blobs.ts';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let app: Linked;
let key: { file: string; recipient: string };
beforeAll(async () => {
  server = await startTestServer({ database: undefined, limits: { blobChunkBytes: 65_536 } }, 1);
  app = await givenLinkedApp(server);
  await addFile(100_000);
  const file = join(tempFolder(), 'identity.txt');
  const { out } = await keepwell(['backup', 'keygen', '--out', file, '--json']);
  key = { file, recipient: JSON.parse(out).recipient };
});
afterAll(() => server.close());

async function addFile(bytes: number): Promise<void> {
  const url = await upload(app, randomBytes(bytes), 65_536);
  await putOne(app, weightWith(payload({ name: 'x', url })));
}

function newTarget(): string {
  const folder = join(tempFolder(), 'backups');
  mkdirSync(folder);
  return folder;
}

const run = (target: string) =>
  keepwell(['backup', '--data', server.data, '--to', target, '--recipient', key.recipient]);

/** Makes one in this process, with something done once in its middle. */
function backUpWith(target: string, meanwhile: () => void): Promise<unknown> {
  let isDone = false;
  const place = { data: server.data, database: undefined, masterKey: { kind: 'file' as const } };
  const onSlice = () => {
    if (!isDone) meanwhile();
    isDone = true;
  };
  const order = { target, recipients: [key.recipient], keep: undefined, watcher: { onSlice } };
  return backUp(server.vault, place, order);
}

/** Every backup of a target is restored. */
async function demandWhole(target: string): Promise<void> {
  const verified = await keepwell(['backup', 'verify', '--data', server.data, '--to', target]);
  expect({ code: verified.code, err: verified.err }).toEqual({ code: 0, err: '' });
  const args = ['restore', '--from', target, '--identity', key.file, '--into', tempFolder()];
  const restored = await keepwell(args);
  expect({ code: restored.code, err: restored.err }).toEqual({ code: 0, err: '' });
}

/** As if the ten minutes were over for which it holds of who could not give it back. */
function passLock(target: string): void {
  const file = join(target, 'lock.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), until: Date.now() - 1 }));
}

/** In words, whichever of the two was in the way first. */
const isRefusal = (err: string) =>
  /are being changed by process|Another process holds the database/.test(err);

const backupsIn = (target: string) =>
  readdirSync(join(target, 'backups')).filter(name => name.endsWith('.age'));

/** A disk of its own, so small. Undefined where this user may mount none. */
function mountSmall(megabytes: number): string | undefined {
  const target = newTarget();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', target]);
  if (status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', target]));
  return target;
}

const mayMount = (() => {
  const probe = join(tempFolder(), 'probe');
  mkdirSync(probe);
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', probe]).status === 0;
  if (isMounted) spawnSync('umount', [probe]);
  return isMounted;
})();

describe('a target', () => {
  test.skipIf(!mayMount)(
    'on a disk that becomes full keeps the backups it has (needs leave to mount)',
    async () => {
      const target = mountSmall(2)!;
      expect((await run(target)).code).toBe(0);
      await addFile(4_000_000);
      const { code, err } = await run(target);
      expect([code, err]).toEqual([1, expect.stringMatching(/no space left/i)]);
      expect(backupsIn(target)).toHaveLength(1);
      await demandWhole(target);
      expect(await server.vault.store.read(db => db.backups.last('backup'))).toMatchObject({
        backupId: undefined,
        problem: expect.stringMatching(/no space left/i),
      });
      expect(spawnSync('mount', ['-o', 'remount,size=30m', target]).status).toBe(0);
      expect(await run(target)).toMatchObject({ code: 0, err: '' });
      expect(backupsIn(target)).toHaveLength(2);
      await demandWhole(target);
    },
  );

  test('that goes away in the middle is told of, and nothing is made in its place', async () => {
    const target = newTarget();
    expect((await run(target)).code).toBe(0);
    await addFile(300_000);
    const gone = `${target}-gone`;
    await expect(backUpWith(target, () => renameSync(target, gone))).rejects.toThrow();
    expect(readdirSync(join(target, '..'))).not.toContain('backups');
    renameSync(gone, target);
    expect(backupsIn(target)).toHaveLength(1);
    await demandWhole(target);
    passLock(target);
    expect(await run(target)).toMatchObject({ code: 0, err: '' });
    await demandWhole(target);
  });

  test('whose disk is unmounted in the middle gets no backup that is not whole', async () => {
    const target = newTarget();
    expect((await run(target)).code).toBe(0);
    await addFile(300_000);
    const mounted = `${target}-mounted`;
    const unmount = () => {
      renameSync(target, mounted);
      mkdirSync(target);
    };
    await expect(backUpWith(target, unmount)).rejects.toThrow();
    // What is left under the place is no backup.
    expect((await keepwell(['backup', 'list', '--data', server.data, '--to', target])).code).toBe(1);
    rmSync(target, { recursive: true });
    renameSync(mounted, target);
    expect(backupsIn(target)).toHaveLength(1);
    await demandWhole(target);
    passLock(target);
    expect(await run(target)).toMatchObject({ code: 0, err: '' });
    expect(backupsIn(target)).toHaveLength(2);
    await demandWhole(target);
  });

  test('that several want at once is had by one at a time', async () => {
    const target = newTarget();
    expect((await run(target)).code).toBe(0);
    await addFile(500_000);
    const all = await Promise.all(Array.from({ length: 4 }, () => run(target)));
    const failed = all.filter(({ code }) => code !== 0);
    expect(failed.length).toBeLessThan(all.length);
    expect(failed.map(({ err }) => err).filter(err => !isRefusal(err))).toEqual([]);
    expect(backupsIn(target)).toHaveLength(1 + all.length - failed.length);
    await demandWhole(target);
  });
});
