// What GetThings makes of things beside their data: rows of tables, a CCR, a C-CDA.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listTransforms } from '../core/healthvault/transforms/transforms.ts';
import { readCcda } from '../formats/ccda/ccda.ts';
import { readCcr } from '../formats/ccr/ccr.ts';
import { hasCcrSection } from '../formats/ccr/write/record.ts';
import { readXml } from '../schema/xml-reader.ts';
import { givenLinkedApp } from '../testing/given.ts';
import { Reading } from '../testing/reading.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight, bloodPressureXml, thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';
import { everyType } from '../things/index.ts';

let server: TestServer;
let reading: Reading;
beforeAll(async () => {
  server = await startTestServer({ limits: { responseBytesMax: 50_000 } });
});
beforeEach(async () => {
  reading = new Reading(await givenLinkedApp(server));
});
afterAll(() => server.close());

async function shown(...names: string[]): Promise<string> {
  const asked = names.map(name => `<xml>${name}</xml>`).join('');
  const answer = await reading.get(`<group><filter/><format>${asked}</format></group>`);
  expect(answer.message).toBeUndefined();
  return answer.elements('thing')[0]?.outerXml() ?? '';
}

const inside = (thing: string, name: string) =>
  thing.split(`<data-xml transform="${name}">`)[1]?.split('</data-xml>')[0] ?? '';

describe('GetThings', () => {
  test('shows a thing as a row of its type, with its fields in the words of people', async () => {
    await reading.put(thingXml(typeIds.weight, { data: weightXml(70), tags: 'a &amp; b' }));
    const row = inside(await shown('stt'), 'stt');
    expect(row).toMatch(
      /^<row wc-id="[-0-9a-f]{36}" wc-version="[-0-9a-f]{36}" wc-date="2026-11-02T00:00:00" wc-type="Weight"/,
    );
    expect(row).toContain(' wc-tags="a &amp;amp; b"'.replace('&amp;amp;', '&amp;'));
    expect(row).toContain(' summary="70 kg" when="2 Nov 2026" value="70 kg"/>');
  });

  test('shows several types in rows of the same columns', async () => {
    await reading.put(aWeight(), thingXml(typeIds.bloodPressure, { data: bloodPressureXml(120, 80) }));
    const answer = await reading.get('<group><filter/><format><xml>mtt</xml></format></group>');
    const rows = answer.elements('thing').map(one => inside(one.outerXml(), 'mtt'));
    const columns = rows.map(row => [...row.matchAll(/ ([\w-]+)="/g)].map(([, name]) => name));
    expect(columns[0]).toEqual(columns[1]);
    expect(columns[0]).toContain('summary');
  });

  test('shows the data and what transforms make of it side by side, each once', async () => {
    await reading.put(aWeight());
    const thing = await shown('', 'mtt', 'mtt', 'stt');
    expect(thing.match(/<data-xml[^>]*>/g)).toEqual([
      '<data-xml>',
      '<data-xml transform="mtt">',
      '<data-xml transform="stt">',
    ]);
  });

  test('shows a thing as a CCR and as a C-CDA, which hold what it holds', async () => {
    const { id } = await reading.putOne(
      thingXml(typeIds.weight, { data: weightXml(70), common: '<common><note>After a run</note></common>' }),
    );
    const thing = await shown('toccr', 'toccd');
    const fromCcr = readCcr(readXml(inside(thing, 'toccr')));
    const fromCcd = readCcda(readXml(inside(thing, 'toccd')));
    const said = { note: 'After a run', sourceId: id };
    expect(fromCcd).toMatchObject([{ candidate: { ...said, typeId: typeIds.weight, xml: weightXml(70) } }]);
    expect(fromCcr).toMatchObject([
      { candidate: { note: 'After a run', localId: id, typeId: typeIds.weight } },
    ]);
  });

  test('answers that are too large are refused with 71, whatever makes them so', async () => {
    const long = thingXml(typeIds.weight, {
      data: weightXml(70),
      common: `<common><note>${'x'.repeat(9000)}</note></common>`,
    });
    await reading.put(long, long, long);
    const answer = await reading.get('<group><filter/><format><xml>toccd</xml></format></group>');
    expect(answer.code).toBe(71);
  });
});

describe('what transforms may be made of', () => {
  const asking = (...names: string[]) =>
    `<group><filter/><format>${names.map(name => `<xml>${name}</xml>`).join('')}</format></group>`;

  test('is so many things, each transform of each counted, over all groups', async () => {
    await using strict = await startTestServer({ limits: { transformsPerAnswerMax: 4 } });
    const reading = new Reading(await givenLinkedApp(strict));
    await reading.put(aWeight(60), aWeight(61));
    expect((await reading.get(asking('stt', 'mtt'))).code).toBe(0);
    for (const asked of [asking('stt', 'mtt', 'toccr'), asking('stt', 'mtt') + asking('stt')]) {
      const answer = await reading.get(asked);
      expect([answer.code, answer.message]).toEqual([71, expect.stringContaining('max-full')]);
    }
    expect((await reading.get(asking(''))).code).toBe(0);
  });

  test('is so many bytes', async () => {
    await using strict = await startTestServer({ limits: { transformedBytesMax: 1000 } });
    const reading = new Reading(await givenLinkedApp(strict));
    const long = `<common><note>${'x'.repeat(600)}</note></common>`;
    await reading.put(thingXml(typeIds.weight, { data: weightXml(60), common: long }));
    expect((await reading.get(asking('stt'))).code).toBe(0);
    expect((await reading.get(asking('stt', 'mtt'))).code).toBe(71);
  });
});

test('types whose CCR there is are those that have a section in it', () => {
  const told = everyType().filter(type => listTransforms(type).includes('toccr'));
  expect(told).toEqual(everyType().filter(hasCcrSection));
});
