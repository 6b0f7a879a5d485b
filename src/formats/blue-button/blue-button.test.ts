import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import PDFDocument from 'pdfkit';
import { describe, expect, test } from 'vitest';
import { isMatched, readAll, sourceFile } from '../../testing/source-files.ts';
import { blueButton } from './blue-button.ts';
import { lineBytesMax, pdfBytesMax, recordCharactersMax, recordFieldsMax } from './limits.ts';

const dashes = '-'.repeat(30);
const head = [
  `--------- MY HEALTHEVET PERSONAL INFORMATION REPORT ---------`,
  '            Produced by the VA Blue Button (v12.4)',
  '                 18 Mar 2013 @ 0719',
  '--------- DOWNLOAD REQUEST SUMMARY ---------',
  'File Name:   mine.txt',
];
const medicareHead = [
  dashes,
  'MYMEDICARE.GOV PERSONAL HEALTH INFORMATION',
  '',
  dashes,
  'Produced by the Blue Button (v2.0)',
];

const read = (...lines: string[]) =>
  readAll(blueButton, sourceFile('a.txt', [...head, ...lines].join('\r\n')));
const readMedicare = (title: string, ...lines: string[]) =>
  readAll(
    blueButton,
    sourceFile('a.txt', [...medicareHead, dashes, title, '', dashes, '', ...lines].join('\n')),
  );

const xml = async (...lines: string[]) => (await read(...lines)).candidates.map(one => one.xml);

test('a text is known by its heading and by who made it', async () => {
  const small = head.map(line =>
    line.replace('Produced by the VA Blue Button', 'produced by the blue button'),
  );
  for (const lines of [head, medicareHead, ['\ufeff', ...head], small])
    expect(await isMatched(blueButton, sourceFile('a', lines.join('\r\n')))).toBe(true);
  for (const content of [head.slice(0, 1).join('\n'), head.slice(1).join('\n'), dashes, ''])
    expect(await isMatched(blueButton, sourceFile('mhv.txt', content))).toBe(false);
});

