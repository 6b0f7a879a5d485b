// References within a document: each leads to an entry or to what its resource contains. One that leads out of it says by name alone
// what it meant.
import { absent } from '../elements.ts';
import { type Draft, isObject, type Json, type Resource } from '../json.ts';

/** @param known the addresses of entries */
export function keepWithin(resource: Resource, known: ReadonlySet<string>): Resource {
  return walk(resource, known) as Resource;
}

function walk(value: Json, known: ReadonlySet<string>): Json {
  if (Array.isArray(value)) return value.map(one => walk(one, known));
  if (!isObject(value)) return value;
  const kept: Draft = {};
  for (const [key, one] of Object.entries(value)) {
    const isLost = key === 'reference' && typeof one === 'string' && !one.startsWith('#') && !known.has(one);
    if (!isLost) kept[key] = walk(one, known);
  }
  return Object.keys(kept).length === 0 && Object.keys(value).length > 0 ? absent : kept;
}
