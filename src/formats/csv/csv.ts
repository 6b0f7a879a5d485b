// Any table of comma-separated values, or of others: what its columns are is guessed and asked, and then read row by row.
import {
  type AskedColumn,
  type FileHead,
  type Format,
  leaveOut,
  type Question,
  type ReadingOptions,
  type SourceFile,
  UnreadableFile,
} from '../format.ts';
import { Items, type Reading } from './items.ts';
import {
  aboveHeadingMax,
  beginningBytes,
  columnsMax,
  rowsLookedAt,
  sampleCharacters,
  samplesMax,
} from './limits.ts';
import { findRole, guessRoles, roles } from './roles.ts';
import { type Beginning, countColumns, readBeginning, readTable } from './text.ts';
import { type DecimalMark, dateOrders, guessDecimals, guessOrder, readNumber, readWhen } from './when.ts';

export const csv: Format = {
  id: 'csv',
  matches: ({ file, head }: FileHead) => readBeginning(head, file.size <= head.length) !== undefined,
  async ask(file, options) {
    const table = await look(file);
    return makeQuestion(table, options);
  },
  async *read(file, options) {
    const table = await look(file);
    const how = readMapping(table, options);
    if (!how.roles.some(role => role === 'when' || role === 'medicine'))
      throw new UnreadableFile('not-this-format');
    const items = new Items(how);
    let row = 0;
    let below: string | undefined;
    for await (const cells of readTable(file, table.beginning, bytes => options.tell(bytes))) {
      if (row++ < table.rowsAbove) continue;
      if (cells.every(cell => cell.trim() === '')) continue;
      if (isSecondHeading(cells, table)) {
        below = isSameHeading(cells, table) ? undefined : nameTable(cells);
        continue;
      }
      // Nobody was asked what the columns of another table below are.
      if (below !== undefined) yield leaveOut('no-kind', below);
      else yield* items.add(cells);
    }
    yield* items.end();
  },
};

interface Table {
  readonly beginning: Beginning;
  /** Up to the heading, itself included. */
  readonly rowsAbove: number;
  readonly names: readonly string[];
  readonly hasHeading: boolean;
  readonly rows: readonly (readonly string[])[];
}

/** @throws UnreadableFile */
async function look(file: SourceFile): Promise<Table> {
  const head = await file.read(0, beginningBytes);
  const beginning = readBeginning(head, file.size <= head.length);
  if (!beginning) throw new UnreadableFile('not-this-format');
  const { rows } = beginning;
  const width = Math.min(countColumns(rows), columnsMax);
  const heading = rows.slice(0, aboveHeadingMax).findIndex(row => row.length >= width && isHeading(row));
  const hasHeading = heading >= 0;
  const rowsAbove = heading + 1;
  const names = Array.from({ length: width }, (_, i) =>
    hasHeading ? (rows[heading]?.[i] ?? '').trim() : '',
  );
  const table = {
    beginning,
    rowsAbove,
    names,
    hasHeading,
    rows: rows.slice(rowsAbove, rowsAbove + rowsLookedAt),
  };
  const second = table.rows.findIndex(row => isSecondHeading(row, table));
  return second < 0 || isSameHeading(table.rows[second] ?? [], table)
    ? table
    : { ...table, rows: table.rows.slice(0, second) };
}

/** Some programs write several tables below each other. */
function isSecondHeading(
  row: readonly string[],
  { names, hasHeading }: Pick<Table, 'names' | 'hasHeading'>,
): boolean {
  const filled = row.map(cell => cell.trim()).filter(cell => cell !== '');
  return (
    hasHeading &&
    filled.length * 2 >= Math.min(row.length, names.length) &&
    filled.some(cell => dateHeading.test(cell)) &&
    isHeading(row)
  );
}

const dateHeading = /^(date|time|timestamp|datum|zeit|uhrzeit|fecha|hora|heure|day|tag|jour)\b/i;

function isSameHeading(row: readonly string[], { names }: Pick<Table, 'names'>): boolean {
  return names.every((name, i) => (row[i] ?? '').trim() === name);
}

/** As people find it in the file. */
function nameTable(row: readonly string[]): string {
  return row
    .map(cell => cell.trim())
    .filter(cell => cell !== '')
    .slice(0, 4)
    .join(', ')
    .slice(0, sampleCharacters);
}

/** Words above columns: no number and no date among them. */
function isHeading(row: readonly string[]): boolean {
  const filled = row.filter(cell => cell.trim() !== '');
  return (
    filled.length >= 2 &&
    filled.every(
      cell =>
        readNumber(cell, '.') === undefined &&
        readNumber(cell, ',') === undefined &&
        readWhen(cell, { order: 'dmy', zone: 'UTC' }) === undefined,
    )
  );
}

function makeQuestion(table: Table, { language }: Pick<ReadingOptions, 'language'>): Question {
  const columns = table.names.map((name, i) => ({ name, samples: findSamples(table, i) }));
  const cells = table.rows.flat();
  const decimals = guessDecimals(cells);
  // Who writes a comma in a number does not write the month first.
  const order = guessOrder(cells, decimals === ',' ? '' : language);
  const guessed = guessRoles(columns, order);
  return {
    header: table.hasHeading ? JSON.stringify([table.beginning.separator, ...table.names]) : '',
    columns: columns.map(
      ({ name, samples }, i): AskedColumn => ({
        name,
        samples,
        choices: [{ name: `column.${i}`, options: roles, guess: guessed[i] ?? 'ignore' }],
      }),
    ),
    choices: [
      { name: 'dates', options: dateOrders, guess: order },
      { name: 'decimals', options: ['point', 'comma'], guess: decimals === ',' ? 'comma' : 'point' },
    ],
  };
}

/** As far apart in the file as its beginning is, each once. */
function findSamples({ rows }: Table, column: number): string[] {
  const found = new Set(rows.flatMap(row => row[column]?.trim().slice(0, sampleCharacters) || []));
  const all = [...found];
  const step = Math.max(1, Math.floor(all.length / samplesMax));
  return all.filter((_, i) => i % step === 0).slice(0, samplesMax);
}

/** What was said, or where nobody was asked what is guessed. */
function readMapping(table: Table, options: ReadingOptions): Reading {
  const { mapping = {}, zone } = options;
  const { columns, choices } = makeQuestion(table, options);
  const said = (name: string, guess: string | undefined) => mapping[name] ?? guess;
  const [dates, decimals] = choices;
  const order = said('dates', dates?.guess);
  const mark: DecimalMark = said('decimals', decimals?.guess) === 'comma' ? ',' : '.';
  return {
    roles: columns.map(({ choices: [choice] }) => findRole(choice && said(choice.name, choice.guess))),
    names: table.names.map((name, i) => name || `#${i + 1}`),
    order: dateOrders.find(known => known === order) ?? 'ymd',
    decimals: mark,
    zone,
    now: options.now,
  };
}
