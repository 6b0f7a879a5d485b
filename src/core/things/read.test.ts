// Any filters find what a plain look at every thing finds, in the same order.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenApp, givenLinkedApp, linkApp } from '../../testing/given.ts';
import { Reading } from '../../testing/reading.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { bloodPressureXml, thingXml, weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { type Grant, makeSystemGrant } from '../authorization/grant.ts';
import { findAppGrant } from '../authorization/grants.ts';
import type { AskedFilter } from './filter.ts';
import { readThings } from './read.ts';
import type { StoredThing } from './thing.ts';

let server: TestServer;
let grant: Grant;
let all: StoredThing[];
let appIds: string[];

const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
const ends = [undefined, '2026-06-01T00:00:00', '2027-01-01T00:00:00'];
const minute = 60_000;
let start: number;

beforeAll(async () => {
  server = await startTestServer();
  const one = new Reading(await givenLinkedApp(server));
  const other = new Reading(await linkApp(server, await givenApp(server.vault), one.linked));
  appIds = [one.linked.app.id, other.linked.app.id];
  start = server.clock.now();
  for (let i = 0; i < 36; i++) {
    const day = days[i % 3]!;
    const end = ends[i % 5 > 2 ? 0 : i % 5];
    const weigh = i % 2 === 0;
    const common = `<common><client-thing-id>c${i % 7}</client-thing-id></common>`;
    const data = weigh ? weightXml(60 + i, day) : bloodPressureXml(120, 80, day);
    await (i % 4 < 2 ? one : other).put(
      thingXml(weigh ? typeIds.weight : typeIds.bloodPressure, { data, common, ...(end && { end }) }),
    );
    server.clock.pass(minute);
  }
  const { person, record, app } = one.linked;
  await server.vault.store.read(async db => {
    grant = (await findAppGrant(
      db,
      app,
      { id: person.id, avenue: 'Online' },
      record.id,
      server.clock.now(),
    ))!;
    const ids = await db.things(grant).operations({ sequence: 0, position: 0 }, 1000);
    all = await db
      .things(makeSystemGrant('tests', record.id, person.id))
      .byIds(ids.operations.map(operation => operation.thingId));
  });
});
afterAll(() => server.close());

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const effective = maybe(fc.constantFrom(...days.map(day => `${day}T00:00:00`), '2026-01-02T12:00:00'));
const moment = maybe(fc.integer({ min: -1, max: 37 }));

/** Times are minutes after the first thing, applications numbers, until the vault is there. */
const filters = fc.array(
  fc.record({
    typeIds: maybe(
      fc.uniqueArray(fc.constantFrom(typeIds.weight, typeIds.bloodPressure, typeIds.height), {
        minLength: 1,
      }),
    ),
    effectiveMin: effective,
    effectiveMax: effective,
    endMin: maybe(fc.constantFrom('2026-06-01T00:00:00', '2026-12-01T00:00:00')),
    endMax: maybe(fc.constantFrom('2026-06-01T00:00:00', '2027-12-01T00:00:00')),
    created: fc.tuple(moment, moment),
    app: maybe(fc.constantFrom(0, 1)),
    heavier: maybe(fc.integer({ min: 55, max: 100 })),
  }),
  { minLength: 1, maxLength: 2 },
);
type Filter = (typeof filters extends fc.Arbitrary<infer T> ? T : never)[number];

function asked({ created: [min, max], app, heavier, ...rest }: Filter): AskedFilter {
  return {
    ...rest,
    createdMin: min === undefined ? undefined : start + min * minute,
    createdMax: max === undefined ? undefined : start + max * minute,
    createdApp: app === undefined ? undefined : appIds[app],
    xpath: heavier === undefined ? undefined : `/thing/data-xml/weight/value/kg[. > ${heavier}]`,
  };
}

function passes(
  thing: StoredThing,
  { typeIds, effectiveMin, effectiveMax, endMin, endMax, created, app, heavier }: Filter,
): boolean {
  const { effectiveDate, updatedEndDate: end } = thing;
  const minutes = (thing.created.at - start) / minute;
  return (
    (!typeIds || typeIds.some(id => id === thing.typeId)) &&
    (!effectiveMin || effectiveDate >= effectiveMin) &&
    (!effectiveMax || effectiveDate <= effectiveMax) &&
    (!endMin || end === undefined || end >= endMin) &&
    (!endMax || (end !== undefined && end <= endMax)) &&
    (created[0] === undefined || minutes >= created[0]) &&
    (created[1] === undefined || minutes <= created[1]) &&
    (app === undefined || thing.created.appId === appIds[app]) &&
    (heavier === undefined || Number(/<kg>(\d+)/.exec(thing.dataXml)?.[1]) > heavier)
  );
}

test('filters, ids and limits', async () => {
  const named = fc.record({
    ids: fc.array(fc.nat({ max: 35 }), { maxLength: 3 }),
    clientIds: fc.array(fc.constantFrom('c1', 'c5', 'none'), { maxLength: 2 }),
  });
  const limits = fc.record({ max: maybe(fc.nat({ max: 40 })), maxFull: maybe(fc.nat({ max: 12 })) });
  await fc.assert(
    fc.asyncProperty(filters, named, limits, async (given, { ids, clientIds }, { max, maxFull }) => {
      const wanted = ids.map(i => all[i]!.id);
      const group = { ids: wanted, clientIds, filters: given.map(asked), currentOnly: true, max, maxFull };
      const [found] = await readThings(server.vault, grant, [group]);
      const expected = all
        .filter(
          t =>
            wanted.includes(t.id) ||
            clientIds.some(id => id === t.clientId) ||
            given.every(filter => passes(t, filter)),
        )
        .sort((a, b) =>
          a.effectiveDate === b.effectiveDate
            ? b.created.at - a.created.at
            : a.effectiveDate < b.effectiveDate
              ? 1
              : -1,
        )
        .slice(0, max)
        .map(t => t.id);
      expect([...found!.things, ...found!.keys].map(t => t.id)).toEqual(expected);
      expect(found!.things.length).toBe(Math.min(maxFull ?? 240, expected.length));
    }),
    { numRuns: 300 },
  );
});
