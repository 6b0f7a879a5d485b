// What things ask of the world: a store of them, which is reached by a grant only and applies that grant itself: it finds
// nothing that is not open, and takes no write that is not. What goes past it is UnscopedThings.
import type { Awaitable } from '../awaitable.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import type { FoundResource, ResourceQuery } from '../fhir/ports.ts';
import type { Look } from './look.ts';
import type { ShownThing, ThingKeyRow, ThingQuery, WrittenKeyRow } from './query.ts';
import type { LogPlace, RecordOperation, StoredThing } from './thing.ts';

/** Is told of each item that a list leaves out because it cannot be opened; whoever asks tells the person. */
export type TellDamaged = (item: ThingKeyRow) => void;

/** The things of the grant's record, as far as it opens them. */
export interface ThingsReader {
  /** Current versions by id, deleted ones too. */
  byIds(ids: readonly string[]): Awaitable<StoredThing[]>;
  /** Active things of any of these types. */
  ofTypes(typeIds: readonly string[], limit: number): Awaitable<StoredThing[]>;
  /**
   * @param fits asked for the size of each in turn; what does not fit ends the list and is not read
   * @param onDamaged lets the list go on without an item that cannot be opened
   * @throws thingDamaged where nobody is to be told
   */
  query(
    query: ThingQuery,
    fits?: (size: number) => boolean,
    onDamaged?: TellDamaged,
  ): Awaitable<StoredThing[]>;
  /** The same without who wrote them, which is what most ask for and half the work. */
  queryShown(
    query: ThingQuery,
    fits?: (size: number) => boolean,
    onDamaged?: TellDamaged,
  ): Awaitable<ShownThing[]>;
  /** The same without the data. */
  queryKeys(query: ThingQuery): Awaitable<WrittenKeyRow[]>;
  /** Of so many lines after a place in the log, those to be told; and the latest number of all. */
  operations(after: LogPlace, limit: number): Awaitable<LogPage>;
  /** The same the other way: of so many lines before a place, or the last of all, those to be told, newest first. */
  operationsBefore(before: LogPlace | undefined, limit: number): Awaitable<Omit<LogPage, 'latest'>>;
  /** Of the last lines after a number, at most `limit`, those to be told, newest first. */
  lastOperations(after: number, limit: number): Awaitable<LastOperations>;
  /** How many lines after a number, up to another, are to be told. */
  countOperations(after: number, upTo: number): Awaitable<number>;
  /** Version-type-ids of which there is something active. */
  kinds(): Awaitable<string[]>;
  /** The applications that active things came from; undefined for the Shell. */
  sources(): Awaitable<(string | undefined)[]>;
  /** The blobs of these sets, in their order. */
  blobSets(ids: readonly string[]): Awaitable<Map<string, ThingBlob[]>>;
  /** One of a set that may have thousands. */
  blobOf(setId: string, blobId: string): Awaitable<ThingBlob | undefined>;
  /** The words of the files in these sets, where there are any: of so many files. */
  blobTexts(ids: readonly string[], filesMax: number): Awaitable<Map<string, string>>;
  /** Active things that name one as related to them, the newest first. */
  relating(id: string, limit: number): Awaitable<ThingKeyRow[]>;
  /** Resources of FHIR, by the index as far as it has come. */
  findResources(query: ResourceQuery): Awaitable<FoundResource[]>;
  /** How many there are, up to so many. */
  countResources(query: Omit<ResourceQuery, 'after' | 'limit'>, max: number): Awaitable<number>;
}

export interface LastOperations {
  readonly operations: readonly Pick<RecordOperation, 'operation' | 'thingId'>[];
  /** Were there as many lines as were to be looked at? */
  readonly isFull: boolean;
}

export interface LogPage {
  readonly latest: number;
  readonly operations: readonly RecordOperation[];
  /** The last line that was looked at, told or not. */
  readonly last: LogPlace | undefined;
  /** Were there as many lines as were to be looked at? */
  readonly isFull: boolean;
}

/**
 * Each throws what is no Fault where the grant does not open the write: that is for planning to tell who asks, and for the
 * store only to see that it was.
 */
export interface ThingsWriter {
  /** Makes a version current; the one before, if any, becomes history. */
  putVersion(version: StoredThing, previous: StoredThing | undefined): Awaitable<void>;
  addOperation(operation: RecordOperation): Awaitable<void>;
  /** Says what a version that was just put holds. */
  putBlobSet(version: StoredThing, blobs: readonly ThingBlob[]): Awaitable<void>;
  /** Says which things a version that was just put names as related to it, in place of what was said before. */
  putRelated(version: StoredThing, relatedIds: readonly string[]): Awaitable<void>;
  /** Removes every version of a deleted thing for good, and its blobs; answers what that frees. The log and the audit stay. */
  purge(id: string): Awaitable<{ bytes: number; blobBytes: number }>;
  /** Says of all that was ever done to things that it was done to something personal. */
  markPersonal(ids: readonly string[]): Awaitable<void>;
}

/** What one person made by one application, or by hand, under these client ids. */
export interface MadeUnder {
  readonly clientIds: readonly string[];
  /** Version-type-ids, every version of each family spelled out. */
  readonly typeIds: readonly string[];
  readonly appId: string | undefined;
  readonly personId: string;
}

/**
 * What has to be known of the record's things though the grant may not open them: to refuse as is right, mostly. Whoever asks
 * says why, and judges alone; ARCHITECTURE lists them all. Writes do not go past a grant.
 */
export interface UnscopedThings {
  /** Current versions, deleted ones too. */
  byIds(ids: readonly string[]): Awaitable<StoredThing[]>;
  /** The same of what somebody made under client ids: so many of each id and type, the active and the oldest first. */
  byClientIds(made: MadeUnder, max: number): Awaitable<StoredThing[]>;
  /** As they were when they were added, of those that were changed since. */
  firstVersions(ids: readonly string[]): Awaitable<StoredThing[]>;
  /** Active things of any of these types. */
  ofTypes(typeIds: readonly string[], limit: number): Awaitable<StoredThing[]>;
  /** Bytes of current versions, by id. */
  sizes(ids: readonly string[]): Awaitable<ReadonlyMap<string, number>>;
  blobSets(ids: readonly string[]): Awaitable<Map<string, ThingBlob[]>>;
  /** The id of the active thing that holds a blob, of a type where one is named. */
  holder(blobId: string, typeId?: string): Awaitable<string | undefined>;
}

export interface LooksReader {
  last(personId: string, recordId: string): Awaitable<Look | undefined>;
}

export interface LooksWriter {
  put(personId: string, recordId: string, look: Look): Awaitable<void>;
}
