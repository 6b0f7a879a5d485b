// What each kind of invitation answers to UpdateExternalId.
import type { Awaitable } from '../../awaitable.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';

/** Either by the hash of an identity code, or by the external id that was. */
export type Renamed =
  | { readonly appId: string; readonly codeHash: Buffer }
  | { readonly appId: string; readonly externalId: string };

/** Gives what is meant another external id, and answers how many that were. */
export type Renamer = (db: Writer, vault: Vault, which: Renamed, to: string) => Awaitable<number>;
