// What people alone do with things, by their own hand in the Shell: take back what was deleted, remove it for good, and
// say who may see it. Applications have no such methods.
import { getVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { PlannedWrite } from './plan.ts';
import { demand, isVisible, mayRestore } from './rights.ts';
import { findSingleton } from './singleton.ts';
import { readSlices } from './slices.ts';
import { flag, type StoredThing } from './thing.ts';
import { apply } from './write.ts';

/**
 * Makes deleted things active again; those that are active stay as they are.
 * @throws thingNotFound; accessDenied for who neither looks after the record nor deleted them; versionStampMissing when
 *   another thing has taken the place of the one of its type
 */
export async function restoreThings(vault: Vault, grant: Grant, ids: readonly string[]): Promise<void> {
  await vault.store.write(db => restoreThingsIn(db, vault, grant, ids), grant);
}

/** The same as part of a larger transaction. */
export function restoreThingsIn(
  db: Writer,
  vault: Vault,
  grant: Grant,
  ids: readonly string[],
): Promise<void> {
  return apply(db, vault, grant, restored(db, vault, grant, ids), 'RestoreThings');
}

async function* restored(
  db: Writer,
  vault: Vault,
  grant: Grant,
  ids: readonly string[],
): AsyncGenerator<PlannedWrite[]> {
  const singletons = new Set<ThingType>();
  for await (const named of thingsNamed(db, vault, grant, ids)) {
    const deleted = named.filter(({ state }) => state !== 'Active');
    for (const thing of deleted) {
      if (!mayRestore(grant, thing)) throw fault('accessDenied', 'Only who looks after the record may.');
      const { type } = getVersion(thing.typeId);
      if (!type.singleton) continue;
      if (singletons.has(type) || (await findSingleton(db, grant, type)))
        throw fault('versionStampMissing', 'The record has another thing of this type, and only one may be.');
      singletons.add(type);
    }
    yield deleted.map(thing => planChange(vault, grant, thing, { state: 'Active' }));
  }
}

/**
 * Removes deleted things for good, with every version and what they hold. The log still tells that they were deleted.
 * @throws thingNotFound, also for what is not deleted; accessDenied for who does not look after the record
 */
export async function purgeThings(vault: Vault, grant: Grant, ids: readonly string[]): Promise<void> {
  demandCustody(grant);
  await vault.store.write(async db => {
    for await (const named of thingsNamed(db, vault, grant, ids)) {
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

async function purge(db: Writer, vault: Vault, grant: Grant, id: string): Promise<void> {
  const freed = await db.things(grant).purge(id);
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
    await apply(db, vault, grant, [[planChange(vault, grant, thing, { flags })]], 'SecludeThings');
  }, grant);
}

function demandCustody(grant: Grant): void {
  if (!grant.seesEverything) throw fault('accessDenied', 'Only who looks after the record may.');
}

/** Some at a time. @throws thingNotFound when there is one that the grant does not open */
async function* thingsNamed(
  db: Writer,
  vault: Vault,
  grant: Grant,
  ids: readonly string[],
): AsyncGenerator<StoredThing[]> {
  const { thingsPerPutMax } = vault.limits;
  if (ids.length > thingsPerPutMax) throw fault('tooManyThings', `The limit is ${thingsPerPutMax}.`);
  if (ids.length === 0) throw fault('thingNotFound');
  for await (const { items, present } of readSlices(db, vault, grant, [...new Set(ids)], id => id)) {
    const open = openTo(grant, present);
    if (open.length < items.length) throw fault('thingNotFound');
    yield open;
  }
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
