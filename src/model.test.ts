// The core against a model of it, on random sequences of what applications and people do: see testing/model/.
// KEEPWELL_MODEL_SEED names one sequence to run, KEEPWELL_MODEL_COUNT how many to run from it on, and
// KEEPWELL_MODEL_PROGRESS a file that keeps how far a long run has come.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sequenceOf } from './testing/model/plan.ts';
import { report } from './testing/model/report.ts';
import { type Over, runSequence, startModelServer } from './testing/model/run.ts';
import { seed as seedOfTests } from './testing/seed.ts';
import type { TestServer } from './testing/server.ts';

const {
  KEEPWELL_MODEL_SEED: seedGiven,
  KEEPWELL_MODEL_COUNT: countGiven,
  KEEPWELL_MODEL_PROGRESS: progressFile,
} = process.env;
const count = Number(countGiven ?? (seedGiven === undefined ? 60 : 1));
/** FHIR is asked over sockets, which takes longer. */
const bothCount = Number(countGiven ?? (seedGiven === undefined ? 20 : 1));
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

test(`${count} sequences get the answers of the model`, { timeout: timeoutOf(count) }, () =>
  runAll('pipeline', count),
);

test(
  `${bothCount} sequences get the same answers through both doors, the XML API and FHIR`,
  {
    timeout: timeoutOf(bothCount),
  },
  () => runAll('both doors', bothCount),
);

test('the same answers come over HTTP', async () => {
  for (let seed = firstSeed; seed < firstSeed + 3; seed++) {
    const difference = await runSequence(server, sequenceOf(seed), 'http');
    expect(difference && { seed, ...difference }).toBeUndefined();
  }
});

function timeoutOf(sequences: number): number {
  return 60_000 + sequences * msPerSequence;
}

async function runAll(over: Over, all: number): Promise<void> {
  const { firstSeed: first, done: before } = progress(over) ?? { firstSeed, done: 0 };
  for (let done = before; done < all; ) {
    if (done % sequencesPerServer === sequencesPerServer - 1) await renewServer();
    const seed = first + done;
    const sequence = sequenceOf(seed);
    if (await runSequence(server, sequence, over)) expect.fail(await report(server, seed, sequence, over));
    done++;
    if (progressFile !== undefined && (done % 10 === 0 || done === all))
      keepProgress(over, { firstSeed: first, done }, all);
  }
}

async function renewServer(): Promise<void> {
  await server.close();
  server = await startModelServer();
}

interface Progress {
  readonly firstSeed: number;
  readonly done: number;
}

/** Each way has a file of its own. */
function fileOf(over: Over): string | undefined {
  return over === 'pipeline' ? progressFile : progressFile && `${progressFile}.${over.replace(' ', '-')}`;
}

function progress(over: Over): Progress | undefined {
  const file = fileOf(over);
  if (file === undefined || !existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as Progress;
}

function keepProgress(over: Over, now: Progress, all: number): void {
  writeFileSync(fileOf(over)!, JSON.stringify(now));
  console.log(`model, ${over}: ${now.done} of ${all} sequences, from seed ${now.firstSeed} on`);
}
