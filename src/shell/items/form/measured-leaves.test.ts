// The units that forms offer, and what becomes of numbers in them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Page } from '../../testing/browser.ts';
import { formValues } from '../../testing/form-values.ts';
import { givenItem, sendForm, storedItem, versionNamed } from '../../testing/items.ts';
import { givenSignedIn } from '../../testing/visitors.ts';
import { editHref } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** The units of a field, the one that stands chosen first. */
function unitsOf({ html }: Page, name: string): (string | undefined)[] {
  const [, options = ''] = new RegExp(`<select[^>]* name="${name}\\.unit"[^>]*>(.*?)</select>`).exec(html)!;
  return [...options.matchAll(/<option value="([^"]*)"/g)].map(([, unit]) => unit);
}

async function newForm(slug: string, language = 'en') {
  const visitor = await givenSignedIn(server);
  visitor.browser.cookies.set('keepwell-language', language);
  return { visitor, page: await visitor.browser.open(`/items/new/${slug}`) };
}

const idIn = ({ location }: Page) => /[^/]+$/.exec(location!)![0];

test.each([
  ['food-drink', 'v.total-fat', ['g', 'mg', 'oz']],
  ['food-drink', 'v.sodium', ['mg', 'g', 'µg']],
  ['food-drink', 'v.vitamin-D', ['µg', 'mg', 'g']],
  ['daily-dietary-intake', 'v.total-carbohydrates', ['g', 'mg', 'oz']],
  ['daily-dietary-intake', 'v.cholesterol', ['mg', 'g', 'µg']],
  ['weight', 'v.value', ['kg', 'lb', 'g', 'oz']],
  ['height', 'v.value', ['cm', 'm', 'in', 'ft']],
  ['body-dimension', 'v.value', ['cm', 'm', 'in', 'ft']],
  ['exercise', 'v.distance', ['km', 'm', 'mi', 'ft']],
  ['hba1c', 'v.value', ['mmol/mol', '%']],
])('%s: %s is in %j', async (slug, name, units) => {
  expect(unitsOf((await newForm(slug)).page, name)).toEqual(units);
});

test('a nutrient is kept in kilograms, and told as it was typed', async () => {
  const { visitor, page } = await newForm('food-drink');
  const typed = { 'v.food-item': 'Orange', 'v.vitamin-C.value': '80', 'v.sodium.value': '5' };
  const id = idIn(await sendForm(visitor, page, typed));
  expect((await storedItem(server, visitor, id)).value).toMatchObject({
    vitaminC: { kg: 0.00008, display: { value: 80, units: 'mg' } },
    sodium: { kg: 0.000005, display: { value: 5, units: 'mg' } },
  });
  const { text } = await visitor.browser.open(`/items/${id}`);
  expect(text).toMatch(/Sodium 5 mg Vitamin C 80 mg/);
  expect(text).not.toContain('kg');
});

test('a nutrient that nothing is displayed for is told in its unit, and stays', async () => {
  const visitor = await givenSignedIn(server);
  const { id: typeId } = versionNamed('Daily dietary intake');
  const xml =
    '<dietary-intake-daily><when><y>2026</y><m>11</m><d>2</d></when><sodium><kg>0.0023</kg></sodium></dietary-intake-daily>';
  const id = await givenItem(server, visitor, typeId, xml);
  expect((await visitor.browser.open(`/items/${id}`)).text).toContain('Sodium 2300 mg');
  const page = await visitor.browser.open(editHref({ id }));
  expect(Object.fromEntries(formValues(page.html, editHref({ id })))).toMatchObject({
    'v.sodium.value': '2300',
    'v.sodium.unit': 'mg',
  });
  expect((await sendForm(visitor, page, { note: 'salty' })).status).toBe(303);
  expect((await storedItem(server, visitor, id)).stored.dataXml).toBe(xml);
});

test.each(['de', 'es'])('an HbA1c is in per cent, as laboratories report it (%s)', async language => {
  const { visitor, page } = await newForm('hba1c', language);
  expect(unitsOf(page, 'v.value')).toEqual(['%', 'mmol/mol']);
  const id = idIn(await sendForm(visitor, page, { 'v.value.value': '7,1' }));
  expect((await storedItem(server, visitor, id)).value).toMatchObject({
    value: { mmolPerMol: 54.103, display: { value: 7.1, units: '%' } },
  });
  expect((await visitor.browser.open(`/items/${id}`)).text).toContain('7,1 % (54,103 mmol/mol)');
});
