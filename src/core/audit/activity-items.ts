// Of which kinds the items are that rows of a record's trail are about, as far as they are still there and the reader may
// see them.
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { StoredAuditRow } from './audit.ts';

/** So many of the items of one row are looked at: enough to say what it was about. */
const itemsSeen = 20;

export interface ActivityItems {
  readonly count: number;
  /** Of what can be seen, each once; ids of types. */
  readonly typeIds: readonly string[];
  /** May there be kinds that were not looked for? */
  readonly isCut: boolean;
  /** Where it was one item, which can be opened. */
  readonly id: string | undefined;
}

/** By the id of the row; nothing for those that are not about items. */
export async function readActivityItems(
  db: Reader,
  grant: Grant,
  rows: readonly Pick<StoredAuditRow, 'id' | 'details'>[],
): Promise<ReadonlyMap<number, ActivityItems>> {
  const ids = [...new Set(rows.flatMap(row => idsIn(row).slice(0, itemsSeen)))];
  const seen = await db.things(grant).queryKeys({
    ids,
    filters: [],
    currentOnly: true,
    limit: ids.length,
  });
  const typeOf = new Map(seen.map(({ id, typeId }) => [id, typeId]));
  const found = new Map<number, ActivityItems>();
  for (const row of rows) {
    const ids = idsIn(row);
    const { things } = row.details;
    const count = typeof things === 'number' ? things : ids.length;
    if (count === 0) continue;
    const [only] = ids;
    found.set(row.id, {
      count,
      typeIds: [...new Set(ids.slice(0, itemsSeen).flatMap(id => typeOf.get(id) ?? []))],
      isCut: ids.length > itemsSeen,
      id: only !== undefined && ids.length === 1 && typeOf.has(only) ? only : undefined,
    });
  }
  return found;
}

function idsIn({ details: { things } }: Pick<StoredAuditRow, 'details'>): readonly string[] {
  return Array.isArray(things) ? things : [];
}
