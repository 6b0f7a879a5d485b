// Resources that are nearly right, by a seed: samples of several kinds, some of whose elements are taken away, doubled, put elsewhere or
// made something else.
import { type AnyResource, makeWeight } from '../../fhir-client.ts';
import type { Random } from '../random.ts';
import { makeText } from './texts.ts';

/** In whose place the Patient of the record is put, once it is known. */
export const ownPatient = 'Patient/own';
const own = { reference: ownPatient };

const samples: readonly AnyResource[] = [
  makeWeight('2026-01-01'),
  {
    resourceType: 'Condition',
    subject: own,
    code: { coding: [{ system: 'http://snomed.info/sct', code: '195967001' }], text: 'Asthma' },
    onsetDateTime: '2019',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
  },
  {
    resourceType: 'Patient',
    name: [{ family: 'Fuzz', given: ['A', 'B'] }],
    gender: 'other',
    birthDate: '1970-01',
  },
  {
    resourceType: 'Immunization',
    patient: own,
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140' }] },
    occurrenceDateTime: '2020-10-01',
  },
  {
    resourceType: 'AllergyIntolerance',
    patient: own,
    code: { text: 'Peanut' },
    reaction: [{ manifestation: [{ text: 'Hives' }], severity: 'mild' }],
    category: ['food'],
  },
  {
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ code: 'laboratory' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '2339-0' }], text: 'Glucose' },
    effectiveDateTime: '2026-01-01T08:00:00Z',
    valueQuantity: { value: 100, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
    referenceRange: [{ low: { value: 70 }, high: { value: 110 }, text: '70 to 110' }],
    interpretation: [{ coding: [{ code: 'N' }] }],
  },
  {
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: { text: 'Panel' },
    effectiveDateTime: '2026-01-01T08:00:00Z',
    contained: [
      { resourceType: 'Observation', id: 'a', status: 'final', code: { text: 'A' }, valueString: 'x' },
      {
        ...{ resourceType: 'Observation', id: 'b', status: 'final', code: { text: 'B' } },
        hasMember: [{ reference: '#a' }],
      },
    ],
    result: [{ reference: '#b' }],
  },
  {
    resourceType: 'MedicationRequest',
    subject: own,
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: 'Lisinopril' },
    authoredOn: '2026-01-01',
    dosageInstruction: [
      {
        text: 'One in the morning',
        timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd', when: ['MORN'] } },
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
      },
    ],
    dispenseRequest: { numberOfRepeatsAllowed: 3, quantity: { value: 30 } },
  },
  {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    authored: '2026-01-01',
    item: [{ linkId: '1', item: [{ linkId: '1.1', text: 'x', answer: [{ valueBoolean: true }] }] }],
  },
  {
    resourceType: 'FamilyMemberHistory',
    patient: own,
    status: 'completed',
    relationship: { text: 'mother' },
    condition: [{ code: { text: 'Stroke' }, onsetAge: { value: 71 } }],
  },
  {
    resourceType: 'CarePlan',
    subject: own,
    status: 'active',
    intent: 'plan',
    title: 'Plan',
    activity: [{ detail: { status: 'scheduled', description: 'Walk' } }],
    contained: [
      { resourceType: 'Goal', id: 'g', subject: own, lifecycleStatus: 'active', description: { text: 'x' } },
    ],
    goal: [{ reference: '#g' }],
  },
  {
    resourceType: 'DocumentReference',
    status: 'current',
    type: { text: 'Note' },
    date: '2026-01-01T08:00:00Z',
    content: [{ attachment: { contentType: 'text/plain', data: 'eA==', title: 'x' } }],
  },
  {
    resourceType: 'Appointment',
    status: 'booked',
    start: '2026-12-03T10:00:00Z',
    end: '2026-12-03T10:30:00Z',
    participant: [{ actor: { display: 'Dr. B' }, status: 'accepted' }],
  },
  {
    resourceType: 'Basic',
    code: { text: 'own' },
    extension: [
      {
        url: 'urn:keepwell:fhir:thing-rest',
        extension: [
          { url: 'type', valueString: 'a5033c9d-08cf-4204-9bd3-cb412ce39fc0' },
          { url: 'changes', valueString: '[[["item"],{"formatAppid":"x","formatTag":"y"}]]' },
        ],
      },
    ],
  },
  {
    resourceType: 'Organization',
    name: 'Clinic',
    telecom: [{ system: 'phone', value: '1' }],
    extension: [{ url: 'urn:x', valueString: 'y' }],
  },
  {
    resourceType: 'Questionnaire',
    status: 'draft',
    item: [{ linkId: '1', type: 'group', item: [{ linkId: '1.1', type: 'string', text: 'x' }] }],
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div>' },
  },
];

export const sampleKinds: readonly string[] = [...new Set(samples.map(({ resourceType }) => resourceType))];

/** @param kind one of these, where there is one */
export function sample(random: Random, kind?: string): AnyResource {
  const ofKind = samples.filter(({ resourceType }) => resourceType === kind);
  return structuredClone(random.pick(ofKind.length > 0 ? ofKind : samples));
}

/** What it is called, though it may be called anything: for an address, so without halves of characters. */
export function nameKind({ resourceType }: AnyResource): string {
  return typeof resourceType === 'string' ? Buffer.from(resourceType.slice(0, 200)).toString() : 'None';
}

export const values: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    0.1,
    '',
    ' ',
    '\u0000',
    '\ud800',
    'x'.repeat(5000),
    [],
    {},
    [null],
    [[]],
    [{}],
  ],
  ...[{ coding: 1 }, { reference: 'Patient/x' }, { reference: '#' }, { reference: 'urn:uuid:1' }],
  { extension: [{ url: 'urn:keepwell:fhir:thing-rest' }] },
  ...['2026-13-45', '0000', '9999-12-31T23:59:60Z', '<script>', '2026-01-01T00:00:00Z', 'urn:uuid:1'],
];

/** A resource with some of it changed. */
export function mangle(random: Random, resource: AnyResource): AnyResource {
  const changes = random.below(4);
  for (let i = 0; i < changes; i++) {
    const spots = listSpots(resource);
    if (spots.length === 0) break;
    const { holder, key } = random.pick(spots);
    const change = random.below(6);
    if (change === 0) delete holder[key];
    else if (change === 1) holder[key] = structuredClone(random.pick(values));
    else if (change === 2) holder[key] = [holder[key]];
    else if (change === 3) addOwn(holder, makeName(random), structuredClone(random.pick(values)));
    else if (change === 4) holder[key] = structuredClone(random.pick(spots).holder);
    else holder[`_${key}`] = structuredClone(random.pick(values));
  }
  return resource;
}

/** Also what is called as a prototype is. */
function addOwn(holder: AnyResource, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

interface Spot {
  readonly holder: AnyResource;
  readonly key: string;
}

function listSpots(value: AnyResource, depth = 0): Spot[] {
  if (typeof value !== 'object' || value === null || depth > 6) return [];
  return Object.keys(value).flatMap(key => [{ holder: value, key }, ...listSpots(value[key], depth + 1)]);
}

const names = [
  ...[
    'id',
    'meta',
    'extension',
    'contained',
    'text',
    'resourceType',
    '__proto__',
    'constructor',
    'valueString',
  ],
  ...['status', 'modifierExtension', 'implicitRules', 'subject', 'toString', '_status'],
];

function makeName(random: Random): string {
  return random.chance(0.7) ? random.pick(names) : makeText(random);
}
