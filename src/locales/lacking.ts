// What a language lacks: of the words of pages, help and letters by English, of those for things by the definitions.
// `npm run words` tells it, and the tidy test lets no language lack any that is not said to be only begun.
import { everyType, type Field, fieldsOf } from '../things/index.ts';
import { type Language, languages } from './language.ts';
import type { ThingWords } from './thing-words.ts';
import { codeWords, inLanguages, thingWords } from './words.ts';

export function wordsLacking(language: Language): string[] {
  return [
    ...beyond(inLanguages.en, inLanguages[language]),
    ...thingWordsLacking(language),
    ...codeWordsLacking(language),
  ];
}

/** Paths to what stands in a table, and not in another. */
function beyond(table: object, other: object): string[] {
  const known = new Map(Object.entries(other));
  return Object.entries(table).flatMap(([key, words]) => {
    const others: unknown = known.get(key);
    if (others === undefined) return [key];
    if (!isTable(words) || !isTable(others)) return [];
    return beyond(words, others).map(path => `${key}.${path}`);
  });
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function thingWordsLacking(language: Language): string[] {
  const own = thingWords(language);
  const needed = thingWordsNeeded();
  // The definitions are in English, all but the values, which are as items hold them.
  const parts = language === 'en' ? (['values', 'everyday'] as const) : partsOf(needed);
  return parts.flatMap(part =>
    [...needed[part]].filter(text => !(text in own[part])).map(text => `things: ${part}: ${text}`),
  );
}

function partsOf(needed: NeededThingWords): readonly (keyof NeededThingWords)[] {
  return Object.keys(needed) as (keyof NeededThingWords)[];
}

/** What other languages say of codes: not every list is for people. */
function codeWordsLacking(language: Language): string[] {
  const own = codeWords.get(language);
  if (own === undefined) return [];
  const others = [...codeWords.values()].flatMap(lists => beyond(lists, own));
  return [...new Set(others)].map(path => `codes: ${path}`);
}

export type NeededThingWords = Readonly<
  Record<Exclude<keyof ThingWords, 'labelsWithin'>, ReadonlySet<string>>
>;

/** What the definitions say in English; of phrases, which stand in code, what is said in any language. */
export function thingWordsNeeded(): NeededThingWords {
  const types = everyType();
  const fields = types.flatMap(type => type.versions.flatMap(version => everyField(fieldsOf(type, version))));
  const drawn = [...fields, ...types.flatMap(({ chart }) => chart)];
  const presets = types.flatMap(type => type.presets);
  const names = new Set([...types, ...presets].map(({ name }) => name));
  const asked = [...types, ...presets].flatMap(({ short }) => short);
  return {
    kinds: names,
    everyday: new Set(languages.flatMap(language => Object.keys(thingWords(language).everyday))),
    descriptions: names,
    labels: new Set([
      ...drawn.map(({ label }) => label),
      ...asked.flatMap(one => (typeof one === 'string' ? [] : (one.label ?? []))),
    ]),
    units: new Set(drawn.flatMap(({ unit }) => unit ?? []).filter(unit => !unitSymbols.has(unit))),
    values: new Set(
      fields.flatMap(({ schema }) =>
        schema?.shape.kind === 'text' ? (schema.shape.facets.values ?? []) : [],
      ),
    ),
    phrases: new Set(languages.flatMap(language => Object.keys(thingWords(language).phrases))),
  };
}

/** Every field at any depth; what is inside a published type is told only the first time it is met in a version. */
export function everyField(fields: readonly Field[], met = new Set<string>()): Field[] {
  return fields.flatMap(field => {
    const { typeName } = field.schema ?? {};
    const name = typeName && `${typeName.namespace} ${typeName.name}`;
    if (name !== undefined && met.has(name)) return [field];
    if (name !== undefined) met.add(name);
    return [field, ...everyField(field.fields, met)];
  });
}

/** Written alike in every language; a fraction is told as a share of a hundred. */
export const unitSymbols: ReadonlySet<string> = new Set([
  's/100 m',
  ...'fraction % /min /h s min m m/s kg L L/s L/min mL/min/kg mg/dL mmol/L mmol/mol mmHg Pa °C W N·m kJ kcal'.split(
    ' ',
  ),
]);
