// PostgreSQL for the bench: a server, two databases in it, and the raw store that the floor works on: grouped commits on one
// pipelined connection, reads on another, all by prepared statements.
import pg from 'pg';
import { makeFill, makeUpdates } from '../rows.js';
import { startPostgres } from './postgres-server.js';
import * as statements from './statements.js';

export const name = 'PostgreSQL';

export async function start(options) {
  const server = await startPostgres(options);
  const made = [];
  const admin = async work => {
    const client = await connect(server.url('postgres'));
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const settings = await admin(async client => {
    const show = async setting => (await client.query(`SHOW ${setting}`)).rows[0][setting];
    return {
      version: await show('server_version'),
      fsync: await show('fsync'),
      commit: await show('synchronous_commit'),
    };
  });
  if (settings.fsync !== 'on' || settings.commit !== 'on') {
    await server.stop();
    throw new Error('that PostgreSQL keeps nothing safe: fsync and synchronous_commit must be on');
  }
  return {
    version: `PostgreSQL ${settings.version}, fsync=on, synchronous_commit=on`,
    pid: server.pid,
    async stop() {
      if (!server.isOwn)
        await admin(async client => {
          for (const database of made) await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
        });
      await server.stop();
    },
    async makePlace() {
      const [vault, floor] = ['vault', 'floor'].map(
        which => `keepwell_bench_${process.pid}_${which}${made.length}`,
      );
      made.push(vault, floor);
      await admin(client => client.query(`CREATE DATABASE ${vault}`));
      return {
        env: { KEEPWELL_DATABASE: server.url(vault) },
        openSnapshots: () => openSnapshots(server.url(vault)),
        openWatch: except => openWatch(server.url(vault), except),
        async copyForFloor() {
          await admin(client => client.query(`CREATE DATABASE ${floor} TEMPLATE ${vault}`));
          for (const database of [vault, floor]) {
            const client = await connect(server.url(database));
            await client.query('VACUUM ANALYZE');
            await client.end();
          }
          return { store: 'postgres', url: server.url(floor) };
        },
      };
    },
  };
}

async function connect(url, options) {
  const client = new pg.Client({ connectionString: url, ...options });
  await client.connect();
  return client;
}

async function openSnapshots(url) {
  const client = await connect(url);
  const { rows: tables } = await client.query(`
    SELECT c.relname AS name,
      (SELECT json_agg(a.attname) FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
      (SELECT a.attname FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%')) AS serial
    FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = current_schema()::regnamespace`);
  return {
    async take() {
      const taken = [];
      for (const { name, key, serial } of tables) {
        const { rows } = await client.query(`SELECT row_to_json(t) AS row FROM ${name} t`);
        taken.push({
          name,
          key: key ?? Object.keys(rows[0]?.row ?? {}),
          serial: serial ?? undefined,
          rows: rows.map(({ row }) => row),
        });
      }
      return taken;
    },
    close: () => client.end(),
  };
}

/** How long the log is and how many rows there are, but in some tables. */
async function openWatch(url, except) {
  const client = await connect(url);
  const one = async text => (await client.query(text)).rows[0];
  const { mb } = await one("SELECT setting::int AS mb FROM pg_settings WHERE name = 'max_wal_size'");
  const { rows: tables } = await client.query(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace",
  );
  const names = tables.map(({ name }) => name).filter(name => !except.includes(name));
  const counts = names.map(name => `(SELECT COUNT(*) FROM ${name})::int AS ${name}`).join(', ');
  return {
    // It may pass the setting a little.
    walMbMax: mb * 1.25,
    take: async () => ({
      walMb: Number((await one('SELECT SUM(size) AS bytes FROM pg_ls_waldir()')).bytes) / 1e6,
      rows: await one(`SELECT ${counts}`),
    }),
    close: () => client.end(),
  };
}

export async function openFloor({ url, patterns }) {
  const writing = await connect(url, { pipeline: true });
  const reading = await connect(url, { pipeline: true });
  const newest = { name: 'newest', text: numberPlaces(statements.newest), rowMode: 'array' };
  const caller = { name: 'caller', text: numberPlaces(statements.caller), rowMode: 'array' };
  const read = (statement, values, done) =>
    reading.query({ ...statement, values }, (error, result) => {
      if (error) throw error;
      done(result.rows);
    });
  return {
    write: makeWriter(writing, patterns),
    newest: (record, type, done) => read(newest, [record, type, 20], done),
    caller: (session, token, alias, done) => read(caller, [session, token, alias], ([row]) => done(row)),
    close: () => Promise.all([writing.end(), reading.end()]),
  };
}

function numberPlaces(text) {
  let number = 0;
  return text.replaceAll('?', () => `$${++number}`);
}

/** Writes a group of puts in one commit, sent at once; it is on disk when the promise resolves. */
function makeWriter(client, patterns) {
  const inserts = patterns
    .filter(({ kind }) => kind !== 'update')
    .map(({ kind, table, columns, values }) => ({
      isNote: kind === 'note',
      table,
      columns,
      fill: makeFill(values),
      statements: new Map(),
    }));
  const updates = patterns
    .filter(({ kind }) => kind === 'update')
    .map(pattern => {
      const set = pattern.changes.map(
        ({ column, add }) => `${column} = ${add === undefined ? '' : `${column} + `}?`,
      );
      const where = pattern.key.map(column => `${column} = ?`);
      const text = `UPDATE ${pattern.table} SET ${set.join(', ')} WHERE ${where.join(' AND ')}`;
      return {
        statement: { name: `update ${pattern.table}`, text: numberPlaces(text) },
        rows: makeUpdates(pattern),
      };
    });
  return group => {
    const { stream } = client.connection;
    stream.cork();
    const asked = [client.query({ name: 'begin', text: 'BEGIN' })];
    for (const insert of inserts)
      for (const rows of inPowersOfTwo(insert.isNote ? group.slice(0, 1) : group))
        asked.push(client.query({ ...insertOf(insert, rows.length), values: rows.flatMap(insert.fill) }));
    for (const put of group) for (const { rows } of updates) rows.take(put);
    for (const { statement, rows } of updates)
      for (const { key, set } of inOrder(rows.list()))
        asked.push(client.query({ ...statement, values: [...set, ...key] }));
    asked.push(client.query({ name: 'commit', text: 'COMMIT' }));
    stream.uncork();
    return Promise.all(asked);
  };
}

/** Processes that change the same rows do so in one order. */
function inOrder(rows) {
  return rows.sort((a, b) => (a.key.join() < b.key.join() ? -1 : 1));
}

/** So that few statements serve groups of every size. */
function* inPowersOfTwo(group) {
  for (let at = 0; at < group.length; ) {
    const count = 2 ** Math.min(7, Math.floor(Math.log2(group.length - at)));
    yield group.slice(at, at + count);
    at += count;
  }
}

function insertOf({ table, columns, statements }, count) {
  let statement = statements.get(count);
  if (!statement) {
    const row = `(${columns.map(() => '?').join(', ')})`;
    const text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array(count).fill(row).join(', ')}`;
    statement = { name: `insert ${table} ${count}`, text: numberPlaces(text) };
    statements.set(count, statement);
  }
  return statement;
}
