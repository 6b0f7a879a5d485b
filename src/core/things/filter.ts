// The filters of a request, in the caller's own ids, made one filter in the store's terms. Used by read.ts.
import type { ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { type Awaitable, goOn, take, type Work } from '../awaitable.ts';
import type { Reader } from '../store.ts';
import type { ThingFilter } from './query.ts';
import { findFamilies } from './scope.ts';

type Nullable<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** As a ThingFilter, but any version of a type stands for all, and people are known by the caller's ids for them. */
export interface AskedFilter extends Nullable<ThingFilter> {
  /** Starts with `/thing/data-xml`. */
  readonly xpath?: string | undefined;
}

export interface Conjunction {
  /** Undefined for any. */
  readonly types: ReadonlySet<ThingType> | undefined;
  /** All but types and XPath. */
  readonly rest: ThingFilter;
}

/** What all of these filters demand; undefined when nothing can meet them all. */
export const joinFilters = goOn(function* (
  db: Reader,
  grant: Grant,
  filters: readonly AskedFilter[],
): Work<Conjunction | undefined> {
  let types: ReadonlySet<ThingType> | undefined;
  const rest: Record<string, unknown> = {};
  for (const filter of filters) {
    const { typeIds } = filter;
    if (typeIds) types = intersectSets(types, findFamilies(typeIds));
    for (const name of Object.keys(filter) as (keyof AskedFilter)[]) {
      const value = filter[name];
      if (value === undefined || name === 'typeIds' || name === 'xpath') continue;
      const known = isPerson(name) ? yield* take(personOf(db, grant, value as string)) : value;
      if (known === undefined) return undefined;
      const merged = name in rest ? narrowed(name, rest[name], known) : known;
      if (merged === undefined) return undefined;
      rest[name] = merged;
    }
  }
  return types?.size === 0 ? undefined : { types, rest };
});

/** What both hold; a set that is left out holds all. */
export function intersectSets<T>(a: ReadonlySet<T> | undefined, b: ReadonlySet<T>): ReadonlySet<T> {
  return a ? new Set([...a].filter(member => b.has(member))) : b;
}

function isPerson(name: string): boolean {
  return name === 'createdPerson' || name === 'updatedPerson';
}

/** A person as the store knows them; undefined for one the caller does not know. */
function personOf(db: Reader, grant: Grant, id: string): Awaitable<string | undefined> {
  return grant.app ? db.aliases.person(grant.app.id, id) : id;
}

/** Both conditions of one name as one; undefined when they exclude each other. */
function narrowed(name: string, a: unknown, b: unknown): unknown {
  if (name === 'states') {
    const both = [...intersectSets(new Set(a as string[]), new Set(b as string[]))];
    return both.length > 0 ? both : undefined;
  }
  if (name.endsWith('Min')) return (a as string) > (b as string) ? a : b;
  if (name.endsWith('Max')) return (a as string) < (b as string) ? a : b;
  return a === b ? a : undefined;
}
