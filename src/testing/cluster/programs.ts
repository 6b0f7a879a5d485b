// Programs of others that a cluster is made of: where they lie, and how they run. PostgreSQL and pgbouncer refuse to be
// root, so what root starts runs as the user their packages made.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { assume } from '../../assume.ts';

const postgresRoot = '/usr/lib/postgresql';

/** Newest first. */
function postgresFolders(): string[] {
  try {
    const versions = readdirSync(postgresRoot).map(Number).filter(Number.isInteger);
    return versions.sort((a, b) => b - a).map(version => join(postgresRoot, String(version), 'bin'));
  } catch {
    return [];
  }
}

const folders = [...postgresFolders(), ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];

function findProgram(name: string): string | undefined {
  return folders.map(folder => join(folder, name)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const needed = ['postgres', 'initdb', 'pg_basebackup', 'pg_rewind', 'pgbouncer', 'haproxy'] as const;
export type ProgramName = (typeof needed)[number];

const user = findUser();

/** What a cluster would need and this machine lacks. */
export const missing: readonly string[] = [
  ...needed.filter(name => findProgram(name) === undefined),
  ...(process.getuid?.() === 0 && user === undefined ? ['the user postgres'] : []),
];

interface User {
  readonly uid: number;
  readonly gid: number;
}

function findUser(): User | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(line => line.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return line === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/** A folder whose insides these programs may reach. */
export function makeReachableFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-cluster-'));
  if (user) for (const each of [tmpdir(), folder]) if (each !== '/tmp') chmodSync(each, 0o711);
  return folder;
}

/** A folder of their own. */
export function makeProgramFolder(folder: string): string {
  mkdirSync(folder, { mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** Runs one to its end. @throws with what it wrote when it fails */
export async function runProgram(name: ProgramName, args: readonly string[]): Promise<void> {
  await promisify(execFile)(fileOf(name), args, { ...user, cwd: '/' });
}

export interface RunningProgram {
  readonly pid: number;
  /** What it wrote last, a line each. */
  readonly logged: readonly string[];
  readonly hasExited: () => boolean;
  readonly exited: Promise<unknown>;
  signal(name: NodeJS.Signals): void;
  /** Ends it and its children as the end of their machine would. */
  kill(): Promise<void>;
}

const loggedMax = 2000;
const alive = new Set<RunningProgram>();
process.on('exit', () => {
  for (const { pid } of alive) killTree(pid);
});

export function startProgram(name: ProgramName, args: readonly string[]): RunningProgram {
  return watchChild(spawn(fileOf(name), args, { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] }));
}

export function watchChild(child: ChildProcess): RunningProgram {
  const pid = assume(child.pid, 'a process');
  const logged: string[] = [];
  let hasExited = false;
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface(stream).on('line', line => {
      logged.push(line);
      if (logged.length > loggedMax) logged.shift();
    });
  }
  const exited = new Promise(resolve =>
    child.once('exit', code => {
      hasExited = true;
      alive.delete(program);
      resolve(code);
    }),
  );
  const program: RunningProgram = {
    pid,
    logged,
    hasExited: () => hasExited,
    exited,
    signal: name => void child.kill(name),
    async kill() {
      if (!hasExited) killTree(pid);
      await exited;
    },
  };
  alive.add(program);
  return program;
}

/** Stopped first, so that it starts no more of them while they are ended. */
function killTree(pid: number): void {
  const send = (to: number, signal: NodeJS.Signals) => {
    try {
      process.kill(to, signal);
    } catch {
      // It has gone already.
    }
  };
  send(pid, 'SIGSTOP');
  const children = childrenOf(pid);
  send(pid, 'SIGKILL');
  for (const child of children) send(child, 'SIGKILL');
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function fileOf(name: ProgramName): string {
  return assume(findProgram(name), name);
}

/** A port that nobody had a moment ago. */
export function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
