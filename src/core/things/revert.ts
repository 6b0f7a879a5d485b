// Making an earlier version of a thing the current one again, by a person's own hand: as a new version, so that nothing is
// lost and this too can be undone. Who may see the thing stays as it is.
import { isDeepStrictEqual } from 'node:util';
import { getVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Vault } from '../vault.ts';
import { apply } from './changes.ts';
import { planChange } from './custody.ts';
import type { ThingsReader } from './ports.ts';
import { demand } from './rights.ts';
import { flag, type StoredThing } from './thing.ts';

export interface Reversion {
  readonly id: string;
  /** Of the version that is current, as whoever asks has seen it. */
  readonly versionStamp: string;
  /** Of the version to go back to. */
  readonly to: string;
}

/**
 * @returns the stamp it has now; `same` when both say the same
 * @throws thingNotFound for versions that are not there to be seen; versionStampOutdated when somebody changed it since;
 *   accessDenied; thingReadOnly; recordFull
 */
export async function revertThing(
  vault: Vault,
  grant: Grant,
  { id, versionStamp, to }: Reversion,
): Promise<{ versionStamp: string } | 'same'> {
  return vault.store.write(async db => {
    const things = db.things(grant);
    const [now] = await things.byIds([id]);
    if (now?.state !== 'Active') throw fault('thingNotFound');
    demand(grant, 'Update', now.typeId, now.effectiveDate, fault);
    if (!mayRevert(grant, now)) throw fault('thingReadOnly');
    if (now.versionStamp !== versionStamp) throw fault('versionStampOutdated');
    const then = await versionAt(things, { id, versionStamp: to });
    if (!then) throw fault('thingNotFound');
    demand(grant, 'Update', then.typeId, then.effectiveDate, fault);
    if (isSame(now, then)) return 'same';
    const plan = planChange(vault, grant, now, contentOf(then));
    await apply(db, vault, grant, [plan], 'RevertThings');
    return { versionStamp: plan.version.versionStamp };
  }, grant);
}

/** May the grant's holder go back to earlier versions of it? */
export function mayRevert(grant: Grant, { state, typeId, effectiveDate, flags }: StoredThing): boolean {
  const isFixed = getVersion(typeId).type.immutable || (flags & flag.readOnly) !== 0;
  return state === 'Active' && !isFixed && grant.permits('Update', typeId, effectiveDate);
}

export async function versionAt(
  things: ThingsReader,
  key: { id: string; versionStamp: string },
): Promise<StoredThing | undefined> {
  const [found] = await things.query({
    keys: [key],
    filters: [],
    currentOnly: false,
    limit: 1,
  });
  return found;
}

/** What a version says; a signature is over that, and comes back with it. */
export function contentOf(thing: StoredThing): Partial<StoredThing> {
  const { id, versionStamp, state, flags, created, updated, current, ...content } = thing;
  return content;
}

function isSame(a: StoredThing, b: StoredThing): boolean {
  return isDeepStrictEqual(contentOf(a), contentOf(b));
}
