// A line of those who wait for work that only a few may do at once.

/** Half of the threads node has for such work, so that files and names are still looked up. */
const atOnce = 2;
const waitingMax = 50;

export class Line {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param tooLong what is thrown when too many wait already */
  async take<T>(work: () => Promise<T>, tooLong: () => Error): Promise<T> {
    if (this.#running >= atOnce) {
      if (this.#waiting.length >= waitingMax) throw tooLong();
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    } else this.#running += 1;
    try {
      return await work();
    } finally {
      // Who waits first goes on in this one's place.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
