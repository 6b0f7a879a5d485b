// Runs public HealthVault client libraries, and the live tests that some bring along, against a Keepwell server on
// loopback and prints a table. See README.md. Usage: node run.mjs [name …]; without names, all whose library is given.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drivers } from './drivers.mjs';
import { outputOf, run } from './process.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const keepwell = resolve(process.env.KEEPWELL_CLI ?? join(here, '../../dist/cli/keepwell.js'));
const START_MAX_MS = 30_000;

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !drivers[name]);
if (unknown.length)
  stop(`no such driver: ${unknown.join(', ')}; there are ${Object.keys(drivers).join(', ')}`);
const wanted = asked.length ? asked : Object.keys(drivers);
const work = await mkdtemp(join(tmpdir(), 'keepwell-clients-'));
const data = join(work, 'data');
let server;
const rows = [];
try {
  const settings = await prepare();
  for (const name of wanted) rows.push({ name, ...(await drive(name, settings)) });
} finally {
  if (server?.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
  await rm(work, { recursive: true, force: true });
}
console.log();
for (const { name, result, counts, notes = [] } of rows) {
  console.log(`${name.padEnd(20)} ${result.padEnd(8)} ${counts}`);
  for (const note of notes) console.log(`${' '.repeat(30)}${note}`);
}
const count = result => rows.filter(row => row.result === result).length;
console.log(`\n${count('passed')} passed, ${count('FAILED')} failed, ${count('skipped')} skipped`);
process.exit(count('FAILED') || (asked.length && count('skipped')) ? 1 : 0);

/** Every failure counts but those of a suite that are explained. */
async function drive(name, settings) {
  const { needs, command, takesForGranted, explained = {}, leftOut = {} } = drivers[name];
  const missing = needs.filter(variable => !process.env[variable]);
  if (missing.length) return { result: 'skipped', counts: `not set: ${missing.join(', ')}` };
  console.log(`# ${name}`);
  const [program, ...rest] = await command(work);
  const granted = await takesForGranted?.({ keepwell, settings, data });
  const env = { ...process.env, ...settings, ...granted, PYTHONDONTWRITEBYTECODE: '1' };
  const { code, out } = await run(program, rest, { env, show: true });
  const said = word =>
    out.split('\n').flatMap(line => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  const failures = said('FAIL');
  const known = failures.filter(failure => explained[failure.split(' ', 1)[0]]);
  const skipped = [...said('skip'), ...Object.entries(leftOut).map(([test, why]) => `${test} ${why}`)];
  const passed = said('ok');
  const isFailed = failures.length > known.length || (failures.length === 0 && code !== 0);
  const counts = [`${passed.length} passed`, `${failures.length} failed`, `${skipped.length} not run`];
  return {
    result: isFailed ? 'FAILED' : 'passed',
    counts: counts.join(', '),
    notes: [
      ...(failures.length === 0 && code !== 0 ? [`exit ${code}`] : []),
      ...failures.filter(failure => !known.includes(failure)).map(failure => `failed: ${failure}`),
      ...known.map(
        failure => `explained: ${failure.split(' ', 1)[0]} ${explained[failure.split(' ', 1)[0]]}`,
      ),
      ...passed.filter(test => explained[test]).map(test => `passed after all: ${test}`),
      ...skipped.map(test => `not run: ${test}`),
    ],
  };
}

// A key, a sandbox application with that key, and a running server; all as the drivers' variables.
async function prepare() {
  const key = join(work, 'key.pem');
  const certificate = join(work, 'cert.pem');
  await outputOf('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '30',
    '-subj',
    '/CN=Keepwell conformance',
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
  const port = await freePort();
  server = spawn(process.execPath, [keepwell, 'serve', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'ignore', process.env.KEEPWELL_CLIENT_LOG ? 'inherit' : 'ignore'],
  });
  await answering(port);
  const sandbox = await outputOf(process.execPath, [
    keepwell,
    'sandbox',
    'create',
    '--data',
    data,
    '--cert',
    certificate,
    '--soda-master',
    '--json',
  ]);
  const found = JSON.parse(sandbox);
  const base = `http://127.0.0.1:${port}`;
  return {
    KEEPWELL_PLATFORM_URL: local(found.platformUrl ?? '/platform/wildcat.ashx', base),
    KEEPWELL_SHELL_URL: local(found.shellUrl ?? '/', base).replace(/\/$/, ''),
    KEEPWELL_APP_ID: found.appId,
    KEEPWELL_MASTER_APP_ID: found.masterAppId,
    KEEPWELL_PERSON_ID: found.personId,
    KEEPWELL_RECORD_ID: found.recordId,
    KEEPWELL_USER_TOKEN: found.userAuthToken,
    KEEPWELL_KEY: key,
    KEEPWELL_CERT: certificate,
    KEEPWELL_BROWSER: resolve(process.env.KEEPWELL_BROWSER_PROGRAM || join(here, 'browser.mjs')),
    KEEPWELL_SHELL_USER: process.env.KEEPWELL_SHELL_USER ?? found.email ?? found.userName ?? '',
    KEEPWELL_SHELL_PASSWORD: process.env.KEEPWELL_SHELL_PASSWORD ?? found.password ?? '',
  };
}

// The sandbox command may know the configured address only; the port of this run is ours.
function local(address, base) {
  return new URL(new URL(address, base).pathname, base).href;
}

async function answering(port) {
  const end = Date.now() + START_MAX_MS;
  while (Date.now() < end) {
    if (server.exitCode !== null) throw new Error(`keepwell serve ended with ${server.exitCode}`);
    const up = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error('keepwell serve does not answer');
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

function stop(message) {
  console.error(message);
  process.exit(2);
}
