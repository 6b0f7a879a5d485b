// Blood oxygen saturation, as a fraction of what the blood could carry.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { dropNoise, percentage, percentText } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const bloodOxygenSaturation = seq({
  when: dateTime,
  value: percentage,
  'measurement-method': optional(codable('blood-oxygen-saturation-measurement-method')),
  'measurement-flags': optional(codable()),
});
export type BloodOxygenSaturation = Infer<typeof bloodOxygenSaturation>;

export default thingType({
  name: 'Blood oxygen saturation',
  description: 'How much of the oxygen it could carry the blood carried at a moment.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: '3a54f95f-03d8-4f62-815f-f691fc94a500',
      number: 1,
      root: 'blood-oxygen-saturation',
      namespace: 'urn:com.microsoft.wc.thing.blood-oxygen-saturation',
      schema: bloodOxygenSaturation,
      // Not annotated as such in the published schema, but the only date there is, and it is required.
      effectiveDate: 'when',
    }),
  ],
  short: ['value', 'when'],
  labels: {
    value: 'Saturation',
    'measurement-method': 'How it was measured',
    'measurement-flags': 'What to note',
  },
  usual: { value: [0.4, 1] },
  summary: ({ value, measurementMethod }: BloodOxygenSaturation) =>
    [percentText(value), measurementMethod?.text].filter(Boolean).join(', '),
  chart: [
    {
      label: 'Oxygen saturation',
      unit: '%',
      value: ({ value }) => dropNoise(value * 100),
      said: ({ measurementFlags }: BloodOxygenSaturation) => measurementFlags,
      reference: () => ({ min: 95, max: 100, below: [94, 90], source: 'World Health Organization' }),
    },
  ],
});
