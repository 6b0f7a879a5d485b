// What REST writes the XML API reads, and what XML writes REST reads, for each model: by drawn values, more of them with
// KEEPWELL_PROPERTIES_COUNT.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printMoment } from '../../formats/rest/moments.ts';
import { readXml } from '../../schema/xml-reader.ts';
import { valuesOf } from '../../testing/arbitrary.ts';
import { givenRestClient, makeSentPlan, type RestClient } from '../../testing/rest-client.ts';
import { drawn, seed } from '../../testing/seed.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { Swagger } from '../../testing/swagger.ts';
import { bodiesOf, type Sources } from '../../testing/swagger-values.ts';
import goalRecommendation from '../../things/goal-recommendation.ts';
import healthGoal from '../../things/health-goal.ts';
import { currentVersion, parseThing, printThing, type ThingType } from '../../things/index.ts';
import plan from '../../things/plan.ts';
import sleepSession from '../../things/sleep-session.ts';
import task from '../../things/task.ts';
import taskTrackingEntry from '../../things/task-tracking-entry.ts';
import { describeRest } from './description.ts';

const swagger = new Swagger(
  JSON.stringify(describeRest('2.0-preview', { shellUrl: 'https://vault.example' })),
);
let server: TestServer;
let app: RestClient;
const ofPerson = () => ({ personId: app.personId, recordId: app.recordId });
beforeAll(async () => {
  server = await startTestServer();
  app = await givenRestClient(server);
});
afterAll(() => server.close());

interface Item<Value> {
  readonly id: string;
  readonly stamp: string;
  readonly xml: string;
  readonly value: Value;
}

/** An item as the XML API has it. */
async function readItem<Value>(type: ThingType<Value>, id: string): Promise<Item<Value>> {
  const info = `<group><id>${id}</id><format><section>core</section><xml/></format></group>`;
  const answer = await app.client.call('GetThings', { version: 3, info, ...ofPerson() });
  expect(answer.code).toBe(0);
  const [key] = answer.elements('thing-id');
  const xml = /<data-xml>(.*)<\/data-xml>/s.exec(answer.xml)?.[1] ?? '';
  const stamp = key?.attributes.find(({ name }) => name === 'version-stamp')?.value ?? '';
  const at = readXml(`<data-xml>${xml}</data-xml>`).root();
  at.enter();
  const value = parseThing(currentVersion(type as ThingType), at) as Value;
  return { id, stamp, xml, value };
}

/** Writes an item by XML, as it is. @returns its id */
async function putItem(
  type: ThingType<never>,
  data: string,
  { key = '', belongsTo }: { key?: string; belongsTo?: string | undefined } = {},
): Promise<string> {
  const { id: typeId } = currentVersion(type);
  const common =
    belongsTo === undefined
      ? ''
      : `<common><related-thing><thing-id>${belongsTo}</thing-id><relationship-type>belongs-to</relationship-type></related-thing></common>`;
  const info = `<thing>${key}<type-id>${typeId}</type-id><data-xml>${data}${common}</data-xml></thing>`;
  const answer = await app.client.call('PutThings', { version: 2, info, ...ofPerson() });
  expect([answer.code, answer.message]).toEqual([0, undefined]);
  return answer.texts('thing-id')[0] ?? '';
}

const draw = <Value>(type: ThingType<Value>, count: number) =>
  fc.sample(valuesOf(currentVersion(type as ThingType).schema), { numRuns: drawn(count), seed }) as Value[];

/** As JSON has it: ids in small letters, and nothing where there is nothing. */
function simplify(json: unknown): unknown {
  return JSON.parse(
    JSON.stringify(json, (_, value: unknown) =>
      value === null || (Array.isArray(value) && value.length === 0) ? undefined : value,
    ) ?? 'null',
  );
}

/** What a REST client reads of what it wrote: what was sent, and what the vault says besides. */
const readBack = (got: unknown, sent: unknown) =>
  expect(simplify(got)).toMatchObject(simplify(sent) as object);

