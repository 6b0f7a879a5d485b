// The time for which a job is this process's to do. What has effects outside of the store asks it first, and what came of
// them is recorded only while it lasts.
import type { Writer } from '../store.ts';

export interface Tenure {
  /** Ends before another process may begin, and when this one stops. */
  readonly ending: AbortSignal;
  /** Asked right before an effect: a process that was held up has not seen its signal yet. */
  isOver(): boolean;
  /** In the transaction that records an outcome. @throws TenureOver */
  demand(db: Writer): Promise<void>;
}

export class TenureOver extends Error {
  constructor() {
    super('Another process does this by now.');
  }
}

/** Lasts until the process stops: nobody else could do it, or everybody does. */
export function makeLastingTenure(stopping: AbortSignal): Tenure {
  return { ending: stopping, isOver: () => stopping.aborted, demand: async () => {} };
}