describe('what is found', () => {
  test('is proposed, says whose word it is, and keeps the rest in its note', async () => {
    const { candidates, leftOut } = await read(
      '------------ VA MEDICATION HISTORY ------------',
      'Source: VA',
      'Last Updated: 15 Feb 2013 @ 1315',
      'Please ask your team if you have questions.',
      '',
      'Medication: AMLODIPINE 5MG TAB',
      'Instructions: TAKE ONE-HALF TABLET EVERY DAY',
      '  FOR BLOOD PRESSURE',
      'Refills Remaining: 2',
      '',
      'Remember to share this.',
      'Medication: OMEPRAZOLE 20MG CAP',
      'Status: Active',
    );
    expect(leftOut).toEqual([]);
    expect(candidates).toMatchObject([
      {
        xml: '<medication><name><text>AMLODIPINE 5MG TAB</text></name></medication>',
        source: 'My HealtheVet (VA)',
        note: 'Instructions: TAKE ONE-HALF TABLET EVERY DAY\nFOR BLOOD PRESSURE\nRefills Remaining: 2',
        isProposed: true,
      },
      {
        xml: '<medication><name><text>OMEPRAZOLE 20MG CAP</text></name></medication>',
        note: 'Status: Active',
      },
    ]);
  });

  test('may stand in two columns', async () => {
    const [medication] = await xml(
      '------ SELF REPORTED MEDICATIONS AND SUPPLEMENTS ------',
      'Category: OTC',
      'Drug Name: Cough Medicine',
      'Dose: 2 TBS',
      'Start Date: 01 Feb 2010                  Stop Date: 21 Feb 2010',
    );
    expect(medication).toContain('<dose><display>2 TBS</display></dose>');
    expect(medication).toContain('<date-started><structured><date><y>2010</y><m>2</m><d>1</d></date>');
    expect(medication).toContain('<date-discontinued><structured><date><y>2010</y><m>2</m><d>21</d></date>');
  });

  test('of allergies, problems and vaccines', async () => {
    const { candidates } = await read(
      '------ VA ALLERGIES ------',
      'Allergy Name:        TRAMADOL',
      'Reaction:            HIVES',
      'Allergy Type:        DRUG',
      '------ VA PROBLEM LIST ------',
      'Problem:            Hyperlipidemia',
      'Status:             ACTIVE',
      '------ VA IMMUNIZATIONS ------',
      'Immunization                      Date Received',
      dashes,
      'TETANUS                           07 Dec 2012 @ 1155',
      dashes,
      'Immunization:   TETANUS',
      'Date Received:  07 Dec 2012 @ 1155',
      'Reaction:*      None Reported',
    );
    const [allergy, problem, vaccine, ...rest] = candidates;
    expect(rest).toEqual([]);
    expect(allergy?.xml).toBe(
      '<allergy><name><text>TRAMADOL</text></name><reaction><text>HIVES</text></reaction><allergen-type><text>DRUG</text></allergen-type></allergy>',
    );
    expect(problem?.xml).toContain('<value>active</value>');
    expect(vaccine?.effectiveDate).toBe('2012-12-07T11:55:00');
    expect(vaccine?.xml).not.toContain('adverse-event');
  });

  test('of laboratories and radiologists', async () => {
    const { candidates, leftOut } = await read(
      '------ VA LABORATORY RESULTS ------',
      'Source: VA',
      'Lab Test: Electrolytes',
      'Lab Type: Chemistry/Hematology',
      'Specimen: Plasma',
      'Date/Time Collected: 17 Jan 2013 @ 1341',
      'Test Name: POTASSIUM',
      'Result: 6.5 Critical High',
      'Units: mmol/L',
      'Reference Range: (3.5-5.0)',
      'Status: Final',
      dashes,
      'Test Name: APPEARANCE',
      'Result: CLEAR',
      'Units:',
      '=========================',
      'Lab Test: Culture',
      'Lab Type: Microbiology',
      'CULTURE: none',
      '------ VA RADIOLOGY REPORTS ------',
      'Procedure/Test Name:      CT HEAD',
      'Date/Time Exam Performed: 10 Dec 2012 @ 1018',
      'Report:',
      '',
      'Nothing seen.',
      '',
      'Still nothing.',
      'Impression:',
      'None.',
    );
    expect(leftOut).toEqual([{ why: 'invalid', what: 'VA LABORATORY RESULTS', count: 1 }]);
    const [results, radiology] = candidates;
    expect(results).toMatchObject({ of: 2, effectiveDate: '2013-01-17T13:41:00' });
    expect(results?.xml).toContain('<display>6.5 mmol/L</display><structured><value>6.5</value>');
    expect(results?.xml).toContain('<minimum-range>3.5</minimum-range><maximum-range>5</maximum-range>');
    expect(results?.xml).toMatch(/<flag><text>Critical<\/text>.*<flag><text>High<\/text>/);
    expect(results?.xml).toContain('<display>CLEAR</display>');
    expect(radiology?.xml).toContain('<result-text>Nothing seen.\nStill nothing.\n\nNone.</result-text>');
  });

  test('of what was measured, in whatever unit', async () => {
    const { candidates } = await read(
      '------ VA VITALS AND READINGS ------',
      'Vital Sign:           Blood Pressure',
      'Measurement:          190/70 mm[Hg]',
      'Date/Time Collected:  07 Jan 2013 @ 1527',
      'Vital Sign:           Temperature',
      'Measurement:          98.5 F',
      'Date/Time Collected:  07 Jan 2013 @ 1527',
      '------ SELF REPORTED VITALS AND READINGS ------',
      'Measurement Type: Body weight',
      'Date: 02 Apr 2010',
      'Time: 1720',
      'Body Weight: 200',
      'Measure: Pounds',
    );
    const [pressure, temperature, weight] = candidates.map(one => one.xml);
    expect(pressure).toContain('<systolic>190</systolic><diastolic>70</diastolic>');
    expect(temperature).toContain('<value>98.5</value><unit><text>°F</text>');
    expect(weight).toContain('<kg>90.718474</kg><display units="lb">200</display>');
    expect(candidates[2]?.effectiveDate).toBe('2010-04-02T17:20:00');
  });

  test('of Medicare, whose headings stand between dashes and whose days are American', async () => {
    const { candidates, leftOut } = await readMedicare(
      'Self Reported Medical Conditions',
      'Source: Self-Entered',
      '',
      'Condition Name: Arthritis',
      'Medical Condition Start Date: 08/09/2005',
      '',
      dashes,
      'Self Reported Vital Statistics',
      '',
      dashes,
      'Vital Statistic Type: Blood Pressure',
      'Date: 07/22/2011',
      'Time: 3:00 PM',
      'Reading: 120/80',
      dashes,
      'Preventive Services',
      '',
      dashes,
      'Description: DIABETES',
      dashes,
      'Something New',
      dashes,
      'Any Name: with a value',
    );
    expect(candidates[0]).toMatchObject({ source: 'MyMedicare.gov (Self-Entered)' });
    expect(candidates[0]?.xml).toContain('<onset-date><structured><date><y>2005</y><m>8</m><d>9</d></date>');
    expect(candidates[1]?.effectiveDate).toBe('2011-07-22T15:00:00');
    expect(leftOut).toEqual([
      { why: 'no-kind', what: 'Preventive Services', count: 1 },
      { why: 'no-kind', what: 'Something New', count: 1 },
    ]);
  });

  test('without what it must say is left out', async () => {
    const { candidates, leftOut } = await read(
      '------ VA VITALS AND READINGS ------',
      'Vital Sign:           Weight',
      'Measurement:          325 lb',
      'Date/Time Collected:  31 Feb 2012',
      '------ SELF REPORTED LABS AND TESTS ------',
      'Test Name: Colonoscopy',
      'Date: 01 Jul 2010',
    );
    expect(candidates).toEqual([]);
    expect(leftOut).toEqual([
      { why: 'invalid', what: 'VA VITALS AND READINGS', count: 1 },
      { why: 'invalid', what: 'SELF REPORTED LABS AND TESTS', count: 1 },
    ]);
  });
});

