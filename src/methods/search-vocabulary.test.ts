import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

interface Asked {
  key?: string;
  mode?: string;
  max?: number | string;
  language?: string;
  by?: Linked;
}
const search = (text: string, { key, mode, max, language, by = app }: Asked = {}) =>
  by.client.call('SearchVocabulary', {
    info:
      `${key === undefined ? '' : `<vocabulary-key>${key}</vocabulary-key>`}<text-search-parameters>` +
      `<search-string${mode === undefined ? '' : ` search-mode="${mode}"`}>${text}</search-string>` +
      `${max === undefined ? '' : `<max-results>${max}</max-results>`}</text-search-parameters>`,
    ...(language !== undefined && { language }),
  });

const named = (name: string) => `<name>${name}</name>`;
const found = async (text: string, asked: Asked) => {
  const answer = await search(text, asked);
  expect(answer.code).toBe(0);
  return answer.texts('display-text');
};

describe('SearchVocabulary, for items', () => {
  const common = { key: named('immunizations-common') };

  test('answers with the vocabulary that was searched', async () => {
    const answer = await search('kilo', { key: named('weight-units') });
    expect(answer.xml).toContain(
      'response.SearchVocabulary"><code-set-result xml:lang="en"><name>weight-units</name><family>wc</family>' +
        '<version>1</version><code-item><code-value>kg</code-value><display-text>kilogram</display-text><info-xml>',
    );
    expect(answer.texts('is-vocab-truncated')).toEqual([]);
  });

  test('finds texts by their beginning, unless told otherwise', async () => {
    const key = named('weight-units');
    const beginning = ['milligram', 'microgram'];
    expect(await found('mi', { key })).toEqual(beginning);
    expect(await found('MI', { key, mode: 'Prefix' })).toEqual(beginning);
    // Java's library writes the mode so.
    expect(await found('mi', { key, mode: 'PREFIX' })).toEqual(beginning);
    expect(await found('ram', { key })).toEqual([]);
  });

  test('finds texts by any part, the best first', async () => {
    const key = named('weight-units');
    expect(await found('ram', { key, mode: 'Contains' })).toEqual([
      'kilogram',
      'gram',
      'milligram',
      'microgram',
    ]);
    expect(await found('gram', { key, mode: 'Contains' })).toEqual([
      'gram',
      'kilogram',
      'milligram',
      'microgram',
    ]);
    expect(await found('stone p', { key, mode: 'Contains' })).toEqual([]);
  });

  test('finds texts by the beginnings of their words, in any order', async () => {
    const full = { key: named('family-history-conditions'), mode: 'FullText' };
    expect(await found('pressure high', full)).toEqual(['High Blood Pressure']);
    expect(await found('blood', full)).toEqual(['Blood Disorder', 'High Blood Pressure']);
    expect(await found('press blo', full)).toEqual(['High Blood Pressure']);
    expect(await found('essure', full)).toEqual([]);
    expect(await found('blood weather', full)).toEqual([]);
    expect(await found('?', full)).toEqual([]);
  });

  test('knows no case and no accents', async () => {
    const guerin = ['Bacillus Calmette-Guérin vaccine (BCG)'];
    expect(await found('GUERIN', { ...common, mode: 'FullText' })).toEqual(guerin);
    expect(await found('guérin v', { ...common, mode: 'Contains' })).toEqual(guerin);
  });

  test('gives as many as asked for, and says that there are more', async () => {
    const all = await found('vaccine', { ...common, mode: 'Contains' });
    const some = await search('vaccine', { ...common, mode: 'Contains', max: 3 });
    expect(all.length).toBeGreaterThan(3);
    expect(some.texts('display-text')).toEqual(all.slice(0, 3));
    expect(some.texts('is-vocab-truncated')).toEqual(['true']);
    const enough = await search('vaccine', { ...common, mode: 'Contains', max: all.length });
    expect(enough.texts('is-vocab-truncated')).toEqual([]);
  });

  test('never gives more than MaxResultsVocabularyRetrieval', async () => {
    await using small = await startTestServer({ limits: { vocabularyItemsMax: 2 } });
    const by = await givenLinkedApp(small);
    for (const max of [undefined, 50, '1'.repeat(400)]) {
      const answer = await search('a', { key: named('states'), by, ...(max !== undefined && { max }) });
      expect(answer.texts('display-text')).toEqual(['Alabama', 'Alaska']);
      expect(answer.texts('is-vocab-truncated')).toEqual(['true']);
    }
  });

  test('a blank text finds the first items', async () => {
    for (const mode of ['Prefix', 'Contains', 'FullText'])
      expect(await found(' ', { key: named('states'), mode, max: 2 })).toEqual(['Alabama', 'Alaska']);
  });

  test('searches the language of the header, or else the one there is', async () => {
    const key = `${named('iso3166')}<family>iso</family>`;
    const german = await search('deutsch', { key, language: 'de-AT' });
    expect(german.texts('display-text')).toEqual(['Deutschland']);
    expect(german.xml).toContain('<code-set-result xml:lang="de">');
    expect(await found('deutsch', { key })).toEqual([]);
    expect(await found('germany', { key, language: 'de' })).toEqual([]);
    expect(await found('kilo', { key: named('weight-units'), language: 'de' })).toEqual(['kilogram']);
  });

  test('takes the newest version, unless one is named, and answers with nothing for an empty one', async () => {
    const version = async (asked: string) =>
      (await search('inj', { key: `${named('medication-routes')}${asked}`, mode: 'FullText' })).texts(
        'version',
      );
    expect(await version('')).toEqual(['2']);
    expect(await version('<version>1</version>')).toEqual(['1']);
    expect(await found('a', { key: named('usage-schedule') })).toEqual([]);
  });
});

