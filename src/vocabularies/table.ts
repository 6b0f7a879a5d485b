// Makes a vocabulary of a table of codes and English texts, as the lists in wc/ and public/ are written down.
import { getNamed } from '../assume.ts';
import { spokenLanguages } from './languages.ts';
import type { CodeItem, CodeText, Extent, Vocabulary } from './vocabulary.ts';

/** An item: its code and its text in English. */
export type Row = readonly [code: string, display: string];

export interface TableOptions {
  readonly version?: string;
  readonly extent?: Extent;
  /** What a code is called in a language other than English. */
  readonly names?: (language: string) => (code: string) => string;
  /** The same for languages that somebody translated it into: by language, then by code. */
  readonly translated?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Markup with more about each item, by code. */
  readonly infoXml?: Readonly<Record<string, string>>;
}

interface Declared extends TableOptions {
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly description: string;
}

export function makeVocabulary(declared: Declared, rows: readonly Row[]): Vocabulary {
  const { name, family, version } = declared;
  const extent = declared.extent ?? (rows.length === 0 ? 'empty' : 'whole');
  return {
    name,
    family,
    version,
    extent,
    description:
      extent === 'cut'
        ? `${declared.description} (only the first ${rows.length} were published)`
        : declared.description,
    languages: ['en', ...languagesOf(declared)],
    items: makeOnce(() => itemsOf(declared, rows)),
  };
}

/** Lists are made when first asked for, and kept. */
export function makeOnce<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** All but English. Nothing is asked for names yet: the formats that make some of them are large. */
function languagesOf({ names, translated = {} }: Declared): string[] {
  const [, ...others] = spokenLanguages;
  return [...(names ? others : []), ...Object.keys(translated)];
}

/** What names the codes in each of those. */
function namesIn({ names, translated = {} }: Declared): [language: string, (code: string) => string][] {
  const [, ...others] = spokenLanguages;
  return [
    ...(names
      ? others.map((language): [string, (code: string) => string] => [language, names(language)])
      : []),
    ...Object.entries(translated).map(([language, texts]): [string, (code: string) => string] => [
      language,
      code => getNamed(texts, code),
    ]),
  ];
}

function itemsOf(declared: Declared, rows: readonly Row[]): CodeItem[] {
  const named = namesIn(declared);
  return rows.map(([code, display]) => {
    const texts: Record<string, CodeText> = { en: { display } };
    for (const [language, nameOf] of named) texts[language] = { display: nameOf(code) };
    const markup = declared.infoXml?.[code];
    return { code, texts, ...(markup !== undefined && { infoXml: markup }) };
  });
}
