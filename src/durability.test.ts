// What was acknowledged survives: the short form of the harness in testing/durability/. KEEPWELL_DURABILITY_SEED names the
// run, KEEPWELL_DURABILITY_COUNT how many kills it makes, and KEEPWELL_DURABILITY_PROGRESS a file that keeps how far a long
// run has come. The servers run what is built in dist/. What
// concerns the file of a vault is not tried where it has none.
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  canFreeze,
  canLimit,
  canMount,
  failSyncs,
  freeze,
  limitFileSize,
  smallDisk,
} from './testing/durability/disk.ts';
import { runKills } from './testing/durability/rounds.ts';
import { Scene } from './testing/durability/scene.ts';
import { serveCommand, start, undurableCommand } from './testing/durability/server.ts';
import { hasStrace } from './testing/durability/strace.ts';
import { traceWrites } from './testing/durability/trace.ts';
import { newFolder } from './testing/durability/vault.ts';
import { isOnPostgres } from './testing/postgres.ts';

const {
  KEEPWELL_DURABILITY_SEED: seed = '20261125',
  KEEPWELL_DURABILITY_COUNT: countGiven,
  KEEPWELL_DURABILITY_PROGRESS: progressFile,
} = process.env;
const kills = Number(countGiven ?? 2);
const msPerKill = 20_000;

describe('a server that is killed under load', () => {
  const timeout = 60_000 + kills * msPerKill;
  test(`${kills} times loses nothing it acknowledged and keeps no half request`, { timeout }, async () => {
    const report = await runKills({ seed: Number(seed), kills, progressFile });
    expect(report.differences, `seed ${report.seed}`).toEqual([]);
    expect(report.kills).toBe(kills);
    // A database of its own is connected to first.
    expect(report.acknowledged).toBeGreaterThan(kills * (isOnPostgres ? 1 : 5));
    if (progressFile !== undefined) console.log(`durability: ${JSON.stringify(report)}`);
  });
});

describe.skipIf(!hasStrace || isOnPostgres)(
  'the calls of a server under load (needs strace)',
  { timeout: 60_000 },
  () => {
    test('bring each write to the disk before it is acknowledged, several at once', async () => {
      const trace = await traceWrites(serveCommand);
      expect(trace.acknowledged).toBe(48);
      expect(trace.tooEarly, trace.excerpt.join('\n')).toBe(0);
      expect(trace.syncs).toBeLessThan(trace.acknowledged);
      if (progressFile !== undefined) console.log(`durability: ${JSON.stringify(trace, null, 2)}`);
    });

    test('would show a store that does not wait for the disk', async () => {
      const trace = await traceWrites(undurableCommand);
      expect(trace.acknowledged).toBe(48);
      expect(trace.tooEarly).toBe(48);
    });
  },
);

/** What a client is told whose write the disk refused. */
const refusal = /<code>1<\/code><error><message>[^<]*nothing was changed/;

describe.skipIf(!hasStrace || isOnPostgres)(
  'a disk that cannot be synced (needs strace)',
  { timeout: 60_000 },
  () => {
    test('refuses writes, tells the operator, goes on reading, and recovers without a restart', async () => {
      await using scene = await Scene.open(newFolder());
      await scene.write();
      const fault = await failSyncs(scene.server.pid);
      expect((await scene.write()).xml).toMatch(refusal);
      expect((await scene.write()).xml).toMatch(refusal);
      expect(await scene.weights()).toEqual(scene.kept);
      await expect.poll(() => scene.server.logged.join('\n')).toContain('The disk fails.');
      await fault.detach();
      expect((await scene.write()).code).toBe(0);
      expect(await scene.weights()).toEqual(scene.kept);
      await scene.crashAndStart();
      expect(await scene.weights()).toEqual(scene.kept);
    });

    test('does not bring a refused write back after a crash', async () => {
      await using scene = await Scene.open(newFolder());
      await scene.write();
      const fault = await failSyncs(scene.server.pid);
      expect((await scene.write()).xml).toMatch(refusal);
      await scene.server.kill();
      await fault.detach();
      await scene.start();
      expect(await scene.weights()).toEqual(scene.kept);
    });
  },
);

describe.skipIf(!canMount || isOnPostgres)(
  'a full disk (needs a user that may mount)',
  { timeout: 60_000 },
  () => {
    test('refuses writes, tells the operator, goes on reading, and recovers when there is room', async () => {
      using disk = smallDisk(4);
      await using scene = await Scene.open(join(disk.folder, 'data'));
      expect((await scene.writeUntilRefused(50_000)).xml).toMatch(refusal);
      expect(await scene.weights()).toEqual(scene.kept);
      await expect.poll(() => scene.server.logged.join('\n')).toContain('The disk is full. Make room');
      await scene.crashAndStart();
      expect(await scene.weights()).toEqual(scene.kept);
      disk.remount('size=20m');
      expect((await scene.write(50_000)).code).toBe(0);
      expect(await scene.weights()).toEqual(scene.kept);
    });

    test('that is read-only is refused at the start, with the reason', async () => {
      using disk = smallDisk(4);
      const scene = await Scene.open(join(disk.folder, 'data'));
      await scene.server.stop();
      disk.remount('ro');
      await expect(start(serveCommand(scene.data))).rejects.toThrow(
        /cannot be written: .*the file system is read-only/,
      );
      disk.remount('rw');
      await scene.start();
      expect((await scene.write()).code).toBe(0);
      await scene.server.stop();
    });
  },
);

describe.skipIf(!canFreeze || isOnPostgres)(
  'a folder that is frozen under the server (needs chattr)',
  { timeout: 60_000 },
  () => {
    test('is no loss: writes go on, the server stops in order, and starts again', async () => {
      await using scene = await Scene.open(newFolder());
      {
        using _frozen = freeze(scene.data);
        expect((await scene.write()).code).toBe(0);
        expect(await scene.server.stop()).toBe(0);
        expect(scene.server.logged.filter(line => !line.includes('"level":30'))).toEqual([]);
      }
      await scene.start();
      expect(await scene.weights()).toEqual(scene.kept);
    });
  },
);

describe.skipIf(!canLimit || isOnPostgres)(
  'a file that may not grow (needs prlimit)',
  { timeout: 60_000 },
  () => {
    test('refuses writes and recovers when it may', async () => {
      await using scene = await Scene.open(newFolder());
      limitFileSize(scene.server.pid, 600_000);
      expect((await scene.writeUntilRefused(50_000)).xml).toMatch(refusal);
      expect(await scene.weights()).toEqual(scene.kept);
      await expect.poll(() => scene.server.logged.join('\n')).toContain('The disk fails.');
      limitFileSize(scene.server.pid, 'unlimited');
      expect((await scene.write(50_000)).code).toBe(0);
      await scene.crashAndStart();
      expect(await scene.weights()).toEqual(scene.kept);
    });
  },
);

describe.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a folder without the right to write (needs a plain user)',
  () => {
    test('is refused at the start, with the reason', async () => {
      const data = newFolder();
      chmodSync(data, 0o500);
      await expect(start(serveCommand(data))).rejects.toThrow(/cannot be written: .*this user may not/);
      chmodSync(data, 0o700);
    });
  },
);
