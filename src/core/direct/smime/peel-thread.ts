// Has large mail opened by a thread (peel-worker.ts), one after the other; those it comes to take turns. It stays for the next; one
// that takes too long, or more memory than it may, ends it, and that mail may come again.
import { Worker } from 'node:worker_threads';
import { Turns } from '../../limits/turns.ts';
import { asBuffer } from './as-buffer.ts';
import type { Peeled, Peeling } from './peel.ts';
import type { PeelAnswer, PeelQuestion } from './peel-work.ts';
import { OpeningStopped, type StopReason, UnreadableMail } from './unreadable.ts';

/** Node cannot load TypeScript: tests, which run the sources, start the one that was built. */
const code = new URL(
  import.meta.url.endsWith('.ts') ? '../../../../dist/core/direct/smime/peel-worker.js' : './peel-worker.js',
  import.meta.url,
);

const turns = new Turns(1);
let worker: Worker | undefined;
let goes: NodeJS.Timeout | undefined;

/** After so long without work it goes. */
const idleMs = 10_000;

/** @param to whose turn it is @throws UnreadableMail, OpeningStopped */
export async function peelInThread(raw: Buffer, peeling: Peeling, to: string): Promise<Peeled> {
  const answer = await turns.take(to, () => ask({ ...peeling, bytes: new Uint8Array(raw) }));
  if ('reason' in answer) throw new UnreadableMail(answer.reason);
  return restore(answer.found);
}

/** What crosses from thread to thread is bytes, and no Buffer any more. */
function restore({ entity, layers, ...others }: Peeled): Peeled {
  return {
    ...others,
    entity: asBuffer(entity),
    layers: layers.map(({ signed, opened }) => ({
      ...(signed && {
        signed: {
          signings: signed.signings.map(one =>
            'by' in one ? { ...one, by: asBuffer(one.by), hash: asBuffer(one.hash) } : one,
          ),
          certificates: signed.certificates.map(asBuffer),
        },
      }),
      ...(opened && { opened: { ...opened, keyHash: asBuffer(opened.keyHash) } }),
    })),
  };
}

function ask(question: PeelQuestion): Promise<PeelAnswer> {
  const { directOpenMs, directOpenMemoryBytesMax } = question.limits;
  clearTimeout(goes);
  worker ??= start(directOpenMemoryBytesMax);
  const asked = worker;
  return new Promise((resolve, reject) => {
    const settle = (isBroken: boolean) => {
      clearTimeout(timer);
      asked.off('message', onAnswer).off('error', onError).off('exit', onExit);
      if (isBroken) end(asked);
      else goes = setTimeout(() => end(asked), idleMs).unref();
    };
    const onAnswer = (answer: PeelAnswer) => {
      settle(false);
      resolve(answer);
    };
    const stop = (reason: StopReason) => {
      settle(true);
      reject(new OpeningStopped(reason));
    };
    const onError = (error: NodeJS.ErrnoException) =>
      stop(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'ended');
    const onExit = () => stop('ended');
    const timer = setTimeout(stop, directOpenMs, 'time');
    asked.once('message', onAnswer).once('error', onError).once('exit', onExit);
    asked.postMessage(question, [question.bytes.buffer as ArrayBuffer]);
  });
}

function start(memoryBytesMax: number): Worker {
  const started = new Worker(code, {
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memoryBytesMax / 1_048_576) },
    env: {},
    stdout: true,
    stderr: true,
  });
  // It may write what somebody sent.
  started.stdout.resume();
  started.stderr.resume();
  // Out of memory between two: the next has a thread of its own.
  started.on('error', () => end(started));
  started.once('exit', () => end(started));
  started.unref();
  return started;
}

function end(ended: Worker): void {
  if (worker === ended) worker = undefined;
  void ended.terminate();
}
