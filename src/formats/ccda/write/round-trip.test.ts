// Items as C-CDA and back: whatever an item holds comes back, and what C-CDA has a place for comes back without our act.
// KEEPWELL_CDA_XSD names a folder that has the schema of CDA with SDTC's extensions, CDA_SDTC.xsd, somewhere below it.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { expect, test } from 'vitest';
import { readXml } from '../../../schema/xml-reader.ts';
import { valuesOf } from '../../../testing/arbitrary.ts';
import { writeItem } from '../../../things/data.ts';
import { currentVersion, everyType, type ThingType } from '../../../things/index.ts';
import { findCorpus, listFiles } from '../../clinical/testing/corpus.ts';
import { readCcda } from '../ccda.ts';
import { type WrittenThing, writeCcda } from './document.ts';

const facts = { id: randomUUID(), title: 'Record', written: '20260301093000+0000', custodian: 'Keepwell' };

function makeThing(type: ThingType, value: unknown, note?: string): WrittenThing {
  const version = currentVersion(type);
  return { id: randomUUID(), typeId: version.id, dataXml: writeItem(version, value).xml, note };
}

/** What comes back, by the ids of the items. */
function comeBack(
  document: string,
): ReadonlyMap<string | undefined, { typeId: string; xml: string; note: string | undefined }> {
  return new Map(
    readCcda(readXml(document)).flatMap(one =>
      'candidate' in one
        ? [
            [
              one.candidate.sourceId,
              { typeId: one.candidate.typeId, xml: one.candidate.xml, note: one.candidate.note },
            ],
          ]
        : [],
    ),
  );
}

const types = everyType().map(type => ({ name: type.name, type }));

test.each(types)('every field of $name comes back', ({ type }) => {
  const { schema } = currentVersion(type);
  const things = fc
    .sample(
      fc.tuple(
        valuesOf(schema),
        fc.option(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), { nil: undefined }),
      ),
      { numRuns: 20, seed: 17 },
    )
    .map(([value, note]) => makeThing(type, value, note));
  const back = comeBack(writeCcda(things, facts));
  for (const { id, typeId, dataXml, note } of things)
    expect(back.get(id)).toEqual({ typeId, xml: dataXml, note });
});

const xsdFolder = findCorpus('KEEPWELL_CDA_XSD');

test.skipIf(xsdFolder === undefined)(
  'what is written is valid by the schema of CDA (skipped without KEEPWELL_CDA_XSD)',
  () => {
    const [path = ''] = listFiles(xsdFolder ?? '', /^CDA_SDTC\.xsd$/);
    xmlRegisterFsInputProviders();
    using schema = XmlDocument.fromBuffer(readFileSync(path), { url: path });
    using validator = XsdValidator.fromDoc(schema);
    const problems = types.flatMap(({ name, type }) => {
      const values = fc.sample(valuesOf(currentVersion(type).schema), { numRuns: 8, seed: 5 });
      return values.flatMap(value => {
        const text = writeCcda([makeThing(type, value, 'noted')], facts);
        using document = XmlDocument.fromString(text);
        try {
          validator.validate(document);
          return [];
        } catch (error) {
          return [`${name}: ${String(error).slice(0, 300)}`];
        }
      });
    });
    expect([...new Set(problems)]).toEqual([]);
  },
);

