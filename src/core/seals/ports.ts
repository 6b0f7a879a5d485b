// What the core asks of the store to know whether a key is the vault's.
import type { Awaitable } from '../awaitable.ts';

/** The id of a vault, as it is and sealed with its key. */
export interface Seal {
  readonly vaultId: string;
  readonly sealedId: Buffer;
}

/** A kind of what only the key opens. */
export interface Sealed {
  readonly count: number;
  /** What they are, for the operator who loses them. */
  readonly loss: string;
}

export interface SealsReader {
  seal(): Awaitable<Seal | undefined>;
  /** One of each kind that the key must open. */
  samples(): Awaitable<Buffer[]>;
  /** How much of each kind there is, none left out. */
  sealed(): Awaitable<Sealed[]>;
}

export interface SealsWriter {
  putSeal(seal: Seal): Awaitable<void>;
  /** Removes all that only the key opens. */
  forgetSealed(): Awaitable<void>;
}
