// Frames of files that the test writes: each way in which pixels lie, and what a hostile file gets.
import { describe, expect, test } from 'vitest';
import { ctClass, makeDicom } from '../../../testing/dicom-files.ts';
import { element } from '../write.ts';
import { readFrame } from './frame.ts';
import { chooseWindow, makeStill } from './still.ts';
import { UndrawnPicture } from './undrawn.ts';

const study = '1.2.3';

function words(...values: number[]): Buffer {
  return Buffer.from(Int16Array.from(values).buffer);
}

async function refusal(bytes: Buffer, frame = 0): Promise<string> {
  return readFrame(bytes, frame).then(
    () => 'drawn',
    error => (error instanceof UndrawnPicture ? error.why : String(error)),
  );
}

describe('numbers', () => {
  test('sixteen bits are measured by slope and intercept, and seen by the window of the file', async () => {
    const more = [
      element('00281050', 'DS', '40'),
      element('00281051', 'DS', '400'),
      element('00281052', 'DS', '-1024'),
      element('00281053', 'DS', '1'),
      element('00280030', 'DS', '0.5\\0.7'),
    ];
    const bytes = makeDicom({ study, rows: 1, columns: 4, pixels: words(0, 1024, 1064, 2024), more });
    const { facts, pixels } = await readFrame(bytes, 0);
    expect(facts).toMatchObject({
      ...{ kind: 'u16', slope: 1, intercept: -1024, unit: 'HU', lowest: -1024, highest: 1000 },
      ...{ windows: [{ center: 40, width: 400 }], spacing: [0.5, 0.7], modality: 'CT', isInverted: false },
    });
    expect(Buffer.from(pixels)).toEqual(words(0, 1024, 1064, 2024));
    expect([...makeStill({ facts, pixels }).pixels]).toEqual([0, 102, 128, 255]);
  });

  test('without a window all values are seen, and the highest of MONOCHROME1 is black', async () => {
    const more = [element('00280004', 'CS', 'MONOCHROME1')];
    const frame = await readFrame(makeDicom({ study, rows: 1, columns: 2, pixels: words(10, 20), more }), 0);
    expect(chooseWindow(frame.facts)).toEqual({ center: 15.5, width: 11 });
    expect([...makeStill(frame).pixels]).toEqual([255, 0]);
  });

  test('bits above those that count are cut off, and a sign is kept', async () => {
    const more = [
      element('00280101', 'US', [12]),
      element('00280102', 'US', [11]),
      element('00280103', 'US', [1]),
    ];
    const bytes = makeDicom({ study, rows: 1, columns: 2, pixels: words(0x0fff, 0x7001), more });
    const { facts, pixels } = await readFrame(bytes, 0);
    expect(facts.kind).toBe('i16');
    expect([...new Int16Array(pixels.buffer, pixels.byteOffset, 2)]).toEqual([-1, 1]);
  });
});

describe('colours', () => {
  const rgb = [
    element('00280002', 'US', [3]),
    element('00280004', 'CS', 'RGB'),
    element('00280100', 'US', [8]),
    element('00280101', 'US', [8]),
    element('00280102', 'US', [7]),
  ];

  test('components may lie one after the other', async () => {
    const planar = [...rgb, element('00280006', 'US', [1])];
    const pixels = Buffer.from([1, 2, 3, 4, 5, 6]);
    const { facts, pixels: drawn } = await readFrame(
      makeDicom({ study, rows: 1, columns: 2, pixels, more: planar }),
      0,
    );
    expect(facts.kind).toBe('rgb');
    expect([...drawn]).toEqual([1, 3, 5, 2, 4, 6]);
  });

  test('YCbCr becomes red, green and blue', async () => {
    const ybr = [...rgb.slice(0, 1), element('00280004', 'CS', 'YBR_FULL'), ...rgb.slice(2)];
    const pixels = Buffer.from([76, 85, 255, 0]);
    const { pixels: drawn } = await readFrame(
      makeDicom({ study, rows: 1, columns: 1, pixels, more: ybr }),
      0,
    );
    expect([...drawn]).toEqual([254, 0, 0]);
  });
});

