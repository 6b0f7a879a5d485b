// What the search of the pages looks through, as a script: it is loaded by who begins to type, and from a folder too, where a
// page may not read other files.
import { status, statusNames } from '../../core/healthvault/statuses.ts';
import { listMethods } from '../../methods/index.ts';
import { everyType } from '../../things/index.ts';
import { getSlug } from '../../things/xsd.ts';
import { type Document, listDocuments } from './documents.ts';
import { listHeadings } from './markdown.ts';
import { getVocabularyFile, sortVocabularies } from './vocabularies.ts';

/** A place to go to; `words` is what else it is found by. */
type Entry = readonly [path: string, title: string, within: string, words: string];

export function printSearchIndex(): string {
  return `keepwellIndex(${JSON.stringify(listEntries())});\n`;
}

export function listEntries(): readonly Entry[] {
  return [
    ...listMethods().map(
      ({ name, group }): Entry => [`methods/${name.toLowerCase()}.html`, name, 'Method', group],
    ),
    ...everyType().map(
      (type): Entry => [
        `types/${getSlug(type)}.html`,
        type.name,
        'Type',
        [type.description, ...type.versions.map(({ root, id }) => `${root} ${id}`)].join(' '),
      ],
    ),
    ...[...listDocuments().values()].flatMap(listParts),
    ...statusNames().map(
      (name): Entry => [
        `statuses.html#${name}`,
        `${status(name).code} ${name}`,
        'Status code',
        status(name).message,
      ],
    ),
    ...sortVocabularies().map(
      (vocabulary): Entry => [
        getVocabularyFile(vocabulary, 1),
        vocabulary.name,
        'Vocabulary',
        `${vocabulary.family} ${vocabulary.description}`,
      ],
    ),
  ];
}

function listParts(document: Document): readonly Entry[] {
  const { path, title } = document;
  return listHeadings(document).map(({ id, title: heading, text }, i) => [
    i === 0 ? path : `${path}#${id}`,
    heading,
    i === 0 ? document.section : title,
    listWords(text),
  ]);
}

/** Each word once. */
function listWords(text: string): string {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}_-]{3,}/gu))].join(' ');
}
