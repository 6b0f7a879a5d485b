// Has a file read by a thread of its own (read-worker.ts), which is asked for one batch of findings after the other, and ends
// with the file: what a hostile one broke reads no other.
import type { Fault, Finding, Question } from '../../formats/format.ts';
import { startThread } from '../limits/bounded-thread.ts';
import type { Vault } from '../vault.ts';
import type { ReadingWork, ThreadIsTold, ThreadSays } from './read-work.ts';

/** One file, for it starts with each import. */
const code = 'parts/read-worker.js';

export interface Reading {
  /** Undefined where no format knows the file. */
  onFormat(format: string | undefined): void;
  /** @returns what the person said of such a file; undefined where they are to be asked, which ends the reading */
  onQuestion(question: Question): Promise<Readonly<Record<string, string>> | undefined>;
  /** @param bytes how much of the file was read */
  onBatch(findings: readonly Finding[], bytes: number): Promise<void>;
}

/** What it takes longer for, or more memory than it may have. */
export type ReadingFault = Fault | 'took-too-long';

/** A file as it is handed to a thread, range by range. */
export interface Lent {
  readonly length: number;
  read(from: number, to: number): Promise<Uint8Array>;
}

/** @returns what was wrong with the file, if anything. @throws what `reading` throws, and where the file is not there */
export function readInThread(
  vault: Vault,
  file: Lent,
  work: Omit<ReadingWork, 'size' | 'bufferBytesMax'>,
  reading: Reading,
  ending: AbortSignal,
): Promise<ReadingFault | undefined> {
  const { importBufferBytesMax, importMemoryBytesMax, importSilenceMs } = vault.limits;
  return new Promise((resolve, reject) => {
    const worker = startThread(code, importMemoryBytesMax, {
      ...work,
      size: file.length,
      bufferBytesMax: importBufferBytesMax,
    } satisfies ReadingWork);
    let isOver = false;
    const end = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(silence);
      clearTimeout(whole);
      ending.removeEventListener('abort', stop);
      void worker.terminate();
      settle();
    };
    const fail = (fault: ReadingFault | undefined) => end(() => resolve(fault));
    const stop = () => end(() => reject(new ReadingStopped()));
    const whole = setTimeout(() => fail('took-too-long'), countReadMs(vault, file));
    const silence = setTimeout(() => fail('took-too-long'), importSilenceMs);
    if (ending.aborted) return stop();
    ending.addEventListener('abort', stop, { once: true });
    const tell = (said: ThreadIsTold, move: ArrayBuffer[] = []) => {
      if (!isOver) worker.postMessage(said, move);
    };
    const answer = async (said: ThreadSays): Promise<void> => {
      silence.refresh();
      if (said.says === 'end') return fail(said.fault);
      if (said.says === 'format') return reading.onFormat(said.format);
      if (said.says === 'how far') return reading.onBatch([], said.bytes);
      if (said.says === 'read') {
        const bytes = await file.read(said.from, said.to);
        return tell({ told: 'bytes', call: said.call, bytes }, [bytes.buffer as ArrayBuffer]);
      }
      if (said.says === 'batch') {
        await reading.onBatch(said.findings, said.bytes);
        silence.refresh();
        return tell({ told: 'go on' });
      }
      const mapping = await reading.onQuestion(said.question);
      if (!mapping) return fail(undefined);
      tell({ told: 'go on', mapping });
    };
    worker.on('message', (said: ThreadSays) => {
      answer(said).catch(error => end(() => reject(error)));
    });
    // Out of memory, most of all.
    worker.on('error', () => fail('too-large'));
    worker.once('exit', () => fail('damaged'));
  });
}

/** A small file that takes long keeps others waiting for nothing. */
function countReadMs({ limits }: Vault, { length }: Lent): number {
  const { importReadBaseMs, importReadMs, importReadMsPerMiB } = limits;
  return Math.min(importReadMs, importReadBaseMs + Math.ceil((length / 1_048_576) * importReadMsPerMiB));
}

/** The process stops, or another one does this by now. */
export class ReadingStopped extends Error {}
