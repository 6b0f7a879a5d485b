// Databases of their own for tests, on the server that KEEPWELL_TEST_POSTGRES names: copies of one with all tables, which a
// run makes once and removes at its end. One that a test is done with is emptied, and serves the next.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openPostgres } from '../storage/dialects/postgres/store.ts';

export const postgresUrl = process.env.KEEPWELL_TEST_POSTGRES;

/** Do tests that start a server keep its vault there, too? */
export const isOnPostgres = postgresUrl !== undefined && process.env.KEEPWELL_TEST_STORE === 'postgres';

export interface TestDatabase {
  readonly url: string;
  /** Once nobody uses it any more. */
  release(): Promise<void>;
}

const free: string[] = [];

/** A vault's database, as new. */
export async function takeTestDatabase(): Promise<TestDatabase> {
  const name = (await takeFree()) ?? (await copyTemplate());
  let isReleased = false;
  return {
    url: urlOf(name),
    async release() {
      if (isReleased) return;
      isReleased = true;
      await query(name, emptying);
      free.push(name);
    },
  };
}

/** One that was used before and has the steps of a new one; what was written into it after its test is gone. */
async function takeFree(): Promise<string | undefined> {
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    await query(name, emptying);
    if ((await readSteps(name)) === stepsOfNew) return name;
  }
  return undefined;
}

let stepsOfNew: unknown;

async function readSteps(name: string): Promise<unknown> {
  const { rows } = await query(
    name,
    "SELECT string_agg(m::text, ',' ORDER BY m::text) AS steps FROM migration m",
  );
  return rows[0]?.steps;
}

async function copyTemplate(): Promise<string> {
  const run = process.env.KEEPWELL_TEST_DATABASES ?? '';
  const name = `${run}_${randomUUID().slice(0, 8)}`;
  await query('postgres', `CREATE DATABASE ${name} TEMPLATE ${run} STRATEGY file_copy`);
  stepsOfNew ??= await readSteps(name);
  return name;
}

/** A database without a table. It goes with the run. */
export async function makeEmptyDatabase(): Promise<string> {
  const name = `${process.env.KEEPWELL_TEST_DATABASES}_${randomUUID().slice(0, 8)}`;
  await query('postgres', `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' STRATEGY file_copy`);
  return urlOf(name);
}

/** What was not ended by its test ends here. */
const emptying = `
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
  DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' LOOP
      EXECUTE format('DELETE FROM %I', one);
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
      EXECUTE format('ALTER SEQUENCE %I RESTART', one);
    END LOOP;
  END $$`;

/** Set up by vitest before the workers start. */
export default async function makeTemplate(): Promise<(() => Promise<void>) | undefined> {
  if (postgresUrl === undefined) return undefined;
  const run = `keepwell_test_${randomUUID().slice(0, 8)}`;
  process.env.KEEPWELL_TEST_DATABASES = run;
  await query('postgres', `CREATE DATABASE ${run} TEMPLATE template0 ENCODING 'UTF8'`);
  await (await openPostgres({ url: urlOf(run) })).close();
  return async () => {
    const left = await query(
      'postgres',
      `SELECT datname FROM pg_database WHERE starts_with(datname, '${run}')`,
    );
    for (const { datname } of left.rows) await query('postgres', `DROP DATABASE ${datname} WITH (FORCE)`);
  };
}

function urlOf(database: string): string {
  const url = new URL(postgresUrl ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

async function query(database: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
