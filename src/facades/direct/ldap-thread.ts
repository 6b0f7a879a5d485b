// Has a directory asked by a thread of its own (ldap-worker.ts), which ends with it: whoever names one of theirs may have it
// answer anything.
import { startThread } from '../../core/limits/bounded-thread.ts';
import type { Limits } from '../../core/limits/limits.ts';
import type { DirectoryAnswer, DirectoryQuestion } from './ldap-work.ts';

const memoryBytesMax = 32 * 1_048_576;
const timeMs = 10_000;

let underWay = 0;
const waiting: (() => void)[] = [];

/** @returns DER or what a directory keeps in its place; undefined where it does not answer as one does */
export async function askDirectory(
  limits: Limits,
  asked: Pick<DirectoryQuestion, 'host' | 'port' | 'names'>,
  signal: AbortSignal,
): Promise<Buffer[] | undefined> {
  // Who ends hands its place on.
  if (underWay >= limits.directDirectoriesMax) await new Promise<void>(resolve => waiting.push(resolve));
  else underWay++;
  try {
    return signal.aborted ? undefined : await askInThread(limits, asked, signal);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay--;
  }
}

function askInThread(
  { directDirectoryBytesMax: bytesMax }: Limits,
  asked: Pick<DirectoryQuestion, 'host' | 'port' | 'names'>,
  signal: AbortSignal,
): Promise<Buffer[] | undefined> {
  return new Promise(resolve => {
    const question: DirectoryQuestion = { ...asked, timeMs, bytesMax };
    const worker = startThread('facades/direct/ldap-worker.js', memoryBytesMax, question);
    const end = (answer: DirectoryAnswer) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(answer?.map(bytes => Buffer.from(bytes)));
      void worker.terminate();
    };
    const stop = () => end(undefined);
    const timer = setTimeout(stop, timeMs);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    worker.on('message', end);
    worker.on('error', stop);
    worker.once('exit', stop);
  });
}