const numbers = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map(n => n + 0);
const oneDay = fc.constantFrom<string[][]>(['Everyday'], ['Monday', 'Friday'], ['Sunday'], []);
/** With what a description does not say must be there. */
const must = {
  ActionPlan: ['name'],
  ActionPlanTask: ['frequencyTaskCompletionMetrics'],
  ActionPlanRangeMetric: ['propertyXPath'],
  ActionPlanTaskTargetEvent: ['elementXPath'],
  Time: ['hours', 'minutes'],
  Goal: ['name'],
  GoalRange: ['units'],
  GoalRecurrenceMetrics: ['windowType'],
  GoalRecommendation: ['associatedGoal'],
};
const simple: Sources = {
  'Objective.outcomeName': fc.stringMatching(/^[a-z ]{1,10}x$/),
  'Schedule.scheduledDays': oneDay,
  'Time.hours': fc.integer({ min: 0, max: 23 }),
  propertyXPath: fc.constant('thing/data-xml/weight/value/kg'),
  elementXPath: fc.constantFrom('thing/data-xml/weight', 'thing/data-xml/blood-pressure/systolic'),
  minimum: numbers,
  maximum: numbers,
};
const model = (name: string, sources: Sources) =>
  bodiesOf(swagger, { $ref: `#/definitions/${name}` }, { ...simple, ...sources }, must);

const ranges = model('GoalRange', {}).map(range => {
  const { minimum = 0, maximum = 0, ...rest } = range as { minimum?: number; maximum?: number };
  return { ...rest, minimum: Math.min(minimum, maximum), maximum: Math.max(minimum, maximum) };
});
const goals = model('Goal', {
  'Goal.range': ranges,
  'Goal.additionalRanges': fc.array(ranges, { maxLength: 2 }),
});
const plans = model('ActionPlan', {
  'ActionPlan.objectives': fc.uniqueArray(model('Objective', {}), {
    ...{ minLength: 1, maxLength: 3, selector: one => (one as { id: string }).id },
  }),
  'ActionPlanTask.associatedObjectiveIds': fc.constant([]),
  'ActionPlanTask.schedules': fc.array(model('Schedule', {}), { minLength: 1, maxLength: 2 }),
}).map(json => {
  // Each task is for the first objective, or for none.
  const sent = json as Sent;
  const [first] = sent.objectives;
  const tasks = (sent.associatedTasks ?? []).map((one: Sent, place: number) => ({
    ...{ schedules: [{ reminderState: 'OnTime', scheduledDays: ['Everyday'] }], ...one },
    associatedObjectiveIds: place === 0 && first ? [first.id] : [],
  }));
  return { ...sent, associatedTasks: tasks };
});

// biome-ignore lint/suspicious/noExplicitAny: bodies are looked into
type Sent = any;

function sample(bodies: fc.Arbitrary<unknown>, count: number): Sent[] {
  return fc.sample(bodies, { numRuns: drawn(count), seed });
}

/** Put once more by XML, as it is, it is the same to REST. */
async function demandUntouched(type: ThingType<never>, path: string): Promise<void> {
  const before = await app.send('GET', path);
  const { id, stamp, xml } = await readItem(type, before.body.id);
  await putItem(type, xml, { key: `<thing-id version-stamp="${stamp}">${id}</thing-id>` });
  expect((await app.send('GET', path)).body).toEqual(before.body);
}

test('plans and tasks that REST writes', async () => {
  for (const sent of sample(plans, 6)) {
    const made = await app.send('POST', '/ActionPlans', sent);
    expect([made.status, made.body.error], JSON.stringify(sent)).toEqual([201, undefined]);
    const { body } = await app.send('GET', `/ActionPlans/${made.body.id}`);
    expect(body).toEqual(made.body);
    const told = sent.associatedTasks.map((one: Sent) => {
      const { associatedPlanId: _, frequencyTaskCompletionMetrics: often, ...rest } = one;
      return one.completionType === 'Frequency' ? { ...rest, frequencyTaskCompletionMetrics: often } : rest;
    });
    readBack(body, { ...sent, associatedTasks: told });
    const { value } = await readItem(plan, body.id);
    expect(value).toMatchObject({ name: sent.name, category: sent.category, status: 'InProgress' });
    expect(value.description).toBe(sent.description);
    expect(value.objectives.objective).toMatchObject(
      sent.objectives.map(({ id, name, description, state }: Sent) => ({ id, name, description, state })),
    );
    await demandUntouched(plan as never, `/ActionPlans/${body.id}`);
    for (const [place, { id }] of body.associatedTasks.entries()) {
      const one = sent.associatedTasks[place];
      const { value: kept } = await readItem(task, id);
      expect(kept).toMatchObject({
        ...{ name: one.name, shortDescription: one.shortDescription, longDescription: one.longDescription },
        trackingPolicy: { completionMetrics: { completionType: one.completionType } },
      });
      expect(kept.trackingPolicy?.isAutoTrackable).toBe(one.trackingPolicy.isAutoTrackable);
      expect(kept.trackingPolicy?.targetEvents?.targetEvent.length ?? 0).toBe(
        one.trackingPolicy.targetEvents?.length ?? 0,
      );
      await demandUntouched(task as never, `/ActionPlanTasks/${id}`);
    }
  }
});

