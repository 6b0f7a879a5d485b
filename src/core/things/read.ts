// Reads things: turns what a caller asks into a query, and pages the answer. Called by methods/get-things.ts. The store keeps
// within the grant, by scope.ts; here it is told whether the question went beyond. XPath and sorting are in search.ts.
import { getAt } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import { type Awaitable, after, goOn, take, tryOr, type Work } from '../awaitable.ts';
import { fault } from '../faults.ts';
import { checkXPath } from '../healthvault/xpath/xpath.ts';
import { lendEvaluator } from '../healthvault/xpath/xpath-threads.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import { Budget } from './budget.ts';
import { isDamage } from './damage.ts';
import { type AskedFilter, type Conjunction, intersectSets, joinFilters } from './filter.ts';
import { makeSortKey, type OrderBy, type SortKey } from './order.ts';
import {
  countFullBytes,
  countPrintedBytes,
  type FoundThings,
  makeTooLong,
  readAroundDamage,
  readFirstPage,
} from './page.ts';
import type { ThingQuery } from './query.ts';
import { findFamilies, listVersionIds } from './scope.ts';
import { search } from './search.ts';

/** One group of a request, in the caller's own ids. */
export interface AskedGroup {
  readonly ids?: readonly string[] | undefined;
  readonly keys?: readonly { id: string; versionStamp: string }[] | undefined;
  readonly clientIds?: readonly string[] | undefined;
  /** ANDed with each other, ORed with ids, keys and client ids. */
  readonly filters?: readonly AskedFilter[] | undefined;
  readonly currentOnly: boolean;
  readonly withWriters?: boolean;
  readonly max?: number | undefined;
  readonly maxFull?: number | undefined;
  readonly orderBy?: OrderBy | undefined;
}

export interface FoundGroup extends FoundThings {
  /**
   * Did the question reach beyond the grant? It does not tell whether there was anything to find:
   * that alone would be more than the application may know.
   */
  readonly filtered: boolean;
}

const filtersPerGroupMax = 50;

/**
 * @param room bytes that there is room for
 * @throws tooManyGroups, tooManyThings, filterInvalid, answerTooLarge
 */
export const readThings = goOn(function* (
  vault: Vault,
  grant: Grant,
  groups: readonly AskedGroup[],
  room: number = Number.POSITIVE_INFINITY,
): Work<FoundGroup[]> {
  const { queryGroupsMax, xpathTimeMs } = vault.limits;
  if (groups.length > queryGroupsMax) throw fault('tooManyGroups', `The limit is ${queryGroupsMax}.`);
  const plans = groups.map(group => planOf(vault, grant, group));
  const found: FoundGroup[] = [];
  const bytesMax = countFullBytes(vault.limits.responseBytesMax);
  const left = { bytesMax, room, budget: new Budget(xpathTimeMs) };
  // What is wrong with them is told even where there is nothing to look at.
  const xpaths = plans.flatMap(plan => plan.xpaths);
  if (xpaths.length > 0)
    yield* take(lendEvaluator(vault, grant, evaluator => evaluator.matching(xpaths, [], left.budget)));
  for (const plan of plans) {
    const answer = yield* take(readGroup(vault, grant, plan, left));
    for (const thing of answer.things) {
      left.bytesMax -= countPrintedBytes(thing);
      left.room -= countPrintedBytes(thing);
    }
    found.push(answer);
  }
  // One that never fits would be asked for by its key for ever.
  const isCut = found.some(({ keys }, i) => keys.length > 0 && getAt(plans, i).group.maxFull !== 0);
  if (isCut && found.every(({ things }) => things.length === 0)) throw makeTooLong();
  return found;
});

interface Plan {
  readonly group: AskedGroup;
  readonly xpaths: readonly string[];
  readonly sortBy: SortKey | undefined;
}

