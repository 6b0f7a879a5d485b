// Files whose headers could not be read, and why, so that they are not read anew by each who looks.
import type { Refusal } from './intake.ts';

interface Unread {
  readonly why: Refusal;
  readonly until: number;
}

const filesMax = 20_000;

export class UnreadImages {
  /** The latest last. */
  readonly #files = new Map<string, Unread>();

  get(blobId: string, now: number): Refusal | undefined {
    const found = this.#files.get(blobId);
    return found && found.until > now ? found.why : undefined;
  }

  note(blobId: string, why: Refusal, until: number): void {
    this.#files.delete(blobId);
    this.#files.set(blobId, { why, until });
    const [oldest = blobId] = this.#files.keys();
    if (this.#files.size > filesMax) this.#files.delete(oldest);
  }
}
