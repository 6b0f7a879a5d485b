// Has DICOM files read by a thread (dicom-worker.ts), one after the other; people take turns. It stays for the next; one that takes
// too long, or more memory than it may, ends it.
import { Worker } from 'node:worker_threads';
import { Turns } from '../limits/turns.ts';
import type { Vault } from '../vault.ts';
import type { DicomAnswer, DicomQuestion, Wants } from './dicom-work.ts';

/** Node cannot load TypeScript: tests, which run the sources, start the one that was built. */
const code = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/core/imaging/dicom-worker.js' : './dicom-worker.js',
  import.meta.url,
);

/** In place of what would have taken longer than it may. */
export const tooLate = Symbol('too late');

const turns = new Turns(1);
let worker: Worker | undefined;
let goes: NodeJS.Timeout | undefined;

/** After so long without work it goes. */
const idleMs = 10_000;

/** @param read gives bytes that are moved to the thread; called when the person's turn has come, so that no others wait in memory */
export function askOfDicom<Want extends keyof Wants>(
  limits: Vault['limits'],
  personId: string,
  question: Omit<DicomQuestion<Want>, 'bytes'>,
  read: () => Promise<Uint8Array>,
): Promise<DicomAnswer<Want> | typeof tooLate> {
  return turns.take(
    personId,
    async () =>
      (await ask(limits, { ...question, bytes: await read() })) as DicomAnswer<Want> | typeof tooLate,
  );
}

function ask(
  { imageReadMs, imageReadMemoryBytesMax }: Vault['limits'],
  question: DicomQuestion,
): Promise<DicomAnswer | typeof tooLate> {
  clearTimeout(goes);
  worker ??= start(imageReadMemoryBytesMax);
  const asked = worker;
  return new Promise(resolve => {
    const settle = (answer: DicomAnswer | typeof tooLate, isBroken?: boolean) => {
      clearTimeout(timer);
      asked.off('message', settle).off('error', onError).off('exit', onExit);
      if (isBroken) end(asked);
      else goes = setTimeout(() => end(asked), idleMs).unref();
      resolve(answer);
    };
    const onError = () => settle({ fault: 'too-large' }, true);
    const onExit = () => settle({ fault: 'damaged' }, true);
    const timer = setTimeout(() => settle(tooLate, true), imageReadMs);
    asked.once('message', settle).once('error', onError).once('exit', onExit);
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
