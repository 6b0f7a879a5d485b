// Words of vocabularies for a form: short lists to choose from, a search as one types, and the codes of what was typed.

import type { Reader } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';
import {
  type KnownVocabulary,
  listKnownVocabularies,
  searchItems,
} from '../../../core/vocabularies/catalogue.ts';
import { chooseLanguage } from '../../../core/vocabularies/culture.ts';
import { getHead, readText } from '../../../core/vocabularies/localised.ts';
import { isRestricted } from '../../../core/vocabularies/restricted.ts';
import { foldText } from '../../../core/vocabularies/search-text.ts';
import type { Language } from '../../../locales/language.ts';
import type { CodableValue } from '../../../things/common/codable.ts';
import type { Field } from '../../../things/index.ts';
import { everyType, fieldsOf } from '../../../things/index.ts';
import { pickVocabulary } from '../../../vocabularies/index.ts';
import type { ShellContext } from '../../web/visit.ts';
import { isAddable } from '../links.ts';
import type { CodeToFind } from './leaf.ts';
import { findLeaf, getEntry } from './leaves.ts';

/** A word to choose, and the code it stands for. */
export interface Term {
  readonly text: string;
  readonly english: string;
  readonly abbreviation: string;
  readonly code: string;
  readonly vocabulary: KnownVocabulary;
}

/** The words of some vocabularies: all of them where they are few, or the names to search. */
export interface Terms {
  readonly id: string;
  readonly names: string;
  readonly texts: readonly string[] | undefined;
}

const listMax = 60;
const foundMax = 20;
const textMax = 100;

/** What a field's words are looked up in, as one text; undefined for none. */
export function getVocabularies({ schema }: Field): string | undefined {
  const { vocabularies = [] } = schema ?? {};
  return vocabularies.length === 0 ? undefined : vocabularies.join(' ');
}

/** For every field of a form that prefers vocabularies, by their names. */
export async function readFieldTerms(
  vault: Vault,
  fields: readonly Field[],
  language: Language,
): Promise<ReadonlyMap<string, Terms>> {
  const all = new Map<string, Terms>();
  await vault.store.read(async db => {
    const known = await usableVocabularies(db, vault);
    for (const names of preferredIn(fields)) {
      const id = `terms-${all.size}`;
      const there = vocabulariesNamed(known, names);
      if (there.length === 0) continue;
      const found = await termsIn(db, there, '', language, listMax + 1);
      const isWhole = found.length <= listMax;
      all.set(names, { id, names, texts: isWhole ? [...new Set(found.map(({ text }) => text))] : undefined });
    }
  });
  return all;
}

/** Groups of tests hold groups of tests, so what was met is not looked into again. */
function preferredIn(fields: readonly Field[], met = new Set<string>()): Set<string> {
  const names = new Set<string>();
  for (const field of fields) {
    const own = getVocabularies(field);
    if (own !== undefined) names.add(own);
    if (findLeaf(field)) continue;
    const { typeName } = field.schema ?? {};
    const key = typeName ? `${typeName.namespace} ${typeName.name}` : undefined;
    if (key !== undefined && met.has(key)) continue;
    if (key !== undefined) met.add(key);
    for (const name of preferredIn(getEntry(field).fields, met)) names.add(name);
  }
  return names;
}

/** Gives words the codes of theirs that a preferred vocabulary has. */
export async function findCodes(
  vault: Vault,
  toFind: readonly CodeToFind[],
  language: Language,
): Promise<void> {
  if (toFind.length === 0) return;
  await vault.store.read(async db => {
    const known = await usableVocabularies(db, vault);
    for (const { value, vocabularies } of toFind) {
      const there = vocabulariesNamed(known, vocabularies.join(' '));
      const found = await termsIn(db, there, value.text, language, foundMax);
      const sought = foldText(value.text);
      const same =
        found.find(({ text }) => foldText(text) === sought) ??
        onlyOne(found.filter(({ text }) => foldText(getHead(text)) === sought)) ??
        found.find(({ abbreviation }) => foldText(abbreviation) === sought) ??
        found.find(({ code }) => code === value.text);
      if (!same) continue;
      const { name, family, version } = same.vocabulary;
      value.code = [{ value: same.code, family, type: name, version }];
      value.text = keptText(value, same.english, language);
    }
  });
}

