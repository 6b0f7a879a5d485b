// What people call the kinds of item. The English names and sentences are those of the definitions; a kind without words in a
// language keeps them.
import { findVersion, type ThingGroup, type ThingType } from '../things/index.ts';
import type { Language } from './language.ts';
import { kindWords, thingWords } from './words.ts';

export function nameType({ name }: Pick<ThingType, 'name'>, language: Language): string {
  return thingWords(language).kinds[name] ?? name;
}

/** What a kind of item is, in a sentence. */
export function describeType(
  { name, description }: Pick<ThingType, 'name' | 'description'>,
  language: Language,
): string {
  return thingWords(language).descriptions[name] ?? description;
}

/** A group of types has one name wherever it is shown. */
export function nameGroup(group: ThingGroup, language: Language): string {
  return kindWords(language).groups[group];
}

/** By a version-type-id. */
export function nameTypeId(id: string, language: Language): string {
  const type = findVersion(id)?.type;
  return type ? nameType(type, language) : `${kindWords(language).unknown} (${id})`;
}
