// What secret addresses ask of the store.
import type { Awaitable } from '../awaitable.ts';
import type { AddressKind, SecretAddress } from './address.ts';

export interface SecretAddressesReader {
  byToken<Kind extends AddressKind>(
    kind: Kind,
    tokenHash: Buffer,
  ): Awaitable<SecretAddress<Kind> | undefined>;
  /** Oldest first. */
  ofRecord<Kind extends AddressKind>(kind: Kind, recordId: string): Awaitable<SecretAddress<Kind>[]>;
}

export interface SecretAddressesWriter {
  /** A new one, or another token for one that is there. */
  put(address: SecretAddress): Awaitable<void>;
  remove(id: string): Awaitable<void>;
  /** Those that read with somebody's rights on a record; of one kind, or all. */
  removeOf(personId: string, recordId: string, kind?: AddressKind): Awaitable<void>;
}
