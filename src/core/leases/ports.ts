// What leases ask of the store. All times are those of the database: the clocks of nodes may differ.
import type { Awaitable } from '../awaitable.ts';

export interface Lease {
  readonly name: string;
  readonly holder: string;
}

export interface LeasesReader {
  /** The time by the database's clock. */
  now(): Awaitable<number>;
  /** The leases that have not ended. */
  held(): Awaitable<Lease[]>;
}

export interface LeasesWriter {
  /** Takes a lease that is free, or renews one's own. False where another holds it. */
  take(lease: Lease, forMs: number): Awaitable<boolean>;
  /** Has it not ended? It goes to nobody else before the work is over. */
  holds(lease: Lease): Awaitable<boolean>;
  /** Ends all that one holds. */
  release(holder: string): Awaitable<void>;
  /** Forgets those that ended. */
  sweep(): Awaitable<void>;
}
