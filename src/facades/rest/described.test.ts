// The API as its descriptions say, each operation of them: every parameter, model, field and word that can be sent, every answer and
// refusal judged by the description. What is added to a description, or to what it says, and is not exercised here fails.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenSmartToken } from '../../testing/given-smart.ts';
import { hasReference, referenceFile } from '../../testing/reference.ts';
import {
  givenRestClient,
  makeSentPlan,
  makeSentTask,
  objectiveId,
  type RestClient,
  type RestReply,
} from '../../testing/rest-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { type Meanings, makeWrong, Swagger, type SwaggerOperation } from '../../testing/swagger.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { describeRest } from './description.ts';
import { versions } from './operation.ts';

const otherObjectiveId = '6f8a1f5e-0b0f-4a52-9d4d-3f2f5c1d2e02';
const expirationDate = '2099-01-01T00:00:00Z';
const weightDocument =
  '<thing><data-xml><weight><when><date><y>2026</y><m>3</m><d>1</d></date></when><value><kg>80</kg></value></weight></data-xml></thing>';

let server: TestServer;
let app: RestClient;
/** Of somebody else's application, whose scopes open nothing here. */
let shut: { readonly authorization: string };
let patients = 0;
beforeAll(async () => {
  server = await startTestServer({ limits: { restPageMax: 4 } });
  app = await givenRestClient(server, { methodGroups: ['basic', 'connect-package'] });
  shut = (await givenSmartToken(server, { scopes: 'patient/Immunization.rs' })).headers;
  const night =
    '<sleep-am><when><date><y>2026</y><m>3</m><d>2</d></date></when><bed-time><h>23</h><m>15</m></bed-time><wake-time><h>6</h><m>45</m></wake-time><sleep-minutes>420</sleep-minutes><settling-minutes>12</settling-minutes><wake-state>1</wake-state></sleep-am>';
  const nights = `<thing><type-id>11c52484-7f1a-11db-aeac-87d355d89593</type-id><data-xml>${night}</data-xml></thing>`;
  await putXml(nights.repeat(5));
});
afterAll(() => server.close());

async function putXml(info: string): Promise<void> {
  const { personId, recordId } = app;
  expect((await app.client.call('PutThings', { version: 2, info, personId, recordId })).code).toBe(0);
}

/** What there is for an operation to work on: made anew each time, as some of them delete it. */
async function givenAll() {
  const { objectives } = makeSentPlan();
  const sent = makeSentPlan({ objectives: [...objectives, { ...objectives[0], id: otherObjectiveId }] });
  const { body: plan } = await app.send('POST', '/ActionPlans', sent);
  const [task] = plan.associatedTasks;
  const { body: goals } = await app.send('POST', '/Goals', { goals: [{ name: 'Walk', goalType: 'Steps' }] });
  const advice = { expirationDate, associatedGoal: { name: 'Less', goalType: 'Weight' } };
  const { body: advised } = await app.send('POST', '/GoalRecommendations', advice);
  return {
    planId: plan.id,
    taskId: task.id,
    goalId: goals.goals[0].id,
    adviceId: advised.id,
    started: task.startDate,
  };
}
type Given = Awaited<ReturnType<typeof givenAll>>;

/** What a path names. */
const idOf: Readonly<Record<string, (given: Given) => string>> = {
  actionPlanId: ({ planId }) => planId,
  objectiveId: () => objectiveId,
  actionPlanTaskId: ({ taskId }) => taskId,
  goalId: ({ goalId }) => goalId,
  goalRecommendationId: ({ adviceId }) => adviceId,
};

