// Studies and their files as they were found, the last asked for: a program asks picture by picture, and for each all studies of the
// record would be read, and all files of one looked up. A version of an item is what it is; whoever asks has been judged before.
import type { ThingBlob } from '../blobs/blob.ts';
import type { InstanceHeader } from './intake.ts';

export interface HeldInstance {
  readonly header: InstanceHeader;
  readonly blob: ThingBlob;
}

export class KnownStudies<Known = readonly HeldInstance[]> {
  readonly #instancesMax: number;
  readonly #count: (known: Known) => number;
  /** By the version of the item; the last used last. */
  readonly #kept = new Map<string, Known>();
  #instances = 0;

  /** @param count how many instances one tells of */
  constructor(instancesMax: number, count: (known: Known) => number) {
    this.#instancesMax = instancesMax;
    this.#count = count;
  }

  get(name: string): Known | undefined {
    const found = this.#kept.get(name);
    if (found) {
      this.#kept.delete(name);
      this.#kept.set(name, found);
    }
    return found;
  }

  set(name: string, known: Known): void {
    const count = this.#count(known);
    if (count > this.#instancesMax || this.#kept.has(name)) return;
    this.#kept.set(name, known);
    this.#instances += count;
    for (const [oldest, other] of this.#kept) {
      if (this.#instances <= this.#instancesMax) return;
      this.#kept.delete(oldest);
      this.#instances -= this.#count(other);
    }
  }
}
