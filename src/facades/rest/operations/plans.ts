// Action plans, their objectives, and how they are kept to.
import { demandSpan, readKeeping } from '../../../core/plans/keeping.ts';
import { countWeeks, type KeptTo, listCounted } from '../../../core/plans/kept-to.ts';
import { pagePlans } from '../../../core/plans/lists.ts';
import type { KeptTask } from '../../../core/plans/read.ts';
import { addDays, dayOf, getEarlier, getLater, type Span } from '../../../core/plans/slots.ts';
import { makeTag, readWholePlan, type WholePlan } from '../../../core/plans/whole.ts';
import { changePlan, createPlan, deleteObjective, deletePlan, mergePlan } from '../../../core/plans/write.ts';
import { guid, isGuid, moment, Unreadable } from '../../../formats/rest/model.ts';
import {
  actionPlan,
  actionPlanInstance,
  actionPlansResponse,
  type PlanAdherence,
  planAdherence,
} from '../../../formats/rest/models.ts';
import { printMoment, printWall, readMoment } from '../../../formats/rest/moments.ts';
import { readTaskExtras, readWindow } from '../../../formats/rest/task.ts';
import { operation, type RestAnswer } from '../operation.ts';
import { after, chooseLimit, linkOf, maxPageSize } from './parts.ts';

const plans = 'CarePlan';
const tasks = 'Task';
const ids = { actionPlanId: { about: 'The id of the plan.' } };

function tell({ json, things }: WholePlan, status: 200 | 201): RestAnswer {
  const location = status === 201 ? { location: `/ActionPlans/${json.id}` } : {};
  return { status, json, tag: makeTag(things), read: things, ...location };
}

/** @param at where what it is the id of stands @throws Unreadable */
export function demandId(id: unknown, at = ''): string {
  if (typeof id === 'string' && isGuid(id)) return id.toLowerCase();
  const problem = id === undefined ? 'is missing: it says what is to be changed' : 'must be a GUID';
  throw new Unreadable([{ at: at === '' ? 'id' : `${at}.id`, problem }]);
}

/** Where weeks begin on Sunday, as in the description's list of days. */
const firstDay = 0;

