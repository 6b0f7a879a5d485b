// Plans, papers, people and insurances as applications write and read them.
import { expect, test } from 'vitest';
import advanceDirective from '../../things/advance-directive.ts';
import appointment from '../../things/appointment.ts';
import carePlan from '../../things/care-plan.ts';
import cda from '../../things/cda.ts';
import contact from '../../things/contact.ts';
import explanationOfBenefits from '../../things/explanation-of-benefits.ts';
import file from '../../things/file.ts';
import { getVersion } from '../../things/index.ts';
import insulinInjectionUsage from '../../things/insulin-injection-usage.ts';
import insurancePlan from '../../things/insurance-plan.ts';
import medicalAnnotation from '../../things/medical-annotation.ts';
import medicalDevice from '../../things/medical-device.ts';
import task from '../../things/task.ts';
import { fromResource, type Resource } from './index.ts';
import { read, settings, write } from './testing/kinds.ts';

const subject = { reference: 'Patient/1' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('an appointment has its minute, its end and who is met', () => {
  const theirs: Resource = {
    resourceType: 'Appointment',
    status: 'booked',
    serviceType: [{ text: 'Check-up' }],
    start: '2026-12-03T10:00:00+01:00',
    end: '2026-12-03T10:30:00+01:00',
    participant: [
      { actor: { reference: 'Patient/1', display: 'Ada' }, status: 'accepted' },
      { actor: { display: 'Dr. Bo Example' }, status: 'accepted' },
    ],
  };
  expect(read(appointment, theirs)).toMatchObject({
    when: { date: { y: 2026, m: 12, d: 3 }, time: { h: 10, m: 0 } },
    duration: { endDate: { structured: { time: { h: 10, m: 30 } } } },
    service: { text: 'Check-up' },
    status: { text: 'Scheduled' },
    clinic: { name: { full: 'Dr. Bo Example' } },
  });
  const day = write(appointment, { when: { date: { y: 2026, m: 12, d: 3 } } });
  expect(day).toMatchObject({ start: '2026-12-03T00:00:00+01:00', end: '2026-12-03T00:00:00+01:00' });
  expect(read(appointment, day)).toEqual({ when: { date: { y: 2026, m: 12, d: 3 } } });
});

test('a plan of care has its title or what kind it is, its tasks and people', () => {
  const value = read(carePlan, {
    resourceType: 'CarePlan',
    status: 'completed',
    intent: 'order',
    category: [
      {
        coding: [{ system: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category', code: 'assess-plan' }],
      },
      {
        coding: [
          { system: 'http://snomed.info/sct', code: '698360004', display: 'Diabetes self management plan' },
        ],
      },
    ],
    subject,
    period: { start: '2020-01-01', end: '2021-02-01' },
    activity: [
      { detail: { code: { text: 'Exercise' }, status: 'in-progress', location: { display: 'Ward' } } },
      { reference: { reference: 'ServiceRequest/1' } },
    ],
  });
  expect(value).toMatchObject({
    name: 'Diabetes self management plan',
    status: { text: 'completed' },
    endDate: { structured: { date: { y: 2021 } } },
    tasks: { task: [{ name: { text: 'Exercise' } }] },
  });
});

test('an insurance has the numbers of its card', () => {
  const value = read(insurancePlan, {
    resourceType: 'Coverage',
    status: 'active',
    type: { text: 'Health insurance' },
    subscriberId: 'M-1',
    beneficiary: subject,
    relationship: { coding: [{ code: 'self' }] },
    payor: [{ display: 'Example Mutual' }],
    period: { end: '2026-12-31' },
    class: [
      {
        type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code: 'group' }] },
        value: 'G-9',
      },
    ],
  });
  expect(value).toMatchObject({
    planName: 'Example Mutual',
    coverageType: { text: 'Health insurance' },
    subscriberId: 'M-1',
    groupNum: 'G-9',
    expirationDate: { date: { y: 2026, m: 12, d: 31 } },
  });
});

test('whom to call is known by name, number and what they are', () => {
  const value = read(contact, {
    resourceType: 'RelatedPerson',
    patient: subject,
    name: [{ family: 'Turner', given: ['Bo'] }],
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'C' }] }],
    telecom: [{ system: 'phone', value: '555-1' }],
  });
  expect(value).toMatchObject({
    name: { full: 'Bo Turner' },
    type: { code: [{ value: '1', type: 'person-types' }] },
    contact: { phone: [{ number: '555-1' }] },
  });
});

