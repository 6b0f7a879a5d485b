// Removes things: each gets a new version with the state Deleted. Called by methods/remove-things.ts.
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../errors.ts';
import type { Vault } from '../vault.ts';
import { planRemoves } from './plan.ts';
import { apply } from './write.ts';

/**
 * Removes all of these or none.
 * @throws Fault naming the first key that cannot be removed
 */
export async function removeThings(
  vault: Vault,
  grant: Grant,
  keys: readonly { id: string; versionStamp: string | undefined }[],
): Promise<void> {
  const { thingsPerPutMax } = vault.limits;
  if (keys.length > thingsPerPutMax)
    throw fault('TOO_MANY_THINGS_SPECIFIED', `The limit is ${thingsPerPutMax}.`);
  await vault.store.write(async db => {
    const present = await db.things(grant).byIds(keys.map(key => key.id));
    const plan = planRemoves({
      keys,
      grant,
      now: vault.clock.now(),
      newGuid: () => vault.ids.guid(),
      current: new Map(present.map(thing => [thing.id, thing])),
    });
    await apply(db, vault, grant, plan);
  });
}