test('goals and recommendations that REST writes', async () => {
  for (const sent of sample(goals, 12)) {
    const { id: _, ...own } = sent;
    const made = await app.send('POST', '/Goals', { goals: [own] });
    expect([made.status, made.body.error], JSON.stringify(sent)).toEqual([201, undefined]);
    const [goal] = made.body.goals;
    readBack(goal, own);
    const { value } = await readItem(healthGoal, goal.id);
    expect(value.name.text).toBe(own.name);
    expect(value.targetRange?.maximum?.structured?.[0]?.value).toBe(own.range?.maximum);
    expect(value.recurrence?.timesInInterval).toBe(
      own.recurrenceMetrics && (own.recurrenceMetrics.occurrenceCount ?? 1),
    );
    await demandUntouched(healthGoal as never, `/Goals/${goal.id}`);
    const advised = await app.send('POST', '/GoalRecommendations', { associatedGoal: own });
    expect((await readItem(goalRecommendation, advised.body.id)).value.goal).toEqual(value);
    await demandUntouched(goalRecommendation as never, `/GoalRecommendations/${advised.body.id}`);
  }
});

test('what REST notes as done', async () => {
  const { body } = await app.send('POST', '/ActionPlans', makeSentPlan());
  const [{ id: taskId }] = body.associatedTasks;
  for (const at of sample(
    fc.date({ ...{ min: new Date('2000-01-01'), max: new Date('2090-01-01') }, noInvalidDate: true }),
    20,
  )) {
    const trackingDateTime = (at as Date).toISOString();
    await app.send('POST', '/TaskTracking', { taskId, trackingDateTime });
    const day = trackingDateTime.slice(0, 10);
    const timeline = await app.send('GET', `/Timeline?startDate=${day}`);
    const [snapshot] = timeline.body.tasks.find((one: Sent) => one.taskId === taskId).timelineSnapshots;
    const done = [
      ...snapshot.schedules.flatMap((one: Sent) => one.occurrences),
      ...snapshot.unscheduledOccurrences,
    ];
    const { value } = await readItem(taskTrackingEntry, done.at(-1).id);
    expect(printMoment(value.trackingTime).slice(0, 19)).toBe(trackingDateTime.slice(0, 19));
  }
});

/** As the description has it. */
function demandDescribed(model: string, body: unknown): void {
  expect(swagger.judge({ $ref: `#/definitions/${model}` }, body), JSON.stringify(body)).toEqual([]);
}

const printValue = (type: ThingType<never>, value: unknown) => printThing(currentVersion(type), value);

test('plans and tasks that XML writes are told, stay when they are put back as they were told, and change in part', async () => {
  const tasks = draw(task, 8);
  for (const [place, drawnPlan] of draw(plan, 8).entries()) {
    const id = await putItem(plan as never, printValue(plan as never, drawnPlan));
    const data = printValue(task as never, tasks[place]);
    const taskId = await putItem(task as never, data, { belongsTo: id });
    const alone = await putItem(task as never, data);
    const [item, kept] = [await readItem(plan, id), await readItem(task, taskId)];
    const { body } = await app.send('GET', `/ActionPlans/${id}`);
    demandDescribed('ActionPlanInstance', body);
    readBack(body, { name: item.value.name, status: item.value.status, category: item.value.category });
    expect(body.associatedTasks.map((one: Sent) => one.id)).toEqual([taskId]);
    readBack(body.associatedTasks[0], { name: kept.value.name, status: kept.value.status });
    for (const [path, sent] of [
      ['/ActionPlans', body],
      ['/ActionPlanTasks', body.associatedTasks[0]],
      ['/ActionPlanTasks', (await app.send('GET', `/ActionPlanTasks/${alone}`)).body],
    ] as const) {
      for (const method of ['PUT', 'PATCH']) {
        const put = await app.send(method, path, sent);
        expect([put.status, put.body.error], JSON.stringify(sent)).toEqual([200, undefined]);
        // A task that is over ends on the day on which REST is told so.
        expect(put.body).toMatchObject(sent);
      }
    }
    expect((await readItem(plan, id)).value).toEqual(item.value);
    expect((await readItem(task, taskId)).value).toEqual(kept.value);
    expect((await readItem(task, alone)).value).toEqual(kept.value);
    await app.send('PATCH', '/ActionPlans', { id, status: 'Archived' });
    await app.send('PATCH', '/ActionPlanTasks', { id: taskId, status: 'Completed' });
    expect((await readItem(plan, id)).value).toEqual({ ...item.value, status: 'Archived' });
    expect((await readItem(task, taskId)).value).toEqual({ ...kept.value, status: 'Completed' });
    const at = `startTime=2026-01-01T00:00:00Z&endTime=2026-01-15T00:00:00Z`;
    const adherence = await app.send('GET', `/ActionPlans/${id}/Adherence?${at}`);
    expect([adherence.status, adherence.body.error]).toEqual([200, undefined]);
    demandDescribed('ActionPlanAdherenceSummary', adherence.body);
  }
  const timeline = await app.send('GET', '/Timeline?startDate=2026-01-01&endDate=2026-02-01');
  expect([timeline.status, timeline.body.error]).toEqual([200, undefined]);
  demandDescribed('ActionPlanTasksResponse-TimelineTask', timeline.body);
});

