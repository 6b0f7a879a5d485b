import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from '../../storage/dialects/sqlite.ts';
import type { Store } from '../store.ts';
import { type Leases, makeSharedLeases, makeSoleLeases } from './leases.ts';
import { TenureOver } from './tenure.ts';

const leaseMs = 400;
let folder: string;
let stores: Store[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keepwell-leases-'));
  stores = [];
});
afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Node {
  readonly leases: Leases;
  readonly store: Store;
  readonly errors: unknown[];
  readonly stopping: AbortController;
}

/** A process with a connection of its own. @param reach what its writes go through */
async function node(holder: string, reach: () => Promise<void> = async () => {}): Promise<Node> {
  const store = await openSqlite({ file: join(folder, 'keepwell.db') });
  stores.push(store);
  const errors: unknown[] = [];
  const stopping = new AbortController();
  const reached: Store = {
    ...store,
    read: work => store.read(work),
    async write(work, scope) {
      await reach();
      return store.write(work, scope);
    },
  };
  const leases = makeSharedLeases({
    store: reached,
    clock: { now: () => Date.now() },
    holder,
    names: ['deliver', 'sweep'],
    leaseMs,
    stopping: stopping.signal,
    onError: error => void errors.push(error),
  });
  await until(async () => (await store.read(db => db.leases.held())).length === 2);
  return { leases, store, errors, stopping };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(5);
}

test('one of two has a job, and goes on having it', async () => {
  const first = await node('a');
  const second = await node('b');
  await setTimeout(2 * leaseMs);
  expect(first.leases.find('deliver')).toBeDefined();
  expect(second.leases.find('deliver')).toBeUndefined();
  for (const { leases } of [first, second]) await leases.stop();
});

test('a job that is given back goes on elsewhere at once, and the one before has stopped', async () => {
  const first = await node('a');
  const second = await node('b');
  const tenure = first.leases.find('deliver')!;
  first.stopping.abort();
  expect(tenure.ending.aborted).toBe(true);
  await first.leases.stop();
  await until(() => second.leases.find('deliver') !== undefined);
  await second.leases.stop();
});

test('who does not reach the store stops before another begins, and records nothing any more', async () => {
  let isCut = false;
  const first = await node('a', async () => {
    if (isCut) throw new Error('cut off');
  });
  const second = await node('b');
  const tenure = first.leases.find('deliver')!;
  let endedAt = 0;
  tenure.ending.addEventListener('abort', () => {
    endedAt = performance.now();
  });
  isCut = true;
  await until(() => second.leases.find('deliver') !== undefined);
  const begunAt = performance.now();
  expect(endedAt).toBeGreaterThan(0);
  expect(endedAt).toBeLessThan(begunAt);
  expect(first.leases.find('deliver')).toBeUndefined();
  expect(first.errors.length).toBeGreaterThan(0);
  await expect(first.store.write(db => tenure.demand(db))).rejects.toThrow(TenureOver);
  isCut = false;
  await second.leases.stop();
  await until(() => first.leases.find('deliver') !== undefined);
  await first.leases.stop();
});

test('who was held up knows that it is over though no timer has told', async () => {
  const first = await node('a');
  const tenure = first.leases.find('deliver')!;
  expect(tenure.isOver()).toBe(false);
  const end = performance.now() + 1.2 * leaseMs;
  while (performance.now() < end);
  expect(tenure.isOver()).toBe(true);
  expect(tenure.ending.aborted).toBe(true);
  await first.leases.stop();
});

test('who is alone has everything until it stops, and writes nothing', async () => {
  const stopping = new AbortController();
  const leases = makeSoleLeases(stopping.signal);
  const tenure = leases.find('deliver')!;
  expect(tenure.isOver()).toBe(false);
  stopping.abort();
  expect(tenure.isOver()).toBe(true);
});
