// The threads that evaluate XPath (xpath-worker.ts): started when a filter needs one, ended when one takes too
// long or has nothing to do. Applications take turns and hold one thread at a time, so that none keeps the others waiting.
// Used by read.ts and search.ts.

import { assume } from '../../../assume.ts';
import type { Grant } from '../../authorization/grant.ts';
import { BoundedThread } from '../../limits/bounded-thread.ts';
import { Turns } from '../../limits/turns.ts';
import type { Store } from '../../store.ts';
import type { Budget } from '../../things/budget.ts';
import type { Vault } from '../../vault.ts';
import { makeWrongXPath } from './xpath.ts';
import { type Answer, type Question, tooLarge } from './xpath-answer.ts';

export interface Evaluator {
  /**
   * Which documents every expression matches.
   * @throws INVALID_FILTER when an expression is wrong, or the budget or the memory is used up
   */
  matching(expressions: readonly string[], things: readonly string[], budget: Budget): Promise<boolean[]>;
}

const threadsMax = 2;

/** Of the documents that are sent to a thread at once; one there may always be. */
const charactersMax = 1_000_000;

interface Pool {
  /** Those that nobody has; the one that was used last is lent first, so that the others may end. */
  readonly free: Thread[];
  readonly turns: Turns;
}

const pools = new WeakMap<Store, Pool>();

/**
 * Lends a thread for a piece of work, once it is the application's turn. What is to be looked at is read in
 * it, so that what waits takes no memory.
 */
export async function lendEvaluator<T>(
  { store, limits }: Vault,
  { app }: Grant,
  work: (evaluator: Evaluator) => Promise<T>,
): Promise<T> {
  const pool = pools.get(store) ?? newPool(limits.xpathMemoryBytesMax);
  pools.set(store, pool);
  const { free, turns } = pool;
  return turns.take(app?.id ?? '', async () => {
    const thread = assume(free.pop(), 'a free thread');
    try {
      return await work(thread);
    } finally {
      free.push(thread);
    }
  });
}

function newPool(memoryBytesMax: number): Pool {
  const free = Array.from({ length: threadsMax }, () => new Thread(memoryBytesMax));
  return { free, turns: new Turns(threadsMax, 1) };
}

class Thread implements Evaluator {
  readonly #memoryBytesMax: number;
  readonly #thread = new BoundedThread<Question, Answer>('core/healthvault/xpath/xpath-worker.js', 30_000);

  constructor(memoryBytesMax: number) {
    this.#memoryBytesMax = memoryBytesMax;
  }

  async matching(
    expressions: readonly string[],
    things: readonly string[],
    budget: Budget,
  ): Promise<boolean[]> {
    const found: boolean[] = [];
    for (const some of batches(things)) {
      const answer = await budget.lend(leftMs => this.#ask({ expressions, things: some }, leftMs));
      if ('problem' in answer) throw makeWrongXPath(answer.problem);
      found.push(...answer.matches);
    }
    return found;
  }

  /** Undefined when it did not come in time. */
  async #ask(question: Question, ms: number): Promise<Answer | undefined> {
    const told = await this.#thread.ask(question, { ms, memoryBytesMax: this.#memoryBytesMax });
    if ('answer' in told) {
      if ('isOver' in told.answer) this.#thread.end();
      return told.answer;
    }
    if (told.stopped === 'time') return undefined;
    if (told.stopped === 'memory') return { problem: tooLarge, tookMs: 0 };
    throw new Error('The thread of an evaluation ended.');
  }
}

function* batches(things: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const thing of things) {
    if (batch.length > 0 && characters + thing.length > charactersMax) {
      yield batch;
      batch = [];
      characters = 0;
    }
    batch.push(thing);
    characters += thing.length;
  }
  // Without things, the expressions alone are looked at.
  yield batch;
}
