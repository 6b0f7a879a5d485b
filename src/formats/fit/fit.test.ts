import { FitBaseType, FitEncoder, type FitEncoderField } from 'fit-file-parser/encoder';
import { expect, test } from 'vitest';
import { isMatched, readAll, sourceFile } from '../../testing/source-files.ts';
import { fit } from './fit.ts';
import { fitBytesMax } from './limits.ts';

const { Enum, Uint8, Uint16, Uint32 } = FitBaseType;
const sizes = new Map<number, number>([
  [Enum, 1],
  [Uint8, 1],
  [Uint16, 2],
  [Uint32, 4],
]);

/** A message: the number of each field, what it is kept as, and its raw value. */
type Told = readonly [
  message: number,
  ...fields: (readonly [field: number, type: FitBaseType, value: number])[],
];

function encode(...messages: Told[]): Uint8Array {
  const encoder = new FitEncoder({ protocolVersion: 0x20 });
  for (const [message, ...fields] of messages)
    encoder.writeMessage(
      message,
      fields.map(
        ([number, baseType, value]): FitEncoderField => ({
          number,
          size: sizes.get(baseType) ?? 1,
          baseType,
          value,
        }),
      ),
    );
  return encoder.close();
}

/** As older devices write it: the protocol is before 1.0. */
function makeOld(bytes: Uint8Array): Uint8Array {
  const old = Uint8Array.from(bytes);
  const view = new DataView(old.buffer);
  old[1] = 0x02;
  if (old[0] === 14) view.setUint16(12, FitEncoder.calculateCRC(old.subarray(0, 12)), true);
  view.setUint16(old.length - 2, FitEncoder.calculateCRC(old.subarray(0, -2)), true);
  return old;
}

const at = (text: string) => FitEncoder.toFitTimestamp(new Date(text));
const start = at('2026-01-03T16:00:00Z');

const about = (type: number): Told => [
  0,
  [0, Enum, type],
  [1, Uint16, 1],
  [2, Uint16, 2697],
  [4, Uint32, start],
];
const run: Told = [
  18,
  [253, Uint32, start + 1830],
  [2, Uint32, start],
  [5, Enum, 1],
  [6, Enum, 0],
  [8, Uint32, 1_830_000],
  [9, Uint32, 520_000],
  [10, Uint32, 2550],
  [11, Uint16, 400],
  [16, Uint8, 141],
  [17, Uint8, 171],
  [22, Uint16, 53],
  [64, Uint8, 255],
];
/** The clock there is five hours behind. */
const activity: Told = [34, [253, Uint32, start + 1830], [5, Uint32, start + 1830 - 5 * 3600]];

const read = (bytes: Uint8Array) => readAll(fit, sourceFile('activity.fit', bytes));

test('an activity is an exercise, by the clock of where it was', async () => {
  const bytes = encode(about(4), run, activity);
  expect(await isMatched(fit, sourceFile('a', bytes))).toBe(true);
  const { candidates, leftOut } = await read(bytes);
  expect(leftOut).toEqual([]);
  expect(candidates).toMatchObject([
    {
      effectiveDate: '2026-01-03T11:00:00',
      sourceId: 'fit Activity running 2026-01-03T16:00:00Z Garmin Fenix 5',
    },
  ]);
  const xml = candidates[0]?.xml ?? '';
  expect(xml).toContain('<text>Running</text><code><value>run</value>');
  expect(xml).toContain('<distance><m>5200</m></distance><duration>30.5</duration>');
  expect(xml).toMatch(
    /AverageHeartrate_BPM.*?<value>141<.*MaximumHeartrate_BPM.*?<value>171<.*Steps_count.*?<value>5100</,
  );
  // What it says is not known is not there.
  expect(xml).not.toContain('MinimumHeartrate');
});

