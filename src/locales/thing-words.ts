// What a language says of things. A definition has its words in English, which are their names here; those that a language
// lacks are said in English.
import { makeTable } from '../schema/table.ts';
import type { Language } from './language.ts';

type Texts = Readonly<Record<string, string>>;

export interface ThingWords {
  /** Kinds of item, by the name of the type. */
  readonly kinds?: Texts;
  /** What else people call kinds of item, or look for when they mean one, by the name of the type: parted by commas. */
  readonly everyday?: Texts;
  /** What kinds of item are, in a sentence, by the name of the type. */
  readonly descriptions?: Texts;
  /** Fields, and lines of charts. */
  readonly labels?: Texts;
  /** What a label means in one type, or within one published type that many share: the label behind its name. */
  readonly labelsWithin?: Texts;
  /** Units that are words. Others, such as mmHg, are written alike everywhere. */
  readonly units?: Texts;
  /** Values of fixed lists, as items hold them. English has words for these too. */
  readonly values?: Texts;
  /** What summaries say, where it is not the name of a kind, a unit or a label. */
  readonly phrases?: Texts;
}

/** What one language says of all things. */
export type JoinedThingWords = Required<ThingWords>;

/** @returns how what a language says is found */
export function findThingWords(
  inLanguages: Readonly<Record<Language, { readonly things: readonly ThingWords[] }>>,
): (language: Language) => JoinedThingWords {
  const joined = new Map(
    Object.entries(inLanguages).map(([language, { things }]) => [language, joinThingWords(things)]),
  );
  const nothing = joinThingWords([]);
  return language => joined.get(language) ?? nothing;
}

function joinThingWords(files: readonly ThingWords[]): JoinedThingWords {
  const joined = (part: keyof ThingWords): Texts =>
    makeTable(Object.assign({}, ...files.map(file => file[part] ?? {})));
  return {
    kinds: joined('kinds'),
    everyday: joined('everyday'),
    descriptions: joined('descriptions'),
    labels: joined('labels'),
    labelsWithin: joined('labelsWithin'),
    units: joined('units'),
    values: joined('values'),
    phrases: joined('phrases'),
  };
}
