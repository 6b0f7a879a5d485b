// Files that somebody chose or dropped, with the way to them from the folder that was: folders within folders too.

export interface Brought {
  /** `CT/series 1/0001.dcm`. */
  readonly name: string;
  readonly file: File;
}

export function readInput(input: HTMLInputElement): Brought[] {
  return [...(input.files ?? [])].map(file => ({ name: file.webkitRelativePath || file.name, file }));
}

/** What is dropped has to be taken at once, and is read by and by. */
export async function readDropped({ items }: DataTransfer): Promise<Brought[]> {
  const entries = [...items].flatMap(item => item.webkitGetAsEntry() ?? []);
  const found: Brought[] = [];
  for (const entry of entries) await gather(entry, found);
  return found;
}

async function gather(entry: FileSystemEntry, found: Brought[]): Promise<void> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ name: entry.fullPath.replace(/^\//, ''), file });
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return;
  const reader = entry.createReader();
  for (;;) {
    // So many at a time as the browser likes.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const each of some) await gather(each, found);
  }
}
