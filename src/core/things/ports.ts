// What things ask of the world: a store of them, which is reached by a grant only.
import type { Awaitable } from '../awaitable.ts';
import type { StoredBlob, ThingBlob } from '../blobs/blob.ts';
import type { Look } from './look.ts';
import type { ShownThing, ThingKeyRow, ThingQuery } from './query.ts';
import type { LogPlace, RecordOperation, StoredThing } from './thing.ts';

/** The things of the grant's record. */
export interface ThingsReader {
  /** Current versions by id, deleted ones too. */
  byIds(ids: readonly string[]): Awaitable<StoredThing[]>;
  /** Active things of any of these types. */
  ofTypes(typeIds: readonly string[], limit: number): Awaitable<StoredThing[]>;
  /** @param fits asked for the size of each in turn; what does not fit ends the list and is not read */
  query(query: ThingQuery, fits?: (size: number) => boolean): Awaitable<StoredThing[]>;
  /** The same without who wrote them, which is what most ask for and half the work. */
  queryShown(query: ThingQuery, fits?: (size: number) => boolean): Awaitable<ShownThing[]>;
  /** The same without the data. */
  queryKeys(query: ThingQuery): Awaitable<ThingKeyRow[]>;
  /** The first ones after a place in the log, and the latest number of all. */
  operations(after: LogPlace, limit: number): Awaitable<{ latest: number; operations: RecordOperation[] }>;
  /** The last ones after a number, newest first; at most `limit`. */
  lastOperations(after: number, limit: number): Awaitable<RecordOperation[]>;
  /** Version-type-ids of which there is something active. */
  kinds(): Awaitable<string[]>;
  /** The applications that active things came from; undefined for the Shell. */
  sources(): Awaitable<(string | undefined)[]>;
  /** The blobs of these sets, in their order. */
  blobSets(ids: readonly string[]): Awaitable<Map<string, ThingBlob[]>>;
  /** A blob that some version of a thing holds. */
  blob(id: string): Awaitable<StoredBlob | undefined>;
  /** The id of the active thing of a type that holds a blob. */
  holder(blobId: string, typeId: string): Awaitable<string | undefined>;
}
export interface ThingsWriter {
  /** Makes a version current; the one before, if any, becomes history. */
  putVersion(version: StoredThing, previous: StoredThing | undefined): Awaitable<void>;
  addOperation(operation: RecordOperation): Awaitable<void>;
  putBlobSet(id: string, blobs: readonly ThingBlob[]): Awaitable<void>;
  /** Removes every version of a thing for good, and its blobs; answers what that frees. The log and the audit stay. */
  purge(id: string): Awaitable<{ bytes: number; blobBytes: number }>;
  /** Says of all that was ever done to things that it was done to something personal. */
  markPersonal(ids: readonly string[]): Awaitable<void>;
}

export interface LooksReader {
  last(personId: string, recordId: string): Awaitable<Look | undefined>;
}

export interface LooksWriter {
  put(personId: string, recordId: string, look: Look): Awaitable<void>;
}
