// What changed in a record since a person last looked: a place in its log of operations for each person and record, moved
// on when the person comes back after a pause. Shown on the home page of the Shell.
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Look } from './look.ts';
import type { ThingsReader } from './ports.ts';
import type { ShownThing, ThingQuery } from './query.ts';
import type { RecordOperation, Stamp, StoredThing } from './thing.ts';

/** Who does not look for so long comes back to a new visit. */
const pauseMs = 30 * 60_000;
/** How exactly it is kept when somebody looked: a page that is opened again costs no commit. */
const graceMs = 60_000;

export interface Change {
  readonly operation: RecordOperation['operation'];
  readonly thing: ShownThing & { readonly updated: Stamp };
}

export interface Changes {
  /** The newest first, the last one of each thing. */
  readonly changes: readonly Change[];
  /** Was there more than is told? */
  readonly more: boolean;
}

const readMax = 200;
const nothing = { operations: [], isFull: false };

/** What others, and applications, changed since the person's last visit; and keeps that they looked. */
export async function lookAround(vault: Vault, grant: Grant, limit: number): Promise<Changes> {
  const { personId, recordId } = grant;
  const now = vault.clock.now();
  const { look, next, operations, isFull, things, isCut } = await vault.store.read(async db => {
    const look = await db.looks.last(personId, recordId);
    const { sequence } = await db.records.usage(recordId);
    const next = nextLook(look, sequence, now);
    const { operations, isFull } =
      next.since < sequence ? await db.things(grant).lastOperations(next.since, readMax) : nothing;
    const ids = [...new Set(operations.map(({ thingId }) => thingId))];
    const read = await lastOf(db, grant, ids, vault.limits.pageBytesMax);
    return { look, next, operations, isFull, ...read };
  });
  if (look?.since !== next.since || look.latest !== next.latest || next.at - look.at > graceMs)
    await vault.store.write(db => db.looks.put(personId, recordId, next), grant);
  const byId = new Map(things.map(thing => [thing.id, thing]));
  const changes: Change[] = [];
  const told = new Set<string>();
  for (const { operation, thingId } of operations) {
    const thing = byId.get(thingId);
    if (!thing || told.has(thingId)) continue;
    told.add(thingId);
    const own = thing.updated.personId === personId && thing.updated.appId === undefined;
    if (!own) changes.push({ operation, thing });
  }
  const wasMore = changes.length > 0 && isFull;
  return { changes: changes.slice(0, limit), more: isCut || wasMore || changes.length > limit };
}

/** What of these things the grant opens, without those for which there is no room beside the ones before them. */
async function lastOf(
  db: Reader,
  grant: Grant,
  ids: readonly string[],
  bytesMax: number,
): Promise<{ things: readonly StoredThing[]; isCut: boolean }> {
  const things = db.things(grant);
  const { bytes, blobBytes } = await db.records.usage(grant.recordId);
  const fitting = bytes - blobBytes > bytesMax ? await fittingOf(things, ids, bytesMax) : ids;
  const found = fitting.length === 0 ? [] : await things.byIds(fitting);
  return { things: found, isCut: fitting.length < ids.length };
}

async function fittingOf(
  things: ThingsReader,
  ids: readonly string[],
  bytesMax: number,
): Promise<readonly string[]> {
  const query: ThingQuery = { ids, filters: [], currentOnly: true, limit: ids.length };
  const sizes = new Map((await things.queryKeys(query)).map(({ id, size }) => [id, size]));
  let bytes = 0;
  return ids.filter(id => {
    const size = sizes.get(id) ?? 0;
    if (bytes + size > bytesMax) return false;
    bytes += size;
    return true;
  });
}

/** To whom everything is new nothing is. */
function nextLook(look: Look | undefined, latest: number, at: number): Look {
  if (!look) return { since: latest, latest, at };
  const since = at - look.at > pauseMs ? look.latest : look.since;
  return { since, latest, at };
}
