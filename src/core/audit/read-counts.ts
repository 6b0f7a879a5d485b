// What was read since it was last written down, counted in memory: by applications, and by people on pages. Each process counts
// and writes its own.

export interface Reading {
  /** Undefined for people on pages. */
  readonly appId: string | undefined;
  readonly personId: string;
  readonly recordId: string;
}

export interface CountedReading {
  readonly key: Reading;
  /** Milliseconds: the first and the last of it. */
  from: number;
  to: number;
  /** Items by version-type-id. */
  readonly kinds: Map<string, number>;
  /** Items of which no more was given out than that they are there. */
  listed: number;
  /** How often a file was asked for by its address. */
  files: number;
  /** How often each page was shown, by its name. */
  readonly pages: Map<string, number>;
  /** Items that were looked at one by one. */
  readonly items: Set<string>;
}

export class ReadCounts {
  #counts = new Map<string, CountedReading>();

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** What is counted of one caller on one record, to add to. */
  of(key: Reading, now: number): CountedReading {
    const name = `${key.appId ?? ''} ${key.personId} ${key.recordId}`;
    let found = this.#counts.get(name);
    if (!found) {
      found = {
        key,
        from: now,
        to: now,
        kinds: new Map(),
        listed: 0,
        files: 0,
        pages: new Map(),
        items: new Set(),
      };
      this.#counts.set(name, found);
    }
    found.to = now;
    return found;
  }

  /** All there is, which is no longer counted here. */
  takeAll(): CountedReading[] {
    const all = [...this.#counts.values()];
    this.#counts = new Map();
    return all;
  }

  /** What could not be written waits on. */
  putBack({ key, from, to, kinds, listed, files, pages, items }: CountedReading): void {
    const now = this.of(key, to);
    now.from = Math.min(now.from, from);
    now.listed += listed;
    now.files += files;
    for (const [typeId, count] of kinds) addTo(now.kinds, typeId, count);
    for (const [page, count] of pages) addTo(now.pages, page, count);
    for (const id of items) now.items.add(id);
  }
}

export function addTo(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
