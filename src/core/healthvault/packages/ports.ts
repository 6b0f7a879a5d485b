// What connect packages ask of the store.
import type { Awaitable } from '../../awaitable.ts';
import type { ConnectPackage } from './connect-package.ts';

export interface PackagesReader {
  byCode(codeHash: Buffer): Awaitable<ConnectPackage | undefined>;
  byId(id: string): Awaitable<ConnectPackage | undefined>;
  /** Those of an application with an external id, ended ones too, oldest first. */
  byExternalId(appId: string, externalId: string): Awaitable<ConnectPackage[]>;
  /** The sealed contents; undefined when there are none, or no more. */
  contents(id: string): Awaitable<Buffer | undefined>;
  /** The ids of its streamed blobs. */
  blobs(id: string): Awaitable<string[]>;
  /** Packages created before a time that have their contents still. */
  full(createdBefore: number, limit: number): Awaitable<string[]>;
  /** How many an application has, reserved codes too, and the bytes of their contents and blobs. */
  held(appId: string): Awaitable<{ count: number; bytes: number }>;
}

export interface PackagesWriter {
  insert(dropped: ConnectPackage): Awaitable<void>;
  /** Stores what can change of one; contents and blobs apart. */
  update(dropped: ConnectPackage): Awaitable<void>;
  putContents(id: string, sealed: Buffer, blobIds: readonly string[]): Awaitable<void>;
  remove(id: string): Awaitable<void>;
  /** Removes the contents of a package, and what it holds of blobs. */
  empty(id: string): Awaitable<void>;
  /** Removes packages created before a time that have no contents any more. */
  sweep(createdBefore: number): Awaitable<void>;
}
