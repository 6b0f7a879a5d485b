// Runs public HealthVault client libraries against a Keepwell server on loopback and prints a table.
// See README.md. Usage: node run.mjs [name …]; without names, every driver whose library is given.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const keepwell = process.env.KEEPWELL_CLI ?? join(here, '../../dist/cli/keepwell.js');
const START_MAX_MS = 30_000;

const java = (process.env.KEEPWELL_JAVA_JARS ?? '').split(delimiter).filter(Boolean);
const jython = (process.env.KEEPWELL_JYTHON_JARS ?? '').split(delimiter).filter(Boolean);
const path = (...entries) => entries.join(delimiter);
const python = (script, ...rest) => [
  'java',
  '-cp',
  path(...jython),
  'org.python.util.jython',
  join(here, 'python', script),
  ...rest,
];

// `needs` names the variables that say where the library and its platform are.
const drivers = {
  ruby: {
    needs: ['KEEPWELL_CLIENT_RUBY'],
    command: () => ['ruby', '-W0', join(here, 'ruby/round.rb')],
  },
  php: {
    needs: ['KEEPWELL_CLIENT_PHP', 'KEEPWELL_CLIENT_PHP_MARSHALLING'],
    command: () => ['php', join(here, 'php/round.php')],
  },
  'java-rsa': {
    needs: ['KEEPWELL_CLIENT_JAVA', 'KEEPWELL_JAVA_JARS'],
    command: async work => [
      'java',
      '-cp',
      path(await stubs(work), sdkJar(), ...java),
      join(here, 'java/RsaRound.java'),
    ],
  },
  'java-soda': {
    needs: ['KEEPWELL_CLIENT_JAVA', 'KEEPWELL_CLIENT_JAVA_CLASSES', 'KEEPWELL_JAVA_JARS'],
    command: async work => [
      'java',
      '-cp',
      path(process.env.KEEPWELL_CLIENT_JAVA_CLASSES, await stubs(work), sdkJar(), ...java),
      join(here, 'java/SodaRound.java'),
    ],
  },
  'pyhealthvault-rsa': {
    needs: ['KEEPWELL_CLIENT_PYHEALTHVAULT', 'KEEPWELL_JYTHON_JARS'],
    command: () => python('pyhealthvault_round.py', 'rsa'),
  },
  'pyhealthvault-soda': {
    needs: ['KEEPWELL_CLIENT_PYHEALTHVAULT', 'KEEPWELL_JYTHON_JARS'],
    command: () => python('pyhealthvault_round.py', 'soda'),
  },
  'dotnet-soda': {
    needs: ['KEEPWELL_CLIENT_DOTNET'],
    command: async work => [
      'env',
      `MONO_PATH=${process.env.KEEPWELL_CLIENT_DOTNET}`,
      'mono',
      await dotnetDriver(work),
    ],
  },
  orcas: {
    needs: ['KEEPWELL_CLIENT_ORCAS', 'KEEPWELL_JYTHON_JARS'],
    command: () => python('orcas_round.py'),
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter(name => !drivers[name]);
if (unknown.length)
  stop(`no such driver: ${unknown.join(', ')}; there are ${Object.keys(drivers).join(', ')}`);
const wanted = asked.length ? asked : Object.keys(drivers);
const work = await mkdtemp(join(tmpdir(), 'keepwell-clients-'));
let server;
let failed = 0;
try {
  const settings = await prepare();
  const rows = [];
  for (const name of wanted) {
    const missing = drivers[name].needs.filter(variable => !process.env[variable]);
    if (missing.length) {
      rows.push([name, 'skipped', `not set: ${missing.join(', ')}`]);
      if (asked.length) failed += 1;
      continue;
    }
    console.log(`# ${name}`);
    const [command, ...rest] = await drivers[name].command(work);
    const { code, out } = await run(
      command,
      rest,
      { ...process.env, ...settings, PYTHONDONTWRITEBYTECODE: '1' },
      'show',
    );
    const lines = out.split('\n');
    const steps = lines.filter(line => line.startsWith('ok ')).length;
    const failures = lines.filter(line => line.startsWith('FAIL '));
    if (code !== 0 && failures.length === 0) failures.push(`exit ${code}`);
    if (failures.length > 0 || code !== 0) failed += 1;
    rows.push([name, failures.length > 0 ? 'FAILED' : 'passed', [`${steps} steps`, ...failures].join('; ')]);
  }
  console.log();
  for (const [name, result, note] of rows) console.log(`${name.padEnd(20)} ${result.padEnd(8)} ${note}`);
  const count = result => rows.filter(row => row[1] === result).length;
  console.log(`\n${count('passed')} passed, ${count('FAILED')} failed, ${count('skipped')} skipped`);
} finally {
  if (server?.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
  await rm(work, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

// A key, a sandbox application with that key, and a running server; all as the drivers' variables.
async function prepare() {
  const key = join(work, 'key.pem');
  const certificate = join(work, 'cert.pem');
  const made = await run('openssl', [
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
  if (made.code !== 0) throw new Error(`openssl: ${made.error}`);
  const data = join(work, 'data');
  const port = await freePort();
  server = spawn(process.execPath, [keepwell, 'serve', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'ignore', process.env.KEEPWELL_CLIENT_LOG ? 'inherit' : 'ignore'],
  });
  await answering(port);
  const sandbox = await run(process.execPath, [
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
  if (sandbox.code !== 0) throw new Error(`keepwell sandbox create: ${sandbox.error || sandbox.out}`);
  const found = JSON.parse(sandbox.out);
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

// Our own stand-ins for Android classes; compiled once per run.
async function stubs(folder) {
  const target = join(folder, 'stubs');
  const sources = await readdir(join(here, 'java/stubs'), { recursive: true });
  const files = sources.filter(name => name.endsWith('.java')).map(name => join(here, 'java/stubs', name));
  const compiled = await run('javac', [
    '-nowarn',
    '-proc:none',
    '-d',
    target,
    '-cp',
    path(...java),
    ...files,
  ]);
  if (compiled.code !== 0) throw new Error(`javac: ${compiled.error}`);
  return target;
}

async function dotnetDriver(folder) {
  const target = join(folder, 'Microsoft.HealthVault.Client.exe');
  const references = [
    'Microsoft.HealthVault',
    'Microsoft.HealthVault.Client.Core',
    'NodaTime',
    'Grace',
    'System.Xml',
    'System.Net.Http',
  ];
  const compiled = await run('mcs', [
    '-langversion:latest',
    `-lib:${process.env.KEEPWELL_CLIENT_DOTNET}`,
    ...references.map(name => `-r:${name}`),
    `-out:${target}`,
    join(here, 'dotnet/SodaRound.cs'),
  ]);
  if (compiled.code !== 0) throw new Error(`mcs: ${compiled.error}`);
  return target;
}

function sdkJar() {
  return join(process.env.KEEPWELL_CLIENT_JAVA, 'android-sdk-simplexml/libs/hv-sdk-1.6.jar');
}

async function run(command, args, env = process.env, show = false) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let error = '';
  child.stdout.on('data', chunk => {
    out += chunk;
    if (show) process.stdout.write(chunk);
  });
  child.stderr.on('data', chunk => {
    error += chunk;
    if (show) process.stderr.write(chunk);
  });
  const code = await Promise.race([
    once(child, 'close').then(([status]) => status ?? 1),
    once(child, 'error').then(([cause]) => {
      error += cause.message;
      return 127;
    }),
  ]);
  return { code, out, error };
}

function stop(message) {
  console.error(message);
  process.exit(2);
}
