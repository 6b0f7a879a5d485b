// What is kept of callers holds no longer than what it was read from.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallerFacts, CallerQuery } from '../../core/healthvault/sessions/ports.ts';
import { databaseFile } from '../../data-folder.ts';
import { givenLinkedApp, type Linked } from '../../testing/given.ts';
import { isOnPostgres, postgresUrl, type TestDatabase, takeTestDatabase } from '../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { findCaller } from '../callers.ts';
import type { Sql } from '../sql.ts';
import { rememberCallers } from './known-callers.ts';
import { openPostgres } from './postgres/store.ts';
import { openSqlite, prepareStatements } from './sqlite.ts';
import { generationNumber } from './sqlite-callers.ts';

const query: CallerQuery = {
  hash: Buffer.from('session'),
  userHash: undefined,
  personAlias: undefined,
  recordAlias: undefined,
};
const facts: CallerFacts = {
  session: {
    hash: query.hash,
    appId: 'app',
    hmac: 'HMACSHA1',
    sealedSecret: Buffer.from(''),
    thumbprint: undefined,
    expiresAt: 1,
  },
  app: { id: 'app' } as CallerFacts['app'],
  userToken: undefined,
  personId: undefined,
  personState: undefined,
  reach: undefined,
};

describe('what is kept of callers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-callers-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is watched in every table and column that is asked who calls', async () => {
    const file = join(folder, 'keepwell.db');
    await (await openSqlite({ file })).close();
    const db = new Database(file);
    const sql = prepareStatements(db);
    let asked = '';
    const listening: Sql = {
      ...sql,
      rows: (text, ...values) => {
        asked = text;
        return sql.rows(text, ...values);
      },
    };
    expect(await findCaller(listening, query)).toBeUndefined();
    const tables = [...asked.matchAll(/(?:FROM|JOIN)\s+(\w+)\s+(\w+)\b/g)].map(([, table, alias]) => ({
      table,
      columns: new Set([...asked.matchAll(new RegExp(`\\b${alias}\\.(\\w+)`, 'g'))].map(([, name]) => name)),
    }));
    expect(tables).toHaveLength(10);
    for (const { table, columns } of tables) {
      const triggers = db
        .prepare<[unknown], { sql: string }>(
          "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
        )
        .all(table)
        .map(({ sql }) => sql);
      expect(triggers.filter(sql => sql.includes('AFTER DELETE'))).toHaveLength(1);
      const [, only] = triggers.map(sql => /AFTER UPDATE (?:OF ([\w, ]+) )?ON/.exec(sql)).find(Boolean) ?? [];
      // No row gets another id.
      const watched = only === undefined ? columns : new Set([...only.split(', '), 'id']);
      expect([...columns].filter(name => !watched.has(name))).toEqual([]);
      expect(triggers).toHaveLength(2);
    }
    db.close();
  });

  test('is no more than so many, and nothing of what is not whole', async () => {
    const file = join(folder, `${randomUUID()}.db`);
    await (await openSqlite({ file })).close();
    const db = new Database(file, { readonly: true });
    let looks = 0;
    const answers = (found: CallerFacts | undefined) =>
      rememberCallers(
        prepareStatements(db),
        generationNumber,
        () => {
          looks += 1;
          return { found, asOf: 1 };
        },
        2,
      );
    const count = async (look: ReturnType<typeof answers>, ...asked: CallerQuery[]) => {
      looks = 0;
      for (const one of asked) await look(one);
      return looks;
    };
    const [a, b, c] = ['a', 'b', 'c'].map(name => ({ ...query, hash: Buffer.from(name) })) as [
      CallerQuery,
      CallerQuery,
      CallerQuery,
    ];
    expect(await count(answers(facts), a, a, b, b, a)).toBe(2);
    expect(await count(answers(facts), a, b, c, c, a)).toBe(4);
    expect(await count(answers(undefined), a, a)).toBe(2);
    expect(await count(answers({ ...facts, app: undefined }), a, a)).toBe(2);
    for (const more of [{ userHash: a.hash }, { personAlias: 'p' }, { recordAlias: 'r' }])
      expect(await count(answers(facts), { ...a, ...more }, { ...a, ...more })).toBe(2);
    db.close();
  });

  test('is nothing where no change would be told', async () => {
    const file = join(folder, `${randomUUID()}.db`);
    await (await openSqlite({ file })).close();
    const db = new Database(file);
    db.exec('DELETE FROM caller_generation');
    let looks = 0;
    const look = rememberCallers(prepareStatements(db), generationNumber, () => {
      looks += 1;
      return { found: facts, asOf: undefined };
    });
    for (let calls = 0; calls < 3; calls++) expect(await look(query)).toEqual(facts);
    expect(looks).toBe(3);
    db.close();
  });
});

