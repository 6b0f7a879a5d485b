// Reads a file that somebody names, as far as it may be taken: it may be of any size, or have no end.
import { closeSync, openSync, readSync } from 'node:fs';

/** One byte more than `bytesMax` where there is more, so that it is seen. */
export function readFileUpTo(path: string, bytesMax: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(bytesMax + 1);
    let length = 0;
    let read: number;
    do {
      read = readSync(file, bytes, length, bytes.length - length, null);
      length += read;
    } while (read > 0 && length < bytes.length);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
