// No request holds the vault: whatever one application sends, another person is answered in a quarter of a second. Requests are made by
// a seed, those that others wait for are kept and made worse; a server of its own is asked, and a thread of its own measures.
// It wants a machine that does nothing else, so it is a long run alone: `npm run test:long slow-requests`.
import { expect, test } from 'vitest';
import { doors } from './testing/slow/doors.ts';
import { huntSlow } from './testing/slow/hunt.ts';
import { openSlowStage } from './testing/slow/stage.ts';

/** None in a run of all tests, where others make each other wait. */
const secondsEach = Number(process.env.KEEPWELL_SLOW_COUNT ?? 0);
const seed = Number(process.env.KEEPWELL_SLOW_SEED ?? 20261203);

test.skipIf(secondsEach === 0).each(Object.keys(doors))(
  'what comes by the door %s makes nobody else wait (npm run test:long slow-requests)',
  { timeout: secondsEach * 4000 + 120_000 },
  async door => {
    await using stage = await openSlowStage();
    const hunted = await huntSlow(stage, { door, seed, forMs: secondsEach * 1000 });
    const { findings, ...figures } = hunted;
    console.log(`${door}: seed ${seed}, ${JSON.stringify(figures)}`);
    expect(findings).toEqual([]);
    expect(hunted.sent).toBeGreaterThan(10);
  },
);
