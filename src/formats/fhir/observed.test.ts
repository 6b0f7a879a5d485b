// What is observed of a person besides vital signs: which elements applications find.
import {
  effectiveDateTime,
  holdToElements,
  holdToSent,
  loinc,
  ofCode,
  quantity,
  when,
} from './testing/kinds.ts';

const own = 'urn:keepwell:vocabulary:fhir';
const roughly = { structured: when };
const coded = (text: string, value: string, type: string) => ({
  text,
  code: [{ value, family: 'wc', type, version: '1' }],
});

holdToElements({
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
});

holdToSent([
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
]);
