// The orders of resources, for lists that are merged. The store orders by the same.
import type { ResourceOrder, ResourcePlace } from './ports.ts';

export const isByChange = (order: ResourceOrder): boolean =>
  order === 'last changed first' || order === 'first changed first';
export const isDown = (order: ResourceOrder): boolean =>
  order === 'newest first' || order === 'last changed first';

/** Each once, in order, as many as are asked for. */
export function mergePlaces<T>(
  found: readonly T[],
  placeOf: (one: T) => ResourcePlace & { readonly id: string },
  order: ResourceOrder,
  limit: number,
): T[] {
  const all = [...found].sort((a, b) => compare(placeOf(a), placeOf(b), order));
  return all.filter((one, i) => i === 0 || !isSame(placeOf(one), placeOf(all[i - 1] ?? one))).slice(0, limit);
}

function isSame(
  a: ResourcePlace & { readonly id: string },
  b: ResourcePlace & { readonly id: string },
): boolean {
  return a.id === b.id && a.part === b.part;
}

function compare(a: ResourcePlace, b: ResourcePlace, order: ResourceOrder): number {
  const first = isByChange(order) ? a.updatedAt - b.updatedAt : compareText(a.effectiveDate, b.effectiveDate);
  // Of one thing the parts stand in their order where the newest things come first.
  const up = first || a.ordinal - b.ordinal || b.part - a.part;
  return isDown(order) ? -up : up;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
