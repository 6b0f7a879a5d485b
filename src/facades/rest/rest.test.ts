// The REST API as an application uses it: plans with their tasks, what was done, goals, nights and invitations, over the same items
// as the XML API.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  givenRestClient,
  makeSentPlan,
  makeSentTask,
  objectiveId,
  type RestClient,
} from '../../testing/rest-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';

let server: TestServer;
let app: RestClient;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenRestClient(server, { methodGroups: ['basic', 'connect-package'] });
});
afterAll(() => server.close());

const sleepTypeId = '11c52484-7f1a-11db-aeac-87d355d89593';
const ofPerson = () => ({ personId: app.personId, recordId: app.recordId });

async function readXml(id: string): Promise<string> {
  const info = `<group><id>${id}</id><format><section>core</section><xml/></format></group>`;
  return (await app.client.call('GetThings', { version: 3, info, ...ofPerson() })).xml;
}

describe('a plan', () => {
  test('is made with its tasks and read back by both APIs', async () => {
    const made = await app.send('POST', '/ActionPlans', makeSentPlan());
    expect([made.status, made.body.error]).toEqual([201, undefined]);
    const { id, associatedTasks, ...rest } = made.body;
    const { associatedTasks: _, ...sent } = makeSentPlan();
    expect(rest).toEqual({
      ...sent,
      status: 'InProgress',
      organizationId: app.app.id,
      organizationName: 'Test application',
    });
    expect(associatedTasks).toEqual([
      expect.objectContaining({ ...makeSentTask({ associatedPlanId: id }), status: 'InProgress' }),
    ]);
    expect((await app.send('GET', `/ActionPlans/${id}`)).body).toEqual(made.body);
    const xml = await readXml(id);
    expect(xml).toContain('<plan><name>Track your weight</name>');
    const taskXml = await readXml(associatedTasks[0].id);
    expect(taskXml).toContain('<short-description>Every day</short-description>');
    expect(taskXml).toContain(`<thing-id>${id}</thing-id>`);
  });

  test('is listed, changed in part, put anew and deleted with its tasks', async () => {
    const { body: plan } = await app.send('POST', '/ActionPlans', makeSentPlan({ name: 'Second' }));
    const patched = await app.send('PATCH', '/ActionPlans', { id: plan.id, status: 'Completed' });
    expect(patched.body).toEqual({ ...plan, status: 'Completed' });
    const [task] = plan.associatedTasks;
    const put = await app.send('PUT', '/ActionPlans', {
      ...plan,
      name: 'Anew',
      associatedTasks: [{ ...task, name: 'Other' }, makeSentTask({ name: 'Third' })],
    });
    expect([put.status, put.body.error]).toEqual([200, undefined]);
    expect(put.body.associatedTasks.map((one: { name: string }) => one.name)).toEqual(['Other', 'Third']);
    expect(put.body.associatedTasks[0].id).toBe(task.id);
    const fewer = await app.send('PUT', '/ActionPlans', { ...put.body, associatedTasks: [] });
    expect(fewer.body.associatedTasks).toEqual([]);
    expect((await app.send('GET', `/ActionPlanTasks/${task.id}`)).status).toBe(404);
    expect((await app.send('DELETE', `/ActionPlans/${plan.id}`)).status).toBe(204);
    expect((await app.send('GET', `/ActionPlans/${plan.id}`)).status).toBe(404);
  });

  test('comes in pages', async () => {
    for (const name of ['one', 'two', 'three'])
      await app.send('POST', '/ActionPlans', makeSentPlan({ name }));
    const all = await app.send('GET', '/ActionPlans');
    const names: string[] = [];
    let page = await app.send('GET', '/ActionPlans?maxPageSize=2');
    for (;;) {
      expect(page.status).toBe(200);
      expect(page.body.plans.length).toBeLessThanOrEqual(2);
      names.push(...page.body.plans.map(({ name }: { name: string }) => name));
      if (!page.body.nextLink) break;
      page = await app.send('GET', page.body.nextLink);
    }
    expect(names).toEqual(all.body.plans.map(({ name }: { name: string }) => name));
  });

  test('keeps at least one objective', async () => {
    const other = '6f8a1f5e-0b0f-4a52-9d4d-3f2f5c1d2e02';
    const { objectives } = makeSentPlan();
    const sent = makeSentPlan({ objectives: [...objectives, { ...objectives[0], id: other }] });
    const { body: plan } = await app.send('POST', '/ActionPlans', sent);
    expect((await app.send('DELETE', `/ActionPlans/${plan.id}/Objectives/${objectiveId}`)).status).toBe(204);
    const { body: after } = await app.send('GET', `/ActionPlans/${plan.id}`);
    expect(after.objectives.map(({ id }: { id: string }) => id)).toEqual([other]);
    expect(after.associatedTasks[0].associatedObjectiveIds).toEqual([]);
    const last = await app.send('DELETE', `/ActionPlans/${plan.id}/Objectives/${other}`);
    expect([last.status, last.body.error.code]).toEqual([409, 'Conflict']);
  });

  test('is changed only by who knows what it is', async () => {
    const { body: plan, headers } = await app.send('POST', '/ActionPlans', makeSentPlan());
    const tag = headers.get('etag') ?? '';
    const change = { id: plan.id, name: 'Changed' };
    expect((await app.send('PATCH', '/ActionPlans', change, { 'if-match': '"other"' })).status).toBe(412);
    expect((await app.send('PATCH', '/ActionPlans', change, { 'if-match': tag })).status).toBe(200);
    const again = await app.send('PATCH', '/ActionPlans', change, { 'if-match': tag });
    expect([again.status, again.body.error.code]).toEqual([412, 'PreconditionFailed']);
    const now = await app.send('GET', `/ActionPlans/${plan.id}`);
    const same = await app.send('GET', `/ActionPlans/${plan.id}`, undefined, {
      'if-none-match': now.headers.get('etag') ?? '',
    });
    expect(same.status).toBe(304);
  });
});

