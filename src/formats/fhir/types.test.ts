// Resources as applications write them, and what they find of an item: codes, units, values.
import { expect, test } from 'vitest';
import { writeCommon } from './common.ts';
import { findChanges } from './difference.ts';
import { findMapping, fromResource, type Json, type JsonObject, type Resource, toResource } from './index.ts';
import { getOwn, listOf } from './json.ts';
import { effectiveDateTime, loinc, makeItem, settings, take as takeWhole, when } from './testing/kinds.ts';

// biome-ignore lint/suspicious/noExplicitAny: whatever an item says
type Any = any;

const ucum = 'http://unitsofmeasure.org';
const subject = { reference: 'Patient/1' };
const read = { when: { ...when, tz: { text: '+01:00' } } };

function write(name: string, value: unknown): Resource & { [key: string]: Json } {
  return toResource(makeItem(name, value), settings);
}

const take = (resource: Resource) => takeWhole({ status: 'final', subject, ...resource });

function observation(code: string, more: JsonObject, category = 'vital-signs'): Resource {
  const system = 'http://terminology.hl7.org/CodeSystem/observation-category';
  return {
    resourceType: 'Observation',
    category: [{ coding: [{ system, code: category }] }],
    code: { coding: [{ system: loinc, code }] },
    effectiveDateTime,
    ...more,
  };
}

function quantity(value: number, code: string, unit = code): JsonObject {
  return { value, unit, system: ucum, code };
}

test('glucose is written in mmol/L, and read of mg/dL, which the person then sees', () => {
  const item = {
    when,
    value: { mmolPerL: 5.6 },
    glucoseMeasurementType: {
      text: 'Whole blood',
      code: [{ value: 'wb', type: 'glucose-measurement-type' }],
    },
    normalcy: 3,
  };
  expect(write('Blood glucose', item)).toMatchObject({
    status: 'final',
    code: { coding: [{ system: loinc, code: '15074-8' }] },
    effectiveDateTime,
    valueQuantity: { value: 5.6, unit: 'mmol/L', system: ucum, code: 'mmol/L' },
    interpretation: [{ coding: [{ code: 'N' }] }],
  });
  expect(take(observation('2339-0', { valueQuantity: quantity(100, 'mg/dL') }, 'laboratory'))).toEqual([
    'Blood glucose',
    {
      ...read,
      value: { mmolPerL: expect.closeTo(5.55, 2), display: { value: 100, units: 'mg/dL' } },
      glucoseMeasurementType: {
        text: 'Whole blood',
        code: [{ value: 'wb', family: 'wc', type: 'glucose-measurement-type', version: '1' }],
      },
    },
  ]);
});

test('glucose of a sensor is that of interstitial fluid', () => {
  const [name, value] = take(observation('99504-3', { valueQuantity: quantity(118, 'mg/dL') }, 'laboratory'));
  expect([name, value]).toMatchObject([
    'Blood glucose',
    { glucoseMeasurementType: { text: 'Interstitial fluid' } },
  ]);
  expect(write('Blood glucose', value).code).toMatchObject({ coding: [{ code: '105272-9' }] });
});

test('a test with control solution is no glucose of anybody, and comes back as what it was', () => {
  const item = {
    when,
    value: { mmolPerL: 7 },
    glucoseMeasurementType: { text: 'Whole blood' },
    isControlTest: true,
  };
  const { extension: _, ...bare } = write('Blood glucose', item);
  expect(bare).not.toHaveProperty('category');
  expect(bare).not.toHaveProperty('meta');
  expect(JSON.stringify(bare.code)).not.toContain('loinc');
  expect(take(bare as Resource)).toMatchObject(['Blood glucose', { isControlTest: true }]);
});

test('HbA1c is in the unit that the person sees, with the code of that', () => {
  const percent = { when, value: { mmolPerMol: 52.011, display: { value: 6.9, units: '%' } } };
  expect(write('HbA1C', percent)).toMatchObject({
    code: { coding: [{ code: '4548-4' }] },
    valueQuantity: { value: 6.9, code: '%' },
  });
  expect(write('HbA1C', { when, value: { mmolPerMol: 52 } })).toMatchObject({
    code: { coding: [{ code: '59261-8' }] },
    valueQuantity: { value: 52, code: 'mmol/mol' },
  });
  expect(take(observation('4548-4', { valueQuantity: quantity(6.9, '%') }, 'laboratory'))).toMatchObject([
    'HbA1C',
    { value: { mmolPerMol: expect.closeTo(51.917, 3), display: { value: 6.9, units: '%' } } },
  ]);
});

