// What the REST API refuses: who may not, what was not granted, and what is not as it must be; in the shape of its description, and
// never as a mistake of the server's.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenSmartToken } from '../../testing/given-smart.ts';
import {
  givenRestClient,
  makeSentPlan,
  makeSentTask,
  type RestClient,
  sendRest,
} from '../../testing/rest-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { operations } from './operations/index.ts';

let server: TestServer;
let app: RestClient;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenRestClient(server);
});
afterAll(() => server.close());

const address = (path: string) =>
  path.replace(/\{\w+\}/g, '11111111-2222-3333-4444-555555555555').replace(/$/, query(path));
const query = (path: string) =>
  path.endsWith('/Adherence')
    ? '?startTime=2026-01-01T00:00:00Z&endTime=2026-01-08T00:00:00Z'
    : path === '/Timeline'
      ? '?startDate=2026-01-01'
      : '';

describe.each(operations)('$id', ({ method, path }) => {
  test('is for who proves who calls', async () => {
    for (const authorization of ['', 'Basic x', 'MSH-V1 app-token=x', 'Bearer x', 'MSH-V1 record-id=1']) {
      const reply = await sendRest(server.shellUrl, method, address(path), undefined, { authorization });
      expect([reply.status, reply.body.error.code], authorization).toEqual([401, 'Unauthorized']);
    }
  });

  test('refuses whatever is sent without failing', async () => {
    const bodies = ['', '{', '[]', '1', 'null', '{}', '{"id":1,"goals":[null],"actionPlanTask":{}}'];
    for (const body of method === 'GET' ? [undefined] : bodies) {
      const reply = await app.send(method, address(path), body);
      expect(reply.status, `${body} ${reply.text}`).toBeLessThan(500);
      if (reply.status >= 400) expect(reply.body.error.message.length).toBeGreaterThan(10);
    }
  });
});

test('a person who granted nothing of it is not written to or read of', async () => {
  const rule = {
    name: 'some',
    reason: 'testing',
    exceptions: [],
    mode: 'offline' as const,
    optional: undefined,
  };
  const other = await givenRestClient(server, {
    rules: [{ ...rule, permissions: ['Read'], targets: [{ typeIds: 'all' }] }],
  });
  const refused = await other.send('POST', '/ActionPlans', makeSentPlan());
  expect([refused.status, refused.body.error.code]).toEqual([403, 'Forbidden']);
  const { body: plan } = await app.send('POST', '/ActionPlans', makeSentPlan());
  expect((await other.send('GET', `/ActionPlans/${plan.id}`)).status).toBe(404);
});

test('a token of OAuth does what its scopes say', async () => {
  const { headers } = await givenSmartToken(server, { scopes: 'patient/Goal.rs' });
  const send = (method: string, path: string, body?: unknown) =>
    sendRest(server.shellUrl, method, path, body, headers);
  expect((await send('GET', '/Goals')).body).toEqual({ goals: [] });
  const goals = { goals: [{ name: 'Walk', goalType: 'Steps' }] };
  expect((await send('POST', '/Goals', goals)).status).toBe(403);
  expect((await send('GET', '/ActionPlans')).status).toBe(403);
});

test('says where something is wrong', async () => {
  const sent = makeSentPlan({
    category: 'Unknown',
    objectives: [],
    associatedTasks: [makeSentTask({ name: 1 })],
  });
  const { body } = await app.send('POST', '/ActionPlans', sent);
  expect(body.error).toMatchObject({ code: 'BadRequest', target: 'associatedTasks[0].name' });
  expect(body.error.details).toEqual([
    { code: 'BadRequest', message: 'must be a string', target: 'associatedTasks[0].name' },
  ]);
});

test('addresses, methods and versions that are none', async () => {
  expect((await app.send('GET', '/ActionPlans/none')).status).toBe(404);
  const put = await app.send('POST', '/Sleeps', {});
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET']);
  const asked = await app.send('GET', '/Timeline?startDate=2026-01-01', undefined, {
    'x-msh-apiversion': '1.0-rc',
  });
  expect(asked.status).toBe(404);
  const long = await app.send('POST', '/Goals', { text: 'x'.repeat(server.vault.limits.restBodyBytesMax) });
  expect([long.status, long.body.error.code]).toEqual([413, 'TooLarge']);
});
