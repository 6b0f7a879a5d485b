// How GetThings shows what it finds: sections, versions of types, order. What it finds: get-things.test.ts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fullRules, givenApp, givenLinkedApp, givenPerson, linkApp } from '../testing/given.ts';
import { coreOnly, filter, ofType, Reading, sections, withData } from '../testing/reading.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight, bloodPressureXml, thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let reading: Reading;
beforeAll(async () => {
  server = await startTestServer({ limits: { responseBytesMax: 50_000 } });
});
beforeEach(async () => {
  reading = new Reading(await givenLinkedApp(server));
});
afterAll(() => server.close());

/** The first thing of an answer, as it is printed. */
async function shown(what: string, format: string, version = 3): Promise<string> {
  const answer = await reading.get(`<group>${what}<format>${format}</format></group>`, { version });
  expect(answer.message).toBeUndefined();
  return answer.elements('thing')[0]!.outerXml();
}

const plain = (xml: string) => xml.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID');

describe('a thing shows', () => {
  test('its ids alone when nothing is asked for', async () => {
    const { id, stamp } = await reading.putOne(aWeight());
    expect(await shown('<filter/>', '')).toBe(
      `<thing><thing-id version-stamp="${stamp}">${id}</thing-id><type-id name="Weight">${typeIds.weight}</type-id></thing>`,
    );
  });

  test('every section in the order of its schema', async () => {
    const thing = thingXml(typeIds.weight, {
      data: weightXml(70),
      tags: 'a &amp; b',
      flags: 16,
      end: '2027-01-01T00:00:00',
    });
    await reading.put(thing);
    const all = sections(
      'tags',
      'effectivepermissions',
      'audits',
      'core',
      'blobpayload',
      'digitalsignatures',
    );
    const now = new Date(server.clock.now()).toISOString();
    const audit = (name: string) =>
      `<${name}><timestamp>${now}</timestamp><app-id name="Test application">ID</app-id>` +
      `<person-id name="Ada Test">ID</person-id><access-avenue>Online</access-avenue><audit-action>Created</audit-action></${name}>`;
    expect(plain(await shown('<filter/>', `${all}<xml/>`))).toBe(
      '<thing><thing-id version-stamp="ID">ID</thing-id><type-id name="Weight">ID</type-id>' +
        '<thing-state>Active</thing-state><flags>16</flags><eff-date>2026-11-02T00:00:00</eff-date>' +
        `${audit('created')}${audit('updated')}<data-xml>${weightXml(70)}</data-xml>` +
        '<eff-permissions immutable="true"><permission>Read</permission><permission>Create</permission>' +
        '<permission>Update</permission><permission>Delete</permission></eff-permissions>' +
        '<tags>a &amp; b</tags><updated-end-date>2027-01-01T00:00:00</updated-end-date></thing>',
    );
  });

  test('to versions 1 and 2 neither its creation nor its end date', async () => {
    await reading.put(thingXml(typeIds.weight, { data: weightXml(70), end: '2027-01-01T00:00:00' }));
    for (const version of [1, 2]) {
      const xml = await shown('<filter/>', `${sections('core', 'audits', 'otherdata')}<xml/>`, version);
      expect(xml).not.toMatch(/<created>|updated-end-date/);
      expect(xml).toContain('<updated><timestamp>');
    }
    const answer = await reading.get(`<group><filter/>${coreOnly}</group>`, { version: 2 });
    expect(answer.xml).toContain('xmlns:wc="urn:com.microsoft.wc.methods.response.GetThings"');
  });

  test('people by ids that the caller knows, made on the spot for strangers', async () => {
    const { linked } = reading;
    const key = await reading.putOne(aWeight());
    const stranger = await givenPerson(server.vault, 'Carl <Carer>');
    await server.vault.store.write(db =>
      db.records.putAccess({
        personId: stranger.person.id,
        recordId: linked.record.id,
        level: 'modify',
        relationship: 2,
        typeIds: undefined,
        createdAt: 0,
        expiresAt: undefined,
      }),
    );
    const carer = new Reading(
      await linkApp(server, await givenApp(server.vault, { name: 'Carers' }), {
        ...stranger,
        record: linked.record,
      }),
    );
    await carer.putOne(thingXml(typeIds.weight, { tags: 'seen' }, key));
    const updatedBy = async () => {
      const answer = await reading.get(`<group><filter/><format>${sections('audits')}</format></group>`);
      const person = answer.elements('person-id')[1]!;
      return {
        id: person.text(),
        name: answer.elements('person-id')[1]!.attribute('name'),
        app: answer.elements('app-id')[1]!.attribute('name'),
      };
    };
    const first = await updatedBy();
    expect(first).toMatchObject({ name: 'Carl <Carer>', app: 'Carers' });
    expect([stranger.person.id, carer.linked.personId]).not.toContain(first.id);
    expect(await updatedBy()).toEqual(first);
    expect(await reading.find(filter(`<updated-person-id>${first.id}</updated-person-id>`))).toEqual([
      key.id,
    ]);
  });

  test('the master of the application that wrote it, to version 3', async () => {
    const master = await givenApp(server.vault);
    const child = await givenApp(server.vault, { kind: 'child', masterId: master.app.id });
    const { person, record } = reading.linked;
    await new Reading(await linkApp(server, child, { person, record })).put(aWeight());
    expect(await shown('<filter/>', sections('audits'))).toContain(
      `</audit-action><master-app-id>${master.app.id}</master-app-id></updated>`,
    );
    expect(await shown('<filter/>', sections('audits'), 1)).not.toContain('master-app-id');
  });
});

