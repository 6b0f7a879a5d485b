// Tables as people have them: of any encoding, separator, date and number; and as somebody makes them to harm.
import { describe, expect, test } from 'vitest';
import { isMatched, readAll, readingOptions, sourceFile } from '../../testing/source-files.ts';
import { readItem } from '../../things/data.ts';
import { type Candidate, UnreadableFile } from '../format.ts';
import { csv } from './csv.ts';
import { guessDecimals, guessOrder, readNumber, readWhen } from './when.ts';

/** As it is guessed where nobody says otherwise. */
async function read(content: string | Uint8Array, mapping: Record<string, string> = {}) {
  const file = sourceFile('table.csv', content);
  expect(await isMatched(csv, file)).toBe(true);
  return readAll(csv, file, { mapping });
}

const summaries = (candidates: readonly Candidate[]) =>
  candidates.map(({ typeId, xml, effectiveDate }) => {
    const { type, value } = readItem({ typeId, dataXml: xml });
    return `${effectiveDate?.slice(0, 16) ?? '-'} ${type.summary(value as never)}`;
  });

const lines = (...rows: string[]) => rows.join('\r\n');

describe('kinds', () => {
  test('the unit of a row counts before that of its column, and one that is not known is told', async () => {
    const glucose = lines(
      ...['Date,Glucose,Unit', '2026-03-01,5.6,mmol/L', '2026-03-02,101,mg/dL', '2026-03-03,7.1,mmol/L'],
      '2026-03-04,1010,mg/L',
    );
    const found = await read(glucose);
    expect(summaries(found.candidates).map(text => text.slice(17))).toEqual([
      ...['5.6 mmol/L', '101 mg/dL', '7.1 mmol/L'],
    ]);
    expect(found.leftOut).toEqual([{ why: 'invalid', what: 'Glucose', count: 1 }]);
    const weights = lines('Date,Weight', '2026-03-01,70 kg', '2026-03-02,155 lbs', '2026-03-03,11 st');
    const weighed = await read(weights);
    expect(summaries(weighed.candidates).map(text => text.slice(17))).toEqual(['70 kg', '155 lb']);
    expect(weighed.leftOut).toEqual([{ why: 'invalid', what: 'Weight', count: 1 }]);
    const warm = await read(lines('Date,Temperature', '2026-03-01,36.6', '2026-03-02,98.6 °F'));
    expect(summaries(warm.candidates)[1]).toContain('98.6 °F');
  });

  test('what is kept as a whole number stands in the note as it was written', async () => {
    const { candidates } = await read(
      lines('Date,Systolic,Diastolic,Pulse', '2026-03-01,120.5,80,72.60', '2026-03-02,120,80,70'),
    );
    expect(candidates.map(({ note }) => note)).toEqual(['Systolic: 120.5\nPulse: 72.60', undefined]);
    const alone = await read(lines('Date,Pulse', '2026-03-01,72.60'));
    expect(alone.candidates.map(({ note }) => note)).toEqual(['Pulse: 72.60']);
  });

  test('a medicine that was stopped has ended, and a test without a result is told as left out', async () => {
    const ended = await read(lines('Medicine,Started,Stopped', 'Aspirin,2025-01-01,2025-06-01'));
    expect(ended.candidates[0]?.xml).toContain('<date-discontinued>');
    const tests = await read(
      lines('Date,Test,Result,Unit', '2026-03-01,TSH,,mU/L', '2026-03-01,CRP,<5,mg/L'),
    );
    expect(tests.leftOut).toEqual([{ why: 'invalid', what: 'TSH', count: 1 }]);
    expect(tests.candidates[0]?.xml).not.toContain('TSH');
  });

  test.each([
    ['Date,Weight (lbs)', '2026-03-04,154.5', '154.5 lb'],
    ['Fecha;Peso', '04/03/2026;61,5', '61.5 kg'],
    ['Datum;Blutdruck;Puls', '04.03.2026;128/84;66', '128/84 mmHg, pulse 66'],
    ['date,systolic,diastolic', '2026-03-04,128,84', '128/84 mmHg'],
    ['date,heart rate', '2026-03-04,61', '61/min'],
    ['Date,Glucose (mg/dL)', '2026-03-04,102', '102 mg/dL'],
    ['Date,Blutzucker', '2026-03-04,5.6', '5.6 mmol/L'],
    ['Date,Glucose', '2026-03-04,102', '102 mg/dL'],
    ['Date,Temperature', '2026-03-04,38.2', 'Temperature 38.2 °C'],
    ['Date,Temperature', '2026-03-04,100.4', 'Temperature 100.4 °F'],
    ['Date,SpO2', '2026-03-04,97', '97 %'],
    ['Date,Height', '2026-03-04,171', '171 cm'],
    ['Date,Height', '2026-03-04,1.71', '1.71 m'],
    ['Date,Steps', '2026-03-04,8342', '8342 steps'],
    ['Date,Activity,Duration (min),Distance (km)', '2026-03-04,Run,31,5.2', 'Run, 5.2 km, 31 min'],
  ])('%s: %s', async (heading, row, summary) => {
    const { candidates, leftOut } = await read(lines(heading, row));
    expect(leftOut).toEqual([]);
    expect(summaries(candidates)).toEqual([`2026-03-04T00:00 ${summary}`]);
  });

  test('medicines, with what is known of them', async () => {
    const rows = lines('Medicine,Dose,Start date,Until', '=cmd(),5 mg,2026-01-02,2026-03-04', 'Aspirin,,,');
    const { candidates } = await read(rows);
    expect(candidates.map(({ xml }) => /<name><text>([^<]*)/.exec(xml)?.[1])).toEqual(['=cmd()', 'Aspirin']);
    expect(candidates[0]?.xml).toContain('<display>5 mg</display>');
    expect(candidates[0]?.endDate).toBe('2026-03-04T00:00:00');
  });

  test('results of a laboratory, those of a day together', async () => {
    const rows = lines(
      'Date,Test,Result,Unit,Reference range,Laboratory',
      '2026-03-04,Ferritin,18,ng/mL,15-150,Harbour',
      '2026-03-04,CRP,<0.6,mg/L,<5,Harbour',
      '2026-03-05,TSH,2.1,mU/L,0.4 - 4.0,Harbour',
    );
    const { candidates } = await read(rows);
    expect(candidates.map(({ of }) => of)).toEqual([2, 1]);
    expect(candidates[0]?.xml).toContain('<display>&lt;0.6 mg/L</display>');
    expect(candidates[0]?.xml).toContain(
      '<minimum-range>15</minimum-range><maximum-range>150</maximum-range>',
    );
  });

  test('a note and a source of each row', async () => {
    const { candidates } = await read(
      lines('Date,Weight,Notes,Device', '2026-03-04,61,"after, the run",Scale 7'),
    );
    expect(candidates[0]).toMatchObject({ note: 'after, the run', source: 'Scale 7' });
  });
});

