// The slow ways to find things: those that must look into the data, for XPath and for sorting by a property.
// They go through what the rest of a query finds page by page, with a limit on the time they take. Called by read.ts.
import { getLast } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import { lendEvaluator } from '../healthvault/xpath/xpath-threads.ts';
import type { Vault } from '../vault.ts';
import type { Budget } from './budget.ts';
import type { SortKey, SortValue } from './order.ts';
import {
  countPrintedBytes,
  type FoundThings,
  getKeyRow,
  getPlace,
  type PageLimits,
  takeFitting,
} from './page.ts';
import type { ThingKeyRow, ThingQuery } from './query.ts';
import type { StoredThing } from './thing.ts';

export interface Search {
  readonly query: ThingQuery;
  /** All must match. */
  readonly xpaths: readonly string[];
  readonly sortBy: SortKey | undefined;
  /** Of the whole request: many groups have no more time than one. */
  readonly budget: Budget;
}

/** Records that hold more than an answer may are read in smaller pages, for theirs may be large. */
const pageSizes = { small: 10, usual: 100 };

/** @throws filterInvalid when it takes too long, answerTooLarge */
export async function search(
  vault: Vault,
  grant: Grant,
  what: Search,
  pages: PageLimits,
): Promise<FoundThings> {
  const { sortBy } = what;
  return sortBy ? sorted(vault, grant, what, sortBy, pages) : inOrder(vault, grant, what, pages);
}

async function inOrder(vault: Vault, grant: Grant, what: Search, limits: PageLimits): Promise<FoundThings> {
  const { fullMax, keysMax } = limits;
  const things: StoredThing[] = [];
  const keys: ThingKeyRow[] = [];
  const wanted = fullMax + Math.max(0, keysMax);
  if (wanted === 0) return { things, keys };
  let left = limits.bytesMax;
  for await (const thing of matches(vault, grant, what)) {
    const bytes = countPrintedBytes(thing);
    if (things.length >= fullMax || keys.length > 0 || bytes > left) keys.push(getKeyRow(thing));
    else {
      things.push(thing);
      left -= bytes;
    }
    if (things.length + keys.length >= wanted) break;
  }
  return { things: takeFitting(things, limits), keys };
}

async function sorted(
  vault: Vault,
  grant: Grant,
  what: Search,
  sortBy: SortKey,
  limits: PageLimits,
): Promise<FoundThings> {
  const { fullMax, keysMax } = limits;
  const { budget } = what;
  const { currentOnly } = what.query;
  const found: { row: ThingKeyRow; key: SortValue }[] = [];
  for await (const thing of matches(vault, grant, what)) {
    found.push({ row: getKeyRow(thing), key: budget.run(() => sortBy.of(thing, budget)) });
  }
  found.sort((a, b) => sortBy.compare(a.key, b.key));
  const rows = found.map(({ row }) => row);
  const full = takeFitting(rows.slice(0, fullMax), limits);
  const query: ThingQuery = {
    keys: full,
    filters: [],
    currentOnly,
    limit: full.length,
  };
  const things = await vault.store.read(db => db.things(grant).query(query));
  const byStamp = new Map(things.map(thing => [thing.versionStamp, thing]));
  return {
    things: full.flatMap(row => byStamp.get(row.versionStamp) ?? []),
    keys: rows.slice(full.length, fullMax + Math.max(0, keysMax)),
  };
}

/** What the query finds and every XPath matches. Ids, keys and client ids need no match. */
async function* matches(
  vault: Vault,
  grant: Grant,
  { query, xpaths, budget }: Search,
): AsyncGenerator<StoredThing> {
  const { limits, store } = vault;
  const named = namer(query);
  const { bytes, blobBytes } = await store.read(db => db.records.usage(grant.recordId));
  const limit = bytes - blobBytes > limits.responseBytesMax ? pageSizes.small : pageSizes.usual;
  for (let after: ThingQuery['after']; ; ) {
    const next: ThingQuery = { ...query, limit, ...(after && { after }) };
    const read = () => budget.read(() => store.read(db => db.things(grant).query(next)));
    const { page, found } =
      xpaths.length === 0
        ? await read().then(page => ({ page, found: page }))
        : await lendEvaluator(vault, grant, async evaluator => {
            const page = await read();
            const asked = page.filter(thing => !named(thing));
            const verdicts = await evaluator.matching(xpaths, asked.map(xmlOf), budget);
            const matching = new Set(asked.filter((_, i) => verdicts[i]));
            return { page, found: page.filter(thing => named(thing) || matching.has(thing)) };
          });
    yield* found;
    if (page.length < limit) return;
    after = getPlace(getLast(page));
    // Others get their turn between pages.
    await new Promise(setImmediate);
  }
}

/** As an XPath sees a thing. */
function xmlOf({ dataXml, commonXml }: StoredThing): string {
  return `<thing><data-xml>${dataXml}${commonXml}</data-xml></thing>`;
}

/** Is a thing asked for by name? */
function namer({ ids = [], keys = [], clientIds = [] }: ThingQuery): (thing: StoredThing) => boolean {
  const named = new Set([...ids, ...keys.map(key => `${key.id} ${key.versionStamp}`)]);
  const byClientId = new Set(clientIds);
  return ({ id, versionStamp, clientId }) =>
    named.has(id) ||
    named.has(`${id} ${versionStamp}`) ||
    (clientId !== undefined && byClientId.has(clientId));
}
