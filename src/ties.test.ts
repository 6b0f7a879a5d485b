// Things of one date stand in the order they were added: of two requests the later one's first, of one request as it has
// them. So they do wherever things are listed, and from page to page.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Browser } from './shell/testing/browser.ts';
import { signInAs } from './shell/testing/visitors.ts';
import { givenLinkedApp, type Linked } from './testing/given.ts';
import { coreOnly, filter, type Key, ofType, Reading, withData } from './testing/reading.ts';
import { startTestServer, type TestServer } from './testing/server.ts';
import { aWeight, thingXml } from './testing/things.ts';
import { typeIds } from './testing/type-ids.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

let app: Linked;
let reading: Reading;
let expected: string[];
let last: Key;
const day = '2026-03-01';
beforeEach(async () => {
  app = await givenLinkedApp(server);
  reading = new Reading(app);
  const requests: Key[][] = [];
  for (const kilograms of [[60], [61, 62, 63], [64], [65, 66, 67], [68]])
    requests.push(await reading.put(...kilograms.map(kg => aWeight(kg, day))));
  last = requests[0]![0]!;
  expected = ['68', '65', '66', '67', '64', '61', '62', '63', '60'];
});

const ofWeight = filter(ofType(typeIds.weight));
const kilograms = async (what: string, attributes = '', rest = '') =>
  (await reading.get(`<group${attributes}>${what}${withData}${rest}</group>`)).texts('kg');

describe('GetThings', () => {
  test.each([
    ['one type', ofWeight],
    ['several types', filter(ofType(typeIds.weight, typeIds.bloodPressure))],
    ['any type', '<filter/>'],
    ['an XPath', filter(ofType(typeIds.weight), '<xpath>/thing/data-xml/weight/value/kg[. &gt; 1]</xpath>')],
  ])('by %s gives the newest first', async (_, what) => {
    const found = await kilograms(what);
    expect(found.filter(kg => expected.includes(kg))).toEqual(expected);
  });

  test('by ids and keys keeps the same order', async () => {
    const ids = await reading.find(ofWeight);
    expect(
      await reading.find(
        ids
          .toSorted()
          .map(id => `<id>${id}</id>`)
          .join(''),
      ),
    ).toEqual(ids);
  });

  test('goes on in full and by keys where it stopped, and an order by date is the same or its reverse', async () => {
    const ids = await reading.find(ofWeight);
    for (const full of [1, 2, 5]) {
      const page = await reading.get(`<group max-full="${full}">${ofWeight}${coreOnly}</group>`);
      expect(page.texts('thing-id')).toEqual(ids);
    }
    const orderBy = (name: string, direction: string) =>
      `<order-by><order-by-property type-id="${typeIds.weight}" property-name="${name}" direction="${direction}"/></order-by>`;
    for (const name of ['when', 'eff-date']) {
      expect(await kilograms(ofWeight, '', orderBy(name, 'Desc'))).toEqual(expected);
      expect(await kilograms(ofWeight, '', orderBy(name, 'Asc'))).toEqual(expected.toReversed());
    }
  });

  test('an update and a new date of another leave a thing in its place, in all its versions too', async () => {
    await reading.put(thingXml(typeIds.weight, { tags: 'seen' }, last));
    expect(await kilograms(ofWeight)).toEqual(expected);
    const all = await kilograms(ofWeight, '', '<current-version-only>false</current-version-only>');
    expect(all).toEqual([...expected, '60']);
  });
});

test('lists of the pages and what they go on with have the order of the answers', async () => {
  const more = Array.from({ length: 60 }, (_, i) => aWeight(100 + i, day));
  await reading.put(...more);
  const browser = new Browser(server);
  await signInAs(browser, app.person);
  const found: string[] = [];
  let page = await browser.open('/items?kind=weight');
  for (;;) {
    found.push(...[...page.text.matchAll(/(\d+) kg/g)].map(([, kg]) => kg!));
    const next = /href="([^"]*after=[^"]*)"/.exec(page.html)?.[1];
    if (!next) break;
    page = await browser.open(next.replaceAll('&amp;', '&'));
  }
  expect(found).toEqual([...more.keys()].map(i => String(100 + i)).concat(expected));
});
