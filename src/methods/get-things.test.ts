// What GetThings finds. How it shows it: get-things-format.test.ts; within which rights: get-things-rights.test.ts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { givenApp, givenLinkedApp, linkApp } from '../testing/given.ts';
import { coreOnly, filter, keysIn, ofType, Reading, withData } from '../testing/reading.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight, bloodPressureXml, thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

const someId = '11111111-2222-4333-8444-555555555555';
const condition = '<condition><name><text>Hay fever</text></name></condition>';

let server: TestServer;
let reading: Reading;
beforeAll(async () => {
  server = await startTestServer({ limits: { queryGroupsMax: 3, xpathLengthMax: 200, xpathTimeMs: 400 } });
});
beforeEach(async () => {
  reading = new Reading(await givenLinkedApp(server));
});
afterAll(() => server.close());

const weights = filter(ofType(typeIds.weight));
const pressure = (day?: string) => thingXml(typeIds.bloodPressure, { data: bloodPressureXml(120, 80, day) });

describe('a group', () => {
  test('finds by type, newest effective date first', async () => {
    const [old, , newest, middle] = await reading.put(
      aWeight(70, '2020-01-01'),
      pressure('2026-01-01'),
      aWeight(72, '2026-05-01'),
      aWeight(71, '2026-04-30'),
    );
    expect(await reading.find(weights)).toEqual([newest!.id, middle!.id, old!.id]);
  });

  test('finds by id, by key and by client id', async () => {
    const common = '<common><client-thing-id>mine</client-thing-id></common>';
    const named = thingXml(typeIds.weight, { data: weightXml(70), common });
    const [a, b] = await reading.put(aWeight(70, '2026-01-02'), named);
    expect(await reading.find(`<id>${a!.id}</id>`)).toEqual([a!.id]);
    expect(await reading.find(`<key version-stamp="${a!.stamp}">${a!.id}</key>`)).toEqual([a!.id]);
    expect(await reading.find('<client-thing-id>mine</client-thing-id>')).toEqual([b!.id]);
    expect(await reading.find('<client-thing-id>Mine</client-thing-id>')).toEqual([]);
    expect(await reading.find(`<id>${a!.id.toUpperCase()}</id><id>${b!.id}</id><id>${someId}</id>`)).toEqual([
      b!.id,
      a!.id,
    ]);
  });

  test('finds nothing by a key whose stamp is not the current one', async () => {
    const key = await reading.putOne(aWeight());
    const { stamp } = await reading.putOne(thingXml(typeIds.weight, { tags: 'a' }, key));
    expect(await reading.find(`<key version-stamp="${key.stamp}">${key.id}</key>`)).toEqual([]);
    expect(await reading.find(`<key version-stamp="${stamp}">${key.id}</key>`)).toEqual([key.id]);
    const other = await reading.putOne(aWeight());
    const crossed = `<key version-stamp="${stamp}">${other.id}</key><key version-stamp="${other.stamp}">${key.id}</key>`;
    expect(await reading.find(crossed)).toEqual([]);
  });

  test('takes a key that is wrapped in thing-id, as pyhealthvault sends it', async () => {
    const { id, stamp } = await reading.putOne(aWeight());
    expect(await reading.find(`<key><thing-id version-stamp="${stamp}">${id}</thing-id></key>`)).toEqual([
      id,
    ]);
  });

  test('finds nothing by ids of another record', async () => {
    const { id } = await new Reading(await givenLinkedApp(server)).putOne(aWeight());
    expect(await reading.find(`<id>${id}</id>`)).toEqual([]);
  });

  test('ORs ids with its filters', async () => {
    const [a, b] = await reading.put(aWeight(70, '2026-01-01'), pressure('2026-01-02'));
    await reading.put(pressure('2026-01-03'));
    expect(await reading.find(`<id>${b!.id}</id>${weights}`)).toEqual([b!.id, a!.id]);
  });

  test('ANDs its filters, and ORs the types in one', async () => {
    const [a, b] = await reading.put(aWeight(70, '2026-01-01'), pressure('2026-01-02'));
    const both = filter(ofType(typeIds.weight, typeIds.bloodPressure));
    expect(await reading.find(both)).toEqual([b!.id, a!.id]);
    expect(await reading.find(both + filter('<eff-date-min>2026-01-02T00:00:00</eff-date-min>'))).toEqual([
      b!.id,
    ]);
    expect(await reading.find(weights + filter(ofType(typeIds.bloodPressure)))).toEqual([]);
    const low = filter('<eff-date-min>2026-01-01T12:00:00</eff-date-min>');
    expect(await reading.find(filter('<eff-date-max>2026-01-01T12:00:00</eff-date-max>') + low)).toEqual([]);
  });

  test('with an empty filter finds everything', async () => {
    await reading.put(aWeight(), pressure());
    expect(await reading.find('<filter/>')).toHaveLength(2);
  });

  test('finds nothing of a type there is not', async () => {
    await reading.put(aWeight());
    expect(await reading.find(filter(ofType(someId)))).toEqual([]);
    expect(await reading.find(filter(ofType(someId, typeIds.weight)))).toHaveLength(1);
  });

  test('answers under its name, one answer a group, in their order', async () => {
    await reading.put(aWeight(), pressure());
    const group = (name: string, typeId: string) =>
      `<group name="${name}">${filter(ofType(typeId))}${coreOnly}</group>`;
    const answer = await reading.get(
      group('b &amp; &quot;c&quot;', typeIds.weight) + group('a', typeIds.height),
    );
    const groups = answer.elements('group');
    expect(groups.map(at => at.attribute('name'))).toEqual(['b & "c"', 'a']);
    expect(groups[1]!.isEmpty()).toBe(true);
    expect(answer.xml).toContain(
      '<wc:info xmlns:wc="urn:com.microsoft.wc.methods.response.GetThings3"><group name=',
    );
  });

  test('beyond the limit of groups is refused with 53', async () => {
    const group = `<group>${weights}${coreOnly}</group>`;
    expect((await reading.get(group.repeat(3))).code).toBe(0);
    expect((await reading.get(group.repeat(4))).code).toBe(53);
  });

  test('without filter, id or key is refused with 15; with too many ids with 124', async () => {
    expect(await reading.code('')).toBe(15);
    expect(await reading.code(`<id>${someId}</id>`.repeat(1241))).toBe(124);
    expect(await reading.code('<filter/>'.repeat(51))).toBe(15);
    expect(await reading.code('<filter/>'.repeat(50) + `<id>${someId}</id>`)).toBe(3);
  });
});

