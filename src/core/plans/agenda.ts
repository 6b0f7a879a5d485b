// What people see of their plans: all of a record with their tasks, and of those under way how they were kept to.

import { readValue } from '../../things/data.ts';
import plan, { type Plan } from '../../things/plan.ts';
import type { Task } from '../../things/task.ts';
import type { Grant } from '../authorization/grant.ts';
import { Fault } from '../faults.ts';
import { makeReadableName } from '../printable.ts';
import type { Vault } from '../vault.ts';
import { readKeeping } from './keeping.ts';
import { type Done, type Filled, fillSlots, isComplete, type KeptTo } from './kept-to.ts';
import { type Kept, type KeptTask, planTypeId, readTasks, taskTypeId } from './read.ts';
import { addDays, type Slot, type Span } from './slots.ts';

/** In all languages that pages have, weeks begin on Monday. */
export const firstDay = 1;

export interface Agenda {
  readonly plans: readonly Kept<Plan>[];
  readonly tasks: readonly KeptTask[];
  /** By the ids of tasks under way; undefined where there is more than is counted. */
  readonly keeping: ReadonlyMap<string, KeptTo> | undefined;
  /** Is there anything that was not counted, also of what counts by itself? */
  readonly lacks: boolean;
  /** Are there more than are looked at? */
  readonly isCut: boolean;
}

export async function readAgenda(vault: Vault, grant: Grant, span: Span): Promise<Agenda> {
  const max = vault.limits.plansShownMax;
  const found = await vault.store.read(async db => {
    const things = db.things(grant);
    const stored = await things.ofTypes([planTypeId], max + 1);
    const tasks = await readTasks(things, await things.ofTypes([taskTypeId], max + 1));
    return {
      plans: stored.map(one => ({ stored: one, value: showPlan(readValue(plan, one)) })),
      tasks: tasks.map(one => ({ ...one, value: showTask(one.value) })),
    };
  });
  const plans = found.plans.slice(0, max);
  // As they were written.
  const tasks = found.tasks.slice(0, max).sort((a, b) => a.stored.ordinal - b.stored.ordinal);
  const isCut = found.plans.length > max || found.tasks.length > max;
  const underWay = tasks.filter(task => isUnderWay(task, plans));
  return { plans, tasks, isCut, ...(await tryReadKeeping(vault, grant, underWay, span)) };
}

/** As pages have it: what an application wrote turns no text around. */
function showPlan(value: Plan): Plan {
  const objective = value.objectives.objective.map(one => ({ ...one, name: makeReadableName(one.name) }));
  return { ...value, name: makeReadableName(value.name), objectives: { objective } };
}

function showTask(value: Task): Task {
  const { name, shortDescription } = value;
  return { ...value, name: makeReadableName(name), shortDescription: makeReadableName(shortDescription) };
}

async function tryReadKeeping(
  vault: Vault,
  grant: Grant,
  tasks: readonly KeptTask[],
  span: Span,
): Promise<Pick<Agenda, 'keeping' | 'lacks'>> {
  if (tasks.length === 0) return { keeping: new Map(), lacks: false };
  let lacks = false;
  const giveUp = () => {
    lacks = true;
  };
  try {
    const keeping = await readKeeping(vault, grant, tasks, { span, firstDay, opens: () => true, giveUp });
    return { keeping, lacks };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { keeping: undefined, lacks: true };
  }
}

/** Is it to be done now? A task of a plan that is not begun, or is over, is not. */
export function isUnderWay({ value, planId }: KeptTask, plans: readonly Kept<Plan>[]): boolean {
  const own = plans.find(({ stored }) => stored.id === planId);
  return value.status === 'InProgress' && (own === undefined || own.value.status === 'InProgress');
}

/** Of a window: to be done, its time is yet to come, it is over and was not filled, or it was. */
type Standing = 'open' | 'later' | 'missed' | 'done';

export interface Due {
  readonly task: KeptTask;
  readonly filled: Filled;
  readonly standing: Standing;
}

/** What a day asks for, in its order. @param now `2026-11-25T08:30:00` */
export function listDue(agenda: Agenda, now: string): Due[] {
  const day = { from: `${now.slice(0, 10)}T00:00:00`, to: `${addDays(now.slice(0, 10), 1)}T00:00:00` };
  const due = listWindows(agenda, now).filter(
    ({ filled: { slot, done }, standing }) =>
      slot.from < day.to &&
      slot.to > day.from &&
      (standing !== 'done' || !isLong(slot) || done.some(({ at }) => at >= day.from)),
  );
  const orderOf = ({ filled: { slot } }: Due) => slot.at ?? slot.to;
  return due.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0));
}

const missedDays = 7;

/** What the days before asked for and was not done, the newest first. */
export function listMissed(agenda: Agenda, now: string): Due[] {
  const today = now.slice(0, 10);
  const missed = listWindows(agenda, now).filter(
    ({ filled: { slot }, standing }) =>
      standing === 'missed' &&
      slot.to <= `${today}T00:00:00` &&
      slot.to > `${addDays(today, -missedDays)}T00:00:00`,
  );
  return missed.sort((a, b) => (a.filled.slot.from > b.filled.slot.from ? -1 : 1));
}

