import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';
import { everyType } from '../things/index.ts';
import { listVocabularies } from '../vocabularies/index.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const everyVersion = everyType().flatMap(type => type.versions.map(({ id }) => id));

interface Key {
  name?: string;
  family?: string;
  version?: string;
  'code-value'?: string;
}
const keyXml = (key: Key, attributes = '') =>
  `<vocabulary-key${attributes}>${Object.entries(key)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</vocabulary-key>`;
interface Asked {
  fixed?: boolean;
  version?: number;
  by?: Linked;
  language?: string;
  header?: (header: string) => string;
}
const ask = (keys: string, { fixed = false, version = 1, by = app, ...options }: Asked = {}) =>
  by.client.call('GetVocabulary', {
    version,
    info: `<vocabulary-parameters>${keys}<fixed-culture>${fixed}</fixed-culture></vocabulary-parameters>`,
    ...options,
  });

const thingTypes = { name: 'thing-types', family: 'wc', version: '1' };

describe('GetVocabulary', () => {
  test('gives the items of a vocabulary, by either version', async () => {
    for (const version of [1, 2]) {
      const answer = await ask(keyXml(thingTypes), { version });
      expect(answer.xml).toContain(
        'response.GetVocabulary"><vocabulary xml:lang="en"><name>thing-types</name><family>wc</family><version>1</version><code-item>',
      );
      expect(answer.texts('code-value')).toEqual(everyVersion);
      expect(answer.xml).toContain(
        `<code-value>${typeIds.weight}</code-value><display-text>Weight</display-text>`,
      );
      expect(answer.texts('is-vocab-truncated')).toEqual([]);
    }
  });

  test('family and version may be left out, and a language may stand on the key', async () => {
    expect((await ask(keyXml({ name: 'thing-types' }, ' xml:lang="en"'))).texts('code-value')).toEqual(
      everyVersion,
    );
    expect((await ask(keyXml({ name: 'thing-types' }, ' lang="en"'))).code).toBe(3);
  });

  test.each([
    ['iso3166', '1.0', 'US'],
    ['iso4217', '1', 'USD'],
    ['iso639-1', '1.0', 'en'],
  ])('%s is listed and answers in the version HealthVault had, %s', async (name, version, code) => {
    const key = { name, family: 'iso', version };
    const answer = await ask(keyXml(key));
    expect(answer.xml).toContain(`<name>${name}</name><family>iso</family><version>${version}</version>`);
    expect(answer.texts('code-value')).toContain(code);
    const listed = await app.client.call('GetVocabulary', { info: '' });
    expect(listed.xml).toContain(`<name>${name}</name><family>iso</family><version>${version}</version>`);
    const found = await app.client.call('SearchVocabulary', {
      info: `${keyXml(key)}<text-search-parameters><search-string search-mode="FullText">${code === 'en' ? 'english' : 'us'}</search-string></text-search-parameters>`,
    });
    expect(found.code).toBe(0);
  });

  test('several may be asked for at once', async () => {
    expect(
      (await ask(keyXml(thingTypes) + keyXml({ name: 'thing-types' }))).elements('vocabulary'),
    ).toHaveLength(2);
    const versions = await ask(
      keyXml({ name: 'medication-routes', version: '1' }) + keyXml({ name: 'medication-routes' }),
    );
    expect(versions.texts('version')).toEqual(['1', '2']);
  });

  test('an unknown one among several refuses them all', async () => {
    const answer = await ask(keyXml(thingTypes) + keyXml({ name: 'weather' }));
    expect(answer.code).toBe(55);
    expect(answer.elements('vocabulary')).toEqual([]);
  });

  test('tells how to convert units', async () => {
    for (const version of [1, 2]) {
      const answer = await ask(keyXml({ name: 'Weight-Units' }), { version });
      expect(answer.texts('name')).toEqual(['weight-units']);
      expect(answer.xml).toContain(
        '<code-item><code-value>lb</code-value><display-text>pound</display-text><info-xml><unit-conversions>' +
          '<base-unit-conversion><linear-conversion><multiplier>0.45359237</multiplier><offset>0</offset></linear-conversion>' +
          '</base-unit-conversion></unit-conversions></info-xml></code-item>',
      );
    }
  });

  test('gives a vocabulary that is empty', async () => {
    const answer = await ask(keyXml({ name: 'usage-schedule' }));
    expect(answer.elements('vocabulary')).toHaveLength(1);
    expect(answer.elements('code-item')).toEqual([]);
  });

  describe('answers in the language of the header', () => {
    const months = keyXml({ name: 'months' });
    const march = async (language: string, { fixed = false, country = 'US' } = {}) => {
      const header = (h: string) => h.replace('<country>US<', `<country>${country}<`);
      const answer = await ask(months, { language, fixed, header });
      expect(answer.code).toBe(0);
      return [answer.elements('vocabulary')[0]!.attributes[0]!.value, answer.texts('display-text')[2]];
    };

    test('with its region or without', async () => {
      expect(await march('de')).toEqual(['de', 'März']);
      expect(await march('es', { country: 'MX' })).toEqual(['es', 'marzo']);
      expect(await march('zh', { country: 'TW' })).toEqual(['zh-TW', '3月']);
      expect(await march('pt-BR')).toEqual(['pt', 'março']);
      expect(await march('fr_CA', { country: '' })).toEqual(['fr', 'mars']);
      // Genuine traffic of 2012: en, US and a fixed culture were answered in en.
      expect(await march('en', { fixed: true })).toEqual(['en', 'March']);
    });

    test('or else in English', async () => {
      expect(await march('is')).toEqual(['en', 'March']);
      expect(await march(' ')).toEqual(['en', 'March']);
      const free = await ask(keyXml(thingTypes), { language: 'fr' });
      expect(free.texts('display-text')).toContain('Weight');
      expect(free.elements('vocabulary')[0]!.attributes[0]!.value).toBe('en');
    });

    test('or, when the culture is fixed, with empty texts', async () => {
      expect(await march('is', { fixed: true })).toEqual(['is', '']);
      const fixed = await ask(keyXml(thingTypes), { fixed: true, language: 'fr' });
      expect(new Set(fixed.texts('display-text'))).toEqual(new Set(['']));
      expect(fixed.elements('vocabulary')[0]!.attributes[0]!.value).toBe('fr');
    });

    test('an item that has no text in it comes in English', async () => {
      const texts = async (fixed: boolean) => {
        const answer = await ask(keyXml({ name: 'iso639-1', family: 'iso' }), { language: 'de', fixed });
        return answer.texts('display-text')[answer.texts('code-value').indexOf('tw')];
      };
      expect(await texts(false)).toBe('Twi');
      expect(await texts(true)).toBe('');
    });

    test('a language that is none is refused with 76', async () => {
      for (const language of ['e', 'in English', '!', `en${'-abcde'.repeat(10)}`]) {
        expect((await ask(months, { language })).code, language).toBe(76);
      }
    });
  });

  test('comes in parts when it is long', async () => {
    await using small = await startTestServer({ limits: { vocabularyItemsMax: 3 } });
    const by = await givenLinkedApp(small);
    const found: string[] = [];
    for (let more = true; more; ) {
      const from = found.at(-1);
      const answer = await ask(keyXml({ name: 'thing-types', ...(from && { 'code-value': from }) }), { by });
      found.push(...answer.texts('code-value').slice(from ? 1 : 0));
      more = answer.texts('is-vocab-truncated')[0] === 'true';
    }
    expect(found).toEqual(everyVersion);
  });

  test('lists the vocabularies when none is named', async () => {
    const answer = await app.client.call('GetVocabulary');
    expect(answer.elements('vocabulary-key')).toHaveLength(listVocabularies().length);
    const german = await app.client.call('GetVocabulary', { language: 'de' });
    expect(german.xml).toContain('<vocabulary-key xml:lang="de"><name>months</name>');
    expect(german.xml).toContain('<vocabulary-key xml:lang="en"><name>thing-types</name>');
    expect(answer.xml).toContain(
      '<vocabulary-key xml:lang="en"><name>thing-types</name><family>wc</family><version>1</version><description>',
    );
  });

  test('refuses an unknown vocabulary with 55, an unknown code with 78, an empty name with 3', async () => {
    for (const key of [
      { name: 'weather' },
      { ...thingTypes, family: 'iso' },
      { ...thingTypes, version: '2' },
    ]) {
      expect((await ask(keyXml(key))).code).toBe(55);
    }
    expect((await ask(keyXml({ ...thingTypes, 'code-value': 'x' }))).code).toBe(78);
    expect((await ask(keyXml({ name: '' }))).code).toBe(3);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    expect(problemsBy('response-getvocabulary', await ask(keyXml(thingTypes)))).toEqual([]);
    expect(problemsBy('response-getvocabulary', await ask(keyXml({ name: 'weight-units' })))).toEqual([]);
    expect(problemsBy('response-getvocabulary', await app.client.call('GetVocabulary'))).toEqual([]);
  });
});
