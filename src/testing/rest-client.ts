// Calls of the REST API as the SDKs send them: the tokens of a session in the Authorization, JSON both ways.
import { givenLinkedApp, type Linked } from './given.ts';
import type { TestServer } from './server.ts';

export interface RestReply {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
  readonly body: any;
  readonly headers: Headers;
}

export interface RestClient extends Linked {
  readonly authorization: string;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<RestReply>;
}

export async function givenRestClient(
  server: TestServer,
  given: Parameters<typeof givenLinkedApp>[1] = {},
): Promise<RestClient> {
  return makeRestClient(server, await givenLinkedApp(server, given));
}

export function makeRestClient({ shellUrl: url }: TestServer, linked: Linked): RestClient {
  const { client, personId, recordId } = linked;
  const authorization = `MSH-V1 app-token=${client.token},offline-person-id=${personId},record-id=${recordId}`;
  return {
    ...linked,
    authorization,
    send: (method, path, body, headers = {}) =>
      sendRest(url, method, path, body, { authorization, ...headers }),
  };
}

/** @param body what is no string is sent as JSON */
export async function sendRest(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<RestReply> {
  const target = path.startsWith('http') ? path : `${url}${path}`;
  const response = await fetch(target, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      'x-ms-version': '1.0-preview2',
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
    headers: response.headers,
  };
}

export const objectiveId = '6f8a1f5e-0b0f-4a52-9d4d-3f2f5c1d2e01';

export function makeSentTask(given: object = {}) {
  return {
    name: 'Measure your weight',
    shortDescription: 'Every day',
    longDescription: 'Every day, before breakfast.',
    imageUrl: 'https://example.org/scale.png',
    thumbnailImageUrl: 'https://example.org/scale-small.png',
    taskType: 'Other',
    signupName: 'Daily weight',
    associatedPlanId: '00000000-0000-0000-0000-000000000000',
    associatedObjectiveIds: [objectiveId],
    trackingPolicy: {
      isAutoTrackable: true,
      occurrenceMetrics: { evaluateTargets: false },
      targetEvents: [{ elementXPath: 'thing/data-xml/weight' }],
    },
    completionType: 'Frequency',
    schedules: [{ reminderState: 'Off', scheduledDays: ['Everyday'] }],
    frequencyTaskCompletionMetrics: { occurrenceCount: 1, windowType: 'Daily' },
    ...given,
  };
}

export function makeSentPlan(given: object = {}) {
  return {
    name: 'Track your weight',
    description: 'What is measured is known.',
    imageUrl: 'https://example.org/plan.png',
    thumbnailImageUrl: 'https://example.org/plan-small.png',
    category: 'Health',
    objectives: [
      {
        id: objectiveId,
        name: 'Manage your weight',
        description: 'By measuring it.',
        state: 'Active',
        outcomeName: 'Better control',
        outcomeType: 'Other',
      },
    ],
    associatedTasks: [makeSentTask()],
    ...given,
  };
}
