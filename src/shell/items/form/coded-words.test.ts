// Coded words are shown and found in the reader's language, and kept in English with their code.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Language } from '../../../locales/language.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { formValues } from '../../testing/form-values.ts';
import { givenItem, grantOf, sendForm, storedItem, versionNamed } from '../../testing/items.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { editHref } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

function speak({ browser }: Visitor, language: Language): void {
  browser.cookies.set('keepwell-language', language);
}

const glucose = versionNamed('Blood glucose').id;
const measured = (context: string) =>
  '<blood-glucose><when><date><y>2026</y><m>11</m><d>2</d></date></when><value><mmolPerL>6</mmolPerL></value>' +
  '<glucose-measurement-type><text>Plasma</text></glucose-measurement-type>' +
  `<measurement-context>${context}</measurement-context></blood-glucose>`;
const fasting =
  '<text>Fasting</text><code><value>fasting</value><family>wc</family><type>glucose-measurement-context</type><version>1</version></code>';

test('what is picked in German is kept in English with its code, and shown in the language of its reader', async () => {
  const änne = await givenSignedIn(server);
  speak(änne, 'de');
  const id = await givenItem(server, änne, glucose, measured('<text>After the party</text>'));
  const form = await änne.browser.open(editHref({ id }));
  expect(form.html).toContain('<option value="Nüchtern"');
  expect(form.html).not.toContain('<option value="Fasting"');
  await sendForm(änne, form, { 'v.measurement-context': 'nuchtern' });
  const { stored } = await storedItem(server, änne, id);
  expect(stored.dataXml).toContain(`<measurement-context>${fasting}</measurement-context>`);
  for (const [language, word] of [
    ['de', 'Nüchtern'],
    ['es', 'En ayunas'],
    ['en', 'Fasting'],
  ] as const) {
    speak(änne, language);
    for (const page of [`/items/${id}`, '/items', '/timeline']) {
      const { text } = await änne.browser.open(page);
      expect(text, `${page} in ${language}`).toContain(word);
      if (language !== 'en') expect(text, `${page} in ${language}`).not.toContain('Fasting');
    }
    const again = await änne.browser.open(editHref({ id }));
    expect(again.html).toContain(`value="${word}"`);
    await sendForm(änne, again, {});
  }
  expect((await storedItem(server, änne, id)).stored.versionStamp).toBe(stored.versionStamp);
});

test('English words are known in every language; words of one’s own stay', async () => {
  const änne = await givenSignedIn(server);
  speak(änne, 'de');
  const id = await givenItem(server, änne, glucose, measured('<text>Fasting</text>'));
  expect((await änne.browser.open(`/items/${id}`)).text).toContain('Fasting');
  const form = await änne.browser.open(editHref({ id }));
  await sendForm(änne, form, { 'v.measurement-context': 'Before meal' });
  expect((await storedItem(server, änne, id)).stored.dataXml).toContain('<value>BeforeMeal</value>');
  expect((await änne.browser.open(`/items/${id}`)).text).toContain('Vor dem Essen');
  await sendForm(änne, await änne.browser.open(editHref({ id })), {
    'v.measurement-context': 'Nach dem Fest',
  });
  expect((await storedItem(server, änne, id)).stored.dataXml).toContain(
    '<measurement-context><text>Nach dem Fest</text></measurement-context>',
  );
});

test('a word that a list explains is that word, coded or typed', async () => {
  const ana = await givenSignedIn(server);
  speak(ana, 'es');
  const { id: typeId } = versionNamed('Condition');
  const status =
    '<status><text>Current</text><code><value>active</value><type>condition-occurrence</type></code></status>';
  await givenItem(server, ana, typeId, `<condition><name><text>Asma</text></name>${status}</condition>`);
  expect((await ana.browser.open('/emergency')).text).toMatch(/Asma.{1,5}Actual/);
  const form = await ana.browser.open('/items/new/condition');
  await sendForm(ana, form, { 'v.name': 'Gripe', 'v.status': 'pasada' });
  const grant = await grantOf(server, ana);
  const [gripe] = (await server.vault.store.read(db => db.things(grant).ofTypes([typeId], 10))).filter(
    ({ dataXml }) => dataXml.includes('Gripe'),
  );
  expect(gripe!.dataXml).toContain('<status><text>Past</text><code><value>inactive</value>');
});

test('as one types, words of the reader’s language are found, with or without accents, and English ones', async () => {
  const ana = await givenSignedIn(server);
  speak(ana, 'es');
  const address = '/items/new/basic-demographic-information';
  const page = await ana.browser.open(address);
  const form = new Map(formValues(page.html, address)).get('form')!;
  const { origin } = new URL(server.shellUrl);
  const found = async (text: string) => {
    const body = new URLSearchParams({ form, vocabularies: 'iso:iso3166', text });
    const answer = await ana.browser.send('/items/terms', { method: 'POST', body, headers: { origin } });
    return JSON.parse(answer.html).terms as string[];
  };
  expect(await found('alem')).toEqual(['Alemania']);
  expect(await found('espan')).toEqual(['España']);
  expect(await found('germ')).toEqual(['Germany']);
  const both = await found('mala');
  expect(both).toContain('Malasia');
  expect(both).not.toContain('Malaysia');
  await sendForm(ana, page, { 'v.country': 'espana' });
  const { id: typeId } = versionNamed('Basic demographic information');
  const grant = await grantOf(server, ana);
  const [basic] = await server.vault.store.read(db => db.things(grant).ofTypes([typeId], 1));
  expect(basic!.dataXml).toContain('<country><text>Spain</text><code><value>ES</value>');
  expect((await ana.browser.open(`/items/${basic!.id}`)).text).toContain('España');
});

test('a search finds items by the name of their kind, as lists show it', async () => {
  const ana = await givenSignedIn(server);
  await givenItem(
    server,
    ana,
    versionNamed('Immunization').id,
    '<immunization><name><text>Triple vírica</text></name></immunization>',
  );
  await givenItem(
    server,
    ana,
    versionNamed('Condition').id,
    '<condition><name><text>Gripe</text></name></condition>',
  );
  for (const [language, words] of [
    ['es', 'vacuna triple'],
    ['en', 'immunization'],
  ] as const) {
    speak(ana, language);
    const list = await ana.browser.submit(await ana.browser.open('/items'), '/items/find', { words });
    expect(list.text).toContain('Triple vírica');
    expect(list.text).not.toContain('Gripe');
  }
});
