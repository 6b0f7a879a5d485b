// Writes that may have come before, from clients that got no answer: what was done is answered and not done twice. A new
// thing is known by the client id that its application gave it, a new version by what it says. Called by write.ts.
import { getFirst } from '../../assume.ts';
import { findVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { isSameFamily } from '../authorization/rules.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import type { ThingWrite } from './plan.ts';
import type { UnscopedThings } from './ports.ts';
import type { Refuse } from './progress.ts';
import { demand, isOfCaller, isVisible } from './rights.ts';
import type { StoredThing } from './thing.ts';

/** What writes made, by the write. */
type Done = ReadonlyMap<ThingWrite, Pick<StoredThing, 'id' | 'versionStamp'>>;

/** A thing that the caller made, as it is now and as it was put, where that is known. */
interface Made {
  readonly now: StoredThing;
  readonly first: StoredThing | undefined;
}

/** So many writes are looked for at a time, and things that have one client id though each has its own. */
const atOnce = 100;
const sharingMax = 10;

/**
 * @throws versionStampMissing, thingNotFound where a client id was used for something else, or for what is there no more;
 * versionStampMissing also where one client id stands at two new things; accessDenied
 */
export const findDone = goOn(function* (db: Reader, grant: Grant, writes: readonly ThingWrite[]): Work<Done> {
  const things = db.unscoped(grant, 'what was written before is not written twice');
  const done = new Map<ThingWrite, Pick<StoredThing, 'id' | 'versionStamp'>>();
  const used = new Set<string>();
  for (let from = 0; from < writes.length; from += atOnce) {
    const slice = writes.slice(from, from + atOnce);
    const ids = slice.flatMap(({ id }) => id ?? []);
    const made = yield* take(readMade(things, grant, slice));
    const present = ids.length > 0 ? yield* take(things.byIds(ids)) : [];
    for (const [i, write] of slice.entries()) {
      const refuse: Refuse = (name, detail) =>
        fault(name, detail, `Thing ${from + i + 1} of ${writes.length}.`);
      if (write.id === undefined) demandOwnClientId(write, used, refuse);
      const thing =
        write.id === undefined ? findCreated(grant, write, made, refuse) : findUpdated(grant, write, present);
      if (thing) done.set(write, { id: thing.id, versionStamp: thing.versionStamp });
    }
  }
  return done;
});

/** What the caller made under the client ids of new things. */
const readMade = goOn(function* (
  things: UnscopedThings,
  grant: Grant,
  writes: readonly ThingWrite[],
): Work<Made[]> {
  const news = writes.filter(({ id, data }) => id === undefined && data?.clientId !== undefined);
  if (news.length === 0) return [];
  const asked = {
    clientIds: news.flatMap(({ data }) => data?.clientId ?? []),
    typeIds: [...new Set(news.flatMap(({ typeId }) => (typeId === undefined ? [] : listFamily(typeId))))],
    appId: grant.app?.id,
    personId: grant.personId,
  };
  const found = yield* take(things.byClientIds(asked, sharingMax));
  const isChanged = ({ updated }: StoredThing) => updated.action !== 'Created';
  const changed = found.filter(thing => isChanged(thing) && isVisible(grant, thing)).map(({ id }) => id);
  const firsts = changed.length > 0 ? yield* take(things.firstVersions(changed)) : [];
  const byId = new Map(firsts.map(thing => [thing.id, thing]));
  return found.map(now => ({ now, first: isChanged(now) ? byId.get(now.id) : now }));
});

/** A second one would be answered with the key of the first when both come again. */
function demandOwnClientId({ typeId, data }: ThingWrite, used: Set<string>, refuse: Refuse): void {
  if (typeId === undefined || data?.clientId === undefined) return;
  const use = `${getFirst(listFamily(typeId))} ${data.clientId}`;
  if (used.has(use))
    throw refuse(
      'versionStampMissing',
      'Another new thing of this request has this client id. Each needs one of its own.',
    );
  used.add(use);
}

function listFamily(typeId: string): readonly string[] {
  return findVersion(typeId)?.type.versions.map(({ id }) => id) ?? [typeId];
}

function findCreated(
  grant: Grant,
  { typeId, data }: ThingWrite,
  made: readonly Made[],
  refuse: Refuse,
): StoredThing | undefined {
  if (typeId === undefined || data?.clientId === undefined) return undefined;
  const own = made.filter(({ now }) => now.clientId === data.clientId && isSameFamily(now.typeId, typeId));
  const [one] = own;
  if (!one) return undefined;
  demand(grant, 'Create', typeId, data.effectiveDate ?? (one.first ?? one.now).effectiveDate, refuse);
  const visible = own.filter(({ now }) => isVisible(grant, now));
  if (visible.length === 0)
    throw refuse('thingNotFound', 'It was put under this client id before, and is there no more.');
  const same = visible.find(({ first }) => first && saysTheSame({ typeId, data }, first));
  // The stamp that it was put with: whoever updates by it does not pass over what others did since.
  if (same) return same.first;
  throw refuse(
    'versionStampMissing',
    'Another thing was put under this client id before. Update that, or take another id.',
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
