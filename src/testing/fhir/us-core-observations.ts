// Observations with all that profiles of US Core 7 must support, and a Patient.
import {
  address,
  categories,
  coded,
  coding,
  encounter,
  extensionOf,
  hl7,
  loinc,
  period,
  practitioner,
  quantity,
  snomed,
  type UsCoreSample,
  usCore,
} from './us-core-parts.ts';

export function makeObservation(subject: object, category: object, code: object, more: object) {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [category],
    code,
    subject,
    effectiveDateTime: '2026-01-05T09:00:00Z',
    ...more,
  };
}

/** One for each profile of Observations. */
export function makeObservations(subject: object): UsCoreSample[] {
  const of = (profile: string, category: object, code: object, more: object): UsCoreSample => ({
    profile: `us-core-${profile}`,
    resource: makeObservation(subject, category, code, more),
  });
  const part = (code: string, value: object) => ({ code: coding(loinc, code), ...value });
  const performer = [practitioner];
  const none = { dataAbsentReason: coding(`${hl7}/data-absent-reason`, 'unknown') };
  const { vitalSigns, laboratory, survey, socialHistory, sdoh, imaging } = categories;
  return [
    of('observation-lab', laboratory, coded(loinc, '2345-7', 'Glucose'), {
      valueQuantity: quantity(95, 'mg/dL'),
      interpretation: [coding(`${hl7}/v3-ObservationInterpretation`, 'N')],
      referenceRange: [{ low: quantity(70, 'mg/dL'), high: quantity(99, 'mg/dL') }],
      specimen: { reference: 'Specimen/s1' },
      encounter,
    }),
    of('blood-pressure', vitalSigns, coded(loinc, '85354-9', 'Blood pressure'), {
      component: [part('8480-6', { valueQuantity: quantity(120, 'mmHg', 'mm[Hg]') }), part('8462-4', none)],
    }),
    of('average-blood-pressure', vitalSigns, coded(loinc, '96607-7', 'Average blood pressure'), {
      effectiveDateTime: undefined,
      effectivePeriod: period,
      component: [
        part('96608-5', { valueQuantity: quantity(118, 'mmHg', 'mm[Hg]') }),
        part('96609-3', { valueQuantity: quantity(78, 'mmHg', 'mm[Hg]') }),
      ],
    }),
    of('body-weight', vitalSigns, coded(loinc, '29463-7', 'Body weight'), {
      valueQuantity: quantity(70, 'kg'),
    }),
    of('observation-clinical-result', imaging, coded(loinc, '18782-3', 'Imaging'), { ...none, performer }),
    of('observation-occupation', socialHistory, coding(loinc, '11341-5'), {
      effectiveDateTime: undefined,
      effectivePeriod: { start: '2020-01-01' },
      valueCodeableConcept: coding('urn:oid:2.16.840.1.114222.4.5.327', '13-2011.00.022000'),
      component: [
        part('86188-0', {
          valueCodeableConcept: coding('urn:oid:2.16.840.1.114222.4.5.327', '541211.006736'),
        }),
      ],
    }),
    of('observation-occupation', socialHistory, coding(loinc, '11341-5'), {
      effectiveDateTime: undefined,
      effectivePeriod: { start: '2010-01-01', end: '2019-12-31' },
      valueCodeableConcept: none.dataAbsentReason,
      component: [
        part('86188-0', {
          valueCodeableConcept: coding('urn:oid:2.16.840.1.114222.4.5.327', '541211.006736'),
        }),
      ],
    }),
    of('observation-pregnancystatus', socialHistory, coding(loinc, '82810-3'), {
      valueCodeableConcept: coding(snomed, '77386006'),
    }),
    of('observation-pregnancyintent', socialHistory, coding(loinc, '86645-9'), {
      valueCodeableConcept: coding(snomed, '454381000124105'),
    }),
    of('observation-screening-assessment', survey, coding(loinc, '88121-9'), {
      category: [survey, sdoh],
      performer,
      valueCodeableConcept: coding(loinc, 'LA19952-3'),
      hasMember: [{ reference: 'Observation/b2' }],
      derivedFrom: [{ reference: 'QuestionnaireResponse/q1' }],
    }),
    of(
      'simple-observation',
      coding(`${usCore}/us-core-category`, 'functional-status'),
      coding(loinc, '47420-5'),
      {
        performer,
        valueString: 'Walks alone',
        derivedFrom: [{ reference: 'Observation/b1' }],
      },
    ),
    of('smokingstatus', socialHistory, coding(loinc, '72166-2'), {
      valueCodeableConcept: coding(snomed, '266919005'),
    }),
  ];
}

/** What a Patient must support, beside its id. */
export const samplePatient = {
  resourceType: 'Patient',
  extension: [
    extensionOf('us-core-race', {
      extension: [
        {
          url: 'ombCategory',
          valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '2106-3', display: 'White' },
        },
        {
          url: 'detailed',
          valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '2112-1', display: 'English' },
        },
        { url: 'text', valueString: 'White, English' },
      ],
    }),
    extensionOf('us-core-ethnicity', {
      extension: [
        {
          url: 'ombCategory',
          valueCoding: {
            system: 'urn:oid:2.16.840.1.113883.6.238',
            code: '2186-5',
            display: 'Not Hispanic or Latino',
          },
        },
        { url: 'detailed', valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '2188-1' } },
        { url: 'text', valueString: 'Not Hispanic' },
      ],
    }),
    extensionOf('us-core-tribal-affiliation', {
      extension: [
        { url: 'tribalAffiliation', valueCodeableConcept: coding(`${hl7}/v3-TribalEntityUS`, '187') },
        { url: 'isEnrolled', valueBoolean: false },
      ],
    }),
    extensionOf('us-core-sex', { valueCode: '248152002' }),
    extensionOf('us-core-interpreter-needed', {
      valueCoding: { system: snomed, code: '373067005', display: 'No' },
    }),
  ],
  identifier: [{ use: 'usual', system: 'urn:example:mrn', value: '1032702' }],
  name: [
    { use: 'official', family: 'Sample', given: ['Alex', 'B.'], suffix: ['PharmD'] },
    { use: 'old', family: 'Before', given: ['Alex'], period: { end: '2020-07-22' } },
  ],
  telecom: [{ system: 'phone', value: '555-0101', use: 'home' }],
  gender: 'female',
  birthDate: '1987-02-20',
  deceasedDateTime: '2026-01-30',
  address: [address],
  communication: [{ language: coding('urn:ietf:bcp:47', 'en') }],
};
