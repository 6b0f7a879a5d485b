// Hostile requests by the thousand: see testing/fuzz/. KEEPWELL_FUZZ_SEED names the run, KEEPWELL_FUZZ_COUNT how many
// requests it makes, and KEEPWELL_FUZZ_PROGRESS a file that keeps how far a long run has come.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runLong } from './testing/fuzz/epochs.ts';
import { found } from './testing/fuzz/found.ts';
import { replay } from './testing/fuzz/replay.ts';
import { runCases } from './testing/fuzz/run.ts';
import { runShell } from './testing/fuzz/shell.ts';
import { openStage, type Stage } from './testing/fuzz/stage.ts';

const {
  KEEPWELL_FUZZ_SEED: seed = '20261125',
  KEEPWELL_FUZZ_COUNT: countGiven,
  KEEPWELL_FUZZ_PROGRESS: progressFile,
} = process.env;
const count = Number(countGiven ?? 3_000);
const msPerRequest = 20;

/** Where failing requests are kept, made small. */
const keepIn = '.vitest/fuzz';

test(`${count} hostile requests get an answer in time and do nothing else`, {
  timeout: 60_000 + count * msPerRequest,
}, async () => {
  const run = await runLong({
    ...{ seed: Number(seed), count, progressFile },
    runCases: slice => runCases({ ...slice, keepIn }),
  });
  expect(run.findings, `seed ${run.seed}`).toEqual([]);
  expect(run.done).toBe(count);
  // The first epoch warms up what is kept for good.
  const [, ...later] = run.heapMb;
  if (later.length > 1) expect(later.at(-1)! - later[0]!, `after each epoch: ${run.heapMb}`).toBeLessThan(30);
  expect(Math.max(...run.growthMb), `within each epoch: ${run.growthMb}`).toBeLessThan(30);
});

const visits = Math.ceil(count / 20);

test(`${visits} hostile visits to the Shell fail nothing, lead nowhere wrong and put no markup on a page`, {
  timeout: 60_000 + visits * msPerRequest,
}, async () => {
  const run = await runShell({ seed: Number(seed), count: visits });
  expect(run.findings, `seed ${seed}`).toEqual([]);
  // Of everything there is something: pages, ways on, mistakes, refusals.
  for (const status of [200, 302, 303, 400, 403]) expect(run.statuses[status]).toBeGreaterThan(0);
});

describe('what was found once', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test.each([
    [
      'a request that is sealed',
      '/redirect.aspx?target=APPAUTH&appid={app}&redirect=http://localhost/{long}',
      400,
    ],
    ['a request that never was', '/consent?request={long}', 302],
  ])('the Shell leads to no address that is longer than it takes itself: %s', async (_, path, status) => {
    const filled = path.replace('{app}', stage.own.app.id).replace('{long}', 'a'.repeat(9000));
    const page = await fetch(`${stage.server.shellUrl}${filled}`, { redirect: 'manual' });
    expect(page.status).toBe(status);
    expect((page.headers.get('location') ?? '').length).toBeLessThan(100);
  });

  test.each(found)('$what', async request => {
    const { problem, code } = await replay(stage, request);
    expect(problem).toBeUndefined();
    expect(request.codes).toContain(code);
  });
});
