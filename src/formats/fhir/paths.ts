// Places in JSON by a path of keys, and of lists the index of an entry: `name[0].family`.
import type { Json } from '../../schema/json.ts';
import { type Draft, getOwn, isObject, type JsonObject } from './json.ts';

const parsed = new Map<string, readonly (string | number)[]>();

/** Paths stand in mappings, so there are few. */
function parsePath(path: string): readonly (string | number)[] {
  const known = parsed.get(path);
  if (known) return known;
  const steps = path.split('.').flatMap(part => {
    const [key = '', ...indexes] = part.split('[');
    return [key, ...indexes.map(index => Number.parseInt(index, 10))];
  });
  parsed.set(path, steps);
  return steps;
}

export function getAtPath(from: JsonObject, path: string): Json | undefined {
  let value: Json | undefined = from;
  for (const step of parsePath(path))
    value = typeof step === 'number' ? (Array.isArray(value) ? value[step] : undefined) : getOwn(value, step);
  return value;
}

/** Makes what the path leads through; what stands there that is of another kind makes way. */
export function putAtPath(into: Draft, path: string, value: Json): void {
  const steps = parsePath(path);
  let holder: Draft | Json[] = into;
  for (const [at, step] of steps.entries()) {
    const next = steps[at + 1];
    const there: Json | undefined = (holder as Draft)[step];
    if (next === undefined) {
      (holder as Draft)[step] = value;
      return;
    }
    const fits: boolean = typeof next === 'number' ? Array.isArray(there) : isObject(there);
    const inside: Draft | Json[] = fits ? (there as Draft | Json[]) : typeof next === 'number' ? [] : {};
    (holder as Draft)[step] = inside;
    holder = inside;
  }
}
