// Each of the other types that are observed, aimed at, asked or told: which elements applications find, and that these say it all
// by themselves, without the extension.
import { expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { writeItem } from '../../things/data.ts';
import { currentVersion, everyType, parseThing } from '../../things/index.ts';
import { findMapping, fromResource, type Json, type JsonObject, type Resource, toResource } from './index.ts';

const settings = { zone: 'Europe/Berlin', patient: 'Patient/1' };
const loinc = 'http://loinc.org';
const own = 'urn:keepwell:vocabulary:fhir';
const when = { date: { y: 2026, m: 3, d: 1 }, time: { h: 8, m: 0, s: 0 } };
const roughly = { structured: when };
const day = { structured: { date: { y: 2026, m: 3, d: 1 } } };
const effectiveDateTime = '2026-03-01T08:00:00+01:00';
const tz = { text: '+01:00' };

function makeItem(name: string, value: unknown) {
  const type = everyType().find(one => one.name === name)!;
  const version = currentVersion(type);
  return { typeId: version.id, dataXml: writeItem(version, value).xml, commonXml: '' };
}

/** The type that a resource becomes, and its value. */
function take(resource: Resource): [name: string, value: unknown] {
  const { typeId, dataXml } = fromResource(resource, settings);
  const type = everyType().find(({ versions }) => versions.some(({ id }) => id === typeId))!;
  return [type.name, parseThing(currentVersion(type), readXml(dataXml).root())];
}

const coded = (text: string, value: string, type: string) => ({
  text,
  code: [{ value, family: 'wc', type, version: '1' }],
});
const ofCode = (code: string, system = loinc) => ({ code: { coding: [{ system, code }] } });
const quantity = (value: number, code: string) => ({ valueQuantity: { value, code } });
const inWords = (display: string, value: number, unit: string) => ({
  display,
  structured: [{ value, units: { text: unit, code: [{ value: unit, type: 'UCUM' }] } }],
});

interface Case {
  readonly item: object;
  /** What of it stands in elements, where that is less than all. */
  readonly said?: object;
  readonly resource: object;
}

const cases: Readonly<Record<string, Case>> = {
  'Body composition': {
    item: {
      when: roughly,
      measurementName: coded('Body fat percentage', 'fat-percent', 'body-composition-measurement-names'),
      value: { percentValue: 0.21 },
    },
    resource: { code: { coding: [{ system: loinc, code: '41982-0' }, {}] }, ...quantity(21, '%') },
  },
  'Body dimension': {
    item: {
      when: roughly,
      measurementName: coded('Waist size', 'WaistCircumference', 'body-dimension-measurement-names'),
      value: { m: 0.84 },
    },
    resource: { code: { coding: [{ system: loinc, code: '8280-0' }, {}] }, ...quantity(84, 'cm') },
  },
  'Peak flow': {
    item: { when: roughly, pef: { litersPerSecond: 7.5 }, fev1: { liters: 3.1 } },
    resource: {
      ...ofCode('19935-6'),
      ...quantity(7.5, 'L/s'),
      component: [{ ...ofCode('20150-9'), ...quantity(3.1, 'L') }],
    },
  },
  'Emotional state': {
    item: { when, mood: 4, stress: 2 },
    resource: {
      ...ofCode('emotional-state', own),
      component: [
        { ...ofCode('mood', own), valueInteger: 4 },
        { ...ofCode('stress', own), valueInteger: 2 },
      ],
    },
  },
  Menstruation: {
    item: { when, isNewCycle: true, amount: coded('Light', '2', 'menstrual-flow-amount') },
    resource: {
      ...ofCode('49033-4'),
      valueCodeableConcept: { text: 'Light' },
      component: [{ valueBoolean: true }],
    },
  },
  'Sleep session': {
    item: {
      when,
      bedTime: { h: 22, m: 30, s: 0 },
      wakeTime: { h: 6, m: 45, s: 0 },
      sleepMinutes: 450,
      settlingMinutes: 15,
      wakeState: 1,
      sleepPhaseSummaryGroup: { sleepPhaseSummary: [{ phase: { text: 'REM' }, minutes: 90 }] },
    },
    resource: {
      ...ofCode('93832-4'),
      ...quantity(450, 'min'),
      component: [
        { ...ofCode('bed-time', own), valueTime: '22:30:00' },
        { ...ofCode('wake-time', own), valueTime: '06:45:00' },
        quantity(15, 'min'),
        { valueInteger: 1 },
        { code: { text: 'REM' }, ...quantity(90, 'min') },
      ],
    },
  },
  'Sleep journal entry': {
    item: {
      when,
      caffeine: [
        { h: 8, m: 0, s: 0 },
        { h: 15, m: 30, s: 0 },
      ],
      nap: [{ when: { h: 14, m: 0, s: 0 }, minutes: 20 }],
      sleepiness: 3,
    },
    resource: {
      component: [
        { valueInteger: 3 },
        { ...ofCode('caffeine', own), valueTime: '08:00:00' },
        { ...ofCode('caffeine', own), valueTime: '15:30:00' },
        { ...ofCode('nap', own), ...quantity(20, 'min') },
      ],
    },
  },
  Pregnancy: {
    item: { dueDate: { y: 2026, m: 11 }, lastMenstrualPeriod: { y: 2026, m: 2, d: 3 }, fetusCount: 2 },
    resource: {
      ...ofCode('82810-3'),
      valueCodeableConcept: { coding: [{ code: '77386006' }] },
      component: [
        { ...ofCode('11778-8'), valueDateTime: '2026-11' },
        { ...ofCode('8665-2'), valueDateTime: '2026-02-03' },
        quantity(2, '1'),
      ],
    },
  },
  Birth: { item: { weeks: 39, days: 4 }, resource: { ...ofCode('76516-4'), ...quantity(277, 'd') } },
  Exercise: {
    item: {
      when: roughly,
      activity: coded('Running', 'run', 'aerobic-activities'),
      duration: 30,
      distance: { m: 5000 },
      detail: [
        {
          name: { value: 'Steps_count', family: 'wc', type: 'exercise-detail-names', version: '1' },
          value: { value: 6000, units: { text: 'steps' } },
        },
      ],
    },
    resource: {
      ...ofCode('73985-4'),
      category: [{ coding: [{ code: 'activity' }] }],
      valueCodeableConcept: { text: 'Running' },
      component: [
        { ...ofCode('55411-3'), ...quantity(30, 'min') },
        quantity(5000, 'm'),
        { code: { coding: [{ code: 'Steps_count' }] }, valueQuantity: { value: 6000, unit: 'steps' } },
      ],
    },
  },
  'Exercise samples': {
    item: { when: roughly, name: { text: 'Heart rate' }, unit: { text: 'beats' }, samplingInterval: 0.5 },
    resource: {
      code: { text: 'Heart rate' },
      valueSampledData: { origin: { value: 0, unit: 'beats' }, period: 500, dimensions: 1 },
    },
  },
  'Aerobic profile': {
    item: {
      when,
      maxHeartrate: 185,
      VO2Max: { relative: 41.5 },
      heartrateZoneGroup: [
        {
          heartrateZone: [
            { name: 'Easy', lowerBound: { absoluteHeartrate: 100 }, upperBound: { absoluteHeartrate: 125 } },
          ],
        },
      ],
    },
    resource: {
      component: [
        quantity(185, '/min'),
        quantity(41.5, 'mL/min/kg'),
        { code: { text: 'Easy' }, valueRange: { low: { value: 100 }, high: { value: 125, code: '/min' } } },
      ],
    },
  },
  'Diabetic profile': {
    item: {
      when,
      maxHbA1C: 0.07,
      targetGlucoseZoneGroup: [
        {
          targetGlucoseZone: [
            {
              lowerBound: { absoluteGlucose: { mmolPerL: 4 } },
              upperBound: { absoluteGlucose: { mmolPerL: 7 } },
            },
          ],
        },
      ],
    },
    resource: {
      component: [
        quantity(7, '%'),
        { valueRange: { low: { value: 4, code: 'mmol/L' }, high: { value: 7 } } },
      ],
    },
  },
  'Respiratory profile': {
    item: { when, expiratoryFlowRedZoneUpperBoundary: { litersPerSecond: 4 } },
    resource: { component: [quantity(4, 'L/s')] },
  },
  'Daily dietary intake': {
    item: { when: { y: 2026, m: 3, d: 1 }, calories: 2100, totalFat: { kg: 0.07 }, sodium: { kg: 0.0023 } },
    resource: {
      effectiveDateTime: '2026-03-01',
      component: [
        { ...ofCode('calories', own), ...quantity(2100, 'kcal') },
        { ...ofCode('total-fat', own), ...quantity(70, 'g') },
        { ...ofCode('sodium', own), ...quantity(2.3, 'g') },
      ],
    },
  },
  'Food & drink': {
    item: {
      foodItem: { text: 'Bread' },
      servingsConsumed: 2,
      energy: { calories: 180 },
      vitaminARAE: { kg: 0.001 },
    },
    resource: {
      valueCodeableConcept: { text: 'Bread' },
      component: [
        quantity(2, '1'),
        quantity(180, 'kcal'),
        { ...ofCode('vitamin-A-RAE', own), ...quantity(1, 'g') },
      ],
    },
  },
  'PAP session': {
    item: { when, durationMinutes: 400, apneaHypopneaIndex: 3.2, pressure: { mean: { pascals: 900 } } },
    resource: {
      ...quantity(3.2, '/h'),
      component: [quantity(400, 'min'), { ...ofCode('pressure-mean', own), ...quantity(900, 'Pa') }],
    },
  },
  'Defibrillator episode': {
    item: {
      when,
      episodeType: { text: 'VT' },
      durationInSeconds: 12,
      episodeFields: { episodeField: [{ fieldName: { text: 'Therapy' }, fieldValue: { text: 'Shock' } }] },
    },
    resource: {
      valueCodeableConcept: { text: 'VT' },
      component: [quantity(12, 's'), { code: { text: 'Therapy' }, valueCodeableConcept: { text: 'Shock' } }],
    },
  },
  'Health event': {
    item: {
      when: roughly,
      event: { text: 'First steps' },
      category: coded('Pediatric', 'Pediatric', 'event-categories'),
    },
    resource: { code: { text: 'First steps' }, category: [{}, { text: 'Pediatric' }] },
  },
  'Health journal entry': {
    item: { when: roughly, content: 'Slept well', category: { text: 'Sleep' } },
    resource: { valueString: 'Slept well' },
  },
  'Microbiology lab test result': {
    item: {
      when,
      labTests: [{ when, name: 'Urine culture', result: { textValue: '10^5 CFU' } }],
      sensitivityAgent: { text: 'Ciprofloxacin' },
      sensitivityValue: { text: 'Susceptible' },
      specimenType: { text: 'Urine' },
      organismName: { text: 'E. coli' },
      organismComment: 'Many',
    },
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
  'Weight goal': {
    item: { minimum: { kg: 62 }, maximum: { kg: 68 }, goalInfo: { targetDate: day, status: 'Active' } },
    resource: {
      resourceType: 'Goal',
      lifecycleStatus: 'active',
      target: [
        {
          measure: { coding: [{ code: '29463-7' }] },
          detailRange: { low: { value: 62, code: 'kg' }, high: { value: 68 } },
          dueDate: '2026-03-01',
        },
      ],
    },
  },
  'Life goal': {
    item: { description: 'Run a marathon', goalInfo: { completionDate: day, status: 'Achieved' } },
    resource: {
      lifecycleStatus: 'completed',
      statusDate: '2026-03-01',
      description: { text: 'Run a marathon' },
    },
  },
  'Health goal': {
    item: {
      name: { text: 'Steps' },
      startDate: day,
      targetRange: { name: { text: 'Steps a day' }, minimum: inWords('8000 /d', 8000, '/d') },
    },
    resource: {
      description: { text: 'Steps' },
      startDate: '2026-03-01',
      target: [{ measure: { text: 'Steps a day' }, detailRange: { low: { value: 8000 } } }],
    },
  },
  'Weekly aerobic exercise goal': {
    item: { session: { mode: { text: 'Swimming' }, minutes: 40 }, recurrence: 3 },
    resource: {
      description: { text: 'Swimming' },
      target: [{ detailQuantity: { value: 3, code: '/wk' } }, { detailQuantity: { value: 40, code: 'min' } }],
    },
  },
  'Calorie guideline': {
    item: { when: day, name: { text: 'Intake' }, calories: inWords('2000 kcal', 2000, 'kcal') },
    resource: {
      description: { text: 'Intake' },
      startDate: '2026-03-01',
      target: [{ detailQuantity: { value: 2000 } }],
    },
  },
  'Cardiac profile': {
    item: { when, diabetesDiagnosed: true, hasFamilyStrokeHistory: false },
    resource: {
      resourceType: 'QuestionnaireResponse',
      authored: effectiveDateTime,
      item: [
        { linkId: 'diabetes-diagnosed', answer: [{ valueBoolean: true }] },
        { linkId: 'has-family-stroke-history', answer: [{ valueBoolean: false }] },
      ],
    },
  },
  'Question & answer': {
    item: { when, question: { text: 'Do you smoke?' }, answer: [{ text: 'No' }] },
    resource: { item: [{ linkId: '1', text: 'Do you smoke?', answer: [{ valueString: 'No' }] }] },
  },
  'Health assessment': {
    item: {
      when,
      name: 'Risk of falls',
      category: { text: 'Questionnaire' },
      result: [{ name: { text: 'Balance' }, value: [{ text: 'Good' }] }],
    },
    resource: { item: [{ linkId: '1', text: 'Balance', answer: [{ valueString: 'Good' }] }] },
  },
  'Family history': {
    item: {
      condition: [{ name: { text: 'Asthma' }, onsetDate: { y: 1998 }, resolution: 'Improved' }],
      relative: {
        relationship: { text: 'Mother' },
        relativeName: { name: { full: 'Ada' } },
        dateOfBirth: { y: 1943, m: 5 },
      },
    },
    resource: {
      resourceType: 'FamilyMemberHistory',
      patient: { reference: 'Patient/1' },
      relationship: { text: 'Mother' },
      name: 'Ada',
      bornDate: '1943-05',
      condition: [
        { code: { text: 'Asthma' }, outcome: { text: 'Improved' }, onsetPeriod: { start: '1998' } },
      ],
    },
  },
  'Family history person': {
    item: {
      relativeName: { name: { full: 'Ada' } },
      relationship: { text: 'Mother' },
      dateOfDeath: { y: 2001 },
    },
    resource: { name: 'Ada', relationship: { text: 'Mother' }, deceasedDate: '2001' },
  },
  'Family history condition': {
    item: { condition: { name: { text: 'Gout' }, onsetDate: { y: 1990 }, resolutionDate: { y: 1995 } } },
    resource: { condition: [{ code: { text: 'Gout' }, onsetPeriod: { start: '1990', end: '1995' } }] },
  },
  Comment: {
    item: { when: roughly, content: 'Ask the doctor', category: { text: 'To do' } },
    resource: {
      resourceType: 'Communication',
      sent: effectiveDateTime,
      payload: [{ contentString: 'Ask the doctor' }],
      topic: { text: 'To do' },
    },
  },
  Message: {
    item: { when, headers: [{ name: 'Subject', value: 'Results' }], size: 10, summary: 'See below' },
    said: {},
    resource: { topic: { text: 'Results' }, payload: [{ contentString: 'See below' }] },
  },
  Insight: {
    item: {
      raisedInsightId: '1',
      catalogId: 'steps',
      when,
      expirationDate: when,
      messages: { regular: 'You walk more', short: 'More steps' },
    },
    said: {},
    resource: { topic: { text: 'More steps' }, payload: [{ contentString: 'You walk more' }] },
  },
};

test.each(Object.entries(cases))('%s', (name, { item, said = item, resource: expected }) => {
  const thing = makeItem(name, item);
  const { extension, ...bare } = toResource(thing, settings);
  expect(bare).toMatchObject(expected);
  // What the extension has besides is told in docs/fhir-mapping.md; of these it is the zone at most.
  if (Object.keys(said).length > 0) expect(take(bare as Resource)).toEqual([name, zoned(said)]);
  const all = { ...bare, ...(extension !== undefined && { extension }) } as Resource;
  expect(fromResource(all, settings)).toMatchObject(thing);
});

/** Times of day come back with the zone that they were given. */
function zoned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(zoned);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, zoned(inside)]));
  const { date, time } = fields;
  return date !== undefined && time !== undefined ? { ...fields, tz } : fields;
}

