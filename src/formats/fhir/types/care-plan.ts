// Care plan: what is to be done, by whom and until when. Its goals stay beside.
import carePlan from '../../../things/care-plan.ts';
import { codeable, isWritable } from '../codes.ts';
import { hasStatus, isMarked, isUnmarked, makeMark, spanOf } from '../elements.ts';
import { getOwn, type Json, type JsonObject, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath, putAtPath } from '../paths.ts';
import { personReference } from '../people.ts';
import { planCategory } from '../plans.ts';

const { rowBy } = rowsOf(carePlan);
const settings = { zone: 'UTC' };

/** What people would call it: its title, or the kind of plan that it is. */
function findName(resource: JsonObject): string | undefined {
  const kinds = [...listOf(resource.category)].reverse().filter(one => one !== undefined);
  const words = kinds.map(one => getOwn(one, 'text') ?? getOwn(listOf(getOwn(one, 'coding'))[0], 'display'));
  return [resource.title, resource.description, ...words].find(isWritable);
}

const name: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (isWritable(item.name)) resource.title = item.name;
  },
  read(resource, item) {
    const found = findName(resource);
    if (found !== undefined) item.name = found;
  },
};

const statuses: readonly (readonly [pattern: RegExp, status: string])[] = [
  [/complet|done|finish/i, 'completed'],
  [/cancel|revok|aband|stop/i, 'revoked'],
  [/hold|pause|suspend/i, 'on-hold'],
  [/draft|propos|plan/i, 'draft'],
];

const status: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    const text = getOwn(item.status, 'text');
    const found = typeof text === 'string' && statuses.find(([pattern]) => pattern.test(text));
    resource.status = found ? found[1] : 'active';
  },
  read(resource, item) {
    // Active is what any plan is.
    if (isWritable(resource.status) && resource.status !== 'active') item.status = { text: resource.status };
  },
};

const manager: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    const written =
      item.carePlanManager === undefined ? undefined : personReference.write(item.carePlanManager, settings);
    if (written !== undefined) resource.author = written;
  },
  read(resource, item) {
    const value = resource.author === undefined ? undefined : personReference.read(resource.author, settings);
    if (value !== undefined) item.carePlanManager = value;
  },
};

const team: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    const people = listOf(getAtPath(item, 'careTeam.person')).flatMap(
      one => personReference.write(one, settings) ?? [],
    );
    if (people.length > 0) resource.contributor = people;
  },
  read(resource, item) {
    const people = listOf(resource.contributor).flatMap(one => personReference.read(one, settings) ?? []);
    if (people.length > 0) item.careTeam = { person: people };
  },
};

const taskSpan = spanOf('startDate', 'endDate', 'scheduledPeriod');

const tasks: Pick<Row, 'write' | 'read'> = {
  write(item, resource, how) {
    const all = listOf(getAtPath(item, 'tasks.task')) as readonly JsonObject[];
    const activity = all.map(one => {
      const code = one.name === undefined ? undefined : codeable.write(one.name, how);
      const detail = { ...(code !== undefined && { code }), status: 'not-started' };
      taskSpan.write(one, detail, how);
      return { detail: isWritable(one.description) ? { ...detail, description: one.description } : detail };
    });
    if (activity.length > 0) resource.activity = activity;
  },
  read(resource, item, how) {
    const all = listOf(resource.activity).flatMap<Json>(one => {
      const detail = getOwn(one, 'detail') as JsonObject | undefined;
      const code = getOwn(detail, 'code');
      const named = code === undefined ? undefined : codeable.read(code, how);
      if (detail === undefined || named === undefined) return [];
      const task = {
        name: named,
        ...(isWritable(detail.description) && { description: detail.description }),
      };
      taskSpan.read(detail, task, how);
      return [task];
    });
    if (all.length > 0) putAtPath(item, 'tasks.task', all);
  },
};

export default defineMapping(carePlan, {
  resourceType: 'CarePlan',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan',
  subject: 'subject',
  fixed: { status: 'active', intent: 'plan', category: [planCategory, makeMark(carePlan)] },
  rows: [
    rowBy('name', 'title', name, 'Where it has none, its description or kind.'),
    rowBy('startDate', 'period', spanOf('startDate', 'endDate', 'period')),
    rowBy('status', 'status', status),
    rowBy('carePlanManager', 'author', manager),
    rowBy('careTeam', 'contributor', team),
    rowBy('tasks', 'activity', tasks),
  ],
  takes: resource =>
    (isUnmarked(resource) || isMarked(resource, carePlan)) &&
    !hasStatus(resource, 'entered-in-error') &&
    findName(resource) !== undefined,
});
