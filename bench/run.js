// `npm run bench`: what the vault costs over the raw store, and its reader over libxml2, as ratios within one run.
// Options: --quick (10⁴ things, short), --seconds N.
import { fork, spawn } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../dist/config.js';
import { selfSigned } from '../dist/core/applications/self-signed.js';
import { createSandbox } from '../dist/core/sandbox.js';
import { openVault } from '../dist/main.js';
import { common, fill, item, weightType } from './fill.js';
import { floorWriter } from './floor-writer.js';
import { httpRequest, load } from './http-client.js';
import { benchParse } from './parse.js';
import { openSession, signedRequest } from './signed-request.js';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, seconds: { type: 'string' } },
});
const ms = 1000 * Number(options.seconds ?? (options.quick ? 2 : 6));
const sizes = options.quick ? [10_000] : [10_000, 1_000_000];
const clientCounts = [1, 8, 32];
const root = join(import.meta.dirname, '..');

const bodyMentions = text => body => {
  if (!body.includes(text)) throw new Error(`unexpected answer: ${body.slice(0, 300)}`);
};

const rows = [];
const reads = new Map();
for (const size of sizes) await measure(size);
report();
console.log();
benchParse();

/** One store size: a vault and a floor over copies of the same database. */
async function measure(size) {
  const data = mkdtempSync(join(tmpdir(), 'keepwell-bench-'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  try {
    const sandbox = await prepare(data, privateKey, size);
    await using(startVault(data), async vault => {
      const session = await openSession(vault.platformUrl, { ...sandbox, key: privateKey });
      const request = (method, version, info) =>
        signedRequest(session, { ...sandbox, userToken: sandbox.userAuthToken, method, version, info });
      const put = request(
        'PutThings',
        2,
        `<thing><type-id>${weightType}</type-id><data-xml>${item}${common}</data-xml></thing>`,
      );
      const get = request(
        'GetThings',
        3,
        `<group max="20"><filter><type-id>${weightType}</type-id></filter><format><section>core</section><xml/></format></group>`,
      );
      const answerBytes = async body =>
        Buffer.byteLength(
          await (
            await fetch(vault.platformUrl, { method: 'POST', headers: { 'content-type': 'text/xml' }, body })
          ).text(),
        );
      const floorOptions = {
        file: join(data, 'floor.db'),
        record: sandbox.internalRecordId,
        type: weightType,
        item: item + common,
        putAnswerBytes: await answerBytes(put),
        getAnswerBytes: await answerBytes(get),
      };
      await using(startFloor(floorOptions), async floor => {
        const pair = async (name, clients, path, body, check) => {
          const at = { clients, ms, check: () => {} };
          const below = await load({ ...at, port: floor.port, request: httpRequest(path, body) });
          const ours = await load({
            ...at,
            port: vault.port,
            request: httpRequest('/platform/wildcat.ashx', body),
            check,
          });
          rows.push({ name, size, clients, ours, below });
          return ours;
        };
        for (const clients of clientCounts)
          await pair('PutThings 1 KB', clients, '/put', put, bodyMentions('<code>0</code>'));
        for (const clients of clientCounts) {
          const ours = await pair(
            'GetThings newest 20',
            clients,
            '/get',
            get,
            bodyMentions('</thing></group>'),
          );
          reads.set(`${size}/${clients}`, ours.rate);
        }
      });
      rows.push({ name: 'in-process loop', size, clients: 32, below: await inProcess(floorOptions) });
    });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function prepare(data, privateKey, size) {
  const vault = await openVault(readConfig({ data, mode: 'sandbox' }));
  const certificatePem = await selfSigned({ commonName: 'bench', key: privateKey, days: 2, now: Date.now() });
  const sandbox = await createSandbox(vault, { certificatePem, allTypes: true });
  const thumbprint = new X509Certificate(certificatePem).fingerprint.replaceAll(':', '').toLowerCase();
  const internal = await vault.store.read(db => db.aliases.record(sandbox.appId, sandbox.recordId));
  await vault.store.close();
  fill(join(data, 'keepwell.db'), internal.recordId, size);
  copyFileSync(join(data, 'keepwell.db'), join(data, 'floor.db'));
  return { ...sandbox, thumbprint, internalRecordId: internal.recordId };
}

function startVault(data) {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const child = spawn(
    process.execPath,
    [
      join(root, 'dist/cli/keepwell.js'),
      'serve',
      '--data',
      data,
      '--port',
      String(port),
      '--log-level',
      'error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return {
    child,
    ready: waitFor(port).then(() => ({
      port,
      platformUrl: `http://127.0.0.1:${port}/platform/wildcat.ashx`,
    })),
  };
}

async function waitFor(port) {
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error('the vault did not start');
}

function startFloor(given) {
  const child = fork(join(import.meta.dirname, 'floor.js'), [JSON.stringify(given)]);
  return { child, ready: new Promise(done => child.once('message', port => done({ port }))) };
}

async function using({ child, ready }, work) {
  try {
    await work(await ready);
  } finally {
    child.kill('SIGTERM');
    await new Promise(done =>
      child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(),
    );
  }
}

/** The same commits without HTTP: 32 writers that each ask again when they are answered. */
async function inProcess({ file, record, type, item }) {
  const put = floorWriter(file, { record, type });
  const started = performance.now();
  let count = 0;
  await Promise.all(
    Array.from(
      { length: 32 },
      () =>
        new Promise(resolve => {
          const again = () => {
            count++;
            if (performance.now() - started < ms) put(item, again);
            else resolve();
          };
          put(item, again);
        }),
    ),
  );
  return { rate: (count * 1000) / (performance.now() - started) };
}

function report() {
  const f = (n, digits = 0) => n.toFixed(digits);
  console.log('Ratios to the floor of the same run (1.00 is the floor)\n');
  for (const { name, size, clients, ours, below } of rows) {
    if (ours)
      console.log(
        `${name.padEnd(22)} ${String(size).padStart(8)} things ${String(clients).padStart(3)} clients   ${f(ours.rate / below.rate, 2)}`,
      );
  }
  for (const row of rows.filter(r => r.name === 'in-process loop')) {
    const floor = rows.find(r => r.size === row.size && r.clients === 32 && r.name.startsWith('Put'));
    console.log(
      `floor over in-process  ${String(row.size).padStart(8)} things  32 clients   ${f(floor.below.rate / row.below.rate, 2)}   (must be ≥ 0.70)`,
    );
  }
  if (sizes.length > 1) {
    for (const clients of clientCounts) {
      console.log(
        `read at 10⁴ over 10⁶                  ${String(clients).padStart(3)} clients   ${f(reads.get(`10000/${clients}`) / reads.get(`1000000/${clients}`), 2)}   (must be ≤ 1.30)`,
      );
    }
  }
  console.log('\nAbsolute: requests a second, p50 and p99 in ms\n');
  for (const { name, size, clients, ours, below } of rows) {
    const part = x =>
      x ? `${f(x.rate).padStart(6)}/s${x.p50 === undefined ? '' : ` ${f(x.p50, 2)} ${f(x.p99, 2)}`}` : '';
    console.log(
      `${name.padEnd(22)} ${String(size).padStart(8)} ${String(clients).padStart(3)}   vault ${part(ours)}   floor ${part(below)}`,
    );
  }
}
