// Puts lines into chunks, and these into the target, several at a time.
import type { Table } from '../copy/rows.ts';
import { type Chunk, Chunker } from './chunks.ts';
import type { ChunkEntry } from './manifest.ts';
import type { ObjectWriter } from './objects.ts';
import { placeOfRecord } from './summary.ts';

const sentAtOnce = 8;

export class ChunkSender {
  readonly #objects: ObjectWriter;
  readonly #isByRecord: boolean;
  readonly #chunker = new Chunker();
  readonly #entries: Promise<ChunkEntry>[] = [];
  readonly #underWay = new Set<Promise<unknown>>();
  #waiting: Chunk[] = [];

  constructor(objects: ObjectWriter, table?: Table) {
    this.#objects = objects;
    this.#isByRecord =
      table !== undefined && placeOfRecord(table) !== undefined && /^(record_)?id$/.test(table.key[0] ?? '');
  }

  add(key: string, line: Buffer): void {
    this.#waiting.push(...this.#chunker.add(key, line));
  }

  async send(): Promise<void> {
    for (const chunk of this.#waiting.splice(0)) {
      if (this.#underWay.size >= sentAtOnce) await Promise.race(this.#underWay);
      const sent = this.#objects.put(chunk.text).then(name => this.#entryOf(name, chunk));
      this.#entries.push(sent);
      this.#underWay.add(sent);
      // What goes wrong is told to who waits for one of them, or for all.
      sent.then(
        () => this.#underWay.delete(sent),
        () => {},
      );
    }
  }

  async end(): Promise<ChunkEntry[]> {
    this.#waiting.push(...this.#chunker.end());
    await this.send();
    return Promise.all(this.#entries);
  }

  #entryOf(name: string, { rows, first }: Chunk): ChunkEntry {
    return this.#isByRecord ? [name, rows, first.split(' ', 1)[0] ?? ''] : [name, rows];
  }
}
