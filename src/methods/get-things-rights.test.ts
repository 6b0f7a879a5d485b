// Whose things GetThings finds for whom: rules of applications, online and offline, date ranges, sharing.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission, Rule, RuleTarget } from '../core/authorization/rules.ts';
import { blobsIn, getBlobs, payload, putOne } from '../testing/blobs.ts';
import {
  type CallOptions,
  givenApp,
  givenLinkedApp,
  givenPerson,
  type Linked,
  linkApp,
} from '../testing/given.ts';
import { coreOnly, filter, type Key, ofType, Reading } from '../testing/reading.ts';
import { drawn, seed } from '../testing/seed.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { bloodPressureXml, thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
/** Holds every right and writes what others look at. */
let owner: Reading;
const things: Record<'weight2020' | 'weight2025' | 'pressure2020' | 'pressure2025', Key> = {} as never;

beforeAll(async () => {
  server = await startTestServer();
  owner = new Reading(await givenLinkedApp(server));
  const weight = (day: string) => thingXml(typeIds.weight, { data: weightXml(70, day) });
  const pressure = (day: string) => thingXml(typeIds.bloodPressure, { data: bloodPressureXml(120, 80, day) });
  const [a, b, c, d] = await owner.put(
    weight('2020-05-05'),
    weight('2025-05-05'),
    pressure('2020-05-06'),
    pressure('2025-05-06'),
  );
  Object.assign(things, { weight2020: a, weight2025: b, pressure2020: c, pressure2025: d });
});
afterAll(() => server.close());

interface Given {
  readonly targets?: readonly RuleTarget[];
  readonly exceptions?: readonly RuleTarget[];
  readonly mode?: Rule['mode'];
  readonly permissions?: readonly Permission[];
}
let rules = 0;
const rule = ({
  targets = [{ typeIds: 'all' }],
  exceptions = [],
  mode = 'online',
  permissions = ['Read'],
}: Given): Rule => ({
  name: `rule ${++rules}`,
  reason: 'testing',
  permissions,
  targets,
  exceptions,
  mode,
  optional: undefined,
});
const on = (typeId: string, from?: string, to?: string): RuleTarget => ({
  typeIds: [typeId],
  ...(from && { from: `${from}T00:00:00` }),
  ...(to && { to: `${to}T00:00:00` }),
});

async function appWith(...given: Given[]): Promise<Reading> {
  const { person, record } = owner.linked;
  return new Reading(
    await linkApp(server, await givenApp(server.vault, { rules: given.map(rule) }), { person, record }),
  );
}

/** What an application sees, by its own names; and whether it is told that there might be more. */
async function seen(by: Reading, what = '<filter/>', options: CallOptions = {}) {
  const answer = await by.get(`<group>${what}${coreOnly}</group>`, options);
  const found = answer
    .texts('thing-id')
    .map(id => Object.entries(things).find(([, key]) => key.id === id)?.[0]);
  return { found, filtered: answer.texts('filtered') };
}
const allIds = () =>
  Object.values(things)
    .map(({ id }) => `<id>${id}</id>`)
    .join('');
const weights = filter(ofType(typeIds.weight));
const both = filter(ofType(typeIds.weight, typeIds.bloodPressure));

test('an application with all rights sees everything', async () => {
  const everything = ['pressure2025', 'weight2025', 'pressure2020', 'weight2020'];
  expect(await seen(owner)).toEqual({ found: everything, filtered: [] });
  expect(await seen(owner, allIds())).toEqual({ found: everything, filtered: [] });
});

