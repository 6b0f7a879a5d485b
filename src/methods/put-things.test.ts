import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rule } from '../core/authorization/rules.ts';
import {
  type CallOptions,
  fullRules,
  givenApp,
  givenLinkedApp,
  givenPerson,
  type Linked,
  linkApp,
} from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight, bloodPressureXml, thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits: { recordQuotaBytes: 100_000, thingsPerPutMax: 20 } });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

interface Key {
  id: string;
  stamp: string;
}

const call = (method: string, info: string, options: CallOptions = {}, by: Linked = app) =>
  by.client.call(method, { version: 2, info, recordId: by.recordId, userToken: by.userToken, ...options });
const put = (...things: string[]) => call('PutThings', things.join(''));
const code = async (...things: string[]) => (await put(...things)).code;

async function putOne(thing: string, by: Linked = app): Promise<Key> {
  const answer = await call('PutThings', thing, {}, by);
  expect(answer.message).toBeUndefined();
  const [key] = answer.elements('thing-id');
  return { id: key!.text(), stamp: answer.elements('thing-id')[0]!.attribute('version-stamp')! };
}

async function get(id: string, by: Linked = app) {
  const info = `<group><id>${id}</id><format><section>core</section><section>audits</section><section>tags</section><xml/></format></group>`;
  return call('GetThings', info, { version: 3 }, by);
}

const operations = async (by: Linked = app) => {
  const info = '<record-operation-sequence-number>0</record-operation-sequence-number>';
  const answer = await call('GetRecordOperations', info, { version: 1 }, by);
  return answer.texts('operation');
};

