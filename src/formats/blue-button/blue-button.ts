// Blue Button: the plain text that the VA and Medicare gave people of their own record, and the VA's PDF of it. It was made to be read by people, so what
// is found in it is proposed, and becomes an item by its person's word alone.
import {
  type Finding,
  type Format,
  type ReadingOptions,
  type SourceFile,
  UnreadableFile,
} from '../format.ts';
import { Tally } from '../readings/tally.ts';
import { readLines } from '../text/lines.ts';
import { decodeUnnamed, dropControls } from '../text/unnamed.ts';
import { lineBytesMax } from './limits.ts';
import { isPdf, readPdfLines } from './pdf.ts';
import { type Publisher, Records } from './records.ts';

const publishers: readonly (readonly [heading: RegExp, publisher: Publisher])[] = [
  [/MY HEALTHEVET PERSONAL INFORMATION REPORT/i, { name: 'My HealtheVet', headings: 'in dashes' }],
  [/MYMEDICARE\.GOV PERSONAL HEALTH INFORMATION/i, { name: 'MyMedicare.gov', headings: 'between dashes' }],
];

/** Its letters are no pictures, but some stand higher than others. */
const printed: Publisher = { name: 'My HealtheVet', headings: 'bare' };

export const blueButton: Format = {
  id: 'blue-button',

  async matches({ file, head }) {
    if (!isPdf(head)) return findPublisher(head) !== undefined;
    try {
      return isPrinted(await readPdfLines(file, 1));
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    }
  },

  async *read(file, options) {
    const leftOut = new Tally();
    for await (const finding of readRecords(file, options)) {
      if (!('leftOut' in finding)) yield finding;
      else leftOut.add(finding.leftOut.why, finding.leftOut.what, finding.leftOut.count);
    }
    yield* leftOut.tell();
  },
};

async function* readRecords(file: SourceFile, options: ReadingOptions): AsyncGenerator<Finding> {
  const head = await file.read(0, 4096);
  const publisher = isPdf(head) ? printed : findPublisher(head);
  if (!publisher) throw new UnreadableFile('not-this-format');
  const records = new Records(publisher);
  for await (const line of isPdf(head) ? printedLines(file, options) : writtenLines(file, options))
    yield* records.take(dropControls(line).trimEnd());
  yield* records.finish();
}

async function* writtenLines(file: SourceFile, options: ReadingOptions): AsyncGenerator<string> {
  for await (const { bytes } of readLines(file, options, { bytesMax: lineBytesMax }))
    yield decodeUnnamed(bytes);
}

/** Without what stands at the foot of each page. */
async function* printedLines(file: SourceFile, options: ReadingOptions): AsyncGenerator<string> {
  const lines = await readPdfLines(file);
  if (!isPrinted(lines)) throw new UnreadableFile('not-this-format');
  for (const line of lines)
    if (!/ CONFIDENTIAL Page \d+ of \d+\s*$/.test(line)) yield line.slice(0, lineBytesMax);
  options.tell(file.size);
}

function isPrinted(lines: readonly string[]): boolean {
  return lines.slice(0, 40).some(line => /^\s*Produced by the VA Blue Button/i.test(line));
}

function findPublisher(head: Uint8Array): Publisher | undefined {
  const text = Buffer.from(head.subarray(0, 4096)).toString('latin1');
  if (!/^(\xef\xbb\xbf)?\s*-{5,}/.test(text) || !/Produced by the (VA )?Blue Button/i.test(text))
    return undefined;
  return publishers.find(([heading]) => heading.test(text))?.[1];
}
