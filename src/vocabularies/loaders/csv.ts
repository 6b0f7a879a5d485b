// Tables of comma-separated values with a heading, as some owners publish their lists.

import { createReadStream } from 'node:fs';
import { pipeline, Transform } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { getFirst } from '../../assume.ts';
import { readBeginning, type SourceFile } from './files.ts';
import { type Entry, type LoadedItem, SourceError } from './source.ts';

/** A line of a table: the field of a column by the name in its heading, without case; or why it cannot be read. */
export type Row = { line: number; of: (column: string) => string } | { line: number; problem: string };

/** A quote that is never closed would take in the rest of the file. */
const recordBytesMax = 262_144;

const csvOptions = {
  bom: true,
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  max_record_size: recordBytesMax,
};

export async function* readRows(file: SourceFile, onRead: (bytes: number) => void): AsyncGenerator<Row> {
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
  return { line, of: column => record[names.indexOf(column.toUpperCase())] ?? '' };
}

/** The entries of a table: what is made of each row, nothing where it is not for us, or why it cannot be read. */
export async function* readRowEntries(
  file: SourceFile,
  onRead: (bytes: number) => void,
  take: (of: (column: string) => string) => LoadedItem | string | undefined,
): AsyncGenerator<Entry> {
  for await (const row of readRows(file, onRead)) {
    const taken = 'problem' in row ? row.problem : take(row.of);
    if (typeof taken === 'string') yield { file: file.name, line: row.line, problem: taken };
    else if (taken) yield taken;
  }
}

/** @throws SourceError when the heading of a table lacks one of the columns */
export function wantColumns(file: SourceFile, wanted: readonly string[]): void {
  const heading = getFirst(
    readBeginning(file)
      .replace(/^\xef\xbb\xbf/, '')
      .split(/\r?\n/, 1),
  );
  const names = heading.split(',').map(name => name.replaceAll('"', '').trim().toUpperCase());
  const missing = wanted.filter(name => !names.includes(name.toUpperCase()));
  if (missing.length > 0) throw new SourceError(`${file.name} has no column ${missing.join(', ')}.`);
}
