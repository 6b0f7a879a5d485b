// SNOMED CT, from the snapshot of a release (RF2). HealthVault divided it into conditions, procedures, body locations and
// allergies by full names, and had each once more as `…_Filtered` with the names that people use.
import { getAt, getFirst } from '../../assume.ts';
import { readLines, type SourceFile } from './files.ts';
import { type Format, makeItem, readTableEntries, type Taken } from './format.ts';
import { IdSet } from './id-set.ts';
import { type Entry, type LoadedItem, SourceError, type VocabularyHead } from './source.ts';

const conceptFile = /^x?sct2_Concept_Snapshot_.*\.txt$/i;
const descriptionFile = /^x?sct2_Description_Snapshot(?:-([a-z]{2}(?:-[a-z]+)?))?_.*\.txt$/i;
const languageFile = /^x?der2_cRefset_LanguageSnapshot.*\.txt$/i;

const fullName = '900000000000003001';
const synonym = '900000000000013009';
const preferred = '900000000000548007';
const americanEnglish = '900000000000509007';

/** By the tag at the end of full names. */
const parts = [
  { name: 'SnomedConditions', what: 'Conditions', tags: ['disorder', 'morphologic abnormality'] },
  { name: 'SnomedProcedures', what: 'Procedures', tags: ['procedure', 'regime/therapy'] },
  { name: 'SnomedBodyLocation', what: 'Places of the body', tags: ['body structure', 'cell structure'] },
] as const;

/** Conditions whose name speaks of allergy, whatever their place in the hierarchy. */
const allergies = { name: 'SnomedAllergies', what: 'Allergies', pattern: /allerg/i };

const allergyPart = parts.length;
const completeList = 2 * (parts.length + 1);

export const snomed: Format = {
  name: 'snomed',
  title: 'SNOMED CT',
  wants: 'the folder of an RF2 release, with sct2_Concept_Snapshot… and sct2_Description_Snapshot…',
  find: files =>
    files.filter(({ name }) => [conceptFile, descriptionFile, languageFile].some(kind => kind.test(name))),
  async open(files, given) {
    const found = files.filter(({ name }) => conceptFile.test(name));
    const [concepts, ...others] = found;
    const descriptions = files.filter(({ name }) => descriptionFile.test(name));
    if (concepts === undefined || others.length > 0 || descriptions.length === 0) {
      throw new SourceError(
        others.length > 0
          ? `There are several releases: ${found.map(({ name }) => name).join(', ')}. Name the folder of one.`
          : 'A snapshot has both sct2_Concept_Snapshot… and sct2_Description_Snapshot…: name the folder of the release.',
      );
    }
    const version = given.version ?? /_(\d{8})\.txt$/i.exec(concepts.name)?.[1];
    if (version === undefined)
      throw new SourceError(
        'The names of the files do not tell the day of the release: name it with --version.',
      );
    const languages = await languagesOf(descriptions);
    const release: Release = {
      concepts,
      descriptions: [...languages.values()],
      languages: [...languages.keys()] as [string, ...string[]],
      choices: files.filter(({ name }) => languageFile.test(name)),
    };
    return {
      lists: listsOf(version, release.languages),
      reads: [release.concepts, getFirst(release.descriptions), ...release.choices, ...release.descriptions],
      entries: onRead => entries(release, onRead),
    };
  },
};

interface Release {
  readonly concepts: SourceFile;
  /** One for each language, English first. */
  readonly descriptions: readonly SourceFile[];
  readonly languages: readonly [string, ...string[]];
  /** Which names are preferred. */
  readonly choices: readonly SourceFile[];
}

function listsOf(version: string, languages: readonly [string, ...string[]]): VocabularyHead[] {
  const head = (name: string, description: string) => ({
    name,
    family: 'Snomed',
    version,
    description,
    languages,
  });
  return [
    ...[...parts, allergies].flatMap(({ name, what }) => [
      head(name, `${what} by their full names`),
      head(`${name}_Filtered`, `${what} by the names in use`),
    ]),
    head('SnomedComplete', 'All concepts by their full names'),
  ];
}

async function languagesOf(files: readonly SourceFile[]): Promise<Map<string, SourceFile>> {
  const found = new Map<string, SourceFile>();
  for (const file of files) {
    const language = (
      descriptionFile.exec(file.name)?.[1] ??
      (await firstLanguage(file)) ??
      'en'
    ).toLowerCase();
    if (found.has(language))
      throw new SourceError(
        `There are several files of descriptions in ${language}. Name the folder of one release.`,
      );
    found.set(language, file);
  }
  return new Map([...found].sort(([a], [b]) => Number(b === 'en') - Number(a === 'en')));
}

async function firstLanguage(file: SourceFile): Promise<string | undefined> {
  for await (const { number, text } of readLines(file, { onRead: () => {} })) {
    if (number > 1) return text.split('\t')[5];
  }
  return undefined;
}