describe('a format', () => {
  test('with a transform is refused with 34, with an unknown section or version with 3 and 16', async () => {
    await reading.put(aWeight());
    const code = (format: string) => reading.code('<filter/>', `<format>${format}</format>`);
    expect(await code('<xml>form</xml>')).toBe(34);
    expect(await code('<xml/><xml>https://example.org/a.xsl</xml>')).toBe(34);
    expect(await code(sections('everything'))).toBe(3);
    expect(await code(sections('otherdata'))).toBe(3);
    expect(
      await code('<type-version-format>11111111-2222-4333-8444-555555555555</type-version-format>'),
    ).toBe(16);
  });

  test('may ask for blobs although a thing has none', async () => {
    await reading.put(aWeight());
    const blobs =
      '<blob-payload-request><blob-filters><blob-filter><blob-name/></blob-filter></blob-filters>' +
      '<blob-format><blob-format-spec>streamed</blob-format-spec></blob-format></blob-payload-request>';
    expect(await shown('<filter/>', `${sections('blobpayload')}<xml/>${blobs}`)).not.toContain('blob');
  });

  test('that does not fit into the answer any more is told by its key', async () => {
    const big = thingXml(typeIds.weight, {
      data: weightXml(70),
      common: `<common><note>${'x'.repeat(20_000)}</note></common>`,
    });
    await reading.put(big, big, big);
    const group = (attributes: string) => `<group${attributes}><filter/>${withData}</group>`;
    const told = async (groups: string) => {
      const answer = await reading.get(groups);
      expect(answer.message).toBeUndefined();
      return answer
        .elements('group')
        .map(one => [
          one.outerXml().split('<thing>').length - 1,
          one.outerXml().split('<unprocessed-thing-key-info>').length - 1,
        ]);
    };
    expect(await told(group(''))).toEqual([[2, 1]]);
    expect(await told(group(' max="2"').repeat(2))).toEqual([
      [2, 0],
      [0, 2],
    ]);
    expect(await told(group(' max-full="1"'))).toEqual([[1, 2]]);
    const sorted =
      '<order-by><order-by-property type-id="' + typeIds.weight + '" property-name="when"/></order-by>';
    expect(await told(`<group><filter/>${withData}${sorted}</group>`)).toEqual([[2, 1]]);
    const filter = '<filter><xpath>/thing/data-xml/weight</xpath></filter>';
    expect(await told(`<group>${filter}${withData}</group>`)).toEqual([[2, 1]]);
  });

  test('which fits into no answer is refused with 71', async () => {
    const { id } = await reading.putOne(
      thingXml(typeIds.weight, {
        data: weightXml(70),
        common: `<common><note>${'x'.repeat(60_000)}</note></common>`,
      }),
    );
    expect((await reading.get(`<group><id>${id}</id>${withData}</group>`)).code).toBe(71);
  });
});

