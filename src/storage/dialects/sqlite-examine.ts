// A SQLite file as it is.
import Database from 'better-sqlite3';
import type { Examined } from '../examined.ts';
import { countStepsLeft } from '../migrations.ts';
import { openReader } from '../tables.ts';
import { prepareStatements, sqliteDialect } from './sqlite.ts';

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
      close: async () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}
