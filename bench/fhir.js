// `npm run bench -- fhir`: searches and reads of FHIR beside GetThings of the same things, in one run, in a record of many. Options:
// --things N (of the record, 100000), --rounds N, --seed N. SQLite, one client. Where a machine is busy with others, the time of
// processors that the server took says more than that on the clock.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { readConfig } from '../dist/config.js';
import { addSmartGrant } from '../dist/core/smart/grants.js';
import { keepSmart } from '../dist/core/smart/kept.js';
import { openVault } from '../dist/main.js';
import { answerStart, makeItem, platformPath, prepareVault, weightType } from './callers.js';
import { fillVault, idOf, smallRecord } from './fill-growth.js';
import { cpuOfThreadsMs } from './processes.js';
import { quantile, randomFrom } from './random.js';
import { startVault } from './servers.js';
import { signedRequest } from './signed-request.js';

const { values: options } = parseArgs({
  options: {
    things: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '20261129' },
  },
});
const things = Number(options.things);
const rounds = Number(options.rounds);
const inRound = 25;
const random = randomFrom(Number(options.seed));
const env = { KEEPWELL_DATABASE: '' };
const data = mkdtempSync(join(tmpdir(), 'keepwell-fhir-'));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

const { session, callers } = await prepareVault({
  ...{ data, env, callerCount: 2, things: 0, seed: Number(options.seed) },
});
const [small, large] = callers;
await fill();
const token = await makeToken();
const server = await startVault({ data, env });
try {
  await awaitIndex();
  await measure();
} finally {
  agent.destroy();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

async function fill() {
  const db = new Database(join(data, 'keepwell.db'));
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  await fillVault({
    ...{ run: statement => db.exec(statement), things: 2 * things, weightType, now: Date.now() },
    ...{ small: small.own.recordId, large: large.own.recordId, item: makeItem(70, '2026-11-02', 1) },
  });
  db.pragma('journal_mode = WAL');
  db.close();
}

/** As the authorization server would make one. */
async function makeToken() {
  const vault = await openVault(readConfig({ data, mode: 'sandbox' }, { ...process.env, ...env }), {});
  const { personId, recordId } = large.own;
  const [grantId, id] = [randomBytes(32), randomBytes(32)].map(bytes => bytes.toString('base64url'));
  const scope = 'patient/*.cruds';
  try {
    const appId = await vault.store.write(async db => {
      const [{ appId }] = await db.authorizations.everyOnRecord(recordId);
      const app = await db.applications.byId(appId);
      const smart = { clientType: 'public', redirectUris: ['https://app.example/callback'], scopes: scope };
      await db.applications.put({ ...app, smart });
      await addSmartGrant(db, vault, grantId, {
        ...{ appId, personId, recordId, scopes: scope, isOffline: true, shellId: undefined },
      });
      return appId;
    });
    const payload = { clientId: appId, grantId, scope, gty: 'authorization_code' };
    await keepSmart(vault, { kind: 'AccessToken', id, payload }, vault.limits.smartTokenTtlMs);
    return id;
  } finally {
    await vault.store.close();
  }
}

function ask(path, { method = 'GET', headers = {}, body } = {}) {
  const started = performance.now();
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  return new Promise((done, fail) => {
    request(
      { port: server.port, host: '127.0.0.1', path, method, agent, headers: { ...headers, ...length } },
      async response => {
        const answer = await text(response);
        done({ status: response.statusCode, answer, ms: performance.now() - started });
      },
    )
      .on('error', fail)
      .end(body);
  });
}

function askFhir(path) {
  return ask(`/fhir/r4/${path}`, { headers: { authorization: `Bearer ${token}` } });
}

/** The first search has the index made; meanwhile others are answered. */
async function awaitIndex() {
  const began = performance.now();
  let longest = 0;
  for (;;) {
    const { status, answer } = await askFhir('Observation?_count=1');
    if (status === 200) break;
    if (status !== 503) throw new Error(`unexpected answer: ${status} ${answer.slice(0, 300)}`);
    for (let i = 0; i < 20; i++) longest = Math.max(longest, (await ask('/alive')).ms);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${things} things are gone through in ${seconds} s; meanwhile others wait ${longest.toFixed(0)} ms at most`,
  );
}

async function measure() {
  const id = () => idOf(smallRecord + 1 + Math.floor(random() * things));
  const get = inside => {
    const show = '<format><section>core</section><xml/></format>';
    const asked = { method: 'GetThings', version: 3, info: `<group max="20">${inside}${show}</group>` };
    const { recordId, userToken } = large;
    const body = signedRequest(session, { recordId, userToken, ...asked });
    return () => ask(platformPath, { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
  };
  const kinds = {
    'GetThings, newest 20': () => get(`<filter><type-id>${weightType}</type-id></filter>`),
    'FHIR, newest 20 of a code': () => () =>
      askFhir('Observation?code=http://loinc.org%7C29463-7&_sort=-date&_count=20'),
    'FHIR, newest 20 of a category': () => () => askFhir('Observation?category=vital-signs&_count=20'),
    'GetThings, one': () => get(`<id>${id()}</id>`),
    'FHIR, one': () => () => askFhir(`Observation/${id()}`),
  };
  const found = Object.fromEntries(Object.keys(kinds).map(kind => [kind, []]));
  const cpu = Object.fromEntries(Object.keys(kinds).map(kind => [kind, []]));
  for (let round = -1; round < rounds; round++)
    for (const [kind, make] of Object.entries(kinds)) {
      const before = cpuOfThreadsMs(server.pid);
      for (let i = 0; i < inRound; i++) {
        const { status, answer, ms } = await make()();
        const isGood = kind.startsWith('FHIR') ? status === 200 : answer.startsWith(answerStart);
        if (!isGood) throw new Error(`unexpected answer: ${status} ${answer.slice(0, 300)}`);
        if (round >= 0) found[kind].push(ms);
      }
      if (round >= 0) cpu[kind].push((cpuOfThreadsMs(server.pid) - before) / inRound);
    }
  for (const [kind, all] of Object.entries(found)) {
    const beside = kind.endsWith('one') ? 'GetThings, one' : 'GetThings, newest 20';
    const rate = quantile(found[beside], 0.5) / quantile(all, 0.5);
    const took = quantile(cpu[kind], 0.5);
    const cpuRate = quantile(cpu[beside], 0.5) / took;
    const figures = [0.5, 0.95].map(part => quantile(all, part).toFixed(2));
    console.log(
      `${kind.padEnd(32)} p50 ${figures[0]} ms, p95 ${figures[1]} ms, ${rate.toFixed(2)} of the rate of GetThings; ${took.toFixed(2)} ms of processors, ${cpuRate.toFixed(2)}`,
    );
  }
}
