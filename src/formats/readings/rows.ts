// Tables of text, as devices and their owners export them: rows, one after the other, whatever separates their fields. UTF-8, with
// as many marks of that at its beginning as there are, or UTF-16.
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UnreadableFile } from '../format.ts';
import { rowBytesMax, rowsBeforeHeadingMax } from './limits.ts';

export type Row = readonly string[];

/** @throws UnreadableFile */
export async function* readRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  const texts = decodeText(bytes);
  const first = await texts.next();
  if (first.done) return;
  const delimiter = findDelimiter(first.value);
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: rowBytesMax,
  });
  const source = Readable.from(prepend(dropTitle(first.value, delimiter), texts));
  source.on('error', error => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const row of parser as AsyncIterable<string[]>) yield row;
  } catch (error) {
    throw error instanceof CsvError ? new UnreadableFile('damaged') : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

/**
 * Without the lines before a heading that has far more fields: by the first row the parser decides how many are due, and to note
 * that each of a million has others takes ten times as long as to read them.
 */
function dropTitle(text: string, delimiter: string): string {
  const counts = text.split('\n', rowsBeforeHeadingMax).map(line => line.split(delimiter).length);
  const most = Math.max(...counts);
  if ((counts[0] ?? 0) * 2 > most) return text;
  return text.split('\n').slice(counts.indexOf(most)).join('\n');
}

async function* prepend(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** Text as it comes. @throws UnreadableFile where it is none */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let isFirst = true;
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(findEncoding(piece), { fatal: true });
    const text = decode(decoder, piece);
    yield isFirst ? text.replace(/^\ufeff+/, '') : text;
    isFirst = false;
  }
  if (decoder) yield decode(decoder);
}

function findEncoding(piece: Uint8Array): string {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le';
  return piece[0] === 0xfe && piece[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function decode(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return decoder.decode(piece, { stream: piece !== undefined });
  } catch {
    throw new UnreadableFile('wrong-encoding');
  }
}

/** What there is most of in the first lines. */
export function findDelimiter(text: string): string {
  const lines = text
    .split(/\r?\n/, 5)
    .join('\n')
    .replace(/"[^"\n]*"/g, '');
  const counted = [',', ';', '\t'].map(one => ({ one, count: lines.split(one).length }));
  return counted.reduce((a, b) => (b.count > a.count ? b : a)).one;
}

/** The beginning of a file as text, for whoever asks what it is. */
export function headText(head: Uint8Array): string {
  const text = new TextDecoder(findEncoding(head)).decode(head);
  return text.replace(/^\ufeff+/, '');
}

/** Where in a heading a column stands; -1 for nowhere. */
export function findColumn(heading: Row, pattern: RegExp): number {
  return heading.findIndex(name => pattern.test(name.trim()));
}

/** `1.234,5`, `98.6`; undefined for what is no number. */
export function parseNumber(text: string | undefined): number | undefined {
  const plain = (text ?? '').trim();
  if (!/^[+-]?\d[\d.,\s]*$/.test(plain)) return undefined;
  const point = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const digits = (part: string) => part.replace(/[.,\s]/g, '');
  const value =
    point < 0
      ? Number(digits(plain))
      : Number(`${digits(plain.slice(0, point))}.${digits(plain.slice(point + 1))}`);
  return Number.isFinite(value) ? value : undefined;
}
