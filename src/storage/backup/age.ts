// Files of age (https://age-encryption.org/v1), as a whole in memory: what a backup writes is small. The work is that of
// age-worker.ts, in a thread that starts with the first file and ends when it has nothing to do.
import { Worker } from 'node:worker_threads';
import type { Identity, Recipient } from './age-keys.ts';
import type { Answer, Question } from './age-work.ts';

/** The file was encrypted to others. */
export class NotForUs extends Error {
  constructor() {
    super('It was encrypted to other keys.');
  }
}

/** The file is not as it was written. */
export class Damaged extends Error {
  constructor(message = 'It is damaged.') {
    super(message);
  }
}

/** @param plain is handed over: it is empty from here on, unless it is a part of something larger */
export function encryptTo(recipients: readonly Recipient[], plain: Buffer): Promise<Buffer> {
  return thread.ask('encrypt', recipients, plain);
}

/** @param file as above. @throws NotForUs, Damaged */
export function decryptWith(identities: readonly Identity[], file: Buffer): Promise<Buffer> {
  return thread.ask('decrypt', identities, file);
}

interface Waiting {
  resolve(bytes: Buffer): void;
  reject(error: Error): void;
}

/** A thread that is not used ends, with the memory that it took. */
const idleMs = 5000;

/** Node cannot load TypeScript: tests, which run the sources, start the one that was built. */
const code = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/storage/backup/age-worker.js' : './age-worker.js',
  import.meta.url,
);

class Thread {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #idle: NodeJS.Timeout | undefined;

  ask(what: Question['what'], keys: readonly string[], given: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      clearTimeout(this.#idle);
      this.#worker ??= this.#start();
      this.#worker.ref();
      const id = this.#asked++;
      this.#waiting.set(id, { resolve, reject });
      const bytes = isWhole(given) ? given : Uint8Array.from(given);
      this.#worker.postMessage({ id, what, keys, bytes } satisfies Question, [bytes.buffer as ArrayBuffer]);
    });
  }

  #start(): Worker {
    const worker = new Worker(code);
    worker.on('message', (answer: Answer) => this.#settle(answer));
    worker.on('error', error => this.#lose(worker, error));
    worker.once('exit', () => this.#lose(worker, new Error('The thread for backups ended.')));
    return worker;
  }

  /** Who waits is told; the next to ask starts another. */
  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('bytes' in answer) waiting?.resolve(viewOf(answer.bytes));
    else waiting?.reject(answer.problem === 'damaged' ? new Damaged() : new NotForUs());
    if (this.#waiting.size > 0) return;
    // Nobody waits for it any more, the end of the process neither.
    this.#worker?.unref();
    this.#idle = setTimeout(() => {
      void this.#worker?.terminate();
      this.#worker = undefined;
    }, idleMs).unref();
  }
}

const thread = new Thread();

/** Small buffers share their memory with others. */
function isWhole({ buffer, byteLength }: Buffer): boolean {
  return buffer.byteLength === byteLength && buffer instanceof ArrayBuffer;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
