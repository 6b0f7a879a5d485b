// What the SDK does when no answer comes: what it repeats, what it leaves, and how it is told of. faults.test.ts has the rest.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { sdkFor } from '../testing/sdk.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import weight from '../things/weight.ts';
import {
  type App,
  type Attempt,
  type ConnectOptions,
  connect,
  type Outcome,
  UnreachableError,
} from './index.ts';

let server: TestServer;
let linked: Linked;
beforeAll(async () => {
  server = await startTestServer();
  linked = await givenLinkedApp(server);
});
afterAll(() => server.close());

const value = (kg: number) => ({ when: { date: { y: 2026, m: 1, d: 1 } }, value: { kg } });
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    error => error,
  );
const methodOf = (init?: RequestInit) => /<method>(\w+)/.exec(String(init?.body))?.[1] ?? '';

/** Calls of one method meet what is listed, one after the other; `done` is done all the same, and its answer lost. */
type Fault = 'refused' | 'lost' | 'done' | number;
async function meeting(
  method: string,
  faults: readonly Fault[],
  options: Partial<ConnectOptions> = {},
  dropped = '',
) {
  const left = [...faults];
  const sent: string[] = [];
  const app = await sdkFor(server, linked, {
    firstPauseMs: 1,
    ...options,
    async fetch(url, given) {
      const headers = new Headers(given?.headers);
      headers.delete(dropped || 'x-none');
      const init = { ...given, headers };
      sent.push(methodOf(init));
      if (methodOf(init) !== method) return fetch(url, init);
      const fault = left.shift();
      if (typeof fault === 'number') return new Response('', { status: fault });
      if (fault === 'refused') throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
      const answer = fault === 'lost' ? undefined : await fetch(url, init);
      if (fault === undefined && answer) return answer;
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    },
  });
  return { app, record: recordOf(app), countSent: () => sent.filter(one => one === method).length };
}
const recordOf = (app: App) => app.record(linked.recordId, { personId: linked.personId });
const kilos = async () =>
  (await recordOf(await sdkFor(server, linked)).get(weight)).map(one => one.value.value.kg);

describe('a call without an answer', () => {
  test('that reads is made again', async () => {
    const { app, countSent } = await meeting('GetAuthorizedPeople', ['lost', 'done', 503]);
    expect(await app.people()).toHaveLength(1);
    expect(countSent()).toBe(4);
  });

  test('is given up after so many attempts, with what is known of the last', async () => {
    const { app, countSent } = await meeting('GetAuthorizedPeople', [502, 502, 502], { retries: 2 });
    const error = await thrown(app.people());
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error).toMatchObject({ httpStatus: 502, method: 'GetAuthorizedPeople', mayBeDone: true });
    expect(countSent()).toBe(3);
  });

  test('is not made again where the platform says that it is wrong', async () => {
    const { app, countSent } = await meeting('GetAuthorizedPeople', [404]);
    expect(await thrown(app.people())).toMatchObject({ httpStatus: 404 });
    expect(countSent()).toBe(1);
  });

  test('that puts a thing is made again under its client id, and puts it once', async () => {
    const { record, countSent } = await meeting('PutThings', ['done', 'lost', 'done']);
    const key = await record.put(weight, value(81.5), { clientId: 'scale 1' });
    expect(countSent()).toBe(4);
    expect((await record.get(weight, { clientIds: ['scale 1'] })).map(({ id }) => id)).toEqual([key.id]);
  });

  test('is not made again under a client id where a proxy drops what says so, and is known to be in doubt', async () => {
    const { record, countSent } = await meeting('PutThings', ['done'], {}, 'keepwell-once');
    const put = record.put(weight, value(81.7), { clientId: 'scale 1 past a proxy' });
    expect(await thrown(put)).toMatchObject({ mayBeDone: true });
    expect(countSent()).toBe(1);
    expect((await kilos()).filter(kg => kg === 81.7)).toHaveLength(1);
  });

  test('that puts a thing without one is not, for it may have been put', async () => {
    const { record, countSent } = await meeting('PutThings', ['done']);
    expect(await thrown(record.put(weight, value(82.5)))).toMatchObject({ mayBeDone: true });
    expect(countSent()).toBe(1);
    expect((await kilos()).filter(kg => kg === 82.5)).toHaveLength(1);
  });

  test('that the platform never saw is made again, whatever it is', async () => {
    const { record, countSent } = await meeting('PutThings', ['refused', 429]);
    await record.put(weight, value(83.5));
    expect(countSent()).toBe(3);
    expect((await kilos()).filter(kg => kg === 83.5)).toHaveLength(1);
  });

  test('that changes or removes a thing is made again, and does it once', async () => {
    const { record } = await meeting('PutThings', [], {});
    const key = await record.put(weight, value(84.5), { clientId: 'scale 2' });
    const [thing] = await record.get(weight, { ids: [key.id] });
    const changing = await meeting('PutThings', ['done']);
    const changed = await changing.record.update(thing!, value(84.6));
    expect((await record.get(weight, { ids: [key.id] }))[0]).toMatchObject({
      ...changed,
      value: value(84.6),
    });
    const removing = await meeting('RemoveThings', ['done']);
    await removing.record.remove(changed);
    expect(await record.get(weight, { ids: [key.id] })).toEqual([]);
  });

  test('is made again, or not, as its caller says', async () => {
    const { app, countSent } = await meeting('GetAuthorizedPeople', ['lost']);
    expect(await thrown(app.with({ repeat: false }).people())).toBeInstanceOf(UnreachableError);
    expect(countSent()).toBe(1);
  });
});

