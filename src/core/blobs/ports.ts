// What blobs ask of the world: a store of bytes, and the table of what was uploaded.
import type { Awaitable } from '../awaitable.ts';
import type { Part, Upload } from './blob.ts';

/** Keeps bytes by blob and part. It knows nothing of who may see them. */
export interface BlobStore {
  /**
   * Writes a part; on disk when it resolves, and not there at all when it throws.
   * @returns the SHA-256 of what is kept, where that is not what came
   */
  put(blobId: string, part: string, bytes: AsyncIterable<Buffer>): Promise<Buffer | undefined>;
  /**
   * The bytes of a part from `from` up to `to`, that one excluded. A piece holds only until the next is asked for.
   * @param mayEnd may the part end before `to`?
   * @throws when they are not there
   */
  read(blobId: string, part: string, from: number, to: number, mayEnd?: boolean): AsyncIterable<Buffer>;
  /** How the name of a new part ends; nothing where parts of the blob are kept as they come. */
  suffixOf(blobId: string): Awaitable<string>;
  /** The same with parts as they are kept, where they are sealed. */
  readonly kept?: BlobStore;
  /** Removes one part. Nothing to remove is no error. */
  removePart(blobId: string, part: string): Promise<void>;
  has(blobId: string, part: string): Promise<boolean>;
  /** Every part there is, those of one blob after one another. @throws when the store does not answer */
  list(): AsyncIterable<{ readonly blobId: string; readonly part: string }>;
  /** Removes all of a blob but the parts to keep, and what an interrupted `put` left. Nothing to remove is no error. */
  remove(blobId: string, keep?: ReadonlySet<string>): Promise<void>;
}

/** A part of a blob that is whole, as it is kept: digest and length are of what lies in the store. */
export interface HeldPart extends Part {
  readonly blobId: string;
  readonly position: number;
  readonly length: number;
}

export interface BlobsReader {
  /** Of what is sealed of a blob. Undefined where nothing is. */
  key(id: string): Awaitable<Buffer | undefined>;
  byId(id: string): Awaitable<Upload | undefined>;
  byToken(tokenHash: Buffer): Awaitable<Upload | undefined>;
  /** The parts of a blob from one place up to another, that one excluded, in order. */
  parts(id: string, from: number, to: number): Awaitable<Part[]>;
  /**
   * Parts of all blobs that are whole, from the first or after another, in an order that stays.
   * @param of `any`: those of uploads under way too
   */
  heldParts(
    after: Pick<HeldPart, 'blobId' | 'position'> | undefined,
    limit: number,
    of?: 'whole' | 'any',
  ): Awaitable<HeldPart[]>;
  /** How many parts `any` are. */
  countParts(): Awaitable<number>;
  /** What an application has uploaded that nothing holds yet. */
  unattached(appId: string): Awaitable<{ count: number; bytes: number }>;
  /**
   * Room that uploads under way hold in a record, of people who may still reach it.
   * @param personId whose own uploads count as they were told, however little has come
   */
  held(recordId: string, now: number, personId: string): Awaitable<number>;
  /** Blobs that nothing holds and whose time ended before `now`, oldest first. */
  overdue(now: number, limit: number): Awaitable<Upload[]>;
}
export interface BlobsWriter {
  insert(upload: Upload): Awaitable<void>;
  /** Sets length, hash and state, and adds parts. False when it is no longer open with the length it had before. */
  advance(after: Upload, before: Upload, added: readonly Part[]): Awaitable<boolean>;
  /** Moves a blob to a state. False when it was in none of those it may come from. */
  move(id: string, to: Upload['state'], from: readonly Upload['state'][]): Awaitable<boolean>;
  /** Sets how much room an upload holds in its record, and when its time ends. */
  hold(id: string, bytes: number, until: number): Awaitable<void>;
  remove(id: string): Awaitable<void>;
}
