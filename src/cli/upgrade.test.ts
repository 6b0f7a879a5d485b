// Bringing a vault up to date: what it would do is told first, and one that is killed meanwhile is as it was.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { beforeEach, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { startServer } from '../main.ts';
import { sqliteDialect } from '../storage/dialects/sqlite.ts';
import { listStatements, stepsKnown } from '../storage/migrations.ts';
import { postgresUrl, takeTestDatabase } from '../testing/postgres.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

let data: string;
beforeEach(async () => {
  data = tempFolder();
  await (await startTestServer({ data }, 1, true)).close();
});

const run = async (...args: string[]) => {
  const { code, out, err } = await keepwell(['upgrade', '--data', data, '--json', ...args]);
  return { code, err, told: out === '' ? undefined : JSON.parse(out) };
};

/** As an older Keepwell leaves it: what the last step makes is not there yet. */
function makeOlder(): void {
  const db = new Database(join(data, 'keepwell.db'));
  const last = db.prepare('SELECT MAX(step) FROM migration').pluck().get() as number;
  for (const statement of undoLastStep()) db.exec(statement);
  db.prepare('DELETE FROM migration WHERE step = ?').run(last);
  db.close();
}

const lastStep = () => listStatements(stepsKnown - 1, sqliteDialect).join();

const madeBy = /CREATE TABLE (\w+)|ALTER TABLE (\w+) ADD COLUMN (\w+)|CREATE INDEX (\w+)/g;

function undoLastStep(): string[] {
  // An index goes before the column that it is over.
  const undone = [...lastStep().matchAll(madeBy)].reverse().map(([, made, table, column, index]) => {
    if (index !== undefined) return `DROP INDEX IF EXISTS ${index}`;
    return made === undefined ? `ALTER TABLE ${table} DROP COLUMN ${column}` : `DROP TABLE ${made}`;
  });
  expect(undone).not.toEqual([]);
  return undone;
}

const steps = () => {
  const db = new Database(join(data, 'keepwell.db'), { readonly: true });
  const count = db.prepare('SELECT COUNT(*) FROM migration').pluck().get();
  db.close();
  return count;
};

test('says that nothing is left, and which steps are, without making them; then makes them', async () => {
  expect(await run('--dry-run')).toMatchObject({ code: 0, told: { steps: [], done: false } });
  makeOlder();
  const before = readFileSync(join(data, 'keepwell.db'));
  const { told } = await run('--dry-run');
  expect(told).toMatchObject({ steps: [{ step: stepsKnown }], done: false, databaseBytes: before.length });
  for (const [made] of lastStep().matchAll(madeBy)) expect(told.steps[0].does.join()).toContain(made);
  expect(readFileSync(join(data, 'keepwell.db')).equals(before)).toBe(true);
  expect(await run()).toMatchObject({ code: 0, told: { done: true } });
  expect(steps()).toBe(stepsKnown);
});

test('keeps the database as it was, by which the version before goes on, unless told not to', async () => {
  makeOlder();
  const { told } = await run();
  expect(told.copy).toBe(join(data, `before-step-${stepsKnown}.db`));
  expect(statSync(told.copy).mode & 0o777).toBe(0o600);
  for (const beside of ['-wal', '-shm']) rmSync(join(data, `keepwell.db${beside}`), { force: true });
  renameSync(told.copy, join(data, 'keepwell.db'));
  expect(steps()).toBe(stepsKnown - 1);
  expect(await run('--no-copy')).toMatchObject({ code: 0, told: { done: true } });
  expect(readdirSync(data).filter(name => name.startsWith('before'))).toEqual([]);
  expect(steps()).toBe(stepsKnown);
});

test('makes no step where there is no room for the copy', async () => {
  makeOlder();
  writeFileSync(join(data, 'keepwell.json'), JSON.stringify({ limits: { diskBytesFreeMin: 2 ** 52 } }));
  expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('There is no room for a copy') });
  expect(steps()).toBe(stepsKnown - 1);
});

