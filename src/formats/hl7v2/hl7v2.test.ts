import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStored } from '../../schema/stored-xml.ts';
import { isMatched, readAll, sourceFile } from '../../testing/source-files.ts';
import fileType, { type File } from '../../things/file.ts';
import immunization, { type Immunization } from '../../things/immunization.ts';
import { currentVersion, parseThing, type ThingType } from '../../things/index.ts';
import labResults, { type LabResults } from '../../things/lab-results.ts';
import medicalAnnotation, { type MedicalAnnotation } from '../../things/medical-annotation.ts';
import radiologyResult, { type RadiologyResult } from '../../things/radiology-result.ts';
import { embeddedBytesMax } from '../embedded/limits.ts';
import type { Candidate } from '../format.ts';
import { hl7v2 } from './hl7v2.ts';
import { ordersHeldMax, segmentBytesMax, segmentsPerOrderMax } from './limits.ts';

const header = (charset = '', type = 'ORU^R01') =>
  `MSH|^~\\&|LIS|Hill Lab|KW||20260301101500||${type}|1|P|2.5.1||||||${charset}`;
const obr =
  'OBR|1|P-1|F-77^LIS|24323-8^Metabolic panel^LN|||20260301081500+0100|||||||||12^Grey^Anna^^^Dr.||||||||LAB|F';
const obx = (rest: string, set = 1) => `OBX|${set}|${rest}`;
const message = (...segments: string[]) => [header(), 'PID|1||1||Doe^Jane', obr, ...segments].join('\r');

const read = (content: string | Uint8Array) => readAll(hl7v2, sourceFile('results.hl7', content));

function readOf<Value>(type: ThingType<Value>, candidate: Candidate | undefined): Value {
  const version = currentVersion(type as ThingType);
  expect(candidate?.typeId).toBe(version.id);
  return parseThing(version, readStored(candidate?.xml ?? '').root()) as Value;
}

async function readTests(...segments: string[]) {
  const { candidates, leftOut } = await read(message(...segments));
  const tests = candidates.flatMap(one => readOf<LabResults>(labResults, one).labGroup[0]?.results ?? []);
  return { tests, leftOut };
}

const potassium = obx('NM|2823-3^Potassium^LN||4.1|mmol/L^^UCUM|3.5-5.0|N|||F');

describe('a message', () => {
  test('is known by its first segment, whatever the file is called', async () => {
    const known = [header(), `\u000b${header()}`, `\ufeff${header()}`, 'FHS|^~\\&|LIS', 'BHS|^~\\&|LIS'];
    for (const content of known) expect(await isMatched(hl7v2, sourceFile('a', content))).toBe(true);
    const others = ['MSH', 'MSHA^~', 'name,MSH|^~\\&', '<MSH|^~\\&/>', 'MSH: a shop, not a message', ''];
    for (const content of others) expect(await isMatched(hl7v2, sourceFile('a.hl7', content))).toBe(false);
  });

  test('is read whatever ends its segments, framed or in a batch', async () => {
    const one = message(potassium);
    const shapes = [
      one,
      one.replaceAll('\r', '\n'),
      one.replaceAll('\r', '\r\n'),
      `\u000b${one}\r\u001c\r`,
      `FHS|^~\\&|LIS\rBHS|^~\\&|LIS\r${one}\rBTS|1\rFTS|1\r`,
    ];
    const first = await read(one);
    expect(first.candidates).toHaveLength(1);
    for (const shape of shapes) expect(await read(shape)).toEqual(first);
  });

  test('says itself what divides it', async () => {
    const { candidates } = await read(message(potassium).replaceAll('^', '$').replaceAll('|', '!'));
    expect(candidates).toEqual((await read(message(potassium))).candidates);
  });

  test('of another kind becomes nothing and is told by its name', async () => {
    const { candidates, leftOut } = await read([header('', 'ADT^A01'), obr, potassium].join('\r'));
    expect(candidates).toEqual([]);
    expect(leftOut).toEqual([
      { why: 'no-kind', what: 'ADT^A01', count: 1 },
      { why: 'no-kind', what: 'OBX Potassium', count: 1 },
    ]);
  });
});

