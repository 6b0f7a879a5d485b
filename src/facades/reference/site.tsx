// Every file of the reference by its path. What each shows is in the file of its page.
import { statusNames } from '../../core/healthvault/statuses.ts';
import { mark } from '../../http/mark.ts';
import { scripts } from '../../http/scripts.ts';
import { stylesheet } from '../../http/stylesheet.ts';
import { listMethods } from '../../methods/index.ts';
import { everyType } from '../../things/index.ts';
import { getSlug } from '../../things/xsd.ts';
import { listVocabularies } from '../../vocabularies/index.ts';
import { Frame, printPage } from './frame.tsx';
import { IndexPage } from './index-page.tsx';
import { MethodPage, StatusTable } from './method-page.tsx';
import { PartsPage } from './parts-page.tsx';
import { referenceStyles } from './styles.ts';
import { TypePage } from './type-page.tsx';
import { splitIntoPages } from './vocabularies.ts';
import { VocabularyPage } from './vocabulary-page.tsx';

export interface SiteFile {
  readonly type: string;
  /** Printed anew whenever it is asked for. */
  text(): Promise<string>;
}

let known: ReadonlyMap<string, SiteFile> | undefined;

/** By their paths below the folder of the pages. Listed when first asked for: vocabularies are long. */
export function listSiteFiles(): ReadonlyMap<string, SiteFile> {
  known ??= new Map([
    page('index.html', () => <IndexPage />),
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
    asset('assets/search.js', 'text/javascript; charset=utf-8', scripts.search.text),
    asset('assets/mark.svg', 'image/svg+xml', mark),
  ]);
  return known;
}

export function printNotFoundPage(): Promise<string> {
  return printPage(
    <Frame title="No such page" up="/docs/">
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
    <Frame title="Status codes" up="">
      <h1>Status codes</h1>
      <p class="lead">Every answer of the XML API carries one; all come with HTTP 200.</p>
      <StatusTable names={statusNames()} />
    </Frame>
  );
}
