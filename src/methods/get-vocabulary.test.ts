import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';
import { everyType } from '../things/index.ts';

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
const ask = (keys: string, { fixed = false, version = 1, language = 'en', by = app } = {}) =>
  by.client.call('GetVocabulary', {
    version,
    info: `<vocabulary-parameters>${keys}<fixed-culture>${fixed}</fixed-culture></vocabulary-parameters>`,
    language,
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

  test('several may be asked for at once', async () => {
    expect(
      (await ask(keyXml(thingTypes) + keyXml({ name: 'thing-types' }))).elements('vocabulary'),
    ).toHaveLength(2);
  });

  test('in a language it is not in: empty texts when the culture is fixed, else those it has', async () => {
    const fixed = await ask(keyXml(thingTypes), { fixed: true, language: 'fr' });
    expect(new Set(fixed.texts('display-text'))).toEqual(new Set(['']));
    expect(fixed.elements('vocabulary')[0]!.attributes[0]!.value).toBe('fr');
    const free = await ask(keyXml(thingTypes), { language: 'fr' });
    expect(free.texts('display-text')).toContain('Weight');
    expect(free.elements('vocabulary')[0]!.attributes[0]!.value).toBe('en');
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
    expect(problemsBy('response-getvocabulary', await app.client.call('GetVocabulary'))).toEqual([]);
  });
});
