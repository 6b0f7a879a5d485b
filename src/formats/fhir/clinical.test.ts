// Resources as applications write them become items, and items the elements that applications read.
import { expect, test } from 'vitest';
import allergy from '../../things/allergy.ts';
import concern from '../../things/concern.ts';
import condition from '../../things/condition.ts';
import { readValue } from '../../things/data.ts';
import encounter from '../../things/encounter.ts';
import immunization from '../../things/immunization.ts';
import { getVersion } from '../../things/index.ts';
import medicalProblem from '../../things/medical-problem.ts';
import medication from '../../things/medication.ts';
import medicationFill from '../../things/medication-fill.ts';
import procedure from '../../things/procedure.ts';
import { fromResource, type Json, type Resource, UnmappableResource } from './index.ts';
import { read, settings, write } from './testing/kinds.ts';

const subject = { reference: 'Patient/1' };
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const lisinopril = { coding: [{ system: rxnorm, code: '314076', display: 'lisinopril 10 MG Oral Tablet' }] };

const isHeld = (resource: Resource) =>
  getVersion(fromResource(resource, settings).typeId).type.name === 'App-specific information';

test('a prescription is a medicine, with who prescribed it, how much there is of it and how it is taken', () => {
  const value = read(medication, {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    subject,
    medicationCodeableConcept: lisinopril,
    authoredOn: '2026-03-01',
    requester: { reference: 'Practitioner/7', display: 'Dr. Bo Example' },
    reasonCode: [{ text: 'High blood pressure' }],
    dosageInstruction: [
      {
        text: 'Take one tablet in the morning',
        timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
        route: { text: 'Oral' },
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
      },
    ],
    dispenseRequest: {
      numberOfRepeatsAllowed: 3,
      quantity: { value: 30, unit: 'tablets' },
      expectedSupplyDuration: { value: 30, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' },
    },
    substitution: { allowedBoolean: true },
  });
  expect(value).toMatchObject({
    name: {
      text: 'lisinopril 10 MG Oral Tablet',
      code: [{ value: '314076', family: 'RxNorm', type: 'RxNorm' }],
    },
    dose: { display: '1 tablet', structured: [{ value: 1, units: { text: 'tablet' } }] },
    frequency: { display: 'twice a day' },
    route: { text: 'Oral' },
    indication: { text: 'High blood pressure' },
    prescription: {
      prescribedBy: { name: { full: 'Dr. Bo Example' } },
      datePrescribed: { structured: { date: { y: 2026, m: 3, d: 1 } } },
      amountPrescribed: { display: '30 tablets' },
      substitution: { text: 'Substitution permitted' },
      refills: 3,
      daysSupply: 30,
      instructions: { text: 'Take one tablet in the morning' },
    },
  });
  expect(value.dateDiscontinued).toBeUndefined();
});

test('a medicine says its dose in elements and in words', () => {
  const resource = write(medication, {
    name: { text: 'Lisinopril', code: [{ value: '314076', family: 'RxNorm', type: 'RxNorm' }] },
    strength: { display: '10 mg' },
    dose: { display: '1 tablet' },
    frequency: { display: 'every 8 hours' },
    route: { text: 'By mouth' },
    dateStarted: { structured: { date: { y: 2026, m: 1 } } },
  });
  expect(resource).toMatchObject({
    status: 'active',
    // Nobody prescribed it.
    intent: 'plan',
    reportedBoolean: true,
    medicationCodeableConcept: { coding: [{ system: rxnorm, code: '314076' }], text: 'Lisinopril' },
    dosageInstruction: [
      {
        text: '10 mg, 1 tablet, every 8 hours, By mouth',
        timing: {
          code: { text: 'every 8 hours' },
          repeat: { frequency: 1, period: 8, periodUnit: 'h', boundsPeriod: { start: '2026-01' } },
        },
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
      },
    ],
  });
  const [dosage] = resource.dosageInstruction as unknown as Record<string, Json>[];
  const changed = {
    ...resource,
    dosageInstruction: [
      {
        ...dosage,
        doseAndRate: [{ doseQuantity: { value: 2, unit: 'tablets' } }],
        text: 'Two in the morning',
      },
    ],
  } as Resource;
  const thing = fromResource(changed, settings);
  expect(readValue(medication, thing)).toMatchObject({
    strength: { display: '10 mg' },
    dose: { display: '2 tablets' },
  });
});

test('a statement is a medicine, and a statement again', () => {
  const value = read(medication, {
    resourceType: 'MedicationStatement',
    status: 'completed',
    subject,
    contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Ibuprofen 400 mg' } }],
    medicationReference: { reference: '#m' },
    effectivePeriod: { start: '2025-01-05', end: '2025-01-09' },
    dosage: [{ text: '1 tablet as needed' }],
  });
  expect(value).toMatchObject({
    name: { text: 'Ibuprofen 400 mg' },
    dose: { display: '1 tablet as needed' },
    dateStarted: { structured: { date: { y: 2025, m: 1, d: 5 } } },
    dateDiscontinued: { structured: { date: { y: 2025, m: 1, d: 9 } } },
  });
  expect(value.prescription).toBeUndefined();
});

test('what was stopped is not taken any more, though nobody says since when', () => {
  const value = read(medication, {
    resourceType: 'MedicationRequest',
    status: 'stopped',
    intent: 'order',
    subject,
    medicationCodeableConcept: lisinopril,
    authoredOn: '2019-05-03T10:00:00Z',
  });
  expect(value.dateDiscontinued).toMatchObject({ structured: { date: { y: 2019, m: 5, d: 3 } } });
});

test('an allergy has its reaction and kind, and one that is not so says so', () => {
  const value = read(allergy, {
    resourceType: 'AllergyIntolerance',
    clinicalStatus: { coding: [{ code: 'active' }] },
    category: ['medication'],
    criticality: 'high',
    code: { coding: [{ system: rxnorm, code: '7980', display: 'penicillin G' }] },
    patient: subject,
    onsetDateTime: '1999',
    reaction: [{ manifestation: [{ text: 'Hives' }], severity: 'moderate' }],
  });
  expect(value).toMatchObject({
    name: { text: 'penicillin G' },
    reaction: { text: 'Hives' },
    allergenType: { text: 'medication', code: [{ value: 'med' }] },
    firstObserved: { structured: { date: { y: 1999 } } },
  });
  const none = read(allergy, {
    resourceType: 'AllergyIntolerance',
    code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' }] },
    patient: subject,
  });
  expect(none).toMatchObject({ name: { text: 'No known allergy' }, isNegated: true });
  expect(write(allergy, { name: { text: 'Nuts' }, isNegated: true }).verificationStatus).toMatchObject({
    coding: [{ code: 'refuted' }],
  });
});

test('a condition that is resolved is over, and one entered in error is none', () => {
  const theirs: Resource = {
    resourceType: 'Condition',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
    },
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' },
        ],
      },
    ],
    code: { coding: [{ system: 'http://snomed.info/sct', code: '444814009' }], text: 'Sinusitis' },
    subject,
    onsetDateTime: '2020-02-01T10:00:00+01:00',
  };
  expect(read(condition, theirs)).toMatchObject({
    name: { text: 'Sinusitis' },
    status: { code: [{ value: 'inactive' }] },
  });
  const status = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
  expect(
    isHeld({ ...theirs, verificationStatus: { coding: [{ system: status, code: 'entered-in-error' }] } }),
  ).toBe(true);
});

