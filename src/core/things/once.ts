// Writes that may have come before, from clients that got no answer: what was done is answered and not done twice. A new
// thing is known by the client id that its application gave it, a new version by what it says. Called by write.ts.
import type { Grant } from '../authorization/grant.ts';
import { isSameFamily } from '../authorization/rules.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import { type Fault, fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import type { ThingWrite } from './plan.ts';
import { isOfCaller, isVisible } from './rights.ts';
import type { StoredThing } from './thing.ts';

/** What writes made, by the write. */
type Done = ReadonlyMap<ThingWrite, Pick<StoredThing, 'id' | 'versionStamp'>>;

/** So many writes are looked for at a time, and things that have one client id though each has its own. */
const atOnce = 100;
const sharingMax = 10;

/** @throws versionStampMissing, thingNotFound where a client id was used for something else, or for what is there no more */
export const findDone = goOn(function* (db: Reader, grant: Grant, writes: readonly ThingWrite[]): Work<Done> {
  const things = db.unscoped(grant, 'what was written before is not written twice');
  const done = new Map<ThingWrite, Pick<StoredThing, 'id' | 'versionStamp'>>();
  for (let from = 0; from < writes.length; from += atOnce) {
    const slice = writes.slice(from, from + atOnce);
    const clientIds = slice.flatMap(({ id, data }) => (id === undefined ? (data?.clientId ?? []) : []));
    const ids = slice.flatMap(({ id }) => id ?? []);
    const named = clientIds.length > 0 ? yield* take(things.byClientIds(clientIds, atOnce * sharingMax)) : [];
    const present = ids.length > 0 ? yield* take(things.byIds(ids)) : [];
    for (const [i, write] of slice.entries()) {
      const refuse = (taken: Fault) => taken.at(`Thing ${from + i + 1} of ${writes.length}.`);
      const thing =
        write.id === undefined
          ? findCreated(grant, write, named, refuse)
          : findUpdated(grant, write, present);
      if (thing) done.set(write, { id: thing.id, versionStamp: thing.versionStamp });
    }
  }
  return done;
});

function findCreated(
  grant: Grant,
  { typeId, data }: ThingWrite,
  named: readonly StoredThing[],
  refuse: (fault: Fault) => Fault,
): StoredThing | undefined {
  if (typeId === undefined || data?.clientId === undefined) return undefined;
  const own = named.filter(
    thing =>
      thing.clientId === data.clientId &&
      thing.created.appId === grant.app?.id &&
      isSameFamily(thing.typeId, typeId) &&
      grant.permits('Create', typeId, thing.effectiveDate),
  );
  if (own.length === 0) return undefined;
  const visible = own.filter(thing => isVisible(grant, thing));
  if (visible.length === 0)
    throw refuse(fault('thingNotFound', 'It was put under this client id before, and is there no more.'));
  // What was changed since was another thing once.
  const thing = visible.find(
    thing => thing.updated.action !== 'Created' || saysTheSame({ typeId, data }, thing),
  );
  if (thing) return thing;
  throw refuse(
    fault(
      'versionStampMissing',
      'Another thing was put under this client id before. Update that, or take another id.',
    ),
  );
}

function findUpdated(
  grant: Grant,
  write: ThingWrite,
  present: readonly StoredThing[],
): StoredThing | undefined {
  const thing = present.find(({ id }) => id === write.id);
  const isDone =
    thing !== undefined &&
    thing.versionStamp !== write.versionStamp &&
    isVisible(grant, thing) &&
    isOfCaller(grant, thing.updated, 'Updated') &&
    grant.permits('Update', thing.typeId, thing.effectiveDate) &&
    !write.blobs &&
    !write.signature &&
    saysTheSame(write, thing);
  return isDone ? thing : undefined;
}

/** Whether its files are the same is not looked at: their addresses are good for one thing, which has them by then. */
function saysTheSame(
  { typeId, data, tags, updatedEndDate }: Omit<ThingWrite, 'id'>,
  thing: StoredThing,
): boolean {
  return (
    data !== undefined &&
    data.xml === thing.dataXml &&
    data.commonXml === thing.commonXml &&
    (typeId === undefined || typeId === thing.typeId) &&
    (tags === undefined || tags === (thing.tags ?? '')) &&
    (updatedEndDate === undefined || updatedEndDate === (thing.updatedEndDate ?? null))
  );
}
