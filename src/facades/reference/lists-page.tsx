// The lists: every type by its group, every vocabulary, every method.
import type { Child } from 'hono/jsx';
import { nameGroup } from '../../locales/type-names.ts';
import { listMethods } from '../../methods/index.ts';
import { everyType } from '../../things/index.ts';
import { getSlug } from '../../things/xsd.ts';
import type { Vocabulary } from '../../vocabularies/index.ts';
import { Frame } from './frame.tsx';
import { whoInWords } from './method-page.tsx';
import { getVocabularyFile, sortVocabularies } from './vocabularies.ts';
import { groups } from './words.ts';

export function ListsPage() {
  const versions = everyType().flatMap(type => type.versions).length;
  const vocabularies = sortVocabularies();
  return (
    <Frame title="Types, vocabularies, methods" path="reference.html">
      <h1>Types, vocabularies, methods</h1>
      <p class="lead">
        {`${everyType().length} types of things in ${versions} versions, ${vocabularies.length} vocabularies, and the methods of the XML API.`}
      </p>
      <section id="types">
        <h2>Types</h2>
        {groups.map(group => (
          <Part title={nameGroup(group, 'en')}>
            {everyType()
              .filter(type => type.group === group)
              .map(type => (
                <Entry href={`types/${getSlug(type)}.html`} name={type.name}>
                  {type.description}
                </Entry>
              ))}
          </Part>
        ))}
      </section>
      <section id="vocabularies">
        <h2>Vocabularies</h2>
        <ul class="entries names">
          {vocabularies.map(vocabulary => (
            <Entry href={getVocabularyFile(vocabulary, 1)} name={vocabulary.name}>
              {aboutVocabulary(vocabulary)}
            </Entry>
          ))}
        </ul>
      </section>
      <Methods />
    </Frame>
  );
}

/** What sets it apart from a whole list of HealthVault's own in its first version. */
function aboutVocabulary({ family, version, extent }: Vocabulary): string {
  return [family !== 'wc' && family, version !== '1' && `version ${version}`, extent !== 'whole' && extent]
    .filter(Boolean)
    .join(', ');
}

function Part({ title, children }: { title: string; children?: Child }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul class="entries">{children}</ul>
    </div>
  );
}

function Entry(props: { href: string; name: string; children?: Child }) {
  return (
    <li>
      <a href={props.href}>{props.name}</a>
      <span class="hint">{props.children}</span>
    </li>
  );
}

/** What there is to know before opening the page of one: its versions, who must be known, and the group it is in. */
function Methods() {
  return (
    <section id="methods">
      <h2>Methods</h2>
      <table class="methods">
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Versions</th>
            <th scope="col">Who must be known, and the group</th>
          </tr>
        </thead>
        <tbody>
          {sortedMethods().map(({ name, versions, auth, group }) => (
            <tr>
              <td>
                <a href={`methods/${name.toLowerCase()}.html`}>{name}</a>
              </td>
              <td>{Object.keys(versions).join(', ')}</td>
              <td>
                {whoInWords[auth]}
                <span class="hint">{group}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function sortedMethods() {
  return listMethods().toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}
