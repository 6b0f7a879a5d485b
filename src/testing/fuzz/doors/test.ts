// The test of a door. KEEPWELL_FUZZ_SEED names the run, KEEPWELL_FUZZ_COUNT how many requests it makes, and
// KEEPWELL_FUZZ_PROGRESS a file that keeps how far a long run has come.
import { expect, test } from 'vitest';
import { runLong } from '../epochs.ts';
import { type Door, runDoor } from './run.ts';

const {
  KEEPWELL_FUZZ_SEED: seed = '20261129',
  KEEPWELL_FUZZ_COUNT: countGiven = '600',
  KEEPWELL_FUZZ_PROGRESS: progressFile,
} = process.env;
const count = Number(countGiven);
const msPerRequest = 100;

/** @param statuses some of which must be there, so that of everything there is something */
export function testDoor(open: () => Promise<Door>, statuses: readonly number[]): void {
  test(`${count} hostile requests are answered in time, and none breaks anything`, {
    timeout: 60_000 + count * msPerRequest,
  }, async () => {
    const run = await runLong({
      ...{ seed: Number(seed), count, progressFile, ofEpoch: 5000 },
      runCases: slice => runDoor(open, slice),
    });
    expect(run.findings, `seed ${run.seed}`).toEqual([]);
    expect(run.done).toBe(count);
    for (const status of statuses) expect(run.codes[status], `${status}`).toBeGreaterThan(0);
    // The first epoch warms up what is kept for good.
    const [, first = 0, ...later] = run.heapMb;
    expect((later.at(-1) ?? first) - first, `after each epoch: ${run.heapMb}`).toBeLessThan(30);
    expect(Math.max(...run.growthMb), `within each epoch: ${run.growthMb}`).toBeLessThan(30);
  });
}
