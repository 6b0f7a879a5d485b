// Random choices that a seed repeats: the same seed and index make the same case, whatever ran before.

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, index = 0) {
    this.#a = seed | 0;
    this.#b = index | 0;
    this.#c = 0x9e3779b9;
    // The first numbers of neighbouring seeds are alike.
    for (let i = 0; i < 12; i++) this.#step();
  }

  /** What all choices are made of: 32 bits. */
  protected word(): number {
    return this.#step();
  }

  /** A step of Chris Doty-Humphrey's SFC32. */
  #step(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    return Math.floor((this.word() / 2 ** 32) * bound);
  }

  /** From `low` to `high`, both possible. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.word() / 2 ** 32 < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** One of the names, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = (this.word() / 2 ** 32) * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries.at(-1)![0];
  }

  bytes(count: number): Buffer {
    const made = Buffer.alloc(count);
    for (let i = 0; i < count; i++) made[i] = this.below(256);
    return made;
  }
}
