// The names of all elements and attributes that schemas speak of.
import type { Attributes, Item, Schema } from './schema.ts';

export function listNames(schemas: Iterable<Schema<unknown>>): Set<string> {
  const names = new Set<string>();
  visitNames(schemas, name => names.add(name));
  return names;
}

/** Those whose texts are secrets somewhere. */
export function listSecretNames(schemas: Iterable<Schema<unknown>>): Set<string> {
  const names = new Set<string>();
  visitNames(schemas, (name, { isSecret = false }) => isSecret && names.add(name));
  return names;
}

function visitNames(
  schemas: Iterable<Schema<unknown>>,
  visit: (name: string, schema: Schema<unknown>) => void,
): void {
  const seen = new Set<unknown>();
  const ofAttributes = (attributes: Attributes) => {
    for (const { name, schema } of attributes) visit(name, schema);
  };
  const ofItems = (items: readonly Item[]) => {
    for (const item of items) {
      if (item.kind === 'element') {
        visit(item.name, item.schema);
        ofSchema(item.schema);
      } else ofItems(item.items);
    }
  };
  const ofSchema = (schema: Schema<unknown>) => {
    const { shape } = schema;
    // Some types hold themselves.
    if (seen.has(shape)) return;
    seen.add(shape);
    if (shape.kind === 'document') visit(shape.root, schema);
    if ('attributes' in shape) ofAttributes(shape.attributes);
    if ('items' in shape) ofItems(shape.items);
  };
  for (const schema of schemas) ofSchema(schema);
}
