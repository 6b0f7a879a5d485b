// SearchVocabulary: items of a vocabulary by their texts, or vocabularies by name and description.
import {
  findVocabulary,
  listKnownVocabularies,
  searchItems,
  searchVocabularies,
} from '../core/vocabularies/catalogue.ts';
import { chooseLanguage, readCulture } from '../core/vocabularies/culture.ts';
import { demandOpen } from '../core/vocabularies/restricted.ts';
import { searchVocabulary } from './contracts/search-vocabulary.ts';
import { method, version } from './method.ts';
import { answerCodeSet, answerKeyInfo } from './parts/vocabulary.ts';

export default method({
  name: 'SearchVocabulary',
  auth: 'app',
  versions: {
    1: version('app', {
      ...searchVocabulary[1],
      run({ vault, app, header }, { vocabularyKey: key, textSearchParameters }) {
        const culture = readCulture(header);
        const max = vault.limits.vocabularyItemsMax;
        const { searchString, maxResults = max } = textSearchParameters;
        const { value, mode = 'Prefix' } = searchString;
        const search = { text: value, mode, limit: Math.min(maxResults, max) };
        return vault.store.read(async db => {
          const known = await listKnownVocabularies(db);
          if (!key) {
            const found = searchVocabularies(known, search);
            return { vocabularyKey: found.map(vocabulary => answerKeyInfo(vocabulary, culture)) };
          }
          const vocabulary = findVocabulary(known, key);
          demandOpen(vault, app, vocabulary);
          const language = chooseLanguage(vocabulary, culture, { fixed: false });
          const page = await searchItems(db, vocabulary, { ...search, language });
          return {
            vocabularyKey: [],
            codeSetResult: answerCodeSet(vocabulary, page, { language, fixed: false }),
          };
        });
      },
    }),
  },
});
