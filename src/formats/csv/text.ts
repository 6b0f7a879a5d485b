// A table as characters: its encoding told by its first bytes, its separator by its first lines.

import { Readable } from 'node:stream';
import { type CsvError, parse as parseStream } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { type SourceFile, UnreadableFile } from '../format.ts';
import { beginningBytes, columnsMax, rowBytesMax } from './limits.ts';

export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Bytes before the text. */
  readonly skip: number;
}

const utf8Mark = [0xef, 0xbb, 0xbf];

/** @returns undefined for what is no text */
export function findEncoding(head: Uint8Array): Encoding | undefined {
  let skip = 0;
  // Some programs write it twice.
  while (utf8Mark.every((byte, i) => head[skip + i] === byte)) skip += utf8Mark.length;
  if (skip > 0) return { name: 'utf-8', skip };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', skip: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', skip: 2 };
  if (head.includes(0)) return undefined;
  return { name: isUtf8(head) ? 'utf-8' : 'windows-1252', skip: 0 };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // As if more came: the last character may be cut off.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

export interface Beginning {
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly rows: readonly (readonly string[])[];
}

/** @returns undefined for what is no table: no two columns in most of its first lines */
export function readBeginning(head: Uint8Array, isWhole: boolean): Beginning | undefined {
  const encoding = findEncoding(head);
  if (!encoding) return undefined;
  const text = new TextDecoder(encoding.name).decode(head.subarray(encoding.skip), { stream: true });
  if (/^\s*[<{[]/.test(text) || /[\0-\x08\x0e-\x1f]/.test(text)) return undefined;
  const lastLine = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  const lines = isWhole || lastLine < 0 ? text : text.slice(0, lastLine + 1);
  let best: { separator: Separator; rows: string[][]; score: number } | undefined;
  for (const separator of separators) {
    const rows = readRowsOf(lines, separator);
    const score = rows && scoreRows(rows);
    if (rows && score && score > (best?.score ?? 0)) best = { separator, rows, score };
  }
  return best && { encoding, separator: best.separator, rows: best.rows };
}

const options = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  max_record_size: rowBytesMax,
};

function readRowsOf(text: string, separator: Separator): string[][] | undefined {
  try {
    return parse(text, { ...options, delimiter: separator }) as string[][];
  } catch {
    return undefined;
  }
}

/** How many rows have the number of columns that most have; 0 where that is one. */
function scoreRows(rows: readonly (readonly string[])[]): number {
  const columns = countColumns(rows);
  if (columns < 2) return 0;
  const fitting = rows.filter(row => row.length === columns).length;
  // Of two separators that fit, the one that tells more columns apart.
  return fitting * 2 > rows.length ? fitting + columns / 1000 : 0;
}

/** What most of the rows have. */
export function countColumns(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/** @throws UnreadableFile once the rows before what cannot be read were given */
export async function* readTable(
  file: SourceFile,
  { encoding, separator }: Pick<Beginning, 'encoding' | 'separator'>,
  tell: (bytes: number) => void,
): AsyncGenerator<readonly string[]> {
  const parser = parseStream({ ...options, delimiter: separator });
  const characters = new Characters(file, encoding, tell);
  const source = Readable.from(characters.read());
  source.on('error', error => parser.destroy(error));
  try {
    for await (const row of source.pipe(parser) as AsyncIterable<string[]>) yield row.slice(0, columnsMax);
  } catch (error) {
    if ((error as Partial<CsvError>).code === undefined) throw error;
    throw new UnreadableFile('damaged');
  } finally {
    source.destroy();
  }
  if (characters.isBroken) throw new UnreadableFile('wrong-encoding');
}

/** The text of a file, which ends before what is none. */
class Characters {
  readonly #file: SourceFile;
  readonly #encoding: Encoding;
  readonly #tell: (bytes: number) => void;
  isBroken = false;

  constructor(file: SourceFile, encoding: Encoding, tell: (bytes: number) => void) {
    this.#file = file;
    this.#encoding = encoding;
    this.#tell = tell;
  }

  async *read(): AsyncGenerator<string> {
    const decoder = new TextDecoder(this.#encoding.name, { fatal: true, ignoreBOM: true });
    try {
      for (let at = this.#encoding.skip; at < this.#file.size; at += beginningBytes) {
        const bytes = await this.#file.read(at, at + beginningBytes);
        this.#tell(at + bytes.length);
        const text = decoder.decode(bytes, { stream: true });
        if (text !== '') yield text;
      }
      const text = decoder.decode();
      if (text !== '') yield text;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.isBroken = true;
    }
  }
}
