// Adding and changing items by forms: what is kept, and what is refused.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flag } from '../../../core/things/thing.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startCpuClock } from '../../../testing/cpu.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { findVersion } from '../../../things/index.ts';
import { givenWebApp, redirectTo } from '../../testing/apps.ts';
import { changed, formValues } from '../../testing/form-values.ts';
import { givenItem, grantOf, sendForm, storedItem } from '../../testing/items.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { editHref } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const day = '<date><y>2026</y><m>11</m><d>2</d></date>';
const weight = (kg: number) =>
  `<weight><when>${day}</when><value><kg>${kg}</kg><display units="kg">${kg}</display></value></weight>`;

const given = (visitor: Visitor, typeId: string, xml: string) => givenItem(server, visitor, typeId, xml);
const stored = (visitor: Visitor, id: string) => storedItem(server, visitor, id);

async function all(visitor: Visitor, typeId: string) {
  const grant = await grantOf(server, visitor);
  const ids = findVersion(typeId)!.type.versions.map(({ id }) => id);
  return server.vault.store.read(db => db.things(grant).ofTypes(ids, 10));
}

describe('adding', () => {
  test('what was typed is kept to the digit, in the unit it was typed in', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/weight');
    const answer = await sendForm(ada, page, {
      'v.value.value': '180.0',
      'v.value.unit': 'lb',
      note: 'after lunch',
    });
    expect(answer.status).toBe(303);
    const [thing] = await all(ada, typeIds.weight);
    expect(thing!.dataXml).toContain('<kg>81.6466266</kg><display units="lb" text="180.0 lb">180</display>');
    expect(thing!.commonXml).toBe('<common><note>after lunch</note></common>');
    expect(answer.location).toBe(`${server.shellUrl}/items/${thing!.id}`);
    const again = await ada.browser.open(editHref(thing!));
    expect(Object.fromEntries(formValues(again.html, editHref(thing!)))).toMatchObject({
      'v.value.value': '180.0',
      'v.value.unit': 'lb',
    });
  });

  test.each(['1e-2000000', '1e500000000', `0.${'0'.repeat(60_000)}1`])(
    'a number without bounds is refused at once',
    async value => {
      const ada = await givenSignedIn(server);
      const page = await ada.browser.open('/items/new/blood-oxygen-saturation');
      const cpuMs = startCpuClock();
      expect((await sendForm(ada, page, { 'v.value': value })).status).toBe(422);
      expect(cpuMs()).toBeLessThan(2000);
    },
  );

  test('blood sugar in mg/dL becomes moles of glucose; a percentage a fraction', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/blood-glucose');
    await sendForm(ada, page, {
      'v.value.value': '90',
      'v.value.unit': 'mg/dL',
      'v.glucose-measurement-type': 'Whole blood',
    });
    const [thing] = await all(ada, typeIds.bloodGlucose);
    expect(thing!.dataXml).toContain('<mmolPerL>4.99567041');
    const oxygen = await ada.browser.open('/items/new/blood-oxygen-saturation');
    await sendForm(ada, oxygen, { 'v.value': '97.3' });
    const [saturation] = await all(ada, '3a54f95f-03d8-4f62-815f-f691fc94a500');
    expect(saturation!.dataXml).toContain('<value>0.973</value>');
  });

  test('a comma is for decimals in German, a dot that may mean two things is asked about', async () => {
    const ada = await givenSignedIn(server);
    ada.browser.cookies.set('keepwell-language', 'de');
    const page = await ada.browser.open('/items/new/weight');
    const asked = await sendForm(ada, page, { 'v.value.value': '1.500' });
    expect([asked.status, asked.text]).toEqual([422, expect.stringContaining('1500 oder 1,5')]);
    await sendForm(ada, page, { 'v.value.value': '81,4' });
    expect((await all(ada, typeIds.weight))[0]!.dataXml).toContain('<kg>81.4</kg>');
  });

  test.each([
    ['94,5', '94.5'],
    ['0,250', '0.25'],
    ['1500,125', '1500.125'],
  ])('a comma is for decimals in English too where it can be nothing else: %s', async (typed, kg) => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/weight');
    const asked = await sendForm(ada, page, { 'v.value.value': typed });
    if (asked.status === 422) await sendForm(ada, asked, {});
    expect((await all(ada, typeIds.weight))[0]!.dataXml).toContain(`<kg>${kg}</kg>`);
  });

  test.each(['1,500', '1,500.5', '1,500,000', '1,5,0'])(
    'a comma that may be for thousands is asked about: %s',
    async typed => {
      const ada = await givenSignedIn(server);
      const page = await ada.browser.open('/items/new/weight');
      const asked = await sendForm(ada, page, { 'v.value.value': typed });
      expect([asked.status, asked.text]).toEqual([422, expect.stringContaining('1500 or 1.5')]);
    },
  );

  test('the unit of the last time is chosen again', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/weight');
    await sendForm(ada, page, { 'v.value.value': '180', 'v.value.unit': 'lb' });
    const next = await ada.browser.open('/items/new/weight');
    expect(Object.fromEntries(formValues(next.html, '/items/new/weight'))['v.value.unit']).toBe('lb');
  });

  test('an amount is a number where it is certain, and words otherwise', async () => {
    const ada = await givenSignedIn(server);
    const strength = async (text: string) => {
      const page = await ada.browser.open('/items/new/medication');
      await sendForm(ada, page, { 'v.name': text, 'v.strength': text });
      const things = await all(ada, typeIds.medication2);
      return things.find(({ dataXml }) => dataXml.includes(`<name><text>${text}<`))!.dataXml;
    };
    expect(await strength('500 mg')).toContain(
      '<structured><value>500</value><units><text>mg</text><code><value>mg</value>',
    );
    for (const words of ['1,000 mg', '2 pills a day', 'as needed'])
      expect(await strength(words)).toContain(`<strength><display>${words}</display></strength>`);
  });

  test('what is wrong is said at its field, all at once, and what was typed stays', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/blood-pressure');
    const answer = await sendForm(ada, page, { 'v.systolic': 'high', 'v.pulse': '-3', note: 'typed' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Systolic: enter a number, 0 or more.');
    expect(answer.text).toContain('Diastolic: this is needed.');
    expect(answer.text).toContain('Pulse: enter a number, 0 or more.');
    expect(answer.tag(/id="v.systolic"/)).toMatchObject({ value: 'high', 'aria-invalid': 'true' });
    expect(answer.html).toContain('typed</textarea>');
    expect(await all(ada, typeIds.bloodPressure)).toEqual([]);
  });

  test('the one item of a kind is changed, not added again', async () => {
    const ada = await givenSignedIn(server);
    const id = await given(ada, typeIds.basic, '<basic><gender>f</gender></basic>');
    const page = await ada.browser.send('/items/new/basic-demographic-information');
    expect(page.location).toBe(`${server.shellUrl}${editHref({ id })}`);
  });

  test('only who may add can; documents of other standards have no form; strangers sign in', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenSignedIn(server, 'Bo');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    const form = await bo.browser.open(`/items/new/weight?record=${bo.record.id}`);
    expect((await bo.browser.open(`/items/new/weight?record=${ada.record.id}`)).status).toBe(403);
    const sent = await sendForm(bo, form, { record: ada.record.id, 'v.value.value': '70' });
    expect(sent.status).toBe(403);
    const id = await given(ada, typeIds.weight, weight(70));
    expect((await bo.browser.open(editHref({ id }))).status).toBe(403);
    expect((await bo.browser.open('/items/new/continuity-of-care-record')).status).toBe(404);
    expect((await bo.browser.open('/items/new/no-such-type')).status).toBe(404);
    const cy = await givenSignedIn(server, 'Cy');
    expect((await cy.browser.open(editHref({ id }))).status).toBe(404);
    expect((await cy.browser.open(`/items/new/weight?record=${ada.record.id}`)).status).toBe(404);
    cy.browser.cookies.clear();
    expect((await cy.browser.send(editHref({ id }))).location).toContain('/sign-in');
  });

  test('VIEWITEMS with additem opens the form of its type, or the choice between its types', async () => {
    const ada = await givenSignedIn(server);
    const { app } = await givenWebApp(server);
    const at = async (typeid: string) =>
      ada.browser.open(redirectTo('VIEWITEMS', { appid: app.id, typeid, additem: 'true' }));
    expect((await at(typeIds.height)).url.pathname).toBe('/items/new/height');
    const several = await at(`${typeIds.height},${typeIds.weight}`);
    expect(several.text).toContain('Weight');
    expect(several.text).not.toContain('Allergy');
    expect((await at(typeIds.appSpecific)).url.pathname).toBe('/items');
  });

  test('a kind is found by a word of its name', async () => {
    const ada = await givenSignedIn(server);
    ada.browser.cookies.set('keepwell-language', 'de');
    const found = await ada.browser.open('/items/add?q=blutdr');
    expect(found.html).toContain('/items/new/blood-pressure?');
    expect(found.html).not.toContain('/items/new/allergy');
    expect((await ada.browser.open('/items/add?q=xyzzy')).text).toContain('Keine Art von Eintrag');
  });
});

