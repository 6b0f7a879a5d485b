// What a list of items is narrowed down to: read from its address or its form, turned into a question, and into an address.
import type { ListAsked } from '../../core/things/list.ts';
import { everyType, type ThingGroup, type ThingType } from '../../things/index.ts';
import { notFound } from '../web/problem.ts';
import type { Visit } from '../web/visit.ts';
import { isDay } from './dates.ts';
import { getTypeId, isGroup } from './kinds.ts';
import { findTypeNamed, getSlug } from './links.ts';
import { openFrom, sealInto } from './place.ts';

export interface Filter {
  readonly group: ThingGroup | undefined;
  readonly types: readonly ThingType[];
  /** As they were written, be they days or not. */
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly state: 'Active' | 'Deleted';
  readonly words: string;
  /** How many are on a page. */
  readonly size: number;
  readonly sort: Sort;
}

/** What a list is in the order of; `-` for the newest or the last first. */
export const sorts = ['-date', 'date', '-changed', 'what', '-what', 'kind', '-kind'] as const;
export type Sort = (typeof sorts)[number];

/** What a page may have; the first one unless told otherwise. */
export const pageSizes = [25, 100] as const;

export const wordsMax = 100;
const dayMax = 100;

/** @throws Problem for a kind that is not known here */
export function readFilter(named: (name: string) => string | undefined | null, words: string): Filter {
  const text = (name: string) => (named(name) ?? '').trim();
  const group = text('group');
  const kinds = (text('typeid') || text('kind')).split(',').filter(Boolean);
  return {
    group: isGroup(group) ? group : undefined,
    types: [...new Set(kinds.map(kind => findTypeNamed(kind) ?? unknownKind()))],
    from: text('from').slice(0, dayMax),
    to: text('to').slice(0, dayMax),
    source: text('source').toLowerCase(),
    state: text('state') === 'deleted' ? 'Deleted' : 'Active',
    words: words.slice(0, wordsMax),
    size: pageSizes.find(size => String(size) === text('size')) ?? pageSizes[0],
    sort: sorts.find(sort => sort === text('sort')) ?? sorts[0],
  };
}

function unknownKind(): never {
  throw notFound();
}

/** What is wrong with the days. */
export function findMistakes({ from, to }: Filter): { from?: 'badDate'; to?: 'badDate' | 'badOrder' } {
  const isBad = (text: string) => text !== '' && !isDay(text);
  return {
    ...(isBad(from) && { from: 'badDate' }),
    ...(isBad(to) ? { to: 'badDate' } : isDay(from) && isDay(to) && to < from && { to: 'badOrder' }),
  };
}

export function getAsked(filter: Filter): Omit<ListAsked, 'after' | 'limit'> {
  const { group, types, from, to, source, state, words } = filter;
  const ofGroup = group && everyType().filter(type => type.group === group);
  const wanted = types.length > 0 ? types : (ofGroup ?? []);
  return {
    typeIds: wanted.map(getTypeId),
    state,
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
    ...(source !== '' && { source: source === 'here' ? null : source }),
    ...(words !== '' && { words }),
  };
}

/** What an address of a list asks for. @throws Problem where its words were sealed for another list */
export function filterAt(visit: Visit, address: string): Filter {
  const query = new URL(address, visit.vault.instance.shellUrl).searchParams;
  const sealed = query.get('find') ?? undefined;
  const words = openFrom(visit, 'words', sealed);
  if (sealed && words === undefined) throw notFound();
  return readFilter(name => query.get(name), words ?? '');
}

/** The address of a list by a filter. */
export function makeListAddress(
  visit: Visit,
  { group, types, from, to, source, state, words, size, sort }: Filter,
): string {
  const query = [
    group && `group=${group}`,
    types.length > 0 && `kind=${types.map(getSlug).join(',')}`,
    isDay(from) && `from=${from}`,
    isDay(to) && `to=${to}`,
    source && `source=${encodeURIComponent(source)}`,
    state === 'Deleted' && 'state=deleted',
    words && `find=${sealInto(visit, 'words', words)}`,
    size !== pageSizes[0] && `size=${size}`,
    sort !== sorts[0] && `sort=${sort}`,
  ].filter(Boolean);
  return query.length === 0 ? '/items' : `/items?${query.join('&')}`;
}
