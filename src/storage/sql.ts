// The little that both databases offer: run a statement with parameters. Statements are written once, with `?`,
// in SQL that SQLite and PostgreSQL share; dialects/ holds every difference.
import type { Awaitable } from '../core/ports.ts';

export type SqlValue = string | number | bigint | Buffer | null;
export type Row = Record<string, unknown>;

export interface Sql {
  all<R = Row>(statement: string, ...values: SqlValue[]): Awaitable<R[]>;
  /** As `all`, each row as the list of its values: half the cost where rows are wide. */
  rows<R extends readonly SqlValue[]>(statement: string, ...values: SqlValue[]): Awaitable<R[]>;
  get<R = Row>(statement: string, ...values: SqlValue[]): Awaitable<R | undefined>;
  /** Answers the number of rows changed. */
  run(statement: string, ...values: SqlValue[]): Awaitable<number>;
}

/** What differs between databases. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Replacements for the `{…}` marks in migrations. */
  readonly marks: Readonly<Record<'blob' | 'integer' | 'clustered' | 'serial', string>>;
}

/** `?, ?, ?` for a list of this many. */
export function places(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

/** Undefined is NULL in the database. */
export function orNull<T extends SqlValue>(value: T | undefined): T | null {
  return value === undefined ? null : value;
}

export function orUndefined<T>(value: T | null): T | undefined {
  return value === null ? undefined : value;
}
