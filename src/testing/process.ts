// The command line as tests run it: `keepwell` in this process where its words matter, in one of its own where the
// process does (signals, several on one vault). The latter runs what is built in dist/.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommand } from '../cli/program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/** Runs a command line in this process. */
export async function keepwell(
  args: readonly string[],
  { env = {}, input = '' }: RunOptions = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCommand(args, {
    out: part => {
      out += part;
    },
    err: part => {
      err += part;
    },
    input: Readable.from([input]),
    env,
  });
  return { code, out, err };
}

/** A production vault needs somebody who does https. */
export const behindProxy = [
  '--mode',
  'production',
  '--public-url',
  'https://vault.example',
  '--trusted-proxies',
  '127.0.0.1',
];

const bin = join(import.meta.dirname, '../../dist/cli/keepwell.js');

/** Runs a command line in a process of its own, to its end. */
export async function spawnKeepwell(args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [bin, ...args], {
    env: cleanEnv(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [code, out, err] = await Promise.all([exitOf(child), text(child.stdout), text(child.stderr)]);
  return { code: Number(code), out, err };
}

export interface SpawnedServer extends AsyncDisposable {
  /** What `serve --json` said when it was ready. */
  readonly facts: { readonly platformUrl: string; readonly shellUrl: string; readonly mode: string } & Record<
    string,
    unknown
  >;
  readonly data: string;
  readonly pid: number;
  /** From the start of the process until it said so. */
  readonly readyMs: number;
  signal(name: NodeJS.Signals): void;
  /** The exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  readonly err: Promise<string>;
}

/** Starts `keepwell serve` on a free port and waits until it is ready. Gone, data and all, when the test is done. */
export async function spawnServer(
  args: readonly string[] = [],
  data = tempFolder(),
  env: NodeJS.ProcessEnv = {},
): Promise<SpawnedServer> {
  const started = performance.now();
  const child = spawn(process.execPath, [bin, 'serve', '--port', '0', '--data', data, '--json', ...args], {
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = exitOf(child);
  const err = text(child.stderr);
  const firstLine = new Promise<string>(resolve =>
    child.stdout.once('data', (line: Buffer) => resolve(line.toString())),
  );
  const line = await Promise.race([firstLine, exited.then(() => undefined)]);
  if (line === undefined) throw new Error(`the server did not start: ${await err}`);
  return {
    facts: JSON.parse(line),
    data,
    pid: child.pid!,
    readyMs: performance.now() - started,
    signal: name => void child.kill(name),
    exited,
    err,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

const tempFolders: string[] = [];
process.on('exit', () => {
  for (const folder of tempFolders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, gone when the tests are done. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-test-'));
  tempFolders.push(folder);
  return folder;
}

function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise(resolve => child.once('exit', (code, signal) => resolve(code ?? signal!)));
}

/** Settings of whoever runs the tests stay out. */
function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KEEPWELL_')));
}
