// Blood glucose.

import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import { codable, makeWcCoded } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { measuredSeries } from './common/measured-series.ts';
import { bloodGlucoseValue, measuredText } from './common/measurements.ts';
import { oneToFive } from './common/numbers.ts';
import { diabetesAssociation } from './common/references.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const bloodGlucose = seq({
  when: dateTime,
  value: bloodGlucoseValue,
  'glucose-measurement-type': codable('glucose-measurement-type'),
  'outside-operating-temp': optional(boolean),
  'is-control-test': optional(boolean),
  normalcy: optional(oneToFive),
  'measurement-context': optional(codable('glucose-measurement-context')),
});
export type BloodGlucose = Infer<typeof bloodGlucose>;

export default thingType({
  name: 'Blood glucose',
  description: 'The sugar in the blood at a moment, and in what it was measured.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: '879e7c04-4e8a-4707-9ad3-b054df467ce4',
      number: 1,
      root: 'blood-glucose',
      namespace: 'urn:com.microsoft.wc.thing.BloodGlucose',
      schema: bloodGlucose,
      effectiveDate: 'when',
    }),
  ],
  short: ['value', 'measurement-context', 'when'],
  starts: { glucoseMeasurementType: makeWcCoded('glucose-measurement-type', 'wb', 'Whole blood') },
  labels: {
    'outside-operating-temp': 'Meter outside its temperature range',
    'is-control-test': 'Test with control solution',
    normalcy: 'How usual (1 far too low, 5 far too high)',
    value: 'Blood glucose',
    'glucose-measurement-type': 'Measured in',
    'measurement-context': 'Circumstances',
  },
  usual: { value: [0.5, 55] },
  summary: ({ value, measurementContext }: BloodGlucose) =>
    measuredText(value.mmolPerL, 'mmol/L', value.display) +
    (measurementContext ? `, ${measurementContext.text}` : ''),
  chart: [
    {
      ...measuredSeries(
        'Blood glucose',
        'mmolPerL',
        // A control solution is no blood.
        ({ value, isControlTest }: BloodGlucose) => (isControlTest ? undefined : value),
        'glucose',
      ),
      goal: 'blood-glucose',
      context: ({ measurementContext }) => measurementContext,
      said: ({ normalcy }) =>
        normalcy === undefined ? undefined : { text: normalcies[normalcy - 1] ?? String(normalcy) },
      reference: context =>
        context !== undefined && beforeEating.has(context)
          ? { ...withoutDiabetes, max: 5.55, above: [7, 13.87] }
          : context !== undefined && afterEating.has(context)
            ? { ...withoutDiabetes, max: 7.77, above: [11.1, 13.87] }
            : undefined,
    },
  ],
});

/** Flags of the five steps that a meter says. */
const normalcies = ['LL', 'L', 'N', 'H', 'HH'] as const;

/** From 70 mg/dL on, and below 100 or 140: a trifle lower than these, since they are rounded in mmol/L. */
const withoutDiabetes = {
  min: 3.88,
  excludesMax: true,
  below: [3.5, 3],
  source: diabetesAssociation,
} as const;

/** Keys of circumstances under which the sugar is at its lowest, and at its highest. */
const beforeEating = new Set(['fasting', 'beforemeal', 'beforebreakfast', 'beforelunch', 'beforedinner']);
const afterEating = new Set(['nonfasting', 'aftermeal', 'afterbreakfast', 'afterlunch', 'afterdinner']);
