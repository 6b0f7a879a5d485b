// Applications on a bad day: thousands of calls through a proxy that drops, stalls, cuts and fails, with clocks that are off by
// an hour. No write is done twice, and none is lost that was acknowledged. KEEPWELL_SDK_SEED names the run, KEEPWELL_SDK_COUNT
// how many calls there are (`npm run test:long sdk`: ten thousand).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MockVault, startVault } from '../mock-vault.ts';

import { type FaultyProxy, startFaultyProxy } from '../testing/faulty-proxy.ts';
import { Random } from '../testing/fuzz/random.ts';
import weight, { type Weight } from '../things/weight.ts';
import { connect, HealthVaultError, type RecordClient, type Thing, UnreachableError } from './index.ts';

const { KEEPWELL_SDK_SEED: seedGiven = '20261129', KEEPWELL_SDK_COUNT: countGiven = '120' } = process.env;
const count = Number(countGiven);
const seed = Number(seedGiven);

/** A few at a time, with time to spare, on a machine that does other things too; many in the long run. */
const [workers, timeoutMs] = count > 1000 ? [24, 2500] : [8, 5000];
const hourMs = 3_600_000;

let vault: MockVault;
let proxy: FaultyProxy;
const random = new Random(seed);
beforeAll(async () => {
  vault = await startVault();
  proxy = await startFaultyProxy({
    to: Number(new URL(vault.platformUrl).port),
    stallMs: 450,
    rate: 0.3,
    random,
  });
});
afterAll(async () => {
  await proxy?.[Symbol.asyncDispose]();
  await vault?.close();
});

/** What is known of a thing: what it may be now, and how often each was done to it, at least and at most. */
interface Known {
  readonly clientId: string;
  /** By what it weighs, or undefined where it may be gone; more than one where no answer came. */
  states: Set<number | undefined>;
  id: string | undefined;
  thing: Thing<Weight> | undefined;
  readonly done: Record<'Create' | 'Update' | 'Delete', { least: number; most: number }>;
}

/** Of a day of its own: of one day a platform tells no more than so many. */
const value = (kg: number) => {
  const n = Math.round(kg * 1000);
  return { when: { date: { y: 1900 + (n % 120), m: 1 + (n % 12), d: 1 + (n % 28) } }, value: { kg } };
};

