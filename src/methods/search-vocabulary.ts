// SearchVocabulary: items of a vocabulary by their texts, or vocabularies by name and description.
import {
  findVocabulary,
  knownVocabularies,
  searchItems,
  searchVocabularies,
} from '../core/vocabularies/catalogue.ts';
import { cultureOf, languageFor } from '../core/vocabularies/culture.ts';
import type { SearchMode } from '../core/vocabularies/loaded.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { limitedString, positiveInteger, TextProblem, text, textWithAttributes } from '../schema/text.ts';
import { method, version } from './method.ts';
import {
  codeSet,
  codeSetAnswer,
  keyInfoAnswer,
  vocabularyKey,
  vocabularyKeyInfo,
} from './parts/vocabulary.ts';

const modes: readonly SearchMode[] = ['Prefix', 'Contains', 'FullText'];

/** In any case: the Java library sends PREFIX. */
const searchMode = text<SearchMode>(
  'string',
  { values: modes },
  written => {
    const found = modes.find(mode => mode.toLowerCase() === written.toLowerCase());
    if (!found) throw new TextProblem(`must be one of ${modes.join(', ')}`);
    return found;
  },
  mode => mode,
);

const searchString = textWithAttributes(limitedString({ minLength: 1, maxLength: 255 }), {
  'search-mode': { optional: searchMode, key: 'mode' },
});

export default method({
  name: 'SearchVocabulary',
  auth: 'app',
  versions: {
    1: version('app', {
      request: seq({
        'vocabulary-key': optional(vocabularyKey),
        'text-search-parameters': seq({
          'search-string': searchString,
          'max-results': optional(positiveInteger()),
        }),
      }),
      response: seq({ 'vocabulary-key': many(vocabularyKeyInfo), 'code-set-result': optional(codeSet) }),
      run({ vault, header }, { vocabularyKey: key, textSearchParameters }) {
        const culture = cultureOf(header);
        const max = vault.limits.vocabularyItemsMax;
        const { searchString, maxResults = max } = textSearchParameters;
        const { value, mode = 'Prefix' } = searchString;
        const search = { text: value, mode, limit: Math.min(maxResults, max) };
        return vault.store.read(async db => {
          const known = await knownVocabularies(db);
          if (!key) {
            const found = searchVocabularies(known, search);
            return { vocabularyKey: found.map(vocabulary => keyInfoAnswer(vocabulary, culture)) };
          }
          const vocabulary = findVocabulary(known, key);
          const language = languageFor(vocabulary, culture, { fixed: false });
          const page = await searchItems(db, vocabulary, { ...search, language });
          return {
            vocabularyKey: [],
            codeSetResult: codeSetAnswer(vocabulary, page, { language, fixed: false }),
          };
        });
      },
    }),
  },
});