test('goals and recommendations that XML writes', async () => {
  for (const value of draw(healthGoal, 12)) {
    const id = await putItem(healthGoal as never, printValue(healthGoal as never, value));
    const item = await readItem(healthGoal, id);
    const { body } = await app.send('GET', `/Goals/${id}`);
    demandDescribed('Goal', body);
    expect(body.name).toBe(item.value.name.text);
    for (const [method, path, sent] of [
      ['PUT', '/Goals', body],
      ['PATCH', '/Goals', { goals: [body] }],
    ] as const) {
      const put = await app.send(method, path, sent);
      expect([put.status, put.body.error], JSON.stringify(body)).toEqual([200, undefined]);
      expect((await readItem(healthGoal, id)).value).toEqual(item.value);
    }
    await app.send('PATCH', '/Goals', { goals: [{ id, name: 'Named anew' }] });
    const { value: named } = await readItem(healthGoal, id);
    expect(named).toEqual({ ...item.value, name: { ...item.value.name, text: 'Named anew' } });
  }
  for (const value of draw(goalRecommendation, 6)) {
    const id = await putItem(goalRecommendation as never, printValue(goalRecommendation as never, value));
    const item = await readItem(goalRecommendation, id);
    const { body } = await app.send('GET', `/GoalRecommendations/${id}`);
    demandDescribed('GoalRecommendationInstance', body);
    expect(body.acknowledged).toBe(item.value.acknowledged);
    expect((await app.send('PUT', `/GoalRecommendations/${id}/Acknowledge`)).status).toBe(204);
    expect((await readItem(goalRecommendation, id)).value).toEqual({ ...item.value, acknowledged: true });
  }
});

test('what XML notes as done, and its nights', async () => {
  const { body } = await app.send('POST', '/ActionPlans', makeSentPlan());
  const [{ id: belongsTo }] = body.associatedTasks;
  for (const value of draw(taskTrackingEntry, 8)) {
    const id = await putItem(taskTrackingEntry as never, printValue(taskTrackingEntry as never, value), {
      belongsTo,
    });
    const { date } = value.trackingTime;
    const day = [date.y, date.m, date.d].map(part => String(part).padStart(2, '0')).join('-');
    if (date.y > 9997) continue;
    const timeline = await app.send('GET', `/Timeline?startDate=${day}`);
    demandDescribed('ActionPlanTasksResponse-TimelineTask', timeline.body);
    const isCounted = timeline.text.includes(`"id":"${id}"`);
    expect(isCounted, JSON.stringify(value)).toBe(value.trackingStatus !== 'NonOccurrence');
  }
  for (const value of draw(sleepSession, 8)) {
    const sleepId = await putItem(sleepSession as never, printValue(sleepSession as never, value));
    const found = await app.send('GET', '/Sleeps?includeDetails=Full&maxPageSize=1000');
    demandDescribed('SleepResponse', found.body);
    const night = found.body.sleepActivities.find((one: Sent) => one.sleepId === sleepId);
    expect(night.wakeState).toBe(['WideAwake', 'Tired', 'Sleepy'][value.wakeState - 1]);
    expect(night.endTime).toContain(
      `T${[value.wakeTime.h, value.wakeTime.m].map(part => String(part).padStart(2, '0')).join(':')}`,
    );
  }
});
