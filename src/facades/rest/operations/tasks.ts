// Tasks of action plans, that they were done, and the timeline.
import { countsByItself, demandXPaths } from '../../../core/plans/automatic.ts';
import { makeEntry, noteDone } from '../../../core/plans/done.ts';
import { demandSpan } from '../../../core/plans/keeping.ts';
import { pageTasks } from '../../../core/plans/lists.ts';
import { addDays, isScheduled } from '../../../core/plans/slots.ts';
import { readTimeline } from '../../../core/plans/timeline.ts';
import { makeTag, readWholeTask, type WholeTask } from '../../../core/plans/whole.ts';
import { changeTask, createTask, deleteTask, mergeTask } from '../../../core/plans/write.ts';
import { flag, localDate, oneOf } from '../../../formats/rest/model.ts';
import {
  actionPlanTask,
  actionPlanTaskInstance,
  actionPlanTasksResponse,
  type Tracking,
  taskTrackingOccurrence,
  timelineResponse,
  trackingResponse,
  trackingValidation,
} from '../../../formats/rest/models.ts';
import { atUtc, printMoment, readMoment } from '../../../formats/rest/moments.ts';
import { writeTask } from '../../../formats/rest/task.ts';
import { readXml, XmlFault } from '../../../schema/xml-reader.ts';
import { readDates } from '../../../things/data.ts';
import { everyType, parseThing } from '../../../things/index.ts';
import { operation, type RestAnswer } from '../operation.ts';
import { RestProblem } from '../problem.ts';
import { after, chooseLimit, linkOf, maxPageSize } from './parts.ts';
import { demandId } from './plans.ts';

const tasks = 'Task';
/** Which plan a task is of, and of which objectives of it, is judged by the plan. */
const plans = 'CarePlan';
const ids = { actionPlanTaskId: { about: 'The id of the task.' } };
const firstDay = 0;

function tell({ json, things }: WholeTask, status: 200 | 201): RestAnswer {
  const location = status === 201 ? { location: `/ActionPlanTasks/${json.id}` } : {};
  return { status, json, tag: makeTag(things), read: things, ...location };
}