describe('a thing of a type with several versions', () => {
  const medication1 =
    '<medication><name>Lisinopril</name><strength-value>20</strength-value><strength-unit><text>mg</text></strength-unit></medication>';
  const medication2 =
    '<medication><name><text>Lisinopril</text></name><route><text>By mouth</text></route></medication>';
  const first = thingXml(typeIds.medication1, { data: medication1 });
  const second = thingXml(typeIds.medication2, { data: medication2 });

  const appWith = async (...ids: string[]) => {
    const { person, record } = reading.linked;
    const given = await givenApp(server.vault, { rules: fullRules(ids) });
    return new Reading(await linkApp(server, given, { person, record }));
  };
  const seenBy = async (by: Reading, what: string, format = '') => {
    const answer = await by.get(`<group>${what}<format>${sections('core')}<xml/>${format}</format></group>`);
    expect(answer.message).toBeUndefined();
    return {
      type: answer.texts('type-id')[0],
      flags: answer.texts('flags')[0],
      xml: answer.elements('data-xml')[0]!.outerXml(),
    };
  };

  test('is found by any version of its type', async () => {
    const [a, b] = await reading.put(first, second);
    for (const typeId of [typeIds.medication1, typeIds.medication2]) {
      expect((await reading.find(filter(ofType(typeId)))).sort()).toEqual([a!.id, b!.id].sort());
    }
  });

  test('comes in the one version that the application holds, with the flag that says so', async () => {
    const [a, b] = await reading.put(first, second);
    const newer = await seenBy(await appWith(typeIds.medication2), `<id>${a!.id}</id>`);
    expect(newer).toMatchObject({ type: typeIds.medication2, flags: '4' });
    expect(newer.xml).toContain('<name><text>Lisinopril</text></name>');
    const older = await seenBy(await appWith(typeIds.medication1), `<id>${b!.id}</id>`);
    expect(older).toMatchObject({ type: typeIds.medication1, flags: '2' });
    expect(older.xml).toContain('<name>Lisinopril</name>');
  });

  test('keeps its own where the application holds both, or all', async () => {
    const [a, b] = await reading.put(first, second);
    for (const by of [reading, await appWith(typeIds.medication1, typeIds.medication2)]) {
      expect(await seenBy(by, `<id>${a!.id}</id>`)).toEqual({
        type: typeIds.medication1,
        flags: '0',
        xml: `<data-xml>${medication1}</data-xml>`,
      });
      expect(await seenBy(by, `<id>${b!.id}</id>`)).toEqual({
        type: typeIds.medication2,
        flags: '0',
        xml: `<data-xml>${medication2}</data-xml>`,
      });
    }
  });

  test('comes in the version that the format names, keys too', async () => {
    const [a, b] = await reading.put(first, second);
    const format = (id: string) => `<type-version-format>${id}</type-version-format>`;
    expect(await seenBy(reading, `<id>${a!.id}</id>`, format(typeIds.medication2))).toMatchObject({
      type: typeIds.medication2,
      flags: '4',
    });
    expect(await seenBy(reading, `<id>${b!.id}</id>`, format(typeIds.medication1))).toMatchObject({
      type: typeIds.medication1,
      flags: '2',
    });
    expect(await seenBy(reading, `<id>${b!.id}</id>`, format(typeIds.weight))).toMatchObject({
      type: typeIds.medication2,
      flags: '0',
    });
    const both = format(typeIds.medication1) + format(typeIds.medication2);
    expect(await seenBy(reading, `<id>${a!.id}</id>`, both)).toMatchObject({
      type: typeIds.medication1,
      flags: '0',
    });
    const keys = await reading.get(
      `<group max-full="0"><id>${a!.id}</id><format>${format(typeIds.medication2)}</format></group>`,
    );
    expect(keys.texts('type-id')).toEqual([typeIds.medication2]);
  });
});