/** Finds what is wrong with a group before anything is read. */
function planOf({ limits }: Vault, grant: Grant, group: AskedGroup): Plan {
  const filters = group.filters ?? [];
  const named = namedIn(group);
  if (named + filters.length === 0)
    throw fault('filterInvalid', 'A group needs a filter, or ids or keys of things.');
  const namedMax = limits.fullThingsPerGroupMax + limits.partialThingsPerGroupMax;
  if (named > namedMax) throw fault('tooManyThings', `The limit is ${namedMax} in a group.`);
  if (filters.length > filtersPerGroupMax)
    throw fault('filterInvalid', `The limit is ${filtersPerGroupMax} filters in a group.`);
  if (!grant.seesEverything && filters.some(filter => filter.states?.some(state => state !== 'Active'))) {
    throw fault('stateClosed');
  }
  const expressions = new Set(filters.flatMap(filter => filter.xpath ?? []));
  return {
    group,
    xpaths: [...expressions].map(expression => checkXPath(expression, limits.xpathLengthMax)),
    sortBy: group.orderBy && makeSortKey(group.orderBy),
  };
}

function namedIn({ ids = [], keys = [], clientIds = [] }: AskedGroup): number {
  return ids.length + keys.length + clientIds.length;
}

/** What the groups of a request share. */
interface Left {
  bytesMax: number;
  room: number;
  readonly budget: Budget;
}

function readGroup(
  vault: Vault,
  grant: Grant,
  plan: Plan,
  { bytesMax, room, budget }: Left,
): Awaitable<FoundGroup> {
  const { limits, store } = vault;
  const { group, xpaths, sortBy } = plan;
  const max = group.max ?? Number.POSITIVE_INFINITY;
  const fullMax = Math.min(group.maxFull ?? max, limits.fullThingsPerGroupMax, max);
  const keysMax = Math.min(limits.partialThingsPerGroupMax, max - fullMax);
  const pages = { withWriters: group.withWriters ?? false, fullMax, keysMax, bytesMax, room };
  return after(
    store.read(db => queryOf(db, grant, group, fullMax)),
    ({ query, filtered }) => {
      if (!query) return { things: [], keys: [], filtered };
      const found =
        xpaths.length > 0 || sortBy
          ? search(vault, grant, { query, xpaths, sortBy, budget }, pages)
          : tryOr(
              () => store.read(db => readFirstPage(db.things(grant), query, pages)),
              error => {
                if (!isDamage(error)) throw error;
                return store.read(db => readAroundDamage(db.things(grant), query, pages));
              },
            );
      return after(found, ({ things, keys }) => ({ things, keys, filtered }));
    },
  );
}

/** The query; undefined when nothing can be found. */
function queryOf(
  db: Reader,
  grant: Grant,
  group: AskedGroup,
  limit: number,
): Awaitable<{ query: ThingQuery | undefined; filtered: boolean }> {
  const { filters = [] } = group;
  return after(filters.length > 0 ? joinFilters(db, grant, filters) : undefined, demanded =>
    makeQuery(grant, group, demanded, limit),
  );
}

function makeQuery(
  grant: Grant,
  group: AskedGroup,
  demanded: Conjunction | undefined,
  limit: number,
): { query: ThingQuery | undefined; filtered: boolean } {
  const { ids = [], keys = [], clientIds = [], currentOnly, orderBy } = group;
  const orderTypes = orderBy && findFamilies([orderBy.typeId]);
  const types =
    orderTypes && demanded?.types
      ? intersectSets(demanded.types, orderTypes)
      : (orderTypes ?? demanded?.types);
  const open = demanded && grant.readable(types);
  const named = namedIn(group) > 0;
  const filtered = open !== undefined && !open.whole;
  if (!named && !(open && open.typeIds?.length !== 0)) return { query: undefined, filtered };
  const filter = demanded && { ...demanded.rest, ...(types && { typeIds: listVersionIds(types) }) };
  const query: ThingQuery = {
    ids,
    keys,
    clientIds,
    filters: filter ? [filter] : [],
    ...(orderTypes && { typeIds: listVersionIds(orderTypes) }),
    currentOnly,
    order: orderBy?.direction === 'Asc' ? 'oldest first' : 'newest first',
    limit,
  };
  return { query, filtered };
}
