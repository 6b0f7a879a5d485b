// Several things by one request, things that are told of as they change, and what TypeScript knows of them.
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { givenLinkedApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { sdkFor } from '../testing/sdk.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import bloodPressure from '../things/blood-pressure.ts';
import type { BloodPressure, Medication, Weight } from '../things/index.ts';
import medication from '../things/medication.ts';
import weight from '../things/weight.ts';
import { type App, type Change, isOf, type RecordClient, type Thing } from './index.ts';

let server: TestServer;
let linked: Linked;
let app: App;
beforeAll(async () => {
  server = await startTestServer({ limits: { fullThingsPerGroupMax: 3 } });
  linked = await givenLinkedApp(server);
  app = await sdkFor(server, linked);
});
afterAll(() => server.close());

async function givenRecord(): Promise<RecordClient> {
  const { recordId, personId } = await linkApp(server, linked, await givenPerson(server.vault));
  return app.record(recordId, { personId });
}
const on = (d: number) => ({ date: { y: 2026, m: 11, d } });
const kg = (n: number, day = 1): Weight => ({ when: on(day), value: { kg: n } });
const pressure: BloodPressure = { when: on(2), systolic: 120, diastolic: 80 };
const pill: Medication = { name: { text: 'Aspirin' } };

describe('things of several types', () => {
  test('are put by one request, all or none, new ones and new versions', async () => {
    const record = await givenRecord();
    const [light, , tablet] = await record.putAll([
      { type: weight, value: kg(60) },
      { type: bloodPressure, value: pressure, note: 'left arm' },
      { type: medication, value: pill, clientId: 'pill' },
    ]);
    const [thing] = await record.get(weight, { ids: [light!.id] });
    const keys = await record.putAll([
      { replaces: thing!, value: kg(61) },
      { type: weight, value: kg(62) },
    ]);
    expect(keys.map(({ id }) => id)).toEqual([light!.id, expect.not.stringMatching(light!.id)]);
    const stale = record.putAll([
      { type: weight, value: kg(63) },
      { replaces: thing!, value: kg(64) },
    ]);
    await expect(stale).rejects.toMatchObject({ name: 'VERSION_STAMP_MISMATCH' });
    expect((await record.get(weight)).map(({ value }) => value.value.kg).sort()).toEqual([61, 62]);
    expect(tablet!.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await record.putAll([])).toEqual([]);
  });

  test('are each held to their type by the compiler, and in words without it', async () => {
    const record = await givenRecord();
    const wrong = record.putAll([
      { type: weight, value: kg(1) },
      // @ts-expect-error a weight has no systolic
      { type: weight, value: pressure },
    ]);
    await expect(wrong).rejects.toThrow('systolic has no place in weight');
  });

  test('are asked for together, each list of its type, and whole', async () => {
    const record = await givenRecord();
    for (let day = 1; day <= 5; day++) await record.put(weight, kg(60 + day, day));
    await record.put(medication, pill);
    const found = await record.getAll({
      weights: { type: weight },
      latest: { type: weight, max: 1 },
      pills: { type: medication },
      pressures: { type: bloodPressure },
    });
    expectTypeOf(found.weights).toEqualTypeOf<Thing<Weight>[]>();
    expectTypeOf(found.pills).toEqualTypeOf<Thing<Medication>[]>();
    expect(found.weights.map(({ value }) => value.value.kg)).toEqual([65, 64, 63, 62, 61]);
    expect(found.latest.map(({ value }) => value.value.kg)).toEqual([65]);
    expect(found.pills.map(({ value }) => value.name.text)).toEqual(['Aspirin']);
    expect(found.pressures).toEqual([]);
  });

  test('that are asked for by an id of another type are refused in words', async () => {
    const record = await givenRecord();
    const { id } = await record.put(medication, pill);
    await expect(record.get(weight, { ids: [id] })).rejects.toMatchObject({
      name: 'WrongTypeError',
      thingId: id,
      message: `The thing ${id} is of the type Medication, and was asked for as Weight.`,
    });
  });
});

describe('changes', () => {
  const readAll = async <T>(changes: AsyncIterable<T>) => {
    const all: T[] = [];
    for await (const one of changes) all.push(one);
    return all;
  };
  const told = (changes: readonly Change<Weight>[]) =>
    changes.map(change => (change.kind === 'put' ? change.thing.value.value.kg : change.id));

  test('tell each thing as it is now, and go on after the last', async () => {
    const record = await givenRecord();
    const key = await record.put(weight, kg(60));
    const gone = await record.put(weight, kg(61));
    await record.put(medication, pill);
    const first = await readAll(record.changes([weight]));
    expect(told(first)).toEqual([60, 61]);
    const [thing] = await record.get(weight, { ids: [key.id] });
    await record.remove(gone);
    await record.update(thing!, kg(62));
    const since = first.at(-1)!.resumeAfter;
    expect(told(await readAll(record.changes([weight], { since })))).toEqual([gone.id, 62]);
  });

  test('of one request are over with the last of them', async () => {
    const record = await givenRecord();
    await record.putAll(Array.from({ length: 7 }, (_, i) => ({ type: weight, value: kg(60 + i) })));
    const changes = await readAll(record.changes([weight]));
    expect(told(changes)).toHaveLength(7);
    expect(new Set(changes.slice(0, 6).map(({ resumeAfter }) => resumeAfter))).toEqual(new Set([0]));
    const since = changes.at(-1)!.resumeAfter;
    expect(await readAll(record.changes([weight], { since }))).toEqual([]);
  });

  test('of several types are told apart', async () => {
    const record = await givenRecord();
    await record.putAll([
      { type: weight, value: kg(60) },
      { type: medication, value: pill },
    ]);
    const words: unknown[] = [];
    for await (const change of record.changes([weight, medication])) {
      if (change.kind !== 'put') continue;
      const { thing } = change;
      if (isOf(thing, weight)) {
        expectTypeOf(thing.value).toEqualTypeOf<Weight>();
        words.push(thing.value.value.kg);
      } else words.push(thing.value.name.text);
    }
    expect(words).toEqual([60, 'Aspirin']);
  });

  test('are waited for until the signal says that it is enough', async () => {
    const record = await givenRecord();
    const stop = new AbortController();
    const seen: number[] = [];
    const watching = (async () => {
      for await (const change of record.with({ signal: stop.signal }).changes([weight], { everyMs: 5 })) {
        if (change.kind === 'put') seen.push(change.thing.value.value.kg);
        if (seen.length === 2) stop.abort(new Error('enough'));
      }
    })();
    await record.put(weight, kg(70));
    await expect.poll(() => seen).toEqual([70]);
    await record.put(weight, kg(71));
    await expect(watching).rejects.toThrow('enough');
    expect(seen).toEqual([70, 71]);
  });
});