const meaningsOf = ({ planId, taskId, goalId, started }: Given): Meanings => ({
  'ActionPlanInstance.id': () => planId,
  'ActionPlanTaskInstance.id': () => taskId,
  'Goal.id': () => goalId,
  'Objective.id': () => objectiveId,
  associatedObjectiveIds: () => [objectiveId],
  associatedPlanId: () => planId,
  propertyXPath: () => 'thing/data-xml/weight/value/kg',
  // Within which the weight that is sent lies.
  maxTarget: () => 200,
  elementXPath: () => 'thing/data-xml/weight',
  // Who is invited twice is told so; templates cannot be handed out.
  applicationPatientId: () => `patient ${++patients}`,
  actionPlanTemplateIds: () => [],
  xmlThingDocument: () => weightDocument,
  'TaskTrackingOccurrence.taskId': () => taskId,
  'TaskTrackingOccurrence.trackingDateTime': () => started,
  expirationDate: () => expirationDate,
  // Of addresses.
  types: () => 'Steps,weight',
  goalTypes: () => 'Steps,weight',
  windowTypes: () => 'Daily',
  goalWindowTypes: () => 'Unknown',
  includeDetails: () => 'Basic,Full',
  taskId: () => taskId,
  objectiveId: () => objectiveId,
  'Timeline_Get.startDate': () => '2026-03-01',
  'Timeline_Get.endDate': () => '2026-03-14',
  startTime: () => '2026-03-01T00:00:00Z',
  endTime: () => '2026-03-15T00:00:00+01:00',
});

/** What there must be though a description does not say so, as no item would be without it. */
const mustHave: Readonly<Record<string, readonly string[]>> = {
  ActionPlan: ['name'],
  ActionPlanInstance: ['id', 'name'],
  ActionPlanTask: ['frequencyTaskCompletionMetrics', 'schedules'],
  ActionPlanTaskInstance: ['id', 'frequencyTaskCompletionMetrics', 'schedules'],
  TrackingValidation: ['actionPlanTask', 'xmlThingDocument'],
  Goal: ['id', 'goalType'],
  GoalRecommendation: ['associatedGoal'],
  OnboardingRequest: ['friendlyName', 'applicationPatientId', 'secretQuestion', 'secretAnswer'],
  TaskTrackingOccurrence: ['taskId', 'trackingDateTime'],
};

/** What is never sent and never answered, and why. */
const silent = new Map([
  ...['id', 'timeZoneOffset', 'taskId', 'feedback', 'evidence'].map(
    field => [`ActionPlanTaskTracking.${field}`, 'what is validated is not kept'] as const,
  ),
  ['ActionPlanTaskTrackingEvidence', 'it is the item that is sent'],
  ['ActionPlanTaskTrackingEvidence.trackings', 'the same'],
  ['ActionPlanTaskTrackingEvidence.hvThings', 'the same'],
  ['ActionPlanTaskTrackingResponse-ActionPlanTaskTracking.nextLink', 'it is never long'],
  ['ActionPlanTasksResponse-TimelineTask.nextLink', 'it is bounded by its days'],
  ['OnboardingResponse.nextLink', 'it is no list'],
  ['OnboardingRequest.actionPlanTemplateIds', 'must be empty'],
  ['ErrorInformation.innererror', 'errors tell nothing of the inside'],
  ['ErrorInformation.exception', 'the same'],
]);

