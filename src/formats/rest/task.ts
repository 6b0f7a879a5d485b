// Tasks of REST and items of the type Task, both ways. What an item says beyond REST stays as long as REST says the same.
import bloodPressure from '../../things/blood-pressure.ts';
import type { DateTime } from '../../things/common/dates.ts';
import { currentVersion } from '../../things/item.ts';
import type { Task } from '../../things/task.ts';
import { readExtras } from './extras.ts';
import { type Infer, list, model, moment, oneOf, Problems, text } from './model.ts';
import type { ActionPlanTask, ActionPlanTaskInstance } from './models.ts';
import { printMoment, readMoment } from './moments.ts';
import type { Kept } from './plan.ts';
import { asFinite, saysSame } from './same.ts';
import { areSameSchedules, readSchedules, writeSchedules } from './schedules.ts';

const bloodPressureId = currentVersion(bloodPressure as never).id;

const extras = model('TaskExtras', '', {
  imageUrl: text(),
  thumbnailImageUrl: text(),
  signupName: text(),
  status: oneOf('Template'),
  ended: moment,
  targets: list(
    model('', '', { propertyXPath: text(), propertyName: text(), valueType: oneOf('MinutesToMidnight') }),
  ),
});
export type TaskExtras = Partial<Infer<typeof extras>>;

type SentTask = Omit<ActionPlanTask, 'associatedPlanId'> & Pick<ActionPlanTaskInstance, 'status'>;
type Policy = NonNullable<Task['trackingPolicy']>;

interface Writing {
  readonly now: DateTime;
  readonly before?: Kept<Task> | undefined;
  /** Where the task stands in what was sent: `associatedTasks[0]`. */
  readonly at?: string;
}

/** @throws Unreadable for what a task must have and this one lacks */
export function writeTask(sent: SentTask, { now, before, at }: Writing): { value: Task; extras: TaskExtras } {
  const problems = new Problems();
  const place = (name: string) => (at === undefined ? name : `${at}.${name}`);
  const { status = 'InProgress', scheduledTaskCompletionMetrics: only, associatedObjectiveIds } = sent;
  const { schedules = only ? [only] : [] } = sent;
  if (status === 'Unknown') problems.note(place('status'), 'must be known');
  for (const name of ['name', 'shortDescription', 'longDescription'] as const)
    if (sent[name].trim() === '') problems.note(place(name), 'is missing');
  const dateStarted = before?.value.dateStarted ?? now;
  const keptSchedules = before?.value.schedules?.schedule ?? [];
  const isSameTimes = before !== undefined && areSameSchedules(schedules, keptSchedules);
  const all = isSameTimes ? keptSchedules : writeSchedules(schedules, dateStarted, problems);
  const isSameTracking =
    before !== undefined &&
    saysSame(tellTracking(before), pickTracking(sent)) &&
    (isSameTimes || sent.completionType !== 'Scheduled');
  const trackingPolicy = isSameTracking
    ? before.value.trackingPolicy
    : writePolicy({ ...sent, schedules }, before?.value.trackingPolicy, place, problems);
  problems.end();
  const isTemplate = status === 'Template';
  const ended = findEnd(status, before, now);
  return {
    value: {
      dateStarted,
      name: sent.name,
      shortDescription: sent.shortDescription,
      longDescription: sent.longDescription,
      isReminderEnabled: isSameTimes
        ? before.value.isReminderEnabled
        : all.some(({ minutesToRemindBefore }) => minutesToRemindBefore !== undefined),
      status: isTemplate ? 'Recommended' : (status as Task['status']),
      taskKey: sent.taskKey ?? before?.value.taskKey,
      type: chooseType(sent.taskType, before?.value.type),
      ...(all.length > 0 && { schedules: { schedule: all } }),
      trackingPolicy,
      associatedObjectiveIds: writeIds(associatedObjectiveIds, before?.value),
    },
    extras: {
      ...(sent.imageUrl !== '' && { imageUrl: sent.imageUrl }),
      ...(sent.thumbnailImageUrl !== '' && { thumbnailImageUrl: sent.thumbnailImageUrl }),
      ...(sent.signupName !== undefined && { signupName: sent.signupName }),
      ...(isTemplate && { status: 'Template' as const }),
      ...(ended !== undefined && { ended }),
      ...targetsBesides(sent),
    },
  };
}