describe('an order', () => {
  test('is one item, with its laboratory, its codes and who ordered it', async () => {
    const { candidates } = await read(message(potassium));
    const [candidate] = candidates;
    expect(candidate).toMatchObject({
      source: 'Hill Lab',
      sourceId: '["filler","LIS","F-77","24323-8"]',
      effectiveDate: '2026-03-01T08:15:00',
    });
    const value = readOf<LabResults>(labResults, candidate);
    expect(value.orderedBy?.name).toBe('Dr. Anna Grey');
    expect(value.labGroup[0]).toMatchObject({
      groupName: {
        text: 'Metabolic panel',
        code: [{ value: '24323-8', family: 'regenstrief', type: 'LOINC' }],
      },
      laboratoryName: { name: 'Hill Lab' },
      status: { text: 'Complete' },
    });
    expect(value.labGroup[0]?.results).toMatchObject([
      {
        name: 'Potassium',
        clinicalCode: { code: [{ value: '2823-3', type: 'LOINC' }] },
        status: { text: 'Complete' },
        value: {
          measurement: {
            display: '4.1 mmol/L',
            structured: [
              { value: 4.1, units: { text: 'mmol/L', code: [{ value: 'mmol/L', type: 'ucum' }] } },
            ],
          },
          ranges: [{ text: { text: '3.5-5.0' }, value: { minimumRange: 3.5, maximumRange: 5 } }],
          flag: [{ text: 'Normal' }],
        },
      },
    ]);
  });

  test.each([
    ['NM', '-1,5', '', '', { display: '-1,5', structured: [{ value: -1.5 }] }, undefined],
    ['SN', '>^100', 'mg/dL', '<5', { display: '>100 mg/dL' }, { maximumRange: 5 }],
    ['SN', '^1^:^128', '', '', { display: '1:128' }, undefined],
    ['SN', '=^7', '', '>=60', { display: '7', structured: [{ value: 7 }] }, { minimumRange: 60 }],
    ['ST', '<0.01', 'ng/mL', '0 - 0.04', { display: '<0.01 ng/mL' }, { minimumRange: 0, maximumRange: 0.04 }],
    ['ST', '12', 'U/L', '40-10', { display: '12 U/L', structured: [{ value: 12 }] }, undefined],
    ['CE', '10828004^Positive^SCT', '', 'Negative', { display: 'Positive' }, undefined],
    ['CWE', '^^^^^^^^as written', '', '(3.5-5)', { display: 'as written' }, { minimumRange: 3.5 }],
    ['DT', '20260115', '', '', { display: '2026-01-15' }, undefined],
    ['TX', 'one~two', '', '', { display: 'one\ntwo' }, undefined],
    ['', '5', '{score}', '', { display: '5 score' }, undefined],
  ])('%s %s', async (type, value, unit, range, measurement, bounds) => {
    const { tests } = await readTests(obx(`${type}|1-8^Test^LN||${value}|${unit}|${range}||||F`));
    expect(tests[0]?.value?.measurement).toMatchObject(measurement);
    expect(tests[0]?.value?.ranges?.[0]?.text.text).toBe(range || undefined);
    const said = tests[0]?.value?.ranges?.[0]?.value;
    if (bounds) expect(said).toMatchObject(bounds);
    else expect(said).toBeUndefined();
  });

  test('says what stands out', async () => {
    const { tests } = await readTests(obx('NM|1^K^L||7.1|mmol/L|3.5-5|HH~A|||P'));
    expect(tests[0]?.value?.flag?.map(({ text }) => text)).toEqual(['Critical', 'High', 'Abnormal']);
    expect(tests[0]?.status?.text).toBe('Pending');
  });

  test('keeps notes at what they are about, and text of several lines in one', async () => {
    const { candidates } = await read(
      message(
        'NTE|1||About the order',
        obx('TX|1^Report^L||First'),
        obx('TX|1^Report^L||second', 2),
        'NTE|1||About it',
      ),
    );
    expect(candidates[0]?.note).toBe('About the order');
    const tests = readOf<LabResults>(labResults, candidates[0]).labGroup[0]?.results;
    expect(tests).toHaveLength(1);
    expect(tests?.[0]).toMatchObject({
      note: 'About it',
      value: { measurement: { display: 'First\nsecond' } },
    });
  });

  test('tells what in it became nothing', async () => {
    const { tests, leftOut } = await readTests(
      obx('RP|1^Report^L||reports/77.pdf^PACS^AP^PDF'),
      obx('XTN|1^Phone^L||555'),
      obx('NM|1^Gone^L||3||||||D'),
      obx('NM|1^Empty^L||""||||||F'),
      obx('NM|1^Broken sample^L||||||||X'),
    );
    expect(tests).toMatchObject([{ name: 'Broken sample', status: { text: 'Could not be done' } }]);
    expect(leftOut).toEqual([
      { why: 'no-kind', what: 'Report', count: 1 },
      { why: 'no-kind', what: 'Phone', count: 1 },
      { why: 'denied', what: 'Gone', count: 1 },
      { why: 'invalid', what: 'Empty', count: 1 },
    ]);
  });

  test('that is told of again, at last with a correction, is one item, with what was not corrected', async () => {
    const sodium = obx('NM|2951-2^Sodium^LN||139|mmol/L|||||F', 2);
    const correction = message(obx('NM|2823-3^Potassium^LN||4.4|mmol/L|3.5-5.0||||C'));
    const { candidates } = await read(
      [message(potassium), message(potassium, sodium), correction].join('\r'),
    );
    expect(candidates).toHaveLength(1);
    const displays = readOf<LabResults>(labResults, candidates[0]).labGroup[0]?.results?.map(
      one => one.value?.measurement.display,
    );
    expect(displays).toEqual(['4.4 mmol/L', '139 mmol/L']);
  });

  test('loses what its laboratory takes back, deleted or told as wrong, alone or with a correction', async () => {
    const note = 'NTE|1||Haemolysed';
    const sodium = obx('NM|2951-2^Sodium^LN||139|mmol/L|||||F', 2);
    const first = message(potassium, sodium).replace('\rOBX', `\r${note}\rOBX`);
    const results = async (...later: string[]) => {
      const { candidates, leftOut } = await read([first, ...later].join('\r'));
      const tests = candidates.flatMap(one => readOf<LabResults>(labResults, one).labGroup[0]?.results ?? []);
      const said = tests.map(({ name, value }) => [name, value?.measurement.display]);
      return { said, leftOut, note: candidates[0]?.note };
    };
    const told = [{ why: 'denied', what: 'Potassium', count: 1 }];
    for (const status of ['D', 'W']) {
      const back = obx(`NM|2823-3^Potassium^LN||4.1|mmol/L|||||${status}`);
      expect(await results(message(back))).toEqual({
        ...{ said: [['Sodium', '139 mmol/L']], leftOut: told, note: 'Haemolysed' },
      });
      const corrected = obx('NM|2951-2^Sodium^LN||141|mmol/L|||||C', 2);
      expect(await results(message(back, corrected))).toEqual({
        ...{ said: [['Sodium', '141 mmol/L']], leftOut: told, note: 'Haemolysed' },
      });
      const other = obx(`NM|2951-2^Sodium^LN||139|mmol/L|||||${status}`, 2);
      expect((await results(message(back, other))).said).toEqual([]);
      const alone = await read(message(back));
      expect([alone.candidates, alone.leftOut]).toEqual([[], told]);
    }
  });

  test('that goes on over lines keeps the flags and the status of each of them', async () => {
    const { tests } = await readTests(
      obx('TX|1^Smear^L||First||||||F'),
      obx('TX|1^Smear^L||Second|||A|||P', 2),
    );
    expect(tests).toMatchObject([{ status: { text: 'Pending' }, value: { flag: [{ text: 'Abnormal' }] } }]);
  });

  test('is held for what is said of it again no longer than others fit', async () => {
    const many = Array.from({ length: ordersHeldMax + 1 }, (_, i) =>
      message(potassium).replace('F-77', `F-${i}`),
    );
    const { candidates } = await read([...many, many[0]].join('\r'));
    expect(candidates).toHaveLength(ordersHeldMax + 2);
    expect(candidates.at(0)?.sourceId).toBe(candidates.at(-1)?.sourceId);
  });

  test('of which only corrections are there takes the place of nothing', async () => {
    const { candidates } = await read(message(obx('NM|2823-3^Potassium^LN||4.4|mmol/L|||||C')));
    expect(candidates[0]?.sourceId).toMatch(/ corrections$/);
  });
});

