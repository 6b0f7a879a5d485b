// Brings the index of a record up to its last operation, when somebody searches: what wrote things did nothing for it. A slice of the
// log at a time, each a write of its own, so that others get their turn; several who wait for one record wait for one work.
import { type Grant, makeSystemGrant } from '../authorization/grant.ts';
import type { Reader, Writer } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { indexVersion, isKnownType, listKeptTokens } from './mapping.ts';
import type { IndexedThing, IndexState } from './ports.ts';
import { FhirProblem } from './problem.ts';

/** Once it is over, the record is as it was when this was asked. @throws FhirProblem where that takes too long: it goes on */
export async function catchUp(vault: Vault, recordId: string): Promise<void> {
  const grant = makeSystemGrant('index of FHIR', recordId, '');
  const [state, latest] = await vault.store.read(async db => [
    await db.resourceIndex.state(recordId),
    await db.resourceIndex.latest(recordId),
  ]);
  if (state?.mapping === indexVersion && state.sequence >= latest) return;
  const { fills } = vault.memory;
  let fill = fills.get(recordId);
  if (!fill || fill.upTo < latest) {
    const before = fill?.done;
    const done = (async () => {
      await before?.catch(() => undefined);
      await fillUp(vault, grant, latest);
    })();
    const begun = { upTo: latest, done };
    fill = begun;
    fills.set(recordId, begun);
    const forget = () => void (fills.get(recordId) === begun && fills.delete(recordId));
    done.then(forget, forget);
  }
  await within(fill.done, vault.limits.fhirIndexWaitMs);
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  if (first === 'late')
    throw new FhirProblem(
      503,
      'transient',
      'The record is being made ready to be searched, as it is the first time or much is new. Ask again in a few seconds.',
    );
}

async function fillUp(vault: Vault, grant: Grant, upTo: number): Promise<void> {
  for (;;) {
    const state = await fillSlice(vault, grant);
    if (state.sequence >= upTo) return;
    await new Promise(setImmediate);
  }
}

const beginning = { sequence: 0, position: -1 };

/** What comes after a whole operation. */
const wholeOperation = Number.MAX_SAFE_INTEGER;

/** @returns how far it has come */
async function fillSlice(vault: Vault, grant: Grant): Promise<IndexState> {
  const { store } = vault;
  const slice = await store.read(db => readSlice(db, vault, grant));
  return store.write(async db => {
    const now = await db.resourceIndex.state(grant.recordId);
    // Another node may have done it meanwhile.
    return isSame(now, slice.known)
      ? put(db, grant, slice)
      : (now ?? { mapping: indexVersion, ...beginning });
  }, grant);
}

/** The same within a write, for the little that came since: what is found then is all there is. */
export async function catchUpIn(db: Writer, vault: Vault, recordId: string): Promise<void> {
  const grant = makeSystemGrant('index of FHIR', recordId, '');
  for (let done = 0; done < slicesInWrite; done++) {
    const state = await put(db, grant, await readSlice(db, vault, grant));
    if (state.sequence >= (await db.resourceIndex.latest(recordId))) return;
  }
}

/** So much can have come between two steps of one request. */
const slicesInWrite = 20;

interface Slice {
  readonly known: IndexState | undefined;
  readonly things: readonly IndexedThing[];
  readonly next: IndexState;
}

async function readSlice(db: Reader, { limits }: Vault, grant: Grant): Promise<Slice> {
  const known = await db.resourceIndex.state(grant.recordId);
  const from = known?.mapping === indexVersion ? known : beginning;
  const page = await db.things(grant).operations(from, limits.fhirIndexSlice);
  const ids = [...new Set(page.operations.map(({ thingId }) => thingId))];
  const things = ids.length > 0 ? await db.things(grant).byIds(ids) : [];
  const there = new Set(things.map(({ id }) => id));
  const gone = ids.filter(id => !there.has(id));
  return {
    known,
    things: [
      ...things.map(indexThing),
      ...gone.map(id => ({ id, effectiveDate: '', ordinal: 0, parts: [] })),
    ],
    next: {
      mapping: indexVersion,
      ...(page.isFull && page.last ? page.last : { sequence: page.latest, position: wholeOperation }),
    },
  };
}

async function put(db: Writer, { recordId }: Grant, { things, next }: Slice): Promise<IndexState> {
  await db.resourceIndex.put(recordId, things);
  await db.resourceIndex.setState(recordId, next);
  return next;
}

function isSame(one: IndexState | undefined, other: IndexState | undefined): boolean {
  return (
    one?.mapping === other?.mapping && one?.sequence === other?.sequence && one?.position === other?.position
  );
}

function indexThing(thing: StoredThing): IndexedThing {
  const { id, effectiveDate, ordinal, state, typeId } = thing;
  const isFound = state === 'Active' && isKnownType(typeId);
  return { id, effectiveDate, ordinal, parts: isFound ? listKeptTokens(thing) : [] };
}
