// Writes things: loads what is there, decides by pure rules, applies the plan in the same transaction.
// Called by methods/put-things.ts and overwrite-things.ts with a grant; applied by storage/.

import { findVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { attachBlobs, gatherBlobs, type StoredBlobs, storeBlobsFor } from '../blobs/request.ts';
import { fault } from '../faults.ts';
import { noteDocuments } from '../healthvault/meaningful-use/receipts.ts';
import { noteCountry } from '../records/country.ts';
import { demandRoom } from '../records/room.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { type PlannedWrite, planWrites, type ThingWrite, type VerifiedSignatures } from './plan.ts';
import { Progress } from './progress.ts';
import { findSingleton } from './singleton.ts';
import { readSlices } from './slices.ts';
import { flag, getOrdinal, type LogPlace, type RecordOperation, type StoredThing } from './thing.ts';

/** Verifies the signatures that things come with, before the transaction. A signature that nobody verified is refused. */
export type VerifySignatures = (
  vault: Vault,
  grant: Grant,
  writes: readonly ThingWrite[],
) => Promise<VerifiedSignatures>;

/**
 * Writes all of these or none.
 * @returns id and version stamp of each, in order
 * @throws Fault naming the first item that cannot be written
 */
export async function writeThings(
  vault: Vault,
  grant: Grant,
  writes: readonly ThingWrite[],
  how: { overwrite: boolean; action?: ThingsAction; verify?: VerifySignatures },
): Promise<{ id: string; versionStamp: string }[]> {
  if (writes.length > vault.limits.thingsPerPutMax) {
    throw fault('tooManyThings', `The limit is ${vault.limits.thingsPerPutMax}.`);
  }
  const signatures = (await how.verify?.(vault, grant, writes)) ?? new Map();
  const write = (stored?: StoredBlobs) =>
    vault.store.write(db => writeThingsIn(db, vault, grant, writes, { ...how, signatures, stored }), grant);
  return writes.some(({ blobs }) => blobs) ? storeBlobsFor(vault, grant, writes, write) : write();
}

/** The same as part of a larger transaction. Blobs that come inside the things must have been stored before it. */
export async function writeThingsIn(
  db: Writer,
  vault: Vault,
  grant: Grant,
  writes: readonly ThingWrite[],
  how: {
    overwrite: boolean;
    signatures?: VerifiedSignatures;
    stored?: StoredBlobs | undefined;
    /** Of the package they are picked up from. */
    packageId?: string;
    action?: ThingsAction;
  },
): Promise<{ id: string; versionStamp: string }[]> {
  const written: { id: string; versionStamp: string }[] = [];
  const plans = async function* () {
    const progress = new Progress(writes.length);
    const singletons = await presentSingletons(db, grant, writes);
    for await (const { items, present } of readSlices(db, vault, grant, writes, ({ id }) => id)) {
      const input = {
        writes: items,
        grant,
        overwrite: how.overwrite,
        now: vault.clock.now(),
        newGuid: () => vault.memory.thingIds.make(vault),
        current: new Map(present.map(thing => [thing.id, thing])),
        singletons,
        signatures: how.signatures ?? new Map(),
        blobs: await gatherBlobs(vault, db, grant, {
          writes: items,
          present,
          stored: how.stored ?? new Map(),
        }),
      };
      const plan = planWrites(input, progress);
      written.push(...plan.map(({ version: { id, versionStamp } }) => ({ id, versionStamp })));
      yield plan;
      await noteDocuments(db, vault, grant, plan, how.packageId);
    }
  };
  await apply(db, vault, grant, plans(), how.action);
  return written;
}

/** The singletons of the record that a new thing would stand beside. */
async function presentSingletons(
  db: Reader,
  grant: Grant,
  writes: readonly ThingWrite[],
): Promise<ReadonlyMap<string, StoredThing>> {
  const found = new Map<string, StoredThing>();
  for (const write of writes) {
    if (write.id !== undefined || write.typeId === undefined) continue;
    const type = findVersion(write.typeId)?.type;
    if (!type?.singleton) continue;
    const thing = await findSingleton(db, grant, type);
    if (thing) for (const version of type.versions) found.set(version.id, thing);
  }
  return found;
}

/** What people did by the pages, where the trail says it more closely than that things were put. */
export type ThingsAction =
  | 'AddThings'
  | 'ChangeThings'
  | 'RevertThings'
  | 'RestoreThings'
  | 'SecludeThings'
  | 'AddFile';

/** Puts versions, operation numbers, quota, audit and event into the transaction at hand. */
export async function apply(
  db: Writer,
  vault: Vault,
  grant: Grant,
  plans: AsyncIterable<readonly PlannedWrite[]> | Iterable<readonly PlannedWrite[]>,
  action?: ThingsAction,
): Promise<void> {
  const things = db.things(grant);
  const before = await db.records.usage(grant.recordId);
  let { bytes, blobBytes, sequence } = before;
  // What one request changes is one operation.
  sequence += 1;
  let blobsListed = 0;
  let isOpen = false;
  const now = vault.clock.now();
  // What people hide or take back is there already: that goes on where there is no room too, up to twice as much, since
  // every time leaves a version.
  const isThere = action === 'RestoreThings' || action === 'SecludeThings';
  const changed: { id: string; typeId: string; operation: RecordOperation['operation'] }[] = [];
  for await (const plan of plans) {
    for (const { version, previous, operation, newBlobs } of plan) {
      if (!operation) continue;
      const added = newBlobs.reduce((sum, { length }) => sum + length, 0);
      blobBytes += added;
      bytes += version.size + added;
      // Deleting is how room is made, so it is never refused.
      if (operation !== 'Delete') demandRoom(vault, before, bytes - before.bytes, isThere ? 2 : 1);
      const place = { sequence, position: changed.length };
      const placed = previous ? madeAfter(version, previous) : { ...version, ordinal: getOrdinal(place) };
      await things.putVersion(placed, previous);
      await noteCountry(db, grant.recordId, placed);
      const done = operationOf(version, operation, place, now);
      await things.addOperation(done);
      isOpen ||= !done.personal;
      changed.push({ id: version.id, typeId: version.typeId, operation });
    }
    blobsListed = await attachBlobs(db, vault, grant, plan, blobsListed);
  }
  if (changed.length === 0) return;
  await db.records.setUsage(grant.recordId, { bytes, blobBytes, sequence, updatedAt: now, isOpen });
  const thingIds = changed.map(({ id }) => id);
  const areDeletes = changed.every(({ operation }) => operation === 'Delete');
  await db.audit.add({
    at: now,
    action: action ?? (areDeletes ? 'RemoveThings' : 'PutThings'),
    personId: grant.personId,
    appId: grant.app?.id,
    recordId: grant.recordId,
    avenue: grant.avenue,
    details: { things: thingIds, sequence },
  });
  await db.outbox.add({
    at: now,
    kind: 'things-changed',
    recordId: grant.recordId,
    payload: { typeIds: [...new Set(changed.map(({ typeId }) => typeId))], thingIds, sequence },
  });
}

/** The order of versions is that of their times, so none has the time of the one before, nor an earlier one. */
function madeAfter(version: StoredThing, previous: StoredThing): StoredThing {
  if (version.updated.at > previous.updated.at) return version;
  return { ...version, updated: { ...version.updated, at: previous.updated.at + 1 } };
}

function operationOf(
  version: StoredThing,
  operation: RecordOperation['operation'],
  place: LogPlace,
  at: number,
): RecordOperation {
  return {
    ...place,
    operation,
    thingId: version.id,
    versionStamp: version.versionStamp,
    typeId: version.typeId,
    effectiveDate: version.effectiveDate,
    updatedEndDate: version.updatedEndDate,
    personal: (version.flags & flag.personal) !== 0,
    at,
  };
}
