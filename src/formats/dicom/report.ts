// What an instance says in words: a structured report as lines of text, a document that it holds by where it lies. Nothing of a
// report is taken as markup.
import { type Dataset, type DicomFile, itemsOf, readUid } from './dataset.ts';
import { contentItemsMax, depthMax, reportCharactersMax } from './limits.ts';
import { readAscii, readCharset, readText } from './text.ts';

export interface Report {
  readonly title: string | undefined;
  /** Of a structured report. */
  readonly text?: string;
  /** Where the document that it holds lies in the file, and what it says that it is. */
  readonly document?: { readonly from: number; readonly to: number; readonly contentType: string };
}

export function readReport({ data, isDeflated }: DicomFile): Report {
  const charset = readCharset(data);
  const title = readText(data, 'x00420010', charset) ?? readConcept(data, 'x0040a043', charset);
  const held = data.elements.x00420011;
  if (held && !isDeflated && !held.hadUndefinedLength && held.length > 0) {
    const contentType = readAscii(data, 'x00420012') ?? 'application/octet-stream';
    return { title, document: { from: held.dataOffset, to: held.dataOffset + held.length, contentType } };
  }
  const lines = new Lines();
  if (title !== undefined) lines.add(0, title);
  for (const item of itemsOf(data, 'x0040a730')) printContent(item, charset, 0, lines);
  return { title, text: lines.text };
}

class Lines {
  text = '';
  #items = 0;

  get isFull(): boolean {
    return this.#items >= contentItemsMax || this.text.length >= reportCharactersMax;
  }

  add(depth: number, line: string): void {
    this.#items++;
    this.text += `${'  '.repeat(depth)}${line.replace(/\r\n?/g, '\n').replaceAll('\n', `\n${'  '.repeat(depth)}`)}\n`;
  }
}

function printContent(item: Dataset, around: string, depth: number, lines: Lines): void {
  if (lines.isFull || depth > depthMax) return;
  const charset = readCharset(item, around);
  const name = readConcept(item, 'x0040a043', charset);
  const value = readValue(item, charset);
  const line = [name, value].filter(part => part !== undefined).join(': ');
  if (line !== '') lines.add(depth, line);
  const below = line === '' ? depth : depth + 1;
  for (const one of itemsOf(item, 'x0040a730')) printContent(one, charset, below, lines);
}

/** Of a coded concept its meaning. */
function readConcept(data: Dataset, tag: string, charset: string): string | undefined {
  const [item] = itemsOf(data, tag);
  return item && readText(item, 'x00080104', readCharset(item, charset));
}

function readValue(item: Dataset, charset: string): string | undefined {
  switch (readAscii(item, 'x0040a040')) {
    case 'TEXT':
      return readText(item, 'x0040a160', charset, { vr: 'UT', lengthMax: reportCharactersMax });
    case 'CODE':
      return readConcept(item, 'x0040a168', charset);
    case 'NUM':
      return readMeasured(item, charset);
    case 'PNAME':
      return readText(item, 'x0040a123', charset, { vr: 'PN' });
    case 'DATE':
      return readAscii(item, 'x0040a121');
    case 'TIME':
      return readAscii(item, 'x0040a122');
    case 'DATETIME':
      return readAscii(item, 'x0040a120');
    case 'UIDREF':
      return readUid(item, 'x0040a124');
    default:
      return undefined;
  }
}

function readMeasured(item: Dataset, charset: string): string | undefined {
  const [measured] = itemsOf(item, 'x0040a300');
  if (!measured) return undefined;
  const number = readAscii(measured, 'x0040a30a');
  const [unit] = itemsOf(measured, 'x004008ea');
  const said =
    unit &&
    (readText(unit, 'x00080100', charset, { vr: 'SH' }) ?? readConcept(measured, 'x004008ea', charset));
  return number && [number, said === '1' ? undefined : said].filter(part => part !== undefined).join(' ');
}

/** The instances that a list of key images names. */
export function listKeyInstances(data: Dataset): string[] {
  const found = new Set<string>();
  const look = (item: Dataset, depth: number) => {
    if (depth > depthMax || found.size >= contentItemsMax) return;
    for (const of of itemsOf(item, 'x00081199')) {
      const uid = readUid(of, 'x00081155');
      if (uid !== undefined) found.add(uid);
    }
    for (const below of itemsOf(item, 'x0040a730')) look(below, depth + 1);
  };
  for (const item of itemsOf(data, 'x0040a730')) look(item, 0);
  return [...found];
}