test('the fats of a panel are components, and each an observation by itself', () => {
  const item = { when, ldl: { mmolPerL: 2.8 }, triglyceride: { mmolPerL: 1.5 } };
  const resource = write('Cholesterol', item);
  expect(resource).toMatchObject({
    code: { coding: [{ code: '24331-1' }] },
    component: [
      { code: { coding: [{ code: '39469-2' }] }, valueQuantity: { value: 2.8, code: 'mmol/L' } },
      { code: { coding: [{ code: '14927-8' }] }, valueQuantity: { value: 1.5, code: 'mmol/L' } },
    ],
  });
  const { parts } = findMapping(makeItem('Cholesterol', item));
  const [ldl] = parts!.list(resource);
  expect(ldl).toMatchObject({
    key: '1',
    resource: { status: 'final', subject, effectiveDateTime, valueQuantity: { value: 2.8 } },
  });
  const better = { key: '1', resource: { ...ldl!.resource, valueQuantity: quantity(2.5, 'mmol/L') } };
  expect(take(parts!.put(resource, better))).toMatchObject(['Cholesterol', { ldl: { mmolPerL: 2.5 } }]);
  const mass = {
    code: { coding: [{ system: loinc, code: '2093-3' }] },
    valueQuantity: quantity(200, 'mg/dL'),
  };
  expect(take(observation('24331-1', { component: [mass] }, 'laboratory'))).toMatchObject([
    'Cholesterol',
    { totalCholesterol: { mmolPerL: expect.closeTo(5.172, 3), display: { value: 200, units: 'mg/dL' } } },
  ]);
});

const glucoseTest = {
  name: 'Glucose',
  clinicalCode: { text: 'Glucose SerPl', code: [{ value: '2345-7', family: 'regenstrief', type: 'LOINC' }] },
  value: {
    measurement: {
      display: '111 mg/dL',
      structured: [{ value: 111, units: { text: 'mg/dL', code: [{ value: 'mg/dL', type: 'UCUM' }] } }],
    },
    ranges: [
      { type: { text: 'Normal' }, text: { text: '70 - 99' }, value: { minimumRange: 70, maximumRange: 99 } },
    ],
    flag: [{ text: 'High', code: [{ value: 'H', family: 'wc', type: 'lab-result-flag', version: '1' }] }],
  },
  note: 'Fasting',
};

test('a report contains its tests, and each is an observation of a laboratory by itself', () => {
  const item = {
    when: { structured: when },
    labGroup: [
      {
        groupName: { text: 'Chemistry' },
        laboratoryName: { name: 'Acme' },
        results: [glucoseTest, { name: 'Culture', value: { measurement: { display: 'No growth' } } }],
      },
    ],
  };
  const resource = write('Lab results', item);
  expect(resource).toMatchObject({
    resourceType: 'DiagnosticReport',
    status: 'final',
    category: [{ coding: [{ code: 'LAB' }] }],
    code: { text: 'Chemistry' },
    effectiveDateTime,
    performer: [{ display: 'Acme' }],
    result: [{ reference: '#t1' }, { reference: '#t2' }],
  });
  const { parts } = findMapping(makeItem('Lab results', item));
  const [first, second] = parts!.list(resource).map(part => part.resource);
  expect(first).toMatchObject({
    resourceType: 'Observation',
    meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-observation-lab'] },
    status: 'final',
    category: [{ coding: [{ code: 'laboratory' }] }],
    code: { coding: [{ system: loinc, code: '2345-7', display: 'Glucose SerPl' }], text: 'Glucose' },
    subject,
    effectiveDateTime,
    valueQuantity: { value: 111, unit: 'mg/dL', system: ucum, code: 'mg/dL' },
    referenceRange: [{ low: { value: 70, code: 'mg/dL' }, high: { value: 99, code: 'mg/dL' } }],
    interpretation: [{ coding: [{ code: 'H' }, { code: 'H' }] }],
    note: [{ text: 'Fasting' }],
  });
  expect(second).toMatchObject({ code: { text: 'Culture' }, valueString: 'No growth' });
  const changed = parts!.put(resource, { key: '2', resource: { ...second!, valueString: 'E. coli' } });
  expect(take(changed)).toMatchObject([
    'Lab results',
    { labGroup: [{ results: [glucoseTest, { value: { measurement: { display: 'E. coli' } } }] }] },
  ]);
});