describe('adherence', () => {
  test('counts what was noted and what counts by itself', async () => {
    const { body: plan } = await app.send('POST', '/ActionPlans', makeSentPlan({ name: 'Kept to' }));
    const [task] = plan.associatedTasks;
    const started = task.startDate.slice(0, 10);
    const noted = { taskId: task.id, trackingDateTime: `${started}T09:00:00+02:00` };
    const first = await app.send('POST', '/TaskTracking', noted);
    expect([first.status, first.body]).toEqual([201, true]);
    const second = await app.send('POST', '/TaskTracking', noted);
    expect([second.status, second.body]).toEqual([200, {}]);
    const end = new Date(Date.parse(`${started}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10);
    const next = new Date(Date.parse(`${started}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const [y, m, d] = next.split('-').map(Number);
    const weight = `<weight><when><date><y>${y}</y><m>${m}</m><d>${d}</d></date></when><value><kg>80</kg></value></weight>`;
    const put = await app.client.call('PutThings', {
      version: 2,
      info: `<thing><type-id>${typeIds.weight}</type-id><data-xml>${weight}</data-xml></thing>`,
      ...ofPerson(),
    });
    const found = await app.send(
      'GET',
      `/ActionPlans/${plan.id}/Adherence?startTime=${started}T00:00:00Z&endTime=${end}T00:00:00Z`,
    );
    expect([found.status, found.body.error]).toEqual([200, undefined]);
    const [own] = found.body.objectives[0].associatedTasks;
    const sum = (name: string) =>
      own.weeklyAdherence.reduce((all: number, week: Record<string, number>) => all + (week[name] ?? 0), 0);
    expect(own.name).toBe('Measure your weight');
    expect(sum('completions')).toBe(2);
    expect(sum('intendedCompletions')).toBe(14);
    expect(sum('manualTrackedOccurrences')).toBe(1);
    expect(sum('automaticTrackedOccurrences')).toBe(1);
    const evidence = own.weeklyAdherence.flatMap(
      (week: { automaticTrackedOccurrenceEvidence: string[] }) => week.automaticTrackedOccurrenceEvidence,
    );
    expect(evidence).toEqual(put.texts('thing-id').slice(-1));
    const timeline = await app.send('GET', `/Timeline?startDate=${started}&endDate=${next}`);
    const mine = timeline.body.tasks.find(({ taskId }: { taskId: string }) => taskId === task.id);
    expect(
      mine.timelineSnapshots[0].schedules.map((one: { occurrences: object[] }) => one.occurrences.length),
    ).toEqual([1, 1]);
  });
});

test('goals are made, found, changed and deleted, and are health goals to others', async () => {
  const sent = {
    name: 'Walk',
    startDate: '2026-01-01T00:00:00.000Z',
    goalType: 'Steps',
    recurrenceMetrics: { windowType: 'Daily', occurrenceCount: 1 },
    range: { name: 'Enough', minimum: 8000, units: 'Count' },
    additionalRanges: [],
  };
  const made = await app.send('POST', '/Goals', { goals: [sent] });
  expect([made.status, made.body.error]).toEqual([201, undefined]);
  const [goal] = made.body.goals;
  expect(goal).toEqual({ ...sent, id: goal.id });
  expect(await readXml(goal.id)).toContain('<name><text>Walk</text><code><value>walk</value>');
  const found = await app.send('GET', '/Goals/active?types=steps,Weight&windowTypes=Daily');
  expect(found.body.goals).toEqual([goal]);
  expect((await app.send('GET', '/Goals/active?types=Weight')).body.goals).toEqual([]);
  const patched = await app.send('PATCH', '/Goals', {
    goals: [{ id: goal.id, endDate: '2026-02-01T00:00:00Z' }],
  });
  expect(patched.body.goals).toEqual([{ ...goal, endDate: '2026-02-01T00:00:00.000Z' }]);
  const put = await app.send('PUT', '/Goals', { ...sent, id: goal.id, name: 'Run' });
  expect(put.body).toEqual({ ...sent, id: goal.id, name: 'Run' });
  expect((await app.send('DELETE', `/Goals/${goal.id}`)).status).toBe(204);
  expect((await app.send('GET', `/Goals/${goal.id}`)).status).toBe(404);
});

test('a recommendation is made, acknowledged and deleted', async () => {
  const sent = {
    expirationDate: '2099-01-01T00:00:00Z',
    associatedGoal: {
      name: 'Less',
      goalType: 'Weight',
      range: { name: 'Target', maximum: 80, units: 'Kilograms' },
    },
  };
  const made = await app.send('POST', '/GoalRecommendations', sent);
  expect([made.status, made.body.error]).toEqual([201, undefined]);
  const { id } = made.body;
  expect(made.body).toMatchObject({ ...sent, acknowledged: false });
  expect((await app.send('PUT', `/GoalRecommendations/${id}/Acknowledge`)).status).toBe(204);
  expect((await app.send('GET', `/GoalRecommendations/${id}`)).body.acknowledged).toBe(true);
  expect(
    (await app.send('GET', '/GoalRecommendations?goalTypes=Weight')).body.goalRecommendations,
  ).toHaveLength(1);
  expect((await app.send('DELETE', `/GoalRecommendations/${id}`)).status).toBe(204);
});

test('nights are read', async () => {
  const night = (day: number) =>
    `<sleep-am><when><date><y>2026</y><m>3</m><d>${day}</d></date><time><h>7</h><m>0</m></time></when><bed-time><h>23</h><m>15</m></bed-time><wake-time><h>6</h><m>45</m></wake-time><sleep-minutes>420</sleep-minutes><settling-minutes>12</settling-minutes><wake-state>1</wake-state></sleep-am>`;
  const things = [1, 2, 3].map(
    day => `<thing><type-id>${sleepTypeId}</type-id><data-xml>${night(day)}</data-xml></thing>`,
  );
  await app.client.call('PutThings', { version: 2, info: things.join(''), ...ofPerson() });
  const found = await app.send(
    'GET',
    '/Sleeps?includeDetails=Full&maxPageSize=2&startTime=2026-03-01T00:00:00Z',
  );
  expect([found.status, found.body.error]).toEqual([200, undefined]);
  expect(found.body.sleepActivities).toHaveLength(2);
  expect(found.body.sleepActivities[0]).toMatchObject({
    startTime: '2026-03-02T23:15:00Z',
    endTime: '2026-03-03T06:45:00Z',
    wakeState: 'WideAwake',
    userId: app.personId,
    sleepSummary: { sleepDuration: 'PT7H', fallAsleepDuration: 'PT12M' },
    createdBy: { applicationId: app.app.id, personId: app.personId, auditAction: 'Created' },
  });
  expect((await app.send('GET', found.body.nextLink)).body.sleepActivities).toHaveLength(1);
});

test('somebody is invited', async () => {
  const sent = {
    friendlyName: 'Ada',
    applicationPatientId: 'patient 1',
    secretQuestion: 'Which town?',
    secretAnswer: 'London',
  };
  const made = await app.send('POST', '/Onboarding/GenerateInviteCode', sent);
  expect([made.status, made.body.error]).toEqual([200, undefined]);
  expect(made.body.invitationCode).toMatch(/^([A-Z]{4}-){4}[A-Z]{4}$/);
  const again = await app.send('POST', '/Onboarding/GenerateInviteCode', sent);
  expect([again.status, again.body.error.code]).toEqual([409, 'Conflict']);
});
