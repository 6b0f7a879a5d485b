// What a backup promises of rows: the count and the hash of each table and of each record. Made while a vault is backed up,
// and once more of what was restored.
import { createHash, type Hash } from 'node:crypto';
import { setImmediate as giveTurn } from 'node:timers/promises';
import { readSlices, type Table, type Values, writeValues } from '../copy/rows.ts';
import type { Sql, SqlValue } from '../sql.ts';

export interface TableSummary {
  readonly rows: number;
  /** SHA-256 of the rows in the order of the key, each as JSON and a line feed, in hexadecimal. */
  readonly hash: string;
}

export interface RecordSummary {
  readonly rows: number;
  /** In hexadecimal. What it is made of stands at RecordSums. */
  readonly hash: string;
}

export interface ReadRow {
  readonly values: Values;
  readonly key: string;
  /** JSON and a line feed. */
  readonly line: Buffer;
}

export interface TableReading {
  readonly sql: Sql;
  readonly table: Table;
  readonly sums: RecordSums;
  /** Once a row, in order. */
  onRow?(row: ReadRow): void;
  /** After some rows; what it waits for holds up the reading. */
  onPause?(table: string, rows: number): Promise<void> | void;
}

/** Rows that are looked at before others have their turn. */
const rowsAtOnce = 200;

/** Goes over all rows of a table. */
export async function readTable({ sql, table, sums, onRow, onPause }: TableReading): Promise<TableSummary> {
  const hash = createHash('sha256');
  const keyPlaces = table.key.map(name => placeOf(table, name));
  const recordPlace = placeOfRecord(table);
  let rows = 0;
  for await (const slice of readSlices(sql, table)) {
    for (let from = 0; from < slice.length; from += rowsAtOnce) {
      const some = slice.slice(from, from + rowsAtOnce);
      for (const values of some) {
        const line = Buffer.from(`${writeValues(values)}\n`);
        hash.update(line);
        if (recordPlace !== undefined) sums.add(values[recordPlace], line);
        onRow?.({ values, key: keyPlaces.map(place => sayValue(values[place])).join(' '), line });
      }
      rows += some.length;
      await giveTurn();
      await onPause?.(table.name, some.length);
    }
  }
  sums.endTable();
  return { rows, hash: hash.digest('hex') };
}

/**
 * Of each record: its rows, and a hash h that begins as 32 zero bytes. Tables come in the order of their names, rows in that of
 * their keys; of each run of lines that are of one record in one table, h becomes the SHA-256 of h and these lines.
 */
export class RecordSums {
  readonly #records = new Map<string, { rows: number; hash: Buffer }>();
  #id: string | undefined;
  #rows = 0;
  #run: Hash | undefined;

  add(recordId: SqlValue | undefined, line: Buffer): void {
    if (typeof recordId !== 'string') return;
    if (recordId !== this.#id) {
      this.endTable();
      this.#id = recordId;
      this.#run = createHash('sha256').update(this.#records.get(recordId)?.hash ?? Buffer.alloc(32));
    }
    this.#run?.update(line);
    this.#rows++;
  }

  endTable(): void {
    if (this.#id === undefined || !this.#run) return;
    const before = this.#records.get(this.#id)?.rows ?? 0;
    this.#records.set(this.#id, { rows: before + this.#rows, hash: this.#run.digest() });
    this.#id = undefined;
    this.#rows = 0;
  }

  /** In the order of their ids. */
  *list(): Generator<[string, RecordSummary]> {
    for (const id of [...this.#records.keys()].sort()) {
      const { rows = 0, hash = Buffer.alloc(0) } = this.#records.get(id) ?? {};
      yield [id, { rows, hash: hash.toString('hex') }];
    }
  }

  find(id: string): RecordSummary | undefined {
    const found = this.#records.get(id);
    return found && { rows: found.rows, hash: found.hash.toString('hex') };
  }
}

/** The column that names the record of a row. */
export function placeOfRecord(table: Pick<Table, 'name' | 'columns'>): number | undefined {
  const name = table.name === 'record' ? 'id' : 'record_id';
  const place = table.columns.findIndex(column => column.name === name);
  return place === -1 ? undefined : place;
}

function placeOf({ columns }: Table, name: string): number {
  return columns.findIndex(column => column.name === name);
}

function sayValue(value: SqlValue | undefined): string {
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value);
}
