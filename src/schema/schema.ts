// What every kind of schema element can do. One definition serves the validator, the printer, the JSON form,
// the static type, the published XSD (xsd.ts) and forms. Kinds: text.ts, sequence.ts, document.ts.
import type { FaultKind, XmlCursor } from './xml-reader.ts';

/** The content of an element: what may stand in it, and the value it is read as. */
export interface Schema<T> {
  /** Reads the element at the cursor and moves past it. @throws XmlFault with the path of what is wrong */
  parse(at: XmlCursor): T;
  /**
   * The element `name` holding `value`.
   * @param declared for the start tag of a sequence or choice beside its attributes, as `xmlns:wc="…"`
   */
  print(name: string, value: T, declared?: string): string;
  /** What it is made of, for those who print XSDs, draw forms or make examples. */
  readonly shape: Shape;
  /** Its name in a published schema, if it has one. */
  readonly typeName?: TypeName;
  /** Vocabularies whose codes are preferred here, such as `medication-routes` or `iso:iso3166`. */
  readonly vocabularies?: readonly string[];
  /** What its numbers count, as people write it: `kg`, `min`; `fraction` where 0.25 is a quarter. */
  readonly unit?: string;
  /** How people tell what is measured, where `unit` does not say it. */
  readonly measure?: Measure;
  /** Do people write sentences in it? */
  readonly isLong?: boolean;
  /** Is it kept out of every trace? */
  readonly isSecret?: boolean;
  /** What an empty element stands for. */
  readonly defaultText?: string;
  /** What is wrong with a value although the schema takes it. */
  readonly check?: Check;
}

export interface Measure {
  /** The units to type it in, the likeliest first. */
  readonly units?: readonly string[];
  /** In what it is shown where nobody typed a unit: how many of these are one of its base unit. */
  readonly shownIn?: { readonly unit: string; readonly perBase: number };
  /** What is measured, where units convert by that alone. */
  readonly substance?: string;
  /** Does it tell how often, and not how much? */
  readonly isFrequency?: boolean;
}

/** A simple type: characters only. */
export interface TextSchema<T> extends Schema<T> {
  /** @throws TextProblem whose message is the problem, for the caller to place */
  fromText(text: string): T;
  toText(value: T): string;
  readonly shape: TextShape;
}

/** The static type of a schema's values. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

/** `date-started` → `dateStarted`, as in the JSON form. */
export type Camel<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S;

export function toCamel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

export interface TypeName {
  readonly namespace: string;
  readonly name: string;
}

export type Shape =
  | TextShape
  /** Text with attributes. */
  | { readonly kind: 'marked-text'; readonly base: TextSchema<unknown>; readonly attributes: Attributes }
  | { readonly kind: 'sequence'; readonly items: readonly Item[]; readonly attributes: Attributes }
  /** An element that holds one of several. */
  | { readonly kind: 'choice'; readonly items: readonly Item[] }
  | { readonly kind: 'anything' }
  /** A root of another standard's document, and whatever stands in it. */
  | { readonly kind: 'document'; readonly root: string; readonly namespace: string };

export interface TextShape {
  readonly kind: 'text';
  /** The built-in type of XML Schema, without its prefix. */
  readonly base: string;
  readonly facets: Facets;
}

export interface Facets {
  readonly min?: number;
  readonly max?: number;
  /** The value must be greater than this. */
  readonly above?: number;
  /** Lengths count characters, not UTF-16 units. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Must the text hold something other than white space? */
  readonly nonBlank?: boolean;
  readonly values?: readonly string[];
  readonly pattern?: Pattern;
}

export interface Pattern {
  /** In XSD's syntax: matched against the whole text, no anchors. */
  readonly xsd: string;
  readonly test: RegExp;
  readonly problem: string;
}

export interface Attribute {
  readonly name: string;
  /** Its key in the value. */
  readonly key: string;
  readonly schema: TextSchema<unknown>;
  readonly required: boolean;
}
export type Attributes = readonly Attribute[];

/** What may stand in a sequence or a choice. */
export type Item = ElementItem | ParticleItem;

export interface ElementItem {
  readonly kind: 'element';
  readonly name: string;
  readonly key: string;
  readonly schema: Schema<unknown>;
  readonly min: number;
  readonly max: number;
  /** Is the value a list of what the elements hold? */
  readonly list: boolean;
}

/** A part that is not one element; the key names it in the value only. */
export interface ParticleItem {
  readonly kind: 'choice' | 'group' | 'any';
  readonly key: string;
  readonly items: readonly Item[];
  readonly min: 0 | 1;
}

/** The name under which a schema is published: `named(base, 'weight-value', seq({…}))`. */
export function named<S extends Schema<unknown>>(namespace: string, name: string, schema: S): S {
  return vary(schema, { typeName: { namespace, name } });
}

/** The same schema with a note on the vocabularies preferred for it. */
export function preferring<S extends Schema<unknown>>(schema: S, ...vocabularies: string[]): S {
  return vary(schema, { vocabularies });
}

/** The same schema with the unit that its numbers are in. */
export function inUnit<S extends Schema<unknown>>(schema: S, unit: string): S {
  return vary(schema, { unit });
}

/** The same schema with how people measure it. */
export function measuredBy<S extends Schema<unknown>>(schema: S, measure: Measure): S {
  return vary(schema, { measure: { ...schema.measure, ...measure } });
}

/** A text in which people write sentences. */
export function longText(schema: TextSchema<string>): TextSchema<string> {
  return vary(schema, { isLong: true });
}

/** What opens something to whoever knows it, or may hold what does, as addresses do: no trace shows it. */
export function secret<S extends Schema<unknown>>(schema: S): S {
  return vary(schema, { isSecret: true });
}

/** An element that may be left empty and then stands for `defaultText`. */
export function withDefault<T>(schema: TextSchema<T>, defaultText: string): TextSchema<T> {
  return vary(schema, {
    defaultText,
    parse(at) {
      if (!at.isEmpty()) return schema.parse(at);
      at.skip();
      return schema.fromText(defaultText);
    },
  });
}

export interface Check {
  readonly kind: FaultKind;
  readonly problem: (value: never) => string | undefined;
}

/** A schema whose values must also pass a check that XML Schema cannot express. */
export function checked<S extends Schema<unknown>>(
  schema: S,
  kind: FaultKind,
  problem: (value: Infer<S>) => string | undefined,
): S {
  return vary(schema, {
    check: { kind, problem },
    parse(at) {
      const index = at.index;
      const value = schema.parse(at) as Infer<S>;
      if (at.document.ignoredFaults === kind) return value;
      const found = problem(value);
      return found === undefined ? value : at.fail(found, index, kind);
    },
  });
}

/** A schema that differs in some members. A shape that is worked out late (see `lazy`) stays so. */
function vary<S extends Schema<unknown>>(schema: S, members: Partial<Schema<unknown>>): S {
  const varied = Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema));
  return Object.defineProperties(varied, Object.getOwnPropertyDescriptors(members)) as S;
}