describe('what is easily taken for another', () => {
  const now = Date.UTC(2026, 11, 3);
  const readAt = (...rows: string[]) =>
    readAll(csv, sourceFile('table.csv', lines(...rows)), { zone: 'UTC', now });

  test('a year of two digits is the last that ends in them, and nothing was measured in the future', async () => {
    const { candidates, leftOut } = await readAt(
      'Date,Weight (kg)',
      ...['12/31/78,70', '05/16/98,71', '05/17/25,72', '12/25/26,73', '01/02/2027,74'],
    );
    expect(candidates.map(one => one.effectiveDate?.slice(0, 10))).toEqual([
      '1978-12-31',
      '1998-05-16',
      '2025-05-17',
    ]);
    expect(leftOut.map(({ why, what }) => `${why} ${what}`)).toEqual(['invalid Date', 'invalid Date']);
  });

  test('a medicine may end in the future', async () => {
    const { candidates } = await readAt('Medicine,Start date,Until', 'Aspirin,01/02/26,12/31/27');
    expect(candidates[0]?.endDate).toBe('2027-12-31T00:00:00');
  });

  test('another table below is told as left out, and takes no clock from the one above', async () => {
    const rows = ['08:00', '08:05', '08:10'].map(time => `2026-03-04,${time},102`);
    const { candidates, leftOut } = await readAt(
      'Date,Time,Glucose (mg/dL)',
      ...rows,
      'Date,Time,Event Type',
      ...['2026-03-04,at noon,Meal', '2026-03-04,at six,Meal'],
    );
    expect(candidates.map(one => one.effectiveDate?.slice(11, 16))).toEqual(['08:00', '08:05', '08:10']);
    expect(leftOut).toMatchObject([
      { why: 'no-kind', what: 'Date, Time, Event Type' },
      { why: 'no-kind', what: 'Date, Time, Event Type' },
    ]);
  });

  test('the same heading once more is passed by', async () => {
    const { candidates, leftOut } = await readAt(
      'Date,Weight',
      '2026-03-04,61',
      'Date,Weight',
      '2026-03-05,62',
    );
    expect([candidates.length, leftOut]).toEqual([2, []]);
  });

  test('rows of one day without a time that say the same are each a reading, by the same names every time', async () => {
    const rows = [
      'Date,Glucose (mg/dL)',
      '2026-03-04,102',
      '2026-03-04,102',
      '2026-03-05,102',
      '2026-03-05,102',
    ];
    const { candidates } = await readAt(...rows);
    const ids = candidates.map(one => one.sourceId);
    expect(ids.map(id => id === undefined)).toEqual([true, false, true, false]);
    expect(new Set(ids).size).toBe(3);
    expect((await readAt(...rows)).candidates.map(one => one.sourceId)).toEqual(ids);
  });

  test('of the columns of a pump the glucose of meter and sensor is taken, and no number, name or rate beside', async () => {
    const { candidates, leftOut } = await readAt(
      'Date,Time,BG Reading (mg/dL),Linked BG Meter ID,Temp Basal Amount (U/h),BG Target High (mg/dL),BWZ BG Input (mg/dL),Sensor Glucose (mg/dL)',
      '2026-03-04,08:00,102,1847298,0.5,120,102,',
      '2026-03-04,08:05,,,,,,105',
    );
    expect(leftOut).toEqual([]);
    expect(summaries(candidates)).toEqual(['2026-03-04T08:00 102 mg/dL', '2026-03-04T08:05 105 mg/dL']);
    expect(candidates[1]?.xml).toContain('Interstitial fluid');
  });

  test.each([
    ['Glucose', '4711'],
    ['Glucose', 'much'],
    ['Temperature', '21'],
    ['Temp', '0.5'],
  ])('%s of %s is not guessed to be of a body', async (name, value) => {
    const file = sourceFile('a', lines(`Date,${name}`, `2026-03-04,${value}`));
    const { columns } = await csv.ask!(file, readingOptions);
    expect(columns[1]?.choices[0]?.guess).toBe('ignore');
  });
});