test.each([3_600_000, -3_600_000])(
  'a clock that is off by %i ms is set right by that of the platform',
  async offMs => {
    const codes: string[] = [];
    const app = await sdkFor(server, linked, {
      now: () => server.clock.now() + offMs,
      observe: () => outcome => void codes.push(outcome.status),
      // The clock of the server stands still, and HTTP tells the one of the machine.
      async fetch(url, init) {
        const answer = await fetch(url, init);
        return new Response(await answer.text(), {
          headers: { date: new Date(server.clock.now()).toUTCString() },
        });
      },
    });
    expect(await app.people()).toHaveLength(1);
    expect(codes).toEqual(['REQUEST_TIMED_OUT', 'OK', 'OK']);
  },
);

describe('a server that says nothing', () => {
  let silent: Server;
  let platformUrl: string;
  beforeAll(async () => {
    silent = createServer((_, response) => {
      response.write('<response>');
    });
    await new Promise<void>(done => silent.listen(0, '127.0.0.1', done));
    platformUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/platform/wildcat.ashx`;
  });
  afterAll(() => {
    silent.closeAllConnections();
    silent.close();
  });

  test('is waited for no longer than said', async () => {
    const app = connect({ platformUrl, appId: linked.app.id, timeoutMs: 30, retries: 1, firstPauseMs: 1 });
    const error = await thrown(app.service());
    expect(error).toBeInstanceOf(UnreachableError);
    expect(error.message).toContain('within 30 ms');
  });

  test('is left at once when the signal says so, with its reason', async () => {
    const app = connect({ platformUrl, appId: linked.app.id });
    const stop = new AbortController();
    const asked = thrown(app.with({ signal: stop.signal }).service());
    setTimeout(() => stop.abort(new Error('enough')), 20);
    expect((await asked).message).toBe('enough');
    expect(
      (await thrown(app.with({ signal: AbortSignal.abort(new Error('before')) }).service())).message,
    ).toBe('before');
    const byCall = app.call('GetServiceDefinition', 2, {}, { signal: AbortSignal.timeout(20) });
    expect((await thrown(byCall)).name).toBe('TimeoutError');
  });
});

test('whoever observes may count attempts and want no more', async () => {
  let attempts = 0;
  const app = await sdkFor(server, linked, {
    observe: () => {
      attempts += 1;
    },
  });
  await app.people();
  expect(attempts).toBeGreaterThan(0);
});

test('whoever observes is told of every attempt, and of nothing in it', async () => {
  const seen: [Attempt, Outcome][] = [];
  const { app } = await meeting('GetPersonInfo', ['lost'], {
    observe: attempt => {
      attempt.headers.traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      return outcome => void seen.push([attempt, outcome]);
    },
  });
  await app.personInfo({ personId: linked.personId });
  await thrown(app.personInfo({ personId: linked.recordId }));
  expect(seen.map(([{ method, attempt }, { status }]) => [method, attempt, status])).toEqual([
    ['CreateAuthenticatedSessionToken', 1, 'OK'],
    ['GetPersonInfo', 1, 'unreachable'],
    ['GetPersonInfo', 2, 'OK'],
    ['GetPersonInfo', 1, 'INVALID_PERSON'],
  ]);
  const [, outcome] = seen.at(-1)!;
  expect(outcome).toMatchObject({ httpStatus: 200, responseId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(JSON.stringify(seen)).not.toContain(linked.personId);
});
