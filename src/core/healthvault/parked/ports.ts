// What parking asks of the store.
import type { Awaitable } from '../../awaitable.ts';

export interface Parked {
  readonly id: string;
  /** SHA-256 of what the browser holds. */
  readonly browserHash: Buffer;
  /** SHA-256 of the address it came from. */
  readonly addressHash: Buffer;
  readonly sealed: Buffer;
  readonly expiresAt: number;
}

export interface ParkedReader {
  find(id: string): Awaitable<Parked | undefined>;
  /** How many lie there at a time, in all and from an address. */
  count(addressHash: Buffer, now: number): Awaitable<{ all: number; ofAddress: number }>;
}

export interface ParkedWriter {
  put(parked: Parked): Awaitable<void>;
  remove(id: string): Awaitable<void>;
  /** Drops what ended before `now`. */
  sweep(now: number): Awaitable<void>;
}