test.skipIf(postgresUrl === undefined)(
  'PostgreSQL has again what is gone of it once the vault is opened',
  async () => {
    const { url, release } = await takeTestDatabase();
    const other = await openClient(url);
    await other.run('DROP TRIGGER caller_person_removed ON person');
    await (await openPostgres({ url })).close();
    const raised = 'SELECT COUNT(*) AS count FROM caller_generation';
    await other.run('DELETE FROM caller_generation');
    await other.run('DELETE FROM person');
    expect(await other.run(raised)).toMatchObject({ rows: [{ count: '1' }] });
    await other.close();
    await release();
  },
);

interface Other {
  run(statement: string, ...values: readonly string[]): Promise<unknown>;
  close(): Promise<void>;
}

async function openSqliteFile({ data }: TestServer): Promise<Other> {
  const db = new Database(databaseFile(data), { timeout: 5000 });
  return {
    run: async (statement, ...values) => db.prepare(statement).run(...values),
    close: async () => void db.close(),
  };
}

const stores = ['SQLite', ...(postgresUrl === undefined ? [] : ['PostgreSQL'])].filter(
  store => store !== 'SQLite' || !isOnPostgres,
);

async function openClient(url: string): Promise<Other> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let place = 0;
  return {
    run: (statement, ...values) => {
      place = 0;
      return client.query(
        statement.replace(/\?/g, () => `$${++place}`),
        [...values],
      );
    },
    close: () => client.end(),
  };
}

describe.each(stores)('%s: what another process changes holds for the next request', store => {
  const isPostgres = store === 'PostgreSQL';
  let server: TestServer;
  let other: Other;
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    if (isPostgres) database = await takeTestDatabase();
    server = await startTestServer(database && { database: database.url });
    other = database ? await openClient(database.url) : await openSqliteFile(server);
  });
  afterAll(async () => {
    await other.close();
    await server.close();
    await database?.release();
  });

  const get = ({ client, recordId, userToken }: Linked) =>
    client.call('GetThings', {
      version: 3,
      info: `<group max="1"><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><xml/></format></group>`,
      recordId,
      userToken,
    });
  const put = ({ client, recordId, userToken }: Linked) =>
    client.call('PutThings', { version: 2, info: aWeight(70), recordId, userToken });

  test.each<[string, number, string, (linked: Linked) => readonly string[]]>([
    ['a session is removed', 65, 'DELETE FROM app_session WHERE app_id = ?', ({ app }) => [app.id]],
    ['a session ends', 65, 'UPDATE app_session SET expires_at = 1 WHERE app_id = ?', ({ app }) => [app.id]],
    [
      'an application is disabled',
      6,
      `UPDATE application SET definition = replace(definition, '"active"', '"disabled"') WHERE id = ?`,
      ({ app }) => [app.id],
    ],
    ['an application is removed', 6, 'DELETE FROM application WHERE id = ?', ({ app }) => [app.id]],
    [
      'a certificate is removed',
      65,
      'DELETE FROM application_certificate WHERE app_id = ?',
      ({ app }) => [app.id],
    ],
    ['a token is removed', 7, 'DELETE FROM user_token WHERE person_id = ?', ({ person }) => [person.id]],
    [
      'a person is suspended',
      9,
      `UPDATE person SET state = 'suspended' WHERE id = ?`,
      ({ person }) => [person.id],
    ],
    [
      'an authorisation is removed',
      11,
      'DELETE FROM app_authorization WHERE record_id = ?',
      ({ record }) => [record.id],
    ],
    [
      'a record goes to the bin',
      11,
      `UPDATE record SET state = 'deleted' WHERE id = ?`,
      ({ record }) => [record.id],
    ],
    [
      'an access is removed',
      11,
      'DELETE FROM record_access WHERE record_id = ?',
      ({ record }) => [record.id],
    ],
    [
      'an access ends',
      11,
      'UPDATE record_access SET expires_at = 1 WHERE record_id = ?',
      ({ record }) => [record.id],
    ],
    [
      'a record is known by another id',
      10,
      `UPDATE record_alias SET alias = '${randomUUID()}' WHERE record_id = ?`,
      ({ record }) => [record.id],
    ],
  ])('%s: %i', async (_, code, statement, values) => {
    for (const call of [get, put]) {
      const linked = await givenLinkedApp(server);
      for (const done of [await call(linked), await call(linked)]) expect(done.code).toBe(0);
      await other.run(statement, ...values(linked));
      expect((await call(linked)).code).toBe(code);
    }
  });

  test('a granted rule is narrowed: nothing is found, and nothing taken', async () => {
    const linked = await givenLinkedApp(server);
    expect((await put(linked)).code).toBe(0);
    expect((await get(linked)).xml).toContain('<thing-id');
    await other.run(`UPDATE app_authorization SET rules = '[]' WHERE record_id = ?`, linked.record.id);
    expect((await get(linked)).xml).not.toContain('<thing-id');
    expect((await put(linked)).code).toBe(11);
  });

  test('an access is widened', async () => {
    const linked = await givenLinkedApp(server);
    const { id } = linked.record;
    const give = (level: string) =>
      other.run('UPDATE record_access SET level = ? WHERE record_id = ?', level, id);
    await give('view');
    expect((await put(linked)).code).toBe(11);
    await give('custodian');
    expect((await put(linked)).code).toBe(0);
  });
});
