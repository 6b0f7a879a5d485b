// Simple types: strings, numbers, booleans, with their facets; and text with attributes.
import type { Attributes, Facets, Pattern, Schema, TextSchema, TextShape } from './schema.ts';
import { escapeAttribute, escapeText, type XmlCursor } from './xml-reader.ts';

/** A simple type made of a reader and a writer of text. `base` is the built-in type it narrows. */
export function text<T>(
  base: string,
  facets: Facets,
  fromText: (text: string) => T,
  toText: (value: T) => string,
): TextSchema<T> {
  const shape: TextShape = { kind: 'text', base, facets };
  return {
    shape,
    fromText,
    toText,
    parse(at) {
      if (at.attributes.length > 0 && at.ownAttributes().length > 0) at.fail('unexpected attribute');
      return readText(at, fromText);
    },
    print: (name, value) => `<${name}>${escapeText(toText(value))}</${name}>`,
  };
}

/** Reads the text of the element at the cursor; its problem gets the element's path. */
function readText<T>(at: XmlCursor, fromText: (text: string) => T): T {
  const index = at.index;
  const characters = at.text();
  try {
    return fromText(characters);
  } catch (problem) {
    if (problem instanceof TextProblem) return at.fail(problem.message, index);
    throw problem;
  }
}

/** What is wrong with a text, without quoting it. */
export class TextProblem extends Error {}

/** White space at both ends is dropped and runs become one blank, as XSD does for all but strings. */
export function collapseSpaces(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}

const same = (text: string) => text;

export const string = text('string', {}, same, same);

export const boolean = text<boolean>(
  'boolean',
  {},
  t => {
    const value = collapseSpaces(t);
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    throw new TextProblem('must be true, false, 1 or 0');
  },
  value => (value ? 'true' : 'false'),
);

export interface NumberFacets {
  min?: number;
  max?: number;
  /** The value must be greater than this. */
  above?: number;
}

/** xs:int within bounds. */
export function int(facets: NumberFacets = {}): TextSchema<number> {
  return wholeNumber('int', facets, -2147483648, 2147483647);
}

/** xs:unsignedInt within bounds. */
export function unsignedInt(facets: NumberFacets = {}): TextSchema<number> {
  return wholeNumber('unsignedInt', facets, 0, 4294967295);
}

/** xs:positiveInteger: of any size, though past 2^53 the number holds only the nearest double. */
export function positiveInteger(facets: NumberFacets = {}): TextSchema<number> {
  return wholeNumber('positiveInteger', facets, 1, Number.POSITIVE_INFINITY);
}

/** xs:long within bounds; past 2^53 the number holds only the nearest double. */
export function long(facets: NumberFacets = {}): TextSchema<number> {
  return wholeNumber('long', facets, -(2 ** 63), 2 ** 63);
}

function wholeNumber(
  base: string,
  facets: NumberFacets,
  lowest: number,
  highest: number,
): TextSchema<number> {
  const bounds = { ...facets, min: facets.min ?? lowest, max: facets.max ?? highest };
  return text(
    base,
    facets,
    t => {
      const value = collapseSpaces(t);
      if (!/^[+-]?\d+$/.test(value)) throw new TextProblem('must be a whole number');
      // Adding 0 turns the -0 of "-0" into 0.
      return within(Number(value) + 0, bounds);
    },
    value => (Number.isSafeInteger(value) ? String(value) : BigInt(value).toString()),
  );
}

/** xs:double within bounds: a number as IEEE 754 keeps it. */
export function double(facets: NumberFacets = {}): TextSchema<number> {
  return text(
    'double',
    facets,
    t => {
      const value = collapseSpaces(t);
      if (value === 'INF') return within(Number.POSITIVE_INFINITY, facets);
      if (value === '-INF') return within(Number.NEGATIVE_INFINITY, facets);
      if (value === 'NaN') return within(Number.NaN, facets);
      if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value)) throw new TextProblem('must be a number');
      // JSON has no -0 that survives, so it is read as the 0 it equals.
      return within(Number(value) + 0, facets);
    },
    doubleText,
  );
}

function doubleText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF';
}

/** xs:decimal, kept digit by digit: it may have more than a number can hold. */
export const decimal: TextSchema<string> = text(
  'decimal',
  {},
  t => {
    const value = collapseSpaces(t);
    if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(value)) throw new TextProblem('must be a decimal number');
    return value;
  },
  same,
);

function within(value: number, { min, max, above }: NumberFacets): number {
  // NaN is in no range, so the tests are written to fail on it.
  if (min !== undefined && !(value >= min)) throw new TextProblem(`must be ≥ ${min}`);
  if (above !== undefined && !(value > above)) throw new TextProblem(`must be > ${above}`);
  if (max !== undefined && !(value <= max)) throw new TextProblem(`must be ≤ ${max}`);
  return value;
}

/** One of a fixed list of strings. */
export function oneOf<const V extends readonly string[]>(...values: V): TextSchema<V[number]> {
  const allowed = new Set<string>(values);
  return text<V[number]>(
    'string',
    { values },
    t => {
      if (!allowed.has(t)) throw new TextProblem(`must be one of ${values.join(', ')}`);
      return t;
    },
    same,
  );
}

export interface StringFacets {
  /** Lengths count characters, not UTF-16 units. */
  minLength?: number;
  maxLength?: number;
  /** Must the text hold something other than white space? */
  nonBlank?: boolean;
  /** In XSD's syntax as written there; matched against the whole text. */
  pattern?: Pattern;
}

