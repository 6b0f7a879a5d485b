// A transaction: a Bundle of which all is done or nothing, whose entries name each other by their fullUrl. It is made ready while others go
// on, its searches too; who else writes waits only while it is written.
import { assume } from '../../../assume.ts';
import { demandScope } from '../../../core/fhir/access.ts';
import { catchUp } from '../../../core/fhir/catch-up.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { readOne } from '../../../core/fhir/read.ts';
import { mapReferences } from '../../../core/fhir/references.ts';
import type { Resource } from '../../../core/fhir/values.ts';
import { Turns, takeBreaks } from '../../../core/limits/turns.ts';
import type { Reader } from '../../../core/store.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import type { FhirAnswer, FhirCall, Identity, Transaction } from '../call.ts';
import { asksIndex, changeAll, type Step, takeTurn } from '../change.ts';
import { asProblem } from '../outcome.ts';
import { printQuery, type RouteKind } from '../route.ts';
import { makeCreate } from './create.ts';
import { makeDelete } from './delete.ts';
import { demandBundled, type Entry, noRoom, Room, type Run, runAlone, tooLong } from './entries.ts';
import { identify } from './meant.ts';
import { makePatch } from './patch.ts';
import { makeUpdate } from './update.ts';

/** Those of one application, so that others who write wait for one of them. */
const ofApps = new Turns(Number.POSITIVE_INFINITY, 1);

export async function runTransaction(
  call: FhirCall,
  entries: readonly Entry[],
  run: Run,
): Promise<FhirAnswer[]> {
  demandEachOnce(entries);
  if (entries.every(isRead)) return readAll(call, entries, run);
  const { app } = call.access.grant;
  const change = () => changeAll(call, () => prepareAll(call, entries));
  const told = await ofApps.take(app?.id ?? '', () => takeTurn(call, change));
  const changed = inOrder(entries);
  const answers: FhirAnswer[] = [];
  for (const [at, { i }] of changed.entries()) answers[i] = told[at] ?? { status: 200 };
  const room = new Room(call, entries);
  for (const answer of told) await room.takes(answer);
  // What they find is the record as it is then.
  for (const [i, entry] of entries.entries()) {
    if (!isRead(entry)) continue;
    answers[i] = room.isFull ? noRoom('It was not looked for') : await runAlone(entry.call, room, run);
    await new Promise(setImmediate);
  }
  return answers;
}

type Maker = (call: FhirCall, db: Reader) => Promise<Step>;

const makers: ReadonlyMap<RouteKind, Maker> = new Map([
  ['delete', makeDelete],
  ['create', makeCreate],
  ['update', makeUpdate],
  ['patch', makePatch],
]);

/** In the order in which they are done. */
const kinds = [...makers.keys()];

function isRead({ call }: Entry): boolean {
  return !makers.has(call.route.kind);
}

/** Entries that only read: the first that fails ends all. */
async function readAll(call: FhirCall, entries: readonly Entry[], run: Run): Promise<FhirAnswer[]> {
  const room = new Room(call, entries);
  const answers: FhirAnswer[] = [];
  for (const [i, { call }] of entries.entries()) {
    const answer = await inPlace(i, () => run(call));
    if (!(await room.takes(answer))) throw tooLong('Nothing was done');
    answers.push(answer);
    await new Promise(setImmediate);
  }
  return answers;
}

interface Placed {
  readonly i: number;
  readonly entry: Entry;
}

/** Those that change something, in the order in which they do. */
function inOrder(entries: readonly Entry[]): Placed[] {
  return [...entries.entries()]
    .map(([i, entry]) => ({ i, entry }))
    .filter(({ entry }) => !isRead(entry))
    .sort((a, b) => placeOf(a) - placeOf(b) || a.i - b.i);
}

function placeOf({ entry }: Placed): number {
  return kinds.indexOf(entry.call.route.kind);
}

