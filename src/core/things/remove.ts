// Removes things: each gets a new version with the state Deleted. Called by methods/remove-things.ts.
import type { Grant } from '../authorization/grant.ts';
import { renewGrant } from '../authorization/grants.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import { fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { Changes } from './changes.ts';
import { planRemoves } from './plan.ts';
import { Progress } from './progress.ts';
import { readSlices } from './slices.ts';

interface Key {
  readonly id: string;
  readonly versionStamp: string | undefined;
}

interface RemoveHow {
  /** May it have come before? What who asks has removed already is no mistake then. */
  readonly isOnce?: boolean;
}

/**
 * Removes all of these or none.
 * @returns the number of the operation
 * @throws Fault naming the first key that cannot be removed
 */
export async function removeThings(
  vault: Vault,
  grant: Grant,
  keys: readonly Key[],
  how: RemoveHow = {},
): Promise<number> {
  const { thingsPerPutMax } = vault.limits;
  if (keys.length > thingsPerPutMax) throw fault('tooManyThings', `The limit is ${thingsPerPutMax}.`);
  return vault.store.write(db => removeThingsIn(db, vault, grant, keys, how), grant);
}

export const removeThingsIn = goOn(function* (
  db: Writer,
  vault: Vault,
  given: Grant,
  keys: readonly Key[],
  { isOnce = false }: RemoveHow = {},
): Work<number> {
  const grant = yield* take(renewGrant(db, given, vault.clock.now()));
  const changes = new Changes(db, vault, grant);
  const progress = new Progress(keys.length);
  const next = readSlices(db, vault, grant, keys, ({ id }) => id);
  for (let slice = yield* take(next()); slice; slice = yield* take(next())) {
    const plan = planRemoves(
      {
        keys: slice.items,
        grant,
        isOnce,
        now: vault.clock.now(),
        newGuid: () => vault.memory.thingIds.make(vault),
        current: new Map(slice.present.map(thing => [thing.id, thing])),
      },
      progress,
    );
    yield* changes.add(plan);
  }
  return yield* changes.end();
});

/** What one operation removed. */
export async function listRemovedIds(vault: Vault, grant: Grant, sequence: number): Promise<string[]> {
  const { thingsPerPutMax } = vault.limits;
  const { operations } = await vault.store.read(db =>
    db.things(grant).operations({ sequence, position: -1 }, thingsPerPutMax),
  );
  return operations
    .filter(({ sequence: of, operation }) => of === sequence && operation === 'Delete')
    .map(({ thingId }) => thingId);
}