export function limitedString(facets: StringFacets): TextSchema<string> {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, nonBlank = false, pattern } = facets;
  return text(
    'string',
    facets,
    t => {
      if (minLength > 0 && t.length === 0) throw new TextProblem('must not be empty');
      // Counting characters is only due where the cheap count of units could be wrong.
      if (t.length < minLength * 2 || t.length > maxLength) {
        const length = [...t].length;
        if (length < minLength) throw new TextProblem(`must have at least ${minLength} characters`);
        if (length > maxLength) throw new TextProblem(`must have at most ${maxLength} characters`);
      }
      if (nonBlank && !/[^ \t\r\n]/.test(t)) throw new TextProblem('must not be blank');
      if (pattern && !pattern.test.test(t)) throw new TextProblem(pattern.problem);
      return t;
    },
    same,
  );
}

const guidPattern: Pattern = {
  xsd: '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  test: /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
  problem: 'must be a GUID',
};

/** A GUID in any case and spacing, read in lower case: the published samples of requests wrap some in white space. */
export const guid: TextSchema<string> = text(
  'string',
  { pattern: guidPattern },
  t => {
    const value = collapseSpaces(t).toLowerCase();
    if (!guidPattern.test.test(value)) throw new TextProblem(guidPattern.problem);
    return value;
  },
  same,
);

/** A GUID inside an item: to the letter of the schema, and kept as it was written. */
export const guidAsWritten: TextSchema<string> = limitedString({ pattern: guidPattern });

const xsDateTime = /^-?(\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))?$/;

/** xs:dateTime, kept as it was written. */
export const dateTimeText: TextSchema<string> = text(
  'dateTime',
  {},
  t => {
    const value = collapseSpaces(t);
    const found = xsDateTime.exec(value);
    if (!found || !isMoment(found.slice(1).map(part => Number(part ?? 0)))) {
      throw new TextProblem('must be a date and time such as 2026-11-25T08:30:00');
    }
    return value;
  },
  same,
);

function isMoment(parts: readonly number[]): boolean {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] =
    parts;
  const time = hour * 3600 + minute * 60 + second;
  return (
    year > 0 &&
    isDay(year, month, day) &&
    minute < 60 &&
    second < 60 &&
    time <= 24 * 3600 &&
    zoneMinute < 60 &&
    zoneHour * 60 + zoneMinute <= 14 * 60
  );
}

/** Is there such a day in the calendar? */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

type AttributeSpec = TextSchema<unknown> | OptionalAttribute;

/** `key` names it in the value where the wire name should not. */
interface OptionalAttribute {
  readonly optional: TextSchema<unknown>;
  readonly key?: string;
}

/** Attributes by name: `{ units: string, text: { optional: string } }`. */
export type AttributeSpecs = Record<string, AttributeSpec>;

type AttributeValue<S> =
  S extends TextSchema<infer T> ? T : S extends { optional: TextSchema<infer T> } ? T : never;
type OptionalKeys<A> = { [K in keyof A]: A[K] extends { optional: unknown } ? K : never }[keyof A];
type KeyOf<S, Name> = S extends { key: infer Key extends string } ? Key : Name;

export type AttributeValues<A extends AttributeSpecs> = {
  -readonly [K in Exclude<keyof A, OptionalKeys<A>>]: AttributeValue<A[K]>;
} & { -readonly [K in OptionalKeys<A> as KeyOf<A[K], K> & PropertyKey]?: AttributeValue<A[K]> | undefined };

export function readAttributeSpecs(specs: AttributeSpecs): Attributes {
  return Object.entries(specs).map(([name, spec]) =>
    'optional' in spec
      ? { name, key: spec.key ?? name, schema: spec.optional, required: false }
      : { name, key: name, schema: spec, required: true },
  );
}

/** Reads the attributes of the element at the cursor; anything undeclared is an error. */
export function readAttributes(at: XmlCursor, declared: Attributes): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const written = at
    .ownAttributes()
    .map(({ name, uri, value }) => ({ name: attributeName(name, uri), value }));
  if (written.some(({ name }) => !declared.some(a => a.name === name))) at.fail('unexpected attribute');
  for (const { name, key, schema, required } of declared) {
    const found = written.find(a => a.name === name);
    if (!found && required) at.fail(`attribute ${name} is missing`);
    if (!found) continue;
    try {
      values[key] = schema.fromText(found.value);
    } catch (problem) {
      if (problem instanceof TextProblem) at.fail(`attribute ${name} ${problem.message}`);
      throw problem;
    }
  }
  return values;
}

/** Attributes are in no namespace, but for xml:lang and its like. */
function attributeName(name: string, uri: string): string | undefined {
  if (uri === '') return name;
  return uri === 'http://www.w3.org/XML/1998/namespace' ? `xml:${name}` : undefined;
}

export function printAttributes(declared: Attributes, values: Record<string, unknown>): string {
  let out = '';
  for (const { name, key, schema } of declared) {
    const value = values[key];
    if (value !== undefined) out += ` ${name}="${escapeAttribute(schema.toText(value))}"`;
  }
  return out;
}

/** Text that carries attributes: `<display units="kg">70</display>` is `{ value: 70, units: 'kg' }`. */
export function textWithAttributes<T, const A extends AttributeSpecs>(
  base: TextSchema<T>,
  specs: A,
): Schema<{ value: T } & AttributeValues<A>> {
  type Value = { value: T } & AttributeValues<A>;
  const declared = readAttributeSpecs(specs);
  return {
    shape: { kind: 'marked-text', base: base as TextSchema<unknown>, attributes: declared },
    parse(at) {
      const attributes = readAttributes(at, declared);
      return { value: readText(at, base.fromText), ...attributes } as Value;
    },
    print(name, value) {
      const attributes = printAttributes(declared, value);
      return `<${name}${attributes}>${escapeText(base.toText(value.value))}</${name}>`;
    },
  };
}
