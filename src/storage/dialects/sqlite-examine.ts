// A SQLite file as it is.
import Database from 'better-sqlite3';
import type { Examined } from '../examined.ts';
import { countStepsLeft } from '../migrations.ts';
import type { KeyRing } from '../sealing/key-ring.ts';
import { listStepsLeft } from '../steps-left.ts';
import { openReader } from '../tables.ts';
import { prepareStatements, sqliteDialect } from './sqlite.ts';

/** @throws when it is no database, or of a newer Keepwell */
export async function examineSqlite(file: string, ring?: KeyRing): Promise<Examined> {
  const database = new Database(file, { fileMustExist: true, timeout: 5000 });
  try {
    database.pragma('query_only = ON');
    const sql = prepareStatements(database);
    const stepsLeft = await countStepsLeft(sql);
    return {
      db: stepsLeft === 0 ? openReader(sql, sqliteDialect, ring) : undefined,
      stepsLeft,
      listSteps: () => {
        const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
        return listStepsLeft(sql, sqliteDialect, table => names.includes(table));
      },
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
