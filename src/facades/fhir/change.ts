// How a record is changed: all that a request asks is made ready while others go on, and written at once when it is. What was
// overtaken meanwhile is made ready anew.
import { assume } from '../../assume.ts';
import type { Awaitable } from '../../core/awaitable.ts';
import { Fault, fault } from '../../core/faults.ts';
import { demandUnchanged } from '../../core/fhir/access.ts';
import { catchUp } from '../../core/fhir/catch-up.ts';
import { type FoundPatient, makePatient } from '../../core/fhir/patient.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { readWritten } from '../../core/fhir/read.ts';
import type { Resource } from '../../core/fhir/values.ts';
import { Turns, takeBreaks } from '../../core/limits/turns.ts';
import type { RecordHold } from '../../core/record-holds.ts';
import type { Reader, Writer } from '../../core/store.ts';
import type { ThingWrite } from '../../core/things/plan.ts';
import { removeThingsIn } from '../../core/things/remove.ts';
import { type Written, writeThingsIn } from '../../core/things/write.ts';
import { answerPatient, answerWritten } from './answers.ts';
import type { FhirAnswer, FhirCall } from './call.ts';
import { asProblem } from './outcome.ts';

/** One change, ready to be written. */
export interface Step {
  readonly remove?: Written | undefined;
  readonly writes?: readonly ThingWrite[];
  /** Does it go by what a search found, or by several items? Then nothing else may have been written since. */
  readonly isConditional: boolean;
  /** What is written, as the answer will have it but for what the server says of its version. */
  readonly expected?: Resource | undefined;
  /** Of several, where it stands in what was sent. */
  readonly place?: string;
  readonly told:
    | { readonly answer: FhirAnswer }
    | { readonly type: string; readonly id: string; readonly status: 200 | 201 }
    | { readonly patient: 200 | 201 };
}

/** A change by itself. @throws FhirProblem, Fault */
export async function change(call: FhirCall, prepare: (db: Reader) => Promise<Step>): Promise<FhirAnswer> {
  const { vault, access } = call;
  const { recordId } = access.grant;
  const make = async () => {
    const [answer] = await changeAll(call, async () => {
      if (asksIndex(call)) await catchUp(vault, recordId);
      return [await vault.store.read(prepare)];
    });
    return assume(answer, 'the answer to one step');
  };
  return isNew(call) ? make() : takeTurn(call, make);
}

/** Whatever else is written meanwhile, it is. */
function isNew({ route, conditions }: FhirCall): boolean {
  return route.kind === 'create' && conditions.ifNoneExist === undefined && route.type !== 'Patient';
}

/** Is it a search, or on the condition of one? */
export function asksIndex({ route, conditions }: Pick<FhirCall, 'route' | 'conditions'>): boolean {
  const { kind, id } = route;
  const changes = kind === 'update' || kind === 'patch' || kind === 'delete';
  return kind === 'search' || conditions.ifNoneExist !== undefined || (changes && id === undefined);
}

const ofRecords = new Turns(Number.POSITIVE_INFINITY, 1);
const ofApps = new Turns(Number.POSITIVE_INFINITY, 1);

/**
 * Changes of a record that go by what is there, and those of many entries, would overtake each other: one is made at a time. Of each
 * application one waits for that, so that none waits for all that another sends.
 */
export function takeTurn<T>({ access }: FhirCall, work: () => Promise<T>): Promise<T> {
  const { app, recordId } = access.grant;
  return ofApps.take(`${app?.id} ${recordId}`, () => ofRecords.take(recordId, work));
}

const triesMax = 10;

/**
 * @param prepare makes all ready; anew where others wrote what it goes by meanwhile
 * @returns what is answered to each step
 * @throws FhirProblem, Fault
 */
