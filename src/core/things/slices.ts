// The things that a request changes, some at a time in its one transaction: as large as they may be, no more of them are in
// memory together than a page may hold. Used by write.ts, remove.ts and custody.ts.
import type { Grant } from '../authorization/grant.ts';
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

/** @param idOf undefined for what is not there yet */
export async function* readSlices<Item>(
  db: Reader,
  { limits }: Vault,
  grant: Grant,
  items: readonly Item[],
  idOf: (item: Item) => string | undefined,
): AsyncGenerator<Slice<Item>> {
  const things = db.unscoped(grant, 'what a write names is judged by its plan');
  const ids = idsOf(items, idOf);
  const sizes = (await mayBeLarge(db, limits, grant, ids)) ? await things.sizes(ids) : noSizes;
  let slice: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const size = sizes.get(idOf(item) ?? '') ?? 0;
    if (slice.length === itemsMax || (slice.length > 0 && bytes + size > limits.pageBytesMax)) {
      yield loaded(things, slice, idOf);
      slice = [];
      bytes = 0;
    }
    slice.push(item);
    bytes += size;
  }
  if (slice.length > 0) yield loaded(things, slice, idOf);
}

async function loaded<Item>(
  things: UnscopedThings,
  items: readonly Item[],
  idOf: (item: Item) => string | undefined,
): Promise<Slice<Item>> {
  const ids = idsOf(items, idOf);
  return { items, present: ids.length > 0 ? await things.byIds(ids) : [] };
}

function idsOf<Item>(items: readonly Item[], idOf: (item: Item) => string | undefined): string[] {
  return items.map(idOf).filter(id => id !== undefined);
}

const noSizes: ReadonlyMap<string, number> = new Map();

/** One thing, and what the whole record is smaller than, needs no counting. */
async function mayBeLarge(
  db: Reader,
  { pageBytesMax }: Vault['limits'],
  { recordId }: Grant,
  ids: readonly string[],
): Promise<boolean> {
  if (ids.length <= 1) return false;
  const { bytes, blobBytes } = await db.records.usage(recordId);
  return bytes - blobBytes > pageBytesMax;
}