test('groups of tests are observations that have members', () => {
  const inner = { groupName: { text: 'Lipids' }, results: [{ name: 'LDL' }] };
  const groups = [
    { groupName: { text: 'Blood' }, subGroups: [inner] },
    { groupName: { text: 'Urine' }, results: [{ name: 'Protein' }] },
  ];
  const { extension: _, ...resource } = write('Lab results', { labGroup: groups });
  expect(resource).toMatchObject({ code: { coding: [{ code: '11502-2' }] }, result: [{}, {}] });
  expect(take(resource as Resource)).toMatchObject(['Lab results', { labGroup: groups }]);
});

test('a test of a laboratory that comes by itself is seen as one, and given as what it was', () => {
  const sent = observation(
    '718-7',
    {
      valueQuantity: { ...quantity(13.2, 'g/dL'), comparator: '>' },
      referenceRange: [{ high: quantity(15.5, 'g/dL') }],
      status: 'amended',
      subject,
    },
    'laboratory',
  );
  expect(take(sent)).toEqual([
    'Lab results',
    {
      when: { structured: read.when },
      labGroup: [
        {
          groupName: expect.anything(),
          results: [
            {
              name: '718-7',
              clinicalCode: {
                text: '718-7',
                code: [{ value: '718-7', family: 'regenstrief', type: 'LOINC' }],
              },
              value: {
                measurement: { display: '>13.2 g/dL' },
                ranges: [
                  expect.objectContaining({ text: { text: '≤ 15.5' }, value: { maximumRange: 15.5 } }),
                ],
              },
              status: { text: 'Corrected' },
            },
          ],
        },
      ],
    },
  ]);
  expect(toResource(fromResource(sent, settings), settings)).toEqual(sent);
});

test('one vital sign is the observation it is, several are a panel', () => {
  const temperature = {
    title: {
      text: 'Temperature',
      code: [{ value: 'Tmp', family: 'wc', type: 'vital-statistics', version: '1' }],
    },
    value: 37.4,
    unit: { text: '°C' },
  };
  const one = write('Vital signs', { when, vitalSignsResults: [temperature] });
  expect(one).toMatchObject({
    code: { coding: [{ system: loinc, code: '8310-5' }, { code: 'Tmp' }] },
    valueQuantity: { value: 37.4, unit: '°C', system: ucum, code: 'Cel' },
  });
  const breaths = {
    title: { text: 'Respiratory Rate' },
    value: 16,
    unit: { text: '/min' },
    textValue: 'calm',
  };
  const item = { when, vitalSignsResults: [temperature, breaths], site: 'Mouth', position: 'Sitting' };
  const several = write('Vital signs', item);
  expect(several).toMatchObject({
    code: { coding: [{ code: '85353-1' }] },
    component: [{ code: { coding: [{ code: '8310-5' }, {}] } }, { code: { coding: [{ code: '9279-1' }] } }],
    bodySite: { text: 'Mouth' },
  });
  const [, second] = findMapping(makeItem('Vital signs', item)).parts!.list(several);
  expect(second).toMatchObject({
    key: '2',
    resource: { category: [{ coding: [{ code: 'vital-signs' }] }], valueQuantity: { value: 16 } },
  });
  expect(take(observation('9279-1', { valueQuantity: quantity(18, '/min') }))).toMatchObject([
    'Vital signs',
    { vitalSignsResults: [{ title: { text: 'Respiratory Rate' }, value: 18, unit: { text: '/min' } }] },
  ]);
});

test.each([
  ['a body mass index', '39156-5', 'vital-signs', { valueQuantity: quantity(22.1, 'kg/m2') }, 'Vital signs'],
  ['a finding of an examination', '8884-9', 'exam', { valueString: 'Regular' }, 'Vital signs'],
  ['a finding of a picture', '19005-8', 'imaging', { valueString: 'Normal' }, 'Lab results'],
  [
    'an answer of a questionnaire',
    '93038-8',
    'survey',
    { valueCodeableConcept: { text: 'Not at all' } },
    'App-specific information',
  ],
  [
    'a habit',
    '74013-4',
    'social-history',
    { valueQuantity: quantity(2, '{drinks}/d') },
    'App-specific information',
  ],
  [
    'a weight without its value',
    '29463-7',
    'vital-signs',
    { dataAbsentReason: { text: 'refused' } },
    'App-specific information',
  ],
  [
    'a weight of some month',
    '29463-7',
    'vital-signs',
    { effectiveDateTime: '2026-03', valueQuantity: quantity(70, 'kg') },
    'App-specific information',
  ],
  [
    'what was entered in error',
    '29463-7',
    'vital-signs',
    { status: 'entered-in-error', valueQuantity: quantity(70, 'kg') },
    'App-specific information',
  ],
  [
    'a weight that began',
    '29463-7',
    'vital-signs',
    {
      effectiveDateTime: undefined,
      effectivePeriod: { start: effectiveDateTime },
      valueQuantity: quantity(70, 'kg'),
    },
    'Weight',
  ],
] as const)('%s has its place', (_, code, category, more, name) => {
  const sent = JSON.parse(
    JSON.stringify(observation(code, { status: 'final', subject, ...(more as JsonObject) }, category)),
  ) as Resource;
  expect(take(sent)[0]).toBe(name);
  expect(toResource(fromResource(sent, settings), settings)).toEqual(sent);
});

