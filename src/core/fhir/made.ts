// Resources that were made of things lately, so that what is asked for again and again is not made each time, nor printed. Whether
// anybody may see one is asked of the store before it is looked for here; a version of a thing never changes, and no other has its
// stamp.
import type { Resource } from './values.ts';

interface Kept {
  readonly made: readonly Resource[];
  readonly bytes: number;
}

/** In memory a resource takes about so many times the bytes of its thing, its text included. */
const timesThing = 8;
const aroundBytes = 2048;

export class MadeResources {
  readonly #bytesMax: number;
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** @param key names the version and for whom it is told */
  find(key: string): readonly Resource[] | undefined {
    const known = this.#kept.get(key);
    if (known) {
      // The last used is the last to go.
      this.#kept.delete(key);
      this.#kept.set(key, known);
    }
    return known?.made;
  }

  /** @param size bytes of the thing */
  take(key: string, size: number, make: () => readonly Resource[]): readonly Resource[] {
    const known = this.find(key);
    if (known) return known;
    const made = make();
    const bytes = size * timesThing + aroundBytes;
    if (bytes > this.#bytesMax / 10) return made;
    this.#kept.set(key, { made, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#kept) {
      if (this.#bytes <= this.#bytesMax) break;
      this.#kept.delete(oldest);
      this.#bytes -= freed;
    }
    return made;
  }
}
