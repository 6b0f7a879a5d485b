// In SQLite, what raises the number of known-callers.ts.
import type { Database } from 'better-sqlite3';
import { askedTables, generationTable, listEvents } from './known-callers.ts';

export const generationNumber = `SELECT number FROM ${generationTable}`;

/** At every opening: a step that makes a table anew loses the triggers on it, and tells nobody what it changed. */
export function watchCallers(db: Database): void {
  db.exec(`CREATE TABLE IF NOT EXISTS ${generationTable} (number INTEGER NOT NULL);
    INSERT INTO ${generationTable} SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM ${generationTable});
    UPDATE ${generationTable} SET number = number + 1`);
  for (const table of Object.keys(askedTables))
    for (const { name, event } of listEvents(table))
      db.exec(`CREATE TRIGGER IF NOT EXISTS ${name} AFTER ${event} ON ${table}
        BEGIN UPDATE ${generationTable} SET number = number + 1; END`);
}
