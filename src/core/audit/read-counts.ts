// What applications have read since it was last written down, counted in memory. Each process counts and writes its own.
import type { ReadCount } from './read-count.ts';

export type Reading = Pick<ReadCount, 'appId' | 'personId' | 'recordId'>;

export interface CountedKind {
  items: number;
  lastAt: number;
}

export interface CountedReading {
  readonly key: Reading;
  /** By version-type-id. */
  readonly kinds: Map<string, CountedKind>;
}

export class ReadCounts {
  #counts = new Map<string, CountedReading>();

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** The kinds counted of one authorisation, to add to. */
  kindsOf(key: Reading): Map<string, CountedKind> {
    const name = `${key.appId} ${key.personId} ${key.recordId}`;
    let found = this.#counts.get(name);
    if (!found) {
      found = { key, kinds: new Map() };
      this.#counts.set(name, found);
    }
    return found.kinds;
  }

  /** All there is, which is no longer counted here. */
  takeAll(): CountedReading[] {
    const all = [...this.#counts.values()];
    this.#counts = new Map();
    return all;
  }

  /** What could not be written waits on. */
  putBack({ key, kinds }: CountedReading): void {
    const now = this.kindsOf(key);
    for (const [typeId, { items, lastAt }] of kinds) {
      const later = now.get(typeId);
      now.set(typeId, later ? { ...later, items: later.items + items } : { items, lastAt });
    }
  }
}
