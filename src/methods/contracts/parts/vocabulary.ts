// Vocabularies on the wire: how they are named, listed and answered with their items.
import { any, many, optional, seq } from '../../../schema/sequence.ts';
import { boolean, limitedString, string } from '../../../schema/text.ts';

const nonEmpty = limitedString({ minLength: 1 });
const language = { 'xml:lang': { optional: string, key: 'language' } } as const;

const key = {
  name: nonEmpty,
  family: optional(nonEmpty),
  version: optional(nonEmpty),
  'code-value': optional(string),
};

export const vocabularyKey = seq(key, language);

export const vocabularyKeyInfo = seq({ ...key, description: optional(string) }, language);

export const codeItem = seq({
  'code-value': string,
  'display-text': optional(string),
  'abbreviation-text': optional(string),
  'info-xml': optional(seq({ content: any() })),
});

export const codeSet = seq(
  {
    name: string,
    family: string,
    version: string,
    'code-item': many(codeItem),
    'is-vocab-truncated': optional(boolean),
  },
  language,
);
