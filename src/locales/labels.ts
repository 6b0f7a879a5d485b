// What pages call the fields, units, values and charted numbers of items, in the reader's language. The English words are those
// of the definitions; the others are looked up by them, so a type is drawn in every language without a line of its own.
import { fillIn, type Say, sayInEnglish } from '../things/common/say.ts';
import { type Field, fieldsOf, type ThingType, type ThingVersion } from '../things/index.ts';
import type { Language } from './language.ts';
import { nameType } from './type-names.ts';
import { thingWords } from './words.ts';

/** What stands in a version of a type, with labels and units as the language has them. */
export function labelFields(type: ThingType, version: ThingVersion, language: Language): readonly Field[] {
  const fields = fieldsOf(type, version);
  if (language === 'en') return fields;
  return fields.map(field => labelled(field, type, version.schema.typeName?.name, language));
}

/** @param within the published type that the field is in */
function labelled(field: Field, type: ThingType, within: string | undefined, language: Language): Field {
  const { fields, ...own } = field;
  const inside = field.kind === 'element' ? field.schema?.typeName?.name : within;
  return {
    ...own,
    label: sayLabel(field.label, [within, type.name], language),
    unit: field.unit === undefined ? undefined : sayUnit(field.unit, language),
    get fields() {
      return fields.map(one => labelled(one, type, inside, language));
    },
  };
}

/** What the lines of the chart of a type are called, in its order. */
export function labelChart(type: Pick<ThingType, 'name' | 'chart'>, language: Language): string[] {
  return type.chart.map(({ label }) => sayLabel(label, [type.name], language));
}

export function sayUnit(unit: string, language: Language): string {
  return thingWords(language).units[unit] ?? unit;
}

/** @param places what the label stands in, the nearest first */
export function sayLabel(label: string, places: readonly (string | undefined)[], language: Language): string {
  const { labels, labelsWithin } = thingWords(language);
  const within = places.map(place => labelsWithin[`${place}/${label}`]).find(text => text !== undefined);
  return within ?? labels[label] ?? label;
}

/** What a value of a fixed list is called. */
export function sayValue(value: string, language: Language): string {
  return thingWords(language).values[value] ?? thingWords('en').values[value] ?? value;
}

/** How summaries say their phrases in a language. */
export function sayIn(language: Language): Say {
  return language === 'en'
    ? sayInEnglish
    : (phrase, ...values) => fillIn(phraseText(phrase, language), values);
}

/** It may be no more than the name of its kind, a unit or a label. */
function phraseText(phrase: string, language: Language): string {
  const own = thingWords(language).phrases[phrase];
  if (own !== undefined) return own;
  const texts = [
    nameType({ name: phrase }, language),
    sayUnit(phrase, language),
    sayLabel(phrase, [], language),
  ];
  return texts.find(text => text !== phrase) ?? phrase;
}
