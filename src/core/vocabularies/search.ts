// The search of what is in memory: the lists that come with Keepwell, and the names of all.
// What is loaded is searched by the store, with texts folded the same way.
import type { CodeItem, Vocabulary } from '../../vocabularies/index.ts';
import type { SearchMode, VocabularySearch } from './loaded.ts';
import { foldText, splitWords } from './search-text.ts';

/** Something that can be found by its texts, which are folded. */
interface Findable<T> {
  readonly of: T;
  readonly texts: readonly string[];
}

/** Those that match, the best first: equal to what is looked for, then beginning with it, then the others. */
export function rankTexts<T>(
  findables: readonly Findable<T>[],
  { text, mode, limit }: Omit<VocabularySearch, 'language'>,
): T[] {
  const sought = foldText(text);
  const matches = matcher(sought, mode);
  const equal: T[] = [];
  const beginning: T[] = [];
  const others: T[] = [];
  for (const { of, texts } of findables) {
    if (texts.includes(sought)) equal.push(of);
    else if (texts.some(candidate => candidate.startsWith(sought))) beginning.push(of);
    else if (matches(texts)) others.push(of);
  }
  return [...equal, ...beginning, ...others].slice(0, limit);
}

/** Of texts that do not begin with what is sought, which match? */
function matcher(sought: string, mode: SearchMode): (texts: readonly string[]) => boolean {
  switch (mode) {
    case 'Prefix':
      return () => false;
    case 'Contains':
      return texts => texts.some(text => text.includes(sought));
    case 'FullText': {
      const words = splitWords(sought);
      if (words.length === 0) return () => false;
      return texts => {
        const there = texts.flatMap(splitWords);
        return words.every(word => there.some(other => other.startsWith(word)));
      };
    }
  }
}

/** Lists that come with Keepwell are the same objects for good, so each is folded once. */
const foldedLists = new WeakMap<Vocabulary, Map<string, Findable<CodeItem>[]>>();

export function searchInMemory(vocabulary: Vocabulary, search: VocabularySearch): CodeItem[] {
  return rankTexts(foldedList(vocabulary, search.language), search);
}

function foldedList(vocabulary: Vocabulary, language: string): Findable<CodeItem>[] {
  const byLanguage = foldedLists.get(vocabulary) ?? new Map<string, Findable<CodeItem>[]>();
  foldedLists.set(vocabulary, byLanguage);
  const known = byLanguage.get(language);
  if (known) return known;
  const list = vocabulary.items().map(item => {
    const { display, abbreviation } = item.texts[language] ?? { display: '' };
    return { of: item, texts: [display, abbreviation ?? ''].map(foldText).filter(text => text !== '') };
  });
  byLanguage.set(language, list);
  return list;
}
