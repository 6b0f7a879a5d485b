// The bytes of blobs in a backup: a part is an object, which is named by the hash that the database has of it, so one that
// is in the target already is not even read.
import type { BlobStore, HeldPart } from '../../core/blobs/ports.ts';
import type { Store } from '../../core/store.ts';
import { openHeldParts } from '../blobs.ts';
import type { Sql } from '../sql.ts';
import { ChunkSender } from './chunk-sender.ts';
import type { ChunkEntry } from './manifest.ts';
import { hashOf, type ObjectWriter } from './objects.ts';
import type { BackupWatcher } from './watcher.ts';

export interface FilesCopied {
  readonly parts: number;
  readonly bytes: number;
  readonly missing: number;
  readonly chunks: readonly ChunkEntry[];
}

/** Parts that are read from the database at a time. */
const pageSize = 1000;

export class FileCopier {
  readonly #blobs: BlobStore;
  readonly #objects: ObjectWriter;
  readonly #watcher: BackupWatcher;

  constructor(blobs: BlobStore, objects: ObjectWriter, watcher: BackupWatcher) {
    this.#blobs = blobs;
    this.#objects = objects;
    this.#watcher = watcher;
  }

  /** Those that are held now: most of what the snapshot will name. What is not to be had is looked at again then. */
  async copyAhead(store: Store): Promise<void> {
    let after: { blobId: string; position: number } | undefined;
    for (;;) {
      const page = await store.read(db => db.blobs.heldParts(after, pageSize));
      this.#watcher.onBegin?.('files', page.length);
      for (const part of page) await this.#copy(part);
      after = page.at(-1);
      if (page.length < pageSize) return;
    }
  }

  /** All that a snapshot names, those of uploads under way too. */
  async copyOfSnapshot(sql: Sql): Promise<FilesCopied> {
    const lines = new ChunkSender(this.#objects);
    let [parts, bytes, missing] = [0, 0, 0];
    for await (const part of partsOf(sql)) {
      const object = (await this.#copy(part)) ?? null;
      const { blobId, position, name, length } = part;
      lines.add(
        `${blobId} ${position}`,
        Buffer.from(`${JSON.stringify([blobId, position, name, length, object])}\n`),
      );
      await lines.send();
      parts++;
      bytes += length;
      if (object === null) missing++;
    }
    return { parts, bytes, missing, chunks: await lines.end() };
  }

  /** Undefined where the vault itself has it no more, or not as it came. @throws when the blob store does not answer */
  async #copy(part: HeldPart): Promise<string | undefined> {
    this.#watcher.goOn?.();
    const { blobId, name, digest, length } = part;
    const found = this.#objects.find(digest);
    if (found !== undefined) return found;
    const pieces: Buffer[] = [];
    try {
      for await (const piece of this.#blobs.read(blobId, name, 0, length)) pieces.push(Buffer.from(piece));
    } catch (error) {
      if (isOutage(error) && (await this.#blobs.has(blobId, name))) throw error;
      return undefined;
    }
    const bytes = Buffer.concat(pieces);
    if (!hashOf(bytes).equals(digest)) return undefined;
    const object = await this.#objects.put(bytes, digest);
    this.#watcher.onSlice?.('files', 1);
    return object;
  }
}

/** The system and S3 say what is wrong by more than words; a part that is shorter than it was is told of in words. */
function isOutage(error: unknown): boolean {
  return Object.hasOwn(error as object, 'code') || Object.hasOwn(error as object, '$metadata');
}

async function* partsOf(sql: Sql): AsyncGenerator<HeldPart> {
  const { heldParts } = openHeldParts(sql);
  for (let after: HeldPart | undefined; ; ) {
    const page = await heldParts(after, pageSize, 'any');
    yield* page;
    after = page.at(-1);
    if (page.length < pageSize) return;
  }
}