describe('order-by', () => {
  const orderBy = (typeId: string, property: string, direction?: string) =>
    `<order-by><order-by-property type-id="${typeId}" property-name="${property}"${direction ? ` direction="${direction}"` : ''}/></order-by>`;
  const ordered = async (order: string, { what = '<filter/>', attributes = '' } = {}) => {
    const answer = await reading.get(`<group${attributes}>${what}${withData}${order}</group>`);
    expect(answer.message).toBeUndefined();
    return answer;
  };
  const condition = (name: string) =>
    thingXml(typeIds.condition, { data: `<condition><name><text>${name}</text></name></condition>` });

  test('sorts its own type alone, ascending unless told otherwise, and names the culture', async () => {
    await reading.put(
      aWeight(80, '2026-01-01'),
      aWeight(9, '2026-01-03'),
      aWeight(100, '2026-01-02'),
      thingXml(typeIds.bloodPressure, { data: bloodPressureXml(120, 80) }),
    );
    const both = filter(ofType(typeIds.weight, typeIds.bloodPressure));
    const byValue = await ordered(orderBy(typeIds.weight, 'value'), { what: both });
    expect(byValue.texts('kg')).toEqual(['9', '80', '100']);
    expect(byValue.elements('thing')).toHaveLength(3);
    expect(byValue.texts('order-by-culture')).toEqual(['en-US']);
    expect((await ordered(orderBy(typeIds.weight, 'value/kg', 'Desc'))).texts('kg')).toEqual([
      '100',
      '80',
      '9',
    ]);
    for (const name of ['when', 'When', 'WHEN'])
      expect((await ordered(orderBy(typeIds.weight, name, 'Asc'))).texts('kg')).toEqual(['80', '100', '9']);
    expect((await ordered(orderBy(typeIds.weight, 'Value/KG'))).texts('kg')).toEqual(['9', '80', '100']);
    expect((await ordered(orderBy(typeIds.weight, 'eff-date'))).texts('kg')).toEqual(['80', '100', '9']);
    expect((await ordered(orderBy(typeIds.weight, 'eff-date', 'Desc'))).texts('kg')).toEqual([
      '9',
      '100',
      '80',
    ]);
    expect(
      (
        await ordered(orderBy(typeIds.weight, 'value'), { what: filter(ofType(typeIds.bloodPressure)) })
      ).elements('thing'),
    ).toEqual([]);
  });

  test('sorts texts as people do, and what is absent first', async () => {
    await reading.put(condition('zoster'), condition('Asthma'), condition('ärger'), condition('bronchitis'));
    const names = (await ordered(orderBy(typeIds.condition, 'name'))).texts('text');
    expect(names).toEqual(['ärger', 'Asthma', 'bronchitis', 'zoster']);
    await reading.put(condition('open').replace('</name>', '</name><status><text>active</text></status>'));
    expect((await ordered(orderBy(typeIds.condition, 'status'))).texts('text').slice(-2)).toEqual([
      'open',
      'active',
    ]);
  });

  test('pages as everything else does', async () => {
    await reading.put(...[3, 1, 5, 2, 4].map(kg => aWeight(kg)));
    const answer = await ordered(orderBy(typeIds.weight, 'value'), { attributes: ' max-full="2" max="4"' });
    expect(answer.texts('kg')).toEqual(['1', '2']);
    const keys = answer.elements('unprocessed-thing-key-info').length;
    expect(keys).toBe(2);
    const byDate = await ordered(orderBy(typeIds.weight, 'eff-date'), { attributes: ' max-full="2"' });
    expect(new Set(byDate.texts('thing-id')).size).toBe(5);
  });

  test('of a type or property there is not is refused with 180', async () => {
    const code = async (order: string) =>
      (await reading.get(`<group><filter/>${coreOnly}${order}</group>`)).code;
    expect(await code(orderBy(typeIds.weight, 'colour'))).toBe(180);
    expect(await code(orderBy('11111111-2222-4333-8444-555555555555', 'when'))).toBe(180);
    expect(await code(orderBy(typeIds.weight, 'when', 'Up'))).toBe(3);
  });
});

test('the intents of a group are taken', async () => {
  await reading.put(aWeight());
  const group = (intents: string) => `<group><filter/>${coreOnly}${intents}</group>`;
  expect(
    (await reading.get(group('<intents><intent>view</intent><intent>download</intent></intents>'))).code,
  ).toBe(0);
  expect((await reading.get(group('<intents/>'))).code).toBe(0);
  expect((await reading.get(group('<intents><intent>print</intent></intents>'))).code).toBe(3);
});
