// The little that both databases offer: run a statement with parameters. Statements are written once, with `?`,
// in SQL that SQLite and PostgreSQL share; dialects/ holds every difference. A limit is written `LIMIT ? + 0`: at a bare
// parameter SQLite looks when it plans, and so it plans anew whenever another is bound.
import { assume } from '../assume.ts';
import type { Awaitable } from '../core/awaitable.ts';

export type SqlValue = string | number | bigint | Buffer | null;
export type Row = Record<string, unknown>;

export interface Sql {
  all<R = Row>(statement: string, ...values: SqlValue[]): Awaitable<R[]>;
  /** As `all`, each row as the list of its values: half the cost where rows are wide. */
  rows<R extends readonly SqlValue[]>(statement: string, ...values: SqlValue[]): Awaitable<R[]>;
  /** The first value of each row: half the cost of the row. */
  column<T extends SqlValue>(statement: string, ...values: SqlValue[]): Awaitable<T[]>;
  /** As `all` and `rows`, up to the first row that is not to be kept: no row after it is read. */
  allWhile<R = Row>(keep: (row: R) => boolean, statement: string, ...values: SqlValue[]): Awaitable<R[]>;
  rowsWhile<R extends readonly SqlValue[]>(
    keep: (row: R) => boolean,
    statement: string,
    ...values: SqlValue[]
  ): Awaitable<R[]>;
  get<R = Row>(statement: string, ...values: SqlValue[]): Awaitable<R | undefined>;
  /** Answers the number of rows changed. */
  run(statement: string, ...values: SqlValue[]): Awaitable<number>;
  /**
   * Changes what nobody asks the outcome of: a plain INSERT, an UPDATE or DELETE by key. It may wait until the work looks
   * again or ends, and then go together with others.
   */
  put(statement: string, ...values: SqlValue[]): Awaitable<void>;
}

/** What differs between databases. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Replacements for the `{…}` marks in migrations. */
  readonly marks: Readonly<
    Record<'blob' | 'integer' | 'clustered' | 'serial' | 'wordIndex' | 'gramIndex', string>
  >;
  /** Bytes as text in hexadecimal with capital letters, as an expression. */
  hex(bytes: string): string;
  /** Its clock, in milliseconds since 1970, UTC, as an expression of a statement. */
  readonly now: string;
  /** Ends a SELECT whose rows nobody is to change before the work is over; nothing where works run one after the other. */
  readonly lockRow: string;
  /**
   * Adds to room_used by how much a record grows, before the record itself gets its new size: that size comes first, the record's
   * id second. Who writes beside others has a row of their own.
   */
  readonly addToRoomUsed: string;
  /** Selects the name and version of the database and how many bytes it takes. */
  readonly databaseUse: string;
  /** A statement of a migration as this database takes it, its marks replaced. */
  adapt?(statement: string): string;
  readonly textIndex: TextIndex;
}

/** The index over the texts of loaded vocabularies, for what plain SQL cannot find quickly. Texts are folded. */
export interface TextIndex {
  /** In ascending order of their ids. */
  add(sql: Sql, texts: readonly IndexedText[]): Awaitable<void>;
  remove(sql: Sql, ids: readonly number[]): Awaitable<void>;
  /** Ids within these bounds of texts that contain another, ascending, at most `limit`. */
  containing(sql: Sql, ids: IdRange, text: string, limit: number): Awaitable<number[]>;
  /** Ids within these bounds of texts that have, for each of these words, a word that begins with it. */
  withWords(sql: Sql, ids: IdRange, words: readonly string[], limit: number): Awaitable<number[]>;
  /** A step towards the form that is read fastest. True while there is more to do. */
  compact(sql: Sql, isFirst: boolean): Awaitable<boolean>;
}

export interface IndexedText {
  readonly id: number;
  readonly folded: string;
}

export interface IdRange {
  readonly from: number;
  readonly to: number;
}

/** `?, ?, ?` for a list of this many. Nothing is among none. */
export function writePlaces(count: number): string {
  if (count === 0) return 'NULL';
  return Array.from({ length: count }, () => '?').join(', ');
}

/** Undefined is NULL in the database. */
export function toNull<T extends SqlValue>(value: T | undefined): T | null {
  return value === undefined ? null : value;
}

export function toUndefined<T>(value: T | null): T | undefined {
  return value === null ? undefined : value;
}

/** The row of a statement that always has one, as a count does. */
export async function getRow<R>(sql: Sql, statement: string, ...values: SqlValue[]): Promise<R> {
  return assume(await sql.get<R>(statement, ...values), 'a row');
}
