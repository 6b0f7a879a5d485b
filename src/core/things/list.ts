// The items of some types of a record for a page of the Shell, newest first, a page at a time.
import type { Grant } from '../authorization/grant.ts';
import type { Vault } from '../vault.ts';
import { placeOf } from './page.ts';
import type { ShownThing, ThingPlace } from './query.ts';
import { families, readable } from './scope.ts';

export interface ThingList {
  readonly things: readonly ShownThing[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: ThingPlace | undefined;
}

/** @param typeIds version-type-ids; each stands for its family */
export async function listThings(
  vault: Vault,
  grant: Grant,
  { typeIds, after, limit }: { typeIds: readonly string[]; after: ThingPlace | undefined; limit: number },
): Promise<ThingList> {
  const open = readable(grant, families(typeIds));
  if (open.typeIds?.length === 0) return { things: [], next: undefined };
  const found = await vault.store.read(db =>
    db.things(grant).queryShown({
      filters: [{ ...(open.typeIds && { typeIds: open.typeIds }), states: ['Active'] }],
      scope: open.scope,
      currentOnly: true,
      seesEverything: grant.seesEverything,
      order: 'newest first',
      limit: limit + 1,
      ...(after && { after }),
    }),
  );
  const things = found.slice(0, limit);
  const last = things.at(-1);
  return { things, next: found.length > limit && last ? placeOf(last) : undefined };
}
