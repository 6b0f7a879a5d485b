// Blobs as files beside the database: a folder a blob, a file a part. A part is written under another name, brought to the
// disk and renamed; the folder is brought to the disk too, so that what was acknowledged outlives a crash.
import { mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from '../core/blobs/ports.ts';

const readBytesAtOnce = 65_536;

/** @param folder made when the first blob comes; its parent must be there */
export function openBlobFiles(folder: string): BlobStore {
  /** Below two digits of the id, for folders with very many entries are slow. */
  const folderOf = (id: string) => join(folder, safe(id).slice(0, 2), id);
  return {
    suffixOf: () => '',
    async put(blobId, part, bytes) {
      const at = folderOf(blobId);
      const file = join(at, safe(part));
      await makeFolder(at, dirname(folder));
      const temporary = `${file}.new`;
      try {
        await writeDurably(temporary, bytes);
        await rename(temporary, file);
        await syncFolder(at);
      } catch (error) {
        await unlink(temporary).catch(() => {});
        throw error;
      }
      return undefined;
    },
    async *read(blobId, part, from, to, mayEnd = false) {
      if (to <= from) return;
      const handle = await open(join(folderOf(blobId), safe(part)), 'r');
      try {
        const buffer = Buffer.allocUnsafeSlow(Math.min(readBytesAtOnce, to - from));
        for (let at = from; at < to; ) {
          const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, to - at), at);
          if (bytesRead === 0 && mayEnd) return;
          if (bytesRead === 0) throw new Error('a part of a blob is shorter than it was');
          yield buffer.subarray(0, bytesRead);
          at += bytesRead;
        }
      } finally {
        await handle.close();
      }
    },
    async has(blobId, part) {
      return stat(join(folderOf(blobId), safe(part))).then(found => found.isFile(), ifMissing(false));
    },
    async *list() {
      for (const group of await readdir(folder).catch(ifMissing([])))
        for (const blobId of await readdir(join(folder, group)).catch(ifMissing([])))
          for (const part of await readdir(join(folder, group, blobId)).catch(ifMissing([])))
            yield { blobId, part };
    },
    async removePart(blobId, part) {
      await unlink(join(folderOf(blobId), safe(part))).catch(ifMissing(undefined));
    },
    async remove(blobId, keep) {
      const at = folderOf(blobId);
      if (!keep) {
        await rm(at, { recursive: true, force: true });
        // What came back after a crash would be known to nobody.
        await syncFolder(dirname(at)).catch(ifMissing(undefined));
        return;
      }
      for (const name of await readdir(at).catch(ifMissing([])))
        if (!keep.has(name)) await unlink(join(at, name)).catch(ifMissing(undefined));
    },
  };
}

/** Ids and names of parts are the vault's own; nothing else becomes a path. */
function safe(name: string): string {
  if (!/^[0-9a-f][0-9a-f-]{0,63}$/.test(name)) throw new TypeError('not the name of a blob or a part');
  return name;
}

async function writeDurably(file: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    for await (const piece of bytes) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Every folder that is made is brought to the disk within the one above it. */
async function makeFolder(path: string, above: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let at = path; at !== above && at !== dirname(at); at = dirname(at)) {
    await syncFolder(dirname(at));
    if (at === first) return;
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return error => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
