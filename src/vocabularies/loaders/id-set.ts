// Hundreds of thousands of numeric ids in little memory, for files that refer to each other.

import { getAt } from '../../assume.ts';

const firstRoom = 65_536;

export class IdSet {
  #ids = new BigUint64Array(firstRoom);
  #count = 0;
  #isSorted = true;

  /** @param id digits, 18 at most */
  add(id: string): void {
    if (this.#count === this.#ids.length) {
      const larger = new BigUint64Array(2 * this.#count);
      larger.set(this.#ids);
      this.#ids = larger;
    }
    this.#ids[this.#count++] = BigInt(id);
    this.#isSorted = false;
  }

  get size(): number {
    return this.#count;
  }

  has(id: string): boolean {
    return this.placeOf(id) >= 0;
  }

  /** A number below `size` that is this id's own until another is added; -1 when it is not there. */
  placeOf(id: string): number {
    if (!this.#isSorted) {
      this.#ids.subarray(0, this.#count).sort();
      this.#isSorted = true;
    }
    const wanted = BigInt(id);
    let [low, high] = [0, this.#count - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = getAt(this.#ids, middle);
      if (found === wanted) return middle;
      if (found < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
