// `npm run bench`: what the vault costs over the floor (bench/floor.js), for each store there is, as ratios within one run.
// Options: --quick (one worker, fewer clients and rounds; less than two minutes), --write (docs/performance.md),
// --store sqlite|postgres, --clients 1,8, --workers 1,2, --rounds N, --things N, --records N, --seed N, --postgres URL in place of a server
// of its own.
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import {
  answerStart,
  makeRequests,
  platformPath,
  platformRequest,
  prepareVault,
  putRequest,
  weightType,
} from './callers.js';
import { httpRequest } from './http-client.js';
import { measureInTurns } from './in-turns.js';
import { startLoad } from './load-process.js';
import { describeMachine } from './machine.js';
import { benchParse } from './parse.js';
import { measureParts } from './parts.js';
import { memoryMb } from './processes.js';
import { randomFrom } from './random.js';
import { printReport, writePage } from './report.js';
import { learnRows } from './rows.js';
import { knowsWorkers, startFloor, startVault } from './servers.js';
import { listStores } from './stores/index.js';
import { makeTemporaryFolder } from './temporary.js';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    store: { type: 'string' },
    postgres: { type: 'string' },
    clients: { type: 'string' },
    workers: { type: 'string' },
    rounds: { type: 'string' },
    things: { type: 'string', default: '10000' },
    records: { type: 'string', default: '32' },
    seed: { type: 'string', default: '20261128' },
    write: { type: 'boolean', default: false },
  },
});
const { quick } = options;
const things = Number(options.things);
const seed = Number(options.seed);
const listOf = text => text?.split(',').map(Number);
const clientCounts = listOf(options.clients) ?? (quick ? [1, 8, 32] : [1, 8, 32, 128]);
const workerCounts = listOf(options.workers) ?? (quick || !(await knowsWorkers()) ? [1] : [1, 2]);
const turns = { rounds: Number(options.rounds ?? (quick ? 6 : 12)), ms: quick ? 400 : 450 };
const callerCount = Number(options.records);
/** What a server that was just started does for the first time is slow. */
const firstWarmMs = 2500;
/** Of which the sum of parts is taken. */
const partsClients = 32;
/** At which the aims of speed are to be reached. */
const aimedClients = [8, 32];

const started = performance.now();
const results = [];
for (const store of listStores(options)) results.push(await measureStore(store));
const run = {
  machine: describeMachine(),
  seed,
  things,
  callerCount,
  turns,
  tookMs: performance.now() - started,
};
printReport(run, results);
console.log();
benchParse();
if (options.write) writePage(run, results);

/** A vault and a floor over copies of one database. */
async function measureStore(store) {
  const { path: data, remove } = makeTemporaryFolder();
  const running = await store.start(options);
  try {
    const place = await running.makePlace(data);
    const { env } = place;
    const prepared = await prepareVault({ data, env, callerCount, things, seed, learn: learnOf(place) });
    const floor = await place.copyForFloor();
    const writes = [...new Set(prepared.learned.map(({ table }) => table))];
    const result = {
      name: store.name,
      version: running.version,
      writes,
      rows: [],
      firstRows: [],
      memory: [],
      parts: undefined,
    };
    for (const workers of workerCounts)
      await measureWorkers({ data, env, prepared, floor, workers, databasePid: running.pid, result });
    return result;
  } finally {
    await running.stop();
    remove();
  }
}

function learnOf({ openSnapshots }) {
  return async ({ caller, session, send }) => {
    const snapshots = await openSnapshots();
    const random = randomFrom(1);
    const put = async () => {
      const { item } = makeRequests(session, caller, random);
      const answer = await send(putRequest(session, caller, item));
      const [, stamp, id] = /<thing-id version-stamp="([^"]+)">([^<]+)</.exec(answer);
      return {
        id,
        stamp,
        record: caller.own.recordId,
        person: caller.own.personId,
        data: item.data,
        common: item.common,
      };
    };
    try {
      return await learnRows(snapshots.take, put);
    } finally {
      await snapshots.close();
    }
  };
}

async function measureWorkers({ data, env, prepared, floor, workers, databasePid, result }) {
  const { session, callers, learned } = prepared;
  const random = randomFrom(seed + 1);
  const requests = callers.map(caller => makeRequests(session, caller, random));
  const vault = await startVault({ data, env, workers });
  const load = startLoad();
  let bare;
  try {
    await new Promise(done => setTimeout(done, 2000));
    const atRest = memoryMb(vault.pid);
    const samples = await readAnswers(vault.port, requests[0]);
    const startBare = isFirst =>
      startFloor({
        ...floor,
        ...samples,
        answerStart,
        workers,
        patterns: learned,
        type: weightType,
        callers: callers.map(({ own }) => ({ person: own.personId, record: own.recordId })),
        isFirst,
      });
    bare = await startBare(false);
    const sides = { vault, floor: bare };
    const warmed = new Set();
    const pair = async (name, clients, whatOfFloor) => {
      const bodies = requests.map(request => request[name]);
      const ofVault = bodies.map(body => platformRequest(body));
      const ofFloor = bodies.map((body, caller) => httpRequest(`/${whatOfFloor}/${caller}`, body));
      await load.open({ name: 'vault', port: vault.port, requests: ofVault, clients, answerStart });
      await load.open({ name: 'floor', port: bare.port, requests: ofFloor, clients, answerStart });
      const warmMs = warmed.has(whatOfFloor) ? turns.ms : firstWarmMs;
      warmed.add(whatOfFloor);
      const measured = await measureInTurns(load, sides, databasePid, { ...turns, warmMs });
      await load.closeAll();
      return measured;
    };
    const pairAll = async (rows, counts) => {
      // Reads first, while both hold the same.
      for (const name of ['get', 'put'])
        for (const clients of counts)
          rows.push({ name, workers, clients, ...(await pair(name, clients, name)) });
    };
    await pairAll(result.rows, clientCounts);
    result.memory.push({ workers, atRest, underLoad: memoryMb(vault.pid) });
    if (workers > 1) return;
    const stubs = {};
    for (const name of ['get', 'put'])
      stubs[name] = (await pair(name, partsClients, `stub-${name}`)).floor.cpuUs;
    result.parts = await measureParts({ floor, learned, prepared, requests, stubs, samples });
    if (!floor.hasFirst) return;
    await bare.stop();
    bare = sides.floor = await startBare(true);
    warmed.clear();
    await pairAll(
      result.firstRows,
      aimedClients.filter(count => clientCounts.includes(count)),
    );
  } finally {
    load.stop();
    await vault.stop();
    await bare?.stop();
  }
}

/** What the vault answers, for the floor to answer the like. */
async function readAnswers(port, requests) {
  const [put, get] = [await ask(port, requests.put), await ask(port, requests.get)];
  const left = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);
  const headers = Object.fromEntries(Object.entries(get.headers).filter(([name]) => !left.has(name)));
  return { headers, putAnswer: put.text, getAnswerBytes: Buffer.byteLength(get.text) };
}

function ask(port, body) {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path: platformPath,
        method: 'POST',
        headers: { 'Content-Type': 'text/xml' },
      },
      async answer => resolve({ headers: answer.headers, text: await text(answer) }),
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