describe('a new thing', () => {
  test('gets an id and a version stamp, in the order things were sent', async () => {
    const answer = await put(aWeight(70), aWeight(71));
    expect(answer.xml).toMatch(
      /^<response><status><code>0<\/code><\/status><wc:info xmlns:wc="urn:com\.microsoft\.wc\.methods\.response\.PutThings"><thing-id version-stamp="[0-9a-f-]{36}">[0-9a-f-]{36}<\/thing-id>/,
    );
    const [first, second] = answer.texts('thing-id');
    expect((await get(first!)).texts('kg')).toEqual(['70']);
    expect((await get(second!)).texts('kg')).toEqual(['71']);
  });

  test('comes back byte for byte, extensions and their namespaces too', async () => {
    const data =
      '<weight><when><date><y>2026</y><m>11</m><d>2</d></date></when><!-- scale --><value><kg>70.10</kg></value></weight>';
    const extension =
      '<extension source="urn:scale" ver="1"><s:raw xmlns:s="urn:scale" hex=\'0f\'>a &amp; b</s:raw><plain/></extension>';
    const common = `<common><note>a</note>${extension}<client-thing-id>c1</client-thing-id></common>`;
    const { id } = await putOne(thingXml(typeIds.weight, { data, common }));
    expect((await get(id)).xml).toContain(`<data-xml>${data}${common}</data-xml>`);
  });

  test('keeps a namespace that was declared around it', async () => {
    const common = '<common><extension source="x"><out:a/></extension></common>';
    const info = thingXml(typeIds.weight, { data: weightXml(70), common }).replace(
      '<thing>',
      '<thing xmlns:out="urn:outer">',
    );
    const { id } = await putOne(info);
    const back = await get(id);
    expect(back.elements('a')[0]!.uri).toBe('urn:outer');
  });

  test('has the date of its type as effective date, and the creation time where it has none', async () => {
    const dated = await putOne(aWeight(70, '2020-02-29'));
    expect((await get(dated.id)).texts('eff-date')).toEqual(['2020-02-29T00:00:00']);
    const undated = await putOne(
      thingXml(typeIds.condition, { data: '<condition><name><text>Hay fever</text></name></condition>' }),
    );
    expect((await get(undated.id)).texts('eff-date')).toEqual([
      new Date(server.clock.now()).toISOString().slice(0, 19),
    ]);
  });

  test('stands under its creation time when an update takes its own date away', async () => {
    const encounter = (when: string) =>
      thingXml('464083cc-13de-4f3e-a189-da8e47d5651b', {
        data: `<encounter>${when}<type><text>Visit</text></type></encounter>`,
      });
    const dated = await putOne(encounter('<when><date><y>1950</y><m>1</m><d>2</d></date></when>'));
    expect((await get(dated.id)).texts('eff-date')).toEqual(['1950-01-02T00:00:00']);
    const created = new Date(server.clock.now()).toISOString().slice(0, 19);
    server.clock.pass(3_600_000);
    await putOne(
      encounter('').replace(
        '<thing>',
        `<thing><thing-id version-stamp="${dated.stamp}">${dated.id}</thing-id>`,
      ),
    );
    expect((await get(dated.id)).texts('eff-date')).toEqual([created]);
  });

  test('ignores what only the server sets', async () => {
    const thing = aWeight(70).replace(
      '<data-xml>',
      '<thing-state>Deleted</thing-state><flags>2</flags><eff-date>1999-01-01T00:00:00</eff-date><data-xml>',
    );
    const back = await get((await putOne(thing)).id);
    expect([back.texts('thing-state'), back.texts('flags'), back.texts('eff-date')]).toEqual([
      ['Active'],
      ['0'],
      ['2026-11-02T00:00:00'],
    ]);
  });

  test('without a known type is refused with 19, without data with 3', async () => {
    expect(await code(thingXml('00000000-0000-4000-8000-000000000000', { data: '<a/>' }))).toBe(19);
    expect(await code(`<thing><data-xml>${weightXml(1)}</data-xml></thing>`)).toBe(3);
    expect(await code(thingXml(typeIds.weight, {}))).toBe(3);
  });

  test('that breaks its schema is refused with the path of what is wrong, and no value', async () => {
    const answer = await put(thingXml(typeIds.weight, { data: weightXml(-70.25) }));
    expect(answer.code).toBe(3);
    expect(answer.message).toContain('weight/value/kg: must be ≥ 0');
    expect(answer.xml).not.toContain('70.25');
    expect((await put(thingXml(typeIds.bloodPressure, { data: '<blood-pressure/>' }))).code).toBe(3);
  });

  test.each([
    ['thing', '<thing id="1">'],
    ['data-xml', '<data-xml secret="1">'],
    ['data-xml', '<data-xml xmlns:p="urn:p" p:transform="form">'],
  ])('takes no attribute that %s has not: %s', async (name, tag) => {
    const answer = await put(aWeight().replace(`<${name}>`, tag));
    expect([answer.code, answer.message]).toEqual([3, expect.stringContaining('unexpected attribute')]);
  });

  test('may come back with the transform that it was read with', async () => {
    expect(await code(aWeight().replace('<data-xml>', '<data-xml transform="form">'))).toBe(0);
  });

  test('in a namespace of blanks is no item of its type', async () => {
    for (const blanks of [' ', '\u00a0', '&#x9;'])
      expect(await code(aWeight().replace('<weight>', `<weight xmlns="${blanks}">`))).toBe(3);
  });

  test('with a day that does not exist is refused with 69', async () => {
    const answer = await put(aWeight(70, '2026-02-31'));
    expect(answer.code).toBe(69);
  });
});

describe('one request', () => {
  test('is all or nothing: one bad item rolls back the rest', async () => {
    const before = (await operations()).length;
    const answer = await put(
      aWeight(70),
      thingXml(
        typeIds.weight,
        { data: weightXml(71) },
        { id: '00000000-0000-4000-8000-000000000000', stamp: '00000000-0000-4000-8000-000000000000' },
      ),
    );
    expect(answer.code).toBe(13);
    expect(answer.message).toContain('Thing 2 of 2');
    expect((await operations()).length).toBe(before);
  });

  test('may not hold the same thing twice', async () => {
    const key = await putOne(aWeight());
    const update = thingXml(typeIds.weight, { data: weightXml(71) }, key);
    expect(await code(update, update)).toBe(13);
  });

  test('with more things than the limit is refused with 124', async () => {
    expect(await code(...Array.from({ length: 21 }, () => aWeight()))).toBe(124);
  });

  test('past the record quota is refused with 68, and a smaller one still fits', async () => {
    const full = await givenLinkedApp(server);
    const big = thingXml(typeIds.weight, {
      data: weightXml(70),
      common: `<common><note>${'x'.repeat(99_000)}</note></common>`,
    });
    expect((await call('PutThings', big, {}, full)).code).toBe(0);
    expect((await call('PutThings', big, {}, full)).code).toBe(68);
    expect((await call('PutThings', aWeight(), {}, full)).code).toBe(0);
  });
});

