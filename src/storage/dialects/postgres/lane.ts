// A lane: works that are written one commit after another, on one connection. Which, and when, is said by lanes.ts.
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { getAt } from '../../../assume.ts';
import type { Awaitable } from '../../../core/awaitable.ts';
import { StoreUnavailable, type Writer, type WriteScope } from '../../../core/store.ts';
import type { Connection } from './connection.ts';
import { isWorthTrying, readRefusal } from './faults.ts';
import { postgresLimits } from './limits.ts';
import type { Source } from './source.ts';
import { type Extent, Transaction } from './transaction.ts';
import { sendPuts, WorkSql } from './work-sql.ts';

export interface Job {
  readonly work: (db: Writer) => Awaitable<unknown>;
  /** Undefined where it concerns the whole vault. */
  readonly scope: WriteScope | undefined;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** What a work came to, to be told once it is committed. */
type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** A place for one work of a commit; made once, and used again. */
interface Slot {
  readonly sql: WorkSql;
  readonly db: Writer;
}

/** Some work failed after it had changed something, while others went on: each is run by itself. */
class TornApart extends Error {}

export type OpenWriter = (sql: WorkSql) => Writer;

export class Lane {
  readonly #source: Source;
  readonly #openWriter: OpenWriter;
  readonly #slots: Slot[] = [];
  #connection: Connection | undefined;

  constructor(source: Source, openWriter: OpenWriter) {
    this.#source = source;
    this.#openWriter = openWriter;
  }

  get connection(): Connection | undefined {
    return this.#connection;
  }

  async close(): Promise<void> {
    await this.#connection?.close();
  }

  /** Sees these through: each is resolved when it is committed, or rejected. Never rejects itself. */
  async finish(jobs: readonly Job[]): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        const outcomes = await this.#attempt(jobs);
        for (const [place, job] of jobs.entries()) tell(job, outcomes[place]);
        return;
      } catch (error) {
        const [only, ...others] = jobs;
        const isTried = isWorthTrying(error) && tried < postgresLimits.tries;
        if (only && others.length > 0 && !isTried && !(error instanceof StoreUnavailable)) {
          for (const job of jobs) await this.finish([job]);
          return;
        }
        if (!isTried) {
          for (const job of jobs) job.reject(readRefusal(error));
          return;
        }
      }
      // Those that collided do not meet again.
      await pause(randomInt(10 * 2 ** tried));
    }
  }

  async #attempt(jobs: readonly Job[]): Promise<readonly Outcome[]> {
    const connection = await this.#connect();
    const extent = findExtent(jobs);
    const transaction = new Transaction(connection, extent);
    const slots = this.#takeSlots(jobs.length);
    let outcomes: readonly Outcome[];
    try {
      outcomes = await (extent === 'vault'
        ? runInTurn(jobs, slots, transaction)
        : runBesideEachOther(jobs, slots, transaction));
      if (transaction.error) throw transaction.error;
    } catch (error) {
      await transaction.undo();
      throw error;
    }
    const puts = slots.map(({ sql }) => sql.takePuts());
    const isChange = slots.some(({ sql }) => sql.hasWritten) || puts.some(one => one.length > 0);
    if (!isChange || outcomes.every(one => 'error' in one)) {
      await transaction.undo();
      return outcomes;
    }
    try {
      sendPuts(transaction, puts);
      await transaction.commit();
    } catch (error) {
      if (!transaction.isUnsettled) await transaction.undo();
      else if (await this.#wasCommitted(transaction)) return outcomes;
      throw error;
    }
    return outcomes;
  }

  async #connect(withinMs?: number): Promise<Connection> {
    if (!this.#connection || this.#connection.isLost) this.#connection = await this.#source.open(withinMs);
    return this.#connection;
  }

  /** @throws StoreUnavailable where it cannot be told in time */
  async #wasCommitted(transaction: Transaction): Promise<boolean> {
    const until = performance.now() + postgresLimits.settleMs;
    for (;;) {
      // What is there may be whole, and is of no use any more.
      this.#connection?.end();
      try {
        return await transaction.wasCommitted(await this.#connect(Math.max(0, until - performance.now())));
      } catch (error) {
        if (error instanceof StoreUnavailable || !isWorthTrying(error) || performance.now() > until)
          throw new StoreUnavailable('It is not known whether it took what was written.', { cause: error });
      }
      await pause(100);
    }
  }

  #takeSlots(count: number): readonly Slot[] {
    while (this.#slots.length < count) {
      const sql = new WorkSql();
      this.#slots.push({ sql, db: this.#openWriter(sql) });
    }
    return this.#slots.slice(0, count);
  }
}

/** What a work must have for itself, within this process: works that have one in common follow each other. */
export function listKeys(scope: WriteScope | undefined): readonly string[] {
  const { recordId, turns = [] } = scope ?? {};
  return recordId === undefined ? turns : [`record ${recordId}`, ...turns];
}

/** Either all of them concern the whole vault, or none. */
function findExtent(jobs: readonly Job[]): Extent {
  const records = new Set<string>();
  const turns = new Set<string>();
  for (const { scope } of jobs) {
    if (!scope) return 'vault';
    if (scope.recordId !== undefined) records.add(scope.recordId);
    for (const turn of scope.turns ?? []) turns.add(turn);
  }
  return { records: [...records], turns: [...turns] };
}

/** One after the other, each as if it were alone. One that fails takes back what it wrote. */
async function runInTurn(
  jobs: readonly Job[],
  slots: readonly Slot[],
  transaction: Transaction,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [place, { work }] of jobs.entries()) {
    const { sql, db } = getAt(slots, place);
    sql.begin(transaction, true);
    const outcome = await runWork(work, db);
    if (transaction.error) throw transaction.error;
    if ('error' in outcome) sql.undo();
    else sql.flush();
    outcomes.push(outcome);
  }
  return outcomes;
}

interface Running {
  readonly sql: WorkSql;
  readonly end: Promise<void>;
}

/** All at once, but those that have something in common one after the other. */
async function runBesideEachOther(
  jobs: readonly Job[],
  slots: readonly Slot[],
  transaction: Transaction,
): Promise<readonly Outcome[]> {
  const last = new Map<string, Running>();
  const ends: Promise<void>[] = [];
  const outcomes: Outcome[] = [];
  for (const [place, { work, scope }] of jobs.entries()) {
    const { sql, db } = getAt(slots, place);
    sql.begin(transaction, false);
    const run = async () => {
      const outcome = await runWork(work, db);
      if ('error' in outcome) {
        sql.takePuts();
        if (sql.hasWritten && jobs.length > 1) throw new TornApart();
      }
      outcomes[place] = outcome;
    };
    const follow = async (before: ReadonlySet<Running>) => {
      for (const { end } of before) await end;
      // What they have yet to say is there for this one.
      for (const { sql } of before) sql.flush();
      await run();
    };
    const keys = listKeys(scope);
    const before = new Set(keys.flatMap(key => last.get(key) ?? []));
    const end = before.size === 0 ? run() : follow(before);
    ends.push(end);
    for (const key of keys) last.set(key, { sql, end });
  }
  const ended = await Promise.allSettled(ends);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return outcomes;
}

async function runWork(work: Job['work'], db: Writer): Promise<Outcome> {
  try {
    return { value: await work(db) };
  } catch (error) {
    return { error };
  }
}

function tell({ resolve, reject }: Job, outcome: Outcome | undefined): void {
  if (!outcome) reject(new Error('A work came to nothing.'));
  else if ('error' in outcome) reject(outcome.error);
  else resolve(outcome.value as never);
}
