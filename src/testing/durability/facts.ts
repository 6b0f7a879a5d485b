// The database of a vault, read by SQL of its own: nothing here goes through the product. It is the file in the data folder,
// or with KEEPWELL_TEST_STORE=postgres the database that its settings name.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { isOnPostgres, takeTestDatabase } from '../postgres.ts';

export interface Facts extends AsyncDisposable {
  all<T>(text: string, ...values: string[]): Promise<T[]>;
  /** What is broken in the file. */
  problems(): Promise<string[]>;
}

/** A data folder for a vault that is yet to be made. */
export async function newVaultFolder(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'keepwell-durability-'));
  if (isOnPostgres) putSettings(data, { database: (await takeTestDatabase()).url });
  return data;
}

/** Adds to the settings in the folder. */
export function putSettings(data: string, settings: object): void {
  const text = JSON.stringify({ ...readSettings(data), ...settings });
  writeFileSync(settingsFile(data), text, { mode: 0o600 });
}

export async function openFacts(data: string): Promise<Facts> {
  const { database } = readSettings(data);
  return database === undefined ? openFile(join(data, 'keepwell.db')) : await openDatabase(database);
}

const settingsFile = (data: string) => join(data, 'keepwell.json');

function readSettings(data: string): { database?: string } {
  const file = settingsFile(data);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function openFile(file: string): Facts {
  const db = new Database(file, { readonly: true });
  return {
    all: async <T>(text: string, ...values: string[]) => db.prepare(text).all(...values) as T[],
    async problems() {
      const rows = db.pragma('quick_check(1)') as { quick_check: string }[];
      return rows.map(row => row.quick_check).filter(text => text !== 'ok');
    },
    async [Symbol.asyncDispose]() {
      db.close();
    },
  };
}

const numbers = new Set([20, 23, 1700]);

async function openDatabase(url: string): Promise<Facts> {
  const types = { getTypeParser: (oid: number) => (numbers.has(oid) ? Number : String) };
  const client = new pg.Client({ connectionString: url, types: types as never });
  await client.connect();
  return {
    async all<T>(text: string, ...values: string[]) {
      let place = 0;
      const numbered = text.replace(/\?/g, () => `$${++place}`);
      return (await client.query(numbered, values)).rows as T[];
    },
    problems: async () => [],
    [Symbol.asyncDispose]: () => client.end(),
  };
}