test('the tests of a microbiology report are observations by themselves', () => {
  const { item } = cases['Microbiology lab test result']!;
  const thing = makeItem('Microbiology lab test result', item);
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

test.each([
  [
    'answers of a questionnaire, wherever they stand',
    {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      questionnaire: 'http://example.org/phq',
      authored: '2026-03-01',
      item: [
        {
          linkId: '1',
          item: [
            {
              linkId: '1.1',
              text: 'Little interest',
              answer: [{ valueCoding: { code: 'LA6568-5', display: 'Not at all' } }],
            },
            { linkId: '1.2', answer: [{ valueBoolean: true }] },
            { linkId: '1.3', text: 'Not answered' },
          ],
        },
      ],
    },
    'Health assessment',
    {
      name: 'http://example.org/phq',
      result: [
        { name: { text: 'Little interest' }, value: [{ text: 'Not at all' }] },
        { name: { text: '1.2' }, value: [{ text: 'Yes' }] },
      ],
    },
  ],
  [
    'a goal',
    { resourceType: 'Goal', lifecycleStatus: 'proposed', description: { text: 'Eat less salt' } },
    'Life goal',
    { description: 'Eat less salt' },
  ],
  [
    'an illness of a relative',
    {
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      relationship: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'FTH', display: 'father' },
        ],
      },
      condition: [{ code: { text: 'Stroke' }, onsetAge: { value: 71 } }],
    },
    'Family history',
    { relative: { relationship: { text: 'father' } }, condition: [{ name: { text: 'Stroke' } }] },
  ],
  [
    'a remark',
    {
      resourceType: 'Communication',
      status: 'completed',
      sent: '2026-03-01',
      payload: [{ contentString: 'Call me' }],
    },
    'Comment',
    { content: 'Call me' },
  ],
  [
    'an event that has no value',
    {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'First tooth' },
      effectiveDateTime: '2026-03',
    },
    'Health event',
    { event: { text: 'First tooth' } },
  ],
  [
    'a night by an application',
    {
      resourceType: 'Observation',
      status: 'final',
      ...ofCode('93832-4'),
      effectiveDateTime,
      valueQuantity: { value: 7, unit: 'h' },
    },
    'Vital signs',
    { vitalSignsResults: [{ value: 7, unit: { text: 'h' } }] },
  ],
  [
    'a peak flow in litres a minute',
    {
      resourceType: 'Observation',
      status: 'final',
      ...ofCode('19935-6'),
      effectiveDateTime,
      valueQuantity: { value: 450, unit: 'L/min' },
    },
    'Peak flow',
    { pef: { litersPerSecond: 7.5, display: { value: 450, units: 'L/min' } } },
  ],
  [
    'an age at birth in days',
    {
      resourceType: 'Observation',
      status: 'final',
      ...ofCode('76516-4'),
      valueQuantity: { value: 39.5, unit: 'wk' },
    },
    'Birth',
    { weeks: 39 },
  ],
] as const)('%s is taken, and given as what it was', (_, sent, name, value) => {
  const resource = { subject: { reference: 'Patient/1' }, ...sent } as JsonObject as Resource;
  const taken = take(resource);
  expect(taken).toMatchObject([name, value as unknown as Json]);
  expect(toResource(fromResource(resource, settings), settings)).toEqual(resource);
});
