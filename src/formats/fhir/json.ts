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
