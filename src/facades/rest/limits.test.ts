// What bounds the REST API, each bound met and passed; and what holds when two write at once.
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { taskTypeId } from '../../core/plans/read.ts';
import { restLimits } from '../../formats/rest/limits.ts';
import { givenRestClient, makeSentPlan, makeSentTask, type RestClient } from '../../testing/rest-client.ts';
import { drawn } from '../../testing/seed.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';

const limits = {
  ...{ restPageMax: 3, planTasksMax: 4, planTrackedMax: 5, planDaysMax: 10, planConditionsMax: 3 },
  ...{ restCallsPerMinuteMax: 150, restBodyBytesMax: 20_000 },
};

let server: TestServer;
let app: RestClient;
beforeAll(async () => {
  server = await startTestServer({ limits });
});
// Each application has its own calls of a minute.
const givenApp = async () => {
  app = await givenRestClient(server);
};
afterAll(() => server.close());

describe('bounds', () => {
  beforeAll(givenApp);

  test('restBodyBytesMax: of a body, as it comes and once it is inflated', async () => {
    const fill = (bytes: number) => {
      const empty = JSON.stringify({ goals: [{ name: 'Walk', text: '' }] });
      return empty.replace('""', `"${'x'.repeat(bytes - empty.length)}"`);
    };
    expect((await app.send('POST', '/Goals', fill(limits.restBodyBytesMax))).status).toBe(201);
    const long = await app.send('POST', '/Goals', fill(limits.restBodyBytesMax + 1));
    expect([long.status, long.body.error.code]).toEqual([413, 'TooLarge']);
    const send = (bytes: number) =>
      fetch(`${server.shellUrl}/Goals`, {
        method: 'POST',
        body: gzipSync(fill(bytes)),
        headers: {
          ...{ authorization: app.authorization, 'content-encoding': 'gzip' },
          ...{ 'content-type': 'application/json', 'x-ms-version': '1' },
        },
      });
    expect((await send(limits.restBodyBytesMax)).status).toBe(201);
    expect((await send(limits.restBodyBytesMax + 1)).status).toBe(413);
    expect((await send(100 * limits.restBodyBytesMax)).status).toBe(413);
  });

  test('texts, lists and what is told of mistakes', async () => {
    const { restTextLengthMax, restEntriesMax, restProblemsMax } = restLimits;
    const send = (goals: unknown) => app.send('POST', '/Goals', { goals });
    expect((await send([{ name: 'x'.repeat(restTextLengthMax) }])).status).toBe(201);
    expect((await send([{ name: 'x'.repeat(restTextLengthMax + 1) }])).status).toBe(400);
    const goal = { name: 'Walk' };
    expect((await send(Array(restEntriesMax).fill(goal))).status).toBe(201);
    expect((await send(Array(restEntriesMax + 1).fill(goal))).status).toBe(400);
    const wrong = await send(Array(restEntriesMax).fill({ name: 1 }));
    expect(wrong.body.error.details).toHaveLength(restProblemsMax);
  });

  test('restPageMax: of what a page has, whatever is asked for', async () => {
    const goals = Array.from({ length: limits.restPageMax + 1 }, (_, i) => ({ name: `Goal ${i}` }));
    await app.send('POST', '/Goals', { goals });
    for (let i = 0; i <= limits.restPageMax; i++) await app.send('POST', '/ActionPlans', makeSentPlan());
    for (const [path, list] of [
      ['/Goals', 'goals'],
      ['/ActionPlans?maxPageSize=1000', 'plans'],
      ['/ActionPlanTasks', 'tasks'],
    ] as const) {
      const { body } = await app.send('GET', path);
      expect(body[list], path).toHaveLength(limits.restPageMax);
      expect(body.nextLink).toContain('after=');
    }
    for (const size of ['0', '-1', '2147483648', '1e3', 'all'])
      expect((await app.send('GET', `/ActionPlans?maxPageSize=${size}`)).status, size).toBe(400);
    const { body } = await app.send('GET', '/ActionPlans?maxPageSize=1');
    const foreign = await app.send('GET', body.nextLink.replace('/ActionPlans', '/ActionPlanTasks'));
    expect([foreign.status, foreign.body.error.message]).toEqual([400, expect.stringContaining('nextLink')]);
  });

  test('planTasksMax: of the tasks of a plan, however they come', async () => {
    const { planTasksMax } = limits;
    const full = makeSentPlan({ associatedTasks: Array(planTasksMax).fill(makeSentTask()) });
    const { body: plan } = await app.send('POST', '/ActionPlans', full);
    expect(plan.associatedTasks).toHaveLength(planTasksMax);
    const more = { associatedTasks: Array(planTasksMax + 1).fill(makeSentTask()) };
    const refused = [
      await app.send('POST', '/ActionPlans', makeSentPlan(more)),
      await app.send('POST', '/ActionPlanTasks', makeSentTask({ associatedPlanId: plan.id })),
      await app.send('PATCH', '/ActionPlans', { id: plan.id, associatedTasks: [makeSentTask()] }),
    ];
    for (const { status, body } of refused)
      expect([status, body.error.message]).toEqual([400, expect.stringContaining(`${planTasksMax} tasks`)]);
    const { body: after } = await app.send('GET', `/ActionPlans/${plan.id}`);
    expect(after.associatedTasks).toHaveLength(planTasksMax);
  });

  test('planDaysMax: of the days that are asked of, to the end of time', async () => {
    const { body: plan } = await app.send('POST', '/ActionPlans', makeSentPlan());
    const adherence = (from: string, to: string) =>
      app.send('GET', `/ActionPlans/${plan.id}/Adherence?startTime=${from}&endTime=${to}`);
    const timeline = (from: string, to: string) =>
      app.send('GET', `/Timeline?startDate=${from}&endDate=${to}`);
    expect((await adherence('2026-01-01T00:00:00Z', '2026-01-11T00:00:00Z')).status).toBe(200);
    expect((await timeline('2026-01-01', '2026-01-10')).status).toBe(200);
    for (const reply of [
      await adherence('2026-01-01T00:00:00Z', '2026-01-11T00:00:01Z'),
      await adherence('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
      await timeline('2026-01-01', '2026-01-11'),
      await timeline('2026-01-02', '2026-01-01'),
      await adherence('9999-12-25T00:00:00Z', '9999-12-31T00:00:00Z'),
      await timeline('9999-12-31', '9999-12-31'),
    ])
      expect([reply.status, reply.body.error?.code], reply.text).toEqual([400, 'BadRequest']);
    expect((await adherence('9998-12-22T00:00:00Z', '9998-12-31T00:00:00Z')).status).toBe(200);
    expect((await timeline('1000-01-01', '1000-01-02')).status).toBe(200);
  });

  test('planConditionsMax: of what says which items count, whatever XML has', async () => {
    // A record of its own: the timeline has a page of tasks.
    await givenApp();
    const { planConditionsMax } = limits;
    const sendPlan = (targetEvents: number) => {
      const trackingPolicy = {
        isAutoTrackable: true,
        occurrenceMetrics: { evaluateTargets: true, targets: [{ propertyXPath: 'thing/data-xml/weight' }] },
        targetEvents: Array(targetEvents).fill({ elementXPath: 'thing/data-xml/weight' }),
      };
      return makeSentPlan({ associatedTasks: [makeSentTask({ trackingPolicy })] });
    };
    const made = await app.send('POST', '/ActionPlans', sendPlan(planConditionsMax - 1));
    expect(made.status).toBe(201);
    const { status, body } = await app.send('POST', '/ActionPlans', sendPlan(planConditionsMax));
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(`${planConditionsMax} target`),
    ]);

    const { personId, recordId } = app;
    const put = (type: string, data: string) =>
      app.client.call('PutThings', {
        ...{ version: 2, personId, recordId },
        info: `<thing><type-id>${type}</type-id><data-xml>${data}</data-xml></thing>`,
      });
    const putTask = async (events: number) => {
      const event = '<target-event><element-xpath>thing/data-xml/height</element-xpath></target-event>';
      const { xml } = await put(
        taskTypeId,
        `<task><date-started><date><y>2026</y><m>11</m><d>20</d></date></date-started><name>Grow</name><short-description>Grow</short-description><long-description>Grow</long-description><status>InProgress</status><tracking-policy><is-auto-trackable>true</is-auto-trackable><source-types><source-type>Manual</source-type></source-types><trigger-types><trigger-type>Manual</trigger-type></trigger-types><completion-metrics><recurrence-type>Daily</recurrence-type><completion-type>Frequency</completion-type><occurrence-count>1</occurrence-count></completion-metrics><target-events>${event.repeat(events)}</target-events></tracking-policy></task>`,
      );
      return /<thing-id[^>]*>([^<]*)</.exec(xml)?.[1];
    };
    const tasks = [await putTask(planConditionsMax), await putTask(planConditionsMax + 1)];
    const when = '<when><date><y>2026</y><m>11</m><d>24</d></date></when>';
    const height = `<height>${when}<value><m>1.8</m></value></height>`;
    await put(typeIds.height, height);
    const timeline = await app.send('GET', '/Timeline?startDate=2026-11-24', undefined, {
      'x-msh-apiversion': '2.0-preview',
    });
    const counted = tasks.map(id => {
      const { timelineSnapshots } = timeline.body.tasks.find((one: { taskId: string }) => one.taskId === id);
      return timelineSnapshots[0].schedules[0].occurrences.length;
    });
    expect(counted).toEqual([1, 0]);
  });

  test('planTrackedMax: of what one answer counts, noted or by itself', async () => {
    const { body: plan } = await app.send('POST', '/ActionPlans', makeSentPlan());
    const [{ id: taskId, startDate }] = plan.associatedTasks;
    const day = startDate.slice(0, 10);
    const ask = async (): Promise<number[]> => {
      const query = `startTime=${day}T00:00:00Z&endTime=${day}T23:59:59Z`;
      const adherence = await app.send('GET', `/ActionPlans/${plan.id}/Adherence?${query}`);
      return [adherence.status, (await app.send('GET', `/Timeline?startDate=${day}`)).status];
    };
    const note = (minute: number) =>
      app.send('POST', '/TaskTracking', { taskId, trackingDateTime: `${day}T08:0${minute}:00Z` });
    for (let i = 0; i < limits.planTrackedMax; i++) expect((await note(i)).status).toBe(201);
    expect(await ask()).toEqual([200, 200]);
    expect((await note(limits.planTrackedMax)).status).toBe(201);
    expect(await ask()).toEqual([413, 413]);
    // Of a day that has too many, no more is noted.
    expect((await note(limits.planTrackedMax + 1)).status).toBe(413);
    const other = new Date(Date.parse(`${day}T00:00:00Z`) + 30 * 86_400_000).toISOString().slice(0, 10);
    const [y, m, d] = other.split('-').map(Number);
    const weight = `<weight><when><date><y>${y}</y><m>${m}</m><d>${d}</d></date></when><value><kg>80</kg></value></weight>`;
    const things = `<thing><type-id>${typeIds.weight}</type-id><data-xml>${weight}</data-xml></thing>`;
    const { personId, recordId } = app;
    const info = things.repeat(limits.planTrackedMax + 1);
    await app.client.call('PutThings', { version: 2, info, personId, recordId });
    expect((await app.send('GET', `/Timeline?startDate=${other}`)).status).toBe(413);
  });
});

