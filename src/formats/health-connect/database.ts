// Has a database read by a process of its own (database-process.ts), which ends with it: what a hostile one breaks is that process,
// and it never lies on a disk.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pipeline, Readable, type Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { UnreadableFile } from '../format.ts';
import { processHeapMegabytes, rowsWaitMsMax } from './limits.ts';
import type { Rows } from './queries.ts';

/** Node cannot load TypeScript: tests, which run the sources, start the one that was built. */
const code = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts')
      ? '../../../dist/formats/health-connect/database-process.js'
      : './database-process.js',
    import.meta.url,
  ),
);

/** @throws UnreadableFile when it is no database, or damaged, or takes too long */
export async function* readDatabase(
  bytes: AsyncIterable<Uint8Array>,
  waitMsMax = rowsWaitMsMax,
): AsyncGenerator<Rows> {
  const child = spawn(process.execPath, [`--max-old-space-size=${processHeapMegabytes}`, code], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // It needs none, and would have the secrets of the server.
    env: {},
  });
  const ended = once(child, 'close');
  let failure: unknown;
  // What it does not take any more it has refused.
  pipeline(Readable.from(bytes), child.stdin, error => {
    if (error instanceof UnreadableFile) {
      failure = error;
      child.kill('SIGKILL');
    }
  });
  const watch = new Watch(child, waitMsMax);
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      watch.stop();
      yield JSON.parse(line);
      watch.start();
    }
    const [exitCode] = await ended;
    if (failure !== undefined) throw failure;
    if (exitCode !== 0) throw new UnreadableFile('damaged');
  } finally {
    watch.stop();
    child.kill('SIGKILL');
  }
}

/** Ends a process that gives nothing for too long. */
class Watch {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waitMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(child: ChildProcessByStdio<Writable, Readable, null>, waitMs: number) {
    this.#child = child;
    this.#waitMs = waitMs;
    this.start();
  }

  start(): void {
    this.#timer = setTimeout(() => this.#child.kill('SIGKILL'), this.#waitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
