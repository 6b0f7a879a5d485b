import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { postgresUrl, takeTestDatabase } from '../../testing/postgres.ts';
import { makeTestRings } from '../../testing/ring.ts';
import { openPostgres } from '../dialects/postgres/store.ts';
import { openSqlite } from '../dialects/sqlite.ts';
import type { Row } from '../sql.ts';
import { type SealedStore, sealingSuite } from './sealing.suite.ts';

describe('SQLite', () => {
  let sealed: SealedStore;
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-sealing-'));
  const file = join(folder, 'keepwell.db');
  beforeAll(async () => {
    const makeRing = await makeTestRings();
    const store = await openSqlite({ file, ring: await makeRing() });
    sealed = {
      store,
      again: async () => openSqlite({ file, ring: await makeRing() }),
      async look(statement) {
        const db = new Database(file);
        try {
          const prepared = db.prepare(statement);
          return prepared.reader ? (prepared.all() as Row[]) : [prepared.run() && {}];
        } finally {
          db.close();
        }
      },
      writeBytes: bytes => `x'${bytes.toString('hex')}'`,
    };
  });
  afterAll(async () => {
    await sealed.store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  sealingSuite(() => sealed);
});

describe.skipIf(postgresUrl === undefined)('PostgreSQL', () => {
  let sealed: SealedStore;
  let release: () => Promise<void>;
  beforeAll(async () => {
    const makeRing = await makeTestRings();
    const database = await takeTestDatabase();
    const { url } = database;
    release = database.release;
    const store = await openPostgres({ url, ring: await makeRing() });
    sealed = {
      store,
      again: async () => openPostgres({ url, ring: await makeRing() }),
      async look(statement) {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        try {
          return (await client.query(statement)).rows;
        } finally {
          await client.end();
        }
      },
      writeBytes: bytes => `'\\x${bytes.toString('hex')}'`,
    };
  });
  afterAll(async () => {
    await sealed.store.close();
    await release();
  });
  sealingSuite(() => sealed);
});
