// Plans and tasks as they are kept: items of their own, of which a task names its plan as related.

import { readValue } from '../../things/data.ts';
import { currentVersion } from '../../things/index.ts';
import plan, { type Plan } from '../../things/plan.ts';
import task, { type Task } from '../../things/task.ts';
import { listRelatedIds } from '../documents/about.ts';
import { fault } from '../faults.ts';
import { takeBreaks } from '../limits/turns.ts';
import type { ThingsReader } from '../things/ports.ts';
import { compareWritten, type StoredThing } from '../things/thing.ts';

export interface Kept<Value> {
  readonly stored: StoredThing;
  readonly value: Value;
}

export interface KeptTask extends Kept<Task> {
  readonly planId: string;
}

export const planTypeId = currentVersion(plan as never).id;
export const taskTypeId = currentVersion(task as never).id;

/** Of a task that names no plan, or one that is gone. */
export const noPlan = '00000000-0000-0000-0000-000000000000';

/** @throws thingNotFound where there is none that the grant opens */
export async function findPlan(things: ThingsReader, id: string): Promise<Kept<Plan>> {
  const [stored] = await things.byIds([id]);
  if (stored?.typeId !== planTypeId || stored.state !== 'Active')
    throw fault('thingNotFound', 'There is no such plan. List the plans to see which there are.');
  return { stored, value: readValue(plan, stored) };
}

/** @throws thingNotFound where there is none that the grant opens */
export async function findTask(things: ThingsReader, id: string): Promise<KeptTask> {
  const [stored] = await things.byIds([id]);
  if (stored?.typeId !== taskTypeId || stored.state !== 'Active')
    throw fault('thingNotFound', 'There is no such task. List the tasks to see which there are.');
  const [found] = await readTasks(things, [stored]);
  if (!found) throw fault('thingNotFound');
  return found;
}

/** The same with the plans that they belong to. */
export async function readTasks(things: ThingsReader, stored: readonly StoredThing[]): Promise<KeptTask[]> {
  const named = stored.map(({ commonXml }) => listRelatedIds(commonXml));
  const related = await things.byIds([...new Set(named.flat())]);
  const plans = new Set(related.flatMap(({ id, typeId }) => (typeId === planTypeId ? id : [])));
  const takeBreak = takeBreaks();
  const tasks: KeptTask[] = [];
  for (const [place, one] of stored.entries()) {
    await takeBreak();
    const planId = named[place]?.find(id => plans.has(id)) ?? noPlan;
    tasks.push({ stored: one, value: readValue(task, one), planId });
  }
  return tasks;
}

/** Of a plan, as far as the grant opens them, in the order in which they were written. */
export async function listTasksOf(things: ThingsReader, planId: string, max: number): Promise<KeptTask[]> {
  const rows = (await things.relating(planId, max)).filter(({ typeId }) => typeId === taskTypeId);
  const stored = await things.byIds(rows.map(({ id }) => id));
  const inOrder = [...stored].sort(compareWritten);
  return inOrder.map(one => ({ stored: one, value: readValue(task, one), planId }));
}
