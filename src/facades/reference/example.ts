// Example items, made from the definition of a type: always the same, and always valid (example.test.ts).
import { getNamed } from '../../assume.ts';
import type { Attribute, Item, Schema, TextSchema, TextShape } from '../../schema/schema.ts';
import { findLabel } from '../../things/fields.ts';
import type { ThingType, ThingVersion } from '../../things/index.ts';
import { numbers, texts, unitNumbers, years } from './example-values.ts';
import { findPreferredVocabulary } from './vocabularies.ts';

/** The least an item may hold, or everything that can stand together. */
export type ExampleSize = 'smallest' | 'full';

/** An example of a version, as its value. */
export function makeExample(type: ThingType, version: ThingVersion, size: ExampleSize): unknown {
  const { schema, root } = version;
  return exampleIn(schema, {
    type,
    size,
    name: root,
    label: type.name,
    around: [],
    inside: [],
    year: yearNow,
  });
}

const yearNow = 2026;

/** Where a value stands. */
interface Place {
  readonly type: ThingType;
  readonly size: ExampleSize;
  readonly name: string;
  readonly label: string;
  /** The names of the elements around it, the nearest first. */
  readonly around: readonly string[];
  /** The schemas it stands in: what holds itself ends there. */
  readonly inside: readonly Schema<unknown>['shape'][];
  readonly year: number;
}

function exampleIn(schema: Schema<unknown>, place: Place): unknown {
  const { shape } = schema;
  if (schema.typeName?.name === 'codable-value') return codableExample(schema, place);
  switch (shape.kind) {
    case 'text':
      return textExample(schema as TextSchema<unknown>, place);
    case 'marked-text':
      return { value: exampleIn(shape.base, place), ...attributes(shape.attributes, place) };
    case 'sequence':
      return { ...attributes(shape.attributes, place), ...items(shape.items, schema, place) };
    case 'choice':
      return items(shape.items.slice(0, 1), schema, place);
    case 'anything':
      return `<${place.name}>12</${place.name}>`;
    case 'document':
      return `<${shape.root} xmlns="${shape.namespace}"/>`;
  }
}

type Value = Record<string, unknown>;

function items(all: readonly Item[], schema: Schema<unknown>, place: Place): Value {
  const value: Value = {};
  const inside = [...place.inside, schema.shape];
  for (const item of all) {
    if (isShown(item, { ...place, inside }))
      value[item.key] = itemExample(item, schema, value, { ...place, inside });
  }
  if (schema.typeName?.name === 'general-measurement') inWords(value);
  return value;
}

function itemExample(item: Item, schema: Schema<unknown>, before: Value, place: Place): unknown {
  switch (item.kind) {
    case 'any':
      return ['<score xmlns="urn:example:app">7</score>'];
    case 'choice':
      return items(item.items.slice(0, 1), schema, place);
    case 'group':
      return items(item.items, schema, place);
    case 'element': {
      // What a person saw, here in the base unit itself.
      const isDisplay = item.schema.typeName?.name === 'display-value';
      const one = isDisplay
        ? { value: Object.values(before)[0], units: schema.unit ?? Object.keys(before)[0] }
        : exampleIn(item.schema, placeOf(item.name, schema, place));
      return item.list ? [one] : one;
    }
  }
}

function inWords(measurement: Value): void {
  const [first] = (measurement.structured ?? []) as { value: number; units: { text: string } }[];
  if (first) measurement.display = `${first.value} ${first.units.text}`;
}

/** Finer than people say it, or of no use without the person's place. */
const seldom = new Set(['s', 'f', 'tz']);

function isShown(item: Item, { size, inside }: Place): boolean {
  if (item.min > 0) return true;
  if (size === 'smallest' || seldom.has(item.key)) return false;
  return item.kind !== 'element' || !inside.includes(item.schema.shape);
}

function placeOf(name: string, around: Schema<unknown>, place: Place): Place {
  return {
    ...place,
    name,
    label: findLabel(place.type, name, { name: place.name, schema: around }),
    around: [place.name, ...place.around],
    year: years.find(([pattern]) => pattern.test(name))?.[1] ?? place.year,
  };
}

function attributes(declared: readonly Attribute[], place: Place): Value {
  return Object.fromEntries(
    declared
      .filter(({ required, key }) => required || (place.size === 'full' && !seldom.has(key)))
      .map(({ name, key, schema }) => [key, textExample(schema, { ...place, name, label: place.label })]),
  );
}

/** A code of the vocabulary that is preferred here, if it comes with Keepwell; else words alone. */
function codableExample(schema: Schema<unknown>, place: Place): Value {
  for (const preferred of schema.vocabularies ?? []) {
    const found = findPreferredVocabulary(preferred);
    const item = found?.items()[0];
    if (!found || !item) continue;
    const { name, family, version } = found;
    const text = getNamed(item.texts, found.languages[0]).display;
    return place.size === 'full'
      ? { text, code: [{ value: item.code, family, type: name, version }] }
      : { text };
  }
  return { text: texts[place.name] ?? place.label };
}

/** The nearest name that has a value in the table, then the unit, then what the facets allow. */
function textExample(schema: TextSchema<unknown>, place: Place): unknown {
  const { shape, unit, typeName } = schema;
  const names = [typeName?.name ?? '', place.name, ...place.around];
  const firstAllowed = (candidates: readonly (string | undefined)[]) =>
    candidates.find(text => text !== undefined && isAllowed(schema, text));
  const isText = shape.base === 'string';
  const found = firstAllowed([
    ...(isText ? [texts[place.name], shape.facets.values?.[0], place.label] : []),
    ...(typeName?.name === 'year' ? [String(place.year)] : []),
    ...(isText ? [] : names.map(name => numbers[name])),
    unit === undefined ? undefined : unitNumbers[unit],
    ...fallbacks(shape),
  ]);
  if (found === undefined) throw new Error(`no example for ${names.join(' in ')}`);
  return schema.fromText(found);
}

function isAllowed(schema: TextSchema<unknown>, text: string): boolean {
  try {
    schema.fromText(text);
    return true;
  } catch {
    return false;
  }
}

function fallbacks({ base }: TextShape): readonly string[] {
  if (base === 'boolean') return ['false'];
  if (base === 'dateTime') return [`${yearNow}-03-14T08:30:00`];
  return ['2', '1', '0.5', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'US', 'QUJD', 'A-1001'];
}
