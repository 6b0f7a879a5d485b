// Values as JSON, and JSON as values. They look alike but for numbers that JSON has no way to write: infinity and
// NaN are the strings "INF", "-INF" and "NaN", as XML Schema spells them. Free content is a string of XML.
import type { Attributes, Item, Schema, TextSchema } from './schema.ts';
import { TextProblem } from './text.ts';
import { readXml, XmlFault } from './xml-reader.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A value as JSON can hold it; what is undefined is left out. */
export function toJson(value: unknown): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) return unwritable(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value as Json;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [key, toJson(field)]));
}

/**
 * The value that JSON stands for.
 * @throws XmlFault with the path of what the schema does not allow
 */
export function fromJson<T>(schema: Schema<T>, json: unknown, path: string): T {
  const value = read(schema, json, path) as T;
  const { check } = schema;
  const problem = check?.problem(value as never);
  if (check && problem !== undefined) throw new XmlFault(path, problem, check.kind);
  return value;
}

function read(schema: Schema<unknown>, json: unknown, path: string): unknown {
  const { shape } = schema;
  switch (shape.kind) {
    case 'text':
      return readText(schema as TextSchema<unknown>, json, path);
    case 'marked-text': {
      const { value, ...rest } = fieldsIn(json, path);
      if (value === undefined) throw new XmlFault(`${path}/value`, 'is missing');
      const attributes = readAttributes(shape.attributes, rest, path);
      onlyKeys(rest, shape.attributes, path);
      return { value: fromJson(shape.base, value, `${path}/value`), ...attributes };
    }
    case 'sequence': {
      const fields = fieldsIn(json, path);
      onlyKeys(fields, [...shape.attributes, ...shape.items], path);
      return { ...readAttributes(shape.attributes, fields, path), ...readItems(shape.items, fields, path) };
    }
    case 'choice':
      return readChoice(shape.items, json, path);
    case 'anything':
      return readMarkup(json, path);
    case 'document': {
      const xml = readMarkup(json, path);
      // What stands around the root is no part of the value.
      if (schema.parse(readXml(xml).root()) !== xml) throw new XmlFault(path, 'must be one element alone');
      return xml;
    }
  }
}

const numbers = new Set(['double', 'int', 'unsignedInt', 'positiveInteger', 'long']);

function readText(schema: TextSchema<unknown>, json: unknown, path: string): unknown {
  const { base } = schema.shape;
  const value = base === 'double' && typeof json === 'string' ? (written.get(json) ?? json) : json;
  const due = numbers.has(base) ? 'number' : base === 'boolean' ? 'boolean' : 'string';
  if (typeof value !== due) throw new XmlFault(path, `must be a ${due}`);
  if (due === 'number' && base !== 'double' && !Number.isInteger(value))
    throw new XmlFault(path, 'must be a whole number');
  if (typeof value === 'string' && notInXml.test(value))
    throw new XmlFault(path, 'must not have characters that XML has not');
  try {
    return schema.fromText(schema.toText(value));
  } catch (problem) {
    if (problem instanceof TextProblem) throw new XmlFault(path, problem.message);
    throw problem;
  }
}

const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const written: ReadonlyMap<string, number> = new Map([
  ['INF', Number.POSITIVE_INFINITY],
  ['-INF', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
]);

function unwritable(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
}

type Fields = Readonly<Record<string, unknown>>;

function readAttributes(attributes: Attributes, fields: Fields, path: string): Fields {
  const values: Record<string, unknown> = {};
  for (const { name, key, schema, required } of attributes) {
    if (fields[key] !== undefined) values[key] = fromJson(schema, fields[key], `${path}/${name}`);
    else if (required) throw new XmlFault(`${path}/${name}`, 'is missing');
  }
  return values;
}

function readItems(items: readonly Item[], fields: Fields, path: string): Fields {
  const values: Record<string, unknown> = {};
  for (const item of items) {
    const place = `${path}/${item.kind === 'element' ? item.name : item.key}`;
    const field = fields[item.key];
    if (field !== undefined) values[item.key] = readItem(item, field, place, path);
    else if (item.min > 0) throw new XmlFault(place, 'is missing');
  }
  return values;
}

function readItem(item: Item, json: unknown, place: string, path: string): unknown {
  switch (item.kind) {
    case 'element': {
      const { name, schema, min, max, list } = item;
      if (!list) return readElement(name, schema, json, place);
      const parts = listIn(json, place);
      if (parts.length < Math.max(min, 1)) throw new XmlFault(place, 'must not be an empty list');
      if (parts.length > max) throw new XmlFault(place, `must not be more than ${max}`);
      return parts.map(part => readElement(name, schema, part, place));
    }
    case 'choice':
      return readChoice(item.items, json, path);
    case 'group': {
      const fields = fieldsIn(json, path);
      onlyKeys(fields, item.items, path);
      return readItems(item.items, fields, path);
    }
    case 'any': {
      const parts = listIn(json, place);
      if (parts.length === 0) throw new XmlFault(place, 'must not be an empty list');
      return parts.map(part => readMarkup(part, place));
    }
  }
}

function readElement(name: string, schema: Schema<unknown>, json: unknown, path: string): unknown {
  const value = fromJson(schema, json, path);
  if (
    schema.shape.kind === 'anything' &&
    !readXml(value as string)
      .root()
      .atNamed(name)
  )
    throw new XmlFault(path, `must be an element ${name}`);
  return value;
}

function readChoice(items: readonly Item[], json: unknown, path: string): Fields {
  const fields = fieldsIn(json, path);
  onlyKeys(fields, items, path);
  const chosen = items.filter(({ key }) => fields[key] !== undefined);
  if (chosen.length !== 1)
    throw new XmlFault(path, `must have one of ${items.map(({ key }) => key).join(', ')}`);
  return readItems(
    chosen.map(item => ({ ...item, min: 1 })),
    fields,
    path,
  );
}

/** An element in XML, with nothing around it. */
function readMarkup(json: unknown, path: string): string {
  if (typeof json !== 'string') throw new XmlFault(path, 'must be a string of XML');
  let xml: string;
  try {
    xml = readXml(json).root().standaloneXml();
  } catch (fault) {
    if (fault instanceof XmlFault) throw new XmlFault(path, 'must be XML that is well-formed');
    throw fault;
  }
  if (xml !== json) throw new XmlFault(path, 'must be one element alone');
  return json;
}

function fieldsIn(json: unknown, path: string): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new XmlFault(path, 'must be an object');
  return json as Fields;
}

function listIn(json: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(json)) throw new XmlFault(path, 'must be a list');
  return json;
}

function onlyKeys(fields: Fields, allowed: readonly { readonly key: string }[], path: string): void {
  const stray = Object.keys(fields).some(key => !allowed.some(one => one.key === key));
  if (stray) throw new XmlFault(path, 'has a field that does not belong there');
}
