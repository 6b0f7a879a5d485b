// Observations as the FHIR library that Microsoft published writes them, after the changes that R4 asks for.
import { expect, test } from 'vitest';
import { readValue } from '../../things/data.ts';
import { getVersion } from '../../things/index.ts';
import { fromResource, type Resource, toResource } from './index.ts';

const settings = { zone: 'UTC' };
const lists = 'http://healthvault.com/fhir/stu3/ValueSet/wc/';
const concept = (list: string, code: string, text: string) => ({
  coding: [{ system: `${lists}${list}`, version: '1', code }],
  text,
});
const quantity = (value: number, code: string) => ({
  value,
  unit: code,
  system: 'http://unitsofmeasure.org',
  code,
});
const observe = (type: string, rest: object): Resource => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: `${lists}thing-type-names`, version: '1', code: `txtName${type}` }] },
  effectiveDateTime: '2017-08-29T16:24:44-07:00',
  ...rest,
});
const part = (text: string, value: object) => ({ code: { text }, ...value });

const share = concept('body-composition-measurement-names', 'fat-percent', 'Body fat percentage');

test.each<[string, Resource, object]>([
  [
    'Exercise',
    observe('exercise', {
      component: [
        part('exercise-distance', { valueQuantity: quantity(30, 'm') }),
        part('exercise-duration', { valueQuantity: quantity(10, 'min') }),
        part('exercise-activity', {
          valueCodeableConcept: concept('exercise-activities', 'swimming', 'Swimming'),
        }),
      ],
    }),
    {
      activity: {
        text: 'Swimming',
        code: [{ value: 'swimming', family: 'wc', type: 'exercise-activities' }],
      },
      duration: 10,
      distance: { m: 30 },
    },
  ],
  [
    'Sleep session',
    observe('sleepjournal-am', {
      component: [
        part('sleep-journal-bed-time', { valueTime: '22:30:00' }),
        part('sleep-journal-wake-time', { valueTime: '06:28:59' }),
        part('sleep-journal-sleep-minutes', { valueQuantity: quantity(100, 'min') }),
        part('sleep-journal-settling-minutes', { valueQuantity: quantity(110, 'min') }),
        part('sleep-journal-awakening', {
          valuePeriod: { start: '2017-08-29T23:30:00-07:00', end: '2017-08-30T00:10:00-07:00' },
        }),
        part('sleep-journal-wake-state', { valueString: 'Tired' }),
      ],
    }),
    {
      bedTime: { h: 22, m: 30 },
      wakeTime: { h: 6, m: 28, s: 59 },
      sleepMinutes: 100,
      settlingMinutes: 110,
      awakening: [{ when: { h: 23, m: 30 }, minutes: 40 }],
      wakeState: 2,
    },
  ],
  [
    'Body composition',
    observe('body-composition', {
      component: [
        { code: share },
        { code: share, valueQuantity: quantity(10, 'kg') },
        { code: share, valueQuantity: quantity(0.15, '%') },
      ],
    }),
    {
      measurementName: { text: 'Body fat percentage' },
      value: { massValue: { kg: 10 }, percentValue: 0.15 },
    },
  ],
  [
    'Body dimension',
    observe('body-dimension', {
      valueQuantity: quantity(0.15, 'm'),
      method: concept('body-dimension-measurement-names', 'BicepCircumferenceLeft', 'Left bicep size'),
    }),
    { measurementName: { text: 'Left bicep size' }, value: { m: 0.15 } },
  ],
  [
    'Blood glucose',
    observe('blood-glucose', {
      valueQuantity: quantity(5.5, 'mmol/L'),
      method: concept('glucose-meaurement-type', 'wb', 'Whole blood'),
      extension: [
        {
          url: 'http://healthvault.com/fhir/stu3/StructuredDefinition/blood-glucose',
          extension: [
            { url: 'reading-normalcy', valueString: 'Normal' },
            { url: 'is-control-test', valueBoolean: false },
            {
              url: 'measurement-context',
              valueCodeableConcept: concept('glucose-measurement-context', 'BeforeMeal', 'Before meal'),
            },
          ],
        },
      ],
    }),
    {
      value: { mmolPerL: 5.5 },
      glucoseMeasurementType: { text: 'Whole blood' },
      normalcy: 3,
      measurementContext: { text: 'Before meal' },
    },
  ],
])('%s is an item of its type, and comes back as it was sent', (name, sent, value) => {
  const made = fromResource(sent, settings);
  const { type } = getVersion(made.typeId);
  expect(type.name).toBe(name);
  expect(readValue(type, made)).toMatchObject(value);
  expect(toResource(made, settings)).toMatchObject(sent);
});
