// Files of studies as they were found, the last asked for: a program asks picture by picture, and for each all files of the study
// would be looked up. A version of an item has the files that it has; whoever asks has been judged before.
import type { ThingBlob } from '../blobs/blob.ts';
import type { InstanceHeader } from './intake.ts';

export interface HeldInstance {
  readonly header: InstanceHeader;
  readonly blob: ThingBlob;
}

export class KnownStudies {
  readonly #instancesMax: number;
  /** By the version of the item; the last used last. */
  readonly #kept = new Map<string, readonly HeldInstance[]>();
  #instances = 0;

  constructor(instancesMax: number) {
    this.#instancesMax = instancesMax;
  }

  get(name: string): readonly HeldInstance[] | undefined {
    const found = this.#kept.get(name);
    if (found) {
      this.#kept.delete(name);
      this.#kept.set(name, found);
    }
    return found;
  }

  set(name: string, instances: readonly HeldInstance[]): void {
    if (instances.length > this.#instancesMax || this.#kept.has(name)) return;
    this.#kept.set(name, instances);
    this.#instances += instances.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#instances <= this.#instancesMax) return;
      this.#kept.delete(oldest);
      this.#instances -= length;
    }
  }
}
