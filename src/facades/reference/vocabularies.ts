// Where each vocabulary that comes with Keepwell has its pages.
import { listVocabularies, pickVocabulary, type Vocabulary } from '../../vocabularies/index.ts';

/** Items a page. */
const pageItems = 250;

/** The pages of a vocabulary, each with its items. */
export function splitIntoPages(vocabulary: Vocabulary) {
  const items = vocabulary.items();
  const count = Math.max(1, Math.ceil(items.length / pageItems));
  return Array.from({ length: count }, (_, i) => ({
    number: i + 1,
    file: getVocabularyFile(vocabulary, i + 1),
    items: items.slice(i * pageItems, (i + 1) * pageItems),
  }));
}

/** The vocabulary that a schema prefers by this name, such as `medication-routes` or `iso:iso3166`. */
export function findPreferredVocabulary(preferred: string): Vocabulary | undefined {
  const [name, family] = preferred.split(':').reverse() as [string, string?];
  return pickVocabulary(listVocabularies(), { name, family });
}

export function getVocabularyFile({ family, name, version }: Vocabulary, page: number): string {
  const slug = `${family}.${name}.${version}`.toLowerCase().replace(/[^a-z0-9.-]+/g, '-');
  return `vocabularies/${slug}${page > 1 ? `_${page}` : ''}.html`;
}

/** By family, then by name. */
export function sortVocabularies(): readonly Vocabulary[] {
  const key = ({ family, name, version }: Vocabulary) =>
    `${family === 'wc' ? '' : family} ${name} ${version}`;
  return [...listVocabularies()].sort((a, b) => key(a).localeCompare(key(b), 'en'));
}
