// Forms, pages and charts of items in the reader's language: what is drawn from the definitions, and what is typed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Page } from '../testing/browser.ts';
import { changed, formValues } from '../testing/form-values.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function givenReader(language: string): Promise<Visitor> {
  const visitor = await givenSignedIn(server);
  visitor.browser.cookies.set('keepwell-language', language);
  return visitor;
}

/** Sends the form of a new item with some of its inputs filled in. */
async function add({ browser }: Visitor, slug: string, typed: Readonly<Record<string, string>>) {
  const address = `/items/new/${slug}`;
  const form = await browser.open(address);
  const body = changed(formValues(form.html, address), typed);
  const { origin } = new URL(server.shellUrl);
  const answer = await browser.send(address, { method: 'POST', body, headers: { origin } });
  return { form, answer };
}

async function added(visitor: Visitor, slug: string, typed: Readonly<Record<string, string>>) {
  const { form, answer } = await add(visitor, slug, typed);
  expect([answer.status, answer.status === 422 ? answer.text : '']).toEqual([303, '']);
  return { form, page: await visitor.browser.open(new URL(answer.location!).pathname) };
}

const labelsOf = ({ html }: Page) => [...html.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, label]) => label);
const inputsOf = ({ html }: Page) =>
  [...html.matchAll(/<(?:label|legend|summary)\b[^>]*>([^<]*)/g)].map(([, label]) => label!.trim());

interface Case {
  readonly slug: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly onForm: readonly string[];
  readonly onPage: readonly string[];
}

const cases: Readonly<Record<'es' | 'de', readonly Case[]>> = {
  es: [
    {
      slug: 'blood-pressure',
      typed: { 'v.systolic': '128', 'v.diastolic': '82', 'v.irregular-heartbeat': 'true' },
      onForm: ['Cuándo', 'Sistólica', 'Diastólica', 'Pulso', 'Latido irregular'],
      onPage: ['Cuándo', 'Sistólica', 'Diastólica', 'Latido irregular'],
    },
    {
      slug: 'medication',
      typed: { 'v.name': 'Metformina', 'v.generic-name': 'Metformina' },
      onForm: ['Nombre genérico', 'Dosis', 'Concentración', 'Receta', 'Se toma desde'],
      onPage: ['Medicamento', 'Nombre genérico'],
    },
    {
      slug: 'allergy',
      typed: { 'v.name': 'Polen', 'v.reaction': 'Estornudos' },
      onForm: ['Alergia a', 'Reacción', 'Tipo de alérgeno', 'Se notó por primera vez', 'Tratado por'],
      onPage: ['Alergia a', 'Reacción'],
    },
  ],
  de: [
    {
      slug: 'blood-pressure',
      typed: { 'v.systolic': '128', 'v.diastolic': '82', 'v.irregular-heartbeat': 'true' },
      onForm: ['Wann', 'Systolisch', 'Diastolisch', 'Puls', 'Unregelmäßiger Herzschlag'],
      onPage: ['Wann', 'Systolisch', 'Diastolisch', 'Unregelmäßiger Herzschlag'],
    },
    {
      slug: 'medication',
      typed: { 'v.name': 'Metformin', 'v.generic-name': 'Metformin' },
      onForm: ['Name des Wirkstoffs', 'Dosis', 'Wirkstärke', 'Rezept', 'Eingenommen seit'],
      onPage: ['Medikament', 'Name des Wirkstoffs'],
    },
    {
      slug: 'allergy',
      typed: { 'v.name': 'Pollen', 'v.reaction': 'Niesen' },
      onForm: ['Allergisch gegen', 'Reaktion', 'Art des Allergens', 'Zuerst bemerkt', 'Behandelt von'],
      onPage: ['Allergisch gegen', 'Reaktion'],
    },
  ],
};

