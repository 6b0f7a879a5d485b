// Every file of the documentation by its path. What each shows is in the file of its page.
import { readFileSync } from 'node:fs';
import { statusNames } from '../../core/healthvault/statuses.ts';
import { mark } from '../../http/mark.ts';
import { scripts } from '../../http/scripts.ts';
import { stylesheet } from '../../http/stylesheet.ts';
import { listMethods } from '../../methods/index.ts';
import { everyType } from '../../things/index.ts';
import { getSlug } from '../../things/xsd.ts';
import { listVocabularies } from '../../vocabularies/index.ts';
import { DocumentPage } from './document-page.tsx';
import { listDocuments, listPictures } from './documents.ts';
import { Frame, printPage } from './frame.tsx';
import { IndexPage } from './index-page.tsx';
import { ListsPage } from './lists-page.tsx';
import { MethodPage, StatusTable } from './method-page.tsx';
import { FhirPage, RestPage } from './operations-page.tsx';
import { PartsPage } from './parts-page.tsx';
import { SdkPage } from './sdk-page.tsx';
import { printSearchIndex } from './search-index.ts';
import { referenceStyles } from './styles.ts';
import { TypePage } from './type-page.tsx';
import { splitIntoPages } from './vocabularies.ts';
import { VocabularyPage } from './vocabulary-page.tsx';

export interface SiteFile {
  readonly type: string;
  /** Printed anew whenever it is asked for. */
  text(): Promise<string>;
}

const javascript = 'text/javascript; charset=utf-8';

let known: ReadonlyMap<string, SiteFile> | undefined;

/** By their paths below the folder of the pages. Listed when first asked for: vocabularies are long. */
export function listSiteFiles(): ReadonlyMap<string, SiteFile> {
  known ??= new Map([
    page('index.html', () => <IndexPage />),
    page('reference.html', () => <ListsPage />),
    page('sdk-reference.html', () => <SdkPage />),
    page('fhir-operations.html', () => <FhirPage />),
    page('rest-operations.html', () => <RestPage />),
    ...[...listDocuments().values()].map(document =>
      page(document.path, () => <DocumentPage document={document} />),
    ),
    page('parts.html', () => <PartsPage />),
    page('statuses.html', () => <StatusesPage />),
    ...everyType().map(type => page(`types/${getSlug(type)}.html`, () => <TypePage type={type} />)),
    ...listVocabularies().flatMap(vocabulary =>
      splitIntoPages(vocabulary).map(({ file, number }) =>
        page(file, () => <VocabularyPage vocabulary={vocabulary} number={number} />),
      ),
    ),
    ...listMethods().map(method =>
      page(`methods/${method.name.toLowerCase()}.html`, () => <MethodPage method={method} />),
    ),
    asset('assets/reference.css', 'text/css; charset=utf-8', stylesheet + referenceStyles),
    asset('assets/docs.js', javascript, scripts.docs.text),
    ['assets/search-index.js', { type: javascript, text: async () => printSearchIndex() }],
    asset('assets/mark.svg', 'image/svg+xml', mark),
    ...listPictures().map(([path, file]) => asset(path, 'image/svg+xml', readFileSync(file, 'utf8'))),
  ]);
  return known;
}

export function printNotFoundPage(): Promise<string> {
  return printPage(
    <Frame title="No such page" path={undefined}>
      <h1>No such page</h1>
      <p>
        The <a href="/docs/">contents</a> list every page there is.
      </p>
    </Frame>,
  );
}

type Page = Parameters<typeof printPage>[0];

function page(path: string, draw: () => Page): [string, SiteFile] {
  return [path, { type: 'text/html; charset=utf-8', text: () => printPage(draw()) }];
}

function asset(path: string, type: string, text: string): [string, SiteFile] {
  return [path, { type, text: async () => text }];
}

function StatusesPage() {
  return (
    <Frame title="Status codes" path="statuses.html">
      <h1>Status codes</h1>
      <p class="lead">Every answer of the XML API carries one; all come with HTTP 200.</p>
      <StatusTable names={statusNames()} />
    </Frame>
  );
}
