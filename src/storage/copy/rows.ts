// A table as a copy sees it; its rows, read in slices by their key, and written as text that is the same for every
// database. Used by copy.ts and compare.ts.
import { assume, getLast } from '../../assume.ts';
import { isPrintable } from '../../core/printable.ts';
import type { Sql, SqlValue } from '../sql.ts';

export interface Column {
  readonly name: string;
  readonly kind: 'integer' | 'text' | 'bytes';
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
}

export type Values = readonly SqlValue[];

/** Few enough that none is felt when it is lost, enough that a commit for each costs little. */
const sliceRowsMax = 2000;
/** A row that is larger comes alone. */
const sliceBytesMax = 4_194_304;

/**
 * The rows behind a key, or all, in the order of the key. Memory is bounded by the sizes of rows, which are asked for
 * before the rows are.
 */
export async function* readSlices(sql: Sql, table: Table, after?: Values): AsyncGenerator<Values[]> {
  const columns = table.columns.map(({ name }) => name).join(', ');
  let last = after;
  for (;;) {
    const count = await countSlice(sql, table, last);
    if (count === 0) return;
    const rows = await sql.rows<Values>(
      `SELECT ${columns} FROM ${table.name} ${fromKey(table, last)} LIMIT ?`,
      ...(last ?? []),
      count,
    );
    yield rows;
    last = keyOf(table, getLast(rows));
  }
}

/** How many of the next rows make a slice. */
async function countSlice(sql: Sql, table: Table, after: Values | undefined): Promise<number> {
  const lengths = table.columns
    .filter(({ kind }) => kind !== 'integer')
    .map(({ name }) => `COALESCE(octet_length(${name}), 0)`);
  const sizes = await sql.rows<readonly [number | bigint]>(
    `SELECT ${['0', ...lengths].join(' + ')} FROM ${table.name} ${fromKey(table, after)} LIMIT ?`,
    ...(after ?? []),
    sliceRowsMax,
  );
  let bytes = 0;
  const end = sizes.findIndex(([size]) => {
    bytes += Number(size);
    return bytes > sliceBytesMax;
  });
  return end === -1 ? sizes.length : Math.max(1, end);
}

function fromKey({ key }: Table, after: Values | undefined): string {
  const names = key.join(', ');
  const where = after && `WHERE (${names}) > (${key.map(() => '?').join(', ')})`;
  return `${where ?? ''} ORDER BY ${names}`;
}

export function keyOf(table: Table, row: Values): Values {
  return table.key.map(column => {
    const place = table.columns.findIndex(({ name }) => name === column);
    return assume(row[place], 'a value in each column of a key');
  });
}

/** As JSON: integers as numbers, bytes as `{"bytes":"…"}` in base64, text and null as they are. */
export function writeValues(values: Values): string {
  return JSON.stringify(values.map(toJson));
}

export function readValues(text: string): Values {
  return (JSON.parse(text) as Json[]).map(value =>
    typeof value === 'object' && value !== null
      ? 'bytes' in value
        ? Buffer.from(value.bytes, 'base64')
        : BigInt(value.integer)
      : value,
  );
}

type Json = string | number | null | { readonly bytes: string } | { readonly integer: string };

function toJson(value: SqlValue): Json {
  if (Buffer.isBuffer(value)) return { bytes: value.toString('base64') };
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : { integer: String(value) };
}

/** A key for people, who may have to find its row. */
export function sayKey(key: Values): string {
  return key.map(sayValue).join(', ');
}

function sayValue(value: SqlValue): string {
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`;
  const text = String(value);
  return isPrintable(text) ? text : JSON.stringify(text).replace(/\p{Cc}/gu, '?');
}

/** In the order of both databases, which is that of bytes. */
export function compareKeys(a: Values, b: Values): number {
  for (const [i, left] of a.entries()) {
    const order = compareValues(left, assume(b[i], 'a key of the same columns'));
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: SqlValue, b: SqlValue): number {
  if (isNumber(a) && isNumber(b)) return a < b ? -1 : a > b ? 1 : 0;
  return Buffer.compare(toBytes(a), toBytes(b));
}

function isNumber(value: SqlValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function toBytes(value: SqlValue): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(String(value));
}