describe('a filter by', () => {
  test('effective date compares local times, whatever zone a client adds', async () => {
    const at = (time: string) => aWeight(70, '2026-03-01').replace('</date>', `</date><time>${time}</time>`);
    const [morning, noon] = await reading.put(
      at('<h>8</h><m>0</m>'),
      at('<h>12</h><m>0</m><s>0</s><f>250</f>'),
    );
    const min = (time: string) => reading.find(filter(`<eff-date-min>${time}</eff-date-min>`));
    expect(await min('2026-03-01T08:00:00')).toEqual([noon!.id, morning!.id]);
    expect(await min('2026-03-01T08:00:01Z')).toEqual([noon!.id]);
    expect(await min('2026-03-01T08:00:00.0000000-07:00')).toEqual([noon!.id, morning!.id]);
    expect(await min('2026-03-01T12:00:00.250')).toEqual([noon!.id]);
    const max = (time: string) => reading.find(filter(`<eff-date-max>${time}</eff-date-max>`));
    expect(await max('2026-03-01T12:00:00.250Z')).toEqual([noon!.id, morning!.id]);
    expect(await max('2026-03-01T12:00:00')).toEqual([morning!.id]);
  });

  test('time of creation and change compares moments, bounds included', async () => {
    const iso = () => new Date(server.clock.now()).toISOString();
    const created = iso();
    const key = await reading.putOne(aWeight());
    server.clock.pass(1000);
    const changed = iso();
    await reading.putOne(thingXml(typeIds.weight, { tags: 'a' }, key));
    const found = async (name: string, time: string) =>
      (await reading.find(filter(`<${name}>${time}</${name}>`))).length;
    expect(await found('created-date-min', created)).toBe(1);
    expect(await found('created-date-min', changed)).toBe(0);
    expect(await found('created-date-max', created)).toBe(1);
    expect(await found('updated-date-min', changed)).toBe(1);
    expect(await found('updated-date-max', created)).toBe(0);
    expect(await found('updated-date-max', changed.replace('Z', '+00:00'))).toBe(1);
    expect(await found('updated-date-max', changed.replace('Z', ''))).toBe(1);
    expect(await found('updated-date-max', changed.replace('Z', '+01:00'))).toBe(0);
  });

  test('end date finds what has none when it asks for a minimum', async () => {
    const end = (date?: string) =>
      thingXml(typeIds.condition, { data: condition, ...(date && { end: date }) });
    const [never, early, late] = await reading.put(
      end(),
      end('2026-01-01T00:00:00'),
      end('2027-01-01T00:00:00'),
    );
    const found = async (what: string) => (await reading.find(filter(what))).sort();
    const min = '<updated-end-date-min>2026-06-01T00:00:00</updated-end-date-min>';
    expect(await found(min)).toEqual([never!.id, late!.id].sort());
    expect(await found('<updated-end-date-max>2026-06-01T00:00:00</updated-end-date-max>')).toEqual([
      early!.id,
    ]);
  });

  test('application and person takes the ids the caller knows', async () => {
    const { linked } = reading;
    const other = new Reading(await linkApp(server, await givenApp(server.vault), linked));
    const mine = await reading.putOne(aWeight(70, '2026-01-01'));
    const theirs = await other.putOne(aWeight(71, '2026-01-02'));
    const by = (name: string, id: string) => reading.find(filter(`<${name}>${id}</${name}>`));
    expect(await by('created-app-id', linked.app.id)).toEqual([mine.id]);
    expect(await by('updated-app-id', other.linked.app.id)).toEqual([theirs.id]);
    expect(await by('created-person-id', linked.personId)).toEqual([theirs.id, mine.id]);
    expect(await by('updated-person-id', other.linked.personId)).toEqual([]);
    expect(await by('created-person-id', linked.person.id)).toEqual([]);
  });

  test('state lets applications ask for active things only', async () => {
    const [kept, gone] = await reading.put(aWeight(), aWeight());
    await reading.call('RemoveThings', `<thing-id version-stamp="${gone!.stamp}">${gone!.id}</thing-id>`);
    expect(await reading.find(filter('<thing-state>\n Active\n </thing-state>'))).toEqual([kept!.id]);
    expect(await reading.find('<filter/>')).toEqual([kept!.id]);
    expect(await reading.code(filter('<thing-state>Deleted</thing-state>'))).toBe(15);
    expect(await reading.code(filter('<thing-state>Gone</thing-state>'))).toBe(3);
  });

  test('a date that is none is refused with 3', async () => {
    expect(await reading.code(filter('<eff-date-min>yesterday</eff-date-min>'))).toBe(3);
    expect(await reading.code(filter('<created-date-min>20260101</created-date-min>'))).toBe(3);
    expect(await reading.code(filter('<eff-date-min>-2026-01-01T00:00:00</eff-date-min>'))).toBe(3);
  });
});

