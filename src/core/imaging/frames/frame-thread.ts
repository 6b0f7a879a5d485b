// The threads that unpack pictures (frame-worker.ts): started when a picture is looked at, ended when one takes too long or has
// nothing to do. People take turns. A thread that holds a file of many frames is lent for the next of them.
import { Worker } from 'node:worker_threads';
import { assume } from '../../../assume.ts';
import { Turns } from '../../limits/turns.ts';
import type { Store } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import type { FrameAnswer, FrameQuestion } from './frame-work.ts';

const threadsMax = 2;

/** A thread that is not used ends, with the memory that it took. */
const idleMs = 30_000;

interface Pool {
  readonly free: Thread[];
  readonly turns: Turns;
  /** Files that took too long, and until when they are not tried again; the latest last. */
  readonly resting: Map<string, number>;
}

const pools = new WeakMap<Store, Pool>();

export interface Asked extends Pick<FrameQuestion, 'id' | 'frame' | 'still'> {
  /** Is read where the thread does not have the file. */
  readonly read: () => Promise<Uint8Array>;
}

/** Undefined where it took too long, or more memory than it may. */
export async function askForFrame(
  { store, limits, clock }: Vault,
  personId: string,
  asked: Asked,
): Promise<FrameAnswer | undefined> {
  const pool = pools.get(store) ?? makePool();
  pools.set(store, pool);
  const { free, turns, resting } = pool;
  return turns.take(personId, async () => {
    if ((resting.get(asked.id) ?? 0) > clock.now()) return undefined;
    const holding = free.findIndex(({ held }) => held === asked.id);
    const [thread] = free.splice(holding < 0 ? free.length - 1 : holding, 1);
    const lent = assume(thread, 'a free thread');
    try {
      const answer = await lent.ask(limits, asked);
      if (!answer) letRest(resting, asked.id, clock.now() + limits.pictureRestMs);
      return answer;
    } finally {
      free.push(lent);
    }
  });
}

function makePool(): Pool {
  return {
    free: Array.from({ length: threadsMax }, () => new Thread()),
    turns: new Turns(threadsMax),
    resting: new Map(),
  };
}

const restingMax = 1000;

function letRest(resting: Map<string, number>, id: string, until: number): void {
  resting.delete(id);
  resting.set(id, until);
  const [oldest = id] = resting.keys();
  if (resting.size > restingMax) resting.delete(oldest);
}

/** Node cannot load TypeScript: tests, which run the sources, start the one that was built. */
const code = new URL(
  import.meta.url.endsWith('.ts')
    ? '../../../../dist/core/imaging/frames/frame-worker.js'
    : './frame-worker.js',
  import.meta.url,
);

class Thread {
  held: string | undefined;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  async ask(limits: Vault['limits'], { id, frame, still, read }: Asked): Promise<FrameAnswer | undefined> {
    clearTimeout(this.#idle);
    try {
      const bytes = this.#worker && this.held === id ? undefined : await read();
      this.#worker ??= this.#start(limits.pictureDrawMemoryBytesMax);
      const answer = await this.#put(
        this.#worker,
        { id, bytes, frame, ...(still && { still }) },
        limits.pictureDrawMs,
      );
      this.held = answer && 'facts' in answer && answer.facts.frames > 1 ? id : undefined;
      if (!answer) this.#end();
      return answer;
    } finally {
      this.#idle = setTimeout(() => this.#end(), idleMs).unref();
    }
  }

  #start(memoryBytesMax: number): Worker {
    const worker = new Worker(code, {
      workerData: { memoryBytesMax },
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memoryBytesMax / 1_048_576) },
      env: {},
      stdout: true,
      stderr: true,
    });
    // It may write what somebody sent.
    worker.stdout.resume();
    worker.stderr.resume();
    // Who asks is told; between questions nobody is.
    worker.on('error', () => {});
    worker.once('exit', () => {
      if (this.#worker === worker) this.#end();
    });
    worker.unref();
    return worker;
  }

  #put(worker: Worker, question: FrameQuestion, ms: number): Promise<FrameAnswer | undefined> {
    return new Promise(resolve => {
      const settle = (answer?: FrameAnswer) => {
        clearTimeout(timer);
        worker.off('message', settle).off('error', fail).off('exit', fail);
        worker.unref();
        resolve(answer);
      };
      const fail = () => settle();
      const timer = setTimeout(fail, ms);
      worker.ref();
      worker.once('message', settle).once('error', fail).once('exit', fail);
      worker.postMessage(question, question.bytes ? [question.bytes.buffer as ArrayBuffer] : []);
    });
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.held = undefined;
    void worker?.terminate();
  }
}
