// Copies between databases of all kinds. What the command makes of them is in cli/db.test.ts.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { addThings, fillTables } from '../../testing/fill-tables.ts';
import { makeEmptyDatabase, postgresUrl } from '../../testing/postgres.ts';
import { tempFolder } from '../../testing/process.ts';
import { seed } from '../../testing/seed.ts';
import { openSqlite } from '../dialects/sqlite.ts';
import { getRow } from '../sql.ts';
import { compareVaults, type TableComparison } from './compare.ts';
import { type CopyWatcher, copyTables, endCopy, listVaultTables } from './copy.ts';
import type { CopyDatabase } from './database.ts';
import { openForCopy, readDatabasePlace, sayDatabasePlace } from './places.ts';
import { readSlices, readValues, writeValues } from './rows.ts';

const newFile = async () => join(tempFolder(), 'keepwell.db');
const kinds = [
  { kind: 'SQLite', makePlace: newFile },
  ...(postgresUrl === undefined ? [] : [{ kind: 'PostgreSQL', makePlace: makeEmptyDatabase }]),
];

/** A vault with rows in each table, some of them large. */
let full: string;
beforeAll(async () => {
  full = await makeVault();
  fillTables(full, { seed, rowsPerTable: 40 });
  addThings(full, { seed, count: 3000, bytes: 300 });
  addThings(full, { seed: seed + 1, count: 4, bytes: 3_000_000 });
});

async function makeVault(): Promise<string> {
  const file = await newFile();
  const store = await openSqlite({ file });
  await store.write(db => db.seals.putSeal({ vaultId: file, sealedId: Buffer.from('sealed') }));
  await store.close();
  return file;
}

const open = (place: string, access: 'snapshot' | 'write') => openForCopy(readDatabasePlace(place), access);

async function copy(from: string, to: string, watcher: CopyWatcher = {}): Promise<void> {
  const source = await open(from, 'snapshot');
  const target = await open(to, 'write');
  try {
    await copyTables(source, target, watcher);
    await endCopy(target);
  } finally {
    await source.close();
    await target.close();
  }
}

async function compare(from: string, to: string): Promise<TableComparison[]> {
  const source = await open(from, 'snapshot');
  const target = await open(to, 'snapshot');
  try {
    const tables: TableComparison[] = [];
    for await (const table of compareVaults(source, target)) tables.push(table);
    return tables;
  } finally {
    await source.close();
    await target.close();
  }
}

const differing = (tables: readonly TableComparison[]) =>
  tables
    .filter(({ rows, hash, difference }) => rows.from !== rows.to || hash.from !== hash.to || difference)
    .map(({ table, difference }) => `${table}: ${difference}`);

function change(file: string, statement: string): void {
  const db = new Database(file);
  db.exec(statement);
  db.close();
}

const directions = kinds.flatMap(from => kinds.map(to => ({ from, to, name: `${from.kind} to ${to.kind}` })));

describe.each(directions)('$name', ({ from, to }) => {
  let source: string;
  beforeAll(async () => {
    source = from.kind === 'SQLite' ? full : await from.makePlace();
    if (source !== full) await copy(full, source);
  });

  test('every table comes along, row by row', async () => {
    const place = await to.makePlace();
    await copy(source, place);
    const tables = await compare(source, place);
    expect(differing(tables)).toEqual([]);
    expect(tables.filter(({ rows }) => rows.from === 0)).toEqual([]);
    const database = await open(source, 'snapshot');
    expect(tables.map(({ table }) => table)).toEqual(
      (await listVaultTables(database)).map(({ name }) => name),
    );
    await database.close();
  });

  test('a copy that was cut off at any slice goes on, and nothing is doubled or lost', async () => {
    const place = await to.makePlace();
    let runs = 0;
    for (let isWhole = false; !isWhole; runs++) {
      let slices = 0;
      await copy(source, place, {
        goOn() {
          slices++;
          if (slices > 7) throw new Error('cut off');
        },
      }).then(
        () => {
          isWhole = true;
        },
        error => expect(error.message).toBe('cut off'),
      );
    }
    expect(runs).toBeGreaterThan(5);
    expect(differing(await compare(source, place))).toEqual([]);
  });
});