export const taskOperations = [
  operation({
    id: 'ActionPlanTasks_Get',
    method: 'GET',
    path: '/ActionPlanTasks',
    summary: 'The tasks of the record',
    query: {
      actionPlanTaskStatus: {
        field: oneOf('Archived', 'InProgress', 'Recommended', 'Completed', 'Template'),
        about: 'Only those that have got so far.',
      },
      maxPageSize,
      after,
    },
    answers: { 200: { about: 'The newest first.', model: actionPlanTasksResponse } },
    scopes: [[tasks, ['s']]],
    async run(call) {
      const { query, vault, grant } = call;
      const limit = chooseLimit(call, query.maxPageSize, vault.limits.restPageMax);
      const status = query.actionPlanTaskStatus;
      const { all, next } = await pageTasks(vault, grant, { limit, status, after: query.after });
      const json = { tasks: all.map(one => one.json), ...linkOf(call, next) };
      return { status: 200, json, read: all.map(({ stored }) => stored) };
    },
  }),
  operation({
    id: 'ActionPlanTasks_Create',
    method: 'POST',
    path: '/ActionPlanTasks',
    summary: 'Adds a task to a plan',
    body: { name: 'actionPlanTask', about: 'The task.', model: actionPlanTask },
    answers: { 201: { about: 'The task as it is kept.', model: actionPlanTaskInstance } },
    scopes: [
      [tasks, ['c']],
      [plans, ['r']],
    ],
    run: async ({ vault, grant, body }) => tell(await createTask(vault, grant, body), 201),
  }),
  operation({
    id: 'ActionPlanTasks_Replace',
    method: 'PUT',
    path: '/ActionPlanTasks',
    summary: 'Puts a task in place of itself',
    body: {
      name: 'actionPlanTask',
      about: 'The task, with all that it is to have.',
      model: actionPlanTaskInstance,
    },
    answers: { 200: { about: 'The task as it is kept.', model: actionPlanTaskInstance } },
    scopes: [
      [tasks, ['r', 'u']],
      [plans, ['r']],
    ],
    async run({ vault, grant, body, ifMatch }) {
      return tell(await changeTask(vault, grant, { id: demandId(body.id), make: () => body, ifMatch }), 200);
    },
  }),
  operation({
    id: 'ActionPlanTasks_Update',
    method: 'PATCH',
    path: '/ActionPlanTasks',
    summary: 'Changes what is sent of a task',
    body: {
      name: 'actionPlanTask',
      about: 'Its id, and what is to change.',
      model: actionPlanTaskInstance,
      isPart: true,
    },
    answers: { 200: { about: 'The task as it is kept.', model: actionPlanTaskInstance } },
    scopes: [
      [tasks, ['r', 'u']],
      [plans, ['r']],
    ],
    async run({ vault, grant, sent, ifMatch }) {
      const id = demandId(sent.id);
      const make = (before: Parameters<typeof mergeTask>[0]) => mergeTask(before, sent);
      return tell(await changeTask(vault, grant, { id, make, ifMatch }), 200);
    },
  }),
  operation({
    id: 'ActionPlanTasks_GetById',
    method: 'GET',
    path: '/ActionPlanTasks/{actionPlanTaskId}',
    summary: 'A task',
    ids,
    answers: { 200: { about: 'The task.', model: actionPlanTaskInstance } },
    scopes: [[tasks, ['r']]],
    async run({ vault, grant, path: { actionPlanTaskId = '' } }) {
      return tell(await vault.store.read(db => readWholeTask(db, vault, grant, actionPlanTaskId)), 200);
    },
  }),
  operation({
    id: 'ActionPlanTasks_Delete',
    method: 'DELETE',
    path: '/ActionPlanTasks/{actionPlanTaskId}',
    summary: 'Deletes a task',
    ids,
    answers: { 204: { about: 'It is gone.' } },
    scopes: [[tasks, ['d']]],
    async run({ vault, grant, path: { actionPlanTaskId = '' }, ifMatch }) {
      await deleteTask(vault, grant, { id: actionPlanTaskId, ifMatch });
      return { status: 204 };
    },
  }),
  operation({
    id: 'ActionPlanTasks_ValidateTracking',
    method: 'POST',
    path: '/ActionPlanTasks/ValidateTracking',
    summary: 'What an item would count as for a task, neither of which is kept',
    body: { name: 'trackingValidation', about: 'The task and the item.', model: trackingValidation },
    answers: { 200: { about: 'What it counts as; nothing where it does not.', model: trackingResponse } },
    // It tells of what is sent alone. Who asks works on tasks all the same.
    scopes: [[tasks, ['r']]],
    async run({ vault, grant, body }) {
      const { actionPlanTask: sent, xmlThingDocument = '' } = body;
      if (!sent)
        throw new RestProblem(400, 'The task is missing.', [{ at: 'actionPlanTask', problem: 'is missing' }]);
      const now = atUtc(vault.clock.now());
      const { date, documents } = readDocument(xmlThingDocument);
      const { value } = writeTask(sent, { now: { date: (date ?? now).date }, at: 'actionPlanTask' });
      demandXPaths(value, vault.limits);
      const counts = await countsByItself(vault, grant, value, documents);
      const json = { taskTrackingInstances: counts ? tellTracking(value, date ?? now, now) : [] };
      return { status: 200, json };
    },
  }),
  operation({
    id: 'TaskTracking_Post',
    method: 'POST',
    path: '/TaskTracking',
    summary: 'Notes that a task was done',
    since: '2.0-preview',
    body: { name: 'taskTrackingOccurrence', about: 'Which task, and when.', model: taskTrackingOccurrence },
    answers: {
      200: { about: 'It was noted before.', model: { describe: () => ({ type: 'object' }) } },
      201: { about: 'It is noted.', model: flag },
    },
    scopes: [[tasks, ['c', 'r']]],
    async run({ vault, grant, body: { taskId, trackingDateTime } }) {
      const problems = [
        ...(taskId === undefined ? [{ at: 'taskId', problem: 'is missing' }] : []),
        ...(trackingDateTime === undefined ? [{ at: 'trackingDateTime', problem: 'is missing' }] : []),
      ];
      if (taskId === undefined || trackingDateTime === undefined)
        throw new RestProblem(400, 'It takes a task and a time.', problems);
      const at = readMoment(trackingDateTime);
      const { wasThere } = await noteDone(vault, grant, { taskId, at, firstDay });
      return wasThere ? { status: 200, json: {} } : { status: 201, json: true };
    },
  }),
  operation({
    id: 'Timeline_Get',
    method: 'GET',
    path: '/Timeline',
    summary: 'When tasks are meant to be done, and were',
    since: '2.0-preview',
    query: {
      startDate: { field: localDate, about: 'The first day.', isRequired: true },
      endDate: { field: localDate, about: 'The last day; the first where it is left out.' },
    },
    answers: { 200: { about: 'The tasks that are in progress.', model: timelineResponse } },
    scopes: [[tasks, ['s']]],
    async run({ vault, grant, opens, query: { startDate, endDate = startDate } }) {
      const span = { from: startDate, to: addDays(endDate, 1) };
      demandSpan(vault, span);
      const { json, things } = await readTimeline(vault, grant, { span, firstDay, opens });
      return { status: 200, json: { tasks: json }, read: things };
    },
  }),
];