describe('what is packed', () => {
  const rle = '1.2.840.10008.1.2.5';

  /** Two segments of a picture of sixteen bits, high bytes first. */
  function packed(segments: readonly number[][]): Buffer {
    const head = Buffer.alloc(64);
    head.writeUInt32LE(segments.length);
    let at = 64;
    for (const [i, { length }] of segments.entries()) {
      head.writeUInt32LE(at, 4 + i * 4);
      at += length;
    }
    return Buffer.concat([head, ...segments.map(one => Buffer.from(one))]);
  }

  function encapsulate(...fragments: Buffer[]): Buffer {
    const item = (bytes: Buffer) => {
      const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
      head.writeUInt32LE(bytes.length, 4);
      return Buffer.concat([head, bytes]);
    };
    const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
    return Buffer.concat([item(Buffer.alloc(0)), ...fragments.map(item), end]);
  }

  /** Its pixel data is of no told length. */
  function withFragments(transferSyntax: string, fragments: readonly Buffer[], columns: number): Buffer {
    const bytes = makeDicom({
      study,
      rows: 1,
      columns,
      transferSyntax,
      sopClass: ctClass,
      pixels: Buffer.alloc(0),
    });
    const head = Buffer.from([0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    return Buffer.concat([bytes, head, encapsulate(...fragments)]);
  }

  test('RLE is unpacked by its bytes', async () => {
    const frame = packed([
      [2, 1, 2, 3, 128],
      [254, 9, 128],
    ]);
    const { pixels } = await readFrame(withFragments(rle, [frame], 3), 0);
    expect(Buffer.from(pixels)).toEqual(words(0x0109, 0x0209, 0x0309));
  });

  test('what is larger than RLE could have made it is refused, and nothing is made room for', async () => {
    const { buffer } = packed([
      [254, 9, 128],
      [254, 9, 128],
    ]);
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(withFragments(rle, [Buffer.from(buffer, 0, 70)], 60_000))).toBe('broken');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  test('what is made to harm, or not known, is refused in a word', async () => {
    const huge = Buffer.from('ffd8ffc3000b10ffffffff01011100ffda0008010100010000', 'hex');
    expect(await refusal(withFragments(rle, [Buffer.alloc(10)], 3))).toBe('broken');
    expect(await refusal(withFragments('1.2.840.10008.1.2.4.70', [huge], 3))).toBe('broken');
    for (const end of ['50', '70', '80', '90', '201'])
      expect(await refusal(withFragments(`1.2.840.10008.1.2.4.${end}`, [Buffer.from('junk')], 3))).toBe(
        'broken',
      );
    expect(await refusal(withFragments('1.2.840.10008.1.2.4.100', [Buffer.alloc(9)], 3))).toBe('packing');
    expect(await refusal(withFragments(rle, [], 3))).toBe('broken');
  });
});

test('what is no picture, too large a one, or breaks off, is refused in a word', async () => {
  expect(await refusal(Buffer.from('no DICOM'))).toBe('broken');
  expect(await refusal(makeDicom({ study, pixels: Buffer.alloc(0) }))).toBe('none');
  expect(await refusal(makeDicom({ study, rows: 65_535, columns: 65_535, pixels: words(1) }))).toBe(
    'too-large',
  );
  expect(await refusal(makeDicom({ study, rows: 4, columns: 4, pixels: words(1) }))).toBe('broken');
  expect(await refusal(makeDicom({ study }), 1)).toBe('none');
});

test('a frame of more bytes than one may have, or of numbers that nobody makes, is refused before it is read', async () => {
  const told = (samples: number, bits: number, rows = 4) =>
    refusal(
      makeDicom({
        study,
        rows,
        columns: rows,
        pixels: words(1),
        more: [
          element('00280002', 'US', [samples]),
          element('00280100', 'US', [bits]),
          element('00280101', 'US', [bits]),
        ],
      }),
    );
  expect(await told(3, 16, 7000)).toBe('too-large');
  expect(await told(1, 64, 7000)).toBe('too-large');
  expect(await told(3, 32)).toBe('packing');
  expect(await told(1, 17)).toBe('packing');
});
