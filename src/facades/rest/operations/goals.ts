// Goals, and goals that are advised.
import {
  acknowledgeAdvice,
  changeGoals,
  createAdvice,
  createGoals,
  deleteOf,
  type Listed,
  pageAdvice,
  pageGoals,
  readAdvice,
  readOneGoal,
} from '../../../core/plans/goals.ts';
import { makeTag, type Told } from '../../../core/plans/whole.ts';
import { isGuid, moment, readModel, text, Unreadable } from '../../../formats/rest/model.ts';
import { readMoment, toInstant } from '../../../formats/rest/moments.ts';
import {
  type Goal,
  goal,
  goalRecommendation,
  goalRecommendationInstance,
  goalRecommendationsResponse,
  goalsResponse,
  goalsWrapper,
  goalTypes,
  goalWindows,
  partOfGoals,
} from '../../../formats/rest/more-models.ts';
import { operation, type RestAnswer, type RestCall } from '../operation.ts';
import { RestProblem } from '../problem.ts';
import { after, linkOf } from './parts.ts';
import { demandId } from './plans.ts';

const resource = 'Goal';
/** Advice has no resource of its own. */
const advice = 'Basic';
const goalIds = { goalId: { about: 'The id of the goal.' } };
const adviceIds = { goalRecommendationId: { about: 'The id of the recommendation.', isText: true } } as const;
const types = { field: text(), about: 'Only these goalTypes, between commas.' };
const windows = { field: text(), about: 'Only these windowTypes, between commas.' };

function tell<Json extends object>(
  { json, things }: Told<Json>,
  status: 200 | 201,
  location?: string,
): RestAnswer {
  return { status, json, tag: makeTag(things), read: things, ...(location !== undefined && { location }) };
}

function tellGoals(
  call: Pick<RestCall, 'linkTo'>,
  { all, next }: Listed<object>,
  name: 'goals' | 'goalRecommendations',
): RestAnswer {
  const json = { [name]: all.map(one => one.json), ...linkOf(call, next) };
  return { status: 200, json, read: all.flatMap(({ things }) => things) };
}

/** @throws Unreadable for a word that is none of them */
function readWords(sent: string | undefined, name: string, known: readonly string[]): string[] {
  const words = (sent ?? '').split(',').flatMap(word => word.trim() || []);
  const isKnown = (word: string) =>
    ['Unknown', ...known].some(one => one.toLowerCase() === word.toLowerCase());
  if (!words.every(isKnown))
    throw new Unreadable([{ at: name, problem: `must be of Unknown, ${known.join(', ')}, between commas` }]);
  return words;
}

function readFilters(of: string | undefined, within: string | undefined, names: readonly [string, string]) {
  return { types: readWords(of, names[0], goalTypes), windows: readWords(within, names[1], goalWindows) };
}

/** Ids of recommendations are strings by the description; here they are GUIDs. */
function demandGuid({ goalRecommendationId: id = '' }: RestCall['path']): string {
  if (isGuid(id)) return id;
  throw new RestProblem(404, 'There is none of this id. List them to see which there are.');
}