export const planOperations = [
  operation({
    id: 'ActionPlans_Get',
    method: 'GET',
    path: '/ActionPlans',
    summary: 'The plans of the record',
    query: { maxPageSize, after },
    answers: { 200: { about: 'The newest first, with their tasks.', model: actionPlansResponse } },
    scopes: [
      [plans, ['s']],
      [tasks, ['s']],
    ],
    async run(call) {
      const limit = chooseLimit(call, call.query.maxPageSize, call.vault.limits.restPageMax);
      const { all, next } = await pagePlans(call.vault, call.grant, { limit, after: call.query.after });
      const json = { plans: all.map(one => one.json), ...linkOf(call, next) };
      return { status: 200, json, read: all.flatMap(({ things }) => things) };
    },
  }),
  operation({
    id: 'ActionPlans_Create',
    method: 'POST',
    path: '/ActionPlans',
    summary: 'Makes a plan with its tasks',
    body: { name: 'actionPlan', about: 'The plan.', model: actionPlan },
    answers: { 201: { about: 'The plan as it is kept.', model: actionPlanInstance } },
    scopes: [
      [plans, ['c']],
      [tasks, ['c']],
    ],
    run: async ({ vault, grant, body }) => tell(await createPlan(vault, grant, body), 201),
  }),
  operation({
    id: 'ActionPlans_Replace',
    method: 'PUT',
    path: '/ActionPlans',
    summary: 'Puts a plan in place of itself',
    body: { name: 'actionPlan', about: 'The plan, with all that it is to have.', model: actionPlanInstance },
    answers: { 200: { about: 'The plan as it is kept.', model: actionPlanInstance } },
    scopes: [
      [plans, ['r', 'u']],
      [tasks, ['c', 'r', 'u', 'd']],
    ],
    async run({ vault, grant, body, ifMatch }) {
      const change = { id: demandId(body.id), make: () => body, ifMatch, dropsTasks: true };
      return tell(await changePlan(vault, grant, change), 200);
    },
  }),
  operation({
    id: 'ActionPlans_Update',
    method: 'PATCH',
    path: '/ActionPlans',
    summary: 'Changes what is sent of a plan',
    body: {
      name: 'actionPlan',
      about: 'Its id, and what is to change.',
      model: actionPlanInstance,
      isPart: true,
    },
    answers: { 200: { about: 'The plan as it is kept.', model: actionPlanInstance } },
    scopes: [
      [plans, ['r', 'u']],
      [tasks, ['c', 'r', 'u']],
    ],
    async run({ vault, grant, sent, ifMatch }) {
      const id = demandId(sent.id);
      const make = (before: Parameters<typeof mergePlan>[0]) => mergePlan(before, sent);
      return tell(await changePlan(vault, grant, { id, make, ifMatch, dropsTasks: false }), 200);
    },
  }),
  operation({
    id: 'ActionPlans_GetById',
    method: 'GET',
    path: '/ActionPlans/{actionPlanId}',
    summary: 'A plan',
    ids,
    answers: { 200: { about: 'The plan with its tasks.', model: actionPlanInstance } },
    scopes: [
      [plans, ['r']],
      [tasks, ['r']],
    ],
    async run({ vault, grant, path: { actionPlanId = '' } }) {
      return tell(await vault.store.read(db => readWholePlan(db, vault, grant, actionPlanId)), 200);
    },
  }),
  operation({
    id: 'ActionPlans_Delete',
    method: 'DELETE',
    path: '/ActionPlans/{actionPlanId}',
    summary: 'Deletes a plan and its tasks',
    ids,
    answers: { 204: { about: 'It is gone.' } },
    scopes: [
      [plans, ['d']],
      [tasks, ['d']],
    ],
    async run({ vault, grant, path: { actionPlanId = '' }, ifMatch }) {
      await deletePlan(vault, grant, { id: actionPlanId, ifMatch });
      return { status: 204 };
    },
  }),
  operation({
    id: 'ActionPlanObjectives_Delete',
    method: 'DELETE',
    path: '/ActionPlans/{actionPlanId}/Objectives/{objectiveId}',
    summary: 'Takes an objective from a plan',
    ids: { ...ids, objectiveId: { about: 'The id of the objective.' } },
    answers: { 204: { about: 'It is gone, from the tasks of the plan too.' } },
    scopes: [
      [plans, ['r', 'u']],
      [tasks, ['r', 'u']],
    ],
    async run({ vault, grant, path: { actionPlanId = '', objectiveId = '' }, ifMatch }) {
      await deleteObjective(vault, grant, { planId: actionPlanId, objectiveId, ifMatch });
      return { status: 204 };
    },
  }),
  operation({
    id: 'ActionPlans_GetAdherence',
    method: 'GET',
    path: '/ActionPlans/{actionPlanId}/Adherence',
    summary: 'How a plan was kept to',
    ids,
    query: {
      startTime: {
        field: moment,
        about: 'From when on. Days and weeks begin by its zone.',
        isRequired: true,
      },
      endTime: { field: moment, about: 'Until when.', isRequired: true },
      objectiveId: { field: guid, about: 'Only the tasks of this objective.' },
      taskId: { field: guid, about: 'Only this task.' },
    },
    answers: { 200: { about: 'By objectives, tasks and weeks.', model: planAdherence } },
    scopes: [
      [plans, ['r']],
      [tasks, ['r', 's']],
    ],
    async run({ vault, grant, path: { actionPlanId = '' }, query, opens }) {
      const {
        kept,
        tasks: all,
        things,
      } = await vault.store.read(db => readWholePlan(db, vault, grant, actionPlanId));
      const span = readSpan(query);
      demandSpan(vault, span);
      const asked = all.filter(({ stored }) => query.taskId === undefined || stored.id === query.taskId);
      const keeping = await readKeeping(vault, grant, asked, { span, firstDay, opens });
      const zone = readMoment(query.startTime).tz?.text ?? 'Z';
      const objectives = kept.value.objectives.objective.filter(
        ({ id }) => query.objectiveId === undefined || id.toLowerCase() === query.objectiveId,
      );
      const json: PlanAdherence = {
        id: kept.stored.id,
        name: kept.value.name,
        startDate: printMoment(readMoment(query.startTime)),
        endDate: printMoment(readMoment(query.endTime)),
        objectives: objectives.map(({ id, name, outcomes }) => ({
          id: id.toLowerCase(),
          name,
          outcomeName: outcomes?.outcome[0]?.name,
          associatedTasks: asked
            .filter(({ value }) =>
              value.associatedObjectiveIds?.id.some(own => own.toLowerCase() === id.toLowerCase()),
            )
            .map(task => tellAdherence(task, keeping.get(task.stored.id), span, zone)),
        })),
      };
      const counted = listCounted(keeping.values(), span);
      return { status: 200, json, read: [...things, ...counted] };
    },
  }),
];

/** Days by the clock of the zone that they are asked in; one that is not over counts. */
function readSpan({ startTime, endTime }: { startTime: string; endTime: string }): Span {
  const end = readMoment(endTime);
  const isMidnight = /T00:00:00$/.test(printWall(end));
  const last = dayOf(end);
  return { from: dayOf(readMoment(startTime)), to: isMidnight ? last : addDays(last, 1) };
}

type TaskAdherence = NonNullable<NonNullable<PlanAdherence['objectives']>[number]['associatedTasks']>[number];

function tellAdherence(
  { stored, value }: KeptTask,
  kept: KeptTo | undefined,
  span: Span,
  zone: string,
): TaskAdherence {
  const ended = readTaskExtras(stored.commonXml).ended?.slice(0, 10);
  const started = dayOf(value.dateStarted);
  const at = (day: string) => `${day}T00:00:00${zone}`;
  const weeks = kept ? countWeeks(kept, span, firstDay) : [];
  return {
    id: stored.id,
    name: value.name,
    windowType: readWindow(value.trackingPolicy?.completionMetrics.recurrenceType ?? 'None'),
    startDate: at(getLater(started, span.from)),
    endDate: at(ended === undefined ? span.to : getEarlier(ended, span.to)),
    weeklyAdherence: weeks.map(week => ({
      weekStart: at(week.from),
      completions: week.completions,
      intendedCompletions: week.intended,
      intendedOccurrences: week.intendedTimes,
      manualTrackedOccurrences: week.byHand,
      automaticTrackedOccurrences: week.byItself,
      automaticTrackedOccurrenceEvidence: [...week.evidence],
    })),
  };
}
