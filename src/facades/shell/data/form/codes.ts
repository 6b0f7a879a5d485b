// Words of vocabularies for a form: short lists to choose from, a search as one types, and the codes of what was typed.

import type { Reader } from '../../../../core/ports.ts';
import type { Vault } from '../../../../core/vault.ts';
import {
  type KnownVocabulary,
  knownVocabularies,
  searchItems,
} from '../../../../core/vocabularies/catalogue.ts';
import { languageFor } from '../../../../core/vocabularies/culture.ts';
import { isRestricted } from '../../../../core/vocabularies/restricted.ts';
import type { Field } from '../../../../things/index.ts';
import { everyType, fieldsOf } from '../../../../things/index.ts';
import { pickVocabulary } from '../../../../vocabularies/index.ts';
import { ownForm } from '../../form.ts';
import type { Language } from '../../language.ts';
import type { ShellContext } from '../../visit.ts';
import type { CodeToFind } from './leaf.ts';
import { entryOf, leafOf } from './leaves.ts';
import { isAddable } from './links.ts';

/** A word to choose, and the code it stands for. */
export interface Term {
  readonly text: string;
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
export function vocabulariesOf({ schema }: Field): string | undefined {
  const { vocabularies = [] } = schema ?? {};
  return vocabularies.length === 0 ? undefined : vocabularies.join(' ');
}

/** For every field of a form that prefers vocabularies, by their names. */
export async function termsOf(
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
    const own = vocabulariesOf(field);
    if (own !== undefined) names.add(own);
    if (leafOf(field)) continue;
    const { typeName } = field.schema ?? {};
    const key = typeName ? `${typeName.namespace} ${typeName.name}` : undefined;
    if (key !== undefined && met.has(key)) continue;
    if (key !== undefined) met.add(key);
    for (const name of preferredIn(entryOf(field).fields, met)) names.add(name);
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
      const sought = folded(value.text);
      const same =
        found.find(({ text }) => folded(text) === sought) ??
        found.find(({ abbreviation }) => folded(abbreviation) === sought) ??
        found.find(({ code }) => code === value.text);
      if (!same) continue;
      const { name, family, version } = same.vocabulary;
      value.code = [{ value: same.code, family, type: name, version }];
    }
  });
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}

async function usableVocabularies(db: Reader, vault: Vault): Promise<KnownVocabulary[]> {
  return (await knownVocabularies(db)).filter(vocabulary => !isRestricted(vault, vocabulary));
}

function vocabulariesNamed(known: readonly KnownVocabulary[], names: string): KnownVocabulary[] {
  return names.split(' ').flatMap(named => {
    const [family, name] = named.includes(':') ? named.split(':', 2) : [undefined, named];
    const found =
      pickVocabulary(known, { name: name!, family }) ??
      known.findLast(vocabulary => vocabulary.name.toLowerCase() === name!.toLowerCase());
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
    if (terms.length >= limit) break;
    const own = languageFor(vocabulary, [language], { fixed: false });
    const search = { text, mode: 'FullText', language: own, limit: limit - terms.length } as const;
    const { items } = await searchItems(db, vocabulary, search);
    for (const { code, texts } of items) {
      const { display, abbreviation = '' } = texts[own] ?? Object.values(texts)[0] ?? { display: '' };
      if (display !== '') terms.push({ text: display, abbreviation, code, vocabulary });
    }
  }
  return terms;
}

/** Words to choose from as somebody types. They come in a form, since what one types may tell of one's health. */
export const answerTerms = ownForm(async (c: ShellContext, form) => {
  const { vault, person, language } = c.var.visit;
  if (!person) return c.json({ terms: [] }, 403);
  const names = form.get('vocabularies') ?? '';
  const text = (form.get('text') ?? '').trim().slice(0, textMax);
  if (!everyPreferred().has(names) || text === '') return c.json({ terms: [] });
  const terms = await vault.store.read(async db =>
    termsIn(db, vocabulariesNamed(await usableVocabularies(db, vault), names), text, language, foundMax),
  );
  c.header('Cache-Control', 'no-store');
  return c.json({ terms: [...new Set(terms.map(term => term.text))] });
});

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