describe('rules by type', () => {
  test('limit what is found, by filter and by id, and say so when the filter asked for more', async () => {
    const app = await appWith({ targets: [on(typeIds.weight)] });
    const mine = ['weight2025', 'weight2020'];
    expect(await seen(app, weights)).toEqual({ found: mine, filtered: [] });
    expect(await seen(app, both)).toEqual({ found: mine, filtered: ['true'] });
    expect(await seen(app)).toEqual({ found: mine, filtered: ['true'] });
    expect(await seen(app, allIds())).toEqual({ found: mine, filtered: [] });
    expect(await seen(app, allIds() + filter(ofType(typeIds.bloodPressure)))).toEqual({
      found: mine,
      filtered: ['true'],
    });
    expect(await seen(app, filter('<xpath>/thing/data-xml</xpath>'))).toEqual({
      found: mine,
      filtered: ['true'],
    });
  });

  test('tell nothing of whether there is anything to find', async () => {
    const app = await appWith({ targets: [on(typeIds.weight)] });
    const [there, absent] = [filter(ofType(typeIds.bloodPressure)), filter(ofType(typeIds.bloodGlucose))];
    expect(await seen(app, there)).toEqual(await seen(app, absent));
  });

  test('count only where they allow to read', async () => {
    const app = await appWith({ targets: [on(typeIds.weight)], permissions: ['Create', 'Update', 'Delete'] });
    expect(await seen(app, weights)).toEqual({ found: [], filtered: ['true'] });
  });

  test('hold for every version of a type', async () => {
    const { id } = await owner.putOne(
      thingXml(typeIds.medication2, { data: '<medication><name><text>A</text></name></medication>' }),
    );
    const app = await appWith({ targets: [on(typeIds.medication1)] });
    expect(await app.find(filter(ofType(typeIds.medication2)))).toEqual([id]);
  });

  test('online do not hold offline', async () => {
    const app = await appWith(
      { targets: [on(typeIds.weight)] },
      { targets: [on(typeIds.bloodPressure)], mode: 'offline' },
    );
    expect((await seen(app, both)).found).toEqual(['weight2025', 'weight2020']);
    expect((await seen(app, both, { personId: app.linked.personId })).found).toEqual([
      'pressure2025',
      'pressure2020',
    ]);
  });

  test('except what they name as an exception, unless another rule opens it', async () => {
    const allBut = { exceptions: [on(typeIds.weight)] };
    expect((await seen(await appWith(allBut), both)).found).toEqual(['pressure2025', 'pressure2020']);
    const more = await appWith(allBut, { targets: [on(typeIds.weight)] });
    expect(await seen(more, both)).toEqual({
      found: ['pressure2025', 'weight2025', 'pressure2020', 'weight2020'],
      filtered: [],
    });
  });
});

describe('rules by date', () => {
  test('limit what is found, by filter and by id', async () => {
    const app = await appWith({
      targets: [on(typeIds.weight, '2024-01-01'), on(typeIds.bloodPressure, undefined, '2021-01-01')],
    });
    const mine = ['weight2025', 'pressure2020'];
    expect(await seen(app, both)).toEqual({ found: mine, filtered: ['true'] });
    expect((await seen(app, allIds())).found).toEqual(mine);
    expect(
      (await seen(app, weights + filter('<eff-date-max>2021-01-01T00:00:00</eff-date-max>'))).found,
    ).toEqual([]);
  });

  test('may be exceptions', async () => {
    const app = await appWith({ exceptions: [{ typeIds: 'all', from: '2025-05-06T00:00:00' }] });
    expect((await seen(app, both)).found).toEqual(['weight2025', 'pressure2020', 'weight2020']);
  });

  test('hold for the versions before, too: of the thing as it is and as it was', async () => {
    const linked = new Reading(await givenLinkedApp(server));
    const key = await linked.putOne(thingXml(typeIds.weight, { data: weightXml(70, '2020-01-01') }));
    await linked.putOne(thingXml(typeIds.weight, { data: weightXml(71, '2025-01-01') }, key));
    const appFrom = async (target: RuleTarget) => {
      const { person, record } = linked.linked;
      return new Reading(
        await linkApp(server, await givenApp(server.vault, { rules: [rule({ targets: [target] })] }), {
          person,
          record,
        }),
      );
    };
    const versions = async (target: RuleTarget) => {
      const answer = await (await appFrom(target)).get(
        `<group><filter/><format><xml/></format><current-version-only>false</current-version-only></group>`,
      );
      return answer.texts('kg');
    };
    expect(await versions(on(typeIds.weight))).toEqual(['71', '70']);
    expect(await versions(on(typeIds.weight, '2024-01-01'))).toEqual(['71']);
    expect(await versions(on(typeIds.weight, undefined, '2021-01-01'))).toEqual([]);
  });
});

describe('personal things', () => {
  test('are never found by an application, whatever its rights', async () => {
    const linked = new Reading(await givenLinkedApp(server));
    const key = await linked.putOne(
      thingXml(typeIds.weight, {
        data: weightXml(70),
        common: '<common><client-thing-id>c</client-thing-id></common>',
      }),
    );
    await linked.makePersonal(server, key);
    for (const what of ['<filter/>', `<id>${key.id}</id>`, '<client-thing-id>c</client-thing-id>', weights]) {
      expect(await linked.find(what)).toEqual([]);
    }
  });
});

