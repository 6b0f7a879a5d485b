// Body dimension: the size of a part of the body, such as the waist.
import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { lengthValue, measuredText } from './common/measurements.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const bodyDimension = seq({
  when: approxDateTime,
  'measurement-name': codable(
    'body-dimension-measurement-names',
    'body-dimension-measurement-names-pediatric',
  ),
  value: lengthValue,
});
export type BodyDimension = Infer<typeof bodyDimension>;

export default thingType({
  name: 'Body dimension',
  description: 'The size of a part of the body, such as the waist or the head.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: 'dd710b31-2b6f-45bd-9552-253562b9a7c1',
      number: 1,
      root: 'body-dimension',
      namespace: 'urn:com.microsoft.wc.thing.body-dimension',
      schema: bodyDimension,
      effectiveDate: 'when',
    }),
  ],
  labels: { 'measurement-name': 'What was measured', value: 'Size' },
  usual: { value: [0.005, 3] },
  summary: ({ measurementName, value }: BodyDimension) =>
    `${measurementName.text} ${measuredText(value.m, 'm', value.display)}`,
});
