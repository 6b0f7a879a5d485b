// Words to choose from in a form: what the record has used before, then those of the language's own lists.

import type { Grant } from '../../../core/authorization/grant.ts';
import { listThings } from '../../../core/things/list.ts';
import type { Vault } from '../../../core/vault.ts';
import { type Language, languages } from '../../../locales/language.ts';
import { suggestedWords } from '../../../locales/words.ts';
import { foldText } from '../../../spelling.ts';
import { readValue } from '../../../things/data.ts';
import { currentVersion, fieldsOf, type ThingType } from '../../../things/index.ts';
import { rootName } from './form-texts.ts';
import { findLeaf } from './leaves.ts';
import { writeTexts } from './values.ts';

/** By the name of the input. */
export type Suggestions = ReadonlyMap<string, readonly string[]>;

/** Of how many items it is looked up what was used before. */
const lookedAtMax = 50;
const usedLengthMax = 60;
const usedMax = 30;

export async function readSuggestions(
  vault: Vault,
  grant: Grant,
  type: ThingType,
  language: Language,
): Promise<Suggestions> {
  const version = currentVersion(type);
  const fields = fieldsOf(type, version).filter(field => suggestible.has(findLeaf(field)?.kind ?? ''));
  const suggestions = new Map<string, readonly string[]>();
  if (fields.length === 0 || !grant.permits('Read', version.id)) return suggestions;
  const asked = { typeIds: [version.id], after: undefined, limit: lookedAtMax };
  const { things } = await listThings(vault, grant, asked);
  const all = things.map(thing => writeTexts(fields, readValue(type as ThingType<unknown>, thing), language));
  for (const field of fields.filter(one => !one.list && !one.schema?.isLong)) {
    const name = `${rootName}.${field.name}`;
    const used = all.map(texts => texts.get(name) ?? '').filter(text => text.length <= usedLengthMax);
    const list = type.suggests[field.name];
    const words = [
      ...keepEachOnce(used).slice(0, usedMax),
      ...(list === undefined
        ? []
        : inOrder(language).flatMap(one => suggestedWords(one)[list].split(/,\s+/))),
    ];
    if (words.length > 0) suggestions.set(name, keepEachOnce(words));
  }
  return suggestions;
}

const suggestible = new Set(['text', 'codable', 'general']);

/** The English words are known everywhere. */
function inOrder(language: Language): Language[] {
  return languages.filter(one => one === language || one === 'en').sort(one => (one === language ? -1 : 1));
}

function keepEachOnce(words: readonly string[]): string[] {
  const byFolded = new Map<string, string>();
  for (const word of words) {
    const key = foldText(word.trim());
    if (key !== '' && !byFolded.has(key)) byFolded.set(key, word.trim());
  }
  return [...byFolded.values()];
}
