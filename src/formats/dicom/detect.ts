// Are there pictures of the body in a file, or in an archive? Asked where nothing else knows it: they are brought in elsewhere.
import { type ArchiveEntry, isArchive, openArchive } from '../archive/archive.ts';
import { type FileHead, UnreadableFile } from '../format.ts';
import { detectEntriesMax } from './limits.ts';

const markFrom = 128;
const mark = 'DICM';

function hasMark(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(markFrom, markFrom + mark.length)).toString('latin1') === mark;
}

export async function hasPictures(of: FileHead): Promise<boolean> {
  if (!isArchive(of)) return hasMark(of.head);
  try {
    const { entries } = await openArchive(of.file);
    for (const entry of entries.slice(0, detectEntriesMax)) if (hasMark(await readFirst(entry))) return true;
    return false;
  } catch (error) {
    if (error instanceof UnreadableFile) return false;
    throw error;
  }
}

async function readFirst(entry: ArchiveEntry): Promise<Uint8Array> {
  for await (const piece of entry.read()) return piece;
  return new Uint8Array();
}