/** As the VA prints it: no dashes, two columns a space apart, and a foot on each page. */
function print(...lines: string[]): Promise<Buffer> {
  const pdf = new PDFDocument({ compress: false });
  for (const line of lines) pdf.text(line);
  pdf.addPage().text('Comments: severe').text('DOE, JANE CONFIDENTIAL Page 2 of 2').text('indeed');
  pdf.end();
  return buffer(pdf);
}

describe('a PDF', () => {
  const printed = [
    'Personal Information Report',
    'Produced by the VA Blue Button (v12.6)',
    'VA Allergies',
    'Source: VA',
    'Allergy Name: BACTRIM Date Entered: 03 Jun 2011',
    'Allergy Type: DRUG Location: PORTLAND,',
    'OREGON',
    'Reaction: --',
  ];

  test('of the VA is read by its words', async () => {
    const file = sourceFile('a.pdf', await print(...printed));
    expect(await isMatched(blueButton, file)).toBe(true);
    const { candidates } = await readAll(blueButton, file);
    expect(candidates).toMatchObject([
      {
        xml: '<allergy><name><text>BACTRIM</text></name><allergen-type><text>DRUG</text></allergen-type></allergy>',
        note: 'Date Entered: 03 Jun 2011\nLocation: PORTLAND,\nOREGON\nComments: severe\nindeed',
        source: 'My HealtheVet (VA)',
        isProposed: true,
      },
    ]);
  });

  test('of others, and one that is broken or too large, is not', async () => {
    const other = sourceFile('a.pdf', await print('A letter'));
    expect(await isMatched(blueButton, other)).toBe(false);
    await expect(readAll(blueButton, other)).rejects.toMatchObject({ fault: 'not-this-format' });
    const broken = sourceFile('a.pdf', (await print(...printed)).subarray(0, 300));
    expect(await isMatched(blueButton, broken)).toBe(false);
    await expect(readAll(blueButton, broken)).rejects.toMatchObject({ fault: 'damaged' });
    const large = { ...other, size: pdfBytesMax + 1 };
    expect(await isMatched(blueButton, large)).toBe(false);
    await expect(readAll(blueButton, large)).rejects.toMatchObject({ fault: 'too-large' });
  });
});

describe('hostile texts', () => {
  const allergies = '------ VA ALLERGIES ------';

  test('a line without an end is not held', async () => {
    const [one] = (await read(allergies, `Allergy Name: A${'x'.repeat(lineBytesMax * 4)}`)).candidates;
    expect(one?.xml.length).toBeLessThan(lineBytesMax + 1000);
  });

  test('a record without an end is refused', async () => {
    const fields = Array.from({ length: recordFieldsMax + 1 }, () => 'Comments: x');
    await expect(read(allergies, 'Allergy Name: A', ...fields)).rejects.toMatchObject({ fault: 'too-large' });
    const lines = Array.from({ length: recordCharactersMax / 1000 + 1 }, () => 'x'.repeat(1000));
    await expect(read(allergies, 'Allergy Name: A', ...lines)).rejects.toMatchObject({ fault: 'too-large' });
  });

  test('lines that are hard to match cost nothing', async () => {
    const hard = [' ', '-', 'A ', 'A-', '   A:', ':', '@ ', '(', 'A:   '].map(part =>
      part.repeat(lineBytesMax / part.length),
    );
    const started = performance.now();
    await read(
      allergies,
      ...hard,
      ...hard.map(line => `Allergy Name: ${line}`),
      ...hard.map(line => `Date: ${line}`),
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('whatever stands there, it ends, and throws nothing but what is told', async () => {
    const line = fc.constantFrom(
      allergies,
      '--- VA LABORATORY RESULTS ---',
      '--- VA VITALS AND READINGS ---',
      dashes,
      'Lab Test: a',
      'Test Name: b',
      'Result: 1',
      'Allergy Name: c',
      'Vital Sign: Weight',
      'Measurement: 1/0 lb',
      'Date/Time Collected: 1 Jan 2000 @ 9999',
      '',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(line, fc.string())), async lines => {
        for (const { isProposed } of (await read(...lines)).candidates) expect(isProposed).toBe(true);
      }),
    );
  });
});

const corpus = process.env.KEEPWELL_CORPUS_BLUE_BUTTON;
test.skipIf(corpus === undefined)('texts of others are read (KEEPWELL_CORPUS_BLUE_BUTTON)', async () => {
  const counts = { texts: 0, items: 0, leftOut: 0 };
  for (const { name, parentPath } of readdirSync(corpus ?? '', { recursive: true, withFileTypes: true })) {
    if (!/\.(txt|pdf)$/.test(name)) continue;
    const file = sourceFile(name, readFileSync(join(parentPath, name)));
    if (!(await isMatched(blueButton, file))) continue;
    const { candidates, leftOut } = await readAll(blueButton, file);
    counts.texts += 1;
    counts.items += candidates.length;
    counts.leftOut += leftOut.reduce((sum, { count }) => sum + count, 0);
  }
  console.log('Blue Button of others', counts);
  expect(counts.items).toBeGreaterThan(0);
});
