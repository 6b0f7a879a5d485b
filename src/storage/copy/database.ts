// What a copy asks of a database: implemented beside each dialect.
import type { Dialect, Sql, SqlValue } from '../sql.ts';
import type { Column, Table } from './rows.ts';

export interface CopyDatabase {
  /** For people: never with a password. */
  readonly place: string;
  readonly dialect: Dialect;
  readonly sql: Sql;
  /** All but what the dialect keeps for its own indexes. */
  listTables(): Promise<Table[]>;
  /** Runs the work in a transaction that is on disk when its promise resolves. */
  transact<T>(work: () => Promise<T>): Promise<T>;
  /** What keeps it from holding a value, as words that follow the name of a column; undefined where it can. */
  findProblem(column: Column, value: SqlValue): string | undefined;
  /** Whatever counts up goes on behind what the tables hold. */
  advanceSerials(tables: readonly Table[]): Promise<void>;
  /** So that no page keeps what was there before. False where somebody reads it. Undefined where it cannot be done from here. */
  writeAnew?(): Promise<boolean>;
  close(): Promise<void>;
}

/** How a database is opened: as it is at this moment and not written to, or written to. */
export type CopyAccess = 'snapshot' | 'write';
