// Laboratory results in the pages: typed as a table, shown over time.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { putOne } from '../../../testing/blobs.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml } from '../../../testing/things.ts';
import hba1c from '../../../things/hba1c.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const labId = '5800eab5-a8c2-482a-a4d6-f1db25ae08c3';
type Line = readonly [test: string, result: string, unit?: string, range?: string];

async function add({ browser }: Visitor, day: string, lines: readonly Line[], language?: string) {
  if (language !== undefined) browser.cookies.set('keepwell-language', language);
  const page = await browser.open('/labs/new');
  const column = (of: 0 | 1 | 2 | 3) => lines.map(line => line[of] ?? '');
  return browser.submit(page, '/labs/new', {
    day,
    test: column(0),
    result: column(1),
    unit: column(2),
    range: column(3),
  });
}

const linked = async ({ person, record }: Visitor) =>
  linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });

async function kept(ada: Visitor): Promise<string> {
  const { client, recordId, userToken } = await linked(ada);
  const info = `<group><filter><type-id>${labId}</type-id></filter><format><section>core</section><xml/></format></group>`;
  return (await client.call('GetThings', { info, recordId, userToken, version: 3 })).xml;
}

describe('a report', () => {
  test('is typed line by line; what is outside its range is flagged, for applications too', async () => {
    const ada = await givenSignedIn(server);
    const answer = await add(ada, '2026-05-31', [
      ['Haemoglobin', '11.4', 'g/dL', '12–15.5'],
      ['Platelets', '301', '10^9/L', '150 - 400'],
      ['CRP', '8', 'mg/L', '< 5'],
      ['eGFR', '88', 'mL/min/1.73 m²', '≥ 60'],
      ['Nitrite', 'negative', '', 'negative'],
      ['', ''],
    ]);
    expect(answer.text).toContain('Results added.');
    expect(answer.text).toMatch(/11\.4[^0-9]*a little below its own range/);
    expect(answer.text).toMatch(/ 8[^0-9]*far above its own range/);
    expect(answer.text.match(/[▽△▼▲]+/g)).toHaveLength(2);
    const [, path = ''] = /href="(\/items\/[^"]+)#lines"/.exec(answer.html) ?? [];
    expect((await ada.browser.open(path)).text).toContain(
      'The range that came with the result: less than 5 mg/L.',
    );
    const xml = await kept(ada);
    expect(xml).toContain('<display>11.4 g/dL</display><structured><value>11.4</value>');
    expect(xml).toContain('<minimum-range>12</minimum-range><maximum-range>15.5</maximum-range>');
    expect(xml.match(/<type>lab-result-flag<\/type>/g)).toHaveLength(2);
    expect(xml).toContain('<display>negative</display>');
    // It goes away again with one click.
    const undone = await ada.browser.submit(answer, '/items/chosen', {});
    expect(undone.text).toContain('One item is deleted.');
  });

  test.each([
    [{ day: '2026-02-30' }, 'Enter the day'],
    [{ day: '2040-01-01' }, 'has not come yet'],
    [{ test: '' }, 'Say which test line 1 is'],
    [{ result: '' }, 'Enter a result'],
    [{ result: '1,500' }, 'without commas'],
    [{ unit: 'x'.repeat(201) }, '200'],
  ])('that is wrong by %o is shown again with what was typed, and nothing is added', async (wrong, said) => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/labs/new');
    const answer = await ada.browser.submit(page, '/labs/new', {
      day: '2026-05-31',
      test: 'Ferritin',
      result: '30',
      unit: 'µg/L',
      range: '20–200',
      ...wrong,
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(said);
    expect(answer.html).toContain('20–200');
    expect((await ada.browser.open('/labs')).text).toContain('No results yet');
  });

  test('sent twice is there once', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/labs/new');
    const fields = { day: '2026-05-31', test: ['TSH'], result: ['2.1'], unit: ['mU/L'], range: [''] };
    await ada.browser.submit(page, '/labs/new', fields);
    await ada.browser.submit(page, '/labs/new', fields);
    expect((await kept(ada)).match(/<thing>/g)).toHaveLength(1);
  });

  test('has more lines where they are asked for, and keeps what was typed', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/labs/new?panel=lipids');
    expect(page.html).toContain('value="Triglycerides"');
    const fields = { test: ['TSH'], result: ['2.1'], unit: ['mU/L'], range: [''], more: 'yes' };
    const longer = await ada.browser.submit(page, '/labs/new', fields);
    expect(longer.html).toContain('value="2.1"');
    expect(longer.html.match(/name="result"/g)).toHaveLength(7);
  });

  test.each([
    ['< 5', '5', 'a little above its own range'],
    ['< 5', '4.9', undefined],
    ['<= 5', '5', undefined],
    ['≤5', '5', undefined],
    ['≤5', '5.1', 'a little above its own range'],
    ['> 60', '60', 'a little below its own range'],
    ['>= 60', '60', undefined],
    ['12–15.5', '15.5', undefined],
  ])('of the range %s the bound counts as its sign says: %s', async (range, result, said) => {
    const ada = await givenSignedIn(server);
    const answer = await add(ada, '2026-05-31', [['Zonulin', result, 'ng/mL', range]]);
    const home = await ada.browser.open('/');
    for (const { text } of [answer, home, await ada.browser.open('/labs')])
      if (said) expect(text).toContain(said);
      else expect(text).not.toMatch(/(above|below) its own range/);
    const xml = await kept(ada);
    expect(/<value>[HL]<\/value>/.test(xml)).toBe(said !== undefined);
  });

  test('begins with the tests, units and ranges of the last one', async () => {
    const ada = await givenSignedIn(server);
    await add(ada, '2026-05-31', [['Ferritin', '30', 'ng/mL', '20–200']]);
    const again = await ada.browser.open('/labs/new?panel=last');
    expect(again.html).toContain('value="Ferritin"');
    expect(again.html).toContain('value="20–200"');
    expect(again.html).not.toContain('value="30"');
    // A panel has its unit as this person's laboratory does.
    expect((await ada.browser.open('/labs/new?panel=iron')).html).toContain('value="ng/mL"');
  });
});