/** When it ended, or is to end: that stays until it is begun again, or is over before. */
export function findEnd(status: string, before: Kept<Task> | undefined, now: DateTime): string | undefined {
  const isSame = before !== undefined && isOver(before.value.status) === isOver(status);
  const ended = isSame ? readTaskExtras(before.commonXml).ended : undefined;
  return ended ?? (isOver(status) ? printMoment(now) : undefined);
}

function isOver(status: string): boolean {
  return status === 'Completed' || status === 'Archived';
}

function readIds({ associatedObjectiveIds }: Pick<Task, 'associatedObjectiveIds'>): string[] {
  return (associatedObjectiveIds?.id ?? []).map(id => id.toLowerCase());
}

function writeIds(ids: readonly string[], before: Task | undefined): Task['associatedObjectiveIds'] {
  if (before && saysSame(readIds(before), ids)) return before.associatedObjectiveIds;
  return ids.length > 0 ? { id: [...ids] } : undefined;
}

function chooseType(sent: ActionPlanTask['taskType'], before: string | undefined): string | undefined {
  if (sent === 'BloodPressure') return bloodPressureId;
  return before?.toLowerCase() === bloodPressureId ? undefined : before;
}

/** What a target says for which items have no field. */
function targetsBesides({ trackingPolicy }: SentTask): Pick<TaskExtras, 'targets'> {
  const targets = (trackingPolicy.occurrenceMetrics?.targets ?? []).map(
    ({ propertyXPath, propertyName, valueType }) => ({ propertyXPath, propertyName, valueType }),
  );
  const isSaid = targets.some(one => one.propertyName !== undefined || one.valueType !== undefined);
  return isSaid ? { targets } : {};
}

function writePolicy(
  { trackingPolicy: sent, ...task }: SentTask,
  before: Policy | undefined,
  place: (name: string) => string,
  problems: Problems,
): Policy {
  const source = sent.isAutoTrackable ? (['Manual', 'HealthVaultItem'] as const) : (['Manual'] as const);
  const isSameSource = (before?.isAutoTrackable ?? false) === (sent.isAutoTrackable ?? false);
  const metrics = sent.occurrenceMetrics;
  const targets = (metrics?.targets ?? []).map(({ propertyXPath = '', minTarget, maxTarget }, i) => {
    if (propertyXPath.trim() === '')
      problems.note(place(`trackingPolicy.occurrenceMetrics.targets[${i}].propertyXPath`), 'is missing');
    return { propertyXpath: propertyXPath, minTarget, maxTarget };
  });
  const events = (sent.targetEvents ?? []).map(({ elementXPath = '', elementValues = [], isNegated }, i) => {
    if (elementXPath.trim() === '')
      problems.note(place(`trackingPolicy.targetEvents[${i}].elementXPath`), 'is missing');
    return {
      elementXpath: elementXPath,
      isNegated,
      ...(elementValues.length > 0 && { elementValues: { string: [...elementValues] } }),
    };
  });
  return {
    isAutoTrackable: sent.isAutoTrackable,
    sourceTypes: isSameSource && before ? before.sourceTypes : { sourceType: [...source] },
    triggerTypes: isSameSource && before ? before.triggerTypes : { triggerType: [...source] },
    ...(metrics && {
      occurrenceMetrics: {
        evaluateTargets: metrics.evaluateTargets,
        ...(targets.length > 0 && { targets: { target: targets } }),
      },
    }),
    completionMetrics: writeCompletion(task, before?.completionMetrics, place, problems),
    ...(events.length > 0 && { targetEvents: { targetEvent: events } }),
  };
}

function writeCompletion(
  { completionType, frequencyTaskCompletionMetrics: often, schedules = [] }: Omit<SentTask, 'trackingPolicy'>,
  before: Policy['completionMetrics'] | undefined,
  place: (name: string) => string,
  problems: Problems,
): Policy['completionMetrics'] {
  if (completionType === 'Unknown') problems.note(place('completionType'), 'must be known');
  if (completionType === 'Scheduled') {
    if (schedules.length === 0)
      problems.note(place('schedules'), 'are missing: a task that is Scheduled needs them');
    const isWeekly = schedules.some(({ scheduledDays = [] }) => !scheduledDays.includes('Everyday'));
    return { recurrenceType: isWeekly ? 'Weekly' : 'Daily', completionType };
  }
  if (!often)
    problems.note(
      place('frequencyTaskCompletionMetrics'),
      'is missing: a task of a Frequency needs to say how often',
    );
  // Items know windows that REST does not.
  const kept = before && readWindow(before.recurrenceType) === 'Unknown' ? before.recurrenceType : undefined;
  const { windowType = 'None' } = often ?? {};
  if (windowType === 'Unknown' && !kept)
    problems.note(place('frequencyTaskCompletionMetrics.windowType'), 'must be known');
  return {
    recurrenceType: windowType === 'Unknown' ? (kept ?? 'None') : windowType,
    completionType: 'Frequency',
    ...(often?.occurrenceCount !== undefined && { occurrenceCount: often.occurrenceCount }),
  };
}

