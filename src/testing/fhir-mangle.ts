// Resources that are nearly right, by a seed: samples of several kinds, some of whose elements are taken away, doubled, put elsewhere or
// made something else.
import { type AnyResource, makeWeight } from './fhir-client.ts';
import type { Random } from './fuzz/random.ts';

const samples: readonly AnyResource[] = [
  makeWeight('2026-01-01'),
  {
    resourceType: 'Condition',
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
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '140' }] },
    occurrenceDateTime: '2020-10-01',
  },
  {
    resourceType: 'AllergyIntolerance',
    code: { text: 'Peanut' },
    reaction: [{ manifestation: [{ text: 'Hives' }], severity: 'mild' }],
    category: ['food'],
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

export function sample(random: Random): AnyResource {
  return structuredClone(random.pick(samples));
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
  ...[
    { coding: 1 },
    { reference: 'Patient/x' },
    { reference: '#' },
    { extension: [{ url: 'urn:keepwell:fhir:thing-rest' }] },
  ],
  ...['2026-13-45', '0000', '9999-12-31T23:59:60Z', '<script>', '2026-01-01T00:00:00Z', 'urn:uuid:1'],
];

/** A resource with some of it changed. */
export function mangle(random: Random, resource: AnyResource): AnyResource {
  const changes = random.below(4);
  for (let i = 0; i < changes; i++) {
    const spots = listSpots(resource);
    const { holder, key } = random.pick(spots);
    const change = random.below(6);
    if (change === 0) delete holder[key];
    else if (change === 1) holder[key] = structuredClone(random.pick(values));
    else if (change === 2) holder[key] = [holder[key]];
    else if (change === 3)
      Object.assign(holder, { [makeName(random)]: structuredClone(random.pick(values)) });
    else if (change === 4) holder[key] = structuredClone(random.pick(spots).holder);
    else holder[`_${key}`] = structuredClone(random.pick(values));
  }
  return resource;
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
  'id',
  'meta',
  'extension',
  'contained',
  'text',
  'resourceType',
  '__proto__',
  'constructor',
  'valueString',
  'status',
];

function makeName(random: Random): string {
  return random.chance(0.7) ? random.pick(names) : makeText(random);
}

export function makeText(random: Random): string {
  const letters = [
    'a',
    '0',
    '-',
    '.',
    '|',
    ',',
    '$',
    ':',
    '%',
    '&',
    ' ',
    '"',
    "'",
    '\\',
    '<',
    'é',
    '\u202e',
    '\u0000',
  ];
  return Array.from({ length: random.below(12) }, () => random.pick(letters)).join('');
}
