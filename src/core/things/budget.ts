// The time that looking into data may take in one request. Counts reading it from the store, for that is work of this
// process where the store is embedded; waiting for others is free.
import type { Awaitable } from '../awaitable.ts';
import { fault } from '../faults.ts';

const stepsBetweenLooks = 1000;

interface BudgetOptions {
  /** What is thrown when the time is used up; filterInvalid where it is left out. */
  readonly makeError?: (limitMs: number) => Error;
  /** Is told how long each piece of work on the clock took. */
  readonly onSpent?: (ms: number) => void;
}

export class Budget {
  #leftMs: number;
  readonly #limitMs: number;
  #startedAt = 0;
  #steps = 0;
  readonly #options: BudgetOptions;

  constructor(limitMs: number, options: BudgetOptions = {}) {
    this.#options = options;
    this.#limitMs = limitMs;
    this.#leftMs = limitMs;
  }

  /** Does a piece of work on the clock. @throws filterInvalid when the time is used up */
  run<T>(work: () => T): T {
    this.#startedAt = performance.now();
    this.#look();
    try {
      return work();
    } finally {
      const tookMs = performance.now() - this.#startedAt;
      this.#leftMs -= tookMs;
      this.#options.onSpent?.(tookMs);
    }
  }

  /** The same for what is read from the store. */
  async read<T>(work: () => Awaitable<T>): Promise<T> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.#leftMs -= performance.now() - startedAt;
    }
  }

  /**
   * Lends what is left to work that is done elsewhere, and says how long it took.
   * @throws filterInvalid when it answers nothing, for want of time
   */
  async lend<T extends { readonly tookMs: number }>(
    work: (leftMs: number) => Promise<T | undefined>,
  ): Promise<T> {
    const done = this.#leftMs > 0 ? await work(this.#leftMs) : undefined;
    if (!done) throw this.#usedUp();
    this.#leftMs -= done.tookMs;
    return done;
  }

  /** To be told of every piece of work. @throws filterInvalid when the time is used up */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps < stepsBetweenLooks) return;
    this.#steps = 0;
    this.#look();
  }

  #look(): void {
    if (performance.now() - this.#startedAt > this.#leftMs) throw this.#usedUp();
  }

  #usedUp(): Error {
    const { makeError } = this.#options;
    if (makeError) return makeError(this.#limitMs);
    return fault(
      'filterInvalid',
      `It takes longer than ${this.#limitMs} ms here. Narrow it by type or date, or make the xpath simpler.`,
    );
  }
}
