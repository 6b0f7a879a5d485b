// The things that a request changes, some at a time in its one transaction: as large as they may be, no more of them are in
// memory together than a page may hold. Used by write.ts, remove.ts and custody.ts.
import { getAt } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import { type Awaitable, goOn, take, type Work } from '../awaitable.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { UnscopedThings } from './ports.ts';
import type { StoredThing } from './thing.ts';

export interface Slice<Item> {
  readonly items: readonly Item[];
  /** Those of them that are there, deleted ones too. */
  readonly present: readonly StoredThing[];
}

/** What things hold beside their data counts too, so there are never many. */
const itemsMax = 100;

/**
 * @param idOf undefined for what is not there yet
 * @returns what reads the next slice, and answers undefined after the last
 */
export function readSlices<Item>(
  db: Reader,
  { limits }: Vault,
  grant: Grant,
  items: readonly Item[],
  idOf: (item: Item) => string | undefined,
): () => Awaitable<Slice<Item> | undefined> {
  const things = db.unscoped(grant, 'what a write names is judged by its plan');
  const walk: Walk<Item> = { db, limits, grant, items, idOf, things, sizes: undefined, from: 0 };
  return () => readNext(walk);
}

interface Walk<Item> {
  readonly db: Reader;
  readonly limits: Vault['limits'];
  readonly grant: Grant;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string | undefined;
  readonly things: UnscopedThings;
  sizes: ReadonlyMap<string, number> | undefined;
  /** The first of the next slice. */
  from: number;
}

const readNext = goOn(function* <Item>(walk: Walk<Item>): Work<Slice<Item> | undefined> {
  const { db, limits, grant, items, idOf, things, from } = walk;
  if (from === items.length) return undefined;
  walk.sizes ??= yield* take(readSizes(db, things, { limits, grant }, idsOf(items, idOf)));
  let bytes = 0;
  let to = from;
  for (; to < items.length && to - from < itemsMax; to++) {
    bytes += walk.sizes.get(idOf(getAt(items, to)) ?? '') ?? 0;
    if (to > from && bytes > limits.pageBytesMax) break;
  }
  const slice = items.slice(from, to);
  walk.from = to;
  const ids = idsOf(slice, idOf);
  return { items: slice, present: ids.length > 0 ? yield* take(things.byIds(ids)) : [] };
});

function idsOf<Item>(items: readonly Item[], idOf: (item: Item) => string | undefined): string[] {
  return items.map(idOf).filter(id => id !== undefined);
}

const noSizes: ReadonlyMap<string, number> = new Map();

/** Of none where they cannot be much: one thing, or what the whole record is smaller than, needs no counting. */
const readSizes = goOn(function* (
  db: Reader,
  things: UnscopedThings,
  { limits, grant }: { limits: Vault['limits']; grant: Grant },
  ids: readonly string[],
): Work<ReadonlyMap<string, number>> {
  if (ids.length <= 1) return noSizes;
  const { bytes, blobBytes } = yield* take(db.records.usage(grant.recordId));
  if (bytes - blobBytes <= limits.pageBytesMax) return noSizes;
  return yield* take(things.sizes(ids));
});
