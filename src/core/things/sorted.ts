// The items of a record in the order of what they say or of their kinds. What they say is sealed in the store, which can sort by
// dates alone: so many of the newest ones are sorted here, and who asked is told where there are more.
import type { Language } from '../../locales/language.ts';
import { nameTypeId } from '../../locales/type-names.ts';
import { readValue } from '../../things/data.ts';
import { getVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Vault } from '../vault.ts';
import { type ListAsked, listThings } from './list.ts';
import type { ShownThing } from './query.ts';
import { summarise } from './short-form.ts';

export interface SortedThings {
  readonly things: readonly ShownThing[];
  /** How many stand before the next page; undefined on the last one. */
  readonly next: number | undefined;
  /** Are there others, which were not sorted? */
  readonly isCut: boolean;
}

export interface SortAsked {
  readonly by: 'what' | 'kind';
  readonly isDown: boolean;
  /** How many stand on the pages before. */
  readonly skip: number;
  readonly limit: number;
  readonly language: Language;
}

/** Those that are alike stand with the newest first. */
export async function listSorted(
  vault: Vault,
  grant: Grant,
  asked: Omit<ListAsked, 'after' | 'limit' | 'language'>,
  { by, isDown, skip, limit, language }: SortAsked,
): Promise<SortedThings> {
  const found = await listThings(vault, grant, {
    ...asked,
    language,
    after: undefined,
    limit: vault.limits.itemsSortedMax,
  });
  const keyed = found.things.map(thing => ({ thing, key: makeKey(thing, by, language) }));
  const { compare } = new Intl.Collator(language, { numeric: true });
  const inOrder = keyed.sort(({ key: a }, { key: b }) => {
    const order = a.number - b.number || compare(a.text, b.text);
    return isDown ? -order : order;
  });
  return {
    things: inOrder.slice(skip, skip + limit).map(({ thing }) => thing),
    next: skip + limit < inOrder.length ? skip + limit : undefined,
    isCut: found.next !== undefined,
  };
}

interface SortKey {
  readonly number: number;
  readonly text: string;
}

/** Of kinds that are charted, the number of the chart: 9 kg is more than 10 lb. */
function makeKey(thing: ShownThing, by: SortAsked['by'], language: Language): SortKey {
  if (by === 'kind') return { number: 0, text: nameTypeId(thing.typeId, language) };
  const { type } = getVersion(thing.typeId);
  return { number: readNumber(type, thing) ?? 0, text: summarise(thing, language) };
}

function readNumber(type: ThingType, thing: ShownThing): number | undefined {
  const [series] = type.chart;
  return series?.value(readValue(type, thing));
}