test('kinds of condition are told apart by what they say of themselves', () => {
  const worry = write(concern, { description: { text: 'Falls' }, status: { text: 'Inactive' } });
  expect(worry).toMatchObject({
    code: { text: 'Falls' },
    clinicalStatus: { coding: [{ code: 'inactive' }] },
  });
  expect(read(concern, worry)).toMatchObject({ description: { text: 'Falls' } });
  const problem = write(medicalProblem, {
    when: { date: { y: 2020, m: 1, d: 2 } },
    diagnosis: [{ text: 'Asthma' }],
    duration: [{ startDate: { structured: { date: { y: 2019 } } } }],
  });
  expect(problem).toMatchObject({
    recordedDate: '2020-01-02',
    onsetDateTime: '2019',
    code: { text: 'Asthma' },
  });
  expect(read(medicalProblem, problem)).toMatchObject({ diagnosis: [{ text: 'Asthma' }] });
});

test('a vaccine that was given is one, with its maker and dose; one that was not is held', () => {
  const theirs: Resource = {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140', display: 'Influenza' }] },
    patient: subject,
    occurrenceDateTime: '2025-10-12T09:30:00-05:00',
    manufacturer: { identifier: { system: 'http://hl7.org/fhir/sid/mvx', value: 'PMC' }, display: 'Sanofi' },
    lotNumber: 'L1',
    expirationDate: '2026-06',
    protocolApplied: [{ doseNumberPositiveInt: 2 }],
    performer: [{ actor: { display: 'Nurse Bo' } }],
  };
  expect(read(immunization, theirs)).toMatchObject({
    name: { text: 'Influenza', code: [{ value: '140', family: 'HL7', type: 'vaccines-cvx' }] },
    administrationDate: { structured: { date: { y: 2025, m: 10, d: 12 }, time: { h: 9, m: 30 } } },
    manufacturer: { text: 'Sanofi', code: [{ value: 'PMC', type: 'vaccine-manufacturers-mvx' }] },
    administrator: { name: { full: 'Nurse Bo' } },
    lot: 'L1',
    expirationDate: { y: 2026, m: 6 },
    sequence: '2',
  });
  expect(isHeld({ ...theirs, status: 'not-done' })).toBe(true);
  expect(write(immunization, { name: { text: 'Measles' } })._occurrenceDateTime).toBeDefined();
});