describe.skipIf(postgresUrl === undefined)('what only PostgreSQL has', () => {
  test('numbers that count up go on behind those that were copied', async () => {
    const place = await makeEmptyDatabase();
    await copy(full, place);
    const database = await open(place, 'write');
    const last = await getRow<{ id: number }>(database.sql, 'SELECT MAX(id) AS id FROM audit');
    await database.transact(async () => {
      await database.sql.run("INSERT INTO audit (at, action, details) VALUES (1, 'a', '')");
    });
    const next = await getRow<{ id: number }>(database.sql, 'SELECT MAX(id) AS id FROM audit');
    await database.close();
    expect(next.id).toBe(last.id + 1);
  });

  test.each([
    [`UPDATE person SET name = 'a' || char(0) WHERE id = '!'`, 'name holds the character U+0000'],
    [
      `UPDATE person SET created_at = 1.5 WHERE id = '!'`,
      'created_at holds something else than a whole number',
    ],
    [`UPDATE person SET name = x'00' WHERE id = '!'`, 'name holds something else than text'],
  ])('a value that it cannot hold is told of by its row: %s', async (statement, problem) => {
    const [source, place] = [await makeVault(), await makeEmptyDatabase()];
    fillTables(source, { seed, rowsPerTable: 2 });
    change(source, `UPDATE person SET id = '!' WHERE id = (SELECT MIN(id) FROM person)`);
    change(source, statement);
    await expect(copy(source, place)).rejects.toThrow(
      `cannot hold the row ! of person: ${problem}. Mend it in the source; then the same command goes on.`,
    );
    change(source, `UPDATE person SET name = '', created_at = 1 WHERE id = '!'`);
    await copy(source, place);
    expect(differing(await compare(source, place))).toEqual([]);
  });
});

describe('what is refused', () => {
  const refusal = (from: string, to: string) => copy(from, to).catch(error => error.message);

  test('a copy that is not finished is opened by nobody, and is no source', async () => {
    const place = await newFile();
    const cut = copy(full, place, {
      goOn() {
        throw new Error('cut off');
      },
    });
    await expect(cut).rejects.toThrow('cut off');
    const words = 'This vault is a copy that was cut off. `keepwell db copy` goes on with it.';
    await expect(openSqlite({ file: place })).rejects.toThrow(words);
    expect(await refusal(place, await newFile())).toBe(words);
    await copy(full, place);
    await (await openSqlite({ file: place })).close();
  });

  test('a target that holds something else', async () => {
    const [place, other, begun] = [await newFile(), await makeVault(), await newFile()];
    change(place, 'CREATE TABLE recipe (title TEXT PRIMARY KEY)');
    expect(await refusal(full, place)).toBe(
      `${place} is not empty, and holds no copy that was begun. Name an empty database, or a file that is not there.`,
    );
    expect(await refusal(full, other)).toContain(`${other} is not empty`);
    await copy(other, begun, {
      goOn() {
        throw new Error('cut off');
      },
    }).catch(() => {});
    expect(await refusal(full, begun)).toContain(`${begun} holds the beginning of a copy of another vault.`);
    const done = await newFile();
    await copy(other, done);
    expect(await refusal(other, done)).toContain(`${done} holds this vault already, as a whole.`);
  });

  test('a source that changed since its copy was begun', async () => {
    const [source, place] = [await makeVault(), await newFile()];
    fillTables(source, { seed, rowsPerTable: 1 });
    await copy(source, place, {
      goOn() {
        throw new Error('cut off');
      },
    }).catch(() => {});
    change(source, 'DELETE FROM person');
    expect(await refusal(source, place)).toContain(
      `The source has changed since its copy in ${place} was begun.`,
    );
  });

  test('a source that is no vault, or that an older Keepwell left', async () => {
    const [empty, old] = [await newFile(), await makeVault()];
    change(empty, 'CREATE TABLE recipe (title TEXT PRIMARY KEY)');
    expect(await refusal(empty, await newFile())).toBe(`There is no vault in ${empty}.`);
    change(old, 'DELETE FROM migration WHERE step > 20');
    expect(await refusal(old, await newFile())).toContain(`An older Keepwell left the vault in ${old}.`);
  });
});