describe('changing', () => {
  test('an item stays in the version of its type it is in, with fields of that version', async () => {
    const ada = await givenSignedIn(server);
    const xml =
      '<medication><name>Aspirin</name><code>7</code><refills-left>2</refills-left><prescription-number>A 1</prescription-number></medication>';
    const id = await given(ada, typeIds.medication1, xml);
    const page = await ada.browser.open(editHref({ id }));
    expect((await sendForm(ada, page, { 'v.refills-left': '1' })).status).toBe(303);
    const { version, stored: now } = await stored(ada, id);
    expect(version.number).toBe(1);
    expect(now.dataXml).toBe(xml.replace('<refills-left>2', '<refills-left>1'));
  });

  test('codes stay while the words stay, and others come with other words', async () => {
    const ada = await givenSignedIn(server);
    const xml =
      '<allergy><name><text>Bees</text><code><value>x1</value><type>mine</type></code></name><allergen-type><text>Insect</text></allergen-type></allergy>';
    const id = await given(ada, '52bf9104-2c5e-4f1f-a66d-552ebcc53df7', xml);
    const page = await ada.browser.open(editHref({ id }));
    expect(page.text).toContain('Code: mine x1');
    await sendForm(ada, page, { 'v.allergen-type': 'animal' });
    const { stored: now } = await stored(ada, id);
    expect(now.dataXml).toContain('<code><value>x1</value><type>mine</type></code>');
    expect(now.dataXml).toContain(
      '<text>animal</text><code><value>animal</value><family>wc</family><type>allergen-type</type>',
    );
    await sendForm(ada, await ada.browser.open(editHref({ id })), { 'v.name': 'Wasps' });
    expect((await stored(ada, id)).stored.dataXml).toContain('<name><text>Wasps</text></name>');
  });

  test('saving without a change writes nothing', async () => {
    const ada = await givenSignedIn(server);
    const id = await given(ada, typeIds.weight, weight(70));
    const before = await stored(ada, id);
    expect((await sendForm(ada, await ada.browser.open(editHref({ id })), {})).status).toBe(303);
    expect((await stored(ada, id)).stored.versionStamp).toBe(before.stored.versionStamp);
  });

  test('an end that the item told goes with the item’s date', async () => {
    const ada = await givenSignedIn(server);
    const until = '<date-discontinued><structured><date><y>2026</y></date></structured></date-discontinued>';
    const id = await given(
      ada,
      typeIds.medication2,
      `<medication><name><text>Aspirin</text></name>${until}</medication>`,
    );
    expect((await stored(ada, id)).stored.updatedEndDate).toBe('2026-01-01T00:00:00');
    await sendForm(ada, await ada.browser.open(editHref({ id })), { 'v.date-discontinued.said': '' });
    expect((await stored(ada, id)).stored.updatedEndDate).toBeUndefined();
  });

  test('a list that is too long to show stays whole', async () => {
    const ada = await givenSignedIn(server);
    const tests = Array.from({ length: 400 }, (_, i) => `<results><name>t${i}</name></results>`).join('');
    const xml = `<lab-test-results><lab-group><group-name><text>Many</text></group-name>${tests}</lab-group></lab-test-results>`;
    const id = await given(ada, '5800eab5-a8c2-482a-a4d6-f1db25ae08c3', xml);
    const page = await ada.browser.open(editHref({ id }));
    expect(page.text).toContain('400 entries, too many to show here');
    await sendForm(ada, page, { 'v.lab-group.0.group-name': 'All' });
    expect((await stored(ada, id)).stored.dataXml).toBe(xml.replace('Many', 'All'));
  });

  test('protected and unchangeable items are not offered for change', async () => {
    const ada = await givenSignedIn(server);
    const grant = await grantOf(server, ada);
    const data = {
      xml: weight(70),
      commonXml: '',
      clientId: undefined,
      effectiveDate: undefined,
      endDate: undefined,
    };
    const [written] = await writeThings(
      server.vault,
      grant,
      [{ typeId: typeIds.weight, flags: flag.readOnly, data }],
      { overwrite: false },
    );
    expect((await ada.browser.open(editHref(written!))).text).toContain('protected it against changes');
  });
});

