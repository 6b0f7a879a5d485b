// How the words of an area are found in a language: by the name of the area, in the lists that `npm run gen` writes.
import type { Language, WholeLanguage } from './language.ts';

/** What a language that is begun may have of what English has. */
export type Begun<Words> = Words extends (...args: never) => unknown
  ? Words
  : Words extends readonly unknown[]
    ? Words
    : { readonly [Key in keyof Words]?: Begun<Words[Key]> };

/** What is said in each language: all of it in those that are whole. */
export type InLanguages<Words> = Readonly<
  Record<WholeLanguage, Words> & Record<Exclude<Language, WholeLanguage>, Begun<Words>>
>;

/**
 * Codes and things are no areas: code-words.ts and thing-words.ts find them.
 * @returns for the name of an area how its words are found
 */
export function findAreas<Areas extends object>(
  inLanguages: { readonly en: Areas } & InLanguages<Omit<NoInfer<Areas>, 'codes' | 'things'>>,
): <Name extends keyof Areas>(name: Name) => (language: Language) => Areas[Name] {
  return name => {
    const english: Areas[typeof name] = inLanguages.en[name];
    const found = new Map<string, typeof english>(
      Object.entries<object>(inLanguages).map(([language, areas]) => [
        language,
        fillUp(english, (areas as Partial<Areas>)[name]),
      ]),
    );
    return language => found.get(language) ?? english;
  };
}

/** What is there, and in English what is not. */
export function fillUp<Words>(english: Words, begun: unknown): Words {
  if (begun === undefined) return english;
  if (!isTable(english) || !isTable(begun)) return begun as Words;
  return Object.fromEntries(
    Object.entries({ ...english, ...begun }).map(([key, words]) => [
      key,
      fillUp(Object.hasOwn(english, key) ? english[key] : words, words),
    ]),
  ) as Words;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