/** @returns a step for each entry that changes something, in order @throws FhirProblem at the place of the first that cannot be */
async function prepareAll(call: FhirCall, entries: readonly Entry[]): Promise<Step[]> {
  const { vault, access } = call;
  if (entries.some(({ call }) => asksIndex(call))) await catchUp(vault, access.grant.recordId);
  await demandReadable(entries);
  const preparing = new Preparing(call);
  const changed = inOrder(entries);
  const room = new Room(call, entries);
  const steps: Step[] = [];
  const takeBreak = takeBreaks();
  const prepare = async ({ i, entry }: Placed) => {
    const step = await inPlace(i, () => preparing.prepare(entry));
    const resource = call.prefer.return === 'representation' ? step.expected : undefined;
    if (!(await room.takes({ status: 200, resource }))) throw tooLong('Nothing was done');
    steps.push({ ...step, place: `Bundle.entry[${i}]` });
    await takeBreak();
  };
  const isDelete = ({ entry }: Placed) => entry.call.route.kind === 'delete';
  for (const one of changed.filter(isDelete)) await prepare(one);
  // What others refer to has its id before they are made ready.
  await preparing.nameAll(changed, takeBreak);
  for (const one of changed) if (!isDelete(one)) await prepare(one);
  return mergeParts(steps);
}

/** What reads one resource that is not there fails before anything is done. @throws FhirProblem */
async function demandReadable(entries: readonly Entry[]): Promise<void> {
  for (const [i, { call }] of entries.entries()) {
    const { vault, access, route } = call;
    const { kind, type, id = '' } = route;
    await inPlace(i, async () => {
      demandBundled(route);
      if (kind === 'search') demandScope(access, type, 's');
      if (kind !== 'read' || apart.has(type)) return;
      await vault.store.read(db => readOne(db, vault, access, { type, id }));
    });
  }
}

/** Those that are no item of their own. */
const apart: ReadonlySet<string> = new Set(['Patient', 'Provenance', 'Binary', 'Person']);

/** A write takes in what an entry before it changed of the same item, so that the last is all. */
function mergeParts(steps: readonly Step[]): Step[] {
  const last = new Map(steps.flatMap(step => step.writes ?? []).map(write => [write.id, write]));
  const isLast = (write: ThingWrite) => write.id === undefined || last.get(write.id) === write;
  return steps.map(step => ({ ...step, writes: step.writes?.filter(isLast) ?? [] }));
}

async function inPlace<T>(i: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = asProblem(error);
    if (!problem) throw error;
    const place = `Bundle.entry[${i}]`;
    const { expression } = problem;
    const at = expression === undefined ? place : `${place}.resource / ${expression}`;
    throw new FhirProblem(problem.status, problem.kind, `Nothing was done. ${problem.message}`, at);
  }
}

/** What is known of a transaction while it is made ready. */
class Preparing {
  readonly #call: FhirCall;
  readonly #names = new Map<string, string>();
  readonly #identities = new Map<Entry, Identity>();
  readonly #changed = new Set<string>();
  readonly #writes = new Map<string, ThingWrite>();
  readonly #removed = new Set<string>();
  readonly #uploads = new Set<string>();
  readonly #made: Resource[] = [];
  #makesPatient = false;

  constructor(call: FhirCall) {
    this.#call = call;
  }

