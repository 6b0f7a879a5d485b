// The time that looking into data may take. Counts only while it runs, so that waiting for the store or for others is free.
import { fault } from '../errors.ts';

const stepsBetweenLooks = 1000;

export class Budget {
  #leftMs: number;
  readonly #limitMs: number;
  #startedAt = 0;
  #steps = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.#leftMs = limitMs;
  }

  /** Does a piece of work on the clock. */
  run<T>(work: () => T): T {
    this.#startedAt = performance.now();
    try {
      return work();
    } finally {
      this.#leftMs -= performance.now() - this.#startedAt;
    }
  }

  /** To be told of every piece of work. @throws INVALID_FILTER when the time is used up */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps < stepsBetweenLooks) return;
    this.#steps = 0;
    if (performance.now() - this.#startedAt > this.#leftMs) {
      throw fault(
        'INVALID_FILTER',
        `It takes longer than ${this.#limitMs} ms here. Narrow it by type or date, or make the xpath simpler.`,
      );
    }
  }
}
