import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import type { Writer } from '../core/store.ts';
import { makeTestRing } from '../testing/ring.ts';
import { openSqlite } from './dialects/sqlite.ts';
import { endedAuthorizationsStep, personalOperationsStep } from './steps/grants.ts';
import { orderStep } from './steps/order.ts';
import { plainTextsStep } from './steps/plain-texts.ts';
import { uploadsToldStep } from './steps/uploads.ts';
import { storeSuite } from './store.suite.ts';

function folder(): { file: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'keepwell-store-'));
  return { file: join(path, 'keepwell.db'), remove: () => rmSync(path, { recursive: true, force: true }) };
}

describe('SQLite', () => {
  storeSuite(async () => {
    const { file, remove } = folder();
    const ring = await makeTestRing();
    const store = await openSqlite({ file, ring });
    return {
      store,
      again: () => openSqlite({ file, ring }),
      dispose: async () => {
        await store.close().catch(() => {});
        remove();
      },
    };
  });

  test('what was typed before a vault was encrypted is never taken for sealed, however it begins', async () => {
    const { file, remove } = folder();
    await (await openSqlite({ file })).close();
    const before = new Database(file);
    before.exec(`INSERT INTO app_settings (app_id, person_id, xml) VALUES ('a', 'p', 'kws1.x')`);
    for (const statement of plainTextsStep) before.exec(statement);
    before.close();
    const store = await openSqlite({ file, ring: await makeTestRing() });
    expect(await store.read(db => db.settings.get('a', 'p'))).toMatchObject({ xml: 'kws1.x' });
    await store.close();
    remove();
  });

  test('keeps a write-ahead log', async () => {
    const { file, remove } = folder();
    const store = await openSqlite({ file });
    const db = new Database(file, { readonly: true });
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
    await store.close();
    remove();
  });

  test('a write waits for another process that writes, and nothing else waits with it', async () => {
    const { file, remove } = folder();
    const store = await openSqlite({ file });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    let isWritten = false;
    const written = store
      .write(db => db.leases.take({ name: 'a', holder: 'b' }, 1000))
      .then(() => {
        isWritten = true;
      });
    const started = performance.now();
    await setTimeout(50);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(isWritten).toBe(false);
    other.exec('COMMIT');
    await written;
    other.close();
    await store.close();
    remove();
  });

  test('a work that is refused after it changed something is undone alone; by itself, it is not tried again', async () => {
    const { file, remove } = folder();
    const store = await openSqlite({ file });
    const runs = { refused: 0, done: 0 };
    const take = (name: keyof typeof runs) => (db: Writer) => {
      runs[name] += 1;
      return db.leases.take({ name, holder: 'b' }, 1000);
    };
    const refuse = async (db: Writer) => {
      await take('refused')(db);
      throw new Error('refused');
    };
    await expect(store.write(refuse)).rejects.toThrow('refused');
    expect(runs.refused).toBe(1);
    const [, refused] = await Promise.allSettled([store.write(take('done')), store.write(refuse)]);
    expect(refused.status).toBe('rejected');
    expect(runs).toEqual({ refused: 3, done: 2 });
    const db = new Database(file, { readonly: true });
    expect(db.prepare('SELECT name FROM lease').pluck().all()).toEqual(['done']);
    db.close();
    await store.close();
    remove();
  });

  test('stores that take turns write one after the other, whoever asks first', async () => {
    const { file, remove } = folder();
    let last = Promise.resolve();
    const taken: string[] = [];
    const turnsOf = (name: string) => async () => {
      const before = last;
      let end = () => {};
      last = new Promise(resolve => {
        end = resolve;
      });
      await before;
      taken.push(name);
      return end;
    };
    const a = await openSqlite({ file, takeTurn: turnsOf('a') });
    const b = await openSqlite({ file, takeTurn: turnsOf('b') });
    const take = (holder: string) => (db: Writer) => db.leases.take({ name: 'x', holder }, 60_000);
    const asked = [a.write(take('a')), b.write(take('b')), b.write(take('a'))];
    expect(await Promise.all(asked)).toEqual([true, false, true]);
    expect(taken).toEqual(['a', 'b']);
    await expect(
      a.write(() => {
        throw new Error('refused');
      }),
    ).rejects.toThrow('refused');
    expect(await b.write(take('a'))).toBe(true);
    for (const store of [a, b]) await store.close();
    remove();
  });

  test('a vault that is ahead by steps which only add is served, and left as it is', async () => {
    const { file, remove } = folder();
    const running = await openSqlite({ file });
    const db = new Database(file);
    const { known } = db.prepare('SELECT COUNT(*) AS known FROM migration').get() as { known: number };
    // The next version, and how far back it says that a Keepwell may be.
    const move = (needs: number) => {
      db.exec('DELETE FROM migration WHERE step = 1000');
      db.prepare('INSERT INTO migration (step, needs) VALUES (1000, ?)').run(needs);
    };
    db.exec('CREATE TABLE of_the_next_version (a TEXT)');
    move(known);
    const rolledBack = await openSqlite({ file });
    for (const store of [running, rolledBack])
      expect(await store.write(db => db.leases.take({ name: 'a', holder: 'b' }, 1000))).toBe(true);
    await rolledBack.close();
    move(known + 1);
    await expect(openSqlite({ file })).rejects.toThrow('newer Keepwell');
    expect(await running.write(db => db.leases.take({ name: 'a', holder: 'b' }, 1000))).toBe(true);
    await running.close();
    expect(db.prepare('SELECT COUNT(*) AS count FROM migration').get()).toEqual({ count: known + 1 });
    db.close();
    remove();
  });

  test('a vault of a newer Keepwell is refused and left alone', async () => {
    const { file, remove } = folder();
    await (await openSqlite({ file })).close();
    const db = new Database(file);
    db.exec('INSERT INTO migration (step) VALUES (1000)');
    db.close();
    await expect(openSqlite({ file })).rejects.toThrow('newer Keepwell');
    remove();
  });

  test('what the pages had under way when Keepwell was brought up to date is dropped; applications go on', async () => {
    const { file, remove } = folder();
    const before = await openSqlite({ file });
    const upload = {
      purpose: 'thing',
      personId: 'p',
      recordId: 'r',
      tokenHash: undefined,
      heldBytes: 0,
      toldBytes: undefined,
      state: 'open',
      length: 0,
      partBytes: 100,
      hash: undefined,
      begunAt: 1,
      expiresAt: 1000,
    } as const;
    await before.write(async db => {
      await db.blobs.insert({ ...upload, id: 'page', appId: 'pages p', heldBytes: 50 });
      await db.blobs.insert({ ...upload, id: 'held', appId: 'pages p', state: 'attached' });
      await db.blobs.insert({ ...upload, id: 'app', appId: 'an application' });
    });
    await before.close();
    const db = new Database(file);
    db.exec('ALTER TABLE blob DROP COLUMN told_bytes');
    for (const statement of uploadsToldStep) db.exec(statement.replace('{integer}', 'INTEGER'));
    db.close();
    const store = await openSqlite({ file });
    expect(
      (await store.read(db => db.blobs.overdue(1, 10))).map(({ id, heldBytes }) => [id, heldBytes]),
    ).toEqual([['page', 0]]);
    await store.close();
    remove();
  });

  test('things of before Keepwell knew their order are in the order of the log', async () => {
    const { file, remove } = folder();
    await (await openSqlite({ file })).close();
    const db = new Database(file);
    // As the tables were.
    db.exec('DROP INDEX thing_history_by_date');
    for (const index of ['thing_by_type', 'thing_by_date', 'thing_deleted', 'thing_by_app']) {
      db.exec(`DROP INDEX ${index}; CREATE INDEX ${index} ON thing (id)`);
    }
    for (const table of ['thing', 'thing_history']) db.exec(`ALTER TABLE ${table} DROP COLUMN ordinal`);
    const thing = db.prepare(
      `INSERT INTO thing (record_id, id, version_stamp, type_id, state, flags, effective_date, created_at, created_person,
         created_avenue, updated_at, updated_person, updated_avenue, updated_action, size, data_xml, common_xml)
       VALUES ('r', ?, ?, 't', 'Active', 0, '2026-03-01T00:00:00', 1, 'p', 'Online', 1, 'p', 'Online', 'Created', 1, '', '')`,
    );
    const operation = db.prepare(
      `INSERT INTO record_operation VALUES ('r', ?, ?, ?, ?, 's', 't', '2026-03-01T00:00:00', NULL, 1, 0)`,
    );
    for (const id of ['c', 'a', 'd', 'b']) thing.run(id, `stamp ${id}`);
    operation.run(1, 0, 'Create', 'b');
    operation.run(2, 0, 'Create', 'd');
    operation.run(2, 1, 'Create', 'a');
    operation.run(3, 0, 'Create', 'c');
    operation.run(4, 0, 'Update', 'b');
    db.exec("UPDATE thing SET version_stamp = 'new' WHERE id = 'b'");
    for (const statement of orderStep) db.exec(statement.replace('{integer}', 'INTEGER'));
    db.close();
    const store = await openSqlite({ file });
    const everything = { filters: [{}], currentOnly: true, limit: 9 };
    const grant = makeSystemGrant('tests', 'r', 'p');
    const found = await store.read(db => db.things(grant).query(everything));
    expect(found.map(({ id }) => id)).toEqual(['c', 'd', 'a', 'b']);
    await store.close();
    remove();
  });

  test('what outlived its access, or nobody knows of any more, is gone or kept back when Keepwell is brought up to date', async () => {
    const { file, remove } = folder();
    await (await openSqlite({ file })).close();
    const db = new Database(file);
    db.exec(`
      ALTER TABLE record_operation DROP COLUMN personal;
      ALTER TABLE record DROP COLUMN open_sequence;
      ALTER TABLE record DROP COLUMN open_updated_at;
      INSERT INTO person VALUES ('here', 'a', 'a', 'a', NULL, '', '', '', 'active', 1),
        ('closed', 'b', 'b', 'b', NULL, '', '', '', 'closed', 1);
      INSERT INTO record (id, name, state, created_at, updated_at) VALUES ('r', 'r', 'active', 1, 7), ('bin', 'b', 'deleted', 1, 1);
      INSERT INTO record_access VALUES ('here', 'r', 'view', 1, NULL, 10, NULL), ('here', 'bin', 'view', 1, NULL, 10, NULL),
        ('closed', 'r', 'view', 1, NULL, 10, NULL);`);
    const granted = db.prepare(
      `INSERT INTO app_authorization (app_id, person_id, record_id, rules, created_at, updated_at) VALUES (?, ?, ?, '[]', 1, ?)`,
    );
    granted.run('stays', 'here', 'r', 10);
    granted.run('of an access before', 'here', 'r', 9);
    granted.run('of none', 'gone', 'r', 99);
    granted.run('in the bin', 'here', 'bin', 99);
    granted.run('of who left', 'closed', 'r', 99);
    const named = db.prepare(`INSERT INTO alternate_id VALUES (?, ?, 'here', 'r', 1)`);
    for (const app of ['stays', 'of an access before']) named.run(app, 'patient 1');
    const done = db.prepare(
      `INSERT INTO record_operation (record_id, sequence, position, operation, thing_id, version_stamp, type_id, effective_date, at)
       VALUES ('r', ?, 0, 'Create', ?, ?, 't', '', 1)`,
    );
    done.run(1, 'thing', 'first');
    done.run(2, 'thing', 'second');
    done.run(3, 'removed for good', 'first');
    for (const [table, stamp, flags] of [
      ['thing_history', 'first', 1],
      ['thing', 'second', 0],
    ])
      db.exec(`INSERT INTO ${table} (record_id, id, version_stamp, type_id, state, flags, effective_date, created_at,
          created_person, created_avenue, updated_at, updated_person, updated_avenue, updated_action, size, data_xml, common_xml)
        VALUES ('r', 'thing', '${stamp}', 't', 'Active', ${flags}, '', 1, 'p', 'Online', 1, 'p', 'Online', 'Created', 1, '', '')`);
    for (const statement of [...endedAuthorizationsStep, ...personalOperationsStep])
      db.exec(statement.replace('{integer}', 'INTEGER'));
    const left = (text: string) => db.prepare(text).raw().all().flat();
    expect(left('SELECT app_id FROM app_authorization')).toEqual(['stays']);
    expect(left('SELECT app_id FROM alternate_id')).toEqual(['stays']);
    expect(left('SELECT personal FROM record_operation ORDER BY sequence')).toEqual([1, 0, 1]);
    expect(left(`SELECT open_updated_at FROM record WHERE id = 'r'`)).toEqual([7]);
    db.close();
    remove();
  });

  test('a failed commit is told to everybody in it, and the next one works', async () => {
    const { file, remove } = folder();
    const store = await openSqlite({ file });
    const rival = new Database(file);
    rival.exec(
      "CREATE TABLE full_disk (x); CREATE TRIGGER no_more BEFORE INSERT ON audit BEGIN SELECT RAISE(ROLLBACK, 'disk full'); END",
    );
    const row = {
      at: 1,
      action: 'x',
      personId: undefined,
      appId: undefined,
      recordId: undefined,
      avenue: undefined,
      details: {},
    };
    const results = await Promise.allSettled([
      store.write(db => db.settings.put('a', 'p', { xml: '<a/>', selectedRecordId: undefined })),
      store.write(db => db.audit.add(row)),
    ]);
    expect(results.map(r => r.status)).toEqual(['rejected', 'rejected']);
    expect(await store.read(db => db.settings.get('a', 'p'))).toBeUndefined();
    rival.exec('DROP TRIGGER no_more');
    await store.write(db => db.audit.add(row));
    rival.close();
    await store.close();
    remove();
  });
});
