// Lines put together into chunks whose ends depend on the keys of rows alone: where nothing changed, a later backup makes the
// same chunks again, however many rows came before.

/** Ends with one row of so many. */
const rowsPerChunk = 128;
/** A row that is larger comes alone. */
const chunkBytesMax = 1_048_576;

export interface Chunk {
  /** A JSON value and a line feed for each row. */
  readonly text: Buffer;
  readonly rows: number;
  /** The key of its first row. */
  readonly first: string;
}

export class Chunker {
  #lines: Buffer[] = [];
  #bytes = 0;
  #first = '';

  /** @returns the chunks that end by it: before this row, where that is too large for both, and with it */
  add(key: string, line: Buffer): Chunk[] {
    const chunks = this.#bytes > 0 && this.#bytes + line.length > chunkBytesMax ? this.end() : [];
    if (this.#lines.length === 0) this.#first = key;
    this.#lines.push(line);
    this.#bytes += line.length;
    return hashKey(key) % rowsPerChunk === 0 ? [...chunks, ...this.end()] : chunks;
  }

  /** What is left, if anything. */
  end(): Chunk[] {
    if (this.#lines.length === 0) return [];
    const chunk = {
      text: Buffer.concat(this.#lines, this.#bytes),
      rows: this.#lines.length,
      first: this.#first,
    };
    this.#lines = [];
    this.#bytes = 0;
    return [chunk];
  }
}

/** FNV-1a, mixed once more so that few bits of it will do. */
function hashKey(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
