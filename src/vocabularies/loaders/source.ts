// What a loader makes of the files of a code system: the vocabularies they hold, and a stream of their items.
// core/vocabularies/load.ts takes it to the store.
import type { CodeItem } from '../vocabulary.ts';

export interface VocabularyHead {
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly description: string;
  /** The first is the one to fall back to. */
  readonly languages: readonly [string, ...string[]];
}

export interface LoadedItem {
  /** Which of the source's vocabularies it goes to, by its place among them. */
  readonly list: number;
  readonly item: CodeItem;
}

/** A line that cannot be read. */
export interface BadLine {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
}

export type Entry = LoadedItem | BadLine;

export interface VocabularySource {
  readonly lists: readonly VocabularyHead[];
  /** Differs when the files do. */
  readonly fingerprint: string;
  /** Bytes to be read for all entries, and those that were read so far. */
  readonly bytes: { readonly total: number; read: number };
  /** The same files give the same entries in the same order: a load counts them to know how far it is. */
  entries(): AsyncIterable<Entry>;
}

/** The files are not what their owner publishes, or it is not clear which are meant. */
export class SourceError extends Error {}

export function isBadLine(entry: Entry): entry is BadLine {
  return 'problem' in entry;
}
