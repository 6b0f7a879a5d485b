// What a token of OAuth is told by REST: nothing of items that its scopes do not open, nothing of what it may write and not read; and
// what was told of stands in the person's log, whichever way the application came.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSmartToken } from '../../testing/given-smart.ts';
import { settleLog } from '../../testing/log.ts';
import {
  givenRestClient,
  makeSentPlan,
  makeSentTask,
  objectiveId,
  type RestClient,
  sendRest,
} from '../../testing/rest-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';

let server: TestServer;
let app: RestClient;
// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
let plan: any;
let span: { from: string; to: string };
beforeAll(async () => {
  server = await startTestServer();
  app = await givenRestClient(server);
  plan = (await app.send('POST', '/ActionPlans', makeSentPlan())).body;
  const from = plan.associatedTasks[0].startDate.slice(0, 10);
  const to = new Date(Date.parse(`${from}T00:00:00Z`) + 2 * 86_400_000).toISOString().slice(0, 10);
  span = { from, to };
  const [y, m, d] = from.split('-').map(Number);
  const weight = `<weight><when><date><y>${y}</y><m>${m}</m><d>${d}</d></date></when><value><kg>80</kg></value></weight>`;
  await app.client.call('PutThings', {
    version: 2,
    info: `<thing><type-id>${typeIds.weight}</type-id><data-xml>${weight}</data-xml></thing>`,
    ...{ personId: app.personId, recordId: app.recordId },
  });
});
afterAll(() => server.close());

type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => ReturnType<typeof sendRest>;

async function givenToken(scopes: string): Promise<{ send: Send; appId: string }> {
  const token = await givenSmartToken(server, { scopes, of: { person: app.person, record: app.record } });
  const send: Send = (method, path, body, headers = {}) =>
    sendRest(server.shellUrl, method, path, body, { ...token.headers, ...headers });
  return { send, appId: token.app.id };
}

/** By adherence, and by the timeline. */
async function countByItself(send: Send): Promise<number[]> {
  const at = `startTime=${span.from}T00:00:00Z&endTime=${span.to}T00:00:00Z`;
  const adherence = await send('GET', `/ActionPlans/${plan.id}/Adherence?${at}`);
  const timeline = await send('GET', `/Timeline?startDate=${span.from}&endDate=${span.to}`);
  expect([adherence.status, timeline.status]).toEqual([200, 200]);
  const weeks = adherence.body.objectives[0].associatedTasks[0].weeklyAdherence;
  const { schedules } = timeline.body.tasks[0].timelineSnapshots[0];
  return [
    weeks.flatMap(
      (week: { automaticTrackedOccurrenceEvidence: [] }) => week.automaticTrackedOccurrenceEvidence,
    ).length,
    schedules.flatMap(({ occurrences }: { occurrences: [] }) => occurrences).length,
  ];
}

async function listKindsRead(appId: string): Promise<string[]> {
  await settleLog(server);
  const trail = await server.vault.store.read(db =>
    db.audit.ofRecord({ recordId: app.record.id, limit: 1000 }),
  );
  return trail
    .filter(row => row.action === 'ReadThings' && row.appId === appId)
    .flatMap(({ details }) => Object.keys((details as { kinds?: object } | undefined)?.kinds ?? {}));
}

test('an item counts by itself only where the scopes open it whole, and is then in the log', async () => {
  const own = 'patient/CarePlan.rs patient/Task.rs';
  const shut = ['', 'patient/Observation.r', 'patient/Observation.rs?category=vital-signs'];
  for (const more of shut) {
    const { send, appId } = await givenToken(`${own} ${more}`.trim());
    expect(await countByItself(send), more).toEqual([0, 0]);
    expect(await listKindsRead(appId)).not.toContain(typeIds.weight);
  }
  const { send, appId } = await givenToken(`${own} patient/Observation.rs`);
  expect(await countByItself(send)).toEqual([1, 1]);
  expect(await listKindsRead(appId)).toContain(typeIds.weight);
  expect(await countByItself(app.send)).toEqual([1, 1]);
  expect(await listKindsRead(app.app.id)).toContain(typeIds.weight);
});

test('who may write and not read is told nothing of what is there', async () => {
  const { send } = await givenToken('patient/CarePlan.cud patient/Task.cud patient/Goal.cud');
  const [task] = plan.associatedTasks;
  const { body: made } = await app.send('POST', '/Goals', { goals: [{ name: 'Walk', goalType: 'Steps' }] });
  const [goal] = made.goals;
  const asked: [string, string, unknown?][] = [
    ['PATCH', '/ActionPlans', { id: plan.id }],
    ['PUT', '/ActionPlans', plan],
    ['PATCH', '/ActionPlanTasks', { id: task.id }],
    ['PUT', '/ActionPlanTasks', task],
    ['POST', '/ActionPlanTasks', makeSentTask({ associatedPlanId: plan.id })],
    ['POST', '/ActionPlanTasks/ValidateTracking', { actionPlanTask: task, xmlThingDocument: '<thing/>' }],
    ['DELETE', `/ActionPlans/${plan.id}/Objectives/${objectiveId}`],
    ['PATCH', '/Goals', { goals: [{ id: goal.id }] }],
    ['PUT', '/Goals', goal],
  ];
  for (const [method, path, body] of asked) {
    const reply = await send(method, path, body);
    expect([reply.status, reply.body.error.code], `${method} ${path}`).toEqual([403, 'Forbidden']);
    expect(reply.text).not.toMatch(/Measure|Track|Walk/);
  }
  const tagged = await send('DELETE', `/Goals/${goal.id}`, undefined, { 'if-match': '"other"' });
  expect([tagged.status, tagged.body.error.message]).toEqual([
    403,
    expect.stringContaining('patient/Goal.rd.'),
  ]);
  expect((await send('DELETE', `/Goals/${goal.id}`)).status).toBe(204);
  expect((await send('POST', '/Goals', { goals: [{ name: 'Run', goalType: 'Steps' }] })).status).toBe(201);
});

test('rules without Read tell nothing either', async () => {
  const rules = (['online', 'offline'] as const).map(mode => ({
    ...{ name: `all ${mode}`, reason: 'testing', mode, exceptions: [], optional: undefined },
    ...{ permissions: ['Create', 'Update', 'Delete'] as const, targets: [{ typeIds: 'all' as const }] },
  }));
  const { headers } = await givenSmartToken(server, {
    scopes: 'patient/*.cruds',
    rules,
    of: { person: app.person, record: app.record },
  });
  for (const [method, path, body] of [
    ['PATCH', '/ActionPlans', { id: plan.id }],
    ['PATCH', '/ActionPlanTasks', { id: plan.associatedTasks[0].id }],
    ['DELETE', `/ActionPlans/${plan.id}/Objectives/${objectiveId}`],
  ] as const) {
    const reply = await sendRest(server.shellUrl, method, path, body, headers);
    expect(reply.status, `${method} ${path}`).toBe(404);
    expect(reply.text).not.toMatch(/Measure|Track/);
  }
});
