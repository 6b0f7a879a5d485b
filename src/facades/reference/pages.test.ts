// What the pages tell, by the definitions they are printed from.
import { describe, expect, test } from 'vitest';
import { listMethods } from '../../methods/index.ts';
import { everyType } from '../../things/index.ts';
import { getSlug } from '../../things/xsd.ts';
import { listVocabularies } from '../../vocabularies/index.ts';
import { listDocuments, listNavigation, listPictures } from './documents.ts';
import { listSiteFiles } from './site.tsx';
import { getVocabularyFile, splitIntoPages } from './vocabularies.ts';

async function textOf(path: string): Promise<string> {
  const html = await listSiteFiles().get(path)!.text();
  return html
    .replace(/^[\s\S]*<main[^>]*>|<\/main>[\s\S]*$/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

test('there is a page for every document, type, vocabulary and method', () => {
  const drawn = [
    'index',
    'reference',
    'parts',
    'statuses',
    'sdk-reference',
    'fhir-operations',
    'rest-operations',
  ];
  expect(listSiteFiles().size).toBe(
    drawn.length +
      ['reference.css', 'docs.js', 'search-index.js', 'mark.svg'].length +
      listDocuments().size +
      listPictures().length +
      everyType().length +
      listVocabularies().flatMap(splitIntoPages).length +
      listMethods().length,
  );
  expect([...listSiteFiles().keys()].filter(path => path !== path.toLowerCase())).toEqual([]);
});

test('a page names all types, vocabularies and methods', async () => {
  const text = await textOf('reference.html');
  const versions = everyType().flatMap(type => type.versions);
  expect(text).toContain(`${everyType().length} types of things in ${versions.length} versions`);
  for (const { name, description } of everyType()) expect(text).toContain(`${name} ${description}`);
  for (const { name } of listVocabularies()) expect(text).toContain(name);
  for (const { name, versions } of listMethods())
    expect(text).toContain(`${name} ${Object.keys(versions).join(', ')} `);
  expect(text).toContain('GetThings 1, 2, 3 An application, a person and a record basic');
  expect(text).toContain('SubscribeToEvent 1 An application, by its session eventing');
});

describe('the page of a type', () => {
  test('tells fields with units, how often they stand and what they may hold', async () => {
    const text = await textOf('types/blood-pressure.html');
    expect(text).toContain('systolic required whole number, from 0 · unit mmHg');
    expect(text).toContain('pulse optional whole number, from 0 · unit /min');
    expect(text).toContain('irregular-heartbeat optional true or false');
    expect(text).toContain('when required date-time The effective date');
    expect(text).toContain('<systolic>128</systolic>');
    expect(text).toContain('"diastolic": 82');
  });

  test('tells what people call a field, and the vocabulary preferred for it', async () => {
    const text = await textOf('types/personal-demographic-information.html');
    expect(text).toContain('birthdate Date of birth optional');
    expect(text).toContain('codes by preference from blood-types');
    expect(text).toContain('At most one in a record Cannot be read-only');
  });

  test('tells each version, and what is lost on the way up and down', async () => {
    const type = everyType().find(({ name }) => name === 'Medication')!;
    const text = await textOf(`types/${getSlug(type)}.html`);
    for (const { id } of type.versions) expect(text).toContain(id);
    expect(text.indexOf('Version 2, current')).toBeLessThan(text.indexOf('Version 1 Version type id'));
    expect(text).toContain(`From version 1 to this Is lost: ${type.versions[1]!.loses!.up}`);
    expect(text).toContain(`From this to version 1 Is lost: ${type.versions[1]!.loses!.down}`);
    expect(text).toContain('medication/date-discontinued');
  });

  test('of a document says that it is kept as it is', async () => {
    const type = everyType().find(({ versions }) => versions[0]!.root === 'ContinuityOfCareRecord')!;
    const text = await textOf(`types/${getSlug(type)}.html`);
    expect(text).toContain('every byte of it is kept');
    expect(text).toContain('Cannot be changed once written');
  });
});

describe('the pages of a vocabulary', () => {
  test('hold all its codes, a page after the other', async () => {
    for (const vocabulary of listVocabularies()) {
      const pages = splitIntoPages(vocabulary);
      const shown = pages.flatMap(({ items }) => items.map(({ code }) => code));
      expect(shown).toEqual(vocabulary.items().map(({ code }) => code));
    }
    const long = listVocabularies().find(vocabulary => splitIntoPages(vocabulary).length > 1)!;
    const [first, second] = splitIntoPages(long);
    expect(await listSiteFiles().get(first!.file)!.text()).toContain(`href="../${second!.file}"`);
    expect(await textOf(second!.file)).toContain(second!.items[0]!.texts[long.languages[0]]!.display);
  });

  test('say how much of the list there is', async () => {
    const words = {
      whole: 'the whole list',
      cut: 'no more of the list was published',
      empty: 'None: the list was never',
    };
    for (const extent of ['whole', 'cut', 'empty'] as const) {
      const vocabulary = listVocabularies().find(known => known.extent === extent)!;
      expect(await textOf(getVocabularyFile(vocabulary, 1))).toContain(words[extent]);
    }
  });

  test('name the types that prefer it', async () => {
    expect(await textOf('vocabularies/wc.blood-types.1.html')).toContain(
      'Preferred in Personal demographic information',
    );
  });
});

test('the page of a method tells who may call it, its request, its response and the codes that may come first', async () => {
  const text = await textOf('methods/getthingtype.html');
  expect(text).toContain('Who must be known An application, by its session');
  expect(text).toContain('section up to 7 one of core , xsd , columns');
  expect(text).toContain('urn:com.microsoft.wc.methods.response.GetThingType');
  expect(text).toContain('thing-type any number id required GUID');
  expect(text).toContain('AUTHENTICATED_SESSION_TOKEN_EXPIRED');
  expect(await textOf('methods/getservicedefinition.html')).not.toContain(
    'AUTHENTICATED_SESSION_TOKEN_EXPIRED',
  );
});

test('the navigation leads to every document and every page that is no part of a list, each once', () => {
  const entries = listNavigation().flatMap(([, entries]) => entries.map(({ path }) => path));
  const pages = [...listSiteFiles().keys()].filter(
    path => path.endsWith('.html') && !/^(index|types|vocabularies|methods)\b/.test(path),
  );
  expect(entries.toSorted()).toEqual(pages.toSorted());
});

test('a document is drawn with anchors, links to pages in place of files, and methods that lead to theirs', async () => {
  const html = await listSiteFiles().get('sdk.html')!.text();
  expect(html).toContain('<h2 id="people-and-records">');
  expect(html).toContain('href="packages.html"');
  // Files that are no pages are named only.
  expect(html).not.toContain('samples/web-app/README.md');
  const other = await listSiteFiles().get('signatures.html')!.text();
  expect(other).toContain('<a href="methods/putthings.html"><code>PutThings</code></a>');
});

test('the page of the SDK has every name it exports, as it is declared', async () => {
  const text = await textOf('sdk-reference.html');
  for (const name of Object.keys(await import('../../client/index.ts'))) expect(text).toContain(` ${name} `);
  expect(text).toContain('connect Function An application');
  expect(text).toContain('function connect(options: ConnectOptions): App;');
  expect(text).not.toContain('#private');
});

test('the interfaces that describe themselves are drawn call by call, what they refer to with them', async () => {
  const fhir = await textOf('fhir-operations.html');
  expect(fhir).toContain('GET /Observation/{id}');
  expect(fhir).toContain('id As the server gave it path, required');
  expect(fhir).toContain('default Refused: what is wrong, where, and how to mend it');
  expect(await textOf('rest-operations.html')).toContain('GET /ActionPlans/{actionPlanId}');
});