describe('an update', () => {
  test('needs the current version stamp: 60 without, 61 with an old one', async () => {
    const key = await putOne(aWeight());
    const update = (stamp?: string) =>
      thingXml(typeIds.weight, { data: weightXml(71) }, { id: key.id, ...(stamp && { stamp }) });
    expect(await code(update())).toBe(60);
    const { stamp } = await putOne(update(key.stamp));
    expect(stamp).not.toBe(key.stamp);
    expect(await code(update(key.stamp))).toBe(61);
    expect(await code(update(stamp))).toBe(0);
  });

  test('changes only the sections it sends', async () => {
    const key = await putOne(
      thingXml(typeIds.weight, { data: weightXml(70), tags: 'a,b', end: '2027-01-01T00:00:00' }),
    );
    const tagged = await putOne(thingXml(typeIds.weight, { tags: 'c' }, key));
    const back = await get(key.id);
    expect([back.texts('kg'), back.texts('tags'), back.texts('updated-end-date')]).toEqual([
      ['70'],
      ['c'],
      ['2027-01-01T00:00:00'],
    ]);
    await putOne(thingXml(typeIds.weight, { data: weightXml(71) }, tagged));
    const later = await get(key.id);
    expect([later.texts('kg'), later.texts('tags')]).toEqual([['71'], ['c']]);
  });

  test('with nothing in it succeeds and changes nothing', async () => {
    const key = await putOne(aWeight());
    const before = (await operations()).length;
    expect(
      await putOne(`<thing><thing-id version-stamp="${key.stamp}">${key.id}</thing-id><data-xml/></thing>`),
    ).toEqual(key);
    expect((await operations()).length).toBe(before);
  });

  test('clears tags and the end date', async () => {
    const key = await putOne(
      thingXml(typeIds.weight, { data: weightXml(70), tags: 'a', end: '2027-01-01T00:00:00' }),
    );
    const { id } = await putOne(thingXml(typeIds.weight, { tags: '', end: '9999-12-31T23:59:59' }, key));
    const back = await get(id);
    expect([back.texts('tags'), back.texts('updated-end-date')]).toEqual([[], []]);
  });

  test('cannot turn a thing into one of another type', async () => {
    const key = await putOne(aWeight());
    expect(await code(thingXml(typeIds.bloodPressure, { data: bloodPressureXml(120, 80) }, key))).toBe(19);
  });

  test('tells who made the thing and who changed it, and when', async () => {
    const key = await putOne(aWeight());
    server.clock.pass(60_000);
    await putOne(thingXml(typeIds.weight, { data: weightXml(71) }, key));
    const back = await get(key.id);
    expect(back.texts('audit-action')).toEqual(['Created', 'Updated']);
    const [created, updated] = back.texts('timestamp').map(Date.parse);
    expect(updated! - created!).toBe(60_000);
    expect(back.elements('created')[0]!.outerXml()).toContain(`>${app.app.id}</app-id>`);
    expect(back.elements('created')[0]!.outerXml()).toContain(`>${app.personId}</person-id>`);
    expect(back.texts('access-avenue')).toEqual(['Online', 'Online']);
  });
});

describe('versions of a type', () => {
  const medication1 = '<medication><name>Lisinopril</name></medication>';
  const medication2 = '<medication><name><text>Lisinopril</text></name></medication>';

  test('an update in an older version than the kept one is refused with 85; OverwriteThings may', async () => {
    const key = await putOne(thingXml(typeIds.medication2, { data: medication2 }));
    const older = thingXml(typeIds.medication1, { data: medication1 }, key);
    expect(await code(older)).toBe(85);
    expect((await call('OverwriteThings', older)).code).toBe(0);
  });

  test('an update may bring a thing to a newer version, with its data only (90)', async () => {
    const key = await putOne(thingXml(typeIds.medication1, { data: medication1 }));
    expect(await code(thingXml(typeIds.medication2, { tags: 'x' }, key))).toBe(90);
    expect(await code(thingXml(typeIds.medication2, { data: medication2 }, key))).toBe(0);
  });

  test('an end date of the type becomes the updated-end-date unless the client gives one', async () => {
    const ended =
      '<medication><name><text>A</text></name><date-discontinued><structured><date><y>2026</y><m>3</m><d>4</d></date></structured></date-discontinued></medication>';
    const { id } = await putOne(thingXml(typeIds.medication2, { data: ended }));
    expect((await get(id)).texts('updated-end-date')).toEqual(['2026-03-04T00:00:00']);
    const own = await putOne(thingXml(typeIds.medication2, { data: ended, end: '2027-01-01T00:00:00Z' }));
    expect((await get(own.id)).texts('updated-end-date')).toEqual(['2027-01-01T00:00:00']);
  });
});