test('what was read in pictures is a radiology result', async () => {
  const order = obr.replace('24323-8^Metabolic panel^LN', '71046^Chest X-ray^C4').replace('|LAB|', '|RAD|');
  const { candidates } = await read(
    [header(), order, obx('TX|1^Text^L||No'), obx('TX|2^Text^L||finding')].join('\r'),
  );
  expect(readOf<RadiologyResult>(radiologyResult, candidates[0])).toMatchObject({
    title: 'Chest X-ray',
    resultText: 'No\nfinding',
    when: { date: { y: 2026, m: 3, d: 1 } },
  });
});

test('what was read in pictures says whether it is preliminary or corrected', async () => {
  for (const [status, note] of [
    ['F', undefined],
    ['P', 'Status: Pending'],
    ['C', 'Status: Corrected'],
  ] as const) {
    const pictures = message(obx(`TX|1^Chest^L||No fracture.||||||${status}`)).replace('|LAB|F', '|RAD|F');
    const { candidates } = await read(pictures);
    expect(candidates.map(one => one.note)).toEqual([note]);
  }
});

test('a document is an annotation; one that is cancelled is none', async () => {
  const txa = 'TXA|1|DS|TX|20260302||||||||D-9';
  const text = [header('', 'MDM^T02'), txa, obx('TX|1^Text^L||Went home.\\.br\\Well.')].join('\r');
  const { candidates } = await read(text);
  expect(readOf<MedicalAnnotation>(medicalAnnotation, candidates[0])).toMatchObject({
    content: 'Went home.\nWell.',
    classification: 'Discharge summary',
  });
  expect(candidates[0]?.sourceId).toBe('["document","Hill Lab","D-9"]');
  const cancelled = await read(text.replace('D-9', 'D-9|||||LA||CA'));
  expect(cancelled.candidates).toEqual([]);
  expect(cancelled.leftOut).toEqual([{ why: 'denied', what: 'Discharge summary', count: 1 }]);
});

