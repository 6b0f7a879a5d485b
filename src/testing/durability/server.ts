// A server as a process of its own, that can be killed, traced and watched. It runs what is built in dist/.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../../..');

export interface ServerProcess {
  readonly platformUrl: string;
  readonly shellUrl: string;
  readonly pid: number;
  /** What it logged so far, a line each. */
  readonly logged: readonly string[];
  /** Ends it as a crash would: no handler runs. */
  kill(): Promise<void>;
  /** Asks it to end, and waits. Answers the exit code. */
  stop(): Promise<number | null>;
}

export function serveCommand(data: string): string[] {
  return [
    process.execPath,
    join(root, 'dist/cli/keepwell.js'),
    'serve',
    '--port',
    '0',
    '--data',
    data,
    '--json',
  ];
}

/** The same server over a store that does not wait for the disk. */
export function undurableCommand(data: string): string[] {
  return [process.execPath, join(root, 'src/testing/durability/undurable-server.js'), data];
}

/** Starts a server and waits until it says where it listens. @throws with what it logged when it ends instead */
export async function start(command: readonly string[]): Promise<ServerProcess> {
  const child = spawnClean(command);
  const exited = exitOf(child);
  const logged: string[] = [];
  createInterface(child.stderr!).on('line', line => logged.push(line));
  const firstLine = new Promise<string>(resolve => createInterface(child.stdout!).once('line', resolve));
  const line = await Promise.race([firstLine, exited.then(() => undefined)]);
  if (line === undefined) throw new Error(logged.join('\n'));
  const { platformUrl, shellUrl } = JSON.parse(line) as { platformUrl: string; shellUrl: string };
  return {
    ...{ platformUrl, shellUrl },
    pid: child.pid!,
    logged,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

/** Starts a server and kills it before it can be of use. */
export async function startAndKill(command: readonly string[], afterMs: number): Promise<void> {
  const child = spawnClean(command);
  const exited = exitOf(child);
  await new Promise(resolve => setTimeout(resolve, afterMs));
  child.kill('SIGKILL');
  await exited;
}

/** Settings of whoever runs the tests stay out. */
function spawnClean([program, ...args]: readonly string[]): ChildProcess {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('KEEPWELL_')),
  );
  return spawn(program!, args, { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise(resolve => child.once('exit', code => resolve(code)));
}