export function readTaskExtras(commonXml: string): TaskExtras {
  const { ended, ...own } = readExtras(extras, commonXml);
  return { ...own, ...(ended !== undefined && { ended: printMoment(readMoment(ended)) }) };
}

/** @param planId of the plan it belongs to */
export function readTask(
  { value, commonXml }: Kept<Task>,
  planId: string,
): Omit<ActionPlanTaskInstance, 'id'> {
  const own = readTaskExtras(commonXml);
  const isTemplate = own.status === 'Template' && value.status === 'Recommended';
  return {
    status: isTemplate ? 'Template' : value.status,
    startDate: printMoment(value.dateStarted),
    ...(own.ended !== undefined && isOver(value.status) && { endDate: own.ended }),
    name: value.name,
    shortDescription: value.shortDescription,
    longDescription: value.longDescription,
    imageUrl: own.imageUrl ?? '',
    thumbnailImageUrl: own.thumbnailImageUrl ?? '',
    taskType: value.type?.toLowerCase() === bloodPressureId ? 'BloodPressure' : 'Other',
    ...(own.signupName !== undefined && { signupName: own.signupName }),
    associatedPlanId: planId,
    associatedObjectiveIds: readIds(value),
    ...tellTracking({ value, commonXml }),
    schedules: readSchedules(value.schedules?.schedule ?? []),
  };
}

type Tracking = Pick<ActionPlanTask, 'trackingPolicy' | 'completionType' | 'frequencyTaskCompletionMetrics'>;

function pickTracking({
  trackingPolicy,
  completionType,
  frequencyTaskCompletionMetrics,
}: SentTask): Tracking {
  const isAutoTrackable = trackingPolicy.isAutoTrackable ?? false;
  const isOften = completionType === 'Frequency';
  return {
    trackingPolicy: { ...trackingPolicy, isAutoTrackable },
    completionType,
    ...(isOften && { frequencyTaskCompletionMetrics }),
  };
}

function tellTracking({ value: { trackingPolicy }, commonXml }: Kept<Task>): Tracking {
  const {
    completionType = 'Unknown',
    recurrenceType = 'None',
    occurrenceCount,
  } = trackingPolicy?.completionMetrics ?? {};
  return {
    trackingPolicy: readPolicy(trackingPolicy, readTaskExtras(commonXml)),
    completionType,
    ...(completionType === 'Frequency' && {
      frequencyTaskCompletionMetrics: { windowType: readWindow(recurrenceType), occurrenceCount },
    }),
  };
}

/** REST knows few. */
export function readWindow(recurrence: string): 'Unknown' | 'None' | 'Daily' | 'Weekly' {
  return recurrence === 'None' || recurrence === 'Daily' || recurrence === 'Weekly' ? recurrence : 'Unknown';
}

function readPolicy(
  kept: Policy | undefined,
  { targets: besides = [] }: TaskExtras,
): ActionPlanTask['trackingPolicy'] {
  const metrics = kept?.occurrenceMetrics;
  const left = [...besides];
  /** Of several that look at the same, the next. */
  const takeBeside = (path: string) => {
    const at = left.findIndex(one => one.propertyXPath === path);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  };
  return {
    isAutoTrackable: kept?.isAutoTrackable ?? false,
    ...(metrics && {
      occurrenceMetrics: {
        evaluateTargets: metrics.evaluateTargets,
        ...(metrics.targets && {
          targets: metrics.targets.target.map(({ propertyXpath, minTarget, maxTarget }) => {
            const beside = takeBeside(propertyXpath);
            return {
              ...beside,
              propertyXPath: propertyXpath,
              minTarget: asFinite(minTarget),
              maxTarget: asFinite(maxTarget),
            };
          }),
        }),
      },
    }),
    ...(kept?.targetEvents && {
      targetEvents: kept.targetEvents.targetEvent.map(({ elementXpath, isNegated, elementValues }) => ({
        elementXPath: elementXpath,
        isNegated,
        ...(elementValues && { elementValues: elementValues.string }),
      })),
    }),
  };
}