export const goalOperations = [
  operation({
    id: 'Goals_Get',
    method: 'GET',
    path: '/Goals',
    summary: 'The goals of the record',
    query: {
      types,
      windowTypes: windows,
      startDate: { field: moment, about: 'Only those that have not ended by then.' },
      endDate: { field: moment, about: 'Only those that have begun by then.' },
      after,
    },
    answers: { 200: { about: 'The newest first.', model: goalsResponse } },
    scopes: [[resource, ['s']]],
    async run(call) {
      const { vault, grant, query } = call;
      const [from, to] = [query.startDate, query.endDate].map(at =>
        at === undefined ? undefined : toInstant(readMoment(at)),
      );
      const filters = readFilters(query.types, query.windowTypes, ['types', 'windowTypes']);
      return tellGoals(
        call,
        await pageGoals(vault, grant, { ...filters, from, to, after: query.after }),
        'goals',
      );
    },
  }),
  operation({
    id: 'Goals_GetActive',
    method: 'GET',
    path: '/Goals/active',
    summary: 'The goals that hold now',
    query: { types, windowTypes: windows, after },
    answers: { 200: { about: 'The newest first.', model: goalsResponse } },
    scopes: [[resource, ['s']]],
    async run(call) {
      const { vault, grant, query } = call;
      const now = vault.clock.now();
      const filters = readFilters(query.types, query.windowTypes, ['types', 'windowTypes']);
      const asked = { ...filters, from: now, to: now, after: query.after };
      return tellGoals(call, await pageGoals(vault, grant, asked), 'goals');
    },
  }),
  operation({
    id: 'Goals_Create',
    method: 'POST',
    path: '/Goals',
    summary: 'Adds goals, all of them or none',
    body: { name: 'goalsWrapper', about: 'The goals.', model: goalsWrapper },
    answers: { 201: { about: 'The goals as they are kept.', model: goalsResponse } },
    scopes: [[resource, ['c']]],
    async run({ vault, grant, body: { goals = [] } }) {
      const all = await createGoals(vault, grant, goals);
      return { status: 201, json: { goals: all.map(({ json }) => json) } };
    },
  }),
  operation({
    id: 'Goals_Replace',
    method: 'PUT',
    path: '/Goals',
    summary: 'Puts a goal in place of itself',
    body: { name: 'goal', about: 'The goal, with all that it is to have.', model: goal },
    answers: { 200: { about: 'The goal as it is kept.', model: goal } },
    scopes: [[resource, ['r', 'u']]],
    async run({ vault, grant, body, ifMatch }) {
      const change = { id: demandId(body.id), at: '', make: () => body };
      const [changed] = await changeGoals(vault, grant, [change], ifMatch);
      return changed ? tell(changed, 200) : { status: 200 };
    },
  }),
  operation({
    id: 'Goals_Update',
    method: 'PATCH',
    path: '/Goals',
    summary: 'Changes what is sent of goals, of all of them or none',
    body: {
      name: 'goalsWrapper',
      about: 'Their ids, and what is to change.',
      model: goalsWrapper,
      isPart: true,
    },
    answers: { 200: { about: 'The goals as they are kept.', model: goalsResponse } },
    scopes: [[resource, ['r', 'u']]],
    async run({ vault, grant, sent, ifMatch }) {
      const { goals = [] } = readModel(partOfGoals, sent);
      const changes = goals.map((one, place) => {
        const at = `goals[${place}]`;
        return { id: demandId(one.id, at), at, make: (before: Goal) => ({ ...before, ...one }) };
      });
      const all = await changeGoals(vault, grant, changes, ifMatch);
      return { status: 200, json: { goals: all.map(({ json }) => json) } };
    },
  }),
  operation({
    id: 'Goals_GetById',
    method: 'GET',
    path: '/Goals/{goalId}',
    summary: 'A goal',
    ids: goalIds,
    answers: { 200: { about: 'The goal.', model: goal } },
    scopes: [[resource, ['r']]],
    run: async ({ vault, grant, path: { goalId = '' } }) =>
      tell(await readOneGoal(vault, grant, goalId), 200),
  }),
  operation({
    id: 'Goals_Delete',
    method: 'DELETE',
    path: '/Goals/{goalId}',
    summary: 'Deletes a goal',
    ids: goalIds,
    answers: { 204: { about: 'It is gone.' } },
    scopes: [[resource, ['d']]],
    async run({ vault, grant, path: { goalId = '' }, ifMatch }) {
      await deleteOf(vault, grant, { of: 'goal', id: goalId, ifMatch });
      return { status: 204 };
    },
  }),
  operation({
    id: 'GoalRecommendations_Get',
    method: 'GET',
    path: '/GoalRecommendations',
    summary: 'The goals that are advised',
    query: { goalTypes: types, goalWindowTypes: windows, after },
    answers: {
      200: { about: 'Those that have not expired, the newest first.', model: goalRecommendationsResponse },
    },
    scopes: [[advice, ['s']]],
    async run(call) {
      const { vault, grant, query } = call;
      const filters = readFilters(query.goalTypes, query.goalWindowTypes, ['goalTypes', 'goalWindowTypes']);
      return tellGoals(
        call,
        await pageAdvice(vault, grant, { ...filters, after: query.after }),
        'goalRecommendations',
      );
    },
  }),
  operation({
    id: 'GoalRecommendations_Create',
    method: 'POST',
    path: '/GoalRecommendations',
    summary: 'Advises a goal',
    body: { name: 'goalRecommendation', about: 'The goal, and until when.', model: goalRecommendation },
    answers: { 201: { about: 'The recommendation as it is kept.', model: goalRecommendationInstance } },
    scopes: [[advice, ['c']]],
    async run({ vault, grant, body }) {
      const made = await createAdvice(vault, grant, body);
      return tell(made, 201, `/GoalRecommendations/${made.json.id}`);
    },
  }),
  operation({
    id: 'GoalRecommendations_GetById',
    method: 'GET',
    path: '/GoalRecommendations/{goalRecommendationId}',
    summary: 'A goal that is advised',
    ids: adviceIds,
    answers: { 200: { about: 'The recommendation.', model: goalRecommendationInstance } },
    scopes: [[advice, ['r']]],
    run: async ({ vault, grant, path }) => tell(await readAdvice(vault, grant, demandGuid(path)), 200),
  }),
  operation({
    id: 'GoalRecommendations_Delete',
    method: 'DELETE',
    path: '/GoalRecommendations/{goalRecommendationId}',
    summary: 'Deletes a recommendation',
    ids: adviceIds,
    answers: { 204: { about: 'It is gone.' } },
    scopes: [[advice, ['d']]],
    async run({ vault, grant, path, ifMatch }) {
      await deleteOf(vault, grant, { of: 'recommendation', id: demandGuid(path), ifMatch });
      return { status: 204 };
    },
  }),
  operation({
    id: 'GoalRecommendations_Acknowledge',
    method: 'PUT',
    path: '/GoalRecommendations/{goalRecommendationId}/Acknowledge',
    summary: 'Says that a recommendation was taken on',
    ids: adviceIds,
    answers: { 204: { about: 'It is noted.' } },
    scopes: [[advice, ['u']]],
    async run({ vault, grant, path, ifMatch }) {
      await acknowledgeAdvice(vault, grant, { id: demandGuid(path), ifMatch });
      return { status: 204 };
    },
  }),
];
