// A cluster loses nothing it acknowledged, whatever happens to its parts: the short form of the harness in testing/cluster/.
// KEEPWELL_CLUSTER_SEED names the run, KEEPWELL_CLUSTER_COUNT how often a standby is promoted and a network cut; five times
// as often a node is killed. The nodes run what is built in dist/.
import { describe, expect, test } from 'vitest';
import { missing } from './testing/cluster/programs.ts';
import { runCluster } from './testing/cluster/run.ts';

const { KEEPWELL_CLUSTER_SEED: seed = '20261128', KEEPWELL_CLUSTER_COUNT: countGiven } = process.env;
const isLong = countGiven !== undefined;
const count = Number(countGiven ?? 1);
const kills = isLong ? count * 5 : 3;

/** Of the nodes; the short form has the harder one. */
const minutesApart = isLong ? [0, 5] : [5];

describe.skipIf(missing.length > 0)(
  'two nodes behind haproxy and pgbouncer, on a database with a standby',
  () => {
    const timeout = 120_000 + count * 180_000;
    test.each(minutesApart)(
      `with clocks %i minutes apart lose nothing by ${count} promotions, ${kills} kills and ${count} cuts`,
      { timeout },
      async minutes => {
        const { differences, ...report } = await runCluster({
          seed: Number(seed),
          promotions: count,
          kills,
          cuts: count,
          records: 3,
          clocksApartMs: minutes * 60_000,
          tell: isLong ? console.log : undefined,
        });
        if (isLong) console.log(`cluster: ${JSON.stringify({ seed, minutesApart: minutes, ...report })}`);
        expect(differences, `seed ${seed}`).toEqual([]);
        expect(report.acknowledged).toBeGreaterThan(count * 100);
        expect(Math.min(report.told, report.sessions, report.looks)).toBeGreaterThan(0);
      },
    );
  },
);