describe('what a comparison tells of', () => {
  let small: string;
  beforeAll(async () => {
    small = await makeVault();
    fillTables(small, { seed, rowsPerTable: 3 });
  });

  test.each([
    [
      "UPDATE person SET name = 'other' WHERE id = (SELECT MIN(id) FROM person)",
      /^person: .+ differs in name$/,
    ],
    ['DELETE FROM record WHERE id = (SELECT MAX(id) FROM record)', /^record: .+ is missing$/],
    ["INSERT INTO connect_package_blob VALUES ('!', 'b')", /^connect_package_blob: !, b is there only$/],
    [
      'UPDATE passkey SET counter = counter + 1 WHERE id = (SELECT MAX(id) FROM passkey)',
      / differs in counter$/,
    ],
    [
      "UPDATE app_session SET thumbprint = 'other'",
      /^app_session: x'[0-9a-f]+', .+ differs in thumbprint$|^app_session: x'[0-9a-f]+' differs in thumbprint$/,
    ],
  ])('%s', async (statement, words) => {
    const place = await newFile();
    await copy(small, place);
    change(place, statement);
    expect(differing(await compare(small, place))).toEqual([expect.stringMatching(words)]);
  });
});

test('a slice is as large as it may be, whatever its rows are', async () => {
  const database: CopyDatabase = await open(full, 'snapshot');
  const thing = (await listVaultTables(database)).find(({ name }) => name === 'thing')!;
  const sizes: { rows: number; bytes: number }[] = [];
  for await (const rows of readSlices(database.sql, thing))
    sizes.push({ rows: rows.length, bytes: Buffer.byteLength(rows.map(writeValues).join('')) });
  await database.close();
  expect(Math.max(...sizes.map(({ bytes }) => bytes))).toBeLessThan(5_000_000);
  expect(Math.max(...sizes.map(({ rows }) => rows))).toBeLessThanOrEqual(2000);
});

test('values are written so that they can be read, each as itself', () => {
  const values = ['', 'ä\u0000"', null, 0, -5, Buffer.from([0, 255]), 2n ** 60n, '{"bytes":"AA=="}'];
  expect(readValues(writeValues(values))).toEqual(values);
});

test('no table refers to another by a foreign key: the order in which they are copied does not matter', () => {
  const db = new Database(full, { readonly: true });
  const keys = db
    .prepare("SELECT 1 FROM pragma_table_list t, pragma_foreign_key_list(t.name) WHERE t.schema = 'main'")
    .all();
  db.close();
  expect(keys).toEqual([]);
});

test('places are named as a path or an address, and a password is never said', () => {
  expect(readDatabasePlace('/v/keepwell.db')).toEqual({ file: '/v/keepwell.db' });
  expect(readDatabasePlace('sqlite:///v/my%20vault.db')).toEqual({ file: '/v/my vault.db' });
  const url = 'postgres://me:secret@db.example:5433/keepwell';
  expect(readDatabasePlace(url)).toEqual({ url });
  expect(sayDatabasePlace({ url })).toBe('postgres://me@db.example:5433/keepwell');
  for (const wrong of ['sqlite://host/x.db', 'mysql://me:secret@db/x', 'sqlite:'])
    expect(() => readDatabasePlace(wrong)).toThrow(/^It must be a file, as/);
});
