// Kinds of item by what people call them: their names, everyday words, what they are; mistyped, too.
import { foldText, isMistyped } from '../spelling.ts';
import type { ThingType } from '../things/index.ts';
import type { Language } from './language.ts';
import { describeType, nameType } from './type-names.ts';
import { thingWords } from './words.ts';

type Named = Pick<ThingType, 'name' | 'description'>;

/**
 * Those of the kinds that somebody may mean, the likeliest first: by the language of the page, and by the English names.
 * Where something is meant by its words as they stand, nothing is taken for mistyped.
 */
export function findKinds<K extends Named>(types: readonly K[], sought: string, language: Language): K[] {
  const asked = readWords(sought);
  if (asked.length === 0) return [];
  const ranked = types
    .map(type => ({ type, rank: rankOf(readKind(type, language), asked) }))
    .filter(({ rank }) => rank < farthest);
  const isMeant = ranked.some(({ rank }) => rank < ranks.mistyped);
  return ranked
    .filter(({ rank }) => !isMeant || rank < ranks.mistyped)
    .sort((a, b) => a.rank - b.rank)
    .map(({ type }) => type);
}

const ranks = { same: 0, named: 1, within: 2, begun: 3, described: 4, mistyped: 5 };
const farthest = 9;

interface Kind {
  readonly phrases: readonly (readonly string[])[];
  readonly description: readonly string[];
}

const known = new Map<string, Kind>();

function readKind(type: Named, language: Language): Kind {
  const name = `${language} ${type.name}`;
  let kind = known.get(name);
  if (!kind) {
    const everyday = (thingWords(language).everyday[type.name] ?? '').split(',');
    const phrases = [nameType(type, language), type.name, ...everyday].map(readWords);
    kind = {
      phrases: phrases.filter(words => words.length > 0),
      description: readWords(describeType(type, language)),
    };
    known.set(name, kind);
  }
  return kind;
}

function readWords(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function rankOf({ phrases, description }: Kind, asked: readonly string[]): number {
  return Math.min(
    ...phrases.map((words, place) => rankPhrase(words, asked) + (place < 2 ? 0 : 0.5)),
    asked.every(word => description.some(other => other.startsWith(word))) ? ranks.described : farthest,
  );
}

function rankPhrase(words: readonly string[], asked: readonly string[]): number {
  const isSame = words.length === asked.length && words.every((word, i) => word === asked[i]);
  if (isSame) return ranks.same;
  if (asked.every(word => words.includes(word))) return ranks.named;
  if (words.every(word => asked.includes(word))) return ranks.within;
  if (asked.every(word => words.some(other => other.startsWith(word)))) return ranks.begun;
  if (asked.every(word => words.some(other => isMistyped(word, other)))) return ranks.mistyped;
  return farthest;
}
