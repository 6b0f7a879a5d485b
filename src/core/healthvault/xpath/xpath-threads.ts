// The threads that evaluate XPath (xpath-worker.ts): started when a filter needs one, ended when one takes too
// long or has nothing to do. Applications take turns and hold one thread at a time, so that none keeps the others waiting.
// Used by read.ts and search.ts.

import { Worker } from 'node:worker_threads';
import { assume } from '../../../assume.ts';
import type { Grant } from '../../authorization/grant.ts';
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

/** A thread that is not used ends, with the memory that it took. */
const idleMs = 30_000;

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

/** Node cannot load TypeScript: tests, which run the sources, start the one that was built. */
const code = new URL(
  import.meta.url.endsWith('.ts')
    ? '../../../../dist/core/healthvault/xpath/xpath-worker.js'
    : './xpath-worker.js',
  import.meta.url,
);

class Thread implements Evaluator {
  readonly #memoryBytesMax: number;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(memoryBytesMax: number) {
    this.#memoryBytesMax = memoryBytesMax;
  }

  async matching(
    expressions: readonly string[],
    things: readonly string[],
    budget: Budget,
  ): Promise<boolean[]> {
    const found: boolean[] = [];
    clearTimeout(this.#idle);
    try {
      for (const some of batches(things)) {
        this.#worker ??= await this.#start();
        const worker = this.#worker;
        const answer = await budget.lend(leftMs => this.#ask(worker, { expressions, things: some }, leftMs));
        if ('problem' in answer) throw makeWrongXPath(answer.problem);
        found.push(...answer.matches);
      }
    } finally {
      this.#idle = setTimeout(() => this.#end(), idleMs).unref();
    }
    return found;
  }

  /** It writes what clients sent to its output, which nobody reads. */
  async #start(): Promise<Worker> {
    const worker = new Worker(code, {
      workerData: { memoryBytesMax: this.#memoryBytesMax },
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(this.#memoryBytesMax / 1_048_576) },
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    // Who asks is told; between questions nobody is.
    worker.on('error', () => {});
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    await told(worker);
    worker.unref();
    return worker;
  }

  /** Undefined when it did not come in time. */
  async #ask(worker: Worker, question: Question, leftMs: number): Promise<Answer | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>(resolve => {
      // An answer that has come already is read first.
      timer = setTimeout(() => setImmediate(resolve, undefined), leftMs);
    });
    let answer: Answer | undefined;
    worker.ref();
    try {
      worker.postMessage(question);
      answer = await Promise.race([told<Answer>(worker), late]);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
      answer = { problem: tooLarge, tookMs: 0, isOver: true };
    } finally {
      clearTimeout(timer);
      worker.unref();
      if (!answer || 'isOver' in answer) await this.#end();
    }
    return answer;
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

/** The next message of a thread. */
function told<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('The thread of an evaluation ended.'));
    const settle = (then: () => void) => {
      worker.off('message', message).off('error', fail).off('exit', end);
      then();
    };
    const message = (value: T) => settle(() => resolve(value));
    const fail = (error: Error) => settle(() => reject(error));
    worker.on('message', message).on('error', fail).on('exit', end);
  });
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