/** The item that is sent: thing, with data-xml in it, of which the namespaces of types are no matter. */
function readDocument(xml: string) {
  try {
    const at = readXml(xml).root();
    if (!at.atNamed('thing')) at.fail('must be thing');
    const close = at.enter();
    while (at.index < close && at.atElement() && !at.atNamed('data-xml')) at.skip();
    if (!at.atNamed('data-xml')) at.missing('data-xml');
    const inside = at.at(at.index);
    inside.enter();
    const own = inside.at(inside.index);
    const version = everyType()
      .flatMap(({ versions }) => versions)
      .findLast(({ root }) => own.atNamed(root));
    if (!version) return inside.fail('must hold an item of a known type');
    const item = own.at(own.index);
    const value = parseThing(version, own);
    const { effectiveDate } = readDates(version, value);
    const date = effectiveDate === undefined ? undefined : readMoment(effectiveDate);
    return { date, documents: `<thing><data-xml>${item.standaloneXml()}</data-xml></thing>` };
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    const problem = { at: 'xmlThingDocument', problem: error.message };
    throw new RestProblem(400, `The item cannot be read: ${error.message}.`, [problem]);
  }
}

type Entered = Parameters<typeof makeEntry>[0];

/** That it was done once, and that it is complete where once is enough. */
function tellTracking(task: Entered, at: Parameters<typeof makeEntry>[1], now: typeof at): Tracking[] {
  const entry = makeEntry(task, at, firstDay);
  const shared: Tracking = {
    trackingType: 'Auto',
    trackingDateTime: printMoment(at),
    creationDateTime: printMoment(now),
    completionStart: printMoment(entry.completionStartTime),
    completionEnd: printMoment(entry.completionEndTime),
  };
  if (entry.trackingStatus === 'OutOfWindow') return [{ ...shared, trackingStatus: 'OutOfWindow' }];
  const needed = task.trackingPolicy?.completionMetrics.occurrenceCount ?? 1;
  const once: Tracking = {
    ...shared,
    trackingStatus: 'Occurrence',
    occurrenceStart: printMoment(entry.occurrenceStartTime ?? entry.completionStartTime),
    occurrenceEnd: printMoment(entry.occurrenceEndTime ?? entry.completionEndTime),
  };
  const isEnough = isScheduled(task) || needed <= 1;
  return isEnough ? [once, { ...shared, trackingStatus: 'Completion' }] : [once];
}
