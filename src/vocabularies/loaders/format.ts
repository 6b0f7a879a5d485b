// What a format knows to do: tell its files among others, and make a source of them. One file beside this per format.
import { getFirst } from '../../assume.ts';
import type { LineOptions, SourceFile } from './files.ts';
import { readLines } from './files.ts';
import type { BadLine, Entry, LoadedItem, VocabularyHead } from './source.ts';

export interface Format {
  /** The name for `--as`. */
  readonly name: string;
  readonly title: string;
  /** The files to give, for people. */
  readonly wants: string;
  /** Which of these files it reads; none when they are of another format. */
  find(files: readonly SourceFile[]): readonly SourceFile[];
  /** Is a file of another name in this format? Told by its beginning. */
  looksLike?(beginning: string): boolean;
  open(files: Files, given: { version?: string | undefined }): Promise<Opened>;
}

/** One at least. */
export type Files = readonly [SourceFile, ...SourceFile[]];

export interface Opened {
  readonly lists: readonly VocabularyHead[];
  /** Files that are read for the entries, one that is read twice named twice. */
  readonly reads: readonly SourceFile[];
  entries(onRead: (bytes: number) => void): AsyncIterable<Entry>;
}

/** What becomes of the fields of a line: items, nothing where it is not for us, or why it cannot be read. */
export type Taken = readonly LoadedItem[] | LoadedItem | undefined | string;

export interface TableShape {
  readonly separator: string;
  /** How many fields a line has at least. */
  readonly fieldsMin: number;
  /** The name that the first field of a heading has. */
  readonly heading?: RegExp;
  readonly orElse?: 'windows-1252';
}

/** The entries of a file of lines with separated fields. */
export async function* readTableEntries(
  file: SourceFile,
  { separator, fieldsMin, heading, ...shape }: TableShape,
  onRead: (bytes: number) => void,
  take: (fields: readonly string[]) => Taken,
): AsyncGenerator<Entry> {
  yield* readLineEntries(file, { ...shape, onRead }, text => {
    const fields = text.split(separator);
    if (heading?.test(getFirst(fields).trim())) return undefined;
    return fields.length < fieldsMin
      ? `it has ${fields.length} fields where ${fieldsMin} are due`
      : take(fields);
  });
}

export async function* readLineEntries(
  file: SourceFile,
  options: LineOptions,
  take: (text: string) => Taken,
): AsyncGenerator<Entry> {
  const bad = (line: number, problem: string): BadLine => ({ file: file.name, line, problem });
  for await (const { number, text, isGarbled } of readLines(file, options)) {
    const taken = isGarbled ? 'it is not UTF-8' : take(text);
    if (typeof taken === 'string') yield bad(number, taken);
    else if (taken !== undefined) yield* Array.isArray(taken) ? taken : [taken as LoadedItem];
  }
}

/** An item in one language. A missing code or text is a problem of its line. */
export function makeItem(
  list: number,
  {
    code,
    display,
    abbreviation,
    language = 'en',
  }: { code: string; display: string; abbreviation?: string; language?: string },
): LoadedItem | string {
  const [key, text, short] = [code, display, abbreviation ?? ''].map(part =>
    part.replace(/\s+/g, ' ').trim(),
  );
  if (!key) return 'it has no code';
  if (!text) return 'it has no text';
  return {
    list,
    item: {
      code: key,
      texts: { [language]: { display: text, ...(short && short !== text && { abbreviation: short }) } },
    },
  };
}