test('procedures and visits have when, where and by whom', () => {
  const done = read(procedure, {
    resourceType: 'Procedure',
    status: 'completed',
    code: { text: 'Appendectomy' },
    subject,
    performedPeriod: { start: '2001-05-06T08:00:00Z', end: '2001-05-06T09:00:00Z' },
    performer: [{ actor: { display: 'Dr. A' } }, { actor: { display: 'Dr. B' } }],
    bodySite: [{ text: 'Abdomen' }],
  });
  expect(done).toMatchObject({
    name: { text: 'Appendectomy' },
    when: { structured: { date: { y: 2001, m: 5, d: 6 } } },
    anatomicLocation: { text: 'Abdomen' },
    primaryProvider: { name: { full: 'Dr. A' } },
    secondaryProvider: { name: { full: 'Dr. B' } },
  });
  const visit = read(encounter, {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    type: [{ text: 'Stay' }],
    subject,
    period: { start: '2026-02-03T08:00:00+01:00', end: '2026-02-05T10:00:00+01:00' },
    reasonCode: [{ coding: [{ display: 'Pneumonia', code: '1' }] }],
    serviceProvider: { display: 'Example Hospital' },
  });
  expect(visit).toMatchObject({
    when: { date: { y: 2026, m: 2, d: 3 }, time: { h: 8 } },
    type: { text: 'Stay' },
    reason: 'Pneumonia',
    duration: { endDate: { structured: { date: { y: 2026, m: 2, d: 5 } } } },
    facility: { name: 'Example Hospital' },
  });
});

test('what a pharmacy handed out is a fill', () => {
  const value = read(medicationFill, {
    resourceType: 'MedicationDispense',
    status: 'completed',
    medicationCodeableConcept: lisinopril,
    subject,
    whenHandedOver: '2026-03-04T09:00:00Z',
    daysSupply: { value: 30, code: 'd', system: 'http://unitsofmeasure.org' },
    performer: [{ actor: { display: 'Corner Pharmacy' } }],
  });
  expect(value).toMatchObject({
    name: { text: 'lisinopril 10 MG Oral Tablet' },
    dateFilled: { structured: { date: { y: 2026, m: 3, d: 4 } } },
    daysSupply: 30,
    pharmacy: { name: 'Corner Pharmacy' },
  });
});

test('what is clearly of a type and wrong is refused with its place', () => {
  const wrong = {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: lisinopril,
    dispenseRequest: { numberOfRepeatsAllowed: -1 },
  } as Resource;
  expect(() => fromResource(wrong, settings)).toThrow(UnmappableResource);
});
