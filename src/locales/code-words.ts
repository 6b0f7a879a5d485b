// What the codes of HealthVault's own lists are called in a language, by the name of the list, then by code. A list is said in
// a language once all its codes are there; English stands with the codes.
import { makeTable } from '../schema/table.ts';
import { type Language, languages } from './language.ts';

export type CodeWords = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** By language, all but English, in the order of the languages. */
export function joinCodeWords(
  inLanguages: Readonly<Record<Language, { readonly codes: readonly CodeWords[] }>>,
): ReadonlyMap<string, CodeWords> {
  const others = languages.filter(language => language !== 'en');
  return new Map(
    others.map(language => [language, makeTable(Object.assign({}, ...inLanguages[language].codes))]),
  );
}
