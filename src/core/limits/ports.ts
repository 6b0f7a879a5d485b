// What counting tries asks of a store.
import type { Awaitable } from '../awaitable.ts';
import type { Allowance, Told } from './rates.ts';

/** A count of tries, by what stands for its kind and key. */
export interface TryCount extends Allowance {
  readonly id: Buffer;
}

export interface TriesReader {
  /** How long until all of them have room for a try; 0 where they have. */
  waitFor(counts: readonly TryCount[], now: number): Awaitable<number>;
}

/** Each counts as one step that nothing comes between, so that many at once get no further than one after the other. */
export interface TriesWriter {
  /** Counts a try in all of these, or in none where one has no room. @returns how long until all have; 0 when it was counted */
  take(counts: readonly TryCount[], now: number): Awaitable<number>;
  /** Adds to a count whether it has room or not. */
  add(count: Omit<TryCount, 'max'>, amount: number, now: number): Awaitable<Told>;
  /** Takes back a try that was counted. */
  giveBack(counts: readonly Pick<TryCount, 'id'>[]): Awaitable<void>;
  /** Drops counts whose window is over, so many at most. @returns how many */
  sweep(now: number, max: number): Awaitable<number>;
}
