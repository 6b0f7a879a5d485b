// What every kind of schema element can do. One definition serves the validator, the printer, the JSON form,
// the static type and the published XSD. Kinds: text.ts, sequence.ts, choice.ts, any.ts.
import type { XmlCursor } from './xml-reader.ts';

/** The content of an element: what may stand in it, and the value it is read as. */
export interface Schema<T> {
  /** Reads the element at the cursor and moves past it. @throws XmlFault with the path of what is wrong */
  parse(at: XmlCursor): T;
  /** The element `name` holding `value`. */
  print(name: string, value: T): string;
  /** How the published XSD names or spells this type. */
  readonly xsd: XsdType;
}

/** A simple type: characters only. */
export interface TextSchema<T> extends Schema<T> {
  /** @throws Error whose message is the problem, for the caller to place */
  fromText(text: string): T;
  toText(value: T): string;
}

/** The static type of a schema's values. */
export type Infer<S> = S extends Schema<infer T> ? T : never;

/** `date-started` → `dateStarted`, as in the JSON form. */
export type Camel<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;

export function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A type in the published XSD: built in, named in a shared schema, or spelled out in place. */
export type XsdType =
  | { kind: 'builtin'; name: string }
  | { kind: 'named'; namespace: string; name: string; body: () => XsdBody }
  | { kind: 'inline'; body: () => XsdBody };

/** The inside of an XSD complexType or simpleType, as markup. `ref` names another type and records the import. */
export type XsdBody = (ref: (type: XsdType) => XsdReference) => string;
export type XsdReference = { attribute: string; inner: string };

/** The place of a type's published name: `named(baseNs, 'weight-value', seq({…}))`. */
export function named<S extends Schema<unknown>>(namespace: string, name: string, schema: S): S {
  const inline = schema.xsd;
  const body = () => {
    if (inline.kind !== 'inline') throw new Error(`${name} has a name already`);
    return inline.body();
  };
  return Object.assign(Object.create(schema as object), { xsd: { kind: 'named', namespace, name, body } }) as S;
}
