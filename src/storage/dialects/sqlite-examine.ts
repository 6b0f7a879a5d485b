// A database as it is, for the doctor: looked at without being changed, not even brought up to date.
import Database from 'better-sqlite3';
import type { Reader } from '../../core/store.ts';
import { countStepsLeft } from '../migrations.ts';
import { openReader } from '../tables.ts';
import { prepareStatements, sqliteDialect } from './sqlite.ts';

export interface Examined {
  /** Reads what this version of Keepwell reads; undefined for a vault that an older one left. */
  readonly db: Reader | undefined;
  /** What is broken in the file, in SQLite's words; the thorough look compares indexes with their tables too. */
  problems(isThorough: boolean): string[];
  close(): void;
}

/** @throws when it is no database, or of a newer Keepwell */
export async function examineSqlite(file: string): Promise<Examined> {
  const database = new Database(file, { fileMustExist: true, timeout: 5000 });
  try {
    database.pragma('query_only = ON');
    const sql = prepareStatements(database);
    const isCurrent = (await countStepsLeft(sql)) === 0;
    return {
      db: isCurrent ? openReader(sql, sqliteDialect) : undefined,
      problems(isThorough) {
        const rows = database.pragma(isThorough ? 'integrity_check' : 'quick_check') as Record<
          string,
          string
        >[];
        return rows.flatMap(row => Object.values(row)).filter(text => text !== 'ok');
      },
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