type OnRead = (bytes: number) => void;

const isId = (text = '') => /^\d{6,18}$/.test(text);
const shape = (fieldsMin: number) => ({ separator: '\t', fieldsMin, heading: /^id$/i });

/** Concepts in use, what each is, which names are preferred; then the names, and with them the items. */
async function* entries(release: Release, onRead: OnRead): AsyncGenerator<Entry> {
  const concepts = new IdSet();
  yield* readTableEntries(release.concepts, shape(5), onRead, ([id = '', , active]) => {
    if (!isId(id)) return 'its id is no number';
    if (active === '1') concepts.add(id);
    return undefined;
  });
  /** For each concept a bit for each part. */
  const kinds = new Uint8Array(concepts.size);
  yield* descriptionEntries(getFirst(release.descriptions), onRead, ({ concept, type, term }) => {
    const place = type === fullName ? concepts.placeOf(concept) : -1;
    if (place >= 0) kinds[place] = kindOf(term);
    return undefined;
  });
  const choices = new Map<string, IdSet>();
  for (const file of release.choices) yield* choiceEntries(file, onRead, choices);
  for (const [i, file] of release.descriptions.entries()) {
    const language = getAt(release.languages, i);
    const isPreferred = preferredNames(choices, language);
    yield* descriptionEntries(file, onRead, ({ id, concept, type, term }) => {
      if (type !== fullName && type !== synonym) return undefined;
      const place = concepts.placeOf(concept);
      if (place < 0) return undefined;
      const text = { code: concept, display: term, language };
      if (type === fullName) {
        const full = itemsOf(getAt(kinds, place), 0, text, [completeList]);
        return isPreferred
          ? full
          : all(full, itemsOf(getAt(kinds, place), 1, { ...text, display: withoutTag(term) }));
      }
      return isPreferred?.(id) ? itemsOf(getAt(kinds, place), 1, text) : undefined;
    });
  }
}

interface Description {
  readonly id: string;
  readonly concept: string;
  readonly type: string;
  readonly term: string;
}

function descriptionEntries(
  file: SourceFile,
  onRead: OnRead,
  take: (description: Description) => Taken,
): AsyncIterable<Entry> {
  return readTableEntries(
    file,
    shape(9),
    onRead,
    ([id = '', , active, , concept = '', , type = '', term = '']) => {
      if (!isId(id) || !isId(concept)) return 'an id in it is no number';
      return active === '1' ? take({ id, concept, type, term }) : undefined;
    },
  );
}

/** The preferred names of each list of such choices. */
function choiceEntries(file: SourceFile, onRead: OnRead, choices: Map<string, IdSet>): AsyncIterable<Entry> {
  return readTableEntries(file, shape(7), onRead, ([, , active, , list = '', description = '', choice]) => {
    if (!isId(description)) return 'an id in it is no number';
    if (active !== '1' || choice !== preferred) return undefined;
    const ids = choices.get(list) ?? new IdSet();
    ids.add(description);
    choices.set(list, ids);
    return undefined;
  });
}

/** Undefined when the release does not tell. American names are HealthVault's; in other languages any list will do. */
function preferredNames(
  choices: ReadonlyMap<string, IdSet>,
  language: string,
): ((description: string) => boolean) | undefined {
  const american = language === 'en' ? choices.get(americanEnglish) : undefined;
  if (american) return id => american.has(id);
  const lists = [...choices.values()];
  return lists.length === 0 ? undefined : id => lists.some(list => list.has(id));
}

function kindOf(fullText: string): number {
  const tag = /\(([^()]*)\)\s*$/.exec(fullText)?.[1];
  let kind = 0;
  for (const [i, { tags }] of parts.entries())
    if ((tags as readonly string[]).includes(tag ?? '')) kind |= 1 << i;
  if (tag === 'disorder' && allergies.pattern.test(fullText)) kind |= 1 << allergyPart;
  return kind;
}

function withoutTag(fullText: string): string {
  return fullText.replace(/\s*\([^()]*\)\s*$/, '');
}

/** An item for each list of this concept; `variant` 1 is the filtered one of a pair. */
function itemsOf(
  kind: number,
  variant: 0 | 1,
  text: { code: string; display: string; language: string },
  more: readonly number[] = [],
): LoadedItem[] | string {
  const lists = [...more];
  for (let part = 0; part <= allergyPart; part++) if (kind & (1 << part)) lists.push(2 * part + variant);
  const items: LoadedItem[] = [];
  for (const list of lists) {
    const item = makeItem(list, text);
    if (typeof item === 'string') return item;
    items.push(item);
  }
  return items;
}

function all(a: LoadedItem[] | string, b: LoadedItem[] | string): LoadedItem[] | string {
  if (typeof a === 'string') return a;
  return typeof b === 'string' ? b : [...a, ...b];
}
