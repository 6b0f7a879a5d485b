// Simple types: strings, numbers, booleans, with their facets; and text with attributes.
import type { Schema, TextSchema, XsdType } from './schema.ts';
import { escapeAttribute, escapeText, type XmlCursor } from './xml-reader.ts';

/** A simple type made of a reader and a writer of text. */
export function text<T>(xsd: XsdType, fromText: (text: string) => T, toText: (value: T) => string): TextSchema<T> {
  return {
    xsd,
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

const builtin = (name: string): XsdType => ({ kind: 'builtin', name });

/** White space at both ends is dropped and runs become one blank, as XSD does for all but strings. */
export function collapse(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}

export const string = text(builtin('string'), t => t, t => t);

export const boolean = text<boolean>(
  builtin('boolean'),
  t => {
    const value = collapse(t);
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
export function int(facets: NumberFacets = {}, xsd: XsdType = numberXsd('int', facets)): TextSchema<number> {
  const { min = -2147483648, max = 2147483647 } = facets;
  return text(
    xsd,
    t => {
      const value = collapse(t);
      if (!/^[+-]?\d+$/.test(value)) throw new TextProblem('must be a whole number');
      return within(Number(value), { ...facets, min, max });
    },
    String,
  );
}

/** xs:double within bounds: a number as IEEE 754 keeps it. */
export function double(facets: NumberFacets = {}, xsd: XsdType = numberXsd('double', facets)): TextSchema<number> {
  return text(
    xsd,
    t => {
      const value = collapse(t);
      if (value === 'INF') return within(Number.POSITIVE_INFINITY, facets);
      if (value === '-INF') return within(Number.NEGATIVE_INFINITY, facets);
      if (value === 'NaN') return within(Number.NaN, facets);
      if (!/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value)) throw new TextProblem('must be a number');
      return within(Number(value), facets);
    },
    value => (Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'INF' : '-INF'),
  );
}

function within(value: number, { min, max, above }: NumberFacets): number {
  // NaN is in no range, so the tests are written to fail on it.
  if (min !== undefined && !(value >= min)) throw new TextProblem(`must be ≥ ${min}`);
  if (above !== undefined && !(value > above)) throw new TextProblem(`must be > ${above}`);
  if (max !== undefined && !(value <= max)) throw new TextProblem(`must be ≤ ${max}`);
  return value;
}

function numberXsd(base: string, { min, max, above }: NumberFacets): XsdType {
  if (min === undefined && max === undefined && above === undefined) return builtin(base);
  const facets =
    (min === undefined ? '' : `<xs:minInclusive value="${min}"/>`) +
    (above === undefined ? '' : `<xs:minExclusive value="${above}"/>`) +
    (max === undefined ? '' : `<xs:maxInclusive value="${max}"/>`);
  return restriction(base, facets);
}

function restriction(base: string, facets: string): XsdType {
  return {
    kind: 'inline',
    body: () => () => `<xs:simpleType><xs:restriction base="xs:${base}">${facets}</xs:restriction></xs:simpleType>`,
  };
}

/** One of a fixed list of strings. */
export function oneOf<const V extends readonly string[]>(...values: V): TextSchema<V[number]> {
  const allowed = new Set<string>(values);
  return text<V[number]>(
    restriction('string', values.map(v => `<xs:enumeration value="${escapeAttribute(v)}"/>`).join('')),
    t => {
      if (!allowed.has(t)) throw new TextProblem(`must be one of ${values.join(', ')}`);
      return t;
    },
    value => value,
  );
}

export interface StringFacets {
  /** Lengths count characters, not UTF-16 units. */
  minLength?: number;
  maxLength?: number;
  /** Must the text hold something other than white space? */
  nonBlank?: boolean;
  /** In XSD's syntax as written there; matched against the whole text. */
  pattern?: { xsd: string; test: RegExp; problem: string };
}

export function limitedString(facets: StringFacets): TextSchema<string> {
  const { minLength = 0, maxLength, nonBlank = false, pattern } = facets;
  const xsdFacets =
    (minLength > 0 ? `<xs:minLength value="${minLength}"/>` : '') +
    (maxLength === undefined ? '' : `<xs:maxLength value="${maxLength}"/>`) +
    (nonBlank ? '<xs:pattern value="[\\s\\S]*\\S[\\s\\S]*"/>' : '') +
    (pattern ? `<xs:pattern value="${escapeAttribute(pattern.xsd)}"/>` : '');
  return text(
    restriction('string', xsdFacets),
    t => {
      if (minLength > 0 && t.length === 0) throw new TextProblem('must not be empty');
      if (t.length < minLength || (maxLength !== undefined && t.length > maxLength)) {
        const length = [...t].length;
        if (length < minLength) throw new TextProblem(`must have at least ${minLength} characters`);
        if (maxLength !== undefined && length > maxLength) throw new TextProblem(`must have at most ${maxLength} characters`);
      }
      if (nonBlank && !/[^ \t\r\n]/.test(t)) throw new TextProblem('must not be blank');
      if (pattern && !pattern.test.test(t)) throw new TextProblem(pattern.problem);
      return t;
    },
    value => value,
  );
}

const guidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A GUID in any case, read in lower case. */
export const guid: TextSchema<string> = text(
  {
    kind: 'named',
    namespace: 'urn:com.microsoft.wc.types',
    name: 'guid',
    body: () => () =>
      '<xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"/></xs:restriction></xs:simpleType>',
  },
  t => {
    const value = collapse(t).toLowerCase();
    if (!guidText.test(value)) throw new TextProblem('must be a GUID');
    return value;
  },
  value => value,
);

/** xs:dateTime, kept as it was written. */
export const dateTimeText: TextSchema<string> = text(
  builtin('dateTime'),
  t => {
    const value = collapse(t);
    const m = /^-?\d{4,}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(value);
    if (!m || Number.isNaN(Date.parse(value.replace(/(\.\d{3})\d+/, '$1')))) {
      throw new TextProblem('must be a date and time such as 2026-11-25T08:30:00');
    }
    return value;
  },
  value => value,
);

type AttributeSpec = TextSchema<unknown> | { optional: TextSchema<unknown> };
type AttributeValue<S> = S extends TextSchema<infer T> ? T : S extends { optional: TextSchema<infer T> } ? T : never;
type OptionalKeys<A> = { [K in keyof A]: A[K] extends { optional: unknown } ? K : never }[keyof A];

/** Attributes by name: `{ units: string, text: { optional: string } }`. */
export type AttributeSpecs = Record<string, AttributeSpec>;
export type AttributeValues<A extends AttributeSpecs> = {
  [K in Exclude<keyof A, OptionalKeys<A>>]: AttributeValue<A[K]>;
} & { [K in OptionalKeys<A>]?: AttributeValue<A[K]> };

/** Reads the attributes of the element at the cursor; anything undeclared is an error. */
export function readAttributes(at: XmlCursor, specs: AttributeSpecs): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, uri, value } of at.ownAttributes()) {
    const spec = uri === '' && Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (!spec) at.fail('unexpected attribute');
    try {
      values[name] = ('optional' in spec ? spec.optional : spec).fromText(value);
    } catch (problem) {
      if (problem instanceof TextProblem) at.fail(`attribute ${name} ${problem.message}`);
      throw problem;
    }
  }
  for (const name in specs) {
    if (!('optional' in specs[name]!) && !(name in values)) at.fail(`attribute ${name} is missing`);
  }
  return values;
}

