// Files that are made to harm, thousands from one seed: each is read or refused in one of few words, soon and in little memory.
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeDicom } from '../../testing/dicom-files.ts';
import { UnreadableFile } from '../format.ts';
import { findBulk } from './bulk.ts';
import { parseDicom } from './dataset.ts';
import { readInstance } from './header.ts';
import { printJson } from './json.ts';
import { findFrames, findPixels } from './pixels.ts';
import { readReport } from './report.ts';
import { deflatedLittleEndian } from './uids.ts';
import { element, printDataset, printFileHead } from './write.ts';

/** The same numbers for the same seed. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** All that is ever asked of a file. @returns the fault, if any. @throws what is none */
async function readAll(bytes: Buffer, isCut: boolean): Promise<string> {
  try {
    readInstance(bytes, isCut);
    const file = parseDicom(bytes, isCut);
    JSON.stringify(printJson(file, 'https://x.example'));
    readReport(file);
    findBulk(file, ['00081140', '0', '00081150']);
    const place = findPixels(file);
    if (place) await findFrames(place, bytes.length, async (from, to) => bytes.subarray(from, to));
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableFile) return error.fault;
    throw error;
  }
}

const samples = [
  makeDicom({ study: '1.2.3', patientName: 'A^B=C^D=E^F' }),
  makeDicom({
    study: '1.2.3',
    more: [
      element('00081140', 'SQ', [[element('00081150', 'UI', '1.2')], [element('00081155', 'UI', '1.3')]]),
    ],
  }),
  makeDicom({ study: '1.2.3', transferSyntax: '1.2.840.10008.1.2' }),
  makeDicom({ study: '1.2.3', transferSyntax: '1.2.840.10008.1.2.2' }),
  makeDicom({ study: '1.2.3', transferSyntax: deflatedLittleEndian }),
].flatMap(file => [file, file.subarray(132), file.subarray(300)]);

test('changed, cut off and put together anew, none breaks the reader', { timeout: 120_000 }, async () => {
  const random = makeRandom(20_261_129);
  const counts = new Map<string, number>();
  const begun = performance.now();
  for (let i = 0; i < 6000; i++) {
    const file = Buffer.from(samples[random(samples.length)] ?? '');
    for (let n = random(8); n >= 0; n--) {
      const at = random(file.length - 4);
      if (random(2) === 0) file[at] = random(256);
      else file.writeUInt32LE([0, 1, 0xff, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff][random(7)] ?? 0, at);
    }
    const cut = random(3) === 0 ? file.subarray(0, random(file.length)) : file;
    const word = await readAll(cut, random(2) === 0);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  expect(counts.get('read')).toBeGreaterThan(100);
  expect(performance.now() - begun).toBeLessThan(60_000);
});

test('items within items, what inflates beyond measure and lengths that lie are refused by what they are', async () => {
  const head = (transferSyntax: string) =>
    printFileHead({ sopClass: '1.2', instanceUid: '1.3', transferSyntax });
  const open = Buffer.from([
    0x08, 0x00, 0x40, 0x11, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff,
    0xff, 0xff,
  ]);
  const deep = Buffer.concat([head('1.2.840.10008.1.2.1'), ...Array.from({ length: 100_000 }, () => open)]);
  expect(await readAll(deep, false)).toMatch(/too-deep|damaged/);
  for (const syntax of ['1.2; boundary=x', '1.2\r\nSet-Cookie: a=b', 'é'])
    expect(await readAll(Buffer.concat([head(syntax), printDataset([])]), false)).toBe('damaged');
  const bomb = Buffer.concat([head(deflatedLittleEndian), deflateRawSync(Buffer.alloc(200 * 1024 * 1024))]);
  expect(await readAll(bomb, false)).toBe('unpacks-too-large');
  const lying = Buffer.concat([
    head('1.2.840.10008.1.2.1'),
    printDataset([element('00080016', 'UI', '1.2')]),
    Buffer.from([0x10, 0x00, 0x10, 0x00, 0x55, 0x4e, 0, 0, 0xf0, 0xff, 0xff, 0xff]),
  ]);
  expect(await readAll(lying, false)).toBe('damaged');
  const many = Buffer.alloc(8 * 2_000_000, Buffer.from([0x09, 0x00, 0x10, 0x00, 0x4c, 0x4f, 0, 0]));
  const begun = performance.now();
  expect(await readAll(Buffer.concat([head('1.2.840.10008.1.2.1'), many]), false)).toBe('too-large');
  expect(await readAll(Buffer.concat([head(deflatedLittleEndian), deflateRawSync(many)]), false)).toBe(
    'too-large',
  );
  expect(performance.now() - begun).toBeLessThan(5000);
  expect(await readAll(Buffer.alloc(0), false)).toBe('not-this-format');
  expect(await readAll(Buffer.alloc(1_000_000, 0x08), false)).toMatch(/not-this-format|damaged/);
});
