// What was noted as done: items of the type Task tracking entry, each of which names its task as related.

import { writeExtras } from '../../formats/rest/extras.ts';
import type { DateTime } from '../../things/common/dates.ts';
import { readValue } from '../../things/data.ts';
import { currentVersion } from '../../things/index.ts';
import type { Task } from '../../things/task.ts';
import taskTrackingEntry, { type TaskTrackingEntry } from '../../things/task-tracking-entry.ts';
import type { Grant } from '../authorization/grant.ts';
import { listRelatedIds } from '../documents/about.ts';
import { fault } from '../faults.ts';
import type { ThingWrite } from '../things/plan.ts';
import type { ThingsReader } from '../things/ports.ts';
import type { StoredThing } from '../things/thing.ts';
import { makeThing } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import type { Done } from './kept-to.ts';
import { findTask } from './read.ts';
import { addDays, dayOf, isScheduled, listSlots, type Span, wallOf } from './slots.ts';

export const trackingTypeId = currentVersion(taskTrackingEntry as never).id;

/** By the ids of tasks. @throws answerTooLarge where the span has more than are read */
export async function readDone(
  things: ThingsReader,
  { from, to }: Span,
  max: number,
): Promise<Map<string, Done[]>> {
  const query = {
    filters: [
      { typeIds: [trackingTypeId], states: ['Active' as const], effectiveMin: from, effectiveMax: to },
    ],
    currentOnly: true,
    order: 'oldest first' as const,
    limit: max + 1,
  };
  const found = await things.queryShown(query);
  if (found.length > max)
    throw fault('answerTooLarge', `More than ${max} were noted as done. Ask for fewer days.`);
  const byTask = new Map<string, Done[]>();
  for (const thing of found) {
    const done = readEntry(thing);
    if (!done) continue;
    for (const id of listRelatedIds(thing.commonXml)) byTask.set(id, [...(byTask.get(id) ?? []), done]);
  }
  return byTask;
}

/** Undefined for an entry that says that it was not done. */
export function readEntry(thing: Pick<StoredThing, 'id' | 'typeId' | 'dataXml'>): Done | undefined {
  const value = readValue(taskTrackingEntry, thing);
  if (value.trackingStatus === 'NonOccurrence') return undefined;
  return {
    id: thing.id,
    typeId: thing.typeId,
    at: wallOf(value.trackingTime),
    by: value.trackingType,
    evidence: undefined,
    isCompletion: value.trackingStatus === 'Completion',
  };
}

interface Noted {
  readonly id: string;
  readonly versionStamp: string;
  /** Was it noted before? */
  readonly wasThere: boolean;
}

/**
 * Notes that a task was done. Noted a second time for the same moment it is there once.
 * @param firstDay the day that weeks begin with: 0 is Sunday
 * @throws thingNotFound; accessDenied; recordFull
 */
export async function noteDone(
  vault: Vault,
  grant: Grant,
  { taskId, at, firstDay }: { taskId: string; at: DateTime; firstDay: number },
): Promise<Noted> {
  const { planTrackedMax } = vault.limits;
  return vault.store.write(async db => {
    const things = db.things(grant);
    const { value } = await findTask(things, taskId);
    const day = dayOf(at);
    const noted = await readDone(things, { from: day, to: `${day}T99` }, planTrackedMax);
    const there = noted.get(taskId)?.find(one => one.at === wallOf(at) && one.by === 'Manual');
    if (there) {
      const [stored] = await things.byIds([there.id]);
      return { id: there.id, versionStamp: stored?.versionStamp ?? '', wasThere: true };
    }
    const how = { overwrite: false, action: 'AddThings' } as const;
    const entry = makeEntry(value, at, firstDay);
    const [written] = await writeThingsIn(db, vault, grant, [makeWrite(taskId, entry)], how);
    if (!written) throw fault('thingNotFound');
    return { ...written, wasThere: false };
  }, grant);
}

function makeWrite(taskId: string, entry: TaskTrackingEntry): ThingWrite {
  const made = makeThing(taskTrackingEntry, entry);
  const commonXml = writeExtras('', { extras: {}, belongsTo: taskId });
  return { ...made, ...(made.data && { data: { ...made.data, commonXml } }) };
}

/** What doing a task at a time counts as. */
export function makeEntry(task: Task, at: DateTime, firstDay: number): TaskTrackingEntry {
  const day = dayOf(at);
  const wall = wallOf(at);
  const span = { from: addDays(day, -1), to: addDays(day, 2) };
  const slot = listSlots(task, { span, firstDay }).find(({ from, to }) => from <= wall && wall < to);
  const [from, to] = slot ? [slot.from, slot.to] : [`${day}T00:00:00`, `${addDays(day, 1)}T00:00:00`];
  const isInWindow = slot !== undefined;
  return {
    trackingTime: at,
    trackingType: 'Manual',
    trackingStatus: isInWindow ? 'Occurrence' : 'OutOfWindow',
    ...(isInWindow &&
      isScheduled(task) && { occurrenceStartTime: atWall(from, at), occurrenceEndTime: atWall(to, at) }),
    completionStartTime: atWall(from, at),
    completionEndTime: atWall(to, at),
  };
}

/** By the same clock as another time. */
function atWall(wall: string, { tz }: DateTime): DateTime {
  const [y = 0, m = 0, d = 0, h = 0, minute = 0, s = 0] = wall.split(/[-T:]/).map(Number);
  return { date: { y, m, d }, time: { h, m: minute, s }, ...(tz && { tz }) };
}
