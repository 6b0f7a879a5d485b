// GetVocabulary: the items of vocabularies, or which vocabularies there are.
import { findVocabulary, knownVocabularies, readItems } from '../core/vocabularies/catalogue.ts';
import { cultureOf, languageFor } from '../core/vocabularies/culture.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import { method, version } from './method.ts';
import {
  codeSet,
  codeSetAnswer,
  keyInfoAnswer,
  vocabularyKey,
  vocabularyKeyInfo,
} from './parts/vocabulary.ts';

/** In one request: each brings up to a whole vocabulary. */
const keysMax = 100;

const vocabularyVersion = version('app', {
  request: seq({
    'vocabulary-parameters': optional(
      seq({ 'vocabulary-key': many(vocabularyKey, { min: 1, max: keysMax }), 'fixed-culture': boolean }),
    ),
  }),
  response: seq({ vocabulary: many(codeSet), 'vocabulary-key': many(vocabularyKeyInfo) }),
  run({ vault, header }, { vocabularyParameters }) {
    const culture = cultureOf(header);
    const limit = vault.limits.vocabularyItemsMax;
    return vault.store.read(async db => {
      const known = await knownVocabularies(db);
      if (!vocabularyParameters) {
        return { vocabularyKey: known.map(vocabulary => keyInfoAnswer(vocabulary, culture)), vocabulary: [] };
      }
      const { vocabularyKey, fixedCulture: fixed } = vocabularyParameters;
      const vocabulary = [];
      for (const key of vocabularyKey) {
        const found = findVocabulary(known, key);
        const page = await readItems(db, found, { from: key.codeValue, limit });
        const language = languageFor(found, culture, { fixed });
        vocabulary.push(codeSetAnswer(found, page, { language, fixed }));
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