export async function changeAll(
  call: FhirCall,
  prepare: () => Promise<readonly Step[]>,
): Promise<FhirAnswer[]> {
  const { vault, access } = call;
  const { recordId } = access.grant;
  let hold: RecordHold | undefined;
  try {
    for (let tries = 1; ; tries++) {
      const { sequence } = await vault.store.read(db => db.records.usage(recordId));
      const steps = await prepare();
      try {
        const committed = await commit(call, steps, sequence);
        hold?.end();
        return await answerAll(call, steps, committed);
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error;
        // Others do not wait for it a second time.
        if (tries === triesMax || hold?.isHeld === false) throw error.why;
      }
      // From now on whoever else writes to the record waits.
      if (!isNew(call)) hold ??= vault.memory.holds.hold(recordId, vault.limits.fhirHoldMs);
    }
  } finally {
    hold?.end();
  }
}

/** Others wrote to the record since it was looked at. */
class Overtaken extends Error {
  readonly why: unknown;

  constructor(why: unknown) {
    super('overtaken');
    this.why = why;
  }
}

interface Committed {
  readonly written: readonly Written[];
  readonly patient: FoundPatient | undefined;
}

/** Others who write wait for this: nothing is read or made here that can be before. @throws Overtaken, FhirProblem, Fault */
function commit(call: FhirCall, steps: readonly Step[], sequence: number): Promise<Committed> {
  const { vault, access } = call;
  const { grant } = access;
  const scope = { recordId: grant.recordId, goesFirst: !isNew(call) };
  const isConditional = steps.some(step => step.isConditional);
  return vault.store.write(async db => {
    const isAsItWas = (await db.records.usage(grant.recordId)).sequence === sequence;
    if (isConditional && !isAsItWas) throw new Overtaken(tooManyOthers());
    try {
      return await put(db, call, steps);
    } catch (error) {
      throw isAsItWas ? error : new Overtaken(error);
    }
  }, scope);
}

function tooManyOthers(): FhirProblem {
  return new FhirProblem(
    503,
    'transient',
    'Nothing was done: others write to the record again and again. Send it once more in a while.',
  );
}

async function put(db: Writer, call: FhirCall, steps: readonly Step[]): Promise<Committed> {
  const { vault, access } = call;
  const grant = await demandUnchanged(db, call);
  const removes = steps.flatMap(step => (step.remove ? [{ step, key: step.remove }] : []));
  const writes = steps.flatMap(step => (step.writes ?? []).map(write => ({ step, write })));
  if (removes.length > 0)
    await inPlace(removes, () =>
      removeThingsIn(
        db,
        vault,
        grant,
        removes.map(({ key }) => key),
      ),
    );
  const sent = writes.map(({ write }) => write);
  const written =
    sent.length > 0
      ? await inPlace(writes, () => writeThingsIn(db, vault, grant, sent, { overwrite: false }))
      : [];
  const tellsPatient = steps.some(({ told }) => 'patient' in told);
  return { written, patient: tellsPatient ? await makePatient(db, access) : undefined };
}

/** A fault of one of several is told where that stands. */
async function inPlace<T>(all: readonly { readonly step: Step }[], work: () => Awaitable<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const place = error instanceof Fault ? all[error.index ?? -1]?.step.place : undefined;
    const problem = error instanceof Fault ? asProblem(fault(error.reason, error.detail)) : undefined;
    if (place === undefined || !problem) throw error;
    throw new FhirProblem(problem.status, problem.kind, `Nothing was done. ${problem.message}`, place);
  }
}

/** Of what was written, though others may have changed it since. */
async function answerAll(
  call: FhirCall,
  steps: readonly Step[],
  { written, patient }: Committed,
): Promise<FhirAnswer[]> {
  const { vault, access } = call;
  const isRead = written.length > 0 && steps.some(({ told }) => 'id' in told);
  const find = isRead
    ? await vault.store.read(db => readWritten(db, vault, access, written))
    : () => undefined;
  const takeBreak = takeBreaks();
  const answers: FhirAnswer[] = [];
  for (const { told } of steps) {
    if ('answer' in told) answers.push(told.answer);
    else if ('patient' in told)
      answers.push(patient ? { ...answerPatient(call, patient), status: told.patient } : { status: 200 });
    else {
      const found = find(told.type, told.id);
      // It may be erased by now.
      answers.push(found ? answerWritten(call, found, told.status) : { status: told.status });
    }
    await takeBreak();
  }
  return answers;
}