test('a vault of a newer Keepwell is refused in words, a folder without one too', async () => {
  const db = new Database(join(data, 'keepwell.db'));
  db.exec('INSERT INTO migration (step) VALUES (1000)');
  db.close();
  expect(await run('--dry-run')).toMatchObject({
    code: 1,
    err: expect.stringContaining('written by a newer Keepwell'),
  });
  data = tempFolder();
  expect(await run('--dry-run')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no vault'),
  });
});

test('beside a server it makes nothing', async () => {
  makeOlder();
  await using server = await startTestServer({ data });
  expect(server.vault.mode).toBe('sandbox');
  expect(await run()).toMatchObject({ code: 0, told: { steps: [], done: false } });
});

/** Makes all steps but does not get to the end: it is killed in their transaction. */
const killed = `
  import Database from 'better-sqlite3';
  import { countStepsLeft, migrate } from ${JSON.stringify(join(import.meta.dirname, '../../dist/storage/migrations.js'))};
  import { prepareStatements, sqliteDialect } from ${JSON.stringify(join(import.meta.dirname, '../../dist/storage/dialects/sqlite.js'))};
  const db = new Database(process.argv[1]);
  db.exec('BEGIN IMMEDIATE');
  const sql = prepareStatements(db);
  await migrate(sql, sqliteDialect);
  if (await countStepsLeft(sql) !== 0) process.exit(3);
  process.kill(process.pid, 'SIGKILL');
`;

test('one that is killed before its end leaves the vault as it was, and is made by the next', async () => {
  makeOlder();
  const args = ['--input-type=module', '-e', killed, join(data, 'keepwell.db')];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: 'ignore' });
  expect(await new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)))).toBe('SIGKILL');
  expect(steps()).toBe(stepsKnown - 1);
  expect(await run()).toMatchObject({ code: 0, told: { done: true } });
  expect(steps()).toBe(stepsKnown);
});

const killedOnPostgres = `
  import { countStepsLeft, migrate } from ${JSON.stringify(join(import.meta.dirname, '../../dist/storage/migrations.js'))};
  import { openPostgresForCopy } from ${JSON.stringify(join(import.meta.dirname, '../../dist/storage/dialects/postgres/copy.js'))};
  const { sql, dialect } = await openPostgresForCopy(process.argv[1], 'write');
  await sql.run('BEGIN');
  await migrate(sql, dialect);
  if (await countStepsLeft(sql) !== 0) process.exit(3);
  process.kill(process.pid, 'SIGKILL');
`;

test.skipIf(postgresUrl === undefined)(
  'nor does one in PostgreSQL change anything before its end',
  async () => {
    const database = await takeTestDatabase();
    const env = { KEEPWELL_DATA: tempFolder(), KEEPWELL_DATABASE: database.url };
    const upgrade = async (...args: string[]) =>
      JSON.parse((await keepwell(['upgrade', '--json', ...args], { env })).out);
    const settings = { data: env.KEEPWELL_DATA, database: database.url };
    await (await startServer(readConfig({ ...settings, port: 0, logLevel: 'silent' }, {}))).close();
    const client = new pg.Client(database.url);
    await client.connect();
    for (const statement of undoLastStep()) await client.query(statement);
    await client.query('DELETE FROM migration WHERE step = $1', [stepsKnown]);
    expect((await upgrade('--dry-run')).steps).toMatchObject([{ step: stepsKnown }]);
    const args = ['--input-type=module', '-e', killedOnPostgres, database.url];
    const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: 'ignore' });
    expect(await new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)))).toBe('SIGKILL');
    const steps = async () => Number((await client.query('SELECT COUNT(*) AS n FROM migration')).rows[0].n);
    expect(await steps()).toBe(stepsKnown - 1);
    expect(await upgrade()).toMatchObject({ done: true });
    expect(await steps()).toBe(stepsKnown);
    await client.query('INSERT INTO migration (step) VALUES (1000)');
    expect((await keepwell(['upgrade', '--dry-run'], { env })).err).toContain('written by a newer Keepwell');
    await client.end();
    await database.release();
  },
);
