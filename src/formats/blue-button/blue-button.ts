// Blue Button: the plain text that the VA and Medicare gave people of their own record. It was made to be read by people, so what
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
import { type Publisher, Records } from './records.ts';

const publishers: readonly (readonly [heading: RegExp, publisher: Publisher])[] = [
  [/MY HEALTHEVET PERSONAL INFORMATION REPORT/, { name: 'My HealtheVet', isBetween: false }],
  [/MYMEDICARE\.GOV PERSONAL HEALTH INFORMATION/, { name: 'MyMedicare.gov', isBetween: true }],
];

export const blueButton: Format = {
  id: 'blue-button',

  matches({ head }) {
    return findPublisher(head) !== undefined;
  },

  async *read(file, options) {
    const publisher = findPublisher(await file.read(0, 4096));
    if (!publisher) throw new UnreadableFile('not-this-format');
    const leftOut = new Tally();
    for await (const finding of readRecords(file, options, publisher)) {
      if ('candidate' in finding) yield finding;
      else leftOut.add(finding.leftOut.why, finding.leftOut.what, finding.leftOut.count);
    }
    yield* leftOut.tell();
  },
};

async function* readRecords(
  file: SourceFile,
  options: ReadingOptions,
  publisher: Publisher,
): AsyncGenerator<Finding> {
  const records = new Records(publisher);
  for await (const { bytes } of readLines(file, options, { bytesMax: lineBytesMax }))
    yield* records.take(dropControls(decodeUnnamed(bytes)).trimEnd());
  yield* records.finish();
}

function findPublisher(head: Uint8Array): Publisher | undefined {
  const text = Buffer.from(head.subarray(0, 4096)).toString('latin1');
  if (!/^(\xef\xbb\xbf)?\s*-{5,}/.test(text) || !/Produced by the (VA )?Blue Button/.test(text))
    return undefined;
  return publishers.find(([heading]) => heading.test(text))?.[1];
}
