// What the core asks of the store about code systems that the operator loaded; those that come with Keepwell are in
// src/vocabularies/.
import type { LoadedItem, VocabularyHead } from '../../vocabularies/loaders/source.ts';
import type { CodeItem } from '../../vocabularies/vocabulary.ts';
import type { Awaitable } from '../awaitable.ts';
import type { LoadedVocabulary, VocabularyLoad, VocabularySearch } from './loaded.ts';

/** Code systems that the operator loaded; those that come with Keepwell are in vocabularies/. */
export interface VocabulariesReader {
  /** The complete ones, by family and name, versions of one together, the newest last. */
  all(): Awaitable<LoadedVocabulary[]>;
  /** Items in their order, from a code on, that one included. Undefined when there is no such code. */
  items(
    vocabulary: LoadedVocabulary,
    page: { from?: string | undefined; limit: number },
  ): Awaitable<CodeItem[] | undefined>;
  /** Items whose text in a language matches, the best first; at most `limit`. */
  search(vocabulary: LoadedVocabulary, search: VocabularySearch): Awaitable<CodeItem[]>;
}

/** A load is staged in many commits, unseen, and becomes visible in one. */
export interface VocabulariesWriter {
  /** Loads that were begun and not ended, oldest first. */
  unfinished(): Awaitable<VocabularyLoad[]>;
  /** Begins a load. Unfinished ones of the same vocabularies are given up. */
  begin(load: {
    source: string;
    lists: readonly VocabularyHead[];
    startedAt: number;
  }): Awaitable<VocabularyLoad>;
  /**
   * Stages entries `from` to `to` of a load. A code that is there gains the languages it lacks.
   * Answers how many added nothing. @throws when the load is not at `from`: another process works on it, or ended it
   */
  addItems(
    loadId: number,
    part: { from: number; to: number; items: readonly LoadedItem[] },
  ): Awaitable<number>;
  /** Makes the load's vocabularies visible, those without items apart, in place of the same versions before. */
  publish(loadId: number): Awaitable<void>;
  /** Ends a load with nothing kept. */
  giveUp(loadId: number): Awaitable<void>;
  /** Takes a vocabulary away; readers see it gone at once. */
  remove(vocabulary: LoadedVocabulary): Awaitable<void>;
  /** Deletes a part of what nobody sees any more. True while there is more. */
  sweep(): Awaitable<boolean>;
  /** Brings the index a step nearer to the form that is read fastest. True while there is more. */
  compact(isFirst: boolean): Awaitable<boolean>;
}
