// Plans and tasks made, changed and deleted as REST asks for it, each in one transaction, by the plan that all writes go through.

import { type Besides, writeExtras } from '../../formats/rest/extras.ts';
import { type Json, type JsonObject, Problems, readModel, Unreadable } from '../../formats/rest/model.ts';
import {
  type ActionPlan,
  type ActionPlanInstance,
  type ActionPlanTask,
  type ActionPlanTaskInstance,
  partOfPlan,
  partOfTask,
  taskInstanceOfPlan,
} from '../../formats/rest/models.ts';
import { atUtc, printMoment, readMoment } from '../../formats/rest/moments.ts';
import { writePlan } from '../../formats/rest/plan.ts';
import { writeTask } from '../../formats/rest/task.ts';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';
import type { DateTime } from '../../things/common/dates.ts';
import { currentVersion, parseThing, type ThingType } from '../../things/index.ts';
import plan from '../../things/plan.ts';
import task from '../../things/task.ts';
import { type Grant, makeSystemGrant } from '../authorization/grant.ts';
import { Fault, fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { ThingWrite } from '../things/plan.ts';
import { removeThingsIn } from '../things/remove.ts';
import type { StoredThing } from '../things/thing.ts';
import { changeThing, makeThing } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { demandXPaths } from './automatic.ts';
import { findPlan, type KeptTask, noPlan } from './read.ts';
import { demandTag, readWholePlan, readWholeTask, type WholePlan, type WholeTask } from './whole.ts';

/**
 * A new item, or one in place of another.
 * @throws Unreadable for what the type cannot hold
 */
export function makeWrite<Value>(
  type: ThingType<Value>,
  before: StoredThing | undefined,
  value: Value,
  besides: Besides,
): ThingWrite {
  const write = before ? changeThing(type, before, value) : makeThing(type, value);
  const { data } = write;
  if (!data) return write;
  try {
    parseThing(currentVersion(type as ThingType), readXml(data.xml).root());
  } catch (error) {
    if (error instanceof XmlFault) throw new Unreadable([{ at: '', problem: error.message }]);
    throw error;
  }
  return { ...write, data: { ...data, commonXml: writeExtras(before?.commonXml ?? '', besides) } };
}

export async function writeOne(db: Writer, vault: Vault, grant: Grant, write: ThingWrite): Promise<string> {
  const [written] = await writeThingsIn(db, vault, grant, [write], { overwrite: false });
  if (!written) throw fault('thingNotFound');
  return written.id;
}

export function createPlan(vault: Vault, grant: Grant, sent: ActionPlan): Promise<WholePlan> {
  return vault.store.write(async db => {
    const { value, extras } = writePlan(sent);
    const id = await writeOne(db, vault, grant, makeWrite(plan, undefined, value, { extras }));
    await writeTasks(db, vault, grant, {
      sent: sent.associatedTasks ?? [],
      before: [],
      planId: id,
      of: sent,
    });
    return readWholePlan(db, vault, makeMadeGrant(grant), id);
  }, grant);
}

/** What was just made is told to who made it, also where they may not read. */
export function makeMadeGrant({ recordId, personId }: Grant): Grant {
  return makeSystemGrant('what was just made', recordId, personId);
}

interface Change<Sent> {
  readonly id: string;
  /** What is to be, of what is. */
  readonly make: (before: Sent) => Sent;
  readonly ifMatch: string | undefined;
}

/** @param dropsTasks do tasks go that are not named any more? Where none are named, all stay */
export function changePlan(
  vault: Vault,
  grant: Grant,
  { id, make, ifMatch, dropsTasks }: Change<ActionPlanInstance> & { readonly dropsTasks: boolean },
): Promise<WholePlan> {
  return vault.store.write(async db => {
    const before = await readWholePlan(db, vault, grant, id);
    demandTag(before.things, ifMatch);
    const sent = make(before.json);
    const { value, extras } = writePlan(sent, before.kept.value);
    await writeOne(db, vault, grant, makeWrite(plan, before.kept.stored, value, { extras }));
    const tasks = sent.associatedTasks ?? [];
    await writeTasks(db, vault, grant, {
      ...{ sent: tasks, before: before.tasks, planId: id, of: sent, was: before.json },
    });
    const named = new Set(tasks.map(one => one.id));
    const dropped =
      dropsTasks && sent.associatedTasks ? before.tasks.filter(({ stored }) => !named.has(stored.id)) : [];
    await removeAll(db, vault, grant, dropped);
    return readWholePlan(db, vault, grant, id);
  }, grant);
}

/** Its tasks go with it; what was noted as done stays. */
export function deletePlan(
  vault: Vault,
  grant: Grant,
  { id, ifMatch }: { id: string; ifMatch: string | undefined },
): Promise<void> {
  return vault.store.write(async db => {
    const { kept, tasks, things } = await readWholePlan(db, vault, grant, id);
    demandTag(things, ifMatch);
    await removeAll(db, vault, grant, [kept, ...tasks]);
  }, grant);
}

/** @throws thingNotFound; invalid for the last one */
export function deleteObjective(
  vault: Vault,
  grant: Grant,
  { planId, objectiveId, ifMatch }: { planId: string; objectiveId: string; ifMatch: string | undefined },
): Promise<void> {
  return vault.store.write(async db => {
    const before = await readWholePlan(db, vault, grant, planId);
    demandTag(before.things, ifMatch);
    const objectives = before.json.objectives.filter(({ id }) => id !== objectiveId);
    if (objectives.length === before.json.objectives.length)
      throw fault('thingNotFound', 'The plan has no such objective. Read it to see which it has.');
    if (objectives.length === 0)
      throw fault('recordStateWrong', 'A plan keeps at least one objective. Delete the plan instead.');
    const sent = { ...before.json, objectives };
    const { value, extras } = writePlan(sent, before.kept.value);
    await writeOne(db, vault, grant, makeWrite(plan, before.kept.stored, value, { extras }));
    const tasks = (sent.associatedTasks ?? []).flatMap(one =>
      one.associatedObjectiveIds.includes(objectiveId)
        ? { ...one, associatedObjectiveIds: one.associatedObjectiveIds.filter(id => id !== objectiveId) }
        : [],
    );
    await writeTasks(db, vault, grant, {
      ...{ sent: tasks, before: before.tasks, planId, of: sent, was: before.json },
    });
  }, grant);
}

type SentTask = Omit<ActionPlanTask, 'associatedPlanId'> & Pick<ActionPlanTaskInstance, 'id' | 'status'>;

interface Tasks {
  readonly sent: readonly SentTask[];
  readonly before: readonly KeptTask[];
  readonly planId: string;
  readonly of: Pick<ActionPlan, 'objectives'>;
  /** The plan as it was. */
  readonly was?: Pick<ActionPlan, 'objectives'>;
}

async function writeTasks(
  db: Writer,
  vault: Vault,
  grant: Grant,
  { sent, before, planId, of, was }: Tasks,
): Promise<void> {
  const added = sent.filter(({ id }) => id === undefined).length;
  if (before.length + added > vault.limits.planTasksMax)
    throw fault('invalid', `A plan has no more than ${vault.limits.planTasksMax} tasks.`);
  const problems = new Problems();
  const named = new Set<string>();
  const writes = sent.map((one, place) => {
    const at = `associatedTasks[${place}]`;
    if (one.id !== undefined && named.has(one.id)) problems.note(`${at}.id`, 'is named before');
    if (one.id !== undefined) named.add(one.id);
    const there = before.find(({ stored }) => stored.id === one.id);
    if (one.id !== undefined && !there) problems.note(`${at}.id`, 'is of no task of this plan');
    // Who wrote it by XML was not asked whether there are such objectives.
    const kept = there?.value.associatedObjectiveIds?.id.map(id => ({ id: id.toLowerCase() })) ?? [];
    const astray = kept.filter(({ id }) => !was?.objectives.some(own => own.id === id));
    demandObjectives(one, [...of.objectives, ...astray], at, problems);
    return makeTaskWrite(vault, one, { before: there, planId, at });
  });
  problems.end();
  if (writes.length > 0) await writeThingsIn(db, vault, grant, writes, { overwrite: false });
}

function demandObjectives(
  { associatedObjectiveIds }: SentTask,
  objectives: readonly { readonly id: string }[],
  at: string,
  problems: Problems,
): void {
  associatedObjectiveIds.forEach((id, place) => {
    if (!objectives.some(objective => objective.id === id))
      problems.note(
        `${at === '' ? '' : `${at}.`}associatedObjectiveIds[${place}]`,
        'is of no objective of the plan',
      );
  });
}

interface Writing {
  readonly before: KeptTask | undefined;
  readonly planId: string;
  readonly at?: string;
  readonly own?: OwnTask | undefined;
}

/** What people say of a task of theirs that REST has no field for. */
export interface OwnTask {
  /** When it begins, by their clock. */
  readonly now: DateTime;
  /** The last day, `2026-12-31`. */
  readonly until: string | undefined;
}

function makeTaskWrite(
  { clock, limits }: Vault,
  sent: SentTask,
  { before, planId, at, own }: Writing,
): ThingWrite {
  const kept = before && { value: before.value, commonXml: before.stored.commonXml };
  const writing = { now: own?.now ?? atUtc(clock.now()), before: kept, ...(at !== undefined && { at }) };
  const { value, extras } = writeTask(sent, writing);
  if (value.trackingPolicy !== before?.value.trackingPolicy) demandXPaths(value, limits);
  const belongsTo = planId === noPlan ? undefined : planId;
  if (own?.until === undefined) return makeWrite(task, before?.stored, value, { extras, belongsTo });
  const endDateTime = readMoment(own.until);
  const schedule = value.schedules?.schedule.map(one => ({ ...one, endDateTime }));
  const ends = { ...value, ...(schedule && { schedules: { schedule } }) };
  const besides = { extras: { ...extras, ended: printMoment(endDateTime) }, belongsTo };
  return makeWrite(task, before?.stored, ends, besides);
}

async function removeAll(
  db: Writer,
  vault: Vault,
  grant: Grant,
  all: readonly { readonly stored: StoredThing }[],
): Promise<void> {
  const keys = all.map(({ stored }) => ({ id: stored.id, versionStamp: stored.versionStamp }));
  if (keys.length > 0) await removeThingsIn(db, vault, grant, keys);
}

/** @throws Unreadable where there is no such plan, or it has no such objectives */
export function createTask(
  vault: Vault,
  grant: Grant,
  sent: ActionPlanTask,
  own?: OwnTask,
): Promise<WholeTask> {
  return vault.store.write(async db => {
    const { limits } = vault;
    const of = await findPlanOf(db, grant, sent);
    const problems = new Problems();
    demandObjectives(sent, of, '', problems);
    problems.end();
    if (
      (await db.things(grant).relating(sent.associatedPlanId, limits.planTasksMax)).length >=
      limits.planTasksMax
    )
      throw fault('invalid', `A plan has no more than ${limits.planTasksMax} tasks.`);
    const write = makeTaskWrite(vault, sent, { before: undefined, planId: sent.associatedPlanId, own });
    return readWholeTask(db, vault, grant, await writeOne(db, vault, grant, write));
  }, grant);
}

async function findPlanOf(
  db: Writer,
  grant: Grant,
  { associatedPlanId }: Pick<ActionPlanTask, 'associatedPlanId'>,
): Promise<{ readonly id: string }[]> {
  try {
    const { value } = await findPlan(db.things(grant), associatedPlanId);
    return value.objectives.objective.map(({ id }) => ({ id: id.toLowerCase() }));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Unreadable([{ at: 'associatedPlanId', problem: 'is of no plan of this record' }]);
  }
}

export function changeTask(
  vault: Vault,
  grant: Grant,
  { id, make, ifMatch }: Change<ActionPlanTaskInstance>,
): Promise<WholeTask> {
  return vault.store.write(async db => {
    const before = await readWholeTask(db, vault, grant, id);
    demandTag(before.things, ifMatch);
    const sent = make(before.json);
    const isSamePlan = sent.associatedPlanId === before.json.associatedPlanId;
    const isSame =
      isSamePlan && String(sent.associatedObjectiveIds) === String(before.json.associatedObjectiveIds);
    if (!isSame) {
      const problems = new Problems();
      demandObjectives(sent, await findPlanOf(db, grant, sent), '', problems);
      problems.end();
    }
    // The old relation goes where the task moves to another plan.
    const write = makeTaskWrite(vault, sent, { before: before.kept, planId: sent.associatedPlanId });
    await writeOne(db, vault, grant, write);
    return readWholeTask(db, vault, grant, id);
  }, grant);
}

export function deleteTask(
  vault: Vault,
  grant: Grant,
  { id, ifMatch }: { id: string; ifMatch: string | undefined },
): Promise<void> {
  return vault.store.write(async db => {
    const { kept, things } = await readWholeTask(db, vault, grant, id);
    demandTag(things, ifMatch);
    await removeAll(db, vault, grant, [kept]);
  }, grant);
}

/** What is not there, or null, stays as it is. Objects and lists are replaced whole, tasks by their ids. @throws Unreadable */
export function mergePlan(before: ActionPlanInstance, sent: JsonObject): ActionPlanInstance {
  const { associatedTasks, ...part } = readModel(partOfPlan, sent);
  const raw = Array.isArray(sent.associatedTasks) ? (sent.associatedTasks as Json[]) : [];
  const tasks = (associatedTasks ?? []).map((one, place) => {
    const there = before.associatedTasks?.find(({ id }) => id === one.id);
    return there
      ? { ...there, ...one }
      : readModel(taskInstanceOfPlan, raw[place] ?? null, `associatedTasks[${place}]`);
  });
  return { ...before, ...part, associatedTasks: tasks };
}

/** @throws Unreadable */
export function mergeTask(before: ActionPlanTaskInstance, sent: JsonObject): ActionPlanTaskInstance {
  return { ...before, ...readModel(partOfTask, sent) };
}