describe('SearchVocabulary, for vocabularies', () => {
  const names = async (text: string, asked: Asked = {}) => (await search(text, asked)).texts('name');

  test('looks in their names and descriptions', async () => {
    expect(await names('weight')).toEqual(['weight-units']);
    expect(await names('units OF we')).toEqual(['weight-units']);
    // The Python library's own test.
    expect(await names('International Classification of Diseases')).toEqual(['icd9cm-reactions']);
    expect(await names('weight units', { mode: 'FullText' })).toEqual(['weight-units']);
    expect(await names('immunization', { mode: 'Contains', max: 2 })).toHaveLength(2);
  });

  test('answers with their keys', async () => {
    expect((await search('weight-u')).xml).toContain(
      'response.SearchVocabulary"><vocabulary-key xml:lang="en"><name>weight-units</name><family>wc</family>' +
        '<version>1</version><description>Units of weight</description></vocabulary-key></wc:info>',
    );
  });

  test('may find none', async () => {
    const answer = await search('weather');
    expect(answer.code).toBe(0);
    expect(answer.elements('vocabulary-key')).toEqual([]);
  });
});

describe('SearchVocabulary refuses', () => {
  test('an unknown vocabulary with 55', async () => {
    for (const key of [
      named('weather'),
      `${named('weight-units')}<family>iso</family>`,
      `${named('weight-units')}<version>2</version>`,
    ]) {
      expect((await search('a', { key })).code).toBe(55);
    }
  });

  test('an unknown mode, an empty or overlong text, and no results at all with 3', async () => {
    const key = named('weight-units');
    expect((await search('a', { key, mode: 'Soundex' })).code).toBe(3);
    expect((await search('', { key })).code).toBe(3);
    expect((await search('a'.repeat(255), { key })).code).toBe(0);
    expect((await search('a'.repeat(256), { key })).code).toBe(3);
    expect((await search('a', { key, max: 0 })).code).toBe(3);
    expect((await app.client.call('SearchVocabulary')).code).toBe(3);
  });

  test('a language that is none with 76', async () => {
    expect((await search('a', { key: named('weight-units'), language: 'in English' })).code).toBe(76);
  });
});

test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
  for (const answer of [
    await search('g', { key: named('weight-units'), mode: 'Contains' }),
    await search('a', { key: named('usage-schedule') }),
    await search('weight'),
    await search('weather'),
  ]) {
    expect(problemsBy('response-searchvocabulary', answer)).toEqual([]);
  }
});
