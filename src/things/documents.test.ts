// Documents of other standards: their root counts, their content does not, and they stay as they were.
import { describe, expect, test } from 'vitest';
import { readXml } from '../schema/xml-reader.ts';
import { hasReference, sampleXml } from '../testing/reference.ts';
import ccd from './ccd.ts';
import ccr from './ccr.ts';
import cda from './cda.ts';
import { parseThing, printThing, type ThingType } from './index.ts';
import sif from './sif-student-academic-record.ts';

const types: ThingType[] = [ccr, ccd, cda, sif];
const read = (type: ThingType, xml: string) => parseThing(type.versions[0]!, readXml(xml).root());
const hl7 = 'xmlns="urn:hl7-org:v3"';

describe.each(types.map(type => ({ type, label: type.name })))('$label', ({ type }) => {
  const { root, namespace } = type.versions[0]!;

  test('keeps every character', () => {
    const xml = `<a:${root}  xmlns:a='${namespace}' b = "1">\n<!-- c --><a:d/><e f='&#9;'></e><![CDATA[g]]>&gt;</a:${root} >`;
    expect(printThing(type.versions[0]!, read(type, xml))).toBe(xml);
  });

  test.each([
    [`<${root}/>`, 'in the namespace'],
    [`<${root} xmlns="urn:other"/>`, 'in the namespace'],
    [`<other xmlns="${namespace}"/>`, `must be ${root}`],
  ])('refuses %s', (xml, problem) => {
    expect(() => read(type, xml)).toThrow(problem);
  });
});

test('what hospitals wrote does not change', () => {
  expect([ccr, ccd, cda, sif].map(({ immutable }) => immutable)).toEqual([true, true, true, false]);
});

test.each([
  [
    'Letter to a colleague',
    cda,
    `<ClinicalDocument ${hl7}><id/><title>Letter\n to a colleague</title></ClinicalDocument>`,
  ],
  ['Clinical document', cda, `<ClinicalDocument ${hl7}><title><b>Bold</b></title></ClinicalDocument>`],
  ['Continuity of Care Document', ccd, `<ClinicalDocument ${hl7}>text<title>A</title></ClinicalDocument>`],
  ['Continuity of Care Record', ccr, '<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"/>'],
  [
    'Continuity of Care Record of 2026-11',
    ccr,
    '<c:ContinuityOfCareRecord xmlns:c="urn:astm-org:CCR"><c:DateTime><c:ExactDateTime>2026-11</c:ExactDateTime></c:DateTime></c:ContinuityOfCareRecord>',
  ],
])('tells %s', (line, type, xml) => {
  expect(type.summary(read(type as ThingType, xml) as string)).toBe(line);
});

test.skipIf(!hasReference)('tells of the published samples (needs KEEPWELL_REFERENCE)', () => {
  const line = (type: ThingType<string>) => type.summary(sampleXml((type as ThingType).versions[0]!.id)!);
  expect(line(ccr)).toBe('Continuity of Care Record of 2005-11-16');
  expect(line(ccd)).toMatch(/\w/);
});