describe('encodings', () => {
  const text = lines('Datum;Gewicht;Notiz', '04.03.2026;61,5;für später');
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  const mark = Buffer.from('\ufeff');
  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.concat([mark, Buffer.from(text)])],
    ['UTF-8 with two marks', Buffer.concat([mark, mark, Buffer.from(text)])],
    ['UTF-16', utf16],
    ['UTF-16, the high byte first', Buffer.from(utf16).swap16()],
    ['windows-1252', Buffer.from(text, 'latin1')],
  ])('%s', async (_, bytes) => {
    const { candidates } = await read(bytes);
    expect(candidates).toMatchObject([{ note: 'für später', effectiveDate: '2026-03-04T00:00:00' }]);
  });

  test('one that breaks off in the middle is told, and what came before stands', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `2026-03-04 08:00,${60 + (i % 100)}`);
    const bytes = Buffer.concat([Buffer.from(lines('Date,Weight', ...rows)), Buffer.from([0xff, 0x0a])]);
    const found: unknown[] = [];
    const reading = async () => {
      for await (const finding of csv.read(sourceFile('a', bytes), readingOptions)) found.push(finding);
    };
    await expect(reading()).rejects.toMatchObject({ fault: 'wrong-encoding' });
    expect(found.length).toBeGreaterThan(1000);
  });
});

describe('shape', () => {
  test('lines above the heading, another separator, empty rows and a short row', async () => {
    const rows = lines(
      'Export of Ada',
      '',
      'Date\tWeight\tPulse',
      '2026-03-04\t61\t70',
      '\t\t',
      '2026-03-05\t62',
    );
    const { candidates } = await read(rows);
    expect(summaries(candidates)).toEqual([
      '2026-03-04T00:00 61 kg',
      '2026-03-04T00:00 70/min',
      '2026-03-05T00:00 62 kg',
    ]);
  });

  test('without a heading nothing is guessed but the date, and the answer is not kept', async () => {
    const file = sourceFile('a', lines('2026-03-04,61', '2026-03-05,62'));
    const { header, columns } = await csv.ask!(file, readingOptions);
    expect(header).toBe('');
    expect(columns.map(({ choices }) => choices[0]?.guess)).toEqual(['when', 'ignore']);
    const { candidates } = await readAll(csv, file, { mapping: { 'column.1': 'weight.kg' } });
    expect(candidates).toHaveLength(2);
  });

  test('a row without a date, or with words for a number, is left out by the name of its column', async () => {
    const { candidates, leftOut } = await read(
      lines('Date,Weight', 'soon,61', '2026-03-04,much', '2026-03-04,=1+1'),
    );
    expect(candidates).toEqual([]);
    expect(leftOut.map(({ what, why }) => [what, why])).toEqual([
      ['Date', 'invalid'],
      ['Weight', 'invalid'],
      ['Weight', 'invalid'],
    ]);
  });

  test('whoever says of no column that it is the date is told that it cannot be read', async () => {
    await expect(read(lines('Date,Weight', '2026-03-04,61'), { 'column.0': 'ignore' })).rejects.toThrow(
      UnreadableFile,
    );
  });
});

