// What was acknowledged survives: the short form of the harness in testing/durability/. KEEPWELL_DURABILITY_SEED names the
// run, KEEPWELL_DURABILITY_COUNT how many kills it makes, and KEEPWELL_DURABILITY_PROGRESS a file that keeps how far a long
// run has come. The servers run what is built in dist/.
import { describe, expect, test } from 'vitest';
import { runKills } from './testing/durability/rounds.ts';

const {
  KEEPWELL_DURABILITY_SEED: seed = '20261125',
  KEEPWELL_DURABILITY_COUNT: countGiven,
  KEEPWELL_DURABILITY_PROGRESS: progressFile,
} = process.env;
const kills = Number(countGiven ?? 5);
const msPerKill = 20_000;

describe('a server that is killed under load', () => {
  test(`${kills} times loses nothing it acknowledged and keeps no half request`, {
    timeout: 60_000 + kills * msPerKill,
  }, async () => {
    const report = await runKills({ seed: Number(seed), kills, progressFile });
    expect(report.differences, `seed ${report.seed}`).toEqual([]);
    expect(report.kills).toBe(kills);
    expect(report.acknowledged).toBeGreaterThan(kills * 10);
    console.log(report);
  });
});
