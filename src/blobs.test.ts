// Large blobs: the memory of the server stays flat, and what was acknowledged outlives a crash. KEEPWELL_BLOBS_COUNT gives the
// length of the large blob in bytes; the long run takes the largest there can be.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { sweepBlobs } from './core/blobs/sweep.ts';
import { openVault } from './main.ts';
import { BlobScene, chunkBytes } from './testing/blobs-process.ts';
import { canTellMemory } from './testing/memory.ts';

const length = Number(process.env.KEEPWELL_BLOBS_COUNT ?? 67_108_863);
const isLong = process.env.KEEPWELL_BLOBS_PROGRESS !== undefined;
const megabytesMax = 150;
const day = 24 * 60 * 60_000;

describe.skipIf(!canTellMemory)('a blob (needs /proc)', () => {
  const timeout = 60_000 + length / 5_000;
  test(`of ${length} bytes goes up and down within ${megabytesMax} MB of memory`, { timeout }, async () => {
    await using scene = await BlobScene.open();
    const atStart = scene.memory();
    const url = await scene.upload(length);
    const uploaded = scene.memory();
    const thing = await scene.put({ url, length });
    const down = await scene.download(thing);
    const downloaded = scene.memory();
    expect(down).toEqual({ length, hash: scene.hashOf(length) });
    if (isLong) console.log(`blobs: ${JSON.stringify({ length, atStart, uploaded, downloaded })} MB`);
    expect(downloaded.most).toBeLessThanOrEqual(megabytesMax);
  });
});

describe('a server that is killed in the middle of uploads', () => {
  test('keeps every chunk it acknowledged, and drops what nothing comes to hold', {
    timeout: 60_000,
  }, async () => {
    await using scene = await BlobScene.open();
    const whole = 5 * chunkBytes + 1234;
    const url = await scene.begin();
    let kept = 0;
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i <= round; i++) {
        expect(await scene.send(url, kept, whole)).toBe(200);
        kept += chunkBytes;
      }
      // The next one is under way when it dies; it may have been taken or not.
      const abandoned = await scene.begin();
      await scene.send(abandoned, 0, whole);
      const last = scene.send(url, kept, whole);
      await new Promise(resolve => setTimeout(resolve, 3 * round));
      await scene.kill();
      await scene.start();
      if ((await last) === 200) kept += chunkBytes;
    }
    // What came without an answer is sent again, as a client would.
    await scene.upload(whole, url, kept);
    const thing = await scene.put({ url, length: whole });
    expect(await scene.download(thing)).toEqual({ length: whole, hash: scene.hashOf(whole) });
    await scene.kill();

    const clock = { now: () => Date.now() + 2 * day };
    const vault = await openVault(readConfig({ data: scene.data, port: 0 }, {}), { clock });
    await sweepBlobs(vault);
    const left = await vault.store.read(db => db.blobs.overdue(Number.MAX_SAFE_INTEGER, 10));
    await vault.store.close();
    expect(left).toEqual([]);
    expect(filesIn(join(scene.data, 'blobs'))).toHaveLength(6);
  });
});

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => name);
}