describe('what is no table', () => {
  test.each<[string, string | Uint8Array]>([
    ['XML', '<a>1,2</a>\n<b>3,4</b>'],
    ['JSON', '{"a": 1,\n"b": 2}'],
    ['a letter', 'Dear colleague,\nthank you for sending us your patient.\nKind regards\n'],
    ['zeros', new Uint8Array(1000)],
    ['a zip', Buffer.from('PK\x03\x04,,,,\n,,,,\n')],
    ['nothing', ''],
  ])('%s', async (_, content) => {
    expect(await isMatched(csv, sourceFile('a.csv', content))).toBe(false);
  });

  test.each([
    ['a quote that is never closed', `Date,Weight\n2026-03-04,"${'61\n'.repeat(200_000)}`],
    ['a row of a million columns', `Date,Weight\n2026-03-04,61\n${',1'.repeat(1_000_000)}`],
  ])('%s takes in no more than a row may have', async (_, content) => {
    await expect(readAll(csv, sourceFile('a', content))).rejects.toThrow(UnreadableFile);
  });
});

describe('dates and numbers', () => {
  const zone = 'Europe/Berlin';
  const told = (text: string, order: 'ymd' | 'dmy' | 'mdy' = 'dmy') => {
    const when = readWhen(text, { order, zone });
    if (!when) return undefined;
    const { date, time } = when;
    return `${date.y}-${date.m}-${date.d}${time ? ` ${time.h}:${time.m}` : ''}`;
  };
  test.each([
    ['2026-03-04T08:30:00+05:00', '2026-3-4 8:30'],
    ['2026-03-04T08:30:00Z', '2026-3-4 9:30'],
    ['2026-07-04T08:30:00.123Z', '2026-7-4 10:30'],
    ['4.3.26', '2026-3-4'],
    ['4/3/2026 8:05 PM', '2026-3-4 20:5'],
    ['4/3/2026 12:05 am', '2026-3-4 0:5'],
    ['Mar 4, 2026', '2026-3-4'],
    ['4 de marzo de 2026', '2026-3-4'],
    ['4. März 2026 08:05', '2026-3-4 8:5'],
    ['1772609400', '2026-3-4 8:30'],
    ['1772609400000', '2026-3-4 8:30'],
    ['31.02.2026', undefined],
    ['4.3.2026 25:00', undefined],
    ['4.3.2026 soon', undefined],
    ['61,5', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });
  test('the order of a day by what stands there, else by the language', () => {
    expect(guessOrder(['03/04/2026', '13/04/2026'], 'en')).toBe('dmy');
    expect(guessOrder(['03/04/2026', '04/13/2026'], 'de')).toBe('mdy');
    expect(guessOrder(['03.04.2026'], 'en')).toBe('dmy');
    expect(guessOrder(['03/04/2026'], 'en')).toBe('mdy');
    expect(guessOrder(['03/04/2026'], 'es')).toBe('dmy');
    expect(guessOrder(['2026-03-04'], 'en')).toBe('ymd');
  });
  test.each([
    ['1.234,5', ',', 1234.5],
    ['1,234.5', '.', 1234.5],
    ['61,5 kg', ',', 61.5],
    ["1'234", '.', 1234],
    ['-3', '.', -3],
    ['70.5', ',', 70.5],
    ['70.50', ',', 70.5],
    ['170,5', '.', 170.5],
    ['1,5', '.', 1.5],
    ['1,500', '.', 1500],
    ['1.500', ',', 1500],
    ['1,50,000', '.', 150_000],
    ['1 234,5', ',', 1234.5],
    ['1234,5', '.', 1234.5],
    ['1,2,3', '.', undefined],
    [`5'7"`, '.', undefined],
    ['5 7', '.', undefined],
    ['=1', '.', undefined],
    ['1.2.3', '.', undefined],
    ['Low', '.', undefined],
  ] as const)('%s with %s', (text, mark, number) => {
    expect(readNumber(text, mark)).toBe(number);
  });
  test('the mark of decimals by what stands there', () => {
    expect(guessDecimals(['61,5', '62,25'])).toBe(',');
    expect(guessDecimals(['61.5'])).toBe('.');
    expect(guessDecimals(['1,234', '2,345'])).toBe('.');
  });
});
