// GetVocabulary: the items of vocabularies, or which vocabularies there are.
import { fault } from '../core/errors.ts';
import type { Infer } from '../schema/schema.ts';
import { any, many, optional, seq } from '../schema/sequence.ts';
import { boolean, limitedString, string } from '../schema/text.ts';
import { type CodeItem, everyVocabulary, findVocabulary, type Vocabulary } from '../vocabularies/index.ts';
import { type AppCall, method, version } from './method.ts';

const nonEmpty = limitedString({ minLength: 1 });
const language = { 'xml:lang': { optional: string, key: 'language' } } as const;

const key = {
  name: nonEmpty,
  family: optional(nonEmpty),
  version: optional(nonEmpty),
  'code-value': optional(string),
};
const vocabularyKey = seq(key, language);

const codeItem = seq({
  'code-value': string,
  'display-text': optional(string),
  'abbreviation-text': optional(string),
  'info-xml': optional(seq({ content: any() })),
});

const codeSet = seq(
  {
    name: string,
    family: string,
    version: string,
    'code-item': many(codeItem),
    'is-vocab-truncated': optional(boolean),
  },
  language,
);

const keyInfo = seq({ ...key, description: optional(string) }, language);

/** In one request: each brings up to a whole vocabulary. */
const keysMax = 100;

const vocabularyVersion = version('app', {
  request: seq({
    'vocabulary-parameters': optional(
      seq({ 'vocabulary-key': many(vocabularyKey, { min: 1, max: keysMax }), 'fixed-culture': boolean }),
    ),
  }),
  response: seq({ vocabulary: many(codeSet), 'vocabulary-key': many(keyInfo) }),
  run(call, { vocabularyParameters }) {
    if (!vocabularyParameters) return { vocabularyKey: everyVocabulary().map(keyAnswer) };
    const { vocabularyKey, fixedCulture } = vocabularyParameters;
    return { vocabulary: vocabularyKey.map(key => codeSetAnswer(call, key, fixedCulture)) };
  },
});

export default method({
  name: 'GetVocabulary',
  auth: 'app',
  versions: { 1: vocabularyVersion, 2: vocabularyVersion },
});

function keyAnswer({ name, family, version, languages, description }: Vocabulary): Infer<typeof keyInfo> {
  return { language: languages[0], name, family, version, description };
}

function codeSetAnswer(
  { vault, header }: AppCall,
  key: Infer<typeof vocabularyKey>,
  fixedCulture: boolean,
): Infer<typeof codeSet> {
  const found = findVocabulary(key);
  if (!found)
    throw fault('INVALID_VOCABULARY', 'Without vocabulary-parameters the method lists those there are.');
  const { name, family, version } = found;
  const max = vault.limits.vocabularyItemsMax;
  const items = itemsFrom(found, key.codeValue);
  const language = languageOf(found, header.language, fixedCulture);
  return {
    language,
    name,
    family,
    version,
    codeItem: items.slice(0, max).map(item => itemAnswer(item, language)),
    ...(items.length > max && { isVocabTruncated: true }),
  };
}

/** Long vocabularies are read in parts: the next one starts with the last code of the one before. */
function itemsFrom(vocabulary: Vocabulary, codeValue: string | undefined): readonly CodeItem[] {
  const items = vocabulary.items();
  if (codeValue === undefined) return items;
  const start = items.findIndex(({ code }) => code === codeValue);
  if (start < 0) throw fault('INVALID_VOCABULARY_ITEM', 'It is the code-value.');
  return items.slice(start);
}

/** The language asked for; another only where the caller takes one. */
function languageOf({ languages }: Vocabulary, asked: string | undefined, fixedCulture: boolean): string {
  const wanted = asked?.trim().toLowerCase() || languages[0];
  return fixedCulture || languages.includes(wanted) ? wanted : languages[0];
}

/** An item that has no text in the language comes with an empty one. */
function itemAnswer({ code, texts, infoXml }: CodeItem, language: string): Infer<typeof codeItem> {
  const text = texts[language];
  return {
    codeValue: code,
    displayText: text?.display ?? '',
    abbreviationText: text?.abbreviation,
    ...(infoXml !== undefined && { infoXml: { content: [infoXml] } }),
  };
}
