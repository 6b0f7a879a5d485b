// The parent of a server's workers: it holds the data folder and the port, gives connections to the workers in turn, lets one
// at a time write, and starts another for one that ends. It opens no vault itself.
import cluster, { type Worker } from 'node:cluster';
import type { Logger } from 'pino';
import { assume } from '../assume.ts';
import type { Config } from '../config.ts';
import { masterVariable, pinVariable } from '../master-place.ts';
import type { MetricsServer } from '../observe/metrics-server.ts';
import { holdFolder } from '../running.ts';
import { sayBlobPlace } from '../storage/blob-store.ts';
import { Failure } from './explain.ts';
import { type Facts, type FromParent, type FromWorker, workerVariable } from './serve-messages.ts';

export interface Workers {
  /** What the first one said. */
  readonly facts: Facts;
  /** Has each read its certificate again. */
  reload(): void;
  stop(): Promise<void>;
}

/** Resolves when all of them serve. @throws Failure when the first one cannot */
export async function startWorkers(config: Config, log: Logger): Promise<Workers> {
  const startedAt = new Date().toISOString();
  const hold = holdFolder(config.data);
  const workers = new WorkerSet(log, config);
  try {
    const facts = await workers.startFirst();
    await workers.startOthers(config.workers - 1);
    const metrics = await serveMetricsOfAll(config, log);
    const { pid } = process;
    hold.announce({
      url: facts.shellUrl,
      mode: config.mode,
      pid,
      startedAt,
      blobs: sayBlobPlace(config.blobStore),
    });
    return {
      facts,
      reload: () => workers.reload(),
      async stop() {
        await metrics?.close();
        await workers.stop();
        hold.release();
      },
    };
  } catch (error) {
    await workers.stop();
    hold.release();
    throw error;
  }
}

/** What all workers count, gathered when Prometheus asks. */
async function serveMetricsOfAll({ metrics }: Config, log: Logger): Promise<MetricsServer | undefined> {
  if (!metrics) return undefined;
  const { AggregatorRegistry } = await import('prom-client');
  const { serveMetrics } = await import('../observe/metrics-server.ts');
  const all = new AggregatorRegistry();
  const print = async () => ({ type: all.contentType, text: await all.clusterMetrics() });
  return serveMetrics(metrics, print, log);
}

/** Who ends soon after it began begins again after a gap, each twice the one before. */
const gapMs = { first: 100, max: 10_000 };
const soonMs = 10_000;

class WorkerSet {
  readonly #log: Logger;
  /** What is in the environment of no process but those that open the vault. */
  readonly #secrets: NodeJS.ProcessEnv;
  readonly #turns = new WriteTurns();
  readonly #running = new Map<Worker, Promise<void>>();
  #isStopping = false;

  constructor(log: Logger, { masterKey }: Config) {
    this.#log = log;
    const pin = masterKey.token?.pin;
    this.#secrets = {
      ...(masterKey.kind === 'given' &&
        masterKey.from === masterVariable && { [masterVariable]: masterKey.key.toString('base64') }),
      ...(pin?.from === pinVariable && { [pinVariable]: pin.text }),
    };
  }

  async startFirst(): Promise<Facts> {
    cluster.setupPrimary({ exec: assume(process.argv[1], 'the program'), args: process.argv.slice(2) });
    const { worker, outcome } = this.#fork('first');
    const { facts, reason } = await outcome;
    if (!facts) throw new Failure(assume(reason, 'a reason'));
    this.#keep(worker, gapMs.first);
    return facts;
  }

  async startOthers(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#startNext(gapMs.first)));
  }

  reload(): void {
    for (const worker of this.#running.keys()) tell(worker, { kind: 'reload' });
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const worker of this.#running.keys()) tell(worker, { kind: 'stop' });
    await Promise.all(this.#running.values());
  }

  async #startNext(gap: number): Promise<void> {
    const { worker, outcome } = this.#fork('next');
    this.#keep(worker, gap);
    const { reason } = await outcome;
    if (reason !== undefined) this.#log.error({ pid: worker.process.pid, reason }, 'worker failed');
  }

  /** Starts another where this one ends. */
  #keep(worker: Worker, gap: number): void {
    const begunAt = performance.now();
    worker.once('exit', (code, signal) => {
      if (this.#isStopping) return;
      const next = performance.now() - begunAt < soonMs ? Math.min(gap * 2, gapMs.max) : gapMs.first;
      this.#log.warn(
        { pid: worker.process.pid, code, signal, inMs: gap },
        'worker ended, another is started',
      );
      setTimeout(() => {
        if (!this.#isStopping) void this.#startNext(next);
      }, gap);
    });
  }

  #fork(which: 'first' | 'next'): { worker: Worker; outcome: Promise<Outcome> } {
    const worker = cluster.fork({ [workerVariable]: which, ...this.#secrets });
    endLostConnections(worker);
    const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()));
    this.#running.set(worker, ended);
    void ended.then(() => {
      this.#running.delete(worker);
      this.#turns.forget(worker);
    });
    const outcome = new Promise<Outcome>(resolve => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'write') this.#turns.ask(worker);
        else if (message.kind === 'written') this.#turns.end(worker);
        else if (message.kind === 'ready' || message.kind === 'failed') resolve(message);
      });
      void ended.then(() => resolve({ reason: 'It ended before it was ready.' }));
    });
    return { worker, outcome };
  }
}

interface Outcome {
  readonly facts?: Facts | undefined;
  readonly reason?: string;
}

/** One worker writes at a time, in the order in which they ask. */
class WriteTurns {
  #waiting: Worker[] = [];
  #writing: Worker | undefined;

  ask(worker: Worker): void {
    this.#waiting.push(worker);
    if (!this.#writing) this.#next();
  }

  end(worker: Worker): void {
    if (this.#writing === worker) this.#next();
  }

  forget(worker: Worker): void {
    this.#waiting = this.#waiting.filter(other => other !== worker);
    this.end(worker);
  }

  #next(): void {
    this.#writing = this.#waiting.shift();
    if (this.#writing) tell(this.#writing, { kind: 'write' });
  }
}

interface Given {
  close(): void;
}

/**
 * A connection that was given to a worker which died before it took it is forgotten by Node: whoever opened it would wait for
 * ever. In public nothing tells of it.
 */
function endLostConnections({ process: child }: Worker): void {
  const given = new Map<number, Given>();
  const send = child.send.bind(child) as (...args: unknown[]) => boolean;
  child.send = (...args: unknown[]) => {
    const [{ act, seq }, handle] = args as [{ act?: string; seq?: number }, Given | undefined];
    if (act === 'newconn' && seq !== undefined && handle) given.set(seq, handle);
    return send(...args);
  };
  child.on('internalMessage', ({ ack }: { ack?: number }) => {
    if (ack !== undefined) given.delete(ack);
  });
  child.once('exit', () => {
    for (const handle of given.values()) handle.close();
  });
}

/** Whoever has ended meanwhile is not told. */
function tell(worker: Worker, message: FromParent): void {
  if (worker.isConnected()) worker.send(message, () => {});
}