test.each([
  ['words for a weight', '29463-7', { valueString: 'heavy' }, 'Observation.valueQuantity'],
  ['a weight in degrees', '29463-7', { valueQuantity: quantity(37, 'Cel') }, 'Observation.valueQuantity'],
  ['a height below nothing', '8302-2', { valueQuantity: quantity(-3, 'cm') }, 'Observation.valueQuantity'],
])('%s are refused with the place', (_, code, more, path) => {
  expect(() => take(observation(code, more))).toThrow(expect.objectContaining({ path }));
});

test('what a person corrects is what applications see, whatever unit it came in', () => {
  const sent = observation('29463-7', {
    valueQuantity: quantity(154, '[lb_av]', 'lb'),
    device: { display: 'Scale' },
  });
  const thing = fromResource(sent, settings);
  const dataXml = thing.dataXml.replace(/<value>.*<\/value>/, '<value><kg>80</kg></value>');
  const resource = toResource({ ...thing, dataXml }, settings);
  expect(resource).toMatchObject({ valueQuantity: quantity(80, 'kg'), device: { display: 'Scale' } });
  expect(resource).not.toHaveProperty('extension');
});

test('tests that are withdrawn are named in their report without a value, and others say how far they have come', () => {
  const statuses = ['final', 'entered-in-error', 'cancelled', 'preliminary', 'corrected', 'unknown'];
  const contained = [
    ...statuses.map(status => ({ status })),
    { status: 'final', modifierExtension: [{ url: 'urn:x', valueBoolean: true }] },
  ].map((more, at) => ({
    ...{ resourceType: 'Observation', id: `t${at}`, code: { text: `Test ${at}` } },
    ...{ valueQuantity: quantity(at + 0.5, 'mg'), ...more },
  }));
  const report: Resource = {
    ...{ resourceType: 'DiagnosticReport', status: 'final', subject, code: { text: 'Panel' } },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
    contained,
    result: contained.map(({ id }) => ({ reference: `#${id}` })),
  };
  const made = fromResource(report, settings);
  const [, item] = take(report) as unknown as [string, { labGroup: [{ results: Any[] }] }];
  const { results } = item.labGroup[0];
  expect(results.map(({ value, status }) => [value?.measurement.display, status?.text])).toEqual([
    ['0.5 mg', undefined],
    [undefined, 'Entered in error'],
    [undefined, 'Cancelled'],
    ['3.5 mg', 'Pending'],
    ['4.5 mg', 'Corrected'],
    ['5.5 mg', 'Status not known'],
    [undefined, 'Not as it seems: the file changes what it means'],
  ]);
  expect(toResource(made, settings)).toMatchObject({ contained });
  // As files leave it, without what the resource says besides.
  const alone = toResource({ ...made, commonXml: '' }, settings);
  expect(listOf(alone.contained).map(one => [getOwn(one, 'status'), 'valueQuantity' in Object(one)])).toEqual(
    [
      ['final', true],
      ['entered-in-error', false],
      ['cancelled', false],
      ['preliminary', true],
      ['corrected', true],
      ['unknown', true],
      ['unknown', false],
    ],
  );
  // As items were once made of it.
  const old = results.map(({ status, value, ...test }, at) => ({
    ...test,
    ...(status?.text === 'Pending' && { status }),
    value: value ?? { measurement: { display: `${at}.5 mg`, structured: [{ value: at + 0.5, units: mg }] } },
  }));
  const older = makeItem('Lab results', { labGroup: [{ ...item.labGroup[0], results: old }] });
  const changes = findChanges(toResource(older, settings), report);
  const commonXml = writeCommon({}, { resourceType: 'DiagnosticReport', changes });
  expect(toResource({ ...older, commonXml }, settings)).toMatchObject({ contained });
});

const mg = { text: 'mg', code: [{ value: 'mg', type: 'UCUM' }] };
