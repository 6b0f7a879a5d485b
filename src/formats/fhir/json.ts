// JSON as resources are made of, and what is still being put together.
import type { Json } from '../../schema/json.ts';

export type { Json } from '../../schema/json.ts';

export type JsonObject = { readonly [key: string]: Json };

/** A resource as JSON. */
export type Resource = JsonObject & { readonly resourceType: string };

/** An object on its way to becoming whole. */
export type Draft = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of a list; of one value it alone, of nothing none. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as Json];
}

/** What stands in an object under a name of its own. */
export function getOwn(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Neither resources nor what is kept beside them come near; what is deeper is none of ours, and not gone into. */
const levelsMax = 200;

export function isShallow(value: Json | undefined, levels = levelsMax): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every(one => isShallow(one, levels - 1));
}
