import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { App } from '../client/index.ts';
import { readConfig } from '../config.ts';
import { databaseFile, keyFile } from '../data-folder.ts';
import { startServer } from '../main.ts';
import { openSqlite } from '../storage/dialects/sqlite.ts';
import { sealedColumns } from '../storage/seals.ts';
import { givenLinkedApp } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { sdkFor } from '../testing/sdk.ts';
import { startTestServer } from '../testing/server.ts';

const serve = (data: string) => startServer(readConfig({ data, port: 0, logLevel: 'silent' }, {}));

/** A vault that has sealed the secret of a session, and is not served any more. */
async function givenVault(isPlain = false): Promise<{
  data: string;
  app: App;
  personId: string;
  goTo: (url: string) => void;
}> {
  const data = tempFolder();
  const server = await startTestServer({ data }, 1, isPlain);
  const linked = await givenLinkedApp(server);
  let url = server.platformUrl;
  const app = await sdkFor(server, linked, { fetch: (_, init) => fetch(url, init) });
  await app.personInfo({ personId: linked.personId });
  await server.close();
  return {
    data,
    app,
    personId: linked.personId,
    goTo: next => {
      url = next;
    },
  };
}

const foreign = (data: string) =>
  writeFileSync(keyFile(data), Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 });

/** Every command that opens the vault of a folder by itself. */
const commands = [
  ['serve', '--port', '0'],
  ['app', 'list'],
  ['app', 'create', '--name', 'A'],
  ['sandbox', 'create', '--cert', 'package.json'],
  ['operator', 'list'],
  ['operator', 'add', 'ada@example.org'],
  ['vocab', 'list'],
  ['deliveries', 'list'],
];

describe('a vault whose key', () => {
  test.each([
    [
      'is encrypted',
      false,
      /keepwell\.key, is not there\. Restore it .* This vault is encrypted: without the key nobody can read it, and nothing replaces it\. /,
      /^FAILED {2}key file: .*is not there.*This vault is encrypted: [^()]*$/m,
    ],
    [
      'is not encrypted',
      true,
      /keepwell\.key, is not there\. Restore it .* is not encrypted: .* is lost: .*keepwell key replace/,
      /^FAILED {2}key file: .*is not there.*is not encrypted: .*sessions of applications, .*: 2/m,
    ],
  ])(
    'is lost and that %s is opened by nobody, gets no other key, and says what is lost',
    async (_, isPlain, told, found) => {
      const { data } = await givenVault(isPlain);
      rmSync(keyFile(data));
      for (const args of commands) {
        const { code, err } = await keepwell([...args, '--data', data]);
        expect({ args, code, err }).toEqual({
          args,
          code: 1,
          err: expect.stringMatching(told),
        });
      }
      expect(existsSync(keyFile(data))).toBe(false);
      const { out } = await keepwell(['doctor', '--data', data]);
      expect(out).toMatch(found);
    },
  );

  test('is that of another vault is opened by nobody', async () => {
    const { data } = await givenVault();
    foreign(data);
    for (const args of commands) {
      const { code, err } = await keepwell([...args, '--data', data]);
      expect({ args, code, err }).toEqual({
        args,
        code: 1,
        err: expect.stringContaining('is not the key this vault was sealed with'),
      });
    }
    const { out } = await keepwell(['doctor', '--data', data]);
    expect(out).toMatch(/^FAILED {2}key file: .*is not the key this vault was sealed with/m);
  });

  test('is known by what it sealed, where the vault is from before it noted its key', async () => {
    const { data } = await givenVault(true);
    const db = new Database(databaseFile(data));
    db.exec('DELETE FROM vault_seal');
    const right = readFileSync(keyFile(data));
    foreign(data);
    await expect(serve(data)).rejects.toThrow('is not the key this vault was sealed with');
    writeFileSync(keyFile(data), right);
    await (await serve(data)).close();
    expect(db.prepare('SELECT COUNT(*) AS n FROM vault_seal').get()).toEqual({ n: 1 });
    db.close();
  });
});

test('a key without its database is that of a new vault only where there was none', async () => {
  const { data } = await givenVault();
  await using first = await serve(data);
  await first.close();
  for (const file of readdirSync(data).filter(name => name.startsWith('keepwell.db')))
    rmSync(join(data, file));
  // A start that was cut off leaves as much.
  await (await serve(data)).close();
  rmSync(databaseFile(data));
  writeFileSync(join(data, 'production'), '');
  const { code, err } = await keepwell(['operator', 'list', '--data', data]);
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringContaining('keepwell.db, is not there. Restore it'),
  });
  expect(existsSync(databaseFile(data))).toBe(false);
});