  /** Those that go by a condition come last, as they may mean what others create. */
  async nameAll(changed: readonly Placed[], takeBreak: () => Promise<void> | undefined): Promise<void> {
    const { vault, access } = this.#call;
    const conditional = changed.filter(({ entry }) => isIdentified(entry.call));
    for (const { entry } of changed) {
      const { kind, type, id } = entry.call.route;
      if (type === 'Patient') this.#name(entry, access.patientId);
      else if (id !== undefined) this.#name(entry, id);
      else if (kind === 'create' && !isIdentified(entry.call)) {
        const newId = vault.memory.thingIds.make(vault);
        this.#identities.set(entry, { newId });
        this.#name(entry, newId);
      }
    }
    const asked = new Set(conditional.map(({ entry }) => entry.call.route.type));
    for (const { entry } of changed) {
      const newId = this.#identities.get(entry)?.newId;
      if (newId !== undefined && asked.has(entry.call.route.type)) this.#noteMade(entry, newId);
    }
    for (const { i, entry } of conditional) {
      const identity = await inPlace(i, () => this.#identify(entry));
      const { there, made, newId } = identity;
      this.#identities.set(entry, identity);
      this.#name(entry, there?.resource.id ?? made ?? newId);
      if (!there && made === undefined) this.#noteMade(entry, newId);
      await takeBreak();
    }
  }

  async #identify(entry: Entry): Promise<Identity> {
    const { route, conditions } = entry.call;
    const call = { ...entry.call, within: this.#within(entry) };
    const query = route.kind === 'create' ? conditions.ifNoneExist : printQuery(route.pairs);
    const identity = await call.vault.store.read(db => identify(call, db, query));
    if (route.kind === 'update' && identity.made !== undefined) throw toldTwice();
    return identity;
  }

  #name({ fullUrl, call }: Entry, id: string): void {
    if (fullUrl !== undefined) this.#names.set(fullUrl, `${call.route.type}/${id}`);
  }

  #noteMade(entry: Entry, id: string): void {
    const body = this.#bodyOf(entry);
    if (body) this.#made.push({ ...body, id });
  }

  #bodyOf({ call: { body } }: Entry): Resource | undefined {
    return body && mapReferences(body, reference => this.#names.get(reference) ?? reference);
  }

  #within(entry: Entry): Transaction {
    return {
      writes: this.#writes,
      removed: this.#removed,
      uploads: this.#uploads,
      made: this.#made,
      makesPatient: this.#makesPatient,
      identity: this.#identities.get(entry),
    };
  }

  async prepare(entry: Entry): Promise<Step> {
    const { kind, type } = entry.call.route;
    const make = assume(makers.get(kind), 'what makes a change');
    const call = { ...entry.call, body: this.#bodyOf(entry), within: this.#within(entry) };
    const step = await call.vault.store.read(db => make(call, db));
    const { remove, writes = [], told } = step;
    if (kind !== 'create' && 'id' in told) {
      const name = `${type}/${told.id}`;
      if (this.#changed.has(name)) throw toldTwice();
      this.#changed.add(name);
    }
    if (type === 'Patient' && writes.length > 0) this.#makesPatient = true;
    for (const write of writes) {
      if (write.id !== undefined) this.#writes.set(write.id, write);
      for (const { uploadId } of write.blobs ?? []) if (uploadId !== undefined) this.#uploads.add(uploadId);
    }
    if (remove && this.#removed.has(remove.id)) return { ...step, remove: undefined };
    if (remove) this.#removed.add(remove.id);
    return step;
  }
}

/** Is it found out first which resource it means? */
function isIdentified({ route, conditions }: FhirCall): boolean {
  if (route.type === 'Patient') return false;
  if (route.kind === 'create') return conditions.ifNoneExist !== undefined;
  return route.kind === 'update' && route.id === undefined;
}

function toldTwice(): FhirProblem {
  return new FhirProblem(400, 'duplicate', 'Two entries of a transaction are about one resource.');
}

function demandEachOnce(entries: readonly Entry[]): void {
  const seen = new Set<string>();
  const removed = new Set<string>();
  for (const { call, fullUrl } of entries) {
    const { kind, type, id } = call.route;
    const changes = kind === 'update' || kind === 'patch' || kind === 'delete';
    const own = changes && id !== undefined ? `${type}/${id}` : undefined;
    for (const name of [own, fullUrl && `=${fullUrl}`]) {
      if (name === undefined) continue;
      if (seen.has(name)) throw toldTwice();
      seen.add(name);
    }
    if (own !== undefined && kind === 'delete') removed.add(own);
  }
  if (
    entries.some(({ call: { route } }) => route.kind === 'read' && removed.has(`${route.type}/${route.id}`))
  )
    throw toldTwice();
}
