// SearchVocabulary.
import { many, optional, seq } from '../../schema/sequence.ts';
import { limitedString, positiveInteger, TextProblem, text, textWithAttributes } from '../../schema/text.ts';
import { codeSet, vocabularyKey, vocabularyKeyInfo } from './parts/vocabulary.ts';

const modes = ['Prefix', 'Contains', 'FullText'] as const;

/** In any case: the Java library sends PREFIX. */
const searchMode = text<(typeof modes)[number]>(
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

export const searchVocabulary = {
  1: {
    request: seq({
      'vocabulary-key': optional(vocabularyKey),
      'text-search-parameters': seq({
        'search-string': searchString,
        'max-results': optional(positiveInteger()),
      }),
    }),
    response: seq({ 'vocabulary-key': many(vocabularyKeyInfo), 'code-set-result': optional(codeSet) }),
  },
};
