// `keepwell db …` as an operator meets it. What a copy is, database by database, is in storage/copy/copy.test.ts.
// KEEPWELL_COPY_COUNT is how many items the large vault has.
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { databaseFile, keyFile } from '../data-folder.ts';
import { makeRandom, type Random } from '../demo/random.ts';
import { holdFolder } from '../running.ts';
import { openForCopy, readDatabasePlace, sayDatabasePlace } from '../storage/copy/places.ts';
import { addThings, fillTables } from '../testing/fill-tables.ts';
import { givenLinkedApp, type Linked, TestClient } from '../testing/given.ts';
import { makeEmptyDatabase, postgresUrl } from '../testing/postgres.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { seed } from '../testing/seed.ts';
import { startTestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';

const bin = join(import.meta.dirname, '../../dist/cli/keepwell.js');

/** The folder of a vault that an application wrote to, as a server left it. */
let data: string;
let app: Linked;
let answer: string;
const items = '<group><filter></filter><format><section>core</section><xml/></format></group>';

beforeAll(async () => {
  await using server = await startTestServer({ database: undefined });
  app = await givenLinkedApp(server);
  await ask(app.client, 'PutThings', aWeight(71));
  answer = await ask(app.client, 'GetThings', items);
  data = tempFolder();
  cpSync(server.data, data, { recursive: true });
});

async function ask(client: TestClient, method: string, info: string): Promise<string> {
  const { recordId, userToken } = app;
  const answer = await client.call(method, {
    info,
    recordId,
    userToken,
    version: method === 'GetThings' ? 3 : 2,
  });
  expect(answer.code).toBe(0);
  return answer.texts('kg').join();
}

const copy = (from: string, to: string, ...args: string[]) =>
  keepwell(['db', 'copy', '--from', from, '--to', to, ...args]);

describe('a vault that was copied', () => {
  let folder: string;
  beforeAll(() => {
    folder = tempFolder();
  });

  test('is told of, with what belongs to it', async () => {
    const { code, out, err } = await copy(databaseFile(data), databaseFile(folder));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^thing +1 rows {2}[0-9a-f]{16}$/m);
    expect(out).toMatch(/^\d+ rows in \d+ tables, the same in both\.$/m);
    expect(out).toContain(
      `Key: ${keyFile(folder)} is not there. Put ${keyFile(data)} there, readable by its owner only: the vault cannot be served without it.`,
    );
    expect(out).toContain('Files: items of this vault hold none.');
  });

  test('answers as the first does', async () => {
    copyFileSync(keyFile(data), keyFile(folder));
    await using server = await startTestServer({ data: folder, database: undefined });
    const client = new TestClient(server, app.app.id);
    client.token = app.client.token;
    client.secret = app.client.secret;
    expect(await ask(client, 'GetThings', items)).toBe(answer);
    expect(answer).toBe('71');
  });
});

test('a vault that is served is not copied', async () => {
  const hold = holdFolder(data);
  hold.announce({ url: 'http://localhost:1', mode: 'sandbox', pid: 77, startedAt: '2026-11-25T12:00:00Z' });
  const { code, err } = await copy(databaseFile(data), databaseFile(tempFolder()));
  hold.release();
  expect({ code, err }).toEqual({
    code: 1,
    err: `keepwell: The vault in ${data} is served: process 77, at http://localhost:1. Stop its server; a vault is copied while nobody writes to it.\n`,
  });
});

test('a key that is not of this vault, and files that are not there, are told of', async () => {
  const [from, to] = [tempFolder(), tempFolder()];
  cpSync(data, from, { recursive: true });
  const db = new Database(databaseFile(from));
  db.exec(`INSERT INTO blob (id, purpose, app_id, state, length, part_bytes, begun_at, expires_at)
    VALUES ('b', 'thing', 'a', 'attached', 1, 1, 1, 1);
    INSERT INTO blob_part (blob_id, position, name, digest) VALUES ('b', 0, 'p', x'00');`);
  db.close();
  await using other = await startTestServer({ database: undefined });
  copyFileSync(keyFile(other.data), keyFile(to));
  const { code, out } = await copy(databaseFile(from), databaseFile(to));
  expect(code).toBe(0);
  expect(out).toContain(`Key: ${keyFile(to)} is the key of another vault. Put ${keyFile(from)} there`);
  expect(out).toContain(
    `Files: those that items hold are not in ${join(to, 'blobs')}. Copy ${join(from, 'blobs')}, or set blobStore to where they are.`,
  );
});

test('two databases are compared: by the exit code, and by the first row that differs', async () => {
  const folder = tempFolder();
  await copy(databaseFile(data), databaseFile(folder));
  const verify = (...args: string[]) =>
    keepwell(['db', 'verify', '--from', databaseFile(data), '--to', databaseFile(folder), ...args]);
  expect(await verify()).toMatchObject({ code: 0, err: '' });
  const db = new Database(databaseFile(folder));
  db.exec(`UPDATE thing SET data_xml = 'other'`);
  const id = db.prepare(`SELECT record_id || ', ' || id FROM thing`).pluck().get();
  db.close();
  const { code, out, err } = await verify();
  expect({ code, err }).toEqual({ code: 1, err: 'keepwell: The databases differ in thing.\n' });
  expect(out).toContain(`: ${id} differs in data_xml\n`);
  const { tables } = JSON.parse((await verify('--json')).out);
  const things = tables.find(({ table }: { table: string }) => table === 'thing');
  expect(things).toMatchObject({ rows: { from: 1, to: 1 }, difference: `${id} differs in data_xml` });
});