describe('a read-only thing', () => {
  const readOnly = thingXml(typeIds.weight, { data: weightXml(70), flags: 16 });

  test('keeps its data (154) and its flag (156), but not its tags and end date', async () => {
    const key = await putOne(readOnly);
    expect(await code(thingXml(typeIds.weight, { data: weightXml(71) }, key))).toBe(154);
    expect(await code(thingXml(typeIds.weight, { tags: 'a', flags: 0 }, key))).toBe(156);
    expect(await code(thingXml(typeIds.weight, { tags: 'a', end: '2027-01-01T00:00:00' }, key))).toBe(0);
    expect((await get(key.id)).texts('flags')).toEqual(['16']);
  });

  test('is made so at creation only (161), and not of every type (155)', async () => {
    const key = await putOne(aWeight());
    expect(await code(thingXml(typeIds.weight, { tags: 'a', flags: 16 }, key))).toBe(161);
    expect(await code(thingXml(typeIds.basic, { data: '<basic/>', flags: 16 }))).toBe(155);
  });
});

describe('a singleton', () => {
  test('is there once: a second one is refused with 60, in one request too', async () => {
    const fresh = await givenLinkedApp(server);
    const basic = thingXml(typeIds.basic, { data: '<basic><gender>f</gender></basic>' });
    expect((await call('PutThings', basic + basic, {}, fresh)).code).toBe(60);
    const key = await putOne(basic, fresh);
    expect((await call('PutThings', basic, {}, fresh)).code).toBe(60);
    const update = thingXml(typeIds.basic, { data: '<basic><gender>m</gender></basic>' }, key);
    expect((await call('PutThings', update, {}, fresh)).code).toBe(0);
  });
});

describe('rights', () => {
  const rule = (
    name: string,
    mode: Rule['mode'],
    typeId: string,
    ...permissions: Rule['permissions']
  ): Rule => ({
    name,
    mode,
    permissions,
    reason: 'testing',
    targets: [{ typeIds: [typeId] }],
    exceptions: [],
    optional: undefined,
  });

  test('one denied type rolls back the whole request', async () => {
    const limited = await givenLinkedApp(server, {
      rules: [rule('w', 'online', typeIds.weight, 'Create', 'Read')],
    });
    const pressure = thingXml(typeIds.bloodPressure, { data: bloodPressureXml(120, 80) });
    expect((await call('PutThings', aWeight() + pressure, {}, limited)).code).toBe(11);
    const query = `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section></format></group>`;
    expect((await call('GetThings', query, { version: 3 }, limited)).texts('thing-id')).toEqual([]);
  });

  test('create, update and offline are rights of their own', async () => {
    const limited = await givenLinkedApp(server, {
      rules: [
        rule('w', 'online', typeIds.weight, 'Create', 'Read'),
        rule('off', 'offline', typeIds.weight, 'Read'),
      ],
    });
    const key = await putOne(aWeight(), limited);
    expect(
      (await call('PutThings', thingXml(typeIds.weight, { data: weightXml(1) }, key), {}, limited)).code,
    ).toBe(11);
    const offline = await limited.client.call('PutThings', {
      version: 2,
      info: aWeight(),
      recordId: limited.recordId,
      personId: limited.personId,
    });
    expect(offline.code).toBe(11);
  });

  test("another application's id for the record, and another person's record, are refused with 10", async () => {
    const other = await givenLinkedApp(server);
    expect((await call('PutThings', aWeight(), { recordId: other.recordId })).code).toBe(10);
    const testApp = await givenApp(server.vault, { rules: fullRules() });
    const mine = await linkApp(server, testApp, app);
    const theirs = await linkApp(server, testApp, await givenPerson(server.vault));
    expect((await call('PutThings', aWeight(), { recordId: theirs.recordId }, mine)).code).toBe(10);
  });
});
