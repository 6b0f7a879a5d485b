// Texts in several languages, as HealthVault writes them: the element stands once for each, with xml:lang.
import { limitedString, string, textWithAttributes } from '../../../schema/text.ts';

export const languageAttribute = { 'xml:lang': { optional: string, key: 'language' } } as const;

export const localString = textWithAttributes(string, languageAttribute);
export const localString255 = textWithAttributes(
  limitedString({ minLength: 1, maxLength: 255 }),
  languageAttribute,
);
export const localStringNz = textWithAttributes(limitedString({ minLength: 1 }), languageAttribute);
export const localString255Nw = textWithAttributes(
  limitedString({ minLength: 1, maxLength: 255, nonBlank: true }),
  languageAttribute,
);