/** Applications know the English words. They are kept wherever whoever typed others is shown those again. */
function keptText(value: CodableValue, english: string, language: Language): string {
  const typed = foldText(value.text);
  const texts = [english, getHead(english)];
  if (texts.some(text => foldText(text) === typed)) return value.text;
  return texts.find(text => foldText(readText({ ...value, text }, language)) === typed) ?? value.text;
}

function onlyOne<One>(all: readonly One[]): One | undefined {
  return all.length === 1 ? all[0] : undefined;
}

async function usableVocabularies(db: Reader, vault: Vault): Promise<KnownVocabulary[]> {
  return (await listKnownVocabularies(db)).filter(vocabulary => !isRestricted(vault, vocabulary));
}

function vocabulariesNamed(known: readonly KnownVocabulary[], names: string): KnownVocabulary[] {
  return names.split(' ').flatMap(named => {
    const [family, name = ''] = named.includes(':') ? named.split(':', 2) : [undefined, named];
    const found =
      pickVocabulary(known, { name, family }) ??
      known.findLast(vocabulary => vocabulary.name.toLowerCase() === name.toLowerCase());
    return found ?? [];
  });
}

async function termsIn(
  db: Reader,
  vocabularies: readonly KnownVocabulary[],
  text: string,
  language: Language,
  limit: number,
): Promise<Term[]> {
  const terms: Term[] = [];
  for (const vocabulary of vocabularies) {
    for (const searched of languagesOf(vocabulary, text, language)) {
      if (terms.length >= limit) return terms;
      const search = { text, mode: 'FullText', language: searched, limit: limit - terms.length } as const;
      const { items } = await searchItems(db, vocabulary, search);
      for (const { code, texts } of items) {
        const { display, abbreviation = '' } = texts[searched] ?? Object.values(texts)[0] ?? { display: '' };
        const english = texts.en?.display ?? display;
        if (display !== '') terms.push({ text: display, english, abbreviation, code, vocabulary });
      }
    }
  }
  return terms;
}

/** What somebody types may be English in any language; a whole list is wanted once. */
function languagesOf(vocabulary: KnownVocabulary, text: string, language: Language): Set<string> {
  const asked = text === '' ? [language] : [language, 'en'];
  return new Set(asked.map(one => chooseLanguage(vocabulary, [one], { fixed: false })));
}

/** Words to choose from as somebody types. They come in a form, since what one types may tell of one's health. */
export async function answerTerms(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  if (!person) return c.json({ terms: [] }, 403);
  const names = form.get('vocabularies') ?? '';
  const text = (form.get('text') ?? '').trim().slice(0, textMax);
  if (!everyPreferred().has(names) || text === '') return c.json({ terms: [] });
  const terms = await vault.store.read(async db =>
    termsIn(db, vocabulariesNamed(await usableVocabularies(db, vault), names), text, language, foundMax),
  );
  c.header('Cache-Control', 'no-store');
  // What is found in two languages is told in the reader's, which comes first.
  const byCode = new Map<string, string>();
  for (const { vocabulary, code, text: found } of terms) {
    const key = `${vocabulary.name} ${code}`;
    if (!byCode.has(key)) byCode.set(key, found);
  }
  return c.json({ terms: [...new Set(byCode.values())] });
}

let preferred: ReadonlySet<string> | undefined;

/** Only what some field prefers is searched. */
function everyPreferred(): ReadonlySet<string> {
  preferred ??= new Set(
    everyType()
      .filter(isAddable)
      .flatMap(type => type.versions.flatMap(version => [...preferredIn(fieldsOf(type, version))])),
  );
  return preferred;
}
