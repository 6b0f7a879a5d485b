// Pictures of documents that a process remembers, as many bytes as it may: what was asked for last stays longest. Whoever asks
// has been judged before.

/** What an entry takes beside its bytes. */
const entryBytes = 256;

export class Pictures {
  readonly #bytesMax: number;
  readonly #kept = new Map<string, Buffer>();
  #bytes = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  get(name: string): Buffer | undefined {
    const found = this.#kept.get(name);
    if (found) {
      this.#kept.delete(name);
      this.#kept.set(name, found);
    }
    return found;
  }

  set(name: string, picture: Buffer): void {
    if (picture.length + entryBytes > this.#bytesMax || this.#kept.has(name)) return;
    this.#kept.set(name, picture);
    this.#bytes += picture.length + entryBytes;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= this.#bytesMax) return;
      this.#kept.delete(oldest);
      this.#bytes -= length + entryBytes;
    }
  }
}
