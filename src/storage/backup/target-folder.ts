// Backups in a folder. It is the operator's to make: a disk that is not mounted must not be taken for an empty one.
import { constants } from 'node:fs';
import { access, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Target } from './target.ts';

const temporary = '.new';

export function openFolderTarget(folder: string): Target {
  /** Folders in which names have changed since they were last brought to the disk. */
  const touched = new Set<string>();
  const written = async (name: string, bytes: Buffer, place: (from: string, to: string) => Promise<void>) => {
    const file = join(folder, name);
    await makeFolders(folder, dirname(name), touched);
    const from = `${file}.${process.pid}${temporary}`;
    try {
      await writeDurably(from, bytes);
      await place(from, file);
      touched.add(dirname(file));
    } finally {
      await rm(from, { force: true }).catch(() => {});
    }
  };
  return {
    place: folder,
    put: (name, bytes) => written(name, bytes, rename),
    async putIfAbsent(name, bytes) {
      try {
        await written(name, bytes, link);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      }
    },
    async settle() {
      for (const path of touched) {
        await syncFolder(path);
        touched.delete(path);
      }
    },
    get: name => readFile(join(folder, name)).catch(ifMissing(undefined)),
    list: path => filesBelow(folder, path),
    async remove(name) {
      await rm(join(folder, name), { force: true });
      touched.add(dirname(join(folder, name)));
    },
    async tidy() {
      for await (const name of filesBelow(folder, '', true))
        if (name.endsWith(temporary)) await rm(join(folder, name), { force: true });
    },
  };
}

/** @throws what an operator can mend, where there is no such folder or it cannot be written */
export async function demandFolder(folder: string): Promise<void> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? new Error(`There is no folder ${folder}. Make it, or mount what it is on; backups are put into it.`)
      : error;
  }
}

/** Never the folder itself: it is gone where that fails. */
async function makeFolders(folder: string, below: string, touched: Set<string>): Promise<void> {
  if (below === '.') return;
  let at = folder;
  for (const name of below.split('/')) {
    const above = at;
    at = join(at, name);
    try {
      await mkdir(at, { mode: 0o700 });
      touched.add(above);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function writeDurably(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
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

async function* filesBelow(folder: string, path: string, isWithTemporary = false): AsyncGenerator<string> {
  const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(ifMissing([]));
  for (const entry of entries) {
    const name = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(folder, name, isWithTemporary);
    else if (isWithTemporary || !name.endsWith(temporary)) yield name;
  }
}

function ifMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return error => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