test('a file that is not there is named', async () => {
  const missing = join(tempFolder(), 'none.db');
  const { code, err } = await copy(missing, databaseFile(tempFolder()));
  expect(code).toBe(1);
  expect(err).toContain(`There is no file ${missing}`);
});

test('what is no database is refused, and no password is said', async () => {
  const none = 'postgres://me:one@two@127.0.0.1:1/keepwell';
  expect(await copy(none, none)).toMatchObject({ code: 2, err: expect.not.stringMatching(/one|two/) });
  expect(sayDatabasePlace(readDatabasePlace(none))).toBe('postgres://me@127.0.0.1:1/keepwell');
  const wrong = 'mysql://me:secret@db.example/keepwell';
  expect(await copy(wrong, databaseFile(tempFolder()))).toEqual({
    code: 2,
    out: '',
    err: 'keepwell: --from: It must be a file, as /path/to/keepwell.db or sqlite:///path/to/keepwell.db, or postgres://user@host:port/database.\n',
  });
  const file = databaseFile(data);
  expect(await copy(file, `sqlite://${file}`)).toMatchObject({
    code: 2,
    err: 'keepwell: --from and --to are the same database.\n',
  });
});

const itemsInLarge = Number(process.env.KEEPWELL_COPY_COUNT ?? 12_000);
const copiesMs = itemsInLarge * 10;

/** The databases that a vault is copied into. */
const targets = [
  { kind: 'SQLite', makePlace: async () => databaseFile(tempFolder()) },
  ...(postgresUrl === undefined ? [] : [{ kind: 'PostgreSQL', makePlace: makeEmptyDatabase }]),
];

describe.each(targets)('a large vault, to $kind', ({ makePlace }) => {
  let large: string;
  beforeAll(() => {
    large = databaseFile(tempFolder());
    const db = new Database(databaseFile(data));
    db.exec(`VACUUM INTO '${large}'`);
    db.close();
    fillTables(large, { seed, rowsPerTable: 20 });
    addThings(large, { seed, count: itemsInLarge, bytes: 400 });
    const filled = new Database(large);
    // No node is at work.
    filled.exec('UPDATE lease SET expires_at = 0');
    filled.close();
  }, copiesMs);

  test(
    `is copied whole there and back, though each copy is killed three times at random (seed ${seed})`,
    async () => {
      const [there, back] = [await makePlace(), databaseFile(tempFolder())];
      const random = makeRandom(seed);
      await copyKilled(large, there, random);
      await copyKilled(there, back, random);
      const verified = await keepwell(['db', 'verify', '--from', large, '--to', back]);
      expect(verified.code, verified.err).toBe(0);
    },
    copiesMs,
  );

  test(
    'stops when it is told to, and says how it goes on',
    async () => {
      const to = await makePlace();
      const { child, ended, err } = startCopy(large, to);
      await reachRows(to, 3000, child);
      child.kill('SIGINT');
      expect(await ended).toBe(1);
      expect(err()).toBe(
        'keepwell: Stopped. What was copied is kept: the same command goes on from there.\n',
      );
      expect(await startCopy(large, to).ended).toBe(0);
    },
    copiesMs,
  );
});

describe.skipIf(postgresUrl === undefined)('a vault in PostgreSQL', () => {
  test('answers as the first does, and is copied while no node serves it', async () => {
    const [place, folder] = [await makeEmptyDatabase(), tempFolder()];
    copyFileSync(keyFile(data), keyFile(folder));
    const { code, out } = await copy(databaseFile(data), place, '--data', folder);
    expect(code).toBe(0);
    expect(out).toContain(`Key: ${keyFile(folder)} is the key of this vault.`);
    expect(out).toContain('Database: set KEEPWELL_DATABASE');
    await using server = await startTestServer({ data: folder, database: place });
    const client = new TestClient(server, app.app.id);
    client.token = app.client.token;
    client.secret = app.client.secret;
    expect(await ask(client, 'GetThings', items)).toBe(answer);
    await server.vault.store.write(db => db.leases.take({ name: 'mail', holder: 'a node' }, 60_000));
    const refused = await copy(place, databaseFile(tempFolder()));
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('is served. Stop all its nodes');
  });
});

function startCopy(from: string, to: string) {
  const child = spawn(process.execPath, [bin, 'db', 'copy', '--from', from, '--to', to], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', text => {
    err += text;
  });
  const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)));
  return { child, ended, err: () => err };
}

/** Each time in another third of the way, until it is left to its end. */
async function copyKilled(from: string, to: string, random: Random): Promise<void> {
  const third = Math.floor(itemsInLarge / 3);
  for (let kills = 0; kills < 3; kills++) {
    const { child, ended } = startCopy(from, to);
    await reachRows(to, kills * third + random.whole(1, Math.floor(third * 0.75)), child);
    await pause(random.whole(0, 30));
    expect(child.exitCode).toBe(null);
    child.kill('SIGKILL');
    await ended;
    expect(await countDone(to)).toBeLessThan(itemsInLarge);
  }
  expect(await startCopy(from, to).ended).toBe(0);
}

/** Rows that are kept so far; undefined when the copy has not begun. */
async function countDone(to: string): Promise<number | undefined> {
  try {
    const database = await openForCopy(readDatabasePlace(to), 'snapshot');
    try {
      const row = await database.sql.get<{ done: number }>('SELECT SUM(done) AS done FROM vault_copy');
      return Number(row?.done);
    } finally {
      await database.close();
    }
  } catch {
    return undefined;
  }
}

async function reachRows(to: string, rows: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && ((await countDone(to)) ?? 0) < rows) await pause(10);
}
