// Foods and nutrients, from what the Department of Agriculture publishes: the Standard Reference as ASCII, which
// HealthVault's lists were made of, and FoodData Central as csv, which came after it. A food is known by its number in
// the Standard Reference (NDB), and by that of FoodData Central where it never had one.

import { basename, dirname } from 'node:path';
import { readRowEntries, readRows, wantColumns } from './csv.ts';
import { readBeginning, type SourceFile } from './files.ts';
import { type Format, makeItem, type Opened, readTableEntries, type Taken } from './format.ts';
import { type Entry, SourceError, type VocabularyHead } from './source.ts';

const ndbDigits = 5;

/** What a table is made into, and how. */
interface Table {
  readonly name: string;
  readonly description: string;
  readonly file: SourceFile;
  /** Others that are read for it. */
  readonly besides?: readonly SourceFile[];
  entries(list: number, onRead: (bytes: number) => void): AsyncIterable<Entry>;
}

const foods = { name: 'food-description', description: 'Foods, by the numbers of the USDA' };
const nutrients = { name: 'nutrient-definition', description: 'Nutrients, by the numbers of the USDA' };

/** Text stands between tildes, fields between carets. */
const foodLine = /^~\d{5}~\^~\d{4}~\^/;
const nutrientLine = /^~\d{3}~\^~/;

export const standardReference: Format = {
  name: 'sr',
  title: 'USDA Standard Reference',
  wants: 'FOOD_DES.txt and NUTR_DEF.txt, in one folder such as sr28asc',
  find: files => filesNamed(files, ['food_des.txt', 'nutr_def.txt']),
  looksLike: beginning => foodLine.test(beginning) || nutrientLine.test(beginning),
  async open(files, given) {
    const version = given.version ?? folderOf(files[0], /sr[-_ ]?(\d{2})/i);
    if (version === undefined)
      throw new SourceError(
        'Which release it is stands in none of its files: keep them in a folder such as sr28asc, or name it with --version.',
      );
    return opened(version, files.map(referenceTable));
  },
};

function referenceTable(file: SourceFile): Table {
  const beginning = readBeginning(file);
  const isFood = foodLine.test(beginning);
  if (!isFood && !nutrientLine.test(beginning))
    throw new SourceError(`${file.name} is not the text with fields between ^ that the USDA publishes.`);
  const shape = { separator: '^', fieldsMin: isFood ? 14 : 6, orElse: 'windows-1252' } as const;
  return {
    ...(isFood ? foods : nutrients),
    file,
    entries: (list, onRead) =>
      readTableEntries(file, shape, onRead, (fields): Taken => {
        const [code = '', , third = '', fourth = ''] = fields.map(field => field.replaceAll('~', ''));
        const [display, abbreviation] = isFood ? [third, fourth] : [fourth, third];
        return makeItem(list, { code, display, abbreviation });
      }),
  };
}

/** Parts of what was bought for the laboratory: nobody eats those. */
const samples = /^(sub_sample_food|sample_food|market_acquisi?tion|agricultural_acquisition)$/;

export const foodDataCentral: Format = {
  name: 'fdc',
  title: 'USDA FoodData Central',
  wants: 'food.csv, nutrient.csv, sr_legacy_food.csv and foundation_food.csv, in one folder',
  find: files => {
    const found = filesNamed(files, ['food.csv', 'nutrient.csv']);
    return found.length === 0
      ? []
      : [...found, ...filesNamed(files, ['sr_legacy_food.csv', 'foundation_food.csv'])];
  },
  async open(files, given) {
    const version = given.version ?? folderOf(files[0], /(\d{4}-\d{2}(?:-\d{2})?)$/);
    if (version === undefined)
      throw new SourceError(
        'Which release it is stands in none of its files: keep them in their folder, such as FoodData_Central_csv_2026-04-30, or name it with --version.',
      );
    const [food, nutrient] = ['food.csv', 'nutrient.csv'].map(name => filesNamed(files, [name])[0]);
    const numbered = filesNamed(files, ['sr_legacy_food.csv', 'foundation_food.csv']);
    return opened(version, [
      ...(food ? [foodTable(food, numbered)] : []),
      ...(nutrient ? [nutrientTable(nutrient)] : []),
    ]);
  },
};

function foodTable(file: SourceFile, numbered: readonly SourceFile[]): Table {
  wantColumns(file, ['fdc_id', 'data_type', 'description']);
  for (const each of numbered) wantColumns(each, ['fdc_id', 'NDB_number']);
  return {
    ...foods,
    file,
    besides: numbered,
    async *entries(list, onRead) {
      const numbers = new Map<string, string>();
      for (const each of numbered)
        for await (const row of readRows(each, onRead))
          if ('of' in row) numbers.set(row.of('fdc_id'), row.of('NDB_number').padStart(ndbDigits, '0'));
      yield* readRowEntries(file, onRead, of => {
        if (samples.test(of('data_type'))) return undefined;
        const id = of('fdc_id');
        return makeItem(list, { code: numbers.get(id) ?? id, display: of('description') });
      });
    },
  };
}

function nutrientTable(file: SourceFile): Table {
  wantColumns(file, ['name', 'nutrient_nbr']);
  return {
    ...nutrients,
    file,
    // Some are no nutrients but sums of them, and have no number.
    entries: (list, onRead) =>
      readRowEntries(file, onRead, of =>
        of('nutrient_nbr').trim() === ''
          ? undefined
          : makeItem(list, { code: of('nutrient_nbr'), display: of('name') }),
      ),
  };
}

function opened(version: string, tables: readonly Table[]): Opened {
  return {
    lists: tables.map(
      ({ name, description }): VocabularyHead => ({
        name,
        family: 'usda',
        version,
        description,
        languages: ['en'],
      }),
    ),
    reads: tables.flatMap(({ file, besides = [] }) => [file, ...besides]),
    async *entries(onRead) {
      for (const [list, table] of tables.entries()) yield* table.entries(list, onRead);
    },
  };
}

function filesNamed(files: readonly SourceFile[], names: readonly string[]): SourceFile[] {
  return names.flatMap(name => files.filter(file => file.name.toLowerCase() === name).slice(0, 1));
}

/** What the name of its folder tells of the release. */
function folderOf({ path }: SourceFile, release: RegExp): string | undefined {
  return release.exec(basename(dirname(path)))?.[1];
}
