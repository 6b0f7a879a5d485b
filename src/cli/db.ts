// `keepwell db …`: takes a vault from one database to another, and compares two.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { getAt } from '../assume.ts';
import type { Config } from '../config.ts';
import type { Hold } from '../running.ts';
import type { TableComparison } from '../storage/copy/compare.ts';
import type { CopyDatabase } from '../storage/copy/database.ts';
import type { DatabasePlace } from '../storage/copy/places.ts';
import { addCommand, type CommonOptions, type Io, print, readVaultConfig } from './command.ts';
import { Failure, UsageError } from './explain.ts';
import { type Work, watchWork } from './work.ts';

interface PlaceOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
}

const place = 'a file, or postgres://user@host/database (its password: PGPASSWORD)';

export function addDb(parent: Command, io: Io): void {
  const db = parent
    .command('db')
    .description('The database of a vault: copies it into another, compares two.');
  addCommand(
    db,
    'copy',
    'Copies a vault that is not served into an empty database. A copy that was cut off goes on when it is asked for again.',
  )
    .requiredOption('--from <database>', place)
    .requiredOption('--to <database>', 'likewise')
    .action((options: PlaceOptions) => copy(options, io));
  addCommand(db, 'verify', 'Compares two databases by the count and the hash of all rows. Changes nothing.')
    .requiredOption('--from <database>', place)
    .requiredOption('--to <database>', 'likewise')
    .action((options: PlaceOptions) => verify(options, io));
}

async function copy(options: PlaceOptions, io: Io): Promise<void> {
  const { from, to, openForCopy } = await readPlaces(options);
  const { copyTables, demandUnserved, endCopy } = await import('../storage/copy/copy.ts');
  const { listCompanions } = await import('./db-companions.ts');
  const holds = await holdFolders([from, to]);
  const work = watchWork(io, 'What was copied is kept: the same command goes on from there.');
  const open: CopyDatabase[] = [];
  try {
    const source = await openForCopy(from, 'snapshot');
    open.push(source);
    if ('url' in from) await demandUnserved(source);
    const target = await openForCopy(to, 'write');
    open.push(target);
    await copyTables(source, target, { ...work, onBegin: state => work.begin('Copying', state) });
    const tables = await compare([source, target], work);
    const differing = tables.filter(isDifferent);
    if (differing.length > 0) {
      print(io, options, { tables }, tableLines(tables));
      throw new Failure(
        `The copy in ${target.place} differs from its source, which was changed meanwhile. Empty it, and begin anew.`,
      );
    }
    if ('url' in from) {
      // As it is now, not as it was when the copy began.
      const later = await openForCopy(from, 'snapshot');
      open.push(later);
      await demandUnserved(later);
    }
    await endCopy(target);
    const companions = await listCompanions({ config: readTargetConfig(options, to, io), from, to, target });
    print(io, options, { tables, companions }, [...tableLines(tables), ...companions]);
  } finally {
    work.end();
    for (const database of open) await database.close();
    for (const hold of holds) hold.release();
  }
}

async function verify(options: PlaceOptions, io: Io): Promise<void> {
  const { from, to, openForCopy } = await readPlaces(options);
  const work = watchWork(io, 'Nothing was changed.');
  const open: CopyDatabase[] = [];
  try {
    for (const place of [from, to]) open.push(await openForCopy(place, 'snapshot'));
    const tables = await compare([getAt(open, 0), getAt(open, 1)], work);
    print(io, options, { tables }, tableLines(tables));
    const differing = tables.filter(isDifferent);
    if (differing.length > 0)
      throw new Failure(`The databases differ in ${differing.map(({ table }) => table).join(', ')}.`);
  } finally {
    work.end();
    for (const database of open) await database.close();
  }
}

async function readPlaces(options: PlaceOptions) {
  const { readDatabasePlace, sayDatabasePlace, openForCopy } = await import('../storage/copy/places.ts');
  const read = (option: 'from' | 'to') => {
    try {
      return readDatabasePlace(options[option]);
    } catch (error) {
      throw new UsageError(`--${option}: ${(error as Error).message}`);
    }
  };
  const [from, to] = [read('from'), read('to')];
  if (sayDatabasePlace(from) === sayDatabasePlace(to))
    throw new UsageError('--from and --to are the same database.');
  return { from, to, openForCopy };
}

/** Keeps servers from the folders of files, as a vault must not change while it is copied. @throws when one is served */
async function holdFolders(places: readonly DatabasePlace[]): Promise<Hold[]> {
  const { findRunning, holdFolder } = await import('../running.ts');
  const folders = new Set(places.flatMap(place => ('file' in place ? [dirname(place.file)] : [])));
  const holds: Hold[] = [];
  try {
    for (const folder of folders) {
      if (!existsSync(folder)) throw new Failure(`There is no folder ${folder}.`);
      const running = findRunning(folder);
      if (running)
        throw new Failure(
          `The vault in ${folder} is served: process ${running.pid}, at ${running.url}. Stop its server; a vault is copied while nobody writes to it.`,
        );
      holds.push(holdFolder(folder));
    }
  } catch (error) {
    for (const hold of holds) hold.release();
    throw error;
  }
  return holds;
}

async function compare(
  [from, to]: readonly [CopyDatabase, CopyDatabase],
  work: Work,
): Promise<TableComparison[]> {
  const { compareVaults } = await import('../storage/copy/compare.ts');
  const tables: TableComparison[] = [];
  for await (const table of compareVaults(from, to, {
    ...work,
    onBegin: rows => work.begin('Comparing', { rows, done: 0 }),
  }))
    tables.push(table);
  work.end();
  return tables;
}

function isDifferent({ rows, hash }: TableComparison): boolean {
  return rows.from !== rows.to || hash.from !== hash.to;
}

/** Enough of a hash to compare two lists by eye. */
const hashShown = 16;

function tableLines(tables: readonly TableComparison[]): string[] {
  const filled = tables.filter(({ rows }) => rows.from + rows.to > 0);
  const width = Math.max(...filled.map(({ table }) => table.length));
  const digits = Math.max(...filled.map(({ rows }) => String(rows.from).length));
  const lines = filled.map(({ table, rows, hash, difference }) => {
    const shown = (side: 'from' | 'to') =>
      `${String(rows[side]).padStart(digits)} rows  ${hash[side].slice(0, hashShown)}`;
    const line = `${table.padEnd(width)}  ${shown('from')}`;
    return difference === undefined ? line : `${line}  but  ${shown('to')}: ${difference}`;
  });
  const rows = tables.reduce((sum, table) => sum + table.rows.from, 0);
  const outcome = tables.some(isDifferent) ? 'not all the same in both' : 'the same in both';
  return [...lines, `${rows} rows in ${filled.length} tables, ${outcome}.`];
}

/** The settings that the target will be served with, unless others are named. */
function readTargetConfig(options: PlaceOptions, to: DatabasePlace, io: Io): Config {
  return readVaultConfig('file' in to ? { data: dirname(to.file), ...options } : options, io);
}