describe('a file inside', () => {
  const pdf = Buffer.from('%PDF-1.4 a report');
  const ed = (bytes: Buffer, name = '11502-2^Report^LN', encoding = 'Base64') =>
    obx(`ED|${name}||LIS^application^pdf^${encoding}^${bytes.toString('base64')}||||||F`, 9);

  test('of results is an item that holds its bytes, beside them', async () => {
    const { candidates, leftOut } = await read(message(potassium, ed(pdf)));
    expect(leftOut).toEqual([]);
    const [held, results] = candidates;
    expect(readOf<LabResults>(labResults, results).labGroup[0]?.results).toHaveLength(1);
    expect(readOf<File>(fileType, held)).toEqual({
      name: 'Metabolic panel, Report.pdf',
      size: pdf.length,
      contentType: { text: 'application/pdf' },
    });
    expect(held).toMatchObject({
      source: 'Hill Lab',
      sourceId: `${results?.sourceId} file 1`,
      file: { contentType: 'application/pdf', base64: pdf.toString('base64') },
    });
  });

  test('of a document is one too, whatever way its bytes are written, on as many lines as it is', async () => {
    const txa = 'TXA|1|DS|AP|20260302||||||||D-9';
    const lines = pdf.toString('base64').replace(/.{8}/g, '$&\r\n');
    const written = [
      ed(pdf),
      ed(pdf).replace(pdf.toString('base64'), lines),
      ed(pdf).replace(pdf.toString('base64'), pdf.toString('base64').replace(/.{8}/g, '$&\\.br\\')),
      ed(pdf, '1^Report^L', 'Hex').replace(pdf.toString('base64'), pdf.toString('hex')),
    ];
    for (const one of written) {
      const { candidates, leftOut } = await read([header('', 'MDM^T02'), txa, one].join('\r'));
      expect(leftOut).toEqual([]);
      expect(candidates.map(({ file }) => file?.base64)).toEqual([pdf.toString('base64')]);
      expect(readOf<File>(fileType, candidates[0]).name).toBe('Discharge summary, Report.pdf');
    }
  });

  test('that is a clinical document is read on; one that cannot be is kept as it is', async () => {
    const cda = (rest: string) =>
      Buffer.from(
        `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2.3"/><title>Letter</title>${rest}`,
      );
    const section =
      '<component><structuredBody><component><section><title>Advice</title><text>Rest well.</text></section></component></structuredBody></component></ClinicalDocument>';
    const { candidates } = await read(message(ed(cda(section))));
    expect(candidates.map(({ file }) => file)).toEqual(candidates.map(() => undefined));
    expect(candidates.some(({ xml }) => xml.includes('Rest well.'))).toBe(true);
    const broken = await read(message(ed(cda('<a>'))));
    expect(readOf<File>(fileType, broken.candidates[0]).name).toBe('Metabolic panel, Report.xml');
  });

  test('is told where it is too large, broken, or deleted', async () => {
    const large = Buffer.alloc(embeddedBytesMax + 1, 'a');
    const files = [ed(large), ed(pdf).replace('JVB', 'J!B'), ed(pdf).replace('||||||F', '||||||D')];
    const { candidates, leftOut } = await read(message(...files));
    expect(candidates).toEqual([]);
    expect(leftOut.map(({ why }) => why)).toEqual(['too-large', 'invalid', 'denied']);
  });

  test('has, with others of its order, so much room', async () => {
    const large = Buffer.alloc(embeddedBytesMax - 1, 'a');
    await expect(read(message(ed(large), ed(large), ed(large)))).rejects.toMatchObject({
      fault: 'too-large',
    });
  });
});

