// A vault is killed at each step of mail by Direct: what was answered is there once, with its documents; what was not comes once
// when it is sent again; and each is confirmed once, whoever was killed over it. KEEPWELL_DIRECT_KILLS_COUNT says how often,
// KEEPWELL_DIRECT_KILLS_SEED when. The server runs what is built in dist/.
import { expect, test } from 'vitest';
import { runKills } from './testing/direct/kills.ts';
import { held } from './testing/direct/scene.ts';

const { KEEPWELL_DIRECT_KILLS_COUNT: countGiven, KEEPWELL_DIRECT_KILLS_SEED: seed = '20261130' } =
  process.env;
const kills = Number(countGiven ?? 14);

test(`${kills} kills lose no mail, double none, and leave each confirmed once`, {
  timeout: 60_000 + kills * 20_000,
}, async () => {
  const report = await runKills(Number(seed), kills);
  const { sent, unanswered, halfFiled, repeated } = report;
  if (countGiven !== undefined)
    console.log(
      `direct-kills: seed ${seed}, ${kills} kills, ${sent.length} mails, ${unanswered} without an answer, ${halfFiled} times filed in part, ${repeated} confirmations repeated`,
    );
  expect(report.came, `seed ${seed}`).toEqual(sent);
  expect(report.filed, `seed ${seed}`).toEqual(sent.map(subject => ({ subject, ...held })));
  expect(report.confirmed, `seed ${seed}`).toEqual(Object.fromEntries(sent.map(subject => [subject, 1])));
  expect(report.confirmedAgain, `seed ${seed}`).toEqual([]);
  const { within } = report;
  expect(within.came, `seed ${seed}`).toEqual(within.sent);
  expect(within.states, `seed ${seed}`).toEqual(within.sent.map(() => 'processed'));
});
