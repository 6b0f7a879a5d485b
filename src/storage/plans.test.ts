// How SQLite and PostgreSQL go about what is asked of a large record.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { describe } from 'vitest';
import { postgresUrl, takeTestDatabase } from '../testing/postgres.ts';
import { postgresDialect } from './dialects/postgres/dialect.ts';
import { makeStatement } from './dialects/postgres/statements.ts';
import { openSqlite, prepareStatements, sqliteDialect } from './dialects/sqlite.ts';
import { growing, listen, type PlannedStore, plansSuite } from './plans.suite.ts';
import type { Dialect, Sql, SqlValue } from './sql.ts';
import { openReader } from './tables.ts';

/** By which SQLite sorts what is few: what was looked up by ids, or found so far. */
const sortsFew = [/\bid IN \(/, /LIMIT 400000\)/, /\.id IN \(/, /AS newest/];

/** Is all of an index looked through? Whatever is not null lies in it, but for one that is of few rows. */
function isWhole(text: string, detail: string): boolean {
  const [, index, column] = /USING (?:COVERING )?INDEX (\w+) \((\w+)>\?\)/.exec(detail) ?? [];
  return index !== 'audit_waiting' && text.includes(`${column} IS NOT NULL`);
}

describe('SQLite', () => {
  plansSuite(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keepwell-plans-'));
    const file = join(folder, 'keepwell.db');
    await (await openSqlite({ file, synchronous: 'OFF' })).close();
    const db = new Database(file);
    return {
      run: statement => db.exec(withMarks(statement, sqliteDialect)),
      reader: ask => openReader(listen(prepareStatements(db), ask), sqliteDialect),
      findSlow(text, values) {
        const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values) as { detail: string }[];
        return plan
          .map(({ detail }) => detail)
          .filter(detail => {
            const scanned = /^SCAN (\w+)/.exec(detail)?.[1];
            if (scanned !== undefined) return growing.has(scanned);
            if (isWhole(text, detail)) return true;
            return (
              /TEMP B-TREE/.test(detail) && !/LAST/.test(detail) && !sortsFew.some(few => few.test(text))
            );
          });
      },
      settle: () => {},
      close() {
        db.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
});

describe.skipIf(postgresUrl === undefined)('PostgreSQL', () => {
  plansSuite(async () => {
    const { url, release } = await takeTestDatabase();
    const store = await openPlanned(url);
    return {
      ...store,
      async close() {
        await store.close();
        await release();
      },
    };
  });
});

describe.skipIf(postgresUrl === undefined)('PostgreSQL with partitions', () => {
  plansSuite(async () => {
    // It is not as new afterwards, so it is not given back: the end of the run removes it.
    const { url } = await takeTestDatabase();
    const store = await openPlanned(url);
    await store.run('SET keepwell.partitions = 4');
    await store.run(partition);
    return store;
  });
});

const partition = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'partition.sql'), 'utf8');

async function openPlanned(url: string): Promise<PlannedStore> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SET plan_cache_mode = force_generic_plan');
  return {
    run: statement => client.query(withMarks(statement, postgresDialect)),
    reader: ask => openReader(listen(plainSql(client), ask), postgresDialect),
    async findSlow(text, values, rowsMax) {
      const given =
        values.length > 0 ? `(${values.map(value => pg.escapeLiteral(String(value))).join(', ')})` : '';
      await client.query(`PREPARE planned AS ${makeStatement(text).text}`);
      const { rows } = await client.query(
        `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE planned${given}`,
      );
      await client.query('DEALLOCATE planned');
      return judge(rows[0]['QUERY PLAN'][0].Plan, rowsMax);
    },
    async settle() {
      await client.query('VACUUM ANALYZE');
    },
    close: () => client.end(),
  };
}

function withMarks(statement: string, { marks }: Dialect): string {
  return statement.replace('{blob}', marks.blob).replace('{integer}', marks.integer);
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

function judge(plan: PlanNode, rowsMax: number): string[] {
  const slow: string[] = [];
  let looked = 0;
  const visit = (node: PlanNode) => {
    const table = node['Relation Name']?.replace(/_\d+$/, '');
    if (node['Node Type'] === 'Seq Scan' && growing.has(table ?? '')) slow.push(`Seq Scan ${table}`);
    if (!node.Plans || table !== undefined)
      looked += (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(plan);
  if (looked > rowsMax) slow.push(`${looked} rows`);
  return slow;
}

function plainSql(client: pg.Client): Sql {
  const rows = async (text: string, values: readonly SqlValue[], isListed: boolean) => {
    const answer = await client.query({
      text: makeStatement(text).text,
      values: [...values],
      ...(isListed && { rowMode: 'array' }),
    });
    return answer.rows as never[];
  };
  return {
    all: (text, ...values) => rows(text, values, false),
    rows: (text, ...values) => rows(text, values, true),
    column: async (text, ...values) => (await rows(text, values, true)).map(row => row[0]),
    allWhile: (_, text, ...values) => rows(text, values, false),
    rowsWhile: (_, text, ...values) => rows(text, values, true),
    get: async (text, ...values) => (await rows(text, values, false))[0],
    run: () => 0,
    put: () => {},
  };
}
