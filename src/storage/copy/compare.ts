// Compares two databases that hold the same vault: table by table, row by row in the order of keys, without keeping more
// of them than a slice.
import { createHash } from 'node:crypto';
import { setImmediate as giveTurn } from 'node:timers/promises';
import type { SqlValue } from '../sql.ts';
import { countRows, demandSameTables, listVaultTables } from './copy.ts';
import type { CopyDatabase } from './database.ts';
import { compareKeys, keyOf, readSlices, sayKey, type Table, type Values, writeValues } from './rows.ts';

export interface TableComparison {
  readonly table: string;
  readonly rows: { readonly from: number; readonly to: number };
  /** SHA-256 of the rows in the order of the key, each as JSON (rows.ts) and a line feed, in hexadecimal. */
  readonly hash: { readonly from: string; readonly to: string };
  /** What is said of the first row that is not the same; undefined where all are. */
  readonly difference: string | undefined;
}

export interface CompareWatcher {
  /** Once, when it is known how many rows the source has. */
  onBegin?(rows: number): void;
  /** After each slice of rows of the source. */
  onSlice?(table: string, rows: number): void;
  /** @throws to stop */
  goOn?(): void;
}

/** Table by table. @throws CopyRefused when they are not of the same version of Keepwell */
export async function* compareVaults(
  from: CopyDatabase,
  to: CopyDatabase,
  watcher: CompareWatcher = {},
): AsyncGenerator<TableComparison> {
  const tables = await listVaultTables(from);
  await demandSameTables(to, tables);
  const totals = await countRows(from, tables);
  watcher.onBegin?.([...totals.values()].reduce((sum, rows) => sum + rows, 0));
  for (const table of tables) {
    yield await compareTable(from, to, table, watcher);
  }
}

async function compareTable(
  from: CopyDatabase,
  to: CopyDatabase,
  table: Table,
  watcher: CompareWatcher,
): Promise<TableComparison> {
  const [left, right] = [new Side(from, table, watcher), new Side(to, table, {})];
  let difference: string | undefined;
  for (;;) {
    const [a, b] = [await left.next(), await right.next()];
    if (!a && !b) break;
    if (a?.text !== b?.text) difference ??= sayDifference(table, a, b);
  }
  return {
    table: table.name,
    rows: { from: left.rows, to: right.rows },
    hash: { from: left.hash(), to: right.hash() },
    difference,
  };
}

interface HashedRow {
  readonly text: string;
  readonly values: Values;
}

/** The rows of a table in one of the databases, counted and hashed as they come. */
class Side {
  readonly #slices: AsyncGenerator<Values[]>;
  readonly #table: Table;
  readonly #watcher: CompareWatcher;
  readonly #hash = createHash('sha256');
  #slice: readonly Values[] = [];
  #at = 0;
  rows = 0;

  constructor({ sql }: CopyDatabase, table: Table, watcher: CompareWatcher) {
    this.#slices = readSlices(sql, table);
    this.#table = table;
    this.#watcher = watcher;
  }

  async next(): Promise<HashedRow | undefined> {
    let values = this.#slice[this.#at];
    if (!values) {
      this.#slice = (await this.#nextSlice()) ?? [];
      this.#at = 0;
      values = this.#slice[0];
      if (!values) return undefined;
    }
    this.#at++;
    this.rows++;
    const text = writeValues(values);
    this.#hash.update(`${text}\n`);
    return { text, values };
  }

  async #nextSlice(): Promise<Values[] | undefined> {
    const { value } = await this.#slices.next();
    if (value) this.#watcher.onSlice?.(this.#table.name, value.length);
    // Signals and clocks have their turn.
    await giveTurn();
    this.#watcher.goOn?.();
    return value ?? undefined;
  }

  hash(): string {
    return this.#hash.digest('hex');
  }
}

function sayDifference(table: Table, from: HashedRow | undefined, to: HashedRow | undefined): string {
  const [a, b] = [from && keyOf(table, from.values), to && keyOf(table, to.values)];
  const order = a && b ? compareKeys(a, b) : a ? -1 : 1;
  if (order !== 0) return order < 0 ? `${say(a)} is missing` : `${say(b)} is there only`;
  const differing = table.columns.filter((_, i) => isOther(from?.values[i], to?.values[i]));
  return `${say(a)} differs in ${differing.map(({ name }) => name).join(', ')}`;
}

const say = (key: Values | undefined) => sayKey(key ?? []);

function isOther(a: SqlValue | undefined, b: SqlValue | undefined): boolean {
  return writeValues([a ?? null]) !== writeValues([b ?? null]);
}
