// What FHIR asks of the store: an index of what resources are searched by, which is made of things and can be made again at any
// time, and a way to find by it, which keeps within a grant as all of things/ports.ts does.
import type { Awaitable } from '../awaitable.ts';
import type { LogPlace } from '../things/thing.ts';
import type { ExportOwner, FhirExport } from './export-state.ts';

/** How far the index of a record has come. */
export interface IndexState extends LogPlace {
  /** By which mappings it was made. */
  readonly mapping: string;
}

export interface IndexProgress {
  /** Undefined for a record that was never gone through. */
  readonly state: IndexState | undefined;
  /** Undefined for a record that is gone. */
  readonly latest: number | undefined;
}

/** What one thing is found by. */
export interface IndexedThing {
  readonly id: string;
  readonly effectiveDate: string;
  readonly ordinal: number;
  /** Of the resource that the thing is (0) and of those made of its parts (from 1). */
  readonly parts: readonly { readonly part: number; readonly tokens: ReadonlySet<string> }[];
}

export interface ResourceIndexReader {
  /** How far the index of a record has come, and the number of the last operation on it. */
  progress(recordId: string): Awaitable<IndexProgress>;
  /** Is there anything in a record that has this token? Whoever may see it. */
  hasToken(recordId: string, token: string): Awaitable<boolean>;
}

export interface ResourceIndexWriter {
  setState(recordId: string, state: IndexState): Awaitable<void>;
  /** In place of what these things were found by; nothing for those that are gone. */
  put(recordId: string, things: readonly IndexedThing[]): Awaitable<void>;
}

export type ResourceOrder = 'newest first' | 'oldest first' | 'last changed first' | 'first changed first';

/** Where a resource stands in an order. */
export interface ResourcePlace {
  readonly effectiveDate: string;
  readonly updatedAt: number;
  readonly ordinal: number;
  readonly part: number;
}

export interface FoundResource extends ResourcePlace {
  /** Of the thing. */
  readonly id: string;
  readonly versionStamp: string;
  readonly typeId: string;
  /** Bytes. */
  readonly size: number;
}

/** Resources of current things: those of some types that have such tokens. */
export interface ResourceQuery {
  /** Version-type-ids. */
  readonly typeIds: readonly string[];
  /** Of these things only. */
  readonly ids?: readonly string[];
  /** Of each list one at least; without any, the resource that a thing is, and not those of its parts. */
  readonly every: readonly (readonly string[])[];
  readonly none: readonly string[];
  /** Local date-times, compared as text. Bounds are included. */
  readonly effectiveMin?: string;
  readonly effectiveMax?: string;
  /** Milliseconds, UTC. Bounds are included. */
  readonly updatedMin?: number;
  readonly updatedMax?: number;
  readonly order: ResourceOrder;
  readonly after?: ResourcePlace;
  readonly limit: number;
}

/** A Binary that was sent and that nothing holds yet: the kind of its content, sealed. Its bytes are a blob of the same id. */
export interface SentBinary {
  readonly id: string;
  readonly recordId: string;
  readonly sealed: Buffer;
  readonly expiresAt: number;
}

export interface FhirBinariesReader {
  byId(id: string): Awaitable<Buffer | undefined>;
}

export interface FhirBinariesWriter {
  put(one: SentBinary): Awaitable<void>;
  /** Removes those that lapsed before. */
  sweep(now: number): Awaitable<void>;
}

export interface FhirExportsReader {
  byId(id: string): Awaitable<FhirExport | undefined>;
  /** How many there are of whom. */
  count(of: ExportOwner): Awaitable<number>;
}

export interface FhirExportsWriter {
  add(one: FhirExport): Awaitable<void>;
  /** Nothing for one that is gone meanwhile. */
  setProgress(one: Pick<FhirExport, 'id' | 'asked' | 'next' | 'kinds'>): Awaitable<void>;
  remove(id: string): Awaitable<void>;
  /** Removes those that were begun before. */
  sweep(before: number): Awaitable<void>;
}
