// What changed in a record since a person last looked: a place in its log of operations for each person and record, moved
// on when the person comes back after a pause. Shown on the home page of the Shell.
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Look } from './look.ts';
import type { LastOperations } from './ports.ts';
import type { ShownThing } from './query.ts';
import type { RecordOperation, Stamp } from './thing.ts';

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
const nothing: LastOperations = { operations: [], isFull: false };

/** What others, and applications, changed since the person's last visit; and keeps that they looked. */
export async function lookAround(vault: Vault, grant: Grant, limit: number): Promise<Changes> {
  const { personId, recordId } = grant;
  const now = vault.clock.now();
  const { look, next, told } = await vault.store.read(async db => {
    const look = await db.looks.last(personId, recordId);
    const { sequence } = await db.records.usage(recordId);
    const next = nextLook(look, sequence, now);
    const log = next.since < sequence ? await db.things(grant).lastOperations(next.since, readMax) : nothing;
    return {
      look,
      next,
      told: await readChanges(db, grant, log, { limit, bytesMax: vault.limits.pageBytesMax }),
    };
  });
  if (look?.since !== next.since || look.latest !== next.latest || next.at - look.at > graceMs)
    await vault.store.write(db => db.looks.put(personId, recordId, next), grant);
  return told;
}

/** Of what is one's own no more is read than that it is. */
async function readChanges(
  db: Reader,
  grant: Grant,
  { operations, isFull }: LastOperations,
  { limit, bytesMax }: { limit: number; bytesMax: number },
): Promise<Changes> {
  const newest = new Map<string, RecordOperation['operation']>();
  for (const { operation, thingId } of operations) if (!newest.has(thingId)) newest.set(thingId, operation);
  if (newest.size === 0) return { changes: [], more: false };
  const things = db.things(grant);
  const byOthers = {
    ids: [...newest.keys()],
    filters: [],
    exceptBy: grant.personId,
    currentOnly: true,
    limit: newest.size,
  };
  const keys = new Map((await things.queryKeys(byOthers)).map(key => [key.id, key]));
  const foreign = [...newest].flatMap(([id, operation]) => {
    const key = keys.get(id);
    return key ? [{ id, operation, size: key.size }] : [];
  });
  let bytes = 0;
  const told = foreign.slice(0, limit).filter(({ size }) => {
    const fits = bytes + size <= bytesMax;
    if (fits) bytes += size;
    return fits;
  });
  const read = told.length === 0 ? [] : await things.byIds(told.map(({ id }) => id));
  const byId = new Map(read.map(thing => [thing.id, thing]));
  const changes = told.flatMap(({ id, operation }): Change[] => {
    const thing = byId.get(id);
    return thing ? [{ operation, thing }] : [];
  });
  return { changes, more: foreign.length > told.length || (changes.length > 0 && isFull) };
}

/** To whom everything is new nothing is. */
function nextLook(look: Look | undefined, latest: number, at: number): Look {
  if (!look) return { since: latest, latest, at };
  const since = at - look.at > pauseMs ? look.latest : look.since;
  return { since, latest, at };
}
