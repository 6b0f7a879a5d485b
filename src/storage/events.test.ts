// Operations of one request came to share a number: a vault of before keeps the numbers it has.
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { sqliteDialect } from './dialects/sqlite.ts';
import type { Dialect } from './sql.ts';
import { eventsStep } from './steps/events.ts';

test('an operation log of before keeps its numbers, and has room for several things under one', () => {
  const db = new Database(':memory:');
  db.exec(`CREATE TABLE app_authorization (app_id TEXT, person_id TEXT, record_id TEXT);
    CREATE TABLE record_operation (
      record_id TEXT NOT NULL, sequence INTEGER NOT NULL, operation TEXT NOT NULL, thing_id TEXT NOT NULL,
      version_stamp TEXT NOT NULL, type_id TEXT NOT NULL, effective_date TEXT NOT NULL, updated_end_date TEXT,
      at INTEGER NOT NULL, PRIMARY KEY (record_id, sequence)) WITHOUT ROWID`);
  const before = [
    ['record 1', 1, 'Create', 'thing 1', 'stamp 1', 'type', '2026-01-01T00:00:00', null, 5],
    ['record 1', 2, 'Delete', 'thing 1', 'stamp 2', 'type', '2026-01-01T00:00:00', '2027-01-01T00:00:00', 6],
    ['record 2', 1, 'Create', 'thing 2', 'stamp 3', 'type', '2026-01-02T00:00:00', null, 7],
  ];
  const add = db.prepare('INSERT INTO record_operation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const row of before) add.run(...row);
  for (const statement of eventsStep) {
    db.exec(statement.replace(/\{(\w+)\}/g, (_, mark: keyof Dialect['marks']) => sqliteDialect.marks[mark]));
  }
  const all = () =>
    db
      .prepare(
        `SELECT record_id, sequence, operation, thing_id, version_stamp, type_id, effective_date, updated_end_date, at,
           position FROM record_operation ORDER BY record_id, sequence, position`,
      )
      .raw()
      .all();
  expect(all()).toEqual(before.map(row => [...row, 0]));
  db.exec(`INSERT INTO record_operation SELECT record_id, sequence, 1, operation, 'thing 3', 'stamp 4', type_id,
    effective_date, updated_end_date, at FROM record_operation WHERE record_id = 'record 2'`);
  expect(all()).toHaveLength(4);
  db.close();
});
