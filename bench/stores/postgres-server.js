// A PostgreSQL server for the bench and for tests: one that is named, else one of its own in a temporary folder, with the settings that
// PostgreSQL comes with.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { atExit, makeTemporaryFolder } from '../temporary.js';

const debian = '/usr/lib/postgresql';

/** Is there a server to measure, or what it takes to start one? */
export function findPostgres({ postgres = process.env.KEEPWELL_TEST_POSTGRES || undefined }) {
  return findPrograms() ?? postgres;
}

/**
 * @param settings of one of its own, beside those it comes with
 * @returns `{ url(database), pid, isOwn, stop }`; no pid where the server runs elsewhere
 */
export async function startPostgres({ postgres, settings = [] }) {
  const programs = postgres === undefined ? findPrograms() : undefined;
  if (programs !== undefined) return startOwn(programs, settings);
  const given = postgres ?? process.env.KEEPWELL_TEST_POSTGRES;
  const url = database => Object.assign(new URL(given), { pathname: `/${database}` }).href;
  return { url, pid: await findServerProcess(url('postgres')), isOwn: false, stop: async () => {} };
}

/** The folder with the newest programs of a server; Debian keeps them out of the path. */
function findPrograms() {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map(version => join(debian, version, 'bin')).find(bin => existsSync(join(bin, 'initdb')));
}

async function startOwn(bin, more) {
  const { path: folder, remove } = makeTemporaryFolder();
  const data = join(folder, 'data');
  const as = findUser();
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid);
  const port = await findPort();
  const init = ['-D', data, '-U', 'keepwell', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(bin, 'initdb'), init, { stdio: ['ignore', 'ignore', 'inherit'], ...as });
  const settings = ['listen_addresses=127.0.0.1', 'max_connections=200', ...more].flatMap(one => ['-c', one]);
  const args = ['-D', data, '-p', String(port), '-k', folder, ...settings];
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  const child = spawn(join(bin, 'postgres'), args, { stdio: ['ignore', log, log], ...as });
  closeSync(log);
  const kill = atExit(() => child.kill('SIGQUIT'));
  const url = database => `postgres://keepwell@127.0.0.1:${port}/${database}`;
  await awaitServer(url('postgres')).catch(() => {
    throw new Error(`PostgreSQL does not start:\n${readFileSync(logFile, 'utf8')}`);
  });
  return {
    url,
    pid: child.pid,
    isOwn: true,
    async stop() {
      const ended = new Promise(done => child.once('exit', done));
      kill();
      await ended;
      remove();
    },
  };
}

/** The server refuses to run as root. */
function findUser() {
  if (process.getuid?.() !== 0) return {};
  const id = which => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function findPort() {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function awaitServer(url) {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise(done => setTimeout(done, 100));
    }
  }
}

/** The process that all others of a server come from, where it runs on this machine. */
async function findServerProcess(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { pid } = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0];
  await client.end();
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file) || !readFileSync(file, 'utf8').includes('(postgres)')) return undefined;
  return Number(
    readFileSync(file, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')[1],
  );
}
