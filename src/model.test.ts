// The core against a model of it, on random sequences of what applications and people do: see testing/model/.
// KEEPWELL_MODEL_SEED names one sequence to run, KEEPWELL_MODEL_COUNT how many to run from it on, and
// KEEPWELL_MODEL_PROGRESS a file that keeps how far a long run has come.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sequenceOf } from './testing/model/plan.ts';
import { report } from './testing/model/report.ts';
import { runSequence, startModelServer } from './testing/model/run.ts';
import { seed as seedOfTests } from './testing/seed.ts';
import type { TestServer } from './testing/server.ts';

const {
  KEEPWELL_MODEL_SEED: seedGiven,
  KEEPWELL_MODEL_COUNT: countGiven,
  KEEPWELL_MODEL_PROGRESS: progressFile,
} = process.env;
const count = Number(countGiven ?? (seedGiven === undefined ? 60 : 1));
const firstSeed = Number(
  seedGiven ?? (progressFile === undefined ? seedOfTests : Math.floor(Math.random() * 1_000_000_000)),
);

/** A server keeps all it is given; a fresh one now and then keeps a long run fast. */
const sequencesPerServer = 500;

const msPerSequence = 2000;

let server: TestServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

test(`${count} sequences get the answers of the model`, {
  timeout: 60_000 + count * msPerSequence,
}, async () => {
  const before = progress();
  let done = before?.done ?? 0;
  const first = before?.firstSeed ?? firstSeed;
  for (; done < count; done++) {
    if (done % sequencesPerServer === sequencesPerServer - 1) await renewServer();
    const seed = first + done;
    const sequence = sequenceOf(seed);
    if (await runSequence(server, sequence)) expect.fail(await report(server, seed, sequence));
    if (progressFile !== undefined && done % 10 === 9) keepProgress({ firstSeed: first, done: done + 1 });
  }
  if (progressFile !== undefined) keepProgress({ firstSeed: first, done });
});

test('the same answers come over HTTP', async () => {
  for (let seed = firstSeed; seed < firstSeed + 3; seed++) {
    const difference = await runSequence(server, sequenceOf(seed), 'http');
    expect(difference && { seed, ...difference }).toBeUndefined();
  }
});

async function renewServer(): Promise<void> {
  await server.close();
  server = await startModelServer();
}

interface Progress {
  readonly firstSeed: number;
  readonly done: number;
}

function progress(): Progress | undefined {
  if (progressFile === undefined || !existsSync(progressFile)) return undefined;
  return JSON.parse(readFileSync(progressFile, 'utf8')) as Progress;
}

function keepProgress(now: Progress): void {
  writeFileSync(progressFile!, JSON.stringify(now));
  console.log(`model: ${now.done} of ${count} sequences, from seed ${now.firstSeed} on`);
}
