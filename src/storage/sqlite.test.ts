import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openSqlite } from './dialects/sqlite.ts';
import { uploadsToldStep } from './steps/uploads.ts';
import { storeSuite } from './store.suite.ts';

function folder(): { file: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'keepwell-store-'));
  return { file: join(path, 'keepwell.db'), remove: () => rmSync(path, { recursive: true, force: true }) };
}

describe('SQLite', () => {
  storeSuite(async () => {
    const { file, remove } = folder();
    const store = await openSqlite({ file });
    return {
      store,
      again: () => openSqlite({ file }),
      dispose: async () => {
        await store.close().catch(() => {});
        remove();
      },
    };
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