/** Items as people and clinics write them, of which the statements of the standard hold every field. */
const plain: Readonly<Record<string, unknown>> = {
  Condition: {
    name: {
      text: 'Asthma',
      code: [
        { value: '195967001', family: 'Snomed', type: 'SnomedCT' },
        { value: 'J45', family: 'icd', type: 'icd10cm' },
      ],
    },
    onsetDate: { structured: { date: { y: 2009, m: 5 } } },
    status: {
      text: 'Current: Currently has this',
      code: [{ value: 'active', family: 'wc', type: 'condition-occurrence', version: '1' }],
    },
  },
  Allergy: {
    name: { text: 'Penicillin', code: [{ value: '7980', family: 'RxNorm', type: 'RxNorm' }] },
    reaction: { text: 'Hives' },
    firstObserved: { structured: { date: { y: 1999 } } },
    allergenType: {
      text: 'medication',
      code: [{ value: 'med', family: 'wc', type: 'allergen-type', version: '1' }],
    },
  },
  Medication: {
    name: { text: 'Amlodipine 5 MG', code: [{ value: '197361', family: 'RxNorm', type: 'RxNorm' }] },
    dose: {
      display: '5 mg',
      structured: [{ value: 5, units: { text: 'mg', code: [{ value: 'mg', type: 'UCUM' }] } }],
    },
    frequency: {
      display: 'every 12 hours',
      structured: [{ value: 12, units: { text: 'h', code: [{ value: 'h', type: 'UCUM' }] } }],
    },
    dateStarted: { structured: { date: { y: 2025, m: 1, d: 10 } } },
  },
  Immunization: {
    name: { text: 'Influenza', code: [{ value: '88', family: 'HL7', type: 'vaccines-cvx' }] },
    administrationDate: { structured: { date: { y: 2025, m: 10, d: 3 } } },
    administrator: { name: { full: 'Ada Roe', first: 'Ada', last: 'Roe' } },
    manufacturer: { text: 'Acme' },
    lot: 'L7',
    sequence: '2',
  },
  Procedure: {
    when: { structured: { date: { y: 2020, m: 2, d: 3 } } },
    name: { text: 'Appendectomy', code: [{ value: '80146002', family: 'Snomed', type: 'SnomedCT' }] },
    anatomicLocation: { text: 'Appendix' },
  },
  Weight: { when: { date: { y: 2026, m: 1, d: 5 }, time: { h: 8, m: 15 } }, value: { kg: 70 } },
  Height: {
    when: { date: { y: 2026, m: 1, d: 5 } },
    value: { m: 1.77, display: { value: 177, units: 'cm' } },
  },
  'Blood pressure': { when: { date: { y: 2026, m: 1, d: 5 } }, systolic: 120, diastolic: 80 },
  'Heart rate': { when: { date: { y: 2026, m: 1, d: 5 } }, value: 64 },
  'Blood oxygen saturation': { when: { date: { y: 2026, m: 1, d: 5 } }, value: 0.97 },
  'Lab results': {
    when: { structured: { date: { y: 2026, m: 1, d: 5 } } },
    labGroup: [
      {
        groupName: {
          text: 'Electrolytes',
          code: [{ value: '24326-1', family: 'regenstrief', type: 'LOINC' }],
        },
        status: { text: 'Complete', code: [{ value: 'C', family: 'wc', type: 'lab-status', version: '1' }] },
        results: [
          {
            when: { structured: { date: { y: 2026, m: 1, d: 5 } } },
            name: 'Potassium',
            clinicalCode: {
              text: 'Potassium',
              code: [{ value: '2823-3', family: 'regenstrief', type: 'LOINC' }],
            },
            value: {
              measurement: {
                display: '5.6 mmol/L',
                structured: [
                  { value: 5.6, units: { text: 'mmol/L', code: [{ value: 'mmol/L', type: 'UCUM' }] } },
                ],
              },
              ranges: [
                {
                  type: { text: 'Normal' },
                  text: { text: '3.5 - 5.1' },
                  value: { minimumRange: 3.5, maximumRange: 5.1 },
                },
              ],
              flag: [
                { text: 'High', code: [{ value: 'H', family: 'wc', type: 'lab-result-flag', version: '1' }] },
              ],
            },
            status: {
              text: 'Complete',
              code: [{ value: 'C', family: 'wc', type: 'lab-status', version: '1' }],
            },
          },
        ],
      },
    ],
  },
  Encounter: {
    when: { date: { y: 2026, m: 1, d: 5 } },
    type: { text: 'Office visit', code: [{ value: '99213', family: 'AMA', type: 'CPT' }] },
    reason: 'Cough',
    facility: { name: 'Clinic' },
  },
  Appointment: {
    when: { date: { y: 2027, m: 1, d: 5 }, time: { h: 9, m: 0 } },
    service: { text: 'Check-up' },
  },
  'Advance directive': {
    startDate: { structured: { date: { y: 2024, m: 1, d: 1 } } },
    stopDate: { structured: { date: { y: 2030, m: 1, d: 1 } } },
    description: 'No intubation',
  },
  'Family history': {
    condition: [{ name: { text: 'Stroke' }, onsetDate: { y: 1999 } }],
    relative: {
      relationship: { text: 'Neighbour' },
      relativeName: { name: { full: 'Ada Roe', first: 'Ada', last: 'Roe' } },
      dateOfBirth: { y: 1930 },
    },
  },
  'Health goal': {
    name: { text: 'Weight' },
    description: 'Less than 80 kg',
    startDate: { structured: { date: { y: 2026 } } },
  },
};

test.each(Object.entries(plain))(
  '%s comes back from the statement of the standard alone, with its note',
  (name, value) => {
    const type = everyType().find(one => one.name === name);
    const thing = makeThing(type as ThingType, value, 'As told');
    const document = writeCcda([thing], facts);
    expect(document).not.toContain('representation="B64"');
    expect(comeBack(document).get(thing.id)).toEqual({
      typeId: thing.typeId,
      xml: thing.dataXml,
      note: 'As told',
    });
  },
);

test('a record is one document in which every item comes back, the person too, each section with its words', () => {
  const patient = {
    name: { full: 'Ada Roe', first: 'Ada', last: 'Roe' },
    birthdate: { date: { y: 1980, m: 2, d: 3 } },
  };
  const all = {
    ...plain,
    'Personal demographic information': patient,
    'Emotional state': { when: { date: { y: 2026, m: 1, d: 1 } }, mood: 4 },
  };
  const things = Object.entries(all).map(([name, value]) =>
    makeThing(everyType().find(one => one.name === name) as ThingType, value),
  );
  const document = writeCcda(things, facts);
  const back = comeBack(document);
  for (const { id, typeId, dataXml } of things)
    expect(back.get(id)).toEqual({ typeId, xml: dataXml, note: undefined });
  expect(back.size).toBe(things.length);
  expect(document).toContain('<given>Ada</given>');
  expect(document).toContain('<td>Asthma, Current: Currently has this, since May 2009</td><td>May 2009</td>');
});

test('an item of ours that somebody changed is not read; the statement beside it is', () => {
  const thing = makeThing(everyType().find(one => one.name === 'Blood pressure') as ThingType, {
    when: { date: { y: 2026, m: 1, d: 5 } },
    systolic: 120,
    diastolic: 80,
    pulse: 61,
  });
  const document = writeCcda([thing], facts).replace(/(representation="B64">)[^<]*/, '$1AAAA');
  const found = readCcda(readXml(document)).flatMap(one => ('candidate' in one ? [one.candidate.xml] : []));
  expect(found.join()).toContain('<systolic>120</systolic>');
});