describe('vaccines', () => {
  const orc = 'ORC|RE||V-12^CLINIC';
  const rxa =
    'RXA|0|1|20251004|20251004|141^Influenza^CVX|0.5|mL^^UCUM||01^Historical record^NIP001|7^Grey^Anna^^^Dr.^|||||L123|20260630|SKB^GlaxoSmithKline^MVX|||CP|A';
  const rxr = 'RXR|IM^Intramuscular^HL70162|LD^Left deltoid^HL70163';
  const dose = 'OBX|1|NM|30973-2^Dose number^LN||2||||||F';
  const vxu = (...segments: string[]) =>
    [header('', 'VXU^V04'), 'PID|1||1||Doe^Jane', ...segments].join('\r');

  test('are items of their own', async () => {
    const { candidates, leftOut } = await read(vxu(orc, rxa, rxr, dose, orc.replace('12', '13'), rxa));
    expect(leftOut).toEqual([]);
    expect(candidates).toHaveLength(2);
    expect(candidates[0]).toMatchObject({
      source: 'Hill Lab',
      sourceId: '["vaccine","CLINIC","V-12","141"]',
      effectiveDate: '2025-10-04T00:00:00',
      note: 'Dose: 0.5 mL\nHistorical record',
    });
    expect(readOf<Immunization>(immunization, candidates[0])).toMatchObject({
      name: { text: 'Influenza', code: [{ value: '141', type: 'vaccines-cvx' }] },
      administrator: { name: { full: 'Dr. Anna Grey' } },
      manufacturer: { text: 'GlaxoSmithKline', code: [{ value: 'SKB', type: 'vaccine-manufacturers-mvx' }] },
      lot: 'L123',
      expirationDate: { y: 2026, m: 6, d: 30 },
      route: { text: 'Intramuscular' },
      anatomicSurface: { text: 'Left deltoid' },
      sequence: '2',
    });
  });

  test.each([
    ['none', rxa.replace('141^Influenza', '998^No vaccine administered')],
    ['refused', rxa.replace('|CP|', '|RE|')],
    ['taken back', rxa.replace('|CP|A', '|CP|D')],
  ])('that were not given are told so: %s', async (_, segment) => {
    const { candidates, leftOut } = await read(vxu(orc, segment));
    expect(candidates).toEqual([]);
    expect(leftOut).toMatchObject([{ why: 'denied', count: 1 }]);
  });

  test('that are taken back later in the file are none, with what was observed of them', async () => {
    const back = rxa.replace('|CP|A', '|CP|D');
    const two = [orc, rxa, orc.replace('12', '13'), rxa];
    const { candidates, leftOut } = await read([vxu(...two), vxu(orc, back)].join('\r'));
    expect(candidates.map(({ sourceId }) => sourceId)).toEqual([expect.stringContaining('V-13')]);
    expect(leftOut).toMatchObject([{ why: 'denied', count: 1 }]);
    const other = back.replace('20251004', '20251005');
    expect((await read([vxu(...two), vxu(orc, other)].join('\r'))).candidates).toHaveLength(2);
    const reaction = 'OBX|1|ST|1^Reaction^L||Hives||||||';
    for (const [status, note] of [
      ['F', 'Reaction: Hives'],
      ['D', ''],
    ] as const) {
      const { candidates } = await read(vxu(orc, rxa, `${reaction}${status}`));
      expect(candidates[0]?.note?.includes('Hives')).toBe(note !== '');
    }
  });

  test('without a number of their own have none', async () => {
    const { candidates } = await read(vxu(orc.replace('V-12', '9999'), rxa));
    expect(candidates[0]?.sourceId).toBeUndefined();
  });
});

