// What the SDK throws: errors of its own that can be told apart, never one of the machinery inside.
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { makeExample } from '../facades/reference/example.ts';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { sdkFor } from '../testing/sdk.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { currentVersion, everyType } from '../things/index.ts';
import weight from '../things/weight.ts';
import { AnswerError, type App, HealthVaultError, InvalidValueError, UnreachableError } from './index.ts';
import { printKnown } from './known-fields.ts';

let server: TestServer;
let linked: Linked;
let app: App;
beforeAll(async () => {
  server = await startTestServer();
  linked = await givenLinkedApp(server);
  app = await sdkFor(server, linked);
});
afterAll(() => server.close());

const record = () => app.record(linked.recordId, { personId: linked.personId });
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    error => error,
  );
const when = { date: { y: 2026, m: 1, d: 1 } };

test('an answer that is not what its contract says is an AnswerError with the id of the thing', async () => {
  const { id } = await record().put(weight, { when, value: { kg: 70 } });
  const changing = (from: string | RegExp, to: string) =>
    sdkFor(server, linked, {
      async fetch(url, init) {
        const response = await fetch(url as string, init);
        return new Response((await response.text()).replace(from, to), response);
      },
    });
  const other = await changing('<kg>', '<stone>');
  const broken = await changing(/<kg>70<\/kg>/, '<stone>70</stone>');
  const asked = (by: App) =>
    thrown(by.record(linked.recordId, { personId: linked.personId }).get(weight, { ids: [id] }));
  expect(await asked(broken)).toBeInstanceOf(AnswerError);
  expect(await asked(broken)).toMatchObject({ name: 'AnswerError', thingId: id });
  // It is not even XML.
  expect(await asked(other)).toBeInstanceOf(UnreachableError);
  const noStatus = await changing(/<status>.*<\/status>/, '');
  expect(await thrown(noStatus.service())).toMatchObject({ name: 'AnswerError' });
});

test('a refusal tells by what the operator finds the call', async () => {
  const error = await thrown(app.record(linked.recordId, {}).get(weight));
  expect(error).toBeInstanceOf(HealthVaultError);
  expect(error.responseId).toMatch(/^[0-9a-f-]{36}$/);
  expectTypeOf<HealthVaultError['name']>().not.toEqualTypeOf<string>();
  // @ts-expect-error A misspelt name does not compile.
  expect((error as HealthVaultError).name === 'ACCES_DENIED').toBe(false);
});

test('what is no platform is told with its HTTP status', async () => {
  const away = await sdkFor(server, linked, { fetch: async () => new Response('', { status: 502 }) });
  expect(await thrown(away.service())).toMatchObject({ name: 'UnreachableError', httpStatus: 502 });
});

describe('a field that has no place', () => {
  const cases = [
    [{ when, value: { kg: 70, lb: 150 } }, 'value.lb', 'Did you mean kg?'],
    [{ when, valeu: { kg: 70 } }, 'valeu', 'Did you mean value?'],
    [{ when: { date: { y: 2026, m: 1, day: 1 } }, value: { kg: 70 } }, 'when.date.day', ''],
    [
      { when, value: { kg: 70, display: { units: 'lb', value: '1', txt: '' } } },
      'value.display.txt',
      'mean text?',
    ],
    [{ when }, 'value', 'value is missing in weight'],
    [{ when, value: 70 }, 'value', 'must be an object'],
    ['weight', '', 'must be an object'],
  ] as const;
  test.each(cases)('in %j is refused before anything is sent', async (value, path, words) => {
    let sent = 0;
    const counting = await sdkFor(server, linked, {
      fetch: (url, init) => {
        sent += 1;
        return fetch(url as string, init);
      },
    });
    const to = counting.record(linked.recordId, { personId: linked.personId });
    const error = await thrown((async () => to.put(weight, value as never))());
    expect(error).toBeInstanceOf(InvalidValueError);
    expect(error.path).toBe(path);
    expect(error.message).toContain(words);
    expect(sent).toBe(0);
  });

  test('is refused in an update, and in what any method takes', async () => {
    const key = await record().put(weight, { when, value: { kg: 70 } });
    const [thing] = await record().get(weight, { ids: [key.id] });
    const update = async () => record().update(thing!, { ...thing!.value, note: 'x' } as never);
    expect(await thrown(update())).toMatchObject({ name: 'InvalidValueError', path: 'note' });
    const call = async () => app.call('GetVocabulary', 2, { vocabularyParameter: {} } as never);
    expect(await thrown(call())).toMatchObject({ name: 'InvalidValueError', path: 'vocabularyParameter' });
  });

  test('is told of in every type: what can be read can be put again, and nothing beside it', async () => {
    for (const type of everyType()) {
      const version = currentVersion(type);
      if (version.schema.shape.kind !== 'sequence') continue;
      const { schema, root } = version;
      for (const size of ['smallest', 'full'] as const) {
        const whole = makeExample(type, version, size) as object;
        expect(() => printKnown(schema, root, whole), root).not.toThrow();
        expect(() => printKnown(schema, root, { ...whole, zzz: 1 }), root).toThrow('zzz has no place');
      }
    }
  });
});