export function printAttributes(specs: AttributeSpecs, values: Record<string, unknown>): string {
  let out = '';
  for (const name in specs) {
    const value = values[name];
    if (value === undefined) continue;
    const spec = specs[name]!;
    out += ` ${name}="${escapeAttribute(('optional' in spec ? spec.optional : spec).toText(value))}"`;
  }
  return out;
}

/** Text that carries attributes: `<display units="kg">70</display>` is `{ value: 70, units: 'kg' }`. */
export function textWithAttributes<T, A extends AttributeSpecs>(
  base: TextSchema<T>,
  specs: A,
): Schema<{ value: T } & AttributeValues<A>> {
  type Value = { value: T } & AttributeValues<A>;
  return {
    parse(at) {
      const attributes = readAttributes(at, specs);
      return { value: readText(at, base.fromText), ...attributes } as Value;
    },
    print(name, value) {
      const attributes = printAttributes(specs, value as Record<string, unknown>);
      return `<${name}${attributes}>${escapeText(base.toText(value.value))}</${name}>`;
    },
    xsd: {
      kind: 'inline',
      body: () => ref => {
        const attributes = Object.entries(specs).map(([name, spec]) => {
          const optional = 'optional' in spec;
          const type = ref((optional ? spec.optional : spec).xsd);
          return `<xs:attribute name="${name}"${type.attribute} use="${optional ? 'optional' : 'required'}"/>`;
        });
        return `<xs:complexType><xs:simpleContent><xs:extension base="${baseName(ref(base.xsd))}">${attributes.join('')}</xs:extension></xs:simpleContent></xs:complexType>`;
      },
    },
  };
}

function baseName(reference: { attribute: string }): string {
  return /type="([^"]*)"/.exec(reference.attribute)?.[1] ?? 'xs:string';
}
