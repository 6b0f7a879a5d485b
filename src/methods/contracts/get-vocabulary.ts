// GetVocabulary: both versions alike.
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean } from '../../schema/text.ts';
import { codeSet, vocabularyKey, vocabularyKeyInfo } from './parts/vocabulary.ts';

/** In one request: each brings up to a whole vocabulary. */
const keysMax = 100;

const both = {
  request: seq({
    'vocabulary-parameters': optional(
      seq({ 'vocabulary-key': many(vocabularyKey, { min: 1, max: keysMax }), 'fixed-culture': boolean }),
    ),
  }),
  response: seq({ vocabulary: many(codeSet), 'vocabulary-key': many(vocabularyKeyInfo) }),
};

export const getVocabulary = { 1: both, 2: both };
