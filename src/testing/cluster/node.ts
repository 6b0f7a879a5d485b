// One node: the server as it is built in dist/, that can be killed and started again.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type RunningProgram, watchChild } from './programs.ts';

const root = join(import.meta.dirname, '../../..');
const readyWithinMs = 60_000;

export class Node {
  readonly data: string;
  readonly port: number;
  /** By how much its clock is ahead. */
  readonly #aheadMs: number;
  #program: RunningProgram | undefined;
  #isToBeThere = false;

  constructor(data: string, port: number, aheadMs: number) {
    this.data = data;
    this.port = port;
    this.#aheadMs = aheadMs;
  }

  get logged(): readonly string[] {
    return this.#program?.logged ?? [];
  }

  /** Has it ended though nobody ended it? */
  get isMissing(): boolean {
    return this.#isToBeThere && this.#program?.hasExited() === true;
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const clock = pathToFileURL(join(import.meta.dirname, 'shifted-clock.js'));
    clock.searchParams.set('ms', String(this.#aheadMs));
    const child = spawn(
      process.execPath,
      [
        ...(this.#aheadMs === 0 ? [] : ['--import', clock.href]),
        join(root, 'dist/cli/keepwell.js'),
        ...['serve', '--port', String(this.port), '--data', this.data, '--json'],
      ],
      { env: cleanEnv(), cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const program = watchChild(child);
    this.#program = program;
    await this.#untilReady(program);
    this.#isToBeThere = true;
  }

  /** Ends it as a crash does: no handler runs. */
  async kill(): Promise<void> {
    this.#isToBeThere = false;
    await this.#program?.kill();
  }

  async #untilReady({ logged, hasExited }: RunningProgram): Promise<void> {
    const end = performance.now() + readyWithinMs;
    while (!logged.some(line => line.includes('"platformUrl"'))) {
      if (hasExited() || performance.now() > end)
        throw new Error(`a node did not start: ${logged.join('\n')}`);
      await setTimeout(20);
    }
  }
}

/** Settings of whoever runs the tests stay out. */
function cleanEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KEEPWELL_')));
}
