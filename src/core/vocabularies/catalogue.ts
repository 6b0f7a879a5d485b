// The vocabularies there are: those that come with Keepwell and those the operator loaded, listed, read and searched
// alike. What is loaded stays in the store; see loaded.ts and the port.
import {
  type CodeItem,
  listVocabularies,
  pickVocabulary,
  type Vocabulary,
  type VocabularyKey,
} from '../../vocabularies/index.ts';
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import type { LoadedVocabulary, VocabularySearch } from './loaded.ts';
import { rankTexts, searchInMemory } from './search.ts';
import { foldText } from './search-text.ts';

export type KnownVocabulary = Vocabulary | LoadedVocabulary;

/** Some items, and whether there are more. */
export interface ItemsPage {
  readonly items: readonly CodeItem[];
  readonly more: boolean;
}

/** By family and name, versions of one together, the newest last. A loaded one stands for ours of the same version. */
export async function listKnownVocabularies(db: Reader): Promise<readonly KnownVocabulary[]> {
  const loaded = await db.vocabularies.all();
  if (loaded.length === 0) return listVocabularies();
  return [...listVocabularies().filter(ours => !pickVocabulary(loaded, ours)), ...loaded];
}

/** @throws vocabularyUnknown */
export function findVocabulary(known: readonly KnownVocabulary[], key: VocabularyKey): KnownVocabulary {
  const found = pickVocabulary(known, key);
  if (!found) throw fault('vocabularyUnknown');
  return found;
}

/**
 * Items in their order, from a code on, that one included.
 * @throws codeUnknown when there is no such code
 */
export async function readItems(
  db: Reader,
  vocabulary: KnownVocabulary,
  { from, limit }: { from?: string | undefined; limit: number },
): Promise<ItemsPage> {
  const items = isLoaded(vocabulary)
    ? await db.vocabularies.items(vocabulary, { from, limit: limit + 1 })
    : itemsFrom(vocabulary, from)?.slice(0, limit + 1);
  if (!items) throw fault('codeUnknown');
  return pageOf(items, limit);
}

/** Items whose text matches, the best first. */
export async function searchItems(
  db: Reader,
  vocabulary: KnownVocabulary,
  search: VocabularySearch,
): Promise<ItemsPage> {
  const { limit } = search;
  // Every text begins with nothing.
  if (foldText(search.text) === '') return readItems(db, vocabulary, { limit });
  const more = { ...search, limit: limit + 1 };
  return pageOf(
    isLoaded(vocabulary) ? await db.vocabularies.search(vocabulary, more) : searchInMemory(vocabulary, more),
    limit,
  );
}

/** Vocabularies whose name or description matches, the best first. */
export function searchVocabularies(
  known: readonly KnownVocabulary[],
  search: Omit<VocabularySearch, 'language'>,
): KnownVocabulary[] {
  return rankTexts(
    known.map(vocabulary => ({
      of: vocabulary,
      texts: [foldText(vocabulary.name), foldText(vocabulary.description)],
    })),
    search,
  );
}

function isLoaded(vocabulary: KnownVocabulary): vocabulary is LoadedVocabulary {
  return !('items' in vocabulary);
}

function itemsFrom(vocabulary: Vocabulary, code: string | undefined): readonly CodeItem[] | undefined {
  const items = vocabulary.items();
  if (code === undefined) return items;
  const start = items.findIndex(item => item.code === code);
  return start < 0 ? undefined : items.slice(start);
}

function pageOf(items: readonly CodeItem[], limit: number): ItemsPage {
  return { items: items.slice(0, limit), more: items.length > limit };
}
