// Backups under writes: the short form of the harness in testing/backups/. KEEPWELL_BACKUPS_SEED names the run,
// KEEPWELL_BACKUPS_COUNT how many are made and restored on each store, and KEEPWELL_BACKUPS_PROGRESS a file that keeps how far a
// long run has come. The servers run what is built in dist/.
import { expect, test } from 'vitest';
import { runBackups } from './testing/backups/run.ts';
import { makeEmptyDatabase, postgresUrl } from './testing/postgres.ts';

const {
  KEEPWELL_BACKUPS_SEED: seed = '20261128',
  KEEPWELL_BACKUPS_COUNT: countGiven,
  KEEPWELL_BACKUPS_PROGRESS: progressFile,
} = process.env;
const backups = Number(countGiven ?? 3);
const kills = Math.ceil(backups / 10);
const flips = Math.max(3, kills);
const msPerBackup = 60_000;

const stores = [
  { store: 'SQLite', makeDatabase: undefined },
  ...(postgresUrl === undefined ? [] : [{ store: 'PostgreSQL', makeDatabase: makeEmptyDatabase }]),
];

test.each(stores)(
  `${backups} backups of a vault in $store under writes are each of one moment, and ${kills} kills harm none`,
  { timeout: 60_000 + backups * msPerBackup },
  async ({ store, makeDatabase }) => {
    const report = await runBackups({
      seed: Number(seed),
      backups,
      kills,
      flips,
      makeDatabase,
      progressFile: progressFile && `${progressFile}.${store}`,
    });
    expect(report.differences, `seed ${report.seed}`).toEqual([]);
    expect(report.backups).toBe(backups);
    if (progressFile !== undefined) console.log(`backups in ${store}: ${JSON.stringify(report)}`);
  },
);