describe('a filter by XPath', () => {
  const xpath = (expression: string) => `<xpath>${expression.replace(/</g, '&lt;')}</xpath>`;

  test('finds by the data and by common, within the rest of the query', async () => {
    const [, b, c] = await reading.put(aWeight(60), aWeight(75, '2026-01-02'), aWeight(80, '2026-01-01'));
    expect(await reading.find(filter(xpath('/thing/data-xml/weight/value/kg[. > 70]')))).toEqual([
      b!.id,
      c!.id,
    ]);
    expect(
      await reading.find(filter(xpath('/thing/data-xml/weight[value/kg >= 75 and value/kg < 80]'))),
    ).toEqual([b!.id]);
    const two =
      filter(xpath('/thing/data-xml/weight/value/kg[. > 70]')) +
      filter(xpath('/thing/data-xml/weight[value/kg > 75]'));
    expect(await reading.find(two)).toEqual([c!.id]);
  });

  test('leaves out nothing that is asked for by id', async () => {
    const [a, b] = await reading.put(aWeight(60, '2026-01-01'), aWeight(75, '2026-01-02'));
    await reading.put(aWeight(61));
    const heavy = filter(xpath('/thing/data-xml/weight/value/kg[. > 70]'));
    expect(await reading.find(`<id>${a!.id}</id>${heavy}`)).toEqual([b!.id, a!.id]);
  });

  test('goes through more things than one page, and pages its answer', async () => {
    for (let i = 0; i < 3; i++)
      await reading.put(...Array.from({ length: 90 }, (_, j) => aWeight(i * 90 + j + 1)));
    const answer = await reading.get(
      `<group max-full="20">${filter(xpath('/thing/data-xml/weight/value/kg[. > 170]'))}${withData}</group>`,
    );
    expect(answer.elements('thing')).toHaveLength(20);
    expect(answer.elements('unprocessed-thing-key-info')).toHaveLength(80);
    expect(answer.texts('kg').every(kg => Number(kg) > 170)).toBe(true);
    expect(new Set(answer.texts('thing-id')).size).toBe(100);
  });

  test('is refused with 15 when it is wrong, has wildcards, or is too long', async () => {
    await reading.put(aWeight());
    for (const wrong of [
      '/thing/type-id',
      '//kg',
      '/thing/data-xml/*',
      `/thing/data-xml/a[. = "${'x'.repeat(200)}"]`,
    ]) {
      expect(await reading.code(filter(xpath(wrong)))).toBe(15);
    }
  });

  test('that takes too long is refused with 15', async () => {
    const data = `<app-specific><format-appid>a</format-appid><format-tag>b</format-tag><summary/>${'<a>1</a>'.repeat(20_000)}</app-specific>`;
    await reading.put(thingXml(typeIds.appSpecific, { data }));
    const answer = await reading.get(
      `<group>${filter(xpath('/thing/data-xml/app-specific/a[count(../a[. = 2]) = 1]'))}${coreOnly}</group>`,
    );
    expect(answer.code).toBe(15);
    expect(answer.message).toContain('longer than 400 ms');
  });

  test('keeps nobody else waiting, whatever it asks', async () => {
    const texts = `<x>${'a'.repeat(1_000_000)}</x><w>${'a'.repeat(250_000)}b${'a'.repeat(250_000)}</w>`;
    const data = `<app-specific><format-appid>a</format-appid><format-tag>b</format-tag><summary/>${texts}</app-specific>`;
    await reading.put(thingXml(typeIds.appSpecific, { data }));
    const answered: string[] = [];
    const costly = reading
      .get(`<group>${filter(xpath('/thing/data-xml/app-specific[contains(x,w)]'))}${coreOnly}</group>`)
      .then(({ code }) => answered.push(`costly ${code}`));
    for (let i = 0; i < 5; i++) answered.push(`cheap ${await reading.code(weights)}`);
    await costly;
    expect(answered).toEqual([...Array(5).fill('cheap 0'), 'costly 15']);
  });
});

