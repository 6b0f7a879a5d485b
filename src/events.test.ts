// Every change reaches who may read it, and nobody else, whatever happens: the short form of the storm in testing/events/.
// KEEPWELL_EVENTS_SEED names the run and KEEPWELL_EVENTS_COUNT how many things change in it. The servers run what is built
// in dist/.
import { expect, test } from 'vitest';
import { runStorm } from './testing/events/storm.ts';

const { KEEPWELL_EVENTS_SEED: seed = '20261126', KEEPWELL_EVENTS_COUNT: countGiven } = process.env;
const count = Number(countGiven ?? 60);
const isLong = countGiven !== undefined;
const kills = isLong ? 10 : 2;
const paceMs = isLong ? 800 : 50;

test(`a storm of ${count} changes and ${kills} kills leaves no subscriber without what it is due`, {
  timeout: 120_000 + count * 500,
}, async () => {
  const { differences, ...report } = await runStorm({
    seed: Number(seed),
    things: count,
    records: 10,
    kills,
    paceMs,
  });
  expect(differences, `seed ${seed}`).toEqual([]);
  expect(report.changed).toBeGreaterThanOrEqual(count);
  // In the short form a receiver may not happen to be down when it is due something.
  if (isLong) expect(report.refused).toBeGreaterThan(0);
  if (isLong) console.log(`events: ${JSON.stringify(report)}`);
});
