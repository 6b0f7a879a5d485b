// JSON of others, of which nothing is known.
import { dropControls } from '../text/unnamed.ts';

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** What stands where the names lead to; a number counts in a list. */
export function get(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const name of path) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}

/** Words, without the spaces around them; undefined for none. */
export function getText(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = get(value, ...path);
  const text = typeof found === 'string' ? dropControls(found).trim() : '';
  return text === '' ? undefined : text;
}

export function getNumber(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = get(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
