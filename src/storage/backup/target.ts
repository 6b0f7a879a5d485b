// Where backups are kept: what is asked of it, and how an operator names it. target-folder.ts and target-s3.ts implement it.
import { resolve } from 'node:path';
import type { S3Place } from '../blob-s3.ts';
import { readBlobPlace, sayBlobPlace } from '../blob-store.ts';

/** Names are paths of at most two folders, of letters, digits, `-`, `_` and `.`. */
export interface Target {
  /** For people. */
  readonly place: string;
  /** Puts an object in the place of one of that name; it is there as a whole or not at all. */
  put(name: string, bytes: Buffer): Promise<void>;
  /** False where there is one of that name. Of two at the same time one may be told true that lost: it looks again. */
  putIfAbsent(name: string, bytes: Buffer): Promise<boolean>;
  /** Resolves when all that was put outlives a loss of power. */
  settle(): Promise<void>;
  /** Undefined where there is none. */
  get(name: string): Promise<Buffer | undefined>;
  /** All below a folder, in no order. */
  list(folder: string): AsyncIterable<string>;
  /** Nothing to remove is no error. */
  remove(name: string): Promise<void>;
  /** Removes what writes that were cut off left. */
  tidy(): Promise<void>;
}

export type TargetPlace = { readonly folder: string } | S3Place;

/**
 * Reads a folder, or `s3://bucket/prefix?endpoint=https://…&region=…`.
 * @throws what is wrong with it, in words for the operator
 */
export function readTargetPlace(setting: string): TargetPlace {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(setting)) return { folder: resolve(setting) };
  try {
    return readBlobPlace(setting) as S3Place;
  } catch (error) {
    throw new Error((error as Error).message.replace(/^blob-store: /, '').replace('"files"', 'a folder'));
  }
}

export function sayTargetPlace(place: TargetPlace): string {
  return 'folder' in place ? place.folder : sayBlobPlace(place);
}