test('whom messages are about is told, each name once', async () => {
  const other = message(potassium).replace('Doe^Jane', 'Roe^Jim');
  expect((await read([message(potassium), message(potassium), other].join('\r'))).people).toEqual([
    'Jane Doe',
    'Jim Roe',
  ]);
});

describe('text', () => {
  test('is freed of escapes, and of what no item can hold', async () => {
    const { tests } = await readTests(
      obx('ST|1^A \\T\\ B^L||a\\F\\b\\S\\c\\R\\d\\E\\e \\X41\\\\H\\!\\N\\ C:\\dir\u0007||||||F'),
    );
    expect(tests[0]?.name).toBe('A & B');
    expect(tests[0]?.value?.measurement.display).toBe('a|b^c~d\\e A! C:\\dir');
  });

  test.each([
    ['', Buffer.from('Müller µg', 'utf8')],
    ['', Buffer.from('Müller µg', 'latin1')],
    ['8859/1', Buffer.from('Müller µg', 'latin1')],
    ['UNICODE UTF-8', Buffer.from('Müller µg', 'utf8')],
  ])('in %s', async (charset, bytes) => {
    const before = [header(charset), obr, 'OBX|1|ST|1^T^L||'].join('\r');
    const { candidates } = await read(Buffer.concat([Buffer.from(before), bytes, Buffer.from('||||||F')]));
    expect(candidates[0]?.xml).toContain('Müller µg');
  });

  test('that is not of the set it says is refused, as is a set nobody knows', async () => {
    const bytes = Buffer.concat([
      Buffer.from([header('UNICODE UTF-8'), obr, 'OBX|1|ST|1^T^L||'].join('\r')),
      Buffer.from([0xff, 0xc0]),
    ]);
    await expect(read(bytes)).rejects.toMatchObject({ fault: 'wrong-encoding' });
    await expect(read([header('KLINGON'), obr].join('\r'))).rejects.toMatchObject({
      fault: 'wrong-encoding',
    });
    const wide = Buffer.from(`\ufeff${message(potassium)}`, 'utf16le');
    expect(await isMatched(hl7v2, sourceFile('a', wide))).toBe(true);
    await expect(read(wide)).rejects.toMatchObject({ fault: 'wrong-encoding' });
  });
});

