// What the core asks of the store to know whether a key is the vault's.
import type { Awaitable } from '../awaitable.ts';
import type { Keys } from '../world.ts';

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

/** A key of the vault, wrapped by its master key. */
export interface VaultKeyRow {
  readonly id: number;
  /** Which master key it is. */
  readonly masterId: string;
  readonly wrapped: Buffer;
  /** Milliseconds since 1970, UTC. */
  readonly madeAt: number;
  /** Does every process that serves the vault know it, so that it may seal? */
  readonly isReady: boolean;
}

/** By what keys of a vault are wrapped: a master key. */
export interface Wrapping {
  /** By which a vault says which one it needs; tells nothing of the key. */
  readonly id: string;
  wrap(key: Buffer, vaultKeyId: number): Awaitable<Buffer>;
}

/** The keys of a vault, which are opened by those that its database has. */
export interface LockedKeys extends Keys {
  /** @param change as the store says with them @throws ForeignKey when the master key is another */
  unlock(rows: readonly VaultKeyRow[], change?: number): Promise<void>;
  /** For a vault that has none. @param madeAt milliseconds since 1970, UTC */
  makeVaultKeys(madeAt: number): Promise<VaultKeyRow[]>;
  /** The same keys, wrapped by another. @throws ForeignKey for one that neither is known nor opens */
  wrapElse(rows: readonly VaultKeyRow[], by: Wrapping): Promise<VaultKeyRow[]>;
}

export interface SealsReader {
  vaultKeys(): Awaitable<VaultKeyRow[]>;
  /** A number that is another once keys were changed. */
  keyChange(): Awaitable<number>;
  seal(): Awaitable<Seal | undefined>;
  /** One of each kind that the key must open. */
  samples(): Awaitable<Buffer[]>;
  /** How much of each kind there is, none left out. */
  sealed(): Awaitable<Sealed[]>;
}

export interface SealsWriter {
  putVaultKeys(rows: readonly VaultKeyRow[]): Awaitable<void>;
  putSeal(seal: Seal): Awaitable<void>;
  /** Removes all that only the key opens. */
  forgetSealed(): Awaitable<void>;
}