describe.each(Object.entries(cases))('in %s', (language, ofLanguage) => {
  test.each(ofLanguage)('the form and the page of $slug', async ({ slug, typed, onForm, onPage }) => {
    const { form, page } = await added(await givenReader(language), slug, typed);
    expect(inputsOf(form)).toEqual(expect.arrayContaining([...onForm]));
    expect(labelsOf(page)).toEqual(expect.arrayContaining([...onPage]));
    expect(labelsOf(page)).not.toContain('When');
  });
});

test('what is wrong is told by the name of the field', async () => {
  const spanish = await add(await givenReader('es'), 'blood-pressure', { 'v.systolic': 'mucho' });
  expect(spanish.answer.text).toContain('Sistólica: escriba un número, 0 o más.');
  expect(spanish.answer.text).toContain('Diastólica: falta este dato.');
  const german = await add(await givenReader('de'), 'allergy', { 'v.first-observed.date': 'x' });
  expect(german.answer.text).toContain('Allergisch gegen: Diese Angabe fehlt.');
  expect(german.answer.text).toContain('Zuerst bemerkt: Geben Sie ein Datum ein.');
});

test('values of lists are told in the language, and kept as they are', async () => {
  const reader = await givenReader('de');
  const { form, page } = await added(reader, 'basic-demographic-information', { 'v.gender': 'f' });
  expect(form.html).toMatch(/<option value="f">Weiblich<\/option>/);
  expect(page.text).toContain('Weiblich');
  reader.browser.cookies.set('keepwell-language', 'en');
  expect((await reader.browser.open(page.url.pathname)).text).toContain('Female');
});

test.each(['es', 'de'])(
  'numbers have a comma where they are typed, shown and charted (%s)',
  async language => {
    const reader = await givenReader(language);
    const { page } = await added(reader, 'weight', { 'v.value.value': '5,60', 'v.value.unit': 'kg' });
    expect(page.text).toContain('5,60 kg');
    expect(page.html).not.toContain('<span>5.60');
    const edit = await reader.browser.open(`${page.url.pathname}/edit`);
    expect(Object.fromEntries(formValues(edit.html, edit.url.pathname))['v.value.value']).toBe('5,60');
    expect((await reader.browser.open('/charts/weight')).text).toContain('5,6');
  },
);

test('a number with a unit is told once, as the language writes it', async () => {
  const reader = await givenReader('en');
  const { page } = await added(reader, 'medication', { 'v.name': 'Lisinopril', 'v.strength': '2.5 mg' });
  expect(page.text).toContain('2.5 mg');
  reader.browser.cookies.set('keepwell-language', 'de');
  const { text } = await reader.browser.open(page.url.pathname);
  expect(text).toContain('Wirkstärke 2,5 mg');
  expect(text).not.toContain('In Zahlen');
});

test('a unit that is a word is chosen and shown in the language, and kept as it is', async () => {
  const reader = await givenReader('de');
  const typed = { 'v.type': 'Insulin lispro', 'v.amount.value': '6' };
  const { form, page } = await added(reader, 'insulin-injection', typed);
  expect(form.html).toMatch(/<option value="units"[^>]*>Einheiten<\/option>/);
  expect(page.text).toContain('6 Einheiten');
  expect(page.text).not.toContain('6 units 6');
});

test.each([
  ['es', 'arterias', 'Una medición de la presión en las arterias'],
  ['de', 'arterien', 'Eine Messung des Drucks in den Arterien'],
])('what can be added is described, and found by its description (%s)', async (language, sought, told) => {
  const { browser } = await givenReader(language);
  const all = await browser.open('/items/add');
  expect(all.text).toContain(told);
  expect(all.text).not.toContain('A reading of the pressure');
  expect((await browser.open(`/items/add?q=${sought}`)).text).toContain(told);
});

test('a chart names its lines and its units', async () => {
  const reader = await givenReader('de');
  await added(reader, 'emotional-state', { 'v.mood': '4', 'v.stress': '2' });
  const { text } = await reader.browser.open('/charts/emotional-state');
  expect(text).toContain('Stimmung (1 bis 5)');
  expect(text).toContain('Wohlbefinden (1 bis 5)');
});
