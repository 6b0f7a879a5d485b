// What `keepwell import` reads: a file as it lies there, or a folder as one archive of its files, so that what they say of each other is
// understood and all of it is one import.
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { ZippedFile } from '../http/zip.ts';
import { UsageError } from './explain.ts';

export interface ImportSource {
  /** As it is called among the imports. */
  readonly name: string;
  readonly files: number;
  open(): Promise<AsyncIterable<Buffer>>;
}

const readBytes = 1_048_576;

/** @throws UsageError for a path where nothing lies */
export function findSource(path: string): ImportSource {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts?.isFile())
    return {
      name: basename(path),
      files: 1,
      open: async () => createReadStream(path, { highWaterMark: readBytes }),
    };
  if (!facts?.isDirectory()) throw new UsageError(`There is no file or folder ${path}.`);
  const files = listFiles(path);
  if (files.length === 0) throw new UsageError(`There is no file in ${path}.`);
  return {
    name: basename(resolve(path)),
    files: files.length,
    async open() {
      const { zipFiles } = await import('../http/zip.ts');
      return zipFiles(readFiles(path, files), 0);
    },
  };
}

export interface FoundFile {
  /** With its folders. */
  readonly name: string;
  readonly path: string;
}

/** A file, or all of a folder one by one. @throws UsageError for a path where nothing lies */
export function findFiles(path: string): { readonly name: string; readonly files: readonly FoundFile[] } {
  const name = basename(resolve(path));
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts?.isFile()) return { name, files: [{ name, path }] };
  if (!facts?.isDirectory()) throw new UsageError(`There is no file or folder ${path}.`);
  const files = listFiles(path);
  if (files.length === 0) throw new UsageError(`There is no file in ${path}.`);
  return { name, files: files.map(file => ({ name: `${name}/${nameBelow(path, file)}`, path: file })) };
}

function nameBelow(folder: string, file: string): string {
  return relative(folder, file).replaceAll('\\', '/');
}

/** Below a folder, in the order of their names, whatever the file system has. Links lead nowhere. */
function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

async function* readFiles(folder: string, files: readonly string[]): AsyncGenerator<ZippedFile> {
  for (const file of files)
    yield {
      path: nameBelow(folder, file),
      contentType: 'application/octet-stream',
      content: createReadStream(file, { highWaterMark: readBytes }),
    };
}
