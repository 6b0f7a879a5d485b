// A database as whoever has it can read it.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { TestDatabase } from './postgres.ts';

/** All values of all tables, as one text. */
export async function readAll(data: string, database: TestDatabase | undefined): Promise<string> {
  if (!database) {
    const db = new Database(join(data, 'keepwell.db'), { readonly: true });
    const names = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all() as string[];
    const rows = names.flatMap(name => db.prepare(`SELECT * FROM ${name}`).raw().all());
    db.close();
    return rows
      .flat()
      .map(value => (Buffer.isBuffer(value) ? value.toString('latin1') : value))
      .join('\n');
  }
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const tables = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
  const texts: string[] = [];
  for (const { tablename } of tables.rows) {
    const { rows } = await client.query(`SELECT * FROM ${tablename}`);
    for (const value of rows.flatMap(row => Object.values(row)))
      texts.push(Buffer.isBuffer(value) ? value.toString('latin1') : String(value));
  }
  await client.end();
  return texts.join('\n');
}
