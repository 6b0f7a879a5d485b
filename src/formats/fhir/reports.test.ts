// Reports and studies, and what they contain.
import { expect, test } from 'vitest';
import { findMapping, type Resource, toResource } from './index.ts';
import {
  effectiveDateTime,
  holdToElements,
  makeItem,
  ofCode,
  settings,
  take,
  when,
} from './testing/kinds.ts';

const roughly = { structured: when };

const culture = {
  when,
  labTests: [{ when, name: 'Urine culture', result: { textValue: '10^5 CFU' } }],
  sensitivityAgent: { text: 'Ciprofloxacin' },
  sensitivityValue: { text: 'Susceptible' },
  specimenType: { text: 'Urine' },
  organismName: { text: 'E. coli' },
  organismComment: 'Many',
};

holdToElements({
  'Microbiology lab test result': {
    item: culture,
    resource: {
      resourceType: 'DiagnosticReport',
      category: [{ coding: [{ code: 'LAB' }, { code: 'MB' }] }],
      specimen: [{ display: 'Urine' }],
      contained: [
        { code: { text: 'Urine culture' }, valueString: '10^5 CFU' },
        { ...ofCode('6463-4'), valueCodeableConcept: { text: 'E. coli' }, note: [{ text: 'Many' }] },
        { code: { text: 'Ciprofloxacin' }, valueCodeableConcept: { text: 'Susceptible' } },
      ],
      result: [{ reference: '#t1' }, { reference: '#organism' }, { reference: '#sensitivity' }],
    },
  },
  'Radiology result': {
    item: { when, title: 'Chest X-ray', resultText: 'Clear', anatomicSite: 'Chest' },
    said: { when, title: 'Chest X-ray', resultText: 'Clear' },
    resource: {
      resourceType: 'DiagnosticReport',
      category: [{ coding: [{ code: 'LP29684-5' }] }],
      code: { text: 'Chest X-ray' },
      conclusion: 'Clear',
    },
  },
  'Genetic SNP result': {
    item: {
      when: roughly,
      genomeBuild: 'GRCh38',
      chromosome: '7',
      numberingScheme: 1,
      laboratoryName: { name: 'Acme' },
    },
    resource: {
      resourceType: 'DiagnosticReport',
      performer: [{ display: 'Acme' }],
      contained: [{ component: [{ valueCodeableConcept: { text: '7' } }, {}, { valueInteger: 1 }] }],
    },
  },
  'Medical image study': {
    item: {
      when,
      description: 'Knee',
      series: [
        {
          description: 'Sagittal',
          images: [{ imageBlobName: 'a' }, { imageBlobName: 'b' }],
          modality: {
            text: 'Magnetic resonance',
            code: [{ value: 'MR', family: 'dicom', type: 'modality' }],
          },
          seriesInstanceUid: '1.2.840.1',
        },
      ],
      accessionNumber: 'A-1',
      studyInstanceUid: '1.2.840.2',
    },
    said: {},
    resource: {
      resourceType: 'ImagingStudy',
      status: 'available',
      started: effectiveDateTime,
      identifier: [{ value: 'A-1' }, { system: 'urn:dicom:uid', value: 'urn:oid:1.2.840.2' }],
      series: [{ uid: '1.2.840.1', modality: { code: 'MR' }, description: 'Sagittal', numberOfInstances: 2 }],
    },
  },
});

test('the tests of a microbiology report are observations by themselves', () => {
  const thing = makeItem('Microbiology lab test result', culture);
  const resource = toResource(thing, settings);
  const { parts } = findMapping(thing);
  const [, organism] = parts!.list(resource);
  expect(organism).toMatchObject({
    key: '2',
    resource: { ...ofCode('6463-4'), effectiveDateTime, status: 'final' },
  });
  const better = { ...organism!.resource, valueCodeableConcept: { text: 'Klebsiella' } } as Resource;
  expect(take(parts!.put(resource, { key: '2', resource: better }))[1]).toMatchObject({
    organismName: { text: 'Klebsiella' },
  });
});
