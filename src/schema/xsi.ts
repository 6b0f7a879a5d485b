// The attributes that XML Schema itself puts on any element: xsi:type and xsi:nil. Locations are ignored.
import type { Schema, TextSchema } from './schema.ts';
import * as texts from './text.ts';
import type { XmlCursor } from './xml-reader.ts';

const xs = 'http://www.w3.org/2001/XMLSchema';

/** An element may say its own type, and nothing may be nil: no published type is nillable or derived from. */
export function checkXsi(at: XmlCursor, schema: Schema<unknown>): void {
  if (at.xsi('nil') !== undefined) at.fail('must not have xsi:nil');
  const type = at.xsi('type');
  if (type === undefined) return;
  const [prefix, name] = splitName(texts.collapseSpaces(type));
  const namespace = at.namespaceOf(prefix);
  if (isNamed(schema, namespace, name)) return;
  if (schema.shape.kind !== 'anything' || namespace !== xs) at.fail('must not have this xsi:type');
  const claimed = simple.get(name);
  if (!claimed) at.fail('must not have this xsi:type');
  claimed.parse(at.at(at.index));
}

function splitName(qualified: string): [prefix: string, local: string] {
  const colon = qualified.indexOf(':');
  return colon < 0 ? ['', qualified] : [qualified.slice(0, colon), qualified.slice(colon + 1)];
}

function isNamed({ shape, typeName }: Schema<unknown>, namespace: string | undefined, name: string): boolean {
  if (typeName) return namespace === typeName.namespace && name === typeName.name;
  if (namespace !== xs) return false;
  if (shape.kind === 'anything') return name === 'anyType';
  return shape.kind === 'text' && name === shape.base && Object.keys(shape.facets).length === 0;
}

/** What free content may claim to be. */
const simple: ReadonlyMap<string, TextSchema<unknown>> = new Map(
  Object.entries({
    string: texts.string,
    boolean: texts.boolean,
    int: texts.int(),
    double: texts.double(),
    decimal: texts.decimal,
    positiveInteger: texts.positiveInteger(),
    dateTime: texts.dateTimeText,
  }),
);