test('a task that is sent twice in one change is named', async () => {
  await givenApp();
  const { body: plan } = await app.send('POST', '/ActionPlans', makeSentPlan());
  const [{ id }] = plan.associatedTasks;
  const change = {
    id: plan.id,
    associatedTasks: [
      { id, name: 'One' },
      { id, name: 'Two' },
    ],
  };
  const { status, body } = await app.send('PATCH', '/ActionPlans', change);
  expect([status, body.error.details?.[0].target]).toEqual([400, 'associatedTasks[1].id']);
  const { body: after } = await app.send('GET', `/ActionPlans/${plan.id}`);
  expect(after).toEqual(plan);
});

describe('two writers at once', () => {
  beforeAll(givenApp);

  test('of those who know the same version one writes, and the others are told', async () => {
    const { body: plan } = await app.send('POST', '/ActionPlans', makeSentPlan());
    const { body: goals } = await app.send('POST', '/Goals', { goals: [{ name: 'Walk' }] });
    const [task] = plan.associatedTasks;
    const [goal] = goals.goals;
    const ways: [string, string, (name: string) => object][] = [
      [`/ActionPlans/${plan.id}`, '/ActionPlans', name => ({ id: plan.id, name })],
      [`/ActionPlanTasks/${task.id}`, '/ActionPlanTasks', name => ({ id: task.id, name })],
      [`/Goals/${goal.id}`, '/Goals', name => ({ goals: [{ id: goal.id, name }] })],
    ];
    for (const [read, write, make] of ways)
      for (let round = 0; round < drawn(3); round++) {
        const tag = (await app.send('GET', read)).headers.get('etag') ?? '';
        const names = [0, 1, 2].map(one => `${round}.${one}`);
        const all = await Promise.all(
          names.map(name => app.send('PATCH', write, make(name), { 'if-match': tag })),
        );
        expect(all.map(({ status }) => status).sort(), write).toEqual([200, 412, 412]);
        const won = names[all.findIndex(({ status }) => status === 200)];
        expect((await app.send('GET', read)).body.name).toBe(won);
      }
  });

  test('what both note is there once, and bounds hold', async () => {
    const { body: plan } = await app.send('POST', '/ActionPlans', makeSentPlan());
    const [{ id: taskId, startDate }] = plan.associatedTasks;
    const noted = { taskId, trackingDateTime: startDate };
    const all = await Promise.all([0, 1, 2].map(() => app.send('POST', '/TaskTracking', noted)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    const sent = makeSentTask({ associatedPlanId: plan.id });
    const added = await Promise.all(
      Array.from({ length: limits.planTasksMax }, () => app.send('POST', '/ActionPlanTasks', sent)),
    );
    expect(added.filter(({ status }) => status === 201)).toHaveLength(limits.planTasksMax - 1);
    const { body } = await app.send('GET', `/ActionPlans/${plan.id}`);
    expect(body.associatedTasks).toHaveLength(limits.planTasksMax);
    // One takes it away, the other changes it: it is gone either way.
    const [gone, changed] = await Promise.all([
      app.send('DELETE', `/ActionPlans/${plan.id}`),
      app.send('PATCH', '/ActionPlans', { id: plan.id, name: 'Changed' }),
    ]);
    expect(gone.status).toBe(204);
    expect([200, 404]).toContain(changed.status);
    expect((await app.send('GET', `/ActionPlanTasks/${taskId}`)).status).toBe(404);
  });
});

test('restCallsPerMinuteMax: of the calls of an application', async () => {
  await givenApp();
  const other = await givenRestClient(server);
  let calls = 0;
  let last = await app.send('GET', '/Goals');
  for (; last.status === 200 && calls <= limits.restCallsPerMinuteMax; calls++)
    last = await app.send('GET', '/Goals');
  expect([calls, last.status, last.body.error.code]).toEqual([
    ...[limits.restCallsPerMinuteMax, 429, 'TooManyRequests'],
  ]);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await other.send('GET', '/Goals')).status).toBe(200);
  server.clock.pass(60_000);
  expect((await app.send('GET', '/Goals')).status).toBe(200);
});