test(`${count} calls of ${workers} at a time (seed ${seed})`, { timeout: 3_600_000 }, async () => {
  const known: Known[] = [];
  let calls = 0;
  let unanswered = 0;
  const work = async (worker: number) => {
    const record = recordOf(worker);
    for (let i = 0; calls < count; i++) {
      calls++;
      const answered = await oneOf(record, known, `${worker}-${i}`);
      if (!answered) unanswered++;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  await proxy.settle();

  const record = connect(vault.app).record(vault.recordId, { personId: vault.personId });
  const found = await record.get(weight);
  const log = await connect(vault.app).call(
    'GetRecordOperations',
    1,
    { recordOperationSequenceNumber: 0 },
    { recordId: vault.recordId, personId: vault.personId },
  );
  const times = new Map<string, number>();
  for (const { thingId, operation } of log.operations?.recordOperation ?? []) {
    const key = `${operation} ${thingId.value}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  const byClientId = new Map(known.map(({ clientId }) => [clientId, [] as typeof found]));
  for (const thing of found) byClientId.get(thing.clientId ?? '')?.push(thing);
  const wrong: string[] = [];
  for (const { clientId, states, done, ...one } of known) {
    const now = byClientId.get(clientId) ?? [];
    if (now.length > 1) wrong.push(`${clientId} was put ${now.length} times`);
    if (!states.has(now[0]?.value.value.kg)) wrong.push(`${clientId} is not what was acknowledged`);
    const id = now[0]?.id ?? one.id;
    for (const [name, { least, most }] of Object.entries(done)) {
      const count = times.get(`${name} ${id}`) ?? 0;
      if (id !== undefined && (count < least || count > most))
        wrong.push(`${name} of ${clientId}: ${count} times`);
    }
  }
  expect(wrong).toEqual([]);
  const things = known.filter(({ done }) => done.Create.least > 0).length;
  const met = Object.values(proxy.counts).reduce((sum, one) => sum + one, -proxy.counts.none);
  console.log(
    `${calls} calls, ${things} things put, ${unanswered} given up without an answer, ${met} faults: ${JSON.stringify(proxy.counts)}`,
  );
  expect(things).toBeGreaterThan(0);
});

/** Each with a session of its own; the clocks of two of three are off by an hour. */
function recordOf(worker: number): RecordClient {
  const offMs = ((worker % 3) - 1) * hourMs;
  const platformUrl = `http://127.0.0.1:${proxy.port}/platform/wildcat.ashx`;
  const app = connect({
    ...vault.app,
    platformUrl,
    timeoutMs,
    firstPauseMs: 5,
    now: () => Date.now() + offMs,
  });
  return app.record(vault.recordId, { personId: vault.personId });
}

/** @returns was there an answer? */
async function oneOf(record: RecordClient, known: Known[], name: string): Promise<boolean> {
  // A thing is worked on by one at a time: what others did to it meanwhile is for other tests.
  const at = random.below(known.length);
  const own = random.chance(0.6) ? known.splice(at, 1)[0] : undefined;
  try {
    if (!own) await create(record, known, name);
    else if (!own.thing) await read(record, own);
    else await [read, update, update, remove][random.below(4)]!(record, own);
    return true;
  } catch (error) {
    // A session that is over twice in one call is told, and nothing was done.
    const isOver = error instanceof HealthVaultError && error.name === 'AUTHENTICATED_SESSION_TOKEN_EXPIRED';
    if (error instanceof UnreachableError || isOver) return false;
    throw error;
  } finally {
    if (own) known.push(own);
  }
}

let lastKg = 0;
/** No two are the same. */
function nextKg(): number {
  lastKg += 1;
  return 20 + lastKg / 1000;
}

/** One, or two together. */
async function create(record: RecordClient, known: Known[], name: string): Promise<void> {
  const made = Array.from({ length: random.chance(0.2) ? 2 : 1 }, (_, i) => ({
    clientId: `${name}-${i}`,
    kg: nextKg(),
  }));
  const all = made.map(({ clientId, kg }): Known => {
    const none = { least: 0, most: 0 };
    const done = { Create: { least: 0, most: 1 }, Update: { ...none }, Delete: { ...none } };
    return { clientId, states: new Set([undefined, kg]), id: undefined, thing: undefined, done };
  });
  try {
    const keys = await record.putAll(
      made.map(({ clientId, kg }) => ({ type: weight, value: value(kg), clientId })),
    );
    for (const [i, one] of all.entries()) {
      one.id = keys[i]!.id;
      one.states = new Set([made[i]!.kg]);
      one.done.Create.least = 1;
    }
  } finally {
    known.push(...all);
  }
}

async function read(record: RecordClient, own: Known): Promise<void> {
  const [thing] = await record.get(weight, { clientIds: [own.clientId] });
  // What may still be under way is not over because it is not there yet.
  if (!thing) return;
  own.id = thing.id;
  own.thing = thing;
}

async function update(record: RecordClient, own: Known): Promise<void> {
  const kg = nextKg();
  own.done.Update.most++;
  own.states.add(kg);
  const { versionStamp } = await record.update(own.thing!, value(kg)).catch(
    orStale(own, () => {
      own.done.Update.most--;
      own.states.delete(kg);
    }),
  );
  own.done.Update.least++;
  own.states = new Set([kg]);
  own.thing = { ...own.thing!, versionStamp };
}

async function remove(record: RecordClient, own: Known): Promise<void> {
  own.done.Delete.most++;
  own.states.add(undefined);
  await record.remove(own.thing!).catch(orStale(own));
  own.thing = undefined;
  own.done.Delete.least++;
  own.states = new Set([undefined]);
}

/** Where an earlier write was done without an answer, the stamp is old, or the thing gone: it is read again the next time. */
function orStale(own: Known, refused = () => {}) {
  return (error: { name?: string }): never => {
    if (error.name !== 'VERSION_STAMP_MISMATCH' && error.name !== 'INVALID_THING') throw error;
    refused();
    own.thing = undefined;
    throw new UnreachableError('an earlier one was done');
  };
}
