// The items of one kind in an export as JSON and as CSV, written as they are read.
import { assume } from '../../assume.ts';
import { toJson } from '../../things/index.ts';
import type { Stamp } from '../things/thing.ts';
import { flattenJson, printCsvRow } from './export-csv.ts';
import { chooseShown, type ExportedThing } from './export-item.ts';
import { getFileName } from './file-name.ts';

/** The columns of the values of a kind; those past the limit are counted in each row, and told of. */
export interface Columns {
  readonly names: Set<string>;
  isCut: boolean;
}

export function noteColumns({ thing }: ExportedThing, columns: Columns, columnsMax: number): void {
  for (const name of flattenJson(toJson(chooseShown(thing).value)).keys()) {
    if (columns.names.has(name)) continue;
    if (columns.names.size < columnsMax) columns.names.add(name);
    else columns.isCut = true;
  }
}

/** @param pathsOf where the blobs of an item are in the export, in their order */
export async function* printJson(
  things: AsyncIterable<ExportedThing>,
  pathsOf: (one: ExportedThing) => readonly string[],
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const one of things) {
    const { thing, blobs, writerOf } = one;
    const { summary, note, value } = chooseShown(thing);
    const paths = pathsOf(one);
    const item = {
      id: thing.id,
      typeId: thing.typeId,
      date: thing.effectiveDate,
      ...(thing.updatedEndDate !== undefined && { endDate: thing.updatedEndDate }),
      summary,
      ...(note !== '' && { note }),
      ...(thing.tags && { tags: thing.tags }),
      created: written(assume(thing.created, 'who made it'), writerOf),
      updated: written(assume(thing.updated, 'who changed it'), writerOf),
      value: toJson(value),
      ...(blobs.length > 0 && {
        files: blobs.map((blob, index) => ({
          name: getFileName(thing, blob),
          contentType: blob.contentType,
          bytes: blob.length,
          path: paths[index],
        })),
      }),
    };
    yield before + JSON.stringify(item);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function written(stamp: Stamp, writerOf: ExportedThing['writerOf']) {
  const { person, app } = writerOf(stamp);
  return { at: new Date(stamp.at).toISOString(), by: person.name, with: app.name };
}

const ownColumns = ['id', 'date', 'summary', 'note', 'tags'];
const stampColumns = ['created', 'created by', 'created with', 'updated', 'updated by', 'updated with'];

export async function* printCsv(
  things: AsyncIterable<ExportedThing>,
  { names, isCut }: Columns,
): AsyncGenerator<string> {
  const more = isCut ? ['values that have no column here'] : [];
  // By this mark spreadsheets know that it is UTF-8.
  yield `\ufeff${printCsvRow([...ownColumns, ...names, ...stampColumns, ...more])}`;
  for await (const { thing, writerOf } of things) {
    const { summary, note, value } = chooseShown(thing);
    const cells = flattenJson(toJson(value));
    const row = [...names].map(name => cells.get(name) ?? '');
    const stamps = [assume(thing.created, 'who made it'), assume(thing.updated, 'who changed it')].flatMap(
      stamp => Object.values(written(stamp, writerOf)),
    );
    const without = isCut ? [[...cells.keys()].filter(name => !names.has(name)).length] : [];
    yield printCsvRow([
      thing.id,
      thing.effectiveDate,
      summary,
      note,
      thing.tags ?? '',
      ...row,
      ...stamps,
      ...without,
    ]);
  }
}
