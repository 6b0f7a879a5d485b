// A SQLite file as a copy reads and writes it.
import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { assume } from '../../assume.ts';
import type { CopyAccess, CopyDatabase } from '../copy/database.ts';
import type { Column, Table } from '../copy/rows.ts';
import type { Sql } from '../sql.ts';
import { generationTable } from './known-callers.ts';
import { prepareStatements, sqliteDialect } from './sqlite.ts';

export async function openSqliteForCopy(file: string, access: CopyAccess): Promise<CopyDatabase> {
  const db = access === 'write' ? openToWrite(file) : openSnapshot(file);
  const sql = prepareStatements(db);
  return {
    place: file,
    dialect: sqliteDialect,
    sql,
    listTables: () => listTables(sql),
    async transact(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        const value = await work();
        db.exec('COMMIT');
        return value;
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    // What was there before is in no page of the file any more, nor in its log.
    async writeAnew() {
      db.exec('VACUUM');
      const [{ busy }] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
      return busy === 0;
    },
    // Each value may be of any kind.
    findProblem: () => undefined,
    // A number behind the largest there is is the next by itself.
    advanceSerials: async () => {},
    close: async () => void db.close(),
  };
}

function openToWrite(file: string): Database.Database {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  const db = new Database(file, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('cache_size = -65536');
  // What is sealed in place of a text leaves nothing of it in the page.
  db.pragma('secure_delete = ON');
  return db;
}

function openSnapshot(file: string): Database.Database {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });
  db.pragma('cache_size = -65536');
  db.exec('BEGIN');
  // The first look takes the snapshot.
  db.pragma('schema_version');
  return db;
}

async function listTables(sql: Sql): Promise<Table[]> {
  const names = await sql.all<{ name: string }>(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name <> ?
     ORDER BY name`,
    generationTable,
  );
  const tables: Table[] = [];
  for (const { name } of names) {
    const columns = await sql.all<{ name: string; type: string; pk: number }>(
      'SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid',
      name,
    );
    tables.push({
      name,
      columns: columns.map(column => ({ name: column.name, kind: kindOf(column.type) })),
      key: columns
        .filter(({ pk }) => pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map(column => column.name),
    });
  }
  return tables;
}

const kinds: Readonly<Record<string, Column['kind']>> = {
  INTEGER: 'integer',
  BIGINT: 'integer',
  TEXT: 'text',
  BLOB: 'bytes',
};

function kindOf(type: string): Column['kind'] {
  return assume(kinds[type], 'a kind for each type of column');
}