/** What is looked at for a day and the days before it. */
export function spanOfDay(day: string): Span {
  return { from: addDays(day, -missedDays), to: addDays(day, 1) };
}

function listWindows({ tasks, keeping }: Agenda, now: string): Due[] {
  return tasks.flatMap(task =>
    (keeping?.get(task.stored.id)?.slots ?? []).map(filled => ({
      task,
      filled,
      standing: judge(filled, now),
    })),
  );
}

function judge(filled: Filled, now: string): Standing {
  if (isComplete(filled)) return 'done';
  if (filled.slot.to <= now) return 'missed';
  return filled.slot.from > now ? 'later' : 'open';
}

/** Longer than a day: which day it is done on is left to who does it. */
export function isLong({ from, to }: Slot): boolean {
  return addDays(from.slice(0, 10), 2) <= to.slice(0, 10);
}

export interface DayOfTask {
  readonly day: string;
  readonly needed: number;
  readonly done: number;
  /** Was all done, some, nothing; may it still be; or was nothing to be? */
  readonly standing: 'kept' | 'part' | 'missed' | 'ahead' | 'none';
}

export interface WeekOfTask {
  readonly task: KeptTask;
  readonly days: readonly DayOfTask[];
  /** Times it was done, of those meant so far. */
  readonly done: number;
  readonly needed: number;
}

/** Of tasks under way that a week asks for. @param from its first day */
export function listWeek({ tasks, keeping }: Agenda, from: string, now: string): WeekOfTask[] {
  const to = addDays(from, 7);
  return tasks.flatMap(task => {
    const kept = keeping?.get(task.stored.id);
    if (!kept) return [];
    const slots = kept.slots.filter(filled => isOfWeek(filled, { from, to }));
    const meant = slots.filter(
      filled =>
        isComplete(filled) || filled.slot.to <= now || (isLong(filled.slot) && filled.slot.from <= now),
    );
    if (slots.length === 0) return [];
    const days = Array.from({ length: 7 }, (_, place) => countDay(addDays(from, place), slots, kept, now));
    return {
      task,
      days,
      done: meant.reduce((sum, filled) => sum + countDone(filled), 0),
      needed: meant.reduce((sum, { slot }) => sum + slot.needed, 0),
    };
  });
}

/** What is longer than a week is of those in which something was done, and of its last. */
function isOfWeek({ slot, done }: Filled, { from, to }: Span): boolean {
  const isIn = (at: string) => at >= from && at < to;
  if (addDays(slot.from.slice(0, 10), 7) >= slot.to.slice(0, 10)) return isIn(slot.at ?? slot.from);
  return done.some(({ at }) => isIn(at)) || (slot.to > from && slot.to <= to);
}

function countDone(filled: Filled): number {
  return isComplete(filled) ? filled.slot.needed : filled.done.length;
}

function countDay(day: string, slots: readonly Filled[], { others }: KeptTo, now: string): DayOfTask {
  const own = slots.filter(({ slot }) => !isLong(slot) && (slot.at ?? slot.from).slice(0, 10) === day);
  const loose = [...slots.filter(({ slot }) => isLong(slot)).flatMap(({ done }) => done), ...others];
  const needed = own.reduce((sum, { slot }) => sum + slot.needed, 0);
  const done =
    needed === 0
      ? loose.filter(({ at }) => at.slice(0, 10) === day).length
      : own.reduce((sum, filled) => sum + countDone(filled), 0);
  return { day, needed, done, standing: judgeDay(own, { needed, done }, now) };
}

function judgeDay(
  own: readonly Filled[],
  { needed, done }: Pick<DayOfTask, 'needed' | 'done'>,
  now: string,
): DayOfTask['standing'] {
  if (done >= needed) return done > 0 ? 'kept' : 'none';
  if (own.some(filled => ['open', 'later'].includes(judge(filled, now)))) return 'ahead';
  return done > 0 ? 'part' : 'missed';
}

/** When doing it now is said to have been, so that it fills its window: now, or else the time that was meant. */
export function chooseMoment(kept: KeptTo, { slot, done }: Filled, now: string): string {
  const isNow = slot.from <= now && now < slot.to;
  const one: Done = { id: '', typeId: '', at: now, by: 'Manual', evidence: undefined, isCompletion: false };
  const all = [...kept.slots.flatMap(filled => filled.done), one];
  const again = fillSlots(
    kept.slots.map(filled => filled.slot),
    all,
  );
  if (isNow && again.slots.find(filled => filled.slot === slot)?.done.includes(one)) return now;
  if (slot.at !== undefined) return slot.at;
  // Of a day that is over nobody says when: at noon, and the next a minute later, so that each counts.
  const minute = String(done.length % 60).padStart(2, '0');
  return `${addDays(slot.to.slice(0, 10), -1)}T12:${minute}:00`;
}
