// The timeline: when the tasks that are in progress are meant to be done in a span, and when they were.
import type { TimelineTask } from '../../formats/rest/models.ts';
import { printMinutes } from '../../formats/rest/moments.ts';
import { readTask, readTaskExtras } from '../../formats/rest/task.ts';
import type { Task } from '../../things/task.ts';
import type { Grant } from '../authorization/grant.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { type KeepingAsked, readKeeping } from './keeping.ts';
import { type Done, type Filled, type KeptTo, listCounted } from './kept-to.ts';
import { readPage } from './pages.ts';
import { type KeptTask, readTasks, taskTypeId } from './read.ts';
import { dayOf, getLater, isScheduled, readAround, type Span } from './slots.ts';

type Snapshot = NonNullable<TimelineTask['timelineSnapshots']>[number];
type Occurrence = NonNullable<Snapshot['unscheduledOccurrences']>[number];
type Metrics = NonNullable<Snapshot['completionMetrics']>;

/** The tasks of a record that are in progress; of more than a page has, the newest. */
export async function listTasksInProgress(vault: Vault, grant: Grant): Promise<KeptTask[]> {
  return vault.store.read(async db => {
    const page = { of: 'timeline', filter: { typeIds: [taskTypeId] }, limit: vault.limits.restPageMax };
    const { things } = await readPage(db, vault, grant, { ...page, after: undefined });
    const all = await readTasks(db.things(grant), things);
    return all.filter(({ value }) => value.status === 'InProgress');
  });
}

export async function readTimeline(
  vault: Vault,
  grant: Grant,
  asked: KeepingAsked,
): Promise<{ json: TimelineTask[]; things: readonly Pick<StoredThing, 'typeId'>[] }> {
  const tasks = await listTasksInProgress(vault, grant);
  const keeping = await readKeeping(vault, grant, tasks, asked);
  const counted = listCounted(keeping.values(), asked.span);
  const json = tasks.map(task => tellTask(task, keeping.get(task.stored.id), asked.span));
  return { json, things: [...tasks.map(({ stored }) => stored), ...counted] };
}

function tellTask({ stored, value, planId }: KeptTask, kept: KeptTo | undefined, span: Span): TimelineTask {
  const { taskType, imageUrl } = readTask({ value, commonXml: stored.commonXml }, planId);
  return {
    taskId: stored.id,
    taskName: value.name,
    taskType,
    ...(imageUrl !== '' && { taskImageUrl: imageUrl }),
    timelineSnapshots: kept ? [tellSnapshot(value, stored, kept, span)] : [],
  };
}

function tellSnapshot(task: Task, { commonXml }: StoredThing, kept: KeptTo, span: Span): Snapshot {
  const started = dayOf(task.dateStarted);
  const { ended } = readTaskExtras(commonXml);
  const {
    recurrenceType = 'None',
    completionType,
    occurrenceCount = 1,
  } = task.trackingPolicy?.completionMetrics ?? {};
  const isIn = (at: string) => at >= span.from && at < span.to;
  return {
    schedules: kept.slots.map(filled => tellSlot(task, filled, tellRecurrence(recurrenceType))),
    completionMetrics: {
      recurrenceType: tellRecurrence(recurrenceType),
      completionType: completionType ?? (isScheduled(task) ? 'Scheduled' : 'Frequency'),
      requiredNumberOfOccurrences: occurrenceCount,
    },
    unscheduledOccurrences: kept.others.filter(({ at }) => isIn(at)).map(done => tellDone(done, false)),
    effectiveStartInstant: `${getLater(started, span.from)}T00:00:00Z`,
    effectiveEndInstant: ended ?? `${span.to}T00:00:00Z`,
  };
}

function tellSlot(
  task: Task,
  { slot, done }: Filled,
  recurrenceType: Metrics['recurrenceType'],
): NonNullable<Snapshot['schedules']>[number] {
  const schedule = task.schedules?.schedule.find(({ startDateTime: { time } }) => {
    const [h, m] = (slot.at ?? '').slice(11).split(':').map(Number);
    return time?.h === h && time?.m === m;
  });
  const around = schedule && readAround(schedule);
  return {
    ...(around !== undefined && { adherenceDelta: printMinutes(around) }),
    localDateTime: slot.at ?? slot.from,
    type: slot.at === undefined ? 'Anytime' : (schedule?.scheduleType ?? 'Local'),
    recurrenceType: schedule ? tellRecurrence(schedule.recurrenceType) : recurrenceType,
    occurrences: done.map(one => tellDone(one, true)),
  };
}

function tellDone({ id, at }: Done, inWindow: boolean): Occurrence {
  return { id, localDateTime: at, inWindow };
}

function tellRecurrence(
  recurrence: NonNullable<Task['trackingPolicy']>['completionMetrics']['recurrenceType'],
) {
  return recurrence === 'Yearly' ? 'Annually' : recurrence;
}