test('what a watch counted from midnight is an activity of the day, with its heart rates', async () => {
  const seen = (time: string, cycles: number, heart: number): Told => [
    55,
    [253, Uint32, at(time)],
    [3, Uint32, cycles],
    [5, Enum, 6],
    [27, Uint8, heart],
  ];
  const { candidates } = await read(
    encode(
      about(32),
      [103, [253, Uint32, at('2026-01-02T23:00:00Z')], [0, Uint32, at('2026-01-03T00:00:00Z')]],
      seen('2026-01-03T08:00:00Z', 2000, 60),
      seen('2026-01-03T20:00:00Z', 7000, 80),
      // At midnight there, of the day that ends.
      seen('2026-01-03T23:00:00Z', 7100, 70),
    ),
  );
  expect(
    candidates.map(({ effectiveDate, xml }) => [effectiveDate, /<value>(\d+)<\/value>/.exec(xml)?.[1]]),
  ).toEqual([
    ['2026-01-03T00:00:00', '7100'],
    ['2026-01-03T00:00:00', '70'],
    ['2026-01-04T00:00:00', '70'],
  ]);
});

test('a scale tells weight and what it is made of, and whose it counts', async () => {
  const weighed: Told = [
    30,
    [253, Uint32, start],
    [0, Uint16, 7010],
    [1, Uint16, 1820],
    [4, Uint16, 290],
    [12, Uint16, 1],
  ];
  const { candidates } = await read(encode(about(9), weighed));
  expect(candidates.map(({ xml, source }) => [/^<([\w-]+)/.exec(xml)?.[1], source])).toEqual([
    ['weight', 'Garmin Fenix 5, 2'],
    ['body-composition', 'Garmin Fenix 5, 2'],
    ['body-composition', 'Garmin Fenix 5, 2'],
  ]);
  expect(candidates[0]?.xml).toContain('<kg>70.1</kg>');
});

test('blood pressure with its pulse', async () => {
  const { candidates } = await read(
    encode(about(14), [51, [253, Uint32, start], [0, Uint16, 121], [1, Uint16, 79], [6, Uint8, 61]]),
  );
  expect(candidates[0]?.xml).toContain('<systolic>121</systolic><diastolic>79</diastolic><pulse>61</pulse>');
});

test('files of settings and plans are told by name, and one without anything too', async () => {
  expect((await read(encode(about(2)))).leftOut).toEqual([{ why: 'no-kind', what: 'Settings', count: 1 }]);
  expect((await read(encode(about(4)))).leftOut).toEqual([{ why: 'invalid', what: 'Activity', count: 1 }]);
});

test('several in one file are read one after the other', async () => {
  const bytes = Buffer.concat([encode(about(4), run, activity), encode(about(4), run, activity)]);
  expect((await read(bytes)).candidates).toHaveLength(2);
});

test('one that was cut or changed on the way is refused', async () => {
  const bytes = encode(about(4), run, activity);
  for (const end of [10, 20, bytes.length - 1])
    await expect(read(bytes.subarray(0, end))).rejects.toMatchObject({ fault: 'cut-off' });
  for (let i = 0; i < bytes.length; i++) {
    const changed = Uint8Array.from(bytes);
    changed[i] = (changed[i] ?? 0) ^ 0xff;
    // The version of the profile says nothing.
    const outcome = await read(changed).then(
      () => 'read',
      error => error.fault,
    );
    expect(['cut-off', 'damaged']).toContain(outcome);
  }
});

test('one beyond all measure is refused before it is read', async () => {
  const file = {
    name: 'a.fit',
    size: fitBytesMax + 1,
    read: async () => Promise.reject(new Error('it was read')),
  };
  await expect(readAll(fit, file)).rejects.toMatchObject({ fault: 'too-large' });
});

test('a file of a protocol before 1.0 tells the same, and is refused where its sum does not fit', async () => {
  const now = encode(about(4), run);
  const old = makeOld(now);
  expect((await readAll(fit, sourceFile('old.fit', old))).candidates).toEqual(
    (await readAll(fit, sourceFile('new.fit', now))).candidates,
  );
  old[old.length - 4] = (old[old.length - 4] ?? 0) ^ 1;
  await expect(readAll(fit, sourceFile('old.fit', old))).rejects.toMatchObject({ fault: 'damaged' });
});
