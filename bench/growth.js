// `npm run bench -- growth`: what requests cost as a vault grows and as a record grows, as ratios to the smallest store of
// the same run. Options: --sizes 10000,100000,1000000 (10000000 takes 15 GB and half an hour), --rounds N, --seed N,
// --postgres URL (of a server in which databases may be made; SQLite otherwise).
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import pg from 'pg';
import { answerStart, makeItem, platformPath, prepareVault, putRequest, weightType } from './callers.js';
import { fillVault, idOf, sizeOfLarge, smallRecord } from './fill-growth.js';
import { cpuOfThreadsMs } from './processes.js';
import { quantile, randomFrom } from './random.js';
import { startVault } from './servers.js';
import { signedRequest } from './signed-request.js';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    rounds: { type: 'string', default: '12' },
    seed: { type: 'string', default: '20261128' },
    postgres: { type: 'string' },
  },
});
const sizes = options.sizes.split(',').map(Number);
const rounds = Number(options.rounds);
const inRound = 25;
const random = randomFrom(Number(options.seed));
const now = Date.now();
const iso = time => new Date(time).toISOString();
const show = '<format><section>core</section><xml/></format>';

const group = (attributes, inside) => ({
  method: 'GetThings',
  version: 3,
  info: `<group ${attributes}>${inside}${show}</group>`,
});
/** Each for a record of so many things whose first has this number. */
const questions = {
  'newest 20': () => group('max="20"', `<filter><type-id>${weightType}</type-id></filter>`),
  '20 by id': ({ first, count }) =>
    group(
      '',
      Array.from({ length: 20 }, () => `<id>${idOf(first + Math.floor(random() * count))}</id>`).join(''),
    ),
  PutThings: undefined,
  'updated within the hour': () =>
    group('max="20"', `<filter><updated-date-min>${iso(now - 3_600_000)}</updated-date-min></filter>`),
  'created later: none': () =>
    group('max="20"', `<filter><created-date-min>${iso(now + 86_400_000)}</created-date-min></filter>`),
  'last 50 operations': ({ count }) => ({
    method: 'GetRecordOperations',
    version: 1,
    info: `<record-operation-sequence-number>${count - 50}</record-operation-sequence-number>`,
  }),
};

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const stores = [];
try {
  for (const size of sizes) stores.push(await prepare(size));
  for (const [name, ask] of Object.entries(questions)) await measure(name, ask);
  report();
} finally {
  agent.destroy();
  for (const store of stores) await store.close();
}

async function prepare(things) {
  const started = performance.now();
  const data = mkdtempSync(join(tmpdir(), 'keepwell-growth-'));
  const place = options.postgres ? await makeDatabase(things) : makeFile(data);
  const { session, callers } = await prepareVault({
    ...{ data, env: place.env, callerCount: 2, things: 0, seed: Number(options.seed) },
  });
  const [small, large] = callers.map(({ own }) => own.recordId);
  await place.fill(run =>
    fillVault({ run, things, small, large, weightType, item: makeItem(70, '2026-11-02', 1), now }),
  );
  const server = await startVault({ data, env: place.env });
  const tookS = (performance.now() - started) / 1000;
  console.log(
    `${things} things: ${tookS.toFixed(0)} s to fill, ${((await place.bytes()) / things).toFixed(0)} bytes each`,
  );
  const records = {
    vault: { caller: callers[0], first: 1, count: smallRecord },
    record: { caller: callers[1], first: smallRecord + 1, count: sizeOfLarge(things) },
  };
  return {
    ...{ things, session, records, server, figures: {} },
    async close() {
      await server.stop();
      await place.remove();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function makeFile(data) {
  const file = join(data, 'keepwell.db');
  return {
    env: { KEEPWELL_DATABASE: '' },
    async fill(work) {
      const db = new Database(file);
      db.pragma('journal_mode = OFF');
      db.pragma('synchronous = OFF');
      db.pragma('cache_size = -1000000');
      await work(statement => db.exec(statement));
      db.pragma('journal_mode = WAL');
      db.close();
    },
    bytes: () => statSync(file).size,
    remove: async () => {},
  };
}

async function makeDatabase(things) {
  const name = `keepwell_growth_${things}_${process.pid}`;
  const url = new URL(options.postgres);
  const asked = async (database, work) => {
    url.pathname = database;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  await asked('postgres', client =>
    client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`),
  );
  url.pathname = name;
  return {
    env: { KEEPWELL_DATABASE: url.href },
    fill: work =>
      asked(name, async client => {
        await client.query('SET synchronous_commit = off');
        await work(statement => client.query(statement));
        await client.query('VACUUM ANALYZE');
      }),
    async bytes() {
      const { rows } = await asked(name, client =>
        client.query('SELECT pg_database_size(current_database()) AS bytes'),
      );
      return Number(rows[0].bytes);
    },
    remove: () => asked('postgres', client => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** Of all stores by turns, so that what else the machine does is shared. */
async function measure(name, ask) {
  for (let round = -1; round < rounds; round++)
    for (const store of stores)
      for (const [kind, record] of Object.entries(store.records)) {
        const { caller } = record;
        const make = () =>
          ask
            ? signedRequest(store.session, {
                recordId: caller.recordId,
                userToken: caller.userToken,
                ...ask(record),
              })
            : putRequest(store.session, caller, makeItem(60 + 40 * random(), '2026-11-02'));
        const bodies = Array.from({ length: inRound }, make);
        const before = cpuOfThreadsMs(store.server.pid);
        const latencies = [];
        for (const body of bodies) latencies.push(await send(store.server.port, body));
        if (round < 0) continue;
        store.figures[`${name}/${kind}`] ??= { latencies: [], cpu: [] };
        const figures = store.figures[`${name}/${kind}`];
        figures.latencies.push(...latencies);
        figures.cpu.push((cpuOfThreadsMs(store.server.pid) - before) / inRound);
      }
}

async function send(port, body) {
  const started = performance.now();
  const answer = await new Promise((done, fail) => {
    const headers = { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) };
    request({ port, host: '127.0.0.1', path: platformPath, method: 'POST', agent, headers }, response =>
      text(response).then(done, fail),
    )
      .on('error', fail)
      .end(body);
  });
  if (!answer.startsWith(answerStart)) throw new Error(`unexpected answer: ${answer.slice(0, 300)}`);
  return performance.now() - started;
}

function report() {
  console.log(
    `\n${options.postgres ? 'PostgreSQL' : 'SQLite'}, one client, seed ${options.seed}. p50 ms, CPU ms of the server (p25 of rounds), and both as`,
  );
  console.log(
    'ratios to the smallest. vault: a record of 1 000 among so many things; record: one of so many.\n',
  );
  for (const kind of ['vault', 'record'])
    for (const name of Object.keys(questions)) {
      const cells = stores.map(({ things, records, figures }) => {
        const { latencies, cpu } = figures[`${name}/${kind}`];
        return {
          size: kind === 'vault' ? things : records.record.count,
          p50: quantile(latencies, 0.5),
          cpu: quantile(cpu, 0.25),
        };
      });
      const [least] = cells;
      const parts = cells.map(
        ({ size, p50, cpu }) =>
          `${String(size).padStart(8)}: ${p50.toFixed(2)} ${cpu.toFixed(2)} (${(p50 / least.p50).toFixed(2)} ${(cpu / least.cpu).toFixed(2)})`,
      );
      console.log(`${kind.padEnd(7)}${name.padEnd(24)}${parts.join('  ')}`);
    }
}
