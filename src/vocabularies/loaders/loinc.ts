// LOINC, from the table that Regenstrief publishes as csv. Deprecated terms are left out.
import { createReadStream } from 'node:fs';
import { pipeline, Transform } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { beginningOf, type SourceFile } from './files.ts';
import { type Format, itemOf } from './format.ts';
import { type Entry, SourceError } from './source.ts';

/** The whole table, and the part of it with fewer columns. */
const fileNames = ['loinc.csv', 'loinctablecore.csv'];

const columns = ['LOINC_NUM', 'LONG_COMMON_NAME', 'STATUS'] as const;

/** A quote that is never closed would take in the rest of the file. */
const recordBytesMax = 262_144;

const csvOptions = {
  bom: true,
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: recordBytesMax,
};

export const loinc: Format = {
  name: 'loinc',
  title: 'LOINC',
  wants: fileNames.map(name => (name === 'loinc.csv' ? 'Loinc.csv' : 'LoincTableCore.csv')).join(' or '),
  find: files =>
    fileNames.flatMap(name => files.filter(file => file.name.toLowerCase() === name)).slice(0, 1),
  looksLike: beginning => /^(\xef\xbb\xbf)?"?LOINC_NUM"?,/.test(beginning),
  async open([file], given) {
    const names = await columnsOf(file!);
    const missing = columns.filter(name => !names.includes(name));
    if (missing.length > 0) throw new SourceError(`${file!.name} has no column ${missing.join(', ')}.`);
    const version = given.version ?? (await newestVersion(file!));
    if (version === undefined)
      throw new SourceError(
        `${file!.name} does not tell its version: name it with --version, as in --version 2.81.`,
      );
    return {
      lists: [
        {
          name: 'LOINC',
          family: 'regenstrief',
          version,
          description: 'Laboratory tests and other observations',
          languages: ['en'],
        },
      ],
      reads: [file!],
      entries: onRead => entries(file!, onRead),
    };
  },
};

async function* entries(file: SourceFile, onRead: (bytes: number) => void): AsyncGenerator<Entry> {
  for await (const row of rows(file, onRead)) {
    if ('problem' in row) {
      yield { file: file.name, ...row };
      continue;
    }
    if (row.of('STATUS') === 'DEPRECATED') continue;
    const item = itemOf(0, {
      code: row.of('LOINC_NUM'),
      display: row.of('LONG_COMMON_NAME') || row.of('COMPONENT'),
      abbreviation: row.of('SHORTNAME'),
    });
    yield typeof item === 'string' ? { file: file.name, line: row.line, problem: item } : item;
  }
}

type Row = { line: number; of: (column: string) => string } | { line: number; problem: string };

async function* rows(file: SourceFile, onRead: (bytes: number) => void): AsyncGenerator<Row> {
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onRead(chunk.length);
      done(null, chunk);
    },
  });
  const parser = parse(csvOptions);
  // What goes wrong on the way is thrown where the records are taken.
  pipeline(createReadStream(file.path), counted, parser, () => {});
  let names: string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (names) yield rowOf(record, names, info.lines);
      names ??= record.map(name => name.trim().toUpperCase());
    }
  } catch (error) {
    // Where the next record begins cannot be told any more.
    if (!(error instanceof CsvError)) throw error;
    throw new SourceError(`${file.name}, line ${error.lines}: its quotes do not match. The file is damaged.`);
  }
}

function rowOf(record: readonly string[], names: readonly string[], line: number): Row {
  if (record.length !== names.length)
    return { line, problem: `it has ${record.length} fields where ${names.length} are due` };
  if (record.some(field => field.includes('\ufffd'))) return { line, problem: 'it is not UTF-8' };
  return { line, of: column => record[names.indexOf(column)] ?? '' };
}

async function columnsOf(file: SourceFile): Promise<string[]> {
  const heading = beginningOf(file)
    .replace(/^\xef\xbb\xbf/, '')
    .split(/\r?\n/, 1)[0]!;
  return heading.split(',').map(name => name.replaceAll('"', '').trim().toUpperCase());
}

/** Each release changes some terms, and says so in them. */
async function newestVersion(file: SourceFile): Promise<string | undefined> {
  const versions = new Intl.Collator('en', { numeric: true });
  let newest: string | undefined;
  for await (const row of rows(file, () => {})) {
    const version = 'problem' in row ? '' : row.of('VERSIONLASTCHANGED').trim();
    if (/^\d+\.\d+/.test(version) && (newest === undefined || versions.compare(version, newest) > 0))
      newest = version;
  }
  return newest;
}
