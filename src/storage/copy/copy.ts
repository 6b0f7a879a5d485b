// Copies a vault from one database into another, in slices that are each committed with the key they end with, so that
// a copy goes on where it was cut off. Until it is ended, the target is marked as a copy: no server opens it.
import { setImmediate as giveTurn } from 'node:timers/promises';
import { getAt, getLast, getOf } from '../../assume.ts';
import { openLeases } from '../leases.ts';
import { copyMark, countStepsLeft, migrate, stepsTable } from '../migrations.ts';
import { getRow, writePlaces } from '../sql.ts';
import type { CopyDatabase } from './database.ts';
import { keyOf, readSlices, readValues, sayKey, type Table, type Values, writeValues } from './rows.ts';

export interface CopyWatcher {
  /** Once, when it is known how much there is. */
  onBegin?(state: { rows: number; done: number }): void;
  /** After each slice: these rows are kept. */
  onSlice?(table: string, rows: number): void;
  /** Asked after each slice. @throws to stop */
  goOn?(): void;
}

/** What the operator can do about it stands in the message. */
export class CopyRefused extends Error {}

const progressTable = 'vault_copy';

/** The tables of a vault; those by which its steps and a copy are told are no part of what it holds. */
export async function listVaultTables(database: CopyDatabase): Promise<Table[]> {
  const tables = await database.listTables();
  return tables.filter(({ name }) => name !== stepsTable && name !== progressTable);
}

/** Copies all that is not there yet. The target is not opened by a server until endCopy. */
export async function copyTables(
  from: CopyDatabase,
  to: CopyDatabase,
  watcher: CopyWatcher = {},
): Promise<void> {
  const sourceId = await readSourceId(from);
  const tables = await listVaultTables(from);
  const totals = await countRows(from, tables);
  const isNew = (await to.listTables()).length === 0;
  if (isNew) await begin(to, { sourceId, tables, totals });
  const progress = await readProgress(to, { sourceId, totals });
  await demandSameTables(to, tables);
  watcher.onBegin?.({
    rows: sum([...totals.values()]),
    done: sum([...progress.values()].map(({ done }) => done)),
  });
  for (const table of tables) await copyTable(from, to, table, getOf(progress, table.name), watcher);
  await to.transact(() => to.advanceSerials(tables));
  await compactTextIndex(to);
}

/** @throws CopyRefused while nodes serve the vault, which then changes. The lock on a folder tells it of a file. */
export async function demandUnserved({ sql, dialect, place }: CopyDatabase): Promise<void> {
  if ((await openLeases(sql, dialect).held()).length > 0)
    throw new CopyRefused(
      `The vault in ${place} is served. Stop all its nodes, wait half a minute where one was killed, and do this again.`,
    );
}

/** The target is a vault like any other from now on. */
export async function endCopy(to: CopyDatabase): Promise<void> {
  await to.transact(async () => {
    await to.sql.run(`DROP TABLE ${progressTable}`);
    await to.sql.run(`DELETE FROM ${stepsTable} WHERE step = ?`, copyMark);
  });
}

/** The id of the vault that is to be copied. @throws CopyRefused when it cannot be copied as it is */
async function readSourceId(from: CopyDatabase): Promise<string> {
  const tables = await from.listTables();
  if (!tables.some(({ name }) => name === stepsTable))
    throw new CopyRefused(`There is no vault in ${from.place}.`);
  const left = await countStepsLeft(from.sql);
  const seal =
    left === 0 ? await from.sql.get<{ vault_id: string }>('SELECT vault_id FROM vault_seal') : undefined;
  if (!seal)
    throw new CopyRefused(
      `An older Keepwell left the vault in ${from.place}. Serve it once with this version, which brings it up to date; then copy it.`,
    );
  return seal.vault_id;
}

export async function countRows(from: CopyDatabase, tables: readonly Table[]): Promise<Map<string, number>> {
  const totals = new Map<string, number>();
  for (const { name } of tables) {
    const { n } = await getRow<{ n: number | string }>(from.sql, `SELECT COUNT(*) AS n FROM ${name}`);
    totals.set(name, Number(n));
  }
  return totals;
}

interface Beginning {
  readonly sourceId: string;
  readonly totals: ReadonlyMap<string, number>;
}

/** Makes the tables, without the rows that the steps put into them, and notes what is to come. */
async function begin(
  to: CopyDatabase,
  { sourceId, tables, totals }: Beginning & { tables: readonly Table[] },
): Promise<void> {
  await to.transact(async () => {
    const { sql } = to;
    await migrate(sql, to.dialect);
    await sql.run(`CREATE TABLE ${progressTable} (
      name TEXT PRIMARY KEY,
      source_id TEXT NOT NULL,
      begun_at BIGINT NOT NULL,
      total BIGINT NOT NULL,
      done BIGINT NOT NULL,
      last_key TEXT)`);
    await sql.run(`INSERT INTO ${stepsTable} (step) VALUES (?)`, copyMark);
    for (const { name } of tables) {
      await sql.run(`DELETE FROM ${name}`);
      await sql.run(
        `INSERT INTO ${progressTable} (name, source_id, begun_at, total, done) VALUES (?, ?, ${to.dialect.now}, ?, 0)`,
        name,
        sourceId,
        getOf(totals, name),
      );
    }
  });
}