describe('key replace', () => {
  test('says what is lost, and changes nothing', async () => {
    const { data } = await givenVault(true);
    foreign(data);
    const { code, out } = await keepwell(['key', 'replace', '--data', data]);
    expect(code).toBe(0);
    expect(out).toMatch(/sessions of applications, .*: 2$/m);
    expect(out).toContain('Nothing was changed.');
    await expect(serve(data)).rejects.toThrow('is not the key');
  });

  test('goes on without the key: clients open new sessions, the vault stays the same', async () => {
    const { data, app, personId, goTo } = await givenVault(true);
    const before = idOf(data);
    rmSync(keyFile(data));
    expect(await keepwell(['key', 'replace', '--yes', '--data', data])).toMatchObject({ code: 0 });
    expect(idOf(data)).toBe(before);
    await using server = await startTestServer({ data });
    goTo(server.platformUrl);
    // Its session was sealed with the old key.
    expect(await app.personInfo({ personId })).toMatchObject({ id: personId });
  });

  test('is refused where the vault is encrypted: nothing would be left', async () => {
    const { data } = await givenVault();
    rmSync(keyFile(data));
    expect(await keepwell(['key', 'replace', '--yes', '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining('without its master key nobody can read it'),
    });
    expect(existsSync(keyFile(data))).toBe(false);
  });

  test('is refused where the key is right, and beside a server', async () => {
    const { data } = await givenVault(true);
    expect(await keepwell(['key', 'replace', '--yes', '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is the key of this vault'),
    });
    await using _server = await serve(data);
    rmSync(keyFile(data));
    expect(await keepwell(['key', 'replace', '--yes', '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining('Another server has the vault'),
    });
    expect(existsSync(keyFile(data))).toBe(false);
  });
});

function idOf(data: string): unknown {
  const db = new Database(databaseFile(data), { readonly: true });
  try {
    return db.prepare('SELECT vault_id FROM vault_seal').pluck().get();
  } finally {
    db.close();
  }
}

describe('what is sealed for rest', () => {
  test('is known, every column of it', async () => {
    const file = join(tempFolder(), 'keepwell.db');
    await (await openSqlite({ file })).close();
    const db = new Database(file);
    const columns = db
      .prepare(
        `SELECT t.name AS "table", c.name AS "column" FROM sqlite_master t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND (c.name LIKE '%sealed%' OR c.name LIKE '%secret' OR c.name LIKE 'kept%')`,
      )
      .all() as { table: string; column: string }[];
    db.close();
    const known = [
      ...sealedColumns.map(({ table, column }) => `${table}.${column}`),
      'vault_seal.sealed_id',
      // By keys of records, or a hash.
      ...['thing.sealed', 'thing_history.sealed', 'blob.sealed_key', 'blob_part.kept_digest'],
      'document_text.sealed',
      ...['image_file.sealed', 'image_header.sealed', 'image_intake.sealed'],
      ...['import.sealed', 'import_slice.sealed', 'import_mapping.sealed', 'import_mapping.kept_at'],
    ];
    expect(columns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(known.sort());
  });

  test('is forgotten, every kind of it', async () => {
    const file = join(tempFolder(), 'keepwell.db');
    const store = await openSqlite({ file });
    const db = new Database(file);
    for (const { table } of sealedColumns) {
      const columns = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(table) as {
        name: string;
        type: string;
      }[];
      const some = columns.filter(({ name }) => name !== 'connected_at');
      const values = some.map(({ type }) =>
        type === 'INTEGER' ? 1 : type === 'BLOB' ? Buffer.from('x') : 'x',
      );
      db.prepare(
        `INSERT INTO ${table} (${some.map(({ name }) => name)}) VALUES (${some.map(() => '?')})`,
      ).run(...values);
    }
    const counts = async () => (await store.read(reader => reader.seals.sealed())).map(({ count }) => count);
    expect(await counts()).toEqual(sealedColumns.map(() => 1));
    await store.write(writer => writer.seals.forgetSealed());
    expect(await counts()).toEqual(sealedColumns.map(() => 0));
    db.close();
    await store.close();
  });
});