describe('what a person shares', () => {
  const shared = async (access: { typeIds?: readonly string[]; expiresAt?: number }): Promise<Linked> => {
    const carer = await givenPerson(server.vault);
    await server.vault.store.write(db =>
      db.records.putAccess({
        personId: carer.person.id,
        recordId: owner.linked.record.id,
        level: 'view',
        relationship: 2,
        typeIds: undefined,
        createdAt: 0,
        expiresAt: undefined,
        ...access,
      }),
    );
    return linkApp(server, await givenApp(server.vault), {
      person: carer.person,
      record: owner.linked.record,
    });
  };

  test('bounds what the other person lets an application see', async () => {
    const reading = new Reading(await shared({ typeIds: [typeIds.weight] }));
    expect(await seen(reading)).toEqual({ found: ['weight2025', 'weight2020'], filtered: ['true'] });
    expect((await seen(reading, allIds())).found).toEqual(['weight2025', 'weight2020']);
  });

  test('ends with its time', async () => {
    const reading = new Reading(await shared({ expiresAt: server.clock.now() + 60_000 }));
    expect((await seen(reading, weights)).found).toHaveLength(2);
    server.clock.pass(60_000);
    expect((await reading.get(`<group>${weights}${coreOnly}</group>`)).code).toBe(11);
  });
});

test('what is found is what the rules cover, for any rules', async () => {
  const type = fc.constantFrom(typeIds.weight, typeIds.bloodPressure, typeIds.medication1);
  const day = fc.option(
    fc.constantFrom('2019-01-01', '2020-05-05', '2020-05-06', '2023-01-01', '2025-05-06'),
    { nil: undefined },
  );
  const target: fc.Arbitrary<RuleTarget> = fc
    .tuple(fc.oneof(fc.constant('all' as const), fc.uniqueArray(type, { minLength: 1 })), day, day)
    .map(([ids, from, to]) => ({ ...on('', from, to), typeIds: ids }));
  const given: fc.Arbitrary<Given> = fc.record({
    targets: fc.array(target, { minLength: 1, maxLength: 2 }),
    exceptions: fc.array(target, { maxLength: 1 }),
    permissions: fc.constantFrom<Permission[]>(['Read'], ['Read', 'Update'], ['Create']),
  });
  const dates = {
    weight2020: '2020-05-05',
    weight2025: '2025-05-05',
    pressure2020: '2020-05-06',
    pressure2025: '2025-05-06',
  };
  const inTarget = ({ typeIds: ids, from, to }: RuleTarget, typeId: string, date: string) =>
    (ids === 'all' || ids.includes(typeId)) && (!from || date >= from) && (!to || date <= to);
  await fc.assert(
    fc.asyncProperty(fc.array(given, { minLength: 1, maxLength: 3 }), async all => {
      const app = await appWith(...all);
      const expected = Object.entries(dates).filter(([name, day]) => {
        const typeId = name.startsWith('weight') ? typeIds.weight : typeIds.bloodPressure;
        const holds = (target: RuleTarget) => inTarget(target, typeId, `${day}T00:00:00`);
        return all.some(
          ({ targets, exceptions, permissions }) =>
            permissions!.includes('Read') && targets!.some(holds) && !exceptions!.some(holds),
        );
      });
      const names = expected.map(([name]) => name).sort();
      expect((await seen(app, both)).found.sort()).toEqual(names);
      expect((await seen(app, allIds())).found.sort()).toEqual(names);
    }),
    { seed, numRuns: drawn(60) },
  );
});

test('so many dates of all types as a rule may name open what they name, blobs included', async () => {
  const targets = Array.from({ length: 150 }, (_, i) => {
    const day = new Date(Date.UTC(2025, 0, 1 + 2 * i)).toISOString().slice(0, 10);
    return { typeIds: 'all' as const, from: `${day}T00:00:00`, to: `${day}T23:59:59` };
  });
  const weight = thingXml(typeIds.weight, { data: weightXml(70, '2025-01-03') });
  const put = (thing: string) =>
    putOne(owner.linked, thing.replace('</thing>', `${payload({ name: 'a', data: 'YWJj' })}</thing>`));
  const open = await put(weight);
  const shut = await put(weight.replace('<d>3</d>', '<d>4</d>'));
  const app = await appWith({ targets });
  const answer = await getBlobs(app.linked, open.id);
  expect(answer.code).toBe(0);
  expect(Object.keys(blobsIn(answer))).toEqual(['a']);
  expect(blobsIn(await getBlobs(app.linked, shut.id))).toEqual({});
});