describe('an answer', () => {
  test('holds things in full up to max-full and keys of the rest, which bring the rest', async () => {
    await reading.put(...Array.from({ length: 9 }, (_, i) => aWeight(70 + i, `2026-01-0${i + 1}`)));
    const answer = await reading.get(`<group max-full="4" max="8">${weights}${withData}</group>`);
    expect(answer.texts('kg')).toEqual(['78', '77', '76', '75']);
    const rest = answer.elements('unprocessed-thing-key-info').map(at => at.outerXml());
    expect(rest).toHaveLength(4);
    expect(rest[0]).toMatch(
      /^<unprocessed-thing-key-info><thing-id version-stamp="[0-9a-f-]{36}">[0-9a-f-]{36}<\/thing-id><type-id name="Weight">3d34d87e-7fc1-4153-800f-f56592cb0d17<\/type-id><eff-date>2026-01-05T00:00:00<\/eff-date><\/unprocessed-thing-key-info>$/,
    );
    const keys = keysIn(answer)
      .slice(4)
      .map(({ id, stamp }) => `<key version-stamp="${stamp}">${id}</key>`);
    const next = await reading.get(`<group>${keys.join('')}${withData}</group>`);
    expect(next.texts('kg')).toEqual(['74', '73', '72', '71']);
  });

  test('pages through more than a thousand things without missing or repeating any', async () => {
    for (let i = 0; i < 12; i++)
      await reading.put(...Array.from({ length: 100 }, (_, j) => aWeight(i * 100 + j + 1, '2026-01-01')));
    const answer = await reading.get(`<group>${weights}${withData}</group>`);
    const keys = keysIn(answer);
    expect(answer.elements('thing')).toHaveLength(240);
    expect(answer.elements('unprocessed-thing-key-info')).toHaveLength(960);
    expect(new Set(keys.map(key => key.id)).size).toBe(1200);
    const rest = await Promise.all(
      [0, 1, 2, 3].map(async page => {
        const asked = keys.slice(240).slice(page * 240, page * 240 + 240);
        const group = asked.map(({ id, stamp }) => `<key version-stamp="${stamp}">${id}</key>`).join('');
        return (await reading.get(`<group>${group}${withData}</group>`)).texts('kg');
      }),
    );
    const all = [...answer.texts('kg'), ...rest.flat()].map(Number).sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 1200 }, (_, i) => i + 1));
  });

  test('holds keys alone for max-full 0, the newest alone for max 1, nothing for max 0', async () => {
    const [, newest] = await reading.put(aWeight(70, '2026-01-01'), aWeight(71, '2026-01-02'));
    const keys = await reading.get(`<group max-full="0">${weights}${withData}</group>`);
    expect([keys.elements('thing').length, keys.elements('unprocessed-thing-key-info').length]).toEqual([
      0, 2,
    ]);
    expect(await reading.find(weights, ' max="1"')).toEqual([newest!.id]);
    expect(await reading.find(weights, ' max="0"')).toEqual([]);
    expect((await reading.get(`<group max="-1">${weights}${coreOnly}</group>`)).code).toBe(3);
  });
});

