// Code systems that the operator loaded from their owners' files, and what is asked of them.
import type { LoadedItem, VocabularyHead } from '../../vocabularies/loaders/source.ts';
import type { CodeItem, CodeText } from '../../vocabularies/vocabulary.ts';

export type { CodeItem, CodeText, LoadedItem, VocabularyHead };

export interface LoadedVocabulary {
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly description: string;
  /** Languages its texts are in, as in `en` or `es-mx`; the first is the one to fall back to. */
  readonly languages: readonly [string, ...string[]];
  readonly itemCount: number;
}

/** How a text is looked for, by the names of SearchVocabulary. */
export type SearchMode = 'Prefix' | 'Contains' | 'FullText';

export interface VocabularySearch {
  readonly text: string;
  readonly mode: SearchMode;
  /** One of the vocabulary's languages. */
  readonly language: string;
  readonly limit: number;
}

/** A load under way. */
export interface VocabularyLoad {
  readonly id: number;
  /** The fingerprint of what it is loaded from. */
  readonly source: string;
  /** How many entries of the source are dealt with. */
  readonly position: number;
  readonly startedAt: number;
  readonly lists: readonly VocabularyHead[];
}