test('a note of a clinic is an annotation, a clinical document is kept byte for byte', () => {
  const theirs: Resource = {
    resourceType: 'DocumentReference',
    status: 'current',
    type: { coding: [{ system: 'http://loinc.org', code: '34117-2', display: 'History and physical note' }] },
    subject,
    date: '2026-02-03T10:00:00Z',
    author: [{ display: 'Dr. Bo' }],
    content: [
      { attachment: { contentType: 'text/plain; charset=utf-8', data: base64('Sleeps badly – still') } },
    ],
  };
  expect(read(medicalAnnotation, theirs)).toMatchObject({
    content: 'Sleeps badly – still',
    author: { name: { full: 'Dr. Bo' } },
    classification: 'History and physical note',
  });
  const xml =
    '<?xml version="1.0"?>\n<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Letter</title></ClinicalDocument>';
  const document = {
    ...theirs,
    content: [{ attachment: { contentType: 'application/xml', data: base64(xml.slice(22)) } }],
  } as Resource;
  expect(read(cda, document)).toBe(xml.slice(22));
});

test('a file says where its bytes are', () => {
  const attachments = [{ name: 'xray.png', contentType: 'image/png', size: 12, url: 'Binary/b1' }];
  const resource = write(
    file,
    { name: 'xray.png', size: 12, contentType: { text: 'image/png' } },
    { ...settings, attachments },
  );
  expect(resource.content).toEqual([
    { attachment: { contentType: 'image/png', url: 'Binary/b1', size: 12, title: 'xray.png' } },
  ]);
  expect(write(file, { name: 'lost.pdf', size: 3 }).content).toMatchObject([
    { attachment: { title: 'lost.pdf', _url: { extension: [{ valueCode: 'unknown' }] } } },
  ]);
});

test('a device of others is used since it was made, one of ours since it says', () => {
  const value = read(medicalDevice, {
    resourceType: 'Device',
    manufactureDate: '2015-08-08T10:00:00+02:00',
    deviceName: [{ name: 'Pacemaker', type: 'user-friendly-name' }],
    serialNumber: 'S1',
    patient: subject,
  });
  expect(value).toMatchObject({ when: { date: { y: 2015 } }, deviceName: 'Pacemaker', serialNumber: 'S1' });
  const { manufactureDate, ...ours } = write(medicalDevice, {
    when: { date: { y: 2020, m: 1, d: 2 } },
    model: 'X',
  });
  expect(manufactureDate).toBeUndefined();
  expect(read(medicalDevice, ours as Resource)).toMatchObject({ when: { date: { y: 2020 } }, model: 'X' });
});

test('what must not be done, and what is to be done, is said', () => {
  const directive = write(advanceDirective, {
    startDate: { structured: { date: { y: 2020 } } },
    stopDate: { structured: { date: { y: 2030 } } },
    prohibitedInterventions: [{ text: 'Intubation' }],
  });
  expect(directive).toMatchObject({
    resourceType: 'Consent',
    provision: { type: 'deny', code: [{ text: 'Intubation' }], period: { start: '2020', end: '2030' } },
  });
  expect(read(advanceDirective, directive)).toMatchObject({
    prohibitedInterventions: [{ text: 'Intubation' }],
  });
  const walk = write(task, {
    dateStarted: { date: { y: 2026, m: 1, d: 2 } },
    name: 'Walk',
    shortDescription: 'Walk a little',
    longDescription: 'Walk a little each day',
    status: 'InProgress',
  });
  expect(walk).toMatchObject({
    status: 'in-progress',
    code: { text: 'Walk' },
    executionPeriod: { start: '2026-01-02' },
  });
  expect(read(task, walk)).toMatchObject({ shortDescription: 'Walk a little' });
});

test('insulin that was injected is given in its unit', () => {
  const given = write(insulinInjectionUsage, {
    when: { date: { y: 2026, m: 1, d: 2 } },
    type: { text: 'Analoga' },
    amount: { IE: 8 },
  });
  expect(given).toMatchObject({
    resourceType: 'MedicationAdministration',
    dosage: { dose: { value: 8, system: 'http://unitsofmeasure.org' } },
  });
});

test('what an insurance paid is totals and items, of ours alone', () => {
  const theirs: Resource = {
    resourceType: 'ExplanationOfBenefit',
    status: 'active',
    type: { text: 'Pharmacy' },
    use: 'claim',
    patient: subject,
    created: '2026-01-02',
    insurer: { display: 'Example Mutual' },
    provider: { display: 'Example Pharmacy' },
    outcome: 'complete',
    insurance: [{ focal: true, coverage: { reference: 'Coverage/1' } }],
  };
  expect(getVersion(fromResource(theirs, settings).typeId).type.name).not.toBe(explanationOfBenefits.name);
});
