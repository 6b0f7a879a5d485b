// Writes things: loads what is there, decides by pure rules, applies the plan in the same transaction.
// Called by methods/put-things.ts and overwrite-things.ts with a grant; applied by storage/.

import { getAt, getOf } from '../../assume.ts';
import { findVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { renewGrant } from '../authorization/grants.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import { gatherBlobs, type StoredBlobs, storeBlobsFor } from '../blobs/request.ts';
import { fault } from '../faults.ts';
import { noteDocuments } from '../healthvault/meaningful-use/receipts.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { Changes, type ThingsAction } from './changes.ts';
import { findDone } from './once.ts';
import { planWrites, type ThingWrite, type VerifiedSignatures } from './plan.ts';
import { Progress } from './progress.ts';
import { findSingleton } from './singleton.ts';
import { readSlices } from './slices.ts';
import type { StoredThing } from './thing.ts';

/** Verifies the signatures that things come with, before the transaction. A signature that nobody verified is refused. */
export type VerifySignatures = (
  vault: Vault,
  grant: Grant,
  writes: readonly ThingWrite[],
) => Promise<VerifiedSignatures>;

/** What a write made: a version of a thing. */
export interface Written {
  readonly id: string;
  readonly versionStamp: string;
}

/**
 * Writes all of these or none.
 * @returns id and version stamp of each, in order
 * @throws Fault naming the first item that cannot be written
 */
export async function writeThings(
  vault: Vault,
  grant: Grant,
  writes: readonly ThingWrite[],
  how: { overwrite: boolean; isOnce?: boolean; verify?: VerifySignatures },
): Promise<Written[]> {
  if (writes.length > vault.limits.thingsPerPutMax) {
    throw fault('tooManyThings', `The limit is ${vault.limits.thingsPerPutMax}.`);
  }
  const isSigned = writes.some(({ signature }) => signature);
  const signatures = isSigned ? await how.verify?.(vault, grant, writes) : undefined;
  const { overwrite, isOnce } = how;
  // One by one: V8 makes a new shape for each object that is spread here, and those are among what is old.
  const write = (stored?: StoredBlobs) =>
    vault.store.write(
      db => writeThingsIn(db, vault, grant, writes, { overwrite, isOnce, signatures, stored }),
      grant,
    );
  return writes.some(({ blobs }) => blobs) ? storeBlobsFor(vault, grant, writes, write) : write();
}

/** The same as part of a larger transaction. Blobs that come inside the things must have been stored before it. */
export const writeThingsIn = goOn(function* (
  db: Writer,
  vault: Vault,
  given: Grant,
  writes: readonly ThingWrite[],
  how: {
    overwrite: boolean;
    /** May it have come before? */
    isOnce?: boolean | undefined;
    signatures?: VerifiedSignatures | undefined;
    stored?: StoredBlobs | undefined;
    /** Of the package they are picked up from. */
    packageId?: string;
    action?: ThingsAction;
  },
): Work<Written[]> {
  const grant = yield* take(renewGrant(db, given, vault.clock.now()));
  const written = new Map<ThingWrite, Written>(how.isOnce ? yield* take(findDone(db, grant, writes)) : []);
  const left = written.size === 0 ? writes : writes.filter(write => !written.has(write));
  const changes = new Changes(db, vault, grant, how.action);
  const progress = new Progress(left.length);
  const singletons = yield* take(presentSingletons(db, grant, left));
  const next = readSlices(db, vault, grant, left, ({ id }) => id);
  for (let slice = yield* take(next()); slice; slice = yield* take(next())) {
    const { items, present } = slice;
    const stored = how.stored ?? noneStored;
    const plan = planWrites(
      {
        writes: items,
        grant,
        overwrite: how.overwrite,
        now: vault.clock.now(),
        newGuid: () => vault.memory.thingIds.make(vault),
        current: new Map(present.map(thing => [thing.id, thing])),
        singletons,
        signatures: how.signatures,
        blobs: yield* take(gatherBlobs(vault, db, grant, { writes: items, present, stored })),
      },
      progress,
    );
    for (const [i, write] of items.entries()) {
      const { id, versionStamp } = getAt(plan, i).version;
      written.set(write, { id, versionStamp });
    }
    yield* changes.add(plan);
    yield* take(noteDocuments(db, vault, grant, plan, how.packageId));
  }
  yield* changes.end();
  return writes.map(write => getOf(written, write));
});

const noneStored: StoredBlobs = new Map();

/** The singletons of the record that a new thing would stand beside. */
const presentSingletons = goOn(function* (
  db: Reader,
  grant: Grant,
  writes: readonly ThingWrite[],
): Work<ReadonlyMap<string, StoredThing>> {
  const found = new Map<string, StoredThing>();
  for (const write of writes) {
    if (write.id !== undefined || write.typeId === undefined) continue;
    const type = findVersion(write.typeId)?.type;
    if (!type?.singleton) continue;
    const thing = yield* take(findSingleton(db, grant, type));
    if (thing) for (const version of type.versions) found.set(version.id, thing);
  }
  return found;
});
