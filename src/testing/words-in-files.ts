// Looks for bytes in whatever files a vault leaves, as whoever has its disk could.
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

export function listFilesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(one => one.isFile())
    .map(one => join(one.parentPath, one.name));
}

const overlap = 64;

/** Which of the words, of at most 64 bytes, are in a file, however large it is. Latin-1 stands for bytes. */
export function findWords(file: string, words: readonly string[]): string[] {
  const fd = openSync(file, 'r');
  const buffer = Buffer.alloc(1_048_576);
  const found = new Set<string>();
  try {
    for (let at = 0, read = 0; ; at += read - overlap) {
      read = readSync(fd, buffer, 0, buffer.length, at);
      const text = buffer.toString('latin1', 0, read);
      for (const word of words) if (text.includes(word)) found.add(word);
      if (read < buffer.length) return [...found];
    }
  } finally {
    closeSync(fd);
  }
}

export function findWordsBelow(folder: string, words: readonly string[]): string[] {
  return listFilesBelow(folder).flatMap(file => findWords(file, words));
}