describe('the versions before', () => {
  const all = '<current-version-only>false</current-version-only>';
  const versions = async (what: string, options = {}) =>
    (await reading.get(`<group>${what}${withData}${all}</group>`, options)).texts('kg');

  test('come when they are asked for, newest first', async () => {
    let key = await reading.putOne(aWeight(70));
    for (const kg of [71, 72]) {
      server.clock.pass(1000);
      key = await reading.putOne(
        aWeight(kg).replace(
          '<type-id>',
          `<thing-id version-stamp="${key.stamp}">${key.id}</thing-id><type-id>`,
        ),
      );
    }
    expect(await versions(`<id>${key.id}</id>`)).toEqual(['72', '71', '70']);
    expect(await versions(weights)).toEqual(['72', '71', '70']);
    expect((await reading.get(`<group>${weights}${withData}</group>`)).texts('kg')).toEqual(['72']);
  });

  test('do not come of deleted or personal things', async () => {
    const [deleted, personal] = await reading.put(aWeight(70), aWeight(80));
    const { stamp } = await reading.putOne(thingXml(typeIds.weight, { tags: 'x' }, deleted!));
    await reading.call('RemoveThings', `<thing-id version-stamp="${stamp}">${deleted!.id}</thing-id>`);
    await reading.makePersonal(server, personal!);
    expect(await versions('<filter/>')).toEqual([]);
    expect(await versions(`<id>${deleted!.id}</id><id>${personal!.id}</id>`)).toEqual([]);
    expect(await reading.find(`<id>${personal!.id}</id><filter/>`)).toEqual([]);
  });
});
