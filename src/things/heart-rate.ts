// Heart rate, in beats a minute.
import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { nonNegativeInt } from './common/numbers.ts';
import { restingPulse } from './common/references.ts';
import { usualPulse } from './common/usual.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const heartRate = seq({
  when: dateTime,
  value: inUnit(nonNegativeInt, '/min'),
  'measurement-method': optional(codable('heart-rate-measurement-method')),
  'measurement-conditions': optional(codable('heart-rate-measurement-conditions')),
  'measurement-flags': optional(codable('heart-rate-measurement-flags')),
});
export type HeartRate = Infer<typeof heartRate>;

export default thingType({
  name: 'Heart rate',
  description: 'How often the heart beat in a minute, and how that was measured.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: 'b81eb4a6-6eac-4292-ae93-3872d6870994',
      number: 1,
      root: 'heart-rate',
      namespace: 'urn:com.microsoft.wc.thing.heart-rate',
      schema: heartRate,
      // Not annotated as such in the published schema, but the only date there is, and it is required.
      effectiveDate: 'when',
    }),
  ],
  short: ['value', 'when'],
  labels: {
    value: 'Heart rate',
    'measurement-method': 'How it was measured',
    'measurement-conditions': 'Circumstances',
    'measurement-flags': 'What to note',
  },
  usual: { value: usualPulse },
  summary: ({ value, measurementConditions }: HeartRate) =>
    `${value}/min${measurementConditions ? `, ${measurementConditions.text}` : ''}`,
  chart: [
    {
      label: 'Heart rate',
      unit: '/min',
      value: ({ value }) => value,
      context: ({ measurementConditions }) => measurementConditions,
      reference: context => (context === 'resting' ? restingPulse : undefined),
    },
  ],
});
