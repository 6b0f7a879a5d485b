// Brings the index of a record up to its last operation, when somebody searches: what wrote things did nothing for it. A slice of the
// log at a time, each a write of its own, so that others get their turn; several who wait for one record wait for one work.
import { type Grant, makeSystemGrant } from '../authorization/grant.ts';
import type { Reader, Writer } from '../store.ts';
import type { ThingKeyRow } from '../things/query.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { indexVersion, isKnownType, listKeptTokens } from './mapping.ts';
import type { IndexedThing, IndexState } from './ports.ts';
import { FhirProblem } from './problem.ts';
import { tokenOfDamaged } from './tokens.ts';

/** Once it is over, the record is as it was when this was asked. @throws FhirProblem where that takes too long: it goes on */
export async function catchUp(vault: Vault, recordId: string): Promise<void> {
  const grant = makeSystemGrant('index of FHIR', recordId, '');
  const { isDone, latest } = await vault.store.read(db => readProgress(db, recordId));
  if (isDone) return;
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

/** Is the record as it is in its index? */
export async function isCaughtUp(db: Reader, recordId: string): Promise<boolean> {
  return (await readProgress(db, recordId)).isDone;
}

async function readProgress(db: Reader, recordId: string): Promise<{ isDone: boolean; latest: number }> {
  const { state, latest = 0 } = await db.resourceIndex.progress(recordId);
  return { isDone: isUpTo(state, latest), latest };
}

async function within(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  const first = await Promise.race([work, late]);
  clearTimeout(timer);
  if (first === 'late') throw notReady();
}

function notReady(): FhirProblem {
  return new FhirProblem(
    503,
    'transient',
    'The record is being made ready to be searched, as it is the first time or much is new. Ask again in a few seconds.',
  );
}

async function fillUp(vault: Vault, grant: Grant, upTo: number): Promise<void> {
  while (!(await fillSlice(vault, grant, upTo))) await new Promise(setImmediate);
}

const beginning = { sequence: 0, position: -1 };

/** What comes after a whole operation, of which there may be more things than a slice takes. */
const wholeOperation = Number.MAX_SAFE_INTEGER;

/** @throws FhirProblem where other mappings than ours made it, which only a newer node can go on with */
function isUpTo(state: IndexState | undefined, upTo: number): boolean {
  if (state && Number(state.mapping) > Number(indexVersion))
    throw new FhirProblem(503, 'transient', 'This node is being replaced by a newer one. Ask again.');
  if (state?.mapping !== indexVersion) return false;
  return state.sequence > upTo || (state.sequence === upTo && state.position === wholeOperation);
}

/** @returns whether it has come so far */
async function fillSlice(vault: Vault, grant: Grant, upTo: number): Promise<boolean> {
  const { store } = vault;
  const slice = await store.read(db => readSlice(db, vault, grant));
  return store.write(
    async db => {
      const { state, latest } = await db.resourceIndex.progress(grant.recordId);
      if (latest === undefined) return true;
      // Another node may have done it meanwhile.
      if (!isSame(state, slice.known)) return isUpTo(state, upTo);
      await put(db, grant, slice);
      return isUpTo(slice.next, upTo);
    },
    { recordId: grant.recordId, goesFirst: true },
  );
}

interface Slice {
  readonly known: IndexState | undefined;
  readonly things: readonly IndexedThing[];
  readonly next: IndexState;
}

async function readSlice(db: Reader, { limits }: Vault, grant: Grant): Promise<Slice> {
  const { state: known } = await db.resourceIndex.progress(grant.recordId);
  const from = known?.mapping === indexVersion ? known : beginning;
  const page = await db.things(grant).operations(from, limits.fhirIndexSlice);
  const ids = [...new Set(page.operations.map(({ thingId }) => thingId))];
  const damaged: ThingKeyRow[] = [];
  const asked = { ids, filters: [], currentOnly: true, limit: ids.length };
  const things =
    ids.length > 0 ? await db.things(grant).query(asked, undefined, item => damaged.push(item)) : [];
  const there = new Set([...things, ...damaged].map(({ id }) => id));
  const gone = ids.filter(id => !there.has(id));
  return {
    known,
    things: [
      ...things.map(indexThing),
      ...damaged.map(indexDamaged),
      ...gone.map(id => ({ id, effectiveDate: '', ordinal: 0, parts: [] })),
    ],
    next: {
      mapping: indexVersion,
      ...(page.isFull && page.last ? page.last : { sequence: page.latest, position: wholeOperation }),
    },
  };
}

async function put(db: Writer, { recordId }: Grant, { things, next }: Slice): Promise<void> {
  await db.resourceIndex.put(recordId, things);
  await db.resourceIndex.setState(recordId, next);
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

/** Each search that may find it names it. */
function indexDamaged({ id, effectiveDate, ordinal }: ThingKeyRow): IndexedThing {
  return { id, effectiveDate, ordinal, parts: [{ part: 0, tokens: new Set([tokenOfDamaged]) }] };
}