describe('hostile messages', () => {
  test('a segment without an end is not held', async () => {
    const { candidates, leftOut } = await read(
      message(obx(`ED|1^Scan^L||^^^Base64^${'A'.repeat(segmentBytesMax * 3)}||||||F`), potassium),
    );
    expect(candidates).toHaveLength(1);
    expect(leftOut).toEqual([{ why: 'too-large', what: 'Scan', count: 1 }]);
  });

  test('an order without an end is refused', async () => {
    const many = Array.from({ length: segmentsPerOrderMax + 1 }, () => potassium);
    await expect(read(message(...many))).rejects.toMatchObject({ fault: 'too-large' });
    const notes = Array.from({ length: 5 }, () => `NTE|1||${'x'.repeat(segmentBytesMax - 20)}`);
    await expect(read(message(potassium, ...notes))).rejects.toMatchObject({ fault: 'too-large' });
  });

  test('separators by the hundred thousand cost nothing', async () => {
    const started = performance.now();
    for (const mark of ['|', '^', '~', '&', '\\', '\\X', '\\.sp'])
      await read(message(obx(`ST|1^T^L||${mark.repeat(200_000)}`), potassium));
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test('whatever stands there, it ends, and throws nothing but what is told', async () => {
    const piece = fc.constantFrom(
      header(),
      obr,
      potassium,
      'NTE|1||n',
      'TXA|1',
      'SPM|1',
      'ORC|',
      '\r',
      '|',
      '^',
      '\\',
      'MSH',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string())), async pieces => {
        const content = `${header()}\r${pieces.join('\r')}`;
        await read(content).catch(error => expect(error).toMatchObject({ name: 'UnreadableFile' }));
      }),
    );
  });
});

const corpus = process.env.KEEPWELL_CORPUS_HL7V2;
test.skipIf(corpus === undefined)('messages of others are read (KEEPWELL_CORPUS_HL7V2)', async () => {
  const counts = { files: 0, messages: 0, items: 0, tests: 0, leftOut: 0, refused: 0 };
  for (const entry of readdirSync(corpus ?? '', { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = sourceFile(entry.name, readFileSync(join(entry.parentPath, entry.name)));
    counts.files += 1;
    if (!(await isMatched(hl7v2, file))) continue;
    counts.messages += 1;
    try {
      const { candidates, leftOut } = await readAll(hl7v2, file);
      counts.items += candidates.length;
      counts.tests += candidates.reduce((sum, { of }) => sum + of, 0);
      counts.leftOut += leftOut.reduce((sum, { count }) => sum + count, 0);
    } catch (error) {
      expect(error).toMatchObject({ name: 'UnreadableFile' });
      counts.refused += 1;
    }
  }
  console.log('HL7 v2 of others', counts);
  expect(counts.items).toBeGreaterThan(0);
});
