// RxNorm, from the RRF files of the National Library of Medicine. HealthVault divided it into ingredients and medicines,
// active and obsolete, each by the ids of names (RXAUI) and, as `… Concepts`, by those of concepts (RXCUI).

import { readLines, type SourceFile } from './files.ts';
import { type Format, makeItem, readTableEntries } from './format.ts';
import { type LoadedItem, SourceError, type VocabularyHead } from './source.ts';

/** Term types that name an ingredient: single, precise, multiple. */
const ingredientTypes = new Set(['IN', 'PIN', 'MIN']);

/** Brand names; drugs with and without brand, with strength or by form; packs. */
const medicineTypes = new Set(['BN', 'SCD', 'SBD', 'SCDF', 'SBDF', 'GPCK', 'BPCK']);

const kinds = [
  { name: 'RxNorm Active Ingredients', what: 'Ingredients of medicines' },
  { name: 'RxNorm Active Medicines', what: 'Medicines' },
  { name: 'RxNorm Obsolete Ingredients', what: 'Ingredients that medicines no longer have' },
  { name: 'RxNorm Obsolete Medicines', what: 'Medicines that are no longer made' },
] as const;

const names = 'RXNCONSO.RRF';
const sources = 'RXNSAB.RRF';

export const rxnorm: Format = {
  name: 'rxnorm',
  title: 'RxNorm',
  wants: `${names} and ${sources}, in one folder`,
  find: files => {
    const found = [names, sources].flatMap(name => largest(files, name));
    return found[0]?.name.toUpperCase() === names ? found : [];
  },
  async open([concepts, about], given) {
    const version = given.version ?? (about && (await versionIn(about)));
    if (version === undefined)
      throw new SourceError(
        `Which release it is stands in ${sources}: name the folder that has both, or the release with --version.`,
      );
    return {
      lists: listsOf(version),
      reads: [concepts],
      entries: onRead => readTableEntries(concepts, { separator: '|', fieldsMin: 18 }, onRead, itemsOf),
    };
  },
};

/** A release has its prescribable part in a folder of its own, under the same names. */
function largest(files: readonly SourceFile[], name: string): SourceFile[] {
  return files
    .filter(file => file.name.toUpperCase() === name)
    .sort((a, b) => b.size - a.size)
    .slice(0, 1);
}

function listsOf(version: string): VocabularyHead[] {
  return kinds.flatMap(({ name, what }) => [
    {
      name,
      family: 'RxNorm',
      version,
      description: `${what}, by the ids of their names (RXAUI)`,
      languages: ['en'],
    },
    {
      name: `${name} Concepts`,
      family: 'RxNorm',
      version,
      description: `${what}, by the ids of their concepts (RXCUI)`,
      languages: ['en'],
    },
  ]);
}

function itemsOf(fields: readonly string[]): LoadedItem[] | string | undefined {
  const [concept = '', language, , , , , , atom = '', , , , source, type = '', , display = '', , suppress] =
    fields;
  if (source !== 'RXNORM' || language !== 'ENG') return undefined;
  const isMedicine = medicineTypes.has(type);
  if (!isMedicine && !ingredientTypes.has(type)) return undefined;
  // The editors hid the others (E, Y) though they are in use.
  if (suppress !== 'N' && suppress !== 'O') return undefined;
  const list = 2 * ((isMedicine ? 1 : 0) + (suppress === 'O' ? 2 : 0));
  const byName = makeItem(list, { code: atom, display });
  const byConcept = makeItem(list + 1, { code: concept, display });
  if (typeof byName === 'string') return byName;
  return typeof byConcept === 'string' ? byConcept : [byName, byConcept];
}

async function versionIn(file: SourceFile): Promise<string | undefined> {
  for await (const { text } of readLines(file, { onRead: () => {} })) {
    const [, , , source, , , version] = text.split('|');
    if (source === 'RXNORM' && version) return version;
  }
  return undefined;
}
