// What is told, and what is kept, when connections are lost, works collide, or a server does not write.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import type { HealthRecord } from '../../../core/records/record.ts';
import { type Store, StoreUnavailable } from '../../../core/store.ts';
import { type FaultyWire, layFaultyWire } from '../../../testing/faulty-wire.ts';
import { postgresUrl, type TestDatabase, takeTestDatabase } from '../../../testing/postgres.ts';
import { storedThing } from '../../../testing/stored-thing.ts';
import { readPostgresUrl } from './address.ts';
import { Readers } from './readers.ts';
import { Source } from './source.ts';
import { openPostgres } from './store.ts';

const record = (): HealthRecord => ({
  id: randomUUID(),
  name: 'Ada',
  country: 'GB',
  createdAt: 1,
  updatedAt: 1,
  state: 'active',
  deletedAt: undefined,
});

const row = (action: string, recordId?: string) => ({
  at: 1,
  action,
  personId: undefined,
  appId: undefined,
  recordId,
  avenue: undefined,
  details: {},
});

describe.skipIf(postgresUrl === undefined)('PostgreSQL', () => {
  let database: TestDatabase;
  let wire: FaultyWire;
  let store: Store;
  let client: pg.Client;

  beforeEach(async () => {
    database = await takeTestDatabase();
    const url = new URL(database.url);
    wire = await layFaultyWire({ host: url.hostname, port: Number(url.port) });
    url.hostname = '127.0.0.1';
    url.port = String(wire.port);
    store = await openPostgres({ url: url.href });
    client = new pg.Client({ connectionString: database.url });
    client.on('error', () => {});
    await client.connect();
  });
  afterEach(async () => {
    await store.close().catch(() => {});
    await client.end();
    await wire[Symbol.asyncDispose]();
    await database.release();
  });

  const countRows = async (action: string) => {
    const { rows } = await client.query('SELECT COUNT(*)::int AS count FROM audit WHERE action = $1', [
      action,
    ]);
    return rows[0].count;
  };

  test('a work whose connection is lost before its commit runs again, and is there once', async () => {
    let runs = 0;
    await store.write(async db => {
      runs += 1;
      await db.audit.add(row('lost'));
      await db.people.count();
      if (runs === 1) wire.cut();
      await db.people.count();
    });
    expect(runs).toBe(2);
    expect(await countRows('lost')).toBe(1);
  });

  /** Ends its backend where one commits a row of this action, until it is taken away. */
  const refuseCommits = async () => {
    await client.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
    await client.query(`CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.action = 'lost') EXECUTE FUNCTION refuse()`);
    return () => client.query('DROP TRIGGER refuse ON audit; DROP FUNCTION refuse');
  };

  test.each([
    ['committed', 'COMMIT\0', 1],
    ['not committed', undefined, 2],
    ['not committed, and the first answer to that is lost too', 'is_claim', 2],
  ])('a commit whose answer is lost is settled: %s', async (_, lostAnswer, runsExpected) => {
    await store.write(db => db.audit.add(row('before')));
    // The database commits, and the answer goes astray; or it loses the commit itself.
    const allowCommits = runsExpected === 1 ? undefined : await refuseCommits();
    wire.cutAtAnswer(lostAnswer);
    let runs = 0;
    await store.write(async db => {
      runs += 1;
      if (runs === 2) await allowCommits?.();
      await db.audit.add(row('lost'));
    });
    expect(runs).toBe(runsExpected);
    expect(await countRows('lost')).toBe(1);
  });

  test('a hundred works on as many records are each there once, however often connections are cut', async () => {
    const records = Array.from({ length: 100 }, record);
    await store.write(async db => {
      for (const one of records) await db.records.insert(one, 'p');
    });
    const cutting = setInterval(() => wire.cut(), 400);
    const outcomes = await Promise.allSettled(
      records.map(({ id }, place) =>
        pause(place * 20).then(() =>
          store.write(
            async db => {
              const { sequence } = await db.records.usage(id);
              await db.records.setUsage(id, {
                bytes: 1,
                blobBytes: 0,
                sequence: sequence + 1,
                updatedAt: 2,
                isOpen: true,
              });
              await db.audit.add(row('cut', id));
            },
            { recordId: id },
          ),
        ),
      ),
    );
    clearInterval(cutting);
    const { rows } = await client.query(
      `SELECT r.sequence::int, COUNT(a.id)::int AS noted FROM record r LEFT JOIN audit a ON a.record_id = r.id
       GROUP BY r.id, r.sequence`,
    );
    expect(rows.every(({ sequence, noted }) => sequence === noted && sequence <= 1)).toBe(true);
    const kept = rows.filter(({ sequence }) => sequence === 1).length;
    expect(kept).toBeGreaterThanOrEqual(outcomes.filter(({ status }) => status === 'fulfilled').length);
  });

  test('a work that is refused after it changed something leaves nothing, and others of its commit stay', async () => {
    const records = [record(), record(), record()];
    await store.write(async db => {
      for (const one of records) await db.records.insert(one, 'p');
    });
    const outcomes = await Promise.allSettled(
      records.map(({ id }, place) =>
        store.write(
          async db => {
            await db.records.giveTo(id, 'q');
            await db.audit.add(row('torn', id));
            if (place === 1) throw new Error('refused');
          },
          { recordId: id },
        ),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { message: 'refused' } });
    expect(await countRows('torn')).toBe(2);
    const owners = await Promise.all(records.map(({ id }) => store.read(db => db.records.owner(id))));
    expect(owners).toEqual(['q', 'p', 'q']);
  });

  test('works on one record follow each other, whichever node asks, and none works on the vault meanwhile', async () => {
    const { id } = record();
    await using other = await otherNode();
    await store.write(db => db.records.insert({ ...record(), id }, 'p'));
    const count = async (db: Parameters<Parameters<Store['write']>[0]>[0]) => {
      const { sequence } = await db.records.usage(id);
      await db.records.setUsage(id, {
        bytes: 0,
        blobBytes: 0,
        sequence: sequence + 1,
        updatedAt: 1,
        isOpen: true,
      });
    };
    const scope = { recordId: id };
    await Promise.all(
      Array.from({ length: 40 }, (_, place) =>
        (place % 2 ? store : other.store).write(count, place % 5 === 0 ? undefined : scope),
      ),
    );
    expect(await store.read(db => db.records.usage(id))).toMatchObject({ sequence: 40 });
  });

  test('a read whose connection is lost is asked again', async () => {
    await store.read(db => db.people.count());
    wire.cut();
    expect(await store.read(db => db.people.count())).toBe(0);
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    expect(await store.read(db => db.people.count())).toBe(0);
  });

  test('a database that cannot be reached refuses in time what is asked, and serves when it is there again', async () => {
    await store.read(db => db.people.count());
    wire.swallow(true);
    wire.cut();
    const refused = await Promise.allSettled([
      store.read(db => db.people.count()),
      store.write(db => db.audit.add(row('away'))),
    ]);
    expect(refused.map(one => one.status === 'rejected' && one.reason instanceof StoreUnavailable)).toEqual([
      true,
      true,
    ]);
    wire.swallow(false);
    await store.write(db => db.audit.add(row('back')));
    expect([await countRows('away'), await countRows('back')]).toEqual([0, 1]);
  }, 60_000);

  test('what is lost as often as it is tried, or when part of it was told, is refused like what cannot be reached', async () => {
    const written = store.write(async db => {
      wire.cut();
      await db.people.count();
    });
    await expect(written).rejects.toThrow(StoreUnavailable);
    const grant = makeSystemGrant('tests', 'r', 'p');
    await store.write(async db => {
      await db.records.insert({ ...record(), id: 'r' }, 'p');
      for (const id of ['a', 'b', 'c'])
        await db.things(grant).putVersion(storedThing({ id, dataXml: 'x'.repeat(4_000_000) }), undefined);
    });
    const read = store.read(db =>
      db.things(grant).query({ filters: [{}], currentOnly: true, limit: 3 }, () => {
        wire.cut();
        return true;
      }),
    );
    await expect(read).rejects.toThrow(StoreUnavailable);
  });

  test('a commit that may not have reached the standby leaves no connection behind', async () => {
    await client.query(`CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'x'; RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER warn AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn()`);
    const count = async () => {
      const { rows } = await client.query(
        'SELECT COUNT(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()',
      );
      return rows[0].count;
    };
    await store.write(db => db.audit.add(row('warned')));
    const before = await count();
    for (let i = 0; i < 5; i++) await store.write(db => db.audit.add(row('warned')));
    await client.query('DROP TRIGGER warn ON audit; DROP FUNCTION warn');
    expect(await countRows('warned')).toBe(6);
    await expect.poll(count).toBeLessThanOrEqual(before);
  });

  test('reads that take long hold up no others', async () => {
    const readers = new Readers(new Source(readPostgresUrl(database.url)));
    try {
      const slow = Array.from({ length: 6 }, () => readers.all('SELECT pg_sleep(4)'));
      await pause(1500);
      // One opens a connection that is free, the next take it.
      await Promise.race([readers.all('SELECT 1'), pause(500)]);
      const before = performance.now();
      await Promise.all(Array.from({ length: 20 }, () => readers.all('SELECT 1')));
      expect(performance.now() - before).toBeLessThan(1000);
      await Promise.all(slow);
    } finally {
      await readers.close();
    }
  });

  test('a wire that falls silent is given up, and what was under way goes on by another', async () => {
    let runs = 0;
    await store.write(async db => {
      runs += 1;
      await db.people.count();
      if (runs === 1) {
        wire.swallow(true);
        setTimeout(() => wire.swallow(false), 6_000);
      }
      await db.audit.add(row('silent'));
      await db.people.count();
    });
    expect(runs).toBeGreaterThan(1);
    expect(await countRows('silent')).toBe(1);
  }, 60_000);

  test('a text with a character that PostgreSQL does not have is looked for, and kept without it', async () => {
    await store.write(db => db.audit.add(row('a\0b', 'r')));
    const [kept] = await store.read(db => db.audit.ofRecord({ recordId: 'r', appId: 'none', limit: 1 }));
    expect(kept?.action).toBe('a\ufffdb');
    expect(await store.read(db => db.people.byId('\0'))).toBeUndefined();
  });

  test('texts of any length come back whole, however many are asked for at once', async () => {
    const grant = makeSystemGrant('tests', 'r', 'p');
    const texts = Array.from({ length: 60 }, (_, place) => 'aß木😀'.repeat(2 ** (place % 16)) + place);
    await store.write(async db => {
      await db.records.insert({ ...record(), id: 'r' }, 'p');
      for (const [place, dataXml] of texts.entries())
        await db.things(grant).putVersion(storedThing({ id: `t${place}`, dataXml }), undefined);
    });
    const found = await Promise.all(
      texts.map((_, place) => store.read(db => db.things(grant).byIds([`t${place}`]))),
    );
    expect(found.map(([thing]) => thing?.dataXml)).toEqual(texts);
  });

  test('what a question says of the rows that come is told to who asked, and others are answered', async () => {
    const grant = makeSystemGrant('tests', 'r', 'p');
    await store.write(db => db.records.insert({ ...record(), id: 'r' }, 'p'));
    await store.write(db => db.things(grant).putVersion(storedThing({ size: 9 }), undefined));
    const query = { filters: [{}], currentOnly: true, limit: 5 };
    const refusing = store.read(db =>
      db.things(grant).queryShown(query, () => {
        throw new Error('too long');
      }),
    );
    const all = store.read(db => db.things(grant).query(query));
    await expect(refusing).rejects.toThrow('too long');
    expect(await all).toHaveLength(1);
    expect(await store.read(db => db.things(grant).query(query, size => size < 9))).toEqual([]);
  });

  test('no error tells what stood in a row', async () => {
    const person = {
      id: 'p',
      email: 'ada@example.org',
      name: 'Ada',
      passwordHash: undefined,
      birthDate: '1980-01-01',
      country: 'GB',
      culture: 'en',
      state: 'active',
      createdAt: 1,
    } as const;
    await store.write(db => db.people.insert(person));
    const error = await store.write(db => db.people.insert({ ...person, id: 'q' })).catch(error => error);
    expect(error.message).toContain('23505 person person_email_folded_key');
    expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain('ada@');
  });

  async function otherNode() {
    const other = await openPostgres({ url: database.url });
    return { store: other, [Symbol.asyncDispose]: () => other.close() };
  }
});
