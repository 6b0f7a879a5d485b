// GetVocabulary: the items of vocabularies, or which vocabularies there are.
import { findVocabulary, listKnownVocabularies, readItems } from '../core/vocabularies/catalogue.ts';
import { chooseLanguage, readCulture } from '../core/vocabularies/culture.ts';
import { demandOpen } from '../core/vocabularies/restricted.ts';
import { getVocabulary } from './contracts/get-vocabulary.ts';
import { method, version } from './method.ts';
import { answerCodeSet, answerKeyInfo } from './parts/vocabulary.ts';

const vocabularyVersion = version('app', {
  ...getVocabulary[2],
  run({ vault, app, header }, { vocabularyParameters }) {
    const culture = readCulture(header);
    const limit = vault.limits.vocabularyItemsMax;
    return vault.store.read(async db => {
      const known = await listKnownVocabularies(db);
      if (!vocabularyParameters) {
        return { vocabularyKey: known.map(vocabulary => answerKeyInfo(vocabulary, culture)), vocabulary: [] };
      }
      const { vocabularyKey, fixedCulture: fixed } = vocabularyParameters;
      const vocabulary = [];
      for (const key of vocabularyKey) {
        const found = findVocabulary(known, key);
        demandOpen(vault, app, found);
        const page = await readItems(db, found, { from: key.codeValue, limit });
        const language = chooseLanguage(found, culture, { fixed });
        vocabulary.push(answerCodeSet(found, page, { language, fixed }));
      }
      return { vocabulary, vocabularyKey: [] };
    });
  },
});

export default method({
  name: 'GetVocabulary',
  auth: 'app',
  versions: { 1: vocabularyVersion, 2: vocabularyVersion },
});
