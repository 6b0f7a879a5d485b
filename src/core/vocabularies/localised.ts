// Coded words in a reader's language. An item keeps the English words of its codes, which every application knows; whoever
// shows them says them as its reader does. What somebody typed in their own words stays.
import { getFirst } from '../../assume.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import { type CodeItem, listVocabularies, type Vocabulary } from '../../vocabularies/index.ts';
import { foldText } from './search-text.ts';

/** The text of a codable value; in the language where it is the English text of one of its codes. */
export function readText({ text, code = [] }: CodableValue, language: string): string {
  if (language === 'en') return text;
  const sought = foldText(text);
  for (const { type, family, value } of code) {
    for (const { texts } of itemsCoded(type, family, value)) {
      const [english, own] = [texts.en?.display, texts[language]?.display];
      if (english === undefined || own === undefined) continue;
      if (foldText(english) === sought) return own;
      if (foldText(getHead(english)) === sought) return getHead(own);
    }
  }
  return text;
}

/** Some lists explain their words: `Current: Currently has this`. */
export function getHead(text: string): string {
  return getFirst(text.split(': ', 1)).trimEnd();
}

/** A value with all coded words in it in the language. */
export function localiseValue<Value>(value: Value, language: string): Value {
  return language === 'en' ? value : (inLanguage(value, language) as Value);
}

function inLanguage(value: unknown, language: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(one => inLanguage(one, language));
  if (isCodable(value)) return { ...value, text: readText(value, language) };
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inLanguage(one, language)]));
}

function isCodable(value: object): value is CodableValue {
  const { text, code } = value as { text?: unknown; code?: unknown };
  return typeof text === 'string' && Array.isArray(code);
}

/** What a code stands for, in each version of its list. Applications write names in any case, and leave out the family. */
function itemsCoded(type: string, family: string | undefined, code: string): CodeItem[] {
  translated ??= byName(listVocabularies().filter(({ languages }) => languages.length > 1));
  return (translated.get(type.toLowerCase()) ?? [])
    .filter(vocabulary => family === undefined || vocabulary.family.toLowerCase() === family.toLowerCase())
    .flatMap(vocabulary => byCode(vocabulary).get(code.toLowerCase()) ?? []);
}

let translated: ReadonlyMap<string, readonly Vocabulary[]> | undefined;

function byName(vocabularies: readonly Vocabulary[]): Map<string, readonly Vocabulary[]> {
  const named = new Map<string, readonly Vocabulary[]>();
  for (const vocabulary of vocabularies) {
    const name = vocabulary.name.toLowerCase();
    named.set(name, [...(named.get(name) ?? []), vocabulary]);
  }
  return named;
}

function byCode(vocabulary: Vocabulary): ReadonlyMap<string, CodeItem> {
  const known = codes.get(vocabulary);
  if (known) return known;
  const made = new Map(vocabulary.items().map(item => [item.code.toLowerCase(), item]));
  codes.set(vocabulary, made);
  return made;
}

const codes = new WeakMap<Vocabulary, ReadonlyMap<string, CodeItem>>();