interface Progress {
  readonly done: number;
  readonly lastKey: Values | undefined;
}

interface ProgressRow {
  readonly name: string;
  readonly source_id: string;
  readonly total: number;
  readonly done: number;
  readonly last_key: string | null;
}

/** How far each table is. @throws CopyRefused when what is there was not begun from this very source */
async function readProgress(
  to: CopyDatabase,
  { sourceId, totals }: Beginning,
): Promise<Map<string, Progress>> {
  const tables = await to.listTables();
  if (!tables.some(({ name }) => name === progressTable))
    throw new CopyRefused(await sayNotEmpty(to, tables, sourceId));
  const rows = await to.sql.all<ProgressRow>(`SELECT * FROM ${progressTable}`);
  const anew = `Empty ${to.place}, or name another database, and begin anew.`;
  if (rows.some(row => row.source_id !== sourceId))
    throw new CopyRefused(`${to.place} holds the beginning of a copy of another vault. ${anew}`);
  const hasChanged =
    rows.length !== totals.size || rows.some(({ name, total }) => totals.get(name) !== Number(total));
  if (hasChanged)
    throw new CopyRefused(`The source has changed since its copy in ${to.place} was begun. ${anew}`);
  return new Map(
    rows.map(row => [
      row.name,
      { done: Number(row.done), lastKey: row.last_key === null ? undefined : readValues(row.last_key) },
    ]),
  );
}

async function sayNotEmpty(to: CopyDatabase, tables: readonly Table[], sourceId: string): Promise<string> {
  const seal = tables.some(({ name }) => name === 'vault_seal')
    ? await to.sql.get<{ vault_id: string }>('SELECT vault_id FROM vault_seal')
    : undefined;
  return seal?.vault_id === sourceId
    ? `${to.place} holds this vault already, as a whole. To compare both: keepwell db verify`
    : `${to.place} is not empty, and holds no copy that was begun. Name an empty database, or a file that is not there.`;
}

/** @throws CopyRefused when another version of Keepwell made them */
export async function demandSameTables(
  to: CopyDatabase,
  tables: readonly Table[],
  leftOut: ReadonlySet<string> = new Set(),
): Promise<void> {
  const found = (await listVaultTables(to)).filter(({ name }) => !leftOut.has(name));
  if (JSON.stringify(found.map(nameColumns)) !== JSON.stringify(tables.map(nameColumns)))
    throw new CopyRefused(`The tables in ${to.place} are not those of this version of Keepwell.`);
}

function nameColumns({ name, columns, key }: Table): unknown {
  return { name, columns: columns.map(column => [column.name, column.kind]).sort(), key };
}

async function copyTable(
  from: CopyDatabase,
  to: CopyDatabase,
  table: Table,
  { done, lastKey }: Progress,
  { onSlice, goOn }: CopyWatcher,
): Promise<void> {
  let kept = done;
  for await (const rows of readSlices(from.sql, table, lastKey)) {
    await to.transact(async () => {
      await insertRows(to, table, rows);
      const moved = await to.sql.run(
        `UPDATE ${progressTable} SET done = ?, last_key = ? WHERE name = ? AND done = ?`,
        kept + rows.length,
        writeValues(keyOf(table, getLast(rows))),
        table.name,
        kept,
      );
      if (moved !== 1) throw new CopyRefused(`Another process copies into ${to.place}.`);
    });
    kept += rows.length;
    onSlice?.(table.name, rows.length);
    // Signals and clocks have their turn.
    await giveTurn();
    goOn?.();
  }
}

/** Within a transaction. @throws CopyRefused for a row that the target cannot hold */
export async function insertRows(to: CopyDatabase, table: Table, rows: readonly Values[]): Promise<void> {
  const names = table.columns.map(({ name }) => name).join(', ');
  const text = `INSERT INTO ${table.name} (${names}) VALUES (${writePlaces(table.columns.length)})`;
  for (const row of rows) {
    for (const [i, value] of row.entries()) {
      const column = getAt(table.columns, i);
      const problem = to.findProblem(column, value);
      if (problem !== undefined)
        throw new CopyRefused(
          `${to.place} cannot hold the row ${sayKey(keyOf(table, row))} of ${table.name}: ${column.name} ${problem}. Mend it in the source; then the same command goes on.`,
        );
    }
    await to.sql.put(text, ...row);
  }
  await addToTextIndex(to, table, rows);
}

/** The index of the target is made of the texts, as each database has one of its own. */
async function addToTextIndex(to: CopyDatabase, table: Table, rows: readonly Values[]): Promise<void> {
  if (table.name !== 'vocabulary_text') return;
  const place = (column: string) => table.columns.findIndex(({ name }) => name === column);
  const [id, folded] = [place('id'), place('folded')];
  await to.dialect.textIndex.add(
    to.sql,
    rows.map(row => ({
      id: Number(row[id]),
      folded: String(row[folded]),
    })),
  );
}

export async function compactTextIndex({ dialect, sql, transact }: CopyDatabase): Promise<void> {
  let isMore = await transact(async () => dialect.textIndex.compact(sql, true));
  while (isMore) {
    await giveTurn();
    isMore = await transact(async () => dialect.textIndex.compact(sql, false));
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
