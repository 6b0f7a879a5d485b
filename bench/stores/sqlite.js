// SQLite for the bench: what a vault's database holds, a copy of it for the floor, and the raw store that the floor works on.
import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { makeFill, makeUpdates } from '../rows.js';
import * as statements from './statements.js';

export const name = 'SQLite';

/** Nothing has to run for it. */
export async function start() {
  const db = new Database(':memory:');
  const version = db.prepare('SELECT sqlite_version()').pluck().get();
  db.close();
  return {
    version: `SQLite ${version}, WAL, synchronous=FULL`,
    pid: undefined,
    stop: async () => {},
    makePlace: async data => ({
      env: { KEEPWELL_DATABASE: '' },
      openSnapshots: () => openSnapshots(join(data, 'keepwell.db')),
      openWatch: except => openWatch(join(data, 'keepwell.db'), except),
      async copyForFloor() {
        const file = join(data, 'floor.db');
        copyFileSync(join(data, 'keepwell.db'), file);
        return { store: 'sqlite', file, hasFirst: true };
      },
    }),
  };
}

function openSnapshots(file) {
  const db = new Database(file, { readonly: true });
  const tables = listTables(db);
  return {
    async take() {
      return tables.map(name => {
        const columns = db.prepare('SELECT name, type, pk FROM pragma_table_info(?)').all(name);
        const keyed = columns.filter(({ pk }) => pk > 0);
        const isSerial = keyed.length === 1 && keyed[0].type === 'INTEGER';
        return {
          name,
          key: keyed.map(({ name }) => name),
          serial: isSerial ? keyed[0].name : undefined,
          rows: db.prepare(`SELECT * FROM ${name}`).all(),
        };
      });
    },
    close: async () => db.close(),
  };
}

function listTables(db) {
  return db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'",
    )
    .pluck()
    .all();
}

/** How long the log is and how many rows there are, but in some tables. */
function openWatch(file, except) {
  const db = new Database(file, { readonly: true });
  const counts = listTables(db)
    .filter(name => !except.includes(name))
    .map(name => ({ name, statement: db.prepare(`SELECT COUNT(*) FROM ${name}`).pluck() }));
  return {
    walMbMax: 64,
    take: async () => ({
      walMb: statSync(`${file}-wal`).size / 1e6,
      rows: Object.fromEntries(counts.map(({ name, statement }) => [name, statement.get()])),
    }),
    close: async () => db.close(),
  };
}

/** As the vault opens it, but for the first floor. */
export async function openFloor({ file, patterns, isFirst = false }) {
  const writing = new Database(file);
  writing.pragma('busy_timeout = 5000');
  writing.pragma('journal_mode = WAL');
  writing.pragma('synchronous = FULL');
  writing.pragma(`cache_size = -${isFirst ? 65_536 : 8_192}`);
  writing.pragma('temp_store = MEMORY');
  if (!isFirst) writing.pragma('wal_autocheckpoint = 4000');
  const reading = new Database(file, { readonly: true });
  reading.pragma('cache_size = -65536');
  reading.pragma('mmap_size = 1073741824');
  // A bare LIMIT parameter would have the statement planned anew each time.
  const newest = reading.prepare(statements.newest.replace(/LIMIT \?$/, '$& + 0')).raw(!isFirst);
  const caller = reading.prepare(statements.caller).raw();
  return {
    write: makeWriter(writing, patterns),
    /** Calls back at once. */
    newest: (record, type, done) => done(newest.all(record, type, 20)),
    caller: (session, token, alias, done) => done(caller.get(session, token, alias)),
    async close() {
      reading.close();
      writing.close();
    },
  };
}

/** Writes a group of puts in one commit, which is on disk when it returns. */
function makeWriter(db, patterns) {
  const [inserts, notes] = ['insert', 'note'].map(wanted =>
    patterns
      .filter(({ kind }) => kind === wanted)
      .map(({ table, columns, values }) => ({
        statement: db.prepare(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ),
        fill: makeFill(values),
      })),
  );
  const updates = patterns
    .filter(({ kind }) => kind === 'update')
    .map(pattern => {
      const set = pattern.changes.map(
        ({ column, add }) => `${column} = ${add === undefined ? '' : `${column} + `}?`,
      );
      const where = pattern.key.map(column => `${column} = ?`);
      return {
        statement: db.prepare(`UPDATE ${pattern.table} SET ${set.join(', ')} WHERE ${where.join(' AND ')}`),
        rows: makeUpdates(pattern),
      };
    });
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  return async group => {
    begin.run();
    for (const { statement, fill } of notes) statement.run(fill(group[0]));
    for (const put of group) {
      for (const { statement, fill } of inserts) statement.run(fill(put));
      for (const { rows } of updates) rows.take(put);
    }
    for (const { statement, rows } of updates)
      for (const { key, set } of rows.list()) {
        if (statement.run(...set, ...key).changes !== 1) throw new Error('the floor changes no row');
      }
    commit.run();
  };
}
