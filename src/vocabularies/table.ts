// Makes a vocabulary of a table of codes and English texts, as the lists in wc/ and public/ are written down.
import { spokenLanguages } from './languages.ts';
import type { CodeItem, CodeText, Extent, Vocabulary } from './vocabulary.ts';

/** An item: its code and its text in English. */
export type Row = readonly [code: string, display: string];

export interface TableOptions {
  readonly version?: string;
  readonly extent?: Extent;
  /** What a code is called in a language other than English. */
  readonly names?: (language: string) => (code: string) => string;
  /** Markup with more about each item, by code. */
  readonly infoXml?: Readonly<Record<string, string>>;
}

interface Declared extends TableOptions {
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly description: string;
}

export function table(declared: Declared, rows: readonly Row[]): Vocabulary {
  const { name, family, version, names } = declared;
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
    languages: names ? spokenLanguages : ['en'],
    items: once(() => itemsOf(declared, rows)),
  };
}

/** Lists are made when first asked for, and kept. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function itemsOf({ names, infoXml }: Declared, rows: readonly Row[]): CodeItem[] {
  const [, ...others] = names ? spokenLanguages : [];
  const namesIn = others.map(language => [language, names!(language)] as const);
  return rows.map(([code, display]) => {
    const texts: Record<string, CodeText> = { en: { display } };
    for (const [language, nameOf] of namesIn) texts[language] = { display: nameOf(code) };
    const markup = infoXml?.[code];
    return { code, texts, ...(markup !== undefined && { infoXml: markup }) };
  });
}
