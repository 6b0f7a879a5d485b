// The names of all elements and attributes that schemas speak of.
import type { Attributes, Item, Schema } from './schema.ts';

export function listNames(schemas: Iterable<Schema<unknown>>): Set<string> {
  const names = new Set<string>();
  const seen = new Set<unknown>();
  const ofAttributes = (attributes: Attributes) => {
    for (const { name } of attributes) names.add(name);
  };
  const ofItems = (items: readonly Item[]) => {
    for (const item of items) {
      if (item.kind === 'element') {
        names.add(item.name);
        ofSchema(item.schema);
      } else ofItems(item.items);
    }
  };
  const ofSchema = ({ shape }: Schema<unknown>) => {
    // Some types hold themselves.
    if (seen.has(shape)) return;
    seen.add(shape);
    if (shape.kind === 'document') names.add(shape.root);
    if ('attributes' in shape) ofAttributes(shape.attributes);
    if ('items' in shape) ofItems(shape.items);
  };
  for (const schema of schemas) ofSchema(schema);
  return names;
}
