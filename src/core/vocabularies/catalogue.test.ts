// Loaded vocabularies beside those that come with Keepwell, as applications meet them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallOptions, givenLinkedApp, type Linked } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { listVocabularies } from '../../vocabularies/index.ts';
import type { VocabularyHead } from '../../vocabularies/loaders/source.ts';
import { loadVocabularies } from './load.ts';
import type { CodeItem } from './loaded.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits: { vocabularyItemsMax: 4 } });
  app = await givenLinkedApp(server);
  await load({ name: 'trees', family: 'garden', version: '1', languages: ['en', 'es-mx'] }, trees);
  await load({ name: 'trees', family: 'garden', version: '2', languages: ['en'] }, trees.slice(0, 1));
  await load({ name: 'Vaccine-Manufacturers-MVX', family: 'hl7', version: '1', languages: ['en'] }, trees);
});
afterAll(() => server.close());

const trees: CodeItem[] = ['oak', 'ash', 'elm', 'yew', 'fir', 'red oak'].map(name => ({
  code: name.toUpperCase(),
  texts: { en: { display: name }, ...(name === 'oak' && { 'es-mx': { display: 'roble' } }) },
}));

async function load(head: Omit<VocabularyHead, 'description'>, items: readonly CodeItem[]): Promise<void> {
  await loadVocabularies(
    server.vault,
    {
      lists: [{ ...head, description: `All the ${head.name}` }],
      fingerprint: JSON.stringify(head),
      bytes: { total: 1, read: 1 },
      async *entries() {
        for (const item of items) yield { list: 0, item };
      },
    },
    { badLinesMax: 0 },
  );
}

const get = (key: string, options: CallOptions = {}) =>
  app.client.call('GetVocabulary', {
    ...options,
    version: 2,
    info: `<vocabulary-parameters><vocabulary-key>${key}</vocabulary-key><fixed-culture>false</fixed-culture></vocabulary-parameters>`,
  });
const search = (text: string, mode: string, { key, ...options }: CallOptions & { key?: string } = {}) =>
  app.client.call('SearchVocabulary', {
    ...options,
    info:
      `${key === undefined ? '' : `<vocabulary-key>${key}</vocabulary-key>`}` +
      `<text-search-parameters><search-string search-mode="${mode}">${text}</search-string></text-search-parameters>`,
  });
const first = '<name>trees</name><family>garden</family><version>1</version>';

describe('a loaded vocabulary', () => {
  test('is listed with the others, and found by its name and description', async () => {
    const answer = await app.client.call('GetVocabulary');
    expect(answer.texts('name').filter(name => name === 'trees')).toHaveLength(2);
    expect((await search('all the tr', 'Prefix')).texts('version')).toEqual(['1', '2']);
  });

  test('comes in parts when it is long', async () => {
    const start = await get(first);
    expect(start.texts('code-value')).toEqual(['OAK', 'ASH', 'ELM', 'YEW']);
    expect(start.texts('is-vocab-truncated')).toEqual(['true']);
    const rest = await get(`${first}<code-value>YEW</code-value>`);
    expect(rest.texts('code-value')).toEqual(['YEW', 'FIR', 'RED OAK']);
    expect(rest.texts('is-vocab-truncated')).toEqual([]);
    expect((await get(`${first}<code-value>PALM</code-value>`)).code).toBe(78);
  });

  test('is searched in every mode', async () => {
    const found = async (text: string, mode: string) =>
      (await search(text, mode, { key: first })).texts('display-text').sort();
    expect(await found('OA', 'Prefix')).toEqual(['oak']);
    expect(await found('oak', 'Contains')).toEqual(['oak', 'red oak']);
    expect(await found('oak red', 'FullText')).toEqual(['red oak']);
    expect((await found(' ', 'FullText')).length).toBe(4);
  });

  test('is answered in its languages, its first where it lacks a text', async () => {
    for (const language of ['es', 'es-MX', 'es-AR']) {
      const answer = await get(first, { language });
      expect(answer.xml).toContain('<vocabulary xml:lang="es-MX">');
      expect(answer.texts('display-text').slice(0, 2)).toEqual(['roble', 'ash']);
      const found = await search('rob', 'Prefix', { key: first, language });
      expect(found.texts('code-value')).toEqual(['OAK']);
    }
  });

  test('is meant in its newest version, unless one is named', async () => {
    expect((await get('<name>TREES</name><family>Garden</family>')).texts('version')).toEqual(['2']);
    expect((await get(first)).texts('version')).toEqual(['1']);
  });

  test('stands for one of ours of the same name and version', async () => {
    const name = 'vaccine-manufacturers-mvx';
    expect(listVocabularies().filter(ours => ours.name === name)).toHaveLength(2);
    const listed = (await app.client.call('GetVocabulary')).texts('name');
    expect(listed.filter(other => other.toLowerCase() === name)).toHaveLength(2);
    const key = `<name>${name}</name><family>HL7</family><version>1</version>`;
    expect((await get(key)).texts('code-value')[0]).toBe('OAK');
  });
});
