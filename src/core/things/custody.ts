// What people alone do with things, by their own hand in the Shell: take back what was deleted, remove it for good, and
// say who may see it. Applications have no such methods.
import { getVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { renewGrant } from '../authorization/grants.ts';
import { type Awaitable, after, goOn, take, type Work } from '../awaitable.ts';
import { fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { apply, Changes } from './changes.ts';
import type { PlannedWrite } from './plan.ts';
import { demand, isVisible, mayRestore } from './rights.ts';
import { findSingleton } from './singleton.ts';
import { readSlices } from './slices.ts';
import { flag, type StoredThing } from './thing.ts';

/**
 * Makes deleted things active again; those that are active stay as they are.
 * @throws thingNotFound; accessDenied for who neither looks after the record nor deleted them; versionStampMissing when
 *   another thing has taken the place of the one of its type
 */
export async function restoreThings(vault: Vault, grant: Grant, ids: readonly string[]): Promise<void> {
  await vault.store.write(db => restoreThingsIn(db, vault, grant, ids), grant);
}

/** The same as part of a larger transaction. */
export const restoreThingsIn = goOn(function* (
  db: Writer,
  vault: Vault,
  given: Grant,
  ids: readonly string[],
): Work<void> {
  const grant = yield* take(renewGrant(db, given, vault.clock.now()));
  const changes = new Changes(db, vault, grant, 'RestoreThings');
  const singletons = new Set<ThingType>();
  const next = readNamed(db, vault, grant, ids);
  for (let named = yield* take(next()); named; named = yield* take(next())) {
    const deleted = named.filter(({ state }) => state !== 'Active');
    for (const thing of deleted) {
      if (!mayRestore(grant, thing)) throw fault('accessDenied', 'Only who looks after the record may.');
      const { type } = getVersion(thing.typeId);
      if (!type.singleton) continue;
      if (singletons.has(type) || (yield* take(findSingleton(db, grant, type))))
        throw fault('versionStampMissing', 'The record has another thing of this type, and only one may be.');
      singletons.add(type);
    }
    yield* changes.add(deleted.map(thing => planChange(vault, grant, thing, { state: 'Active' })));
  }
  yield* changes.end();
});

/**
 * Removes deleted things for good, with every version and what they hold. The log still tells that they were deleted.
 * @throws thingNotFound, also for what is not deleted; accessDenied for who does not look after the record
 */
export async function purgeThings(vault: Vault, grant: Grant, ids: readonly string[]): Promise<void> {
  demandCustody(grant);
  await vault.store.write(async db => {
    const next = readNamed(db, vault, grant, ids);
    for (let named = await next(); named; named = await next()) {
      for (const { id, state } of named) {
        if (state !== 'Deleted')
          throw fault('thingNotFound', 'Only what is deleted can be removed for good.');
        await purge(db, vault, grant, id);
      }
      // The log outlives them, and would not know any more that they were.
      const personal = named.filter(({ flags }) => (flags & flag.personal) !== 0);
      if (personal.length > 0) await db.things(grant).markPersonal(personal.map(({ id }) => id));
    }
    await db.audit.add({
      at: vault.clock.now(),
      action: 'PurgeThings',
      personId: grant.personId,
      appId: undefined,
      recordId: grant.recordId,
      avenue: grant.avenue,
      details: { things: ids },
    });
  });
}

/** What was just removed, for good. */
export async function purgeRemoved(
  db: Writer,
  vault: Vault,
  grant: Grant,
  things: readonly Pick<StoredThing, 'id' | 'flags'>[],
): Promise<void> {
  if (things.length === 0) return;
  let [bytes, blobBytes] = [0, 0];
  for (const { id } of things) {
    const freed = await db.things(grant).purge(id);
    bytes += freed.bytes;
    blobBytes += freed.blobBytes;
  }
  const personal = things.filter(({ flags }) => (flags & flag.personal) !== 0);
  if (personal.length > 0) await db.things(grant).markPersonal(personal.map(({ id }) => id));
  await free(db, vault, grant, { bytes, blobBytes });
}

async function purge(db: Writer, vault: Vault, grant: Grant, id: string): Promise<void> {
  await free(db, vault, grant, await db.things(grant).purge(id));
}

async function free(
  db: Writer,
  vault: Vault,
  grant: Grant,
  freed: { readonly bytes: number; readonly blobBytes: number },
): Promise<void> {
  const { bytes, blobBytes, sequence } = await db.records.usage(grant.recordId);
  await db.records.setUsage(grant.recordId, {
    bytes: Math.max(0, bytes - freed.bytes),
    blobBytes: Math.max(0, blobBytes - freed.blobBytes),
    sequence,
    updatedAt: vault.clock.now(),
    isOpen: false,
  });
}

/** What people say of who may see a thing. */
export interface Seclusion {
  /** Seen by those who look after the record, and by no application. */
  readonly personal: boolean;
  readonly hiddenInEmergency: boolean;
}

/** @throws thingNotFound; versionStampOutdated; accessDenied, also for who wants to change `personal` and is no custodian */
export async function setSeclusion(
  vault: Vault,
  grant: Grant,
  { id, versionStamp }: { id: string; versionStamp: string },
  { personal, hiddenInEmergency }: Seclusion,
): Promise<void> {
  await vault.store.write(async db => {
    const [thing] = await db.things(grant).byIds([id]);
    if (thing?.state !== 'Active') throw fault('thingNotFound');
    if (thing.versionStamp !== versionStamp) throw fault('versionStampOutdated');
    demand(grant, 'Update', thing.typeId, thing.effectiveDate, fault);
    const others = thing.flags & ~(flag.personal | flag.hiddenFromEmergencyProfile);
    const flags =
      others | (personal ? flag.personal : 0) | (hiddenInEmergency ? flag.hiddenFromEmergencyProfile : 0);
    if (flags === thing.flags) return;
    if (((flags ^ thing.flags) & flag.personal) !== 0) demandCustody(grant);
    await apply(db, vault, grant, [planChange(vault, grant, thing, { flags })], 'SecludeThings');
  }, grant);
}

function demandCustody(grant: Grant): void {
  if (!grant.seesEverything) throw fault('accessDenied', 'Only who looks after the record may.');
}

/** @returns what reads the next of them. @throws thingNotFound when there is one that the grant does not open */
function readNamed(
  db: Writer,
  vault: Vault,
  grant: Grant,
  ids: readonly string[],
): () => Awaitable<StoredThing[] | undefined> {
  const { thingsPerPutMax } = vault.limits;
  if (ids.length > thingsPerPutMax) throw fault('tooManyThings', `The limit is ${thingsPerPutMax}.`);
  if (ids.length === 0) throw fault('thingNotFound');
  const next = readSlices(db, vault, grant, [...new Set(ids)], id => id);
  return () =>
    after(next(), slice => {
      if (!slice) return undefined;
      const open = openTo(grant, slice.present);
      if (open.length < slice.items.length) throw fault('thingNotFound');
      return open;
    });
}

function openTo(grant: Grant, things: readonly StoredThing[]): StoredThing[] {
  return things.filter(
    thing =>
      grant.permits('Read', thing.typeId, thing.effectiveDate) &&
      (isVisible(grant, thing) || mayRestore(grant, thing)),
  );
}

/** A version made by the hand of the grant's holder, of one that is there. */
export function planChange(
  vault: Vault,
  grant: Grant,
  previous: StoredThing,
  change: Partial<StoredThing>,
): PlannedWrite {
  const version: StoredThing = {
    ...previous,
    ...change,
    versionStamp: vault.memory.thingIds.make(vault),
    updated: {
      at: vault.clock.now(),
      appId: grant.app?.id,
      personId: grant.personId,
      avenue: grant.avenue,
      action: 'Updated',
    },
  };
  return { version, previous, operation: 'Update', blobs: [], newBlobs: [] };
}
