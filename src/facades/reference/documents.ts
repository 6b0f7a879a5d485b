// The documents of docs/, what tells of the samples, and the changelog, as pages: which there are and where each stands. They are read once, when they are
// first asked for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contents } from './contents.ts';

export interface Document {
  /** Its file in the repository, such as `docs/guides/wire.md`. */
  readonly source: string;
  /** Its page below `/docs/`, such as `guides/wire.html`. */
  readonly path: string;
  readonly title: string;
  readonly section: string;
  readonly text: string;
}

export interface NavigationEntry {
  readonly path: string;
  readonly title: string;
}

const root = join(import.meta.dirname, '../../..');

let known: ReadonlyMap<string, Document> | undefined;

/** By their files. */
export function listDocuments(): ReadonlyMap<string, Document> {
  known ??= new Map(listSources().map(source => [source, readDocument(source)]));
  return known;
}

function listSources(): string[] {
  const list = (folder: string) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map(name => `${folder}/${name}`) : [];
  return [
    ...list('docs'),
    ...list('docs/guides'),
    ...list('samples').map(folder => `${folder}/README.md`),
    'CHANGELOG.md',
  ].filter(source => source.endsWith('.md') && existsSync(join(root, source)));
}

function readDocument(source: string): Document {
  const text = readFileSync(join(root, source), 'utf8');
  const name = source.replace(/^docs\/|(?<=^samples\/.*)\/README\.md$|\.md$/g, '').toLowerCase();
  const [section = operating] = contents.find(([, names]) => names.includes(name)) ?? [];
  return {
    source,
    path: `${name}.html`,
    title: (/^# (.+)$/m.exec(text)?.[1] ?? name).replaceAll('`', ''),
    section,
    text,
  };
}

const operating = 'Running a vault';

/** Pages that are drawn of definitions. */
const drawn: Readonly<Record<string, string>> = {
  'reference.html': 'Types, vocabularies, methods',
  'parts.html': 'Shared parts of types',
  'statuses.html': 'Status codes',
  'sdk-reference.html': 'The SDK, name by name',
  'rest-operations.html': 'REST, call by call',
  'fhir-operations.html': 'FHIR, call by call',
};

/** The navigation, section by section. */
export function listNavigation(): readonly (readonly [
  section: string,
  entries: readonly NavigationEntry[],
])[] {
  const documents = [...listDocuments().values()];
  return contents.map(([section, names]) => {
    const named = names.flatMap((name): NavigationEntry[] => {
      const title = Object.hasOwn(drawn, name) ? drawn[name] : undefined;
      if (title !== undefined) return [{ path: name, title }];
      return documents.filter(({ path }) => path === `${name}.html`);
    });
    const others = documents.filter(document => document.section === section && !named.includes(document));
    return [section, [...named, ...others]] as const;
  });
}

/** Pictures of the guides, by their paths below `/docs/`. */
export function listPictures(): readonly (readonly [path: string, file: string])[] {
  const folder = join(root, 'docs/guides/pictures');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(name => name.endsWith('.svg'))
    .map(name => [`guides/pictures/${name}`, join(folder, name)] as const);
}
