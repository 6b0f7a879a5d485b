// A thread for what somebody sent, which may be made to harm: it has a bound of memory, each answer one of time, and is ended
// where it passes one. Otherwise it stays for the next question. Its own side of this is within-thread.ts.
import { Worker } from 'node:worker_threads';

/** Node cannot load TypeScript: tests, which run the sources, start what was built. */
const program = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/' : '../../', import.meta.url);

/** @param code where its code stands in the program @param workerData what it is told from the first */
export function startThread(code: string, memoryBytesMax: number, workerData: unknown): Worker {
  const worker = new Worker(new URL(code, program), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memoryBytesMax / 1_048_576) },
    env: {},
    stdout: true,
    stderr: true,
  });
  // It may write what somebody sent.
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

export interface ThreadBounds {
  /** For one answer, once it has begun. */
  readonly ms: number;
  readonly memoryBytesMax: number;
}

/** `not begun`: the machine was too busy, and nothing was seen of the question. `ended`: for another reason than a bound. */
export type StopReason = 'time' | 'memory' | 'not begun' | 'ended';

/** In place of what would have taken longer than it may. */
export const tooLate = Symbol('too late');

/** Did it lack time, and nothing else? Then the same may be read another day. */
export function lackedTime(reason: StopReason): boolean {
  return reason === 'time' || reason === 'not begun';
}

export type Told<Answer> = { readonly answer: Answer } | { readonly stopped: StopReason };

/** Asked one thing at a time. */
export class BoundedThread<Question, Answer> {
  readonly #code: string;
  readonly #idleMs: number;
  readonly #beginMs: number;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  /**
   * @param idleMs after so long without a question it goes, with the memory that it took
   * @param beginMs what has not begun by then, on however busy a machine, never does
   */
  constructor(code: string, idleMs: number, beginMs = 60_000) {
    this.#code = code;
    this.#idleMs = idleMs;
    this.#beginMs = beginMs;
  }

  /** Does it know still what it was told before? */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  /** @param given bytes whose memory it gets for good */
  async ask(
    question: Question,
    { ms, memoryBytesMax }: ThreadBounds,
    ...given: readonly Uint8Array[]
  ): Promise<Told<Answer>> {
    clearTimeout(this.#idle);
    const isNew = !this.#worker;
    this.#worker ??= this.#start(memoryBytesMax);
    const worker = this.#worker;
    worker.ref();
    let told: Told<Answer> | undefined = isNew ? await hearBegun(worker, this.#beginMs) : undefined;
    if (!told) {
      worker.postMessage(
        question,
        given.map(({ buffer }) => buffer as ArrayBuffer),
      );
      told = await hear<Answer>(worker, ms);
    }
    worker.unref();
    if ('stopped' in told) this.end();
    else this.#idle = setTimeout(() => this.end(), this.#idleMs).unref();
    return told;
  }

  end(): void {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }

  #start(memoryBytesMax: number): Worker {
    const worker = startThread(this.#code, memoryBytesMax, { memoryBytesMax });
    // Who asks is told; between questions nobody is.
    const drop = () => {
      if (this.#worker === worker) this.end();
    };
    worker.on('error', drop).once('exit', drop);
    return worker;
  }
}

/** @returns undefined once it has begun */
async function hearBegun(worker: Worker, ms: number): Promise<{ readonly stopped: StopReason } | undefined> {
  const begun = await hear(worker, ms);
  if (!('stopped' in begun)) return undefined;
  return begun.stopped === 'time' ? { stopped: 'not begun' } : begun;
}

/** What it says next. */
function hear<Said>(worker: Worker, ms: number): Promise<Told<Said>> {
  return new Promise(resolve => {
    const settle = (told: Told<Said>) => {
      clearTimeout(timer);
      worker.off('message', take).off('error', fail).off('exit', leave);
      resolve(told);
    };
    const take = (answer: Said) => settle({ answer });
    const fail = ({ code }: NodeJS.ErrnoException) =>
      settle({ stopped: code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'ended' });
    const leave = () => settle({ stopped: 'ended' });
    // An answer that has come already is read first.
    const end = () => setImmediate(settle, { stopped: 'time' } as const);
    const timer = setTimeout(end, ms);
    worker.on('message', take).on('error', fail).on('exit', leave);
  });
}
