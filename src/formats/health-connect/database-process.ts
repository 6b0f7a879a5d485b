// A process of its own for one database, which may be made to harm: it takes it from its input, keeps it in memory, and asks it for
// known columns of known tables, nothing that a view, a trigger, a generated column or a virtual table would run. Rows go to its
// output, lines of JSON. Started and ended by database.ts.
import { once } from 'node:events';
import Database from 'better-sqlite3';
import { databaseBytesMax, textCharactersMax } from './limits.ts';
import { type Cell, countedTables, type Query, queries, type Rows } from './queries.ts';

const rowsInLine = 500;

try {
  await tellAll(openDatabase(await readInput()));
} catch {
  // Who started this one knows no more than that it could not be read: what SQLite says of it may hold what it says.
  process.exitCode = 1;
}

async function readInput(): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > databaseBytesMax) throw new Error('too large');
    pieces.push(piece);
  }
  const whole = Buffer.allocUnsafeSlow(bytes);
  let at = 0;
  for (const piece of pieces.splice(0)) at += piece.copy(whole, at);
  return whole;
}

function openDatabase(bytes: Buffer): Database.Database {
  const database = new Database(bytes, { readonly: true });
  for (const setting of [
    'trusted_schema = OFF',
    'query_only = ON',
    'cell_size_check = ON',
    'temp_store = MEMORY',
  ])
    database.pragma(setting);
  return database;
}

async function tellAll(database: Database.Database): Promise<void> {
  const tables = new Set(
    database
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND sql NOT LIKE 'CREATE VIRTUAL%'",
      )
      .pluck()
      .all(),
  );
  for (const [number, query] of queries.entries())
    if (tables.has(query.table)) await tellQuery(database, number, query, tables);
  for (const table of countedTables)
    if (tables.has(table)) {
      const count = database.prepare(`SELECT count(*) FROM "${table}" NOT INDEXED`).pluck().get();
      await tell([-1, [[table, Number(count)]]]);
    }
}

async function tellQuery(
  database: Database.Database,
  number: number,
  query: Query,
  tables: ReadonlySet<unknown>,
): Promise<void> {
  let rows: Cell[][] = [];
  for (const row of database
    .prepare(writeQuery(database, query, tables))
    .raw()
    .iterate() as Iterable<unknown[]>) {
    rows.push(row.map(tidy));
    if (rows.length < rowsInLine) continue;
    await tell([number, rows]);
    rows = [];
  }
  if (rows.length > 0) await tell([number, rows]);
}

function writeQuery(
  database: Database.Database,
  { table, columns, of }: Query,
  tables: ReadonlySet<unknown>,
): string {
  const own = realColumns(database, table);
  const fields = columns.map(name => (own.has(name) ? `t."${name}"` : 'NULL'));
  if (!of) return `SELECT ${fields.join(', ')} FROM "${table}" t NOT INDEXED`;
  const others = tables.has(of.table) ? realColumns(database, of.table) : new Set();
  const isJoined = own.has(of.key) && others.has('row_id');
  const theirs = of.columns.map(name => (isJoined && others.has(name) ? `o."${name}"` : 'NULL'));
  const join = isJoined ? `LEFT JOIN "${of.table}" o ON o."row_id" = t."${of.key}"` : '';
  return `SELECT ${[...fields, ...theirs].join(', ')} FROM "${table}" t NOT INDEXED ${join}`;
}

/** Those that are kept: a generated one would be computed, by whatever its maker wrote. */
function realColumns(database: Database.Database, table: string): ReadonlySet<string> {
  const columns = database.pragma(`table_xinfo("${table}")`) as { name: string; hidden: number }[];
  return new Set(columns.filter(({ hidden }) => hidden === 0).map(({ name }) => name));
}

function tidy(cell: unknown): Cell {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'string') return cell.slice(0, textCharactersMax);
  return Buffer.isBuffer(cell) && cell.length <= 64 ? cell.toString('hex') : null;
}

async function tell(rows: Rows): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(rows)}\n`)) await once(process.stdout, 'drain');
}