interface Sent {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

describe.each(versions)('%s', version => {
  const swagger = new Swagger(
    hasReference
      ? referenceFile(`rest/${version}.swagger.json`).toString('utf8')
      : JSON.stringify(describeRest(version, { shellUrl: 'https://vault.example' })),
  );
  const headers = { 'x-msh-apiversion': version };
  /** `Operation status` and `Operation parameter` of all that was asked. */
  const asked = new Set<string>();

  const bodyOf = ({ parameters }: SwaggerOperation) => parameters.find(one => one.in === 'body')?.schema;
  const inQuery = ({ parameters }: SwaggerOperation) => parameters.filter(one => one.in === 'query');

  async function ask(operation: SwaggerOperation, given: Given, sent: Sent = {}): Promise<RestReply> {
    const { id, method, path } = operation;
    const place = path.replace(/\{(\w+)\}/g, (_, name) => {
      asked.add(`${id} ${name}`);
      return sent.path?.[name] ?? idOf[name]?.(given) ?? `no ${name} is known here`;
    });
    for (const name of Object.keys(sent.query ?? {})) asked.add(`${id} ${name}`);
    const query = new URLSearchParams(sent.query).toString();
    const url = `${place}${query === '' ? '' : `?${query}`}`;
    return app.send(method, url, sent.body, { ...headers, ...sent.headers });
  }

  /** Judged by its status, which the description has. */
  function demandGood(operation: SwaggerOperation, reply: RestReply): void {
    const response = operation.responses[String(reply.status)];
    expect(response, `${operation.id} ${reply.status} ${reply.text}`).toBeDefined();
    asked.add(`${operation.id} ${reply.status}`);
    if (!response?.schema) expect(reply.text).toBe('');
    else expect(swagger.judge(response.schema, reply.body), operation.id).toEqual([]);
  }

  function demandRefused(operation: SwaggerOperation, reply: RestReply, status: number): void {
    expect(reply.status, `${operation.id} ${reply.text}`).toBe(status);
    asked.add(`${operation.id} default`);
    expect(swagger.judge(operation.responses.default?.schema ?? {}, reply.body)).toEqual([]);
    expect(reply.body.error.message.length).toBeGreaterThan(10);
  }

  const makeBody = (operation: SwaggerOperation, given: Given, isFull = true): unknown => {
    const schema = bodyOf(operation);
    if (!schema) return undefined;
    const meanings = meaningsOf(given);
    const made = swagger.make(schema, meanings, { isFull });
    swagger.note(schema, made);
    asked.add(`${operation.id} ${operation.parameters.find(one => one.in === 'body')?.name}`);
    return made;
  };

  const makeQuery = (operation: SwaggerOperation, given: Given, isWanted: (name: string) => boolean) =>
    Object.fromEntries(
      inQuery(operation)
        .filter(({ name, required }) => required || isWanted(name))
        .map(({ name, required: _, ...schema }) => [
          name,
          String(swagger.make(schema, meaningsOf(given), { at: `${operation.id}.${name}` })),
        ]),
    );

  describe.each(swagger.operations)('$id', operation => {
    const schema = bodyOf(operation);
    const isPart = operation.method === 'PATCH';

    test('takes all that it may be sent, each word of it, and what it must be sent', async () => {
      const turns = Math.max(
        ...[...inQuery(operation), ...(schema ? [schema] : [])].map(one => swagger.countTurns(one as never)),
        1,
      );
      for (let turn = 0; turn < turns; turn++) {
        const given = await givenAll();
        const query = makeQuery(operation, given, () => true);
        demandGood(operation, await ask(operation, given, { query, body: makeBody(operation, given) }));
      }
      const given = await givenAll();
      const query = makeQuery(operation, given, () => false);
      demandGood(operation, await ask(operation, given, { query, body: makeLeast(given) }));
    });

    function makeLeast(given: Given): unknown {
      if (!schema) return undefined;
      const whole = makeBody(operation, given) as Record<string, unknown>;
      const besides = (mustHave[swagger.find(schema).name ?? ''] ?? []).map(name => [name, whole[name]]);
      return { ...(makeBody(operation, given, false) as object), ...Object.fromEntries(besides) };
    }

    test('is told where it is wrong', async () => {
      const given = await givenAll();
      for (const { name, required: _, ...of } of inQuery(operation)) {
        const query = {
          ...makeQuery(operation, given, () => true),
          [name]: String(makeWrong({ ...of, format: 'x' })),
        };
        const reply = await ask(operation, given, { query, body: makeBody(operation, given) });
        demandRefused(operation, reply, 400);
        expect(reply.body.error.target).toBe(name);
      }
      if (!schema) return;
      const good = makeBody(operation, given);
      for (const { at, value, isMissing } of swagger.spoil(schema, good)) {
        if (isMissing && (isPart || mayBeMissing.test(at))) continue;
        const reply = await ask(operation, given, { body: value });
        expect(reply.status, `${at} ${isMissing ? 'missing' : 'wrong'} ${reply.text}`).toBe(400);
        demandRefused(operation, reply, 400);
        expect(reply.body.error.details.map(({ target }: { target: string }) => target)).toContainEqual(
          expect.stringContaining(at),
        );
      }
    });

    test('refuses who may not, what is not there and what is no JSON', async () => {
      const given = await givenAll();
      const query = makeQuery(operation, given, () => false);
      const body = makeBody(operation, given);
      const refuse = async (status: number, sent: Sent) =>
        demandRefused(operation, await ask(operation, given, { query, body, ...sent }), status);
      await refuse(401, { headers: { authorization: 'MSH-V1 app-token=none' } });
      await refuse(403, { headers: shut });
      const path = operation.parameters.filter(one => one.in === 'path');
      for (const { name } of path) {
        await refuse(404, { path: { [name]: 'none' } });
        await refuse(404, { path: { [name]: randomUUID() } });
      }
      const isOfThere = path.length > 0 || operation.method === 'PUT' || isPart;
      if (isOfThere && operation.method !== 'GET') await refuse(412, { headers: { 'if-match': '"other"' } });
      if (isOfThere && schema) {
        const nobody = {
          planId: randomUUID(),
          taskId: randomUUID(),
          goalId: randomUUID(),
          adviceId: '',
          started: '',
        };
        await refuse(404, { body: makeBody(operation, nobody) });
      }
      if (!schema) return;
      await refuse(400, { body: '{' });
      await refuse(400, { body: '[]' });
      const twice = JSON.stringify(body).replace(/^\{("[^"]+"):/, '{$1:null,$1:');
      if (twice !== JSON.stringify(body)) await refuse(400, { body: twice });
      for (const type of ['text/plain', 'text/xml']) await refuse(415, { headers: { 'content-type': type } });
      demandRefused(operation, await ask(operation, given, { query }), 400);
      const long = ' '.repeat(server.vault.limits.restBodyBytesMax + 1);
      demandRefused(operation, await ask(operation, given, { query, body: long }), 413);
    });
  });

  test('each address takes the methods that it is described with', async () => {
    const given = await givenAll();
    for (const one of swagger.operations) {
      const own = swagger.operations.filter(({ path }) => path === one.path).map(({ method }) => method);
      for (const method of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'].filter(other => !own.includes(other))) {
        const reply = await ask({ ...one, method }, given);
        demandRefused(one, reply, 405);
        expect(reply.headers.get('allow')?.split(', ').sort(), one.path).toEqual(own.sort());
      }
    }
  });

  test('what was done twice, what cannot be now, and what comes in pages is as described', async () => {
    const find = (id: string) => swagger.operations.find(one => one.id === id);
    const given = await givenAll();
    const note = find('TaskTracking_Post');
    if (note) {
      const body = makeBody(note, given);
      for (const status of [201, 200]) {
        const reply = await ask(note, given, { body });
        expect(reply.status).toBe(status);
        demandGood(note, reply);
      }
    }
    const takeAway = find('ActionPlanObjectives_Delete');
    if (takeAway) {
      demandGood(takeAway, await ask(takeAway, given));
      demandRefused(takeAway, await ask(takeAway, given, { path: { objectiveId: otherObjectiveId } }), 409);
    }
    for (const operation of swagger.operations.filter(
      ({ method, path }) => method === 'GET' && !path.includes('{'),
    )) {
      const reply = await ask(operation, given, { query: makeQuery(operation, given, () => false) });
      if (!reply.body.nextLink) continue;
      const next = await app.send('GET', reply.body.nextLink, undefined, headers);
      demandGood(operation, next);
    }
  });

  test('how tasks were kept to is as described', async () => {
    // Before what is looked for: a timeline has the newest tasks.
    const others = await givenAll();
    const schedules = [
      { reminderState: 'Off', scheduledDays: ['Everyday'], scheduledTime: { hours: 8, minutes: 0 } },
    ];
    const scheduled = makeSentTask({ name: 'At eight', completionType: 'Scheduled', schedules });
    const sent = makeSentPlan({ associatedTasks: [makeSentTask(), scheduled] });
    const { body: plan } = await app.send('POST', '/ActionPlans', sent);
    const [, task] = plan.associatedTasks;
    const day = task.startDate.slice(0, 10);
    const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    for (const trackingDateTime of [`${day}T08:10:00Z`, `${before}T08:00:00Z`])
      await app.send('POST', '/TaskTracking', { taskId: task.id, trackingDateTime });
    const [y, m, d] = day.split('-').map(Number);
    const when = `<date><y>${y}</y><m>${m}</m><d>${d}</d></date>`;
    const weight = `<weight><when>${when}</when><value><kg>80</kg></value></weight>`;
    await putXml(`<thing><type-id>${typeIds.weight}</type-id><data-xml>${weight}</data-xml></thing>`);
    const start = `<start-date-time>${when}<time><h>8</h><m>0</m></time></start-date-time>`;
    const around = `<task><date-started>${when}<time><h>23</h><m>0</m></time></date-started><name>By XML</name><short-description>s</short-description><long-description>l</long-description><status>InProgress</status><schedules><schedule>${start}<schedule-type>Local</schedule-type><recurrence-type>Daily</recurrence-type><adherence-window-in-minutes>90</adherence-window-in-minutes></schedule></schedules></task>`;
    await putXml(
      `<thing><type-id>6184d61f-4846-4219-b675-b61de85860d1</type-id><data-xml>${around}</data-xml></thing>`,
    );
    const given = { ...others, planId: plan.id };
    const find = (id: string) => swagger.operations.find(one => one.id === id);
    const adherence = find('ActionPlans_GetAdherence');
    if (adherence) {
      const query = { startTime: `${before}T00:00:00Z`, endTime: `${day}T23:00:00Z` };
      demandGood(adherence, await ask(adherence, given, { query }));
    }
    const timeline = find('Timeline_Get');
    if (timeline)
      demandGood(timeline, await ask(timeline, given, { query: { startDate: before, endDate: day } }));
  });

  test('every operation, parameter, status, model, field and word of the description was exercised', () => {
    const expected = swagger.operations.flatMap(({ id, parameters, responses }) =>
      [...parameters.map(({ name }) => name), ...Object.keys(responses)].map(one => `${id} ${one}`),
    );
    expect(expected.filter(one => !asked.has(one))).toEqual([]);
    const sent = new Set<string>();
    const all = new Set<string>();
    for (const operation of swagger.operations) {
      const body = bodyOf(operation);
      if (body) for (const name of swagger.listModels(body)) sent.add(name);
      for (const { schema } of Object.values(operation.responses))
        if (schema) swagger.listModels(schema, all);
    }
    const lacking = [...new Set([...sent, ...all])].flatMap(name => {
      const fields = Object.entries(swagger.definitions[name]?.properties ?? {});
      const words = sent.has(name)
        ? fields.flatMap(([field, own]) =>
            (own.enum ?? own.items?.enum ?? [])
              .filter(word => word !== 'Unknown')
              .map(word => `${name}.${field}=${word}`),
          )
        : [];
      return [name, ...fields.map(([field]) => `${name}.${field}`), ...words];
    });
    expect(lacking.filter(one => !swagger.noted.has(one) && !silent.has(one))).toEqual([]);
    // What is not silent any more is taken from the list.
    expect([...silent.keys()].filter(one => swagger.noted.has(one))).toEqual([]);
  });
});

/** In a plan tasks need not name it. */
const mayBeMissing = /(associatedTasks\[0\]|actionPlanTask)\.associatedPlanId$/;