describe('guards', () => {
  test('a form from elsewhere changes nothing, nor does one of more inputs than a form has', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/weight');
    const forged = await sendForm(ada, page, { form: 'x', 'v.value.value': '70' });
    expect(forged.status).toBe(403);
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`v.x.${i}`, '']));
    expect((await sendForm(ada, page, many)).status).toBe(413);
    const lab = await ada.browser.open('/items/new/lab-results');
    const body = changed(formValues(lab.html, '/items/new/lab-results'), { add: 'v.lab-group' });
    for (let i = 2; i <= 301; i++) body.append('v.lab-group', `n${i}`);
    const { origin } = new URL(server.shellUrl);
    const grown = await ada.browser.send('/items/new/lab-results', {
      method: 'POST',
      body,
      headers: { origin },
    });
    expect(grown.status).toBe(413);
    expect(await all(ada, typeIds.weight)).toEqual([]);
  });

  test('words are searched for who is signed in, with the form’s token, in what some field prefers', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/basic-demographic-information');
    const form = new Map(formValues(page.html, '/items/new/basic-demographic-information')).get('form')!;
    const { origin } = new URL(server.shellUrl);
    const ask = async (values: Record<string, string>) => {
      const body = new URLSearchParams(values);
      return ada.browser.send('/items/terms', { method: 'POST', body, headers: { origin } });
    };
    const found = await ask({ form, vocabularies: 'iso:iso3166', text: 'germ' });
    expect(JSON.parse(found.html).terms).toContain('Germany');
    expect(JSON.parse((await ask({ form, vocabularies: 'wc:thing-types', text: 'a' })).html)).toEqual({
      terms: [],
    });
    expect((await ask({ form: 'x', vocabularies: 'iso:iso3166', text: 'germ' })).status).toBe(403);
  });

  test('the form runs its own script alone, and asks here alone', async () => {
    const ada = await givenSignedIn(server);
    const { policy } = await ada.browser.open('/items/new/weight');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).not.toContain('unsafe');
  });

  // The last one: the server hangs up on who sends too much.
  test('a form longer than any is not read to its end', async () => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/items/new/weight');
    expect((await sendForm(ada, page, { note: 'x'.repeat(3_000_000) })).status).toBe(413);
  });
});

test('adding is undone with one button, and that again', async () => {
  const ada = await givenSignedIn(server);
  await sendForm(ada, await ada.browser.open('/items/new/weight'), {
    'v.value.value': '80',
    'v.value.unit': 'kg',
  });
  const [thing] = await all(ada, typeIds.weight);
  const page = await ada.browser.open(`/items/${thing!.id}`);
  expect(page.text).toContain('Undo');
  const undone = await ada.browser.submit(page, '/items/chosen');
  expect(await all(ada, typeIds.weight)).toEqual([]);
  await ada.browser.submit(undone, '/items/restore');
  expect(await all(ada, typeIds.weight)).toHaveLength(1);
});

test('the form of what may be planned suggests a date to come, others one that was', async () => {
  const { browser } = await givenSignedIn(server);
  expect((await browser.open('/items/new/appointment')).text).toContain('next Tuesday 9:40');
  expect((await browser.open('/items/new/blood-pressure')).text).toContain('yesterday 8 pm');
});
