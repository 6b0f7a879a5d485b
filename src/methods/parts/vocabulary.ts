// Vocabularies as the methods answer with them: their names, and their items in the language of the caller.
import type { ItemsPage, KnownVocabulary } from '../../core/vocabularies/catalogue.ts';
import { chooseLanguage } from '../../core/vocabularies/culture.ts';
import type { Infer } from '../../schema/schema.ts';
import type { CodeItem } from '../../vocabularies/index.ts';
import type { codeItem, codeSet, vocabularyKeyInfo } from '../contracts/parts/vocabulary.ts';

/** The language is that in which the caller would get the items. */
export function answerKeyInfo(
  vocabulary: KnownVocabulary,
  culture: readonly string[],
): Infer<typeof vocabularyKeyInfo> {
  const { name, family, version, description } = vocabulary;
  const language = chooseLanguage(vocabulary, culture, { fixed: false });
  return { language: tagText(language), name, family, version, description };
}

/** An item that has no text in the language comes with one in the vocabulary's own; in a fixed culture, with none. */
export function answerCodeSet(
  { name, family, version, languages }: KnownVocabulary,
  { items, more }: ItemsPage,
  { language, fixed }: { language: string; fixed: boolean },
): Infer<typeof codeSet> {
  return {
    language: tagText(language),
    name,
    family,
    version,
    codeItem: items.map(item => itemAnswer(item, fixed ? [language] : [language, languages[0]])),
    ...(more && { isVocabTruncated: true }),
  };
}

function itemAnswer(
  { code, texts, infoXml }: CodeItem,
  languages: readonly string[],
): Infer<typeof codeItem> {
  const text = languages.map(language => texts[language]).find(found => found !== undefined);
  return {
    codeValue: code,
    displayText: text?.display ?? '',
    abbreviationText: text?.abbreviation,
    ...(infoXml !== undefined && { infoXml: { content: [infoXml] } }),
  };
}

/** A region is written in capitals: `es-MX`. */
function tagText(language: string): string {
  return language.replace(/-[a-z]{2}$/, region => region.toUpperCase());
}
