// The pages of a vocabulary: what it is, who prefers it, its codes.
import { getAt } from '../../assume.ts';
import type { Item, Schema } from '../../schema/schema.ts';
import { currentVersion, everyType, type ThingType } from '../../things/index.ts';
import { getSlug } from '../../things/xsd.ts';
import { listVocabularies, type Vocabulary } from '../../vocabularies/index.ts';
import { Frame } from './frame.tsx';
import { findPreferredVocabulary, getVocabularyFile, splitIntoPages } from './vocabularies.ts';

export function VocabularyPage({ vocabulary, number }: { vocabulary: Vocabulary; number: number }) {
  const { name, family, version, description, languages } = vocabulary;
  const pages = splitIntoPages(vocabulary);
  const total = vocabulary.items().length;
  const others = listVocabularies().filter(other => other !== vocabulary && isOneList(other, vocabulary));
  const users = usersOf(vocabulary);
  const { items } = getAt(pages, number - 1);
  return (
    <Frame
      title={pages.length > 1 ? `${name}, page ${number}` : name}
      path={getVocabularyFile(vocabulary, number)}
    >
      <p class="crumb">
        <a href="../reference.html#vocabularies">Vocabularies</a> › {family}
      </p>
      <h1>{name}</h1>
      <p class="lead">{description}</p>
      <dl class="facts">
        <dt>Family</dt>
        <dd>
          <code>{family}</code>
        </dd>
        <dt>Version</dt>
        <dd>
          <code>{version}</code>
          {others.map(other => (
            <span class="hint">
              <a href={`../${getVocabularyFile(other, 1)}`}>{`Version ${other.version}`}</a>
            </span>
          ))}
        </dd>
        <dt>Items</dt>
        <dd>{countInWords(vocabulary, total)}</dd>
        <dt>Languages</dt>
        <dd>{languages.join(', ')}</dd>
        {users.length > 0 && <dt>Preferred in</dt>}
        {users.length > 0 && (
          <dd>
            {users.map((type, i) => (
              <>
                {i > 0 && ', '}
                <a href={`../types/${getSlug(type)}.html`}>{type.name}</a>
              </>
            ))}
          </dd>
        )}
      </dl>
      <Pages pages={pages} number={number} />
      {items.length > 0 && <Items items={items} languages={languages} />}
      <Pages pages={pages} number={number} />
    </Frame>
  );
}

function countInWords({ extent }: Vocabulary, total: number): string {
  if (extent === 'empty') return 'None: the list was never published';
  return extent === 'cut'
    ? `The first ${total}: no more of the list was published`
    : `${total}, the whole list`;
}

function Items({
  items,
  languages,
}: {
  items: ReturnType<Vocabulary['items']>;
  languages: Vocabulary['languages'];
}) {
  const abbreviated = items.some(({ texts }) => texts[languages[0]]?.abbreviation !== undefined);
  return (
    <table class="codes">
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Text</th>
          {abbreviated && <th scope="col">Short</th>}
        </tr>
      </thead>
      <tbody>
        {items.map(({ code, texts }) => (
          <tr>
            <td>
              <code>{code}</code>
            </td>
            <td>{texts[languages[0]]?.display}</td>
            {abbreviated && <td>{texts[languages[0]]?.abbreviation}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pages({ pages, number }: { pages: ReturnType<typeof splitIntoPages>; number: number }) {
  if (pages.length === 1) return null;
  return (
    <nav aria-label="Pages" class="links pages">
      {pages.map(page => (
        <a href={`../${page.file}`} aria-current={page.number === number ? 'page' : undefined}>
          {page.number}
        </a>
      ))}
    </nav>
  );
}

/** The types with a field that prefers it. */
function usersOf(vocabulary: Vocabulary): readonly ThingType[] {
  return everyType().filter(type => prefers(currentVersion(type).schema, vocabulary, []));
}

type Shapes = readonly Schema<unknown>['shape'][];

function prefers({ shape, vocabularies }: Schema<unknown>, wanted: Vocabulary, around: Shapes): boolean {
  if (vocabularies?.some(name => isOneList(findPreferredVocabulary(name), wanted))) return true;
  if (around.includes(shape) || !('items' in shape)) return false;
  const inItems = (items: readonly Item[]): boolean =>
    items.some(item =>
      item.kind === 'element' ? prefers(item.schema, wanted, [...around, shape]) : inItems(item.items),
    );
  return inItems(shape.items);
}

/** Are they versions of one vocabulary? */
function isOneList(a: Vocabulary | undefined, b: Vocabulary): boolean {
  return a?.family === b.family && a.name === b.name;
}
