// A PostgreSQL database as a copy reads and writes it, on one connection.
import { assume } from '../../../assume.ts';
import type { CopyAccess, CopyDatabase } from '../../copy/database.ts';
import type { Column, Table, Values } from '../../copy/rows.ts';
import type { Sql, SqlValue } from '../../sql.ts';
import { generationTable } from '../known-callers.ts';
import { readPostgresUrl } from './address.ts';
import type { Answer, Question } from './asked.ts';
import type { Connection } from './connection.ts';
import { postgresDialect } from './dialect.ts';
import { LookingSql } from './looking-sql.ts';
import { Source } from './source.ts';
import { makeStatement } from './statements.ts';
import { rowsMax, sendRows } from './work-sql.ts';

/** @throws when it cannot be reached */
export async function openPostgresForCopy(url: string, access: CopyAccess): Promise<CopyDatabase> {
  const address = readPostgresUrl(url);
  const connection = await new Source(address).open();
  const sql = new CopySql(connection);
  if (access === 'snapshot') {
    await sql.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // It stands as long as the target takes.
    await sql.run('SET LOCAL idle_in_transaction_session_timeout = 0');
  }
  return {
    place: address.shown,
    dialect: postgresDialect,
    sql,
    listTables: () => listTables(sql),
    async transact(work) {
      await sql.run('BEGIN');
      try {
        const value = await work();
        await sql.commit();
        return value;
      } catch (error) {
        await sql.undo();
        throw error;
      }
    },
    findProblem,
    advanceSerials: tables => advanceSerials(sql, tables),
    close: () => connection.close(),
  };
}

class CopySql extends LookingSql {
  readonly #connection: Connection;
  #text = '';
  #rows: Values[] = [];
  #error: unknown;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
  }

  async run(text: string, ...values: SqlValue[]): Promise<number> {
    return (await this.#ask({ statement: makeStatement(text), values })).count;
  }

  put(text: string, ...values: SqlValue[]): void {
    if (text !== this.#text || this.#rows.length === rowsMax) this.#flush();
    this.#text = text;
    this.#rows.push(values);
  }

  async commit(): Promise<void> {
    const { command } = await this.#ask({ statement: makeStatement('COMMIT'), values: [] });
    if (command !== 'COMMIT') throw this.#error ?? new Error('PostgreSQL undid a transaction.');
  }

  async undo(): Promise<void> {
    this.#rows = [];
    await this.#ask({ statement: makeStatement('ROLLBACK'), values: [] }).catch(() => {});
    this.#error = undefined;
  }

  protected async look<R>(
    text: string,
    values: readonly SqlValue[],
    isListed: boolean,
    keep?: (row: R) => boolean,
  ): Promise<R[]> {
    return (await this.#ask({ statement: makeStatement(text), values, isListed, keep })).rows as R[];
  }

  /** @throws what went wrong first in the transaction */
  async #ask(question: Question): Promise<Answer> {
    this.#flush();
    try {
      return await this.#connection.send(question);
    } catch (error) {
      throw this.#error ?? error;
    }
  }

  /** Sends the rows that are kept. */
  #flush(): void {
    const rows = this.#rows;
    this.#rows = [];
    const send = (question: Question) =>
      void this.#connection.send(question).catch(error => {
        this.#error ??= error;
      });
    sendRows(send, this.#text, rows);
  }
}

/** What the text index and the store itself keep. */
const ownTables = ['vocabulary_word', 'vocabulary_gram', 'commit_mark', generationTable];

async function listTables(sql: Sql): Promise<Table[]> {
  const names = await sql.all<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind IN ('r', 'p') AND NOT relispartition
     ORDER BY relname`,
  );
  const tables: Table[] = [];
  for (const { name } of names.filter(({ name }) => !ownTables.includes(name))) {
    const columns = await sql.all<{ name: string; type: string; place: number }>(
      `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type,
         COALESCE(array_position(CAST(i.indkey AS int2[]), a.attnum), -1) AS place
       FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
       WHERE a.attrelid = CAST(? AS regclass) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
      name,
    );
    tables.push({
      name,
      columns: columns.map(column => ({ name: column.name, kind: kindOf(column.type) })),
      key: columns
        .filter(({ place }) => place >= 0)
        .sort((a, b) => a.place - b.place)
        .map(column => column.name),
    });
  }
  return tables;
}

const kinds: Readonly<Record<string, Column['kind']>> = {
  bigint: 'integer',
  integer: 'integer',
  text: 'text',
  bytea: 'bytes',
};

function kindOf(type: string): Column['kind'] {
  return assume(kinds[type], `a kind for columns of the type ${type}`);
}

function findProblem({ kind }: Column, value: SqlValue): string | undefined {
  if (value === null) return undefined;
  if (kind === 'bytes') return Buffer.isBuffer(value) ? undefined : 'holds something else than bytes';
  if (kind === 'integer')
    return typeof value === 'bigint' || Number.isSafeInteger(value)
      ? undefined
      : 'holds something else than a whole number';
  if (typeof value !== 'string') return 'holds something else than text';
  return value.includes('\0') ? 'holds the character U+0000' : undefined;
}

async function advanceSerials(sql: Sql, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    const serials = await sql.all<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = CAST(? AS regclass) AND attidentity <> ''`,
      name,
    );
    for (const { name: column } of serials)
      await sql.get(
        `SELECT setval(pg_get_serial_sequence(?, ?), MAX(${column})) FROM ${name} HAVING MAX(${column}) IS NOT NULL`,
        name,
        column,
      );
  }
}
