// Two vaults write to each other by Direct while both are killed: each message comes once, none is lost, each is confirmed, and
// what a page calls sent is sent.
// KEEPWELL_EXCHANGE_COUNT says how many messages each way, KEEPWELL_EXCHANGE_SEED when who is killed. The servers run what is
// built in dist/.
import { expect, test } from 'vitest';
import { listSubjects, runExchange } from './testing/direct-exchange.ts';

const { KEEPWELL_EXCHANGE_COUNT: countGiven, KEEPWELL_EXCHANGE_SEED: seed = '20261125' } = process.env;
const messages = Number(countGiven ?? 20);
const kills = Math.ceil(messages / 15);
const forMs = 120_000 + messages * 4000;

test(`${messages} messages each way over ${kills} kills come once each, and are confirmed`, {
  timeout: forMs + 60_000 + kills * 15_000,
}, async () => {
  const report = await runExchange({ seed: Number(seed), messages, kills, forMs });
  if (countGiven !== undefined)
    console.log(
      `exchange: seed ${seed}, ${report.kills} kills, ${report.byPage} by pages, ${JSON.stringify(report.states)}`,
    );
  for (const came of report.came) expect(came, `seed ${seed}`).toEqual(listSubjects(messages));
  expect(report.states, `seed ${seed}`).toEqual([{ processed: messages }, { processed: messages }]);
  expect(report.missing, `seed ${seed}`).toEqual([]);
  expect(report.byPage).toBe(2 * Math.floor(messages / 10));
  expect(report.kills).toBe(kills);
});
