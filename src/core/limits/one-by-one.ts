// Work that takes long by design: what one party asks for is done one after the other, so that a flood of one leaves the
// threads for such work to others. Used for the answers of connect requests.

export class OneByOne {
  /** The last work of each party. */
  readonly #lasts = new Map<string, Promise<unknown>>();

  async take<T>(party: string, work: () => Promise<T>): Promise<T> {
    const own = (this.#lasts.get(party) ?? Promise.resolve()).then(work);
    const ended = own.catch(() => {});
    this.#lasts.set(party, ended);
    try {
      return await own;
    } finally {
      if (this.#lasts.get(party) === ended) this.#lasts.delete(party);
    }
  }
}
