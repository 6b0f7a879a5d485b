// Body composition: what part of the body is fat, muscle or something else.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { measuredText, weightValue } from './common/measurements.ts';
import { percentage, percentText } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const bodyComposition = seq({
  when: approxDateTime,
  'measurement-name': codable('body-composition-measurement-names'),
  value: seq({ 'mass-value': optional(weightValue), 'percent-value': optional(percentage) }),
  'measurement-method': optional(codable('body-composition-measurement-methods')),
  site: optional(codable('body-composition-sites')),
});
export type BodyComposition = Infer<typeof bodyComposition>;

export default thingType({
  name: 'Body composition',
  description: 'How much of the body, or of a part of it, is fat, muscle or something else.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: '18adc276-5144-4e7e-bf6c-e56d8250adf8',
      number: 1,
      root: 'body-composition',
      namespace: 'urn:com.microsoft.wc.thing.body-composition',
      schema: bodyComposition,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'measurement-name': 'What was measured',
    'mass-value': 'Mass',
    'percent-value': 'Share',
    site: 'Part of the body',
    'measurement-method': 'How it was measured',
    value: 'Result',
  },
  usual: { 'mass-value': [0, 400] },
  summary: ({ measurementName, value: { massValue, percentValue }, site }: BodyComposition) =>
    [
      measurementName.text,
      percentValue !== undefined && percentText(percentValue),
      massValue && measuredText(massValue.kg, 'kg', massValue.display),
      site?.text,
    ]
      .filter(Boolean)
      .join(', '),
});
