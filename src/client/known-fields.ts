// Whether a value has only fields that its schema has. Who writes TypeScript is told by the compiler; everybody else's
// misspelt field would be left out of what is sent without a word.

import type { Item, ParticleItem, Schema, Shape } from '../schema/schema.ts';
import { countEdits } from '../spelling.ts';
import { InvalidValueError } from './errors.ts';

/** The element of a value. @throws InvalidValueError that names the field which has no place, or what has another form */
export function printKnown(schema: Schema<unknown>, name: string, value: unknown): string {
  demandKnown(schema, value, name, '');
  try {
    return schema.print(name, value);
  } catch (error) {
    throw new InvalidValueError(`The value has another form than ${name}.`, '', error);
  }
}

function demandKnown({ shape }: Known, value: unknown, root: string, path: string): void {
  if (typeof value !== 'object' || value === null) {
    if (shape.kind !== 'sequence') return;
    throw new InvalidValueError(`${path === '' ? root : path} must be an object with fields.`, path);
  }
  const parts =
    shape.kind === 'sequence'
      ? partsOf(shape.items, shape.attributes)
      : shape.kind === 'choice'
        ? partsOf(shape.items, [])
        : shape.kind === 'marked-text'
          ? partsOf([], [...shape.attributes, { key: 'value', schema: shape.base }])
          : undefined;
  if (!parts) return;
  for (const [key, inside] of Object.entries(value)) {
    if (inside === undefined) continue;
    const at = path === '' ? key : `${path}.${key}`;
    const schema = parts.get(key);
    if (schema === undefined) throw strange(at, root, [...parts.keys()], key);
    for (const one of Array.isArray(inside) ? inside : [inside]) demandKnown(schema, one, root, at);
  }
  if (shape.kind === 'sequence') demandAll(shape.items, value as Record<string, unknown>, root, path);
}

function demandAll(
  items: readonly Item[],
  value: Readonly<Record<string, unknown>>,
  root: string,
  path: string,
): void {
  for (const { key, min } of items) {
    if (min === 0 || value[key] !== undefined) continue;
    const at = path === '' ? key : `${path}.${key}`;
    throw new InvalidValueError(`${at} is missing in ${root}.`, at);
  }
}

interface Known {
  readonly shape: Shape;
}

type Parts = Map<string, Known>;

function partsOf(
  items: readonly Item[],
  attributes: readonly { readonly key: string; readonly schema: Schema<unknown> }[],
): Parts {
  const parts: Parts = new Map();
  for (const { key, schema } of attributes) parts.set(key, schema);
  for (const item of items) parts.set(item.key, item.kind === 'element' ? item.schema : insideOf(item));
  return parts;
}

function insideOf({ kind, items }: ParticleItem): Known {
  return { shape: kind === 'any' ? { kind: 'anything' } : { kind: 'choice', items } };
}

function strange(path: string, root: string, known: readonly string[], key: string): InvalidValueError {
  const near = nearest(key, known);
  const hint = near === undefined ? `It has ${known.join(', ')}.` : `Did you mean ${near}?`;
  return new InvalidValueError(`${path} has no place in ${root}. ${hint}`, path);
}

function nearest(word: string, known: readonly string[]): string | undefined {
  const allowed = Math.max(2, Math.floor(word.length / 3));
  const [best] = known
    .map(other => ({ other, steps: countEdits(word.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  return best && best.steps <= allowed ? best.other : undefined;
}
