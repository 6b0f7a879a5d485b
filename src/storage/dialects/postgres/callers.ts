// In PostgreSQL, what raises the number of ../known-callers.ts: one row for each connection that changes something, so that none
// waits for another. It is raised by as much as chance says, so that a standby that lacks the last changes never comes to a number
// that stood for them.
import type { Sql } from '../../sql.ts';
import { askedTables, generationTable, listEvents } from '../known-callers.ts';

/** As text: it is compared only, and may be beyond what a double holds. */
export const generationNumber = `SELECT COALESCE(SUM(number), 0)::text FROM ${generationTable}`;

const raise = 'raise_caller_generation';

const triggers = Object.keys(askedTables).flatMap(table =>
  listEvents(table).map(({ name, event }) => ({ table, name, event })),
);

const raiseNow = `INSERT INTO ${generationTable} (holder, number) VALUES (pg_backend_pid() % 64, 1 + floor(random() * 1000000))
    ON CONFLICT (holder) DO UPDATE SET number = ${generationTable}.number + excluded.number`;

const making = [
  `CREATE TABLE IF NOT EXISTS ${generationTable} (holder INTEGER PRIMARY KEY, number BIGINT NOT NULL)`,
  `CREATE OR REPLACE FUNCTION ${raise}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    ${raiseNow};
    RETURN NULL;
  END $$`,
];

/** The triggers there are, by name. */
async function listMade(sql: Sql): Promise<ReadonlySet<string>> {
  const names = await sql.column<string>(
    `SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT t.tgisinternal AND n.nspname = current_schema() AND t.tgenabled IN ('O', 'A')`,
  );
  return new Set(names);
}

export async function isWatchingCallers(sql: Sql): Promise<boolean> {
  const made = await listMade(sql);
  return triggers.every(({ name }) => made.has(name));
}

/**
 * After every step that brings tables up to date: one that makes a table anew loses the triggers on it, and tells nobody what it
 * changed. Only what is missing is made, as that holds up writers.
 */
export async function watchCallers(sql: Sql): Promise<void> {
  for (const text of making) await sql.run(text);
  const made = await listMade(sql);
  for (const { table, name, event } of triggers)
    if (!made.has(name))
      await sql.run(
        `CREATE OR REPLACE TRIGGER ${name} AFTER ${event === 'DELETE' ? 'DELETE OR TRUNCATE' : event} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION ${raise}()`,
      );
  await sql.run(raiseNow);
}