test('a range that came with the form is not taken for one in another unit', async () => {
  const ada = await givenSignedIn(server);
  await add(ada, '2026-05-31', [['Cholesterol', '190', 'mg/dL', '< 200']]);
  const answer = await add(ada, '2026-06-30', [['Cholesterol', '5.4', 'mmol/L', '< 200']]);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('This range was for mg/dL');
  expect((await add(ada, '2026-06-30', [['Cholesterol', '5.4', 'mmol/L', '< 5']])).text).toContain('added');
});

describe('over time', () => {
  test('a test that is called otherwise, or is in another unit, is one row', async () => {
    const ada = await givenSignedIn(server);
    await add(ada, '2025-01-10', [['Total cholesterol', '5.2', 'mmol/L', '< 5']]);
    await add(ada, '2026-01-10', [['Cholesterin', '212', 'mg/dL', '< 200']], 'de');
    ada.browser.cookies.set('keepwell-language', 'en');
    const { text, html } = await ada.browser.open('/labs');
    expect(html.match(/<th scope="row">/g)).toHaveLength(1);
    expect(text).toContain('201.1');
    expect(text).toContain('written as 5.2 mmol/L');
    // Each is judged by its own range in its own unit.
    expect(text.match(/△ a little above its own range/g)).toHaveLength(2);
    const [, path = ''] = /href="(\/labs\/test\?of=[^"]+)"/.exec(html) ?? [];
    expect(path).not.toMatch(/cholesterol/i);
    const one = await ada.browser.open(path);
    expect(one.text).toContain('between 201.1 and 212 mg/dL');
  });

  test('a HbA1c in per cent is converted as laboratories do, and both are judged by one line', async () => {
    const ada = await givenSignedIn(server);
    await add(ada, '2025-01-10', [['HbA1c', '53', 'mmol/mol']]);
    await add(ada, '2026-01-10', [['HbA1c', '7', '%']]);
    const when = { date: { y: 2026, m: 2, d: 1 } };
    const own = makeThing(hba1c, { when, value: { mmolPerMol: 53, display: { value: 7, units: '%' } } });
    await writeThings(server.vault, makeSystemGrant('tests', ada.record.id, ada.person.id), [own], {
      overwrite: false,
    });
    const { text } = await ada.browser.open('/labs');
    expect(text).toContain('6.999');
    expect(text.match(/▲ above the usual range/g)).toHaveLength(2);
    expect((await ada.browser.open('/')).text).toMatch(/7 %[^▲]*▲ above the usual range/);
  });

  test('what cannot be brought into one unit stays as it was written and is not drawn', async () => {
    const ada = await givenSignedIn(server);
    await add(ada, '2025-01-10', [['Cardiolipin', '3', 'GPL']]);
    await add(ada, '2026-01-10', [['Cardiolipin', '4', 'U/mL']]);
    const { text, html } = await ada.browser.open('/labs');
    expect(text).toContain('3 GPL');
    expect(html).not.toContain('<polyline');
  });

  test('older days are on further pages, and every test is linked', async () => {
    const ada = await givenSignedIn(server);
    for (const year of [2020, 2021, 2022, 2023, 2024]) await add(ada, `${year}-01-10`, [['TSH', '2.1']]);
    await add(ada, '2019-01-10', [['Ferritin', '30']]);
    const first = await ada.browser.open('/labs');
    expect(first.text).toContain('10 Jan 2021');
    expect(first.text).not.toContain('10 Jan 2020');
    expect(first.text).toContain('All tests');
    const older = await ada.browser.open('/labs?page=2');
    expect(older.text).toContain('10 Jan 2019');
    for (const page of ['0', '-1', '9', 'x', '1e999'])
      expect((await ada.browser.open(`/labs?page=${page}`)).status).toBe(200);
  });

  test('shows what an application put, in groups inside groups and of the first version', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const measured = (value: string) =>
      `<value><measurement><display>${value} g/L</display><structured><value>${value}</value><units><text>g/L</text></units></structured></measurement><ranges><type><text>Normal</text></type><range><minimum-range>120</minimum-range><maximum-range>155</maximum-range></range></ranges></value>`;
    const deep = `<lab-test-results><when><structured><date><y>2026</y><m>1</m><d>2</d></date></structured></when><lab-group><group-name><text>Blood</text></group-name><sub-groups><group-name><text>Inside</text></group-name><results><name>Hb</name>${measured('114')}</results></sub-groups></lab-group></lab-test-results>`;
    const { id } = await putOne(app, thingXml('f57746af-9631-49dc-944e-2c92bee0d1e9', { data: deep }));
    expect((await ada.browser.open('/labs')).text).toMatch(/Haemoglobin.*114.*a little below/s);
    expect((await ada.browser.open(`/items/${id}`)).text).toMatch(/Haemoglobin.*114.*a little below.*0?120/s);
  });

  test('says of a result that it is pending or corrected, here, in lists and in the summary, and writes all its digits', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const result = (name: string, digits: string, status = '') =>
      `<results><name>${name}</name><value><measurement><display>${digits} mg/dL</display><structured><value>${Number(digits)}</value><units><text>mg/dL</text></units></structured></measurement></value>${status}</results>`;
    const pending =
      '<status><text>Pending</text><code><value>P</value><family>wc</family><type>lab-status</type><version>1</version></code></status>';
    const corrected = '<status><text>Corrected</text></status>';
    const when =
      '<when><structured><date><y>2026</y><m>11</m><d>2</d></date></structured></when><lab-group><group-name><text>Blood</text></group-name>';
    const report = `<lab-test-results>${when}${result('Alpha', '1.000', pending)}${result('Beta', '2.50', corrected)}${result('Gamma', '3.0')}</lab-group></lab-test-results>`;
    const { id } = await putOne(app, thingXml(labId, { data: report }));
    expect((await ada.browser.open('/labs')).text).toMatch(/1\.000 ?Pending.*2\.50 ?Corrected.*3\.0/s);
    expect((await ada.browser.open(`/items/${id}`)).text).toMatch(/1\.000 ?Pending.*2\.50 ?Corrected.*3\.0/s);
    expect((await ada.browser.open('/timeline')).text).toContain(
      'Alpha 1.000 mg/dL (Pending), Beta 2.50 mg/dL (Corrected), Gamma 3.0 mg/dL',
    );
    expect((await ada.browser.open('/summary')).text).toContain('1.000 mg/dL (Pending)');
    ada.browser.cookies.set('keepwell-language', 'de');
    expect((await ada.browser.open('/labs')).text).toMatch(/1,000 .*2,50 .*3,0/s);
  });

  test('what is known to a year or not at all stands under no day, and what has no date is not drawn', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const dated = (when: string) =>
      `<lab-test-results>${when}<lab-group><group-name><text>Blood</text></group-name><results><name>TSH</name><value><measurement><display>2.1 mU/L</display><structured><value>2.1</value><units><text>mU/L</text></units></structured></measurement></value></results></lab-group></lab-test-results>`;
    for (const when of [
      '<when><structured><date><y>2019</y></date></structured></when>',
      '<when><descriptive>as a child</descriptive></when>',
    ])
      await putOne(app, thingXml(labId, { data: dated(when) }));
    const { text, html } = await ada.browser.open('/labs');
    expect(text).toMatch(/Test added .* 2019 Range/);
    expect(text).not.toContain('Jan 2019');
    const [, path = ''] = /href="(\/labs\/test\?of=[^"]+)"/.exec(html) ?? [];
    expect((await ada.browser.open(path)).text).toContain('One reading');
  });

  test('is for who may see it, and what is another person’s key opens nothing', async () => {
    const ada = await givenSignedIn(server);
    await add(ada, '2026-01-10', [['TSH', '2.1', 'mU/L']]);
    const { html } = await ada.browser.open('/labs');
    const [, path = ''] = /href="(\/labs\/test\?of=[^"]+)"/.exec(html) ?? [];
    const bo = await givenSignedIn(server, 'Bo Example');
    expect((await bo.browser.open(path)).status).toBe(404);
    expect((await ada.browser.open('/labs/test?of=forged')).status).toBe(404);
    expect((await ada.browser.open('/labs/test')).status).toBe(404);
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view', []);
    const asked = await bo.browser.open(`/labs/new?record=${ada.record.id}`);
    expect(asked.status).toBe(403);
    expect((await bo.browser.open('/labs')).text).not.toContain('TSH');
  });
});
