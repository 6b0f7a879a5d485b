// Which jobs this process does of those that only one at a time may. Where several processes serve a vault, that goes by
// leases in the store; a single one has them all. Used by background.ts.

import { ownRows, type Store, type Writer } from '../store.ts';
import type { Clock } from '../world.ts';
import type { Lease } from './ports.ts';
import { makeLastingTenure, type Tenure, TenureOver } from './tenure.ts';

export interface Leases {
  /** Undefined while another process has the job. */
  find(name: string): Tenure | undefined;
  /** Lets others have them; call it when nothing runs any more. */
  stop(): Promise<void>;
}

/** Of the only process there is. */
export function makeSoleLeases(stopping: AbortSignal): Leases {
  const tenure = makeLastingTenure(stopping);
  return { find: () => tenure, stop: async () => {} };
}

export interface SharedLeasesOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Who this process is among those that serve the vault. */
  readonly holder: string;
  /** What it would do. */
  readonly names: readonly string[];
  readonly leaseMs: number;
  readonly stopping: AbortSignal;
  readonly onError: (error: unknown) => void;
}

/** Of one process among several: takes what is free, and renews what it has four times in the length of a lease. */
export function makeSharedLeases(options: SharedLeasesOptions): Leases {
  const leases = new SharedLeases(options);
  leases.start();
  return leases;
}

/** Its end is seen so much earlier here than in the store. */
const marginPart = 0.05;
const renewalsPerLease = 4;

class SharedLeases implements Leases {
  readonly #options: SharedLeasesOptions;
  readonly #held = new Map<string, SharedTenure>();
  #renewing: Promise<void> = Promise.resolve();
  #next: NodeJS.Timeout | undefined;
  #end: NodeJS.Timeout | undefined;

  constructor(options: SharedLeasesOptions) {
    this.#options = options;
    options.stopping.addEventListener('abort', () => this.#endAll(), { once: true });
  }

  start(): void {
    const { stopping, leaseMs, onError } = this.#options;
    if (stopping.aborted) return;
    this.#renewing = this.#renew().catch(onError);
    void this.#renewing.then(() => {
      if (!stopping.aborted) this.#next = setTimeout(() => this.start(), leaseMs / renewalsPerLease).unref();
    });
  }

  find(name: string): SharedTenure | undefined {
    const tenure = this.#held.get(name);
    return tenure?.isOver() ? undefined : tenure;
  }

  async stop(): Promise<void> {
    const { store, holder } = this.#options;
    clearTimeout(this.#next);
    clearTimeout(this.#end);
    await this.#renewing;
    await store.write(db => db.leases.release(holder), ownRows);
  }

  async #renew(): Promise<void> {
    const { store, clock, holder, names, leaseMs, stopping } = this.#options;
    // The store counts from later on, so it is not over there before it is here.
    const until = makeDeadline(clock, leaseMs * (1 - marginPart));
    const taken = await store.write(async db => {
      const own: string[] = [];
      for (const name of names) if (await db.leases.take({ name, holder }, leaseMs)) own.push(name);
      return new Set(own);
    }, ownRows);
    if (stopping.aborted) return;
    for (const name of names) {
      const before = this.find(name);
      if (!taken.has(name)) before?.end();
      else if (before) before.until = until;
      else this.#held.set(name, new SharedTenure({ name, holder, until }));
    }
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.#endAll(), until.left()).unref();
  }

  #endAll(): void {
    for (const tenure of this.#held.values()) tenure.end();
  }
}

class SharedTenure implements Tenure {
  readonly #ending = new AbortController();
  readonly #name: string;
  readonly #holder: string;
  until: Deadline;

  constructor({ name, holder, until }: Lease & { until: Deadline }) {
    this.#name = name;
    this.#holder = holder;
    this.until = until;
  }

  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  end(): void {
    this.#ending.abort();
  }

  isOver(): boolean {
    if (this.until.left() <= 0) this.end();
    return this.ending.aborted;
  }

  async demand(db: Writer): Promise<void> {
    if (!(await db.leases.holds({ name: this.#name, holder: this.#holder }))) throw new TenureOver();
  }
}

interface Deadline {
  /** Milliseconds. */
  left(): number;
}

/** By two clocks, whichever goes faster: one may stand still while the machine sleeps, the other may be set back. */
function makeDeadline(clock: Clock, ms: number): Deadline {
  const wall = clock.now() + ms;
  const monotonic = performance.now() + ms;
  return { left: () => Math.min(wall - clock.now(), monotonic - performance.now()) };
}
